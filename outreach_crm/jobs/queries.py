"""The SQL of jobs."""

from typing import Any

from outreach_crm.jobs.model import Job, Result, State
from outreach_crm.storage import Row, Store
from outreach_crm.text import recalled, written

_COLUMNS = (
    "select id, work, title, arguments, account_id, actor, via, role, state, done, total, sentence, path, change_id,"
    " attempts, stopping, owner, lease_until, made_at, started_at, ended_at, called, said from jobs"
)
_ONE = f"{_COLUMNS} where id = :id"
_LATEST = f"{_COLUMNS} where (:everybody = 1 or account_id = :actor_id or actor = :name) order by id desc limit :most"
_OPEN = f"{_COLUMNS} where ended_at is null order by id"
_CLAIM = (
    "update jobs set state = 'running', owner = :owner, lease_until = :until, attempts = attempts + 1, done = 0,"
    " total = null, started_at = :now where id = :id"
)
_BEAT = (
    "update jobs set done = :done, total = :total, lease_until = :until"
    " where id = :id and owner = :owner and state = 'running'"
)
_HELD = "select stopping from jobs where id = :id and owner = :owner and state = 'running'"
_END = (
    "update jobs set state = :state, sentence = :sentence, said = :said, path = :path,"
    " change_id = cast(:made as {int}), owner = '', lease_until = '', ended_at = :now"
    " where id = :id and owner = :owner and ended_at is null"
)
_GIVE_BACK = (
    "update jobs set state = 'waiting', owner = '', lease_until = '', attempts = attempts - 1"
    " where id = :id and owner = :owner and state = 'running'"
)
_STOP = "update jobs set stopping = 1 where id = :id and ended_at is null"
_CLEAR = "delete from jobs where ended_at < :before"


def add(store: Store, values: Row) -> int:
    """Write a job down and return its number."""
    return store.insert("jobs", values)


def job(store: Store, job_id: int) -> Job | None:
    """Return a job."""
    row = store.one(_ONE, id=job_id)
    return _job(**row) if row else None


def _job(*, title: str, called: str, sentence: str, said: str, **row: Any) -> Job:
    return Job(title=recalled(called, title), sentence=recalled(said, sentence), **row)


def latest(store: Store, name: str, *, everybody: bool, most: int) -> list[Job]:
    """Return the latest jobs of the actor, who has that name, or of everybody, the newest first."""
    return [_job(**row) for row in store.rows(_LATEST, name=name, everybody=int(everybody), most=most)]


def unfinished(store: Store) -> list[Job]:
    """Return the jobs of which something will still come, the oldest first."""
    return [_job(**row) for row in store.rows(_OPEN)]


def claim(store: Store, job_id: int, owner: str, until: str) -> None:
    """Give a job to whoever takes it up. Call inside ``write()``, where it was seen to be free."""
    store.execute(_CLAIM, id=job_id, owner=owner, until=until)


def beat(store: Store, job_id: int, owner: str, *, done: int, total: int | None, until: str) -> None:
    """Write down how far a job is, and that somebody is still at it."""
    store.execute(_BEAT, id=job_id, owner=owner, done=done, total=total, until=until)


def held(store: Store, job_id: int, owner: str) -> bool | None:
    """Return whether a job shall stop; None where it is somebody else's by now."""
    found = store.value(_HELD, id=job_id, owner=owner)
    return None if found is None else bool(found)


def end(store: Store, job_id: int, owner: str, state: State, result: Result) -> None:
    """Write down what came of a job, unless it is somebody else's by now."""
    sentence = result.sentence
    told = {"sentence": str(sentence), "said": written(sentence), "path": result.path, "made": result.change_id}
    store.execute(_END, id=job_id, owner=owner, state=state, **told)


def give_back(store: Store, job_id: int, owner: str) -> None:
    """Let somebody else take a job up, as if it had not been begun."""
    store.execute(_GIVE_BACK, id=job_id, owner=owner)


def stop(store: Store, job_id: int) -> None:
    """Ask a job to stop."""
    store.execute(_STOP, id=job_id)


def clear(store: Store, before: str) -> None:
    """Remove what was over long ago."""
    store.execute(_CLEAR, before=before)
