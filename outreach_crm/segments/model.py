"""A segment: conditions of which each contact in it fulfils all, and how they are written in one line."""

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import chain, count, groupby, product

from attrs import frozen

from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.meaning import suggestion
from outreach_crm.model import Filter
from outreach_crm.text import say

# What stands in quotation marks where a value begins.
_QUOTED = re.compile(r'(?<=[=,])\s*"(?:[^"]|"")*"')
_CONDITION = re.compile(r"(?:(not)(?:\s*:\s*|\s+))?([a-z][a-z-]*)\s*(=.*)?", re.DOTALL)


@frozen
class Condition:
    """One condition: the key of a filter, the value as it is saved, and whether the opposite is meant."""

    filter: str
    value: str = ""
    negate: bool = False


AllOf = tuple[tuple[Condition, ...], ...]
"""Conditions as an AND of ORs: of each inner tuple one must be fulfilled."""


@frozen(kw_only=True)
class Segment:
    """A set of contacts: those that fulfil at least one condition of each part of ``all_of``; without parts, all."""

    name: str = ""
    all_of: AllOf = ()


@frozen(kw_only=True)
class SavedSegment(Segment):
    """A segment under a name of its own; ``change_id`` is its version."""

    id: int
    change_id: int


class Order(StrEnum):
    """In which order contacts stand in a list: those that an index has, so that no list has to be read whole."""

    NAME = "name"
    NAME_DOWN = "-name"
    OLDEST = "added"
    NEWEST = "-added"


@frozen(kw_only=True)
class Count:
    """How many contacts there are, and the moment they were counted (ISO 8601 in UTC)."""

    count: int
    counted_at: str


COLUMNS = {
    "about": say("What and where"),
    "kind": say("Kind"),
    "sectors": say("Sectors"),
    "interests": say("Interests"),
    "country": say("Country"),
    "town": say("Town"),
    "email": say("E-mail"),
    "phone": say("Phone"),
    "language": say("Language"),
    "level": say("Level"),
    "membership": say("Membership"),
    "holder": say("Looked after by"),
    "last_on": say("Last word"),
    "added_on": say("Added"),
    "id": say("Number"),
}
"""The columns that a list of contacts can have beside the name, as people read them."""


@frozen(kw_only=True)
class Member:
    """A contact in a list, with what its columns say. Days are ISO text; ``fields`` are those of the section's own."""

    id: int
    kind: str
    name: str
    about: str
    country: str
    sectors: tuple[str, ...]
    interests: tuple[str, ...]
    email: str
    phone: str
    town: str
    language: str
    level: str
    membership: str
    holder: str
    last_on: str
    added_on: str
    fields: Mapping[str, str]


@frozen(kw_only=True)
class Page:
    """A page of a list.

    Args:
        members: the contacts on it.
        count: how many there are in all; None where they are more than are counted.
        counted_at: when (ISO 8601 in UTC).
        more: whether others follow.
    """

    members: tuple[Member, ...]
    count: int | None
    counted_at: str
    more: bool


@frozen(kw_only=True)
class Listed:
    """A saved segment in a list: its number, how it reads or why it cannot be used, and how many it has now.

    ``count`` and ``counted_at`` are None where it was not counted.
    """

    id: int
    name: str
    sentence: str = ""
    broken: str = ""
    count: int | None = None
    counted_at: str | None = None


@frozen(kw_only=True)
class Field:
    """Something that can be asked of contacts: its key, what a value looks like, and how it reads."""

    key: str
    takes: str
    sentence: str


@frozen(kw_only=True)
class Phrase:
    """One alternative of a part as it reads, its values apart: ``are in {value}``, ``France`` and ``Peru``.

    ``numbers`` are those of its conditions among all of the segment, one for each value; see :func:`without`.
    """

    reads: str
    values: tuple[str, ...] = ()
    numbers: tuple[int, ...]


def without(all_of: AllOf, numbers: Collection[int]) -> AllOf:
    """Return conditions without some of them, which are numbered through from 0; a part that is empty then goes too."""
    counted = count()
    left = (tuple(one for one in part if next(counted) not in numbers) for part in all_of)
    return tuple(part for part in left if part)


def parse(text: str, filters: Mapping[str, Filter]) -> AllOf:
    """Return the conditions that a line says.

    ``country=France,Belgium`` is one of the two, ``not:country=France,Belgium`` neither, ``sector=legal or
    role=judge`` one of both; a value with a comma stands in quotation marks.

    Args:
        text: the line.
        filters: what can be asked, by key.

    Raises:
        NotFoundError: there is no such condition; the sentence names the nearest one.
        InvalidInputError: the line has not this form, or a value is missing or not wanted.
    """
    alternatives = [_alternative(part, filters) for part in _parted(text, filters)]
    # (a) or (b and c) is (a or b) and (a or c).
    return tuple(tuple(chain(*chosen)) for chosen in product(*alternatives))


def written(all_of: AllOf) -> list[str]:
    """Return conditions as lines that :func:`parse` reads."""
    return [" or ".join(map(_line, part)) for part in gathered(all_of)]


def gathered(all_of: AllOf) -> Iterator[list[list[Condition]]]:
    """Yield each part as the alternatives people speak of: those that differ in their value only are one.

    ``country=France or country=Belgium`` is one alternative with two values; so are two parts that refuse them. Who is
    not in France or is not in Belgium is anywhere, so that stays two.
    """
    for refused, parts in groupby(all_of, _refused):
        if refused:
            yield [[condition for part in parts for condition in part]]
        else:
            yield from (_alternatives(part) for part in parts)


def _refused(part: tuple[Condition, ...]) -> str:
    """Return which filter a part refuses a value of, where that is all it does."""
    return part[0].filter if len(part) == 1 and part[0].negate and part[0].value else ""


def _alternatives(part: tuple[Condition, ...]) -> list[list[Condition]]:
    def speaks_of(numbered: tuple[int, Condition]) -> tuple[str, int]:
        number, one = numbered
        return (one.filter, number if one.negate or not one.value else -1)

    return [[one for _, one in alike] for _, alike in groupby(enumerate(part), speaks_of)]


def _parted(text: str, filters: Iterable[str]) -> Iterator[str]:
    """Yield the parts of a line between each ``or`` that another condition follows."""
    keys = "|".join(map(re.escape, filters))
    masked = _QUOTED.sub(lambda quoted: "x" * len(quoted[0]), text)
    start = 0
    for found in re.finditer(rf"\s+or\s+(?=(?:not(?:\s*:\s*|\s+))?(?:{keys})\s*(?:=|$|\s+or\s))", masked):
        yield text[start : found.start()]
        start = found.end()
    yield text[start:]


def _alternative(text: str, filters: Mapping[str, Filter]) -> AllOf:
    found = _CONDITION.fullmatch(text.strip())
    if not found:
        raise InvalidInputError(
            say("{text!r} is not a condition; write FIELD=VALUE, as country=France.", text=text.strip())
        )
    key, values = found[2], _values((found[3] or "")[1:])
    if key not in filters:
        raise NotFoundError(
            say(
                "There is no condition {key!r}{suggestion}; see outreach segments fields.",
                key=key,
                suggestion=suggestion(key, filters),
            )
        )
    if values and not filters[key].takes:
        raise InvalidInputError(say("{key} takes no value; write {key} or not:{key}.", key=key))
    if not values and filters[key].takes:
        raise InvalidInputError(say("Say which: {key}=… ({takes}).", key=key, takes=filters[key].takes))
    conditions = [Condition(key, value, found[1] is not None) for value in values or [""]]
    return tuple((one,) for one in conditions) if found[1] else (tuple(conditions),)


def _values(text: str) -> list[str]:
    cells = next(csv.reader([" ".join(text.split())], skipinitialspace=True), [])
    return [cell.strip() for cell in cells if cell.strip()]


def _line(alike: Sequence[Condition]) -> str:
    said = f"not:{alike[0].filter}" if alike[0].negate else alike[0].filter
    values = ",".join(map(_quoted, (one.value for one in alike)))
    return f"{said}={values}" if values else said


def _quoted(value: str) -> str:
    if any(sign in value for sign in (",", '"', " or ")):
        return '"' + value.replace('"', '""') + '"'
    return value
