"""What people write into the fields of a group, checked and brought into one form."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import TypeVar

from outreach_crm.contacts import service as contacts
from outreach_crm.dates import read_stored
from outreach_crm.errors import InvalidInputError
from outreach_crm.groups.model import Heading, Level, Structure
from outreach_crm.meaning import nearest
from outreach_crm.text import fold, say
from outreach_crm.written import read_by

T = TypeVar("T", Structure, Level, Heading)

# The movement began in 1961; a plan reaches at most this many years ahead.
_FIRST_YEAR, _YEARS_AHEAD = 1961, 10
_NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,2})?")
_MOST = 1e12
_RHYTHMS = {"weekly": "1w", "fortnightly": "2w", "monthly": "1m", "quarterly": "3m", "yearly": "1y"}


def readers(today: date) -> Mapping[str, Callable[[str], object]]:
    """Return the fields of a group that people may set, each with what reads its text."""
    day = partial(read_stored, today=today)
    return {
        "structure": lambda text: _one_of(Structure, text).value,
        "level": lambda text: _one_of(Level, text).value if text.strip() else "",
        "purpose": str.strip,
        "regions": _regions,
        "capacity": _count,
        "meeting_days": _meeting_days,
        "fee": str.strip,
        "fee_paid_until": day,
        "serviced_by": str.strip,
        "founded_on": day,
        "ended_on": day,
    }


def read_fields(values: Mapping[str, str], today: date) -> dict[str, object]:
    """Return fields of a group ready to be stored.

    Raises:
        InvalidInputError: a field is unknown or a value cannot be right; the sentence names the field.
    """
    return read_by(readers(today), values, of=say("a group"))


def read_heading(text: str) -> Heading:
    """Return a heading of resources, by its key or as people write it (``staff hours``).

    Raises:
        InvalidInputError: there is none of that name; those that exist are named.
    """
    return _one_of(Heading, text)


def read_structure(text: str) -> Structure:
    """Return a structure, by its key or as people write it (``local brief``).

    Raises:
        InvalidInputError: there is none of that name; those that exist are named.
    """
    return _one_of(Structure, text)


def read_amounts(texts: Iterable[str]) -> dict[Heading, float]:
    """Return amounts by heading, as people write them: ``staff-hours=40``.

    Raises:
        InvalidInputError: one has no equals sign, its heading does not exist, or its amount is no number.
    """
    found = {}
    for text in texts:
        heading, equals, amount = text.partition("=")
        if not equals:
            raise InvalidInputError(
                say("{text!r} lacks the equals sign; write heading=amount: staff-hours=40.", text=text)
            )
        found[read_heading(heading)] = read_amount(amount)
    return found


def read_amount(text: str) -> float:
    """Return hours or money, two decimals at most.

    Raises:
        InvalidInputError: it is no number.
    """
    if not _NUMBER.fullmatch(text.strip()):
        raise InvalidInputError(say("{text!r} is not an amount; write 40 or 12.50.", text=text))
    return float(text)


def check_amount(heading: Heading, amount: float) -> float:
    """Return an amount that can be planned or used, rounded to two decimals.

    Raises:
        InvalidInputError: it is below zero or beyond counting.
    """
    if not 0 <= amount < _MOST:
        raise InvalidInputError(
            say(
                "{heading}: {amount:g} cannot be right; resources are zero or more.",
                heading=heading.label,
                amount=amount,
            )
        )
    return round(amount, 2)


def check_year(year: int, today: date) -> int:
    """Return a year that resources can be planned for.

    Raises:
        InvalidInputError: it is too far away to be meant.
    """
    if not _FIRST_YEAR <= year <= today.year + _YEARS_AHEAD:
        raise InvalidInputError(
            say(
                "{year} is not a year to plan for; write {first_year} to {last_year}.",
                year=year,
                first_year=_FIRST_YEAR,
                last_year=today.year + 10,
            )
        )
    return year


def read_role(text: str, roles: tuple[str, ...]) -> str:
    """Return a role as it is known.

    Args:
        text: as somebody writes it: ``Casefile-Holder``.
        roles: the roles there are.

    Raises:
        InvalidInputError: there is no such role; the nearest or all are named.
    """
    known = {_plain(role): role for role in roles}
    wanted = _plain(text)
    if wanted in known:
        return known[wanted]
    near = nearest(wanted, known)
    hint = (
        say("did you mean {known}?", known=known[near]) if near else say("there are {names}.", names=", ".join(roles))
    )
    raise InvalidInputError(
        say("{text!r} is not a role in a group; {hint} A section adds its own under [groups].", text=text, hint=hint)
    )


def _plain(text: str) -> str:
    return " ".join(fold(text).replace("-", " ").split())


def _one_of(kind: type[T], text: str) -> T:
    wanted = _plain(text).replace(" ", "-")
    for one in kind:
        if one.value == wanted:
            return one
    raise InvalidInputError(say("{text!r} is none of {names}.", text=text, names=", ".join(one.value for one in kind)))


def _regions(text: str) -> str:
    return ", ".join(" ".join(part.split()) for part in re.split(r"[,;]", text) if part.strip())


def _count(text: str) -> int | None:
    if not text.strip():
        return None
    if not re.fullmatch(r"\d{1,6}", text.strip()):
        raise InvalidInputError(say("{text!r} is not a number of cases or actions; write 0, 1, 2 …", text=text))
    return int(text)


def _meeting_days(text: str) -> int | None:
    word = text.strip().lower()
    return contacts.read_rhythm(_RHYTHMS.get(word, word))
