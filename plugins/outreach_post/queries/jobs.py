"""The SQL of jobs and sheets: made, found again, handed over, pulled."""

import json
from collections.abc import Iterable, Mapping, Sequence

from outreach_crm.storage import Row, Store
from outreach_post.model import Job, Made

_OPEN = "h.posted_at is null and h.pulled_at is null"
_LATEST = "not exists (select 1 from post_sheets later where later.delivery_id = h.delivery_id and later.id > h.id)"
# Who sees a contact by circles only still sees that there is a sheet of it, and its number.
_SHEETS = (
    "select h.id, j.kind, h.job_id, h.number, h.delivery_id, j.dispatch_id, h.contact_id, coalesce(c.name, '') as name,"
    " h.pages, h.country, h.copy, h.digest, case when h.posted_at is null then 0 else 1 end as posted,"
    " case when h.pulled_at is null then 0 else 1 end as pulled,"
    f" coalesce(d.state, '') as state, case when {_LATEST} then 1 else 0 end as latest"
    " from post_sheets h join post_jobs j on j.id = h.job_id and j.made = 1"
    " left join v_recipients d on d.id = h.delivery_id"
    " left join v_contacts c on c.id = h.contact_id and {visible(c)}"
)
_OF_JOB = f"{_SHEETS} where h.job_id = :job_id order by h.number"
# What is printed for a mailing is told to whoever may see what that is about, and anybody it is for.
_TOLD = (
    "{told('dispatches'; j.dispatch_id)} and (not exists (select 1 from post_sheets a where a.job_id = j.id) or exists"
    " (select 1 from post_sheets a left join v_contacts k on k.id = a.contact_id where a.job_id = j.id"
    " and (k.id is null or {within(k)})))"
)
_UNSETTLED = (
    f"{_SHEETS} where {_OPEN} and j.kind = :kind and (:dispatch_id = 0 or j.dispatch_id = :dispatch_id) and {_TOLD}"
    " order by h.job_id, h.number"
)
_OF_DELIVERIES = (
    "select h.id, h.delivery_id, h.job_id, h.number, h.digest, h.posted_at, h.pulled_at, j.file, j.digest as whole"
    " from post_sheets h join post_jobs j on j.id = h.job_id and j.made = 1"
    " where h.delivery_id in {each(:ids)} order by h.id"
)
_JOBS = (
    "select j.id, j.kind, j.dispatch_id, p.name as dispatch, j.language, j.file, j.made_at,"
    " (select count(*) from post_sheets h where h.job_id = j.id) as sheets,"
    " (select coalesce(sum(h.pages), 0) from post_sheets h where h.job_id = j.id) as pages,"
    f" (select count(*) from post_sheets h join v_recipients d on d.id = h.delivery_id and d.state = 'in_hand'"
    f" where h.job_id = j.id and {_OPEN}) as open,"
    " (select count(*) from post_sheets h where h.job_id = j.id and h.posted_at is not null) as posted,"
    " (select coalesce(sum(h.copy), 0) from post_sheets h where h.job_id = j.id) as copies"
    f" from post_jobs j join v_dispatches p on p.id = j.dispatch_id where j.made = 1 and {_TOLD}"
)
_LISTED = f"{_JOBS} and (:dispatch_id = 0 or j.dispatch_id = :dispatch_id) order by j.id desc limit :limit"
_JOB = f"{_JOBS} and j.id = :job_id"
_MAKING = "select id, file, digest, process, made from post_jobs where id = :job_id"
_MADE = "update post_jobs set made = 1, digest = :digest, file = :file where id = :job_id"
_FORGET = "update post_jobs set digest = '' where id = :job_id"
_POSTED = "update post_sheets set posted_at = :now where id in {each(:ids)} and posted_at is null"
_PULLED = "update post_sheets set pulled_at = :now where id in {each(:ids)} and posted_at is null and pulled_at is null"
# Who was seen when the sheets were made; nothing of a contact is answered.
CONTACTS = "select h.contact_id from post_sheets h where h.id in {each(:ids)} and h.contact_id is not null"
_HIDDEN = (
    "select 1 from post_sheets h join v_contacts c on c.id = h.contact_id"
    " where h.job_id = :job_id and not {visible(c)} limit 1"
)
_NAMES = "select c.id, c.name from selection s join v_contacts c on c.id = s.contact_id and {visible(c)}"
# What was printed for somebody is compared with what would be printed now, whoever may see them.
_ON_PAPER = "select c.id, c.name from selection s join v_contacts c on c.id = s.contact_id"
# Sheets of which nobody has said anything may have to be looked up in it.
_DONE = (
    "select j.id, j.file, j.made_at from post_jobs j where j.made = 1 and j.file <> ''"
    f" and not exists (select 1 from post_sheets h where h.job_id = j.id and {_OPEN}) order by j.id"
)
_GONE = "update post_jobs set file = '', digest = '' where id in {each(:ids)}"
_TRIED = "select delivery_id, count(*) as n from post_sheets where delivery_id in {each(:ids)} group by delivery_id"


def begin(store: Store, kind: str, dispatch_id: int, language: str, process: str) -> int:
    """Write down that a job is being made, and return its number. Call inside ``write()``."""
    values = {"kind": kind, "dispatch_id": dispatch_id, "language": language, "process": process}
    return store.insert("post_jobs", {**values, "file": "", "made_at": store.bound.values()["now"]})


def made(store: Store, job_id: int, file: str, digest: str, sheets: Sequence[Mapping[str, object]]) -> None:
    """Write down that a job is made, with its sheets; its file is about to take its name. Call inside ``write()``."""
    store.insert_many("post_sheets", ({"job_id": job_id, **one} for one in sheets))
    store.execute(_MADE, job_id=job_id, file=file, digest=digest)


def making(store: Store, job_id: int) -> Row | None:
    """Return a job, made or in the making."""
    return store.one(_MAKING, job_id=job_id)


def of_deliveries(store: Store, ids: Iterable[int]) -> list[Row]:
    """Return the sheets that were made for deliveries, in the order in which they were made."""
    return store.rows(_OF_DELIVERIES, ids=json.dumps([*ids]))


def jobs(store: Store, dispatch_id: int, limit: int) -> list[Job]:
    """Return the latest jobs, of all mailings where the number is 0."""
    return [Job(**row) for row in store.rows(_LISTED, dispatch_id=dispatch_id, limit=limit)]


def job(store: Store, job_id: int) -> Job | None:
    """Return a job that is made."""
    row = store.one(_JOB, job_id=job_id)
    return Job(**row) if row else None


def sheets(store: Store, job_id: int) -> list[Made]:
    """Return the sheets of a job by number."""
    return [Made(**row) for row in store.rows(_OF_JOB, job_id=job_id)]


def unsettled(store: Store, kind: str, dispatch_id: int = 0) -> list[Made]:
    """Return the sheets of which nobody has said that they were posted or pulled, of all mailings or of one."""
    return [Made(**row) for row in store.rows(_UNSETTLED, kind=kind, dispatch_id=dispatch_id)]


def posted(store: Store, ids: Iterable[int]) -> int:
    """Write down that sheets were posted, and return how many were not yet."""
    return store.execute(_POSTED, ids=json.dumps([*ids]))


def pulled(store: Store, ids: Iterable[int]) -> int:
    """Write down that sheets were pulled, and return how many were not yet."""
    return store.execute(_PULLED, ids=json.dumps([*ids]))


def done(store: Store) -> list[Row]:
    """Return the jobs that have a file and nothing in hand: ``id``, ``file``, ``made_at``."""
    return store.rows(_DONE)


def gone(store: Store, ids: Iterable[int]) -> None:
    """Write down that the files of jobs were taken away."""
    store.execute(_GONE, ids=json.dumps([*ids]))


def tried(store: Store, ids: Iterable[int]) -> dict[int, int]:
    """Return how often each of some deliveries was made."""
    return {row["delivery_id"]: row["n"] for row in store.rows(_TRIED, ids=json.dumps([*ids]))}


def forget_file(store: Store, job_id: int) -> None:
    """Let the file of a job count for nothing: what is made again of it is made anew, and is a copy."""
    store.execute(_FORGET, job_id=job_id)


def ids_of(sheets: Iterable[Made]) -> str:
    """Return the parameter ``ids`` of :data:`CONTACTS`."""
    return json.dumps([one.id for one in sheets])


def has_hidden(store: Store, job_id: int) -> bool:
    """Return whether a sheet of a job is for somebody whom the actor may not see."""
    return store.value(_HIDDEN, job_id=job_id) is not None


def names(store: Store) -> dict[int, str]:
    """Return the names of those contacts in the open selection that the actor may see."""
    return {row["id"]: row["name"] for row in store.rows(_NAMES)}


def names_on_paper(store: Store) -> dict[int, str]:
    """Return the names of all contacts in the open selection, to be compared with what was printed, never shown."""
    return {row["id"]: row["name"] for row in store.rows(_ON_PAPER)}
