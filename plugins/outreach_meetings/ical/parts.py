"""Takes the lines of a calendar file apart: components in each other, their properties, and what is no line at all.

The library would give up a component, or the file, for a line that is broken; here a broken line is told and the rest
read. What a line is made of, and what its value means, the library says.
"""

import re
from collections.abc import Iterator
from quopri import decodestring

from attrs import define, field, frozen
from icalendar.parser import Contentline, Parameters, unescape_backslash

from outreach_crm.text import say
from outreach_meetings.ical.decoding import OUTSIDE, WESTERN, Line

_DEEPEST = 12
_BOUNDARY = re.compile(r"\s*(BEGIN|END)\s*:\s*([A-Za-z0-9-]{1,60})\s*", re.IGNORECASE | re.ASCII)
_LONGEST_HEAD = 5_000
_MOST = 20
_MOST_SHOWN = 60


@frozen
class Property:
    """A property: its parameters, and its value as it stands in the file."""

    parameters: Parameters
    raw: str

    def parameter(self, name: str) -> str:
        """Return a parameter, the first of several, or an empty text."""
        found = self.parameters.get(name, "")
        return str(found[0] if isinstance(found, list) and found else found)

    @property
    def text(self) -> str:
        """The value as a text, without its escapes."""
        if self.parameter("ENCODING").upper() == "QUOTED-PRINTABLE":
            value = decodestring(self.raw.encode("utf-8", "replace"))
            try:
                return value.decode("utf-8").replace("\r\n", "\n")
            except UnicodeDecodeError:
                return value.decode("cp1252", "replace").replace("\r\n", "\n")
        return str(unescape_backslash(self.raw))


@define
class Part:
    """A component: its name in capitals, properties by name, components in it, and what is wrong with it."""

    name: str
    properties: dict[str, list[Property]] = field(factory=dict)
    parts: list["Part"] = field(factory=list)
    problems: list[str] = field(factory=list)

    def first(self, name: str) -> Property | None:
        """Return the first property of a name; that there are more is for the caller to tell."""
        return next(iter(self.properties.get(name, ())), None)

    def all(self, name: str) -> list[Property]:
        """Return all properties of a name."""
        return self.properties.get(name, [])

    def within(self, *names: str) -> Iterator["Part"]:
        """Yield the components of some names that stand right in it."""
        return (one for one in self.parts if one.name in names)

    def tell(self, sentence: str) -> None:
        """Note what is wrong, once and not without end."""
        if sentence not in self.problems and len(self.problems) <= _MOST:
            full = len(self.problems) == _MOST
            self.problems.append(say("More is wrong with it that is not listed here.") if full else sentence)


def tree(lines: list[Line]) -> Part:
    """Return a component without a name that holds what a file holds."""
    root = Part("")
    open_parts = [root]
    ignored = 0
    for line in lines:
        here = open_parts[-1]
        if line.western:
            here.tell(WESTERN)
        boundary = _BOUNDARY.fullmatch(line.text)
        if boundary is None:
            if not ignored:
                _add(here, line.text)
            continue
        begins, name = boundary[1].upper() == "BEGIN", boundary[2].upper()
        if begins and (ignored or len(open_parts) > _DEEPEST):
            ignored += 1
        elif begins:
            _begin(open_parts, name)
        elif ignored:
            ignored -= 1
        else:
            _end(open_parts, name)
    for left in open_parts[1:]:
        left.tell(say("It breaks off before END:{name}; what there is of it was read.", name=left.name))
    return root


def _begin(open_parts: list[Part], name: str) -> None:
    # None of these stands in another of them: the one before has lost its end.
    alone = {"VCALENDAR", "VEVENT", "VTODO", "VJOURNAL", "VTIMEZONE", "VFREEBUSY"}
    if name in alone:
        while open_parts[-1].name not in {"", "VCALENDAR"} or (name == "VCALENDAR" and open_parts[-1].name):
            left = open_parts.pop()
            left.tell(say("It breaks off before END:{name}; what there is of it was read.", name=left.name))
    part = Part(name)
    open_parts[-1].parts.append(part)
    open_parts.append(part)


def _end(open_parts: list[Part], name: str) -> None:
    if name not in {part.name for part in open_parts[1:]}:
        open_parts[-1].tell(say("END:{name} ends nothing that has begun.", name=name))
        return
    while (left := open_parts.pop()).name != name:
        left.tell(say("It breaks off before END:{name}; what there is of it was read.", name=left.name))


def _add(part: Part, text: str) -> None:
    if not part.name:
        part.tell(OUTSIDE)
        return
    # A value may be long, and the library goes through each letter of it.
    head = Contentline(text[:_LONGEST_HEAD])
    try:
        name, parameters, _ = head.raw_parts()
        colon = head.value_separator_index()
    except (ValueError, IndexError):
        colon = -1
    if colon < 0:
        part.tell(say("A line is none of a calendar and was left out: {line}", line=repr(text[:_MOST_SHOWN])))
        return
    part.properties.setdefault(name.upper(), []).append(Property(parameters, text[colon + 1 :]))
