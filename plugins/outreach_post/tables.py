"""The tables of what was printed: jobs, and their numbered sheets."""

from outreach_crm.storage import Held, MigrationSet, OnErase, Owner

# A job is being made until its sheets are written down, right before its file takes its name. A sheet is a letter, be
# it of several pages, or a line of a list of calls; number and job stay when its contact is erased, so that it can be
# found among the paper.
_M001 = """
create table post_jobs (
    id {id},
    kind {text} not null check (kind in ('letters', 'calls')),
    dispatch_id {int} not null,
    language {text} not null,
    file {text} not null,
    digest {text} not null default '',
    process {text} not null,
    made_at {text} not null,
    made {int} not null default 0
) {strict};
create index post_jobs_dispatch on post_jobs (dispatch_id);
create table post_sheets (
    id {id},
    job_id {int} not null references post_jobs (id),
    number {int} not null,
    delivery_id {int} not null,
    contact_id {int} references contacts (id),
    pages {int} not null,
    country {text} not null default '',
    copy {int} not null default 0,
    digest {text} not null default '',
    posted_at {text},
    pulled_at {text},
    unique (job_id, number)
) {strict};
create index post_sheets_delivery on post_sheets (delivery_id);
create index post_sheets_contact on post_sheets (contact_id) where contact_id is not null;
create index post_sheets_open on post_sheets (job_id) where posted_at is null and pulled_at is null;
"""

MIGRATIONS = MigrationSet(
    feature="outreach_post",
    steps={"m001_post": _M001},
    held=(
        Held(table="post_jobs", title="job of the printer", on_erase=OnErase.CLEAR),
        Held(
            table="post_sheets",
            title="printed sheet",
            about=("contact_id",),
            owner=Owner("post_jobs", "job_id"),
            on_erase=OnErase.CLEAR,
            clears=("digest",),
        ),
    ),
)
