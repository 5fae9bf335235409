"""Reads what people write of an item on an agenda: how long it takes, until when it is due, whose matter it is."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.dates import read_stored
from outreach_crm.errors import OutreachError, sentence_of
from outreach_crm.meaning import fitting
from outreach_crm.text import read_number, say
from outreach_meetings.model.agenda import LONGEST
from outreach_meetings.queries import agenda as queries
from outreach_meetings.queries import attendance
from outreach_meetings.service import checking

_FLAGS = ("appeals", "restricted", "closing")
_YES = frozenset({"yes", "true", "1"})


def columns(app: App, group_id: int, fields: Mapping[str, str], *, owner: str = "") -> dict[str, Any]:
    """Return what is kept of fields that people write.

    Args:
        app: the App.
        group_id: the group whose matter it is, as a contact.
        fields: values by field, as :class:`ItemEdit` has them.
        owner: whose matter it is now, by name.

    Raises:
        InvalidInputError: a field is not what it must be.
        NotFoundError: there is no contact of the number that is given for the owner.
    """
    found: dict[str, Any] = {}
    if "title" in fields:
        found["title"] = _title(fields["title"])
    if "detail" in fields:
        found["detail"] = fields["detail"].strip()
    if "minutes" in fields:
        found["minutes"] = _minutes(fields["minutes"])
    if "due_on" in fields:
        found["due_on"] = _due(fields["due_on"], app.clock.today())
    if "owner" in fields and fields["owner"].strip() != owner:
        found |= _owner(app, group_id, fields["owner"].strip())
    return found | {key: int(fields[key].strip().casefold() in _YES) for key in _FLAGS if key in fields}


def give(app: App, where: tuple[str, str], number: int, contact_id: int | None) -> None:
    """Write down whose matter something is, or that it is nobody's. Call it inside a change.

    Args:
        app: the App.
        where: ``queries.agenda.OF_ITEM`` or ``OF_STANDING``.
        number: of the item.
        contact_id: whose it is from now on.
    """
    (table, column), there = where, queries.owned(app.store, where, number)
    if there is not None and there[1] != contact_id:
        app.store.delete(table, there[0])
    if contact_id is not None and (there is None or there[1] != contact_id):
        app.store.insert(table, {column: number, "contact_id": contact_id})


def _title(text: str) -> str:
    title = " ".join(text.split())
    if not title:
        raise checking.problem("title", say("Say what is to be talked about."))
    return title


def _minutes(text: str) -> int:
    number = read_number(text)
    if number is None or number > LONGEST:
        raise checking.problem("minutes", say("Give the minutes as a number up to {most}, such as 10.", most=LONGEST))
    return number


def _due(text: str, today: date) -> str | None:
    try:
        return read_stored(text, today)
    except OutreachError as error:
        raise checking.problem("due_on", sentence_of(error)) from None


def _owner(app: App, group_id: int, who: str) -> dict[str, Any]:
    """Return who is meant: somebody of the group, a contact by number, or whoever is called so, in words."""
    number = read_number(who)
    if number is not None:
        return {"owner_id": contacts.get(app, number).id, "owner": ""}
    members = attendance.members(app.store, group_id, app.clock.today())
    found = fitting(who, {one: row["name"] for one, row in members.items()})
    if len(found) > 1:
        several = say(
            "Several of the group are called {who}: give the number, such as {number}.", who=who, number=found[0]
        )
        raise checking.problem("owner", several)
    return {"owner_id": found[0], "owner": ""} if found else {"owner_id": None, "owner": who}
