"""Checks what people write of a meeting, field by field, before anything is kept."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import InvalidInputError, sentence_of
from outreach_crm.model import Problem
from outreach_crm.text import read_number, say
from outreach_meetings.model.series import MINUTE, Meeting
from outreach_meetings.model.times import check_exists, read_start
from outreach_meetings.service import occurring

_LONGEST = 7 * 24 * 60
_TEXTS = frozenset({"title", "place", "link", "note", "told"})


@contextmanager
def naming(field: str) -> Iterator[None]:
    """Let an error of what is done within say which field is wrong.

    Raises:
        InvalidInputError: what is done raised it; of one that names fields already, those stay.
    """
    try:
        yield
    except InvalidInputError as error:
        raise error if error.problems else problem(field, sentence_of(error)) from None


def minutes(value: int) -> int:
    """Return how long a meeting lasts, in minutes.

    Raises:
        InvalidInputError: it is nothing, or more than a week.
    """
    if not 0 < value <= _LONGEST:
        raise problem("minutes", say("A meeting lasts between a minute and a week; give its minutes, such as 90."))
    return value


def quorum(value: int) -> int:
    """Return how many members must be there.

    Raises:
        InvalidInputError: it is less than nobody, or more than any group has.
    """
    if not 0 <= value < 100_000:
        raise problem("quorum", say("A quorum is a number of members, such as 5; 0 where nobody asks for one."))
    return value


def link(text: str) -> str:
    """Return the address at which people join, with its scheme; empty where there is none.

    Raises:
        InvalidInputError: it is no web address.
    """
    with naming("link"):
        return contacts.read_web(text) if text.strip() else ""


def start(app: App, text: str, zone: str) -> datetime:
    """Return when a meeting begins by the clock on the wall.

    Raises:
        InvalidInputError: it is no day and time, or one that no clock of the zone shows.
    """
    with naming("starts"):
        found = read_start(text, app.clock.today())
        check_exists(found, zone)
    return found


def apart(app: App, group_id: int, starts: datetime, but: Meeting | None = None) -> None:
    """Check that a group has no other meeting that begins in the same minute: people name one by its day and time.

    Raises:
        InvalidInputError: it has one.
    """
    for one in occurring.between(app, starts.date(), starts.date(), group_id=group_id, called_off=False):
        itself = but is not None and (one.series.id, one.original) == (but.series.id, but.original)
        if one.starts == starts and not itself:
            sentence = say(
                "{group} meets on {starts} already: {title}. Choose another time.",
                group=one.series.group,
                starts=f"{starts:%Y-%m-%d %H:%M}",
                title=one.title,
            )
            raise problem("starts", sentence)


def columns(app: App, fields: Mapping[str, str], zone: str) -> dict[str, Any]:
    """Return what is kept of fields that people write: starts, minutes, quorum and texts.

    Raises:
        InvalidInputError: a field is not what it must be.
    """
    found: dict[str, Any] = {key: fields[key].strip() for key in _TEXTS & fields.keys()}
    if found.get("title") == "":
        raise problem("title", say("Say what the meeting is called."))
    if "link" in found:
        found["link"] = link(found["link"])
    if "starts" in fields:
        found["starts"] = start(app, fields["starts"], zone).strftime(MINUTE)
    for key, check in (("minutes", minutes), ("quorum", quorum)):
        if key in fields:
            number = read_number(fields[key])
            found[key] = check(-1 if number is None else number)
    return found


def problem(field: str, sentence: str) -> InvalidInputError:
    """Return the error that says what is wrong with one field."""
    return InvalidInputError(sentence, (Problem(field=field, sentence=sentence),))
