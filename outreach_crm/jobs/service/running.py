"""Runs a job: claims it with a lease, does it in the name of whoever asked for it, writes down what came of it.

What a killed program left is run again from the beginning: at once where it ran on this machine, else when its lease
has passed.
"""

import logging
import secrets
import traceback
from datetime import timedelta
from pkgutil import resolve_name

from attrs import evolve

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.change import has_ended, this_process
from outreach_crm.clock import timestamp
from outreach_crm.errors import OutreachError, RefusedError, sentence_of
from outreach_crm.jobs import queries
from outreach_crm.jobs.model import ATTEMPTS, Job, Progress, Result, State
from outreach_crm.jobs.service.beating import LEASE, EndingError, Heart, StoppedError
from outreach_crm.model import Actor, Via
from outreach_crm.storage.accounts import check_active
from outreach_crm.text import later, say

_LOG = logging.getLogger("outreach_crm.jobs")
_BROKEN = say(
    "It went wrong by a fault of the program, which is in its log. What was done until then is in the history."
)
_NOBODY = later("Nothing here does work called {work}; is its plugin switched off?")
_STOPPED = say("Stopped. What was done until then is done.")
_STOPPED_UNDONE = say("Stopped. What was done until then can be taken back in the history.")
_TOO_OFTEN = later("It was cut off {n} times and is not begun again. What was done until then is in the history.")


def run_one(app: App, *, heart: Heart | None = None) -> Job | None:
    """Do the next job that waits or that a killed program left, and return it; None where there is none.

    Args:
        app: on a database that takes several connections; in whose name does not matter.
        heart: what keeps the lease; it can be told to end.
    """
    owner = f"{this_process()} {secrets.token_hex(4)}"
    job = _claim(app, owner)
    if job is None:
        return None
    heart = heart or Heart()
    # Not the connection of the caller, who may see other contacts than whoever asked for it.
    own = app.as_actor(Actor(name=job.actor, via=Via(job.via), role=job.role))
    try:
        with heart.beating(app.store, job.id, owner) as progress:
            state, result = _do(evolve(own, plugins=app.plugins.afresh()), job, progress)
    except (EndingError, KeyboardInterrupt):
        with app.store.write():
            queries.give_back(app.store, job.id, owner)
        raise
    finally:
        own.close()
    with app.store.write():
        queries.end(app.store, job.id, owner, state, result)
        return queries.job(app.store, job.id)


def _claim(app: App, owner: str) -> Job | None:
    if not any(_is_free(app, one) for one in queries.unfinished(app.store)):
        return None  # no lock is asked for where nothing waits
    until = timestamp(app.clock.now() + timedelta(seconds=LEASE))
    with app.store.write():
        for one in queries.unfinished(app.store):
            if not _is_free(app, one):
                continue
            if one.attempts < ATTEMPTS and not one.stopping:
                queries.claim(app.store, one.id, owner, until)
                return queries.job(app.store, one.id)
            sentence = say("Stopped.") if one.stopping else say(_TOO_OFTEN, n=one.attempts)
            queries.end(app.store, one.id, one.owner, State.INTERRUPTED, Result(sentence=sentence))
    return None


def _is_free(app: App, job: Job) -> bool:
    if job.state is State.WAITING:
        return True
    return job.lease_until < timestamp(app.clock.now()) or has_ended(job.owner.rpartition(" ")[0])


def _do(app: App, job: Job, progress: Progress) -> tuple[State, Result]:
    """Do the work; whatever goes wrong becomes a sentence."""
    work = next((one for one in app.plugins.works() if one.key == job.work), None)
    if work is None:
        return State.FAILED, Result(sentence=say(_NOBODY, work=repr(job.work)))
    try:
        _check_still(app)
        found = resolve_name(work.target)(app, progress, **job.arguments)
    except StoppedError:
        return State.INTERRUPTED, Result(sentence=_STOPPED_UNDONE if work.undone else _STOPPED)
    except OutreachError as error:
        return State.FAILED, Result(sentence=sentence_of(error))
    except Exception as error:
        # Where it happened, never what it says: that may be of somebody.
        _LOG.error("%s in job %s\n%s", type(error).__name__, job.id, "".join(traceback.format_tb(error.__traceback__)))
        return State.FAILED, Result(sentence=_BROKEN)
    return State.DONE, found if isinstance(found, Result) else Result(sentence=say("Done."))


def _check_still(app: App) -> None:
    """Refuse what somebody asked for who is here for something else by now, or no longer.

    Raises:
        RefusedError: they are.
    """
    own = app.actor
    if own.account_id is None:
        return
    check_active(app.store, own.account_id)
    role = accounts.of_number(app, own.account_id).role
    if own.via is Via.WEB and role is not own.role:  # whoever works at the machine itself may do everything
        raise RefusedError(
            say(
                "{own} is here as {role} by now and asked for this as {own_role}; ask for it again.",
                own=own.name,
                role=role,
                own_role=own.role,
            )
        )
