"""Draws who is around a contact, and the chain of a way: boxes, lines and words with their places, nothing else.

Everything is in units of a drawing that is 320 wide, so that it stands on the smallest screen as it is. Letters are
taken to be as wide as they are in a usual font at most; what does not fit in two lines is cut, and the table beneath
says it whole.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from attrs import field, frozen

from outreach_crm.contacts.fields import country_name
from outreach_crm.contacts.model import Card, Kind, Path
from outreach_crm.contacts.model.told import is_over, verified
from outreach_crm.model import Ref
from outreach_crm.text import say

WIDTH = 320.0
_COLUMN, _GAP, _BETWEEN = 148.0, 24.0, 14.0
_PAD, _LINE, _SMALL = 8.0, 17.0, 15.0
# The widest a letter is at 13 and at 11 units: of Latin script, and of scripts whose signs fill a square.
_WIDE, _NARROW, _LEAST = 13.0, 7.6, 6.5
_MOST = 12
# No line has so many letters, whatever they are: what is behind them is never drawn.
_LOOKED_AT = 160


@frozen(kw_only=True)
class Words:
    """A line of words: where its foot stands, how wide it is at most, and whether it is small."""

    text: str
    x: float
    y: float
    width: float
    small: bool = False


@frozen(kw_only=True)
class Box:
    """Somebody: a box with what is written in it, its whole name, its kind, and the record it leads to."""

    x: float
    y: float
    width: float
    height: float
    words: tuple[Words, ...]
    name: str
    kind: str
    ref: Ref | None = None
    own: bool = False


@frozen
class Stroke:
    """A line from one point to another; ``arrow`` is whether it has a head."""

    x1: float
    y1: float
    x2: float
    y2: float
    arrow: bool = False


@frozen(kw_only=True)
class Drawing:
    """A drawing with what it says in a sentence; words beside boxes stand in ``words``."""

    title: str
    height: float
    boxes: tuple[Box, ...]
    strokes: tuple[Stroke, ...]
    words: tuple[Words, ...] = ()
    left_out: int = 0
    width: float = field(default=WIDTH)


@frozen
class Neighbour:
    """Somebody linked to a contact: who, and how, seen from the contact."""

    contact_id: int
    name: str
    kind: Kind
    how: str


def neighbours(card: Card, today: date) -> list[Neighbour]:
    """Return who is linked to a contact at present, by roles and by relationships."""
    of_person = card.contact.kind is Kind.PERSON
    found = []
    for role in card.roles:
        if is_over(role.to_on, today):
            continue
        how = role.title or say("has a role")
        if of_person:
            found.append(Neighbour(role.organisation_id, role.organisation, Kind.ORGANISATION, how))
        else:
            found.append(Neighbour(role.person_id, role.person, Kind.PERSON, how))
    found += [
        Neighbour(one.other_id, one.other, one.other_kind, one.label)
        for one in card.relations
        if not is_over(one.to_on, today)
    ]
    return found


def around(card: Card, today: date, read: Callable[[str], str] = str) -> Drawing | None:
    """Draw a contact and who is linked to it, people at the left, organisations at the right; None for nobody.

    Args:
        card: the card.
        today: roles and relationships of this day are drawn.
        read: says a text in the language of the page: as it reads there, it is measured.
    """
    linked = neighbours(card, today)
    if not linked:
        return None
    sides = [one for one in linked if one.kind is Kind.PERSON], [one for one in linked if one.kind is not Kind.PERSON]
    centre = _box(card.contact.name, card.contact.kind, "", x=(WIDTH - 200) / 2, y=0, width=200, own=True)
    boxes, strokes, lowest, trunk = [centre], [], centre.height, WIDTH / 2
    for column, some in enumerate(sides):
        y, x = centre.height + _BETWEEN, 0.0 if column == 0 else WIDTH - _COLUMN
        for one in some[:_MOST]:
            box = _box(one.name, one.kind, read(one.how), x=x, y=y, width=_COLUMN, ref=Ref("contacts", one.contact_id))
            middle = y + box.height / 2
            strokes.append(Stroke(trunk, middle, _COLUMN if column == 0 else WIDTH - _COLUMN, middle))
            boxes.append(box)
            lowest, y = max(lowest, middle), y + box.height + _BETWEEN
    strokes.insert(0, Stroke(trunk, centre.height, trunk, lowest))
    return Drawing(
        title=say("Who is around {name}", name=card.contact.name),
        height=max(box.y + box.height for box in boxes),
        boxes=tuple(boxes),
        strokes=tuple(strokes),
        left_out=sum(max(0, len(some) - _MOST) for some in sides),
    )


def chain(way: Path, read: Callable[[str], str] = str) -> Drawing:
    """Draw a way as a chain from top to bottom, with how each is linked to the next and when that was verified.

    Args:
        way: the way.
        read: says a text in the language of the page: as it reads there, it is measured.
    """
    boxes, strokes, words, y = [], [], [], 0.0
    if way.held_by:
        us = _box(way.held_by, Kind.PERSON, read(say("one of us")), x=0, y=0, width=WIDTH, own=True)
        boxes, y = [us], us.height
    for number, step in enumerate(way.steps):
        if boxes:
            how = read(step.link if number else say("holds the relationship"))
            when = say("verified: {day}", day=verified(step.verified_on)) if number else ""
            told = [*_lines(how, WIDTH - 44, 1, small=True), *([when] if when else [])]
            strokes.append(Stroke(16, y, 16, y + _SMALL * len(told) + 14, arrow=True))
            words += [
                Words(text=text, x=32, y=y + _SMALL * (row + 1), width=WIDTH - 32, small=True)
                for row, text in enumerate(told)
            ]
            y += _SMALL * len(told) + 14
        where = country_name(step.country) if step.country else ""
        box = _box(step.name, step.kind, where, x=0, y=y, width=WIDTH, ref=Ref("contacts", step.contact_id))
        boxes.append(box)
        y += box.height
    title = say("A way to {name}", name=way.steps[-1].name)
    return Drawing(title=title, height=y, boxes=tuple(boxes), strokes=tuple(strokes), words=tuple(words))


def _box(
    name: str, kind: Kind, how: str, *, x: float, y: float, width: float, ref: Ref | None = None, own: bool = False
) -> Box:
    room, foot, words = width - 2 * _PAD, y + _PAD - 4, []
    for text in _lines(how, room, 1, small=True):
        foot += _SMALL
        words.append(Words(text=text, x=x + _PAD, y=foot, width=room, small=True))
    for text in _lines(name, room, 2, small=False):
        foot += _LINE
        words.append(Words(text=text, x=x + _PAD, y=foot, width=room))
    return Box(
        x=x,
        y=y,
        width=width,
        height=foot + _PAD - y,
        words=tuple(words),
        name=name,
        kind=kind.value,
        ref=ref,
        own=own,
    )


def _lines(text: str, room: float, most: int, *, small: bool) -> list[str]:
    """Part a text into at most so many lines that fit; what is left over is cut."""
    found: list[str] = []
    for word in _pieces(text[:_LOOKED_AT].split(), room, small=small):
        longer = f"{found[-1]} {word}" if found else word
        if found and width_of(longer, small=small) <= room:
            found[-1] = longer
        elif len(found) == most:
            found[-1] = _cut(f"{found[-1]} {word}", room, small=small)
            return found
        else:
            found.append(word)
    return found


def _pieces(words: Iterable[str], room: float, *, small: bool) -> Iterator[str]:
    """Yield words, those that are wider than a line in parts."""
    for word in words:
        rest = word
        while width_of(rest, small=small) > room:
            end = next(n for n in range(len(rest), 0, -1) if n == 1 or width_of(rest[:n], small=small) <= room)
            yield rest[:end]
            rest = rest[end:]
        if rest:
            yield rest


def _cut(text: str, room: float, *, small: bool) -> str:
    while width_of(f"{text}…", small=small) > room:
        text = text.rpartition(" ")[0] or text[:-1]
    return f"{text.rstrip()}…"


def width_of(text: str, *, small: bool = False) -> float:
    """Return how wide a text is at most, in units."""
    one = _LEAST if small else _NARROW
    return sum(
        0.0
        if unicodedata.category(char) in {"Mn", "Cf"}
        else _WIDE
        if unicodedata.east_asian_width(char) in {"W", "F"} or char in "MW@%—…"
        else one
        for char in text
    )
