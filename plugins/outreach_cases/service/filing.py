"""Keeps the casefile document of a case, version by version, and notes that not everybody may read."""

from outreach_cases.model.links import Note, Version
from outreach_cases.queries import links as queries
from outreach_cases.service.finding import get
from outreach_crm import policy
from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.attachments import service as attachments
from outreach_crm.dates import read_past
from outreach_crm.errors import InvalidInputError, NotFoundError, RefusedError
from outreach_crm.model import Ref
from outreach_crm.text import say, term


def versions(app: App, case_id: int) -> list[Version]:
    """Return the versions of the casefile of a case, the latest first: that one is current."""
    found = []
    for number, row in enumerate(queries.versions(app.store, case_id)):
        files = attachments.of(app, Ref("case_versions", row["id"]))
        found.append(Version(**row, file=files[0] if files else None, current=number == 0))
    return found


def keep(
    app: App, case_id: int, name: str, data: bytes, *, dated_on: str = "", note: str = "", because: str = ""
) -> Version:
    """Keep a version of the casefile; those before it stay, and the one of the latest day is current.

    Args:
        app: the App.
        case_id: the case.
        name: the file's name.
        data: what is in it.
        dated_on: of which day it is; empty: today.
        note: what is new in it.
        because: why it is kept.

    Raises:
        NotFoundError: there is no such case.
        InvalidInputError: the day has not come, or the file is none, too large, or not what its name says.
    """
    today = app.clock.today()
    day = read_past(dated_on, today) if dated_on.strip() else today
    if day > today:
        raise InvalidInputError(say("{day} has not come yet.", day=day))
    media_type = attachments.judged(name, data)
    with app.change(term("keep casefile"), because=because):
        get(app, case_id)
        values = {"case_id": case_id, "dated_on": day.isoformat(), "note": note.strip(), "kept_by": app.actor.name}
        number = app.store.insert("case_versions", values)
        attachments.attach(app, Ref("case_versions", number), name, media_type, data)
        return next(one for one in versions(app, case_id) if one.id == number)


def may_read(app: App) -> bool:
    """Return whether the actor may read restricted notes at all: whoever may only look may not."""
    return policy.may(app.actor, policy.Action.WRITE)


def notes(app: App, case_id: int) -> list[Note]:
    """Return the restricted notes on a case that the actor may read; of a circle only its members read one."""
    return queries.notes(app.store, case_id) if may_read(app) else []


def note(app: App, case_id: int, text: str, *, circle: str = "") -> None:
    """Write a restricted note; the history tells that one was written, and not what it says.

    Args:
        app: the App.
        case_id: the case.
        text: what it says.
        circle: the circle that alone may read it; empty: everybody who may write here.

    Raises:
        NotFoundError: there is no such case or circle.
        InvalidInputError: it says nothing.
        RefusedError: the actor may not read such a note, or is not in the circle.
    """
    if not text.strip():
        raise InvalidInputError(say("Write something."))
    if not may_read(app):
        raise RefusedError(say("Whoever may only look writes no restricted notes."))
    with app.change(term("write restricted note")):
        get(app, case_id)
        values = {"case_id": case_id, "text": text.strip(), "circle_id": accounts.circle_id(app, circle)}
        written = {"written_by": app.actor.name, "written_on": app.clock.today().isoformat()}
        app.store.insert("case_notes", {**values, **written})


def drop_note(app: App, note_id: int) -> int:
    """Take a restricted note away, and return its case.

    Raises:
        NotFoundError: there is no such note, or the actor may not read it.
    """
    with app.change(term("take restricted note away")):
        found = queries.note(app.store, note_id) if may_read(app) else None
        if found is None:
            raise NotFoundError(say("There is no note {note_id}.", note_id=note_id))
        app.store.delete("case_notes", note_id)
        return found
