"""Asks for long work, shows how far it is, and stops it."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.clock import timestamp
from outreach_crm.errors import ConflictError, NotFoundError
from outreach_crm.jobs import queries
from outreach_crm.jobs.model import Job, Result, State
from outreach_crm.model import Ref
from outreach_crm.policy import Action, may
from outreach_crm.storage.sight import sees
from outreach_crm.text import say, written

_SHOWN = 100
# What came of a job is in the book; the row says only that it ran, and its sentence may name somebody.
_DAYS = 30


def start(app: App, work: str, arguments: Mapping[str, Any] | None = None, *, title: str = "") -> Job:
    """Ask for long work, in the name of the actor; a thread beside the pages takes it up within a second.

    Args:
        app: the App.
        work: the key of the kind of work, as a feature offers it by the hook ``works``.
        arguments: what it is given: whatever JSON can say.
        title: what it is called; else as its kind.

    Raises:
        NotFoundError: nothing here does work of that kind.
    """
    kind = next((one for one in app.plugins.works() if one.key == work), None)
    if kind is None:
        raise NotFoundError(say("Nothing here does work called {work!r}; see outreach plugins list.", work=work))
    values = {
        "work": work,
        "title": str(title or kind.title),
        "called": written(title or kind.title),
        "arguments": json.dumps(arguments or {}, ensure_ascii=False),
        "account_id": app.store.bound.actor_id,
        "actor": app.actor.name,
        "via": app.actor.via,
        "role": app.actor.role,
        "made_at": timestamp(app.clock.now()),
    }
    with app.store.write():
        return get(app, queries.add(app.store, values))


def get(app: App, job_id: int) -> Job:
    """Return a job of the actor's own; to whoever administers also one of others, whose sentence may name somebody.

    Raises:
        NotFoundError: there is none of that number for the actor.
    """
    found = queries.job(app.store, job_id)
    if found is None or not may_see(app, found):
        raise NotFoundError(say("There is no job {job_id}; see outreach jobs list.", job_id=job_id))
    return told(app, found)


def told(app: App, job: Job) -> Job:
    """Return a job as the actor is told of it: one of others' about a record that they may not see has no name."""
    work = next((one for one in app.plugins.works() if one.key == job.work), None)
    if work is None or work.about is None or _is_own(app, job):
        return job
    kind, argument = work.about
    if sees(app.store, kind, job.arguments[argument]):
        return job
    return evolve(job, title=work.title, arguments={}, done=0, total=None, sentence="", path="", change_id=None)


def at_work(app: App, work: str, **arguments: object) -> Job | None:
    """Return the job of a kind, waiting or begun, whoever asked for it; None where there is none.

    Args:
        app: the App.
        work: the kind of work.
        arguments: what it is given, of which the others do not matter.
    """
    waits = (one for one in queries.unfinished(app.store) if one.work == work)
    return next((one for one in waits if arguments.items() <= one.arguments.items()), None)


def list_jobs(app: App) -> list[Job]:
    """Return the latest hundred jobs that the actor may see, the newest first."""
    everybody = may(app.actor, Action.ADMINISTER)
    return [told(app, one) for one in queries.latest(app.store, app.actor.name, everybody=everybody, most=_SHOWN)]


def stop(app: App, job_id: int) -> Job:
    """Stop a job: one that nobody has begun at once, another one as soon as it can.

    Raises:
        NotFoundError: there is none of that number.
        ConflictError: it is over.
    """
    with app.store.write():
        found = get(app, job_id)
        if found.is_over:
            raise ConflictError(say("{title} is over: {state}.", title=found.title, state=found.state.label))
        queries.stop(app.store, job_id)
        if found.state is State.WAITING:
            queries.end(
                app.store, job_id, found.owner, State.INTERRUPTED, Result(sentence=say("Stopped before it began."))
            )
        return get(app, job_id)


def sweep(app: App) -> None:
    """Let go of the jobs that were over long ago."""
    with app.store.write():
        queries.clear(app.store, timestamp(app.clock.now() - timedelta(days=_DAYS)))


def may_see(app: App, job: Job) -> bool:
    """Return whether the actor may see a job: their own, and whoever administers those of all."""
    return _is_own(app, job) or may(app.actor, Action.ADMINISTER, Ref("jobs", job.id))


def _is_own(app: App, job: Job) -> bool:
    return job.actor == app.actor.name or (job.account_id is not None and job.account_id == app.store.bound.actor_id)
