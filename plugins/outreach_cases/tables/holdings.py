"""The tables of giving cases to groups: what groups wish for, which case each holds, and who holds its casefile."""

from outreach_crm.storage import Kept, Owner

# A wish names a keyword (a region or a country, an issue) or a gender. A holding is one group's work on one case, from
# the day it accepted; it is open while to_on is empty. Of an open one exactly one person holds the casefile: the row of
# case_holders without to_on. How well the case fitted and why it was given are kept as they were on that day.
SQL = """
alter table cases add column least {int} check (least >= 0);
alter table cases add column most {int} check (most >= 1);
create table case_terms (
    id {id},
    group_id {int} not null unique references contacts (id),
    capacity {int} check (capacity >= 0),
    languages {text} not null default '',
    paper {text} not null default 'e-mail' check (paper in ('e-mail', 'post')),
    note {text} not null default '',
    change_id {int} not null
) {strict};
create table case_wishes (
    id {id},
    group_id {int} not null references contacts (id),
    facet {text} not null check (facet in ('region', 'gender', 'issue')),
    keyword_id {int} references keywords (id),
    gender {text} not null default '' check (gender in ('', 'f', 'm', 'x')),
    mark {text} not null check (mark in ('wish', 'must', 'rather not')),
    change_id {int} not null,
    check ((facet = 'gender') = (gender <> '')),
    check ((facet = 'gender') = (keyword_id is null))
) {strict};
create index case_wishes_group on case_wishes (group_id);
create index case_wishes_keyword on case_wishes (keyword_id) where keyword_id is not null;
create table case_refusals (
    id {id},
    group_id {int} not null references contacts (id),
    case_id {int} not null references cases (id),
    because {text} not null,
    refused_on {text} not null,
    change_id {int} not null,
    unique (group_id, case_id)
) {strict};
create index case_refusals_case on case_refusals (case_id);
create table case_batches (
    id {id},
    seed {int} not null,
    drawn_on {text} not null,
    drawn_by {text} not null,
    told {text} not null default '',
    change_id {int} not null
) {strict};
create table case_holdings (
    id {id},
    group_id {int} not null references contacts (id),
    case_id {int} not null references cases (id),
    from_on {text} not null,
    to_on {text} check (to_on >= from_on),
    ended {text} not null default '' check (ended in ('', 'relinquished', 'closed', 'left', 'stopped')),
    because {text} not null default '',
    fit {int} check (fit between 0 and 4),
    why {text} not null default '',
    other {text} not null default '',
    agreed_on {text},
    report_on {text} not null,
    batch_id {int} references case_batches (id),
    change_id {int} not null,
    check ((to_on is null) = (ended = ''))
) {strict};
create index case_holdings_group on case_holdings (group_id, from_on);
create index case_holdings_case on case_holdings (case_id, from_on);
create index case_holdings_report on case_holdings (report_on) where to_on is null;
create index case_holdings_batch on case_holdings (batch_id) where batch_id is not null;
create table case_holders (
    id {id},
    holding_id {int} not null references case_holdings (id),
    contact_id {int} not null references contacts (id),
    from_on {text} not null,
    to_on {text} check (to_on >= from_on),
    papers {text} not null default '',
    told_on {text},
    version_id {int} references case_versions (id),
    dispatch_id {int} references dispatches (id),
    change_id {int} not null
) {strict};
create index case_holders_holding on case_holders (holding_id, from_on);
create index case_holders_contact on case_holders (contact_id);
create index case_holders_version on case_holders (version_id) where version_id is not null;
create index case_holders_dispatch on case_holders (dispatch_id) where dispatch_id is not null;
create table case_coordinators (
    id {id},
    contact_id {int} not null references contacts (id),
    country {text} not null,
    from_on {text} not null,
    to_on {text} check (to_on >= from_on),
    change_id {int} not null
) {strict};
create index case_coordinators_contact on case_coordinators (contact_id);
create index case_coordinators_country on case_coordinators (country, from_on);
"""

_OF_GROUP = Owner("contacts", "group_id")
KEPT = (
    Kept(table="case_terms", title="what a group needs for casework", about=("group_id",), owner=_OF_GROUP),
    Kept(table="case_wishes", title="wish of a group for a case", about=("group_id",), owner=_OF_GROUP),
    Kept(table="case_refusals", title="case a group said no to", about=("group_id",), owner=_OF_GROUP),
    Kept(table="case_batches", title="cases given to many groups at once"),
    Kept(table="case_holdings", title="case that a group holds", about=("group_id",)),
    Kept(
        table="case_holders",
        title="who holds a casefile",
        about=("contact_id",),
        owner=Owner("case_holdings", "holding_id"),
    ),
    # Of one country after another; a term is a record of its own.
    Kept(table="case_coordinators", title="coordinator for a country", about=("contact_id",)),
)
VIEWS = {
    # group_id is a contact; open where to_on is null; else the last day is the one before. fit: 0 all wishes, 4 none.
    "v_case_holdings": (
        "select id, group_id, case_id, from_on, to_on, ended, fit, agreed_on, report_on from case_holdings"
    ),
    # Who shows persons adds the visibility of contact_id.
    "v_case_holders": "select id, holding_id, contact_id, from_on, to_on, told_on from case_holders",
}
