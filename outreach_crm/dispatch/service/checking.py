"""The checklist: before a mailing leaves for the first time, a named person says that its texts are right."""

import hashlib
import json
from collections.abc import Collection, Iterable

from outreach_crm.app import App
from outreach_crm.clock import timestamp
from outreach_crm.dispatch.model import CHECKS, Checklist, Dispatch, State
from outreach_crm.dispatch.queries import checks
from outreach_crm.dispatch.service import attaching, drafting
from outreach_crm.errors import ConflictError, InvalidInputError, RefusedError
from outreach_crm.meaning import suggestion
from outreach_crm.text import say


def check(app: App, dispatch_id: int, said: Iterable[str], *, because: str = "") -> Checklist:
    """Say of the texts of a dispatch, as they stand, that they are right; several people may each say a part.

    Args:
        app: the App.
        dispatch_id: which one; nothing of it has left.
        said: keys of ``CHECKS``.
        because: why.

    Raises:
        NotFoundError: there is no such dispatch.
        InvalidInputError: nothing was said, or something that nobody asks.
        ConflictError: it was approved before.
    """
    keys = dict.fromkeys(said)
    _check_said(keys)
    with app.change("check mailing", because=because):
        found = drafting.get(app, dispatch_id)
        if found.state is not State.DRAFT:
            raise ConflictError(
                say(
                    "{name} was approved before; outreach mailings show {number} tells by whom.",
                    name=found.name,
                    number=found.id,
                )
            )
        told = {"digest": _digest(app, found), "checked_by": app.actor.account_id, "checked_at": _now(app)}
        there = checks.ids(app.store, dispatch_id)
        for one in keys:
            if one in there:
                app.store.update("dispatch_checks", there[one], told)
            else:
                app.store.insert("dispatch_checks", {"dispatch_id": dispatch_id, "said": one, **told})
        return checklist(app, found)


def _check_said(keys: Collection[str]) -> None:
    if unknown := next((one for one in keys if one not in CHECKS), None):
        raise InvalidInputError(
            say(
                "Nobody asks whether a text is {unknown!r}{suggestion}.",
                unknown=unknown,
                suggestion=suggestion(unknown, CHECKS),
            )
        )
    if not keys:
        raise InvalidInputError(
            say("Say what is right about it: {names}.", names=", ".join(f"--{one}" for one in CHECKS))
        )


def checklist(app: App, dispatch: Dispatch) -> Checklist:
    """Return what was said of the texts of a dispatch; one for the missed ones stands on what was said of the first."""
    digest = _digest(app, dispatch)
    found = checks.said(app.store, dispatch.id, dispatch.follows)
    ticks = {row["said"]: checks.tick(row) for row in found if row["digest"] == digest}
    missing = tuple(one for one in CHECKS if one not in ticks)
    return Checklist(
        ticks=tuple(ticks[one] for one in CHECKS if one in ticks),
        missing=missing,
        outdated=any(row["said"] in missing for row in found),
        needed=dispatch.ref is None and dispatch.test_of is None,
    )


def demand_check(app: App, dispatch: Dispatch) -> None:
    """Refuse to let a dispatch leave whose texts nobody has answered for.

    Raises:
        RefusedError: something has to be said of them first; the sentence says what, and how.
    """
    if waits_for := checklist(app, dispatch).waits_for:
        raise RefusedError(
            say(
                "Before {dispatch} leaves, somebody says that {waits_for}: outreach mailings check {dispatch_id}",
                dispatch=dispatch.name,
                waits_for=waits_for,
                dispatch_id=dispatch.id,
            )
        )


def keep(app: App, dispatch: Dispatch) -> None:
    """Let what was said of the texts stay for good: they are approved because of it. Call inside a change."""
    for said, number in checks.ids(app.store, dispatch.id).items():
        app.store.update("dispatch_checks", number, {"said": said})


def _digest(app: App, dispatch: Dispatch) -> str:
    """Return a digest of all that a dispatch says and what goes with it, whatever order it is kept in."""
    texts = sorted((one.language, one.subject, one.body) for one in dispatch.texts)
    files = sorted((one.language, one.name, one.sha256) for one in attaching.files(app, dispatch.id))
    said = json.dumps([texts, files, dict(dispatch.fields), dict(dispatch.variants)], sort_keys=True, default=dict)
    return hashlib.sha256(said.encode()).hexdigest()


def _now(app: App) -> str:
    return timestamp(app.clock.now())
