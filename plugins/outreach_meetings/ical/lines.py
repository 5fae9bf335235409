r"""Writes the lines of a calendar file (RFC 5545, 3.1): escaped, folded, and safe from lines that texts bring in."""

import re
from collections.abc import Iterable

from outreach_meetings.model.calendar import Attendee

_WIDTH = 75
"""Octets of a line, the line break not counted."""

_BREAKS = re.compile(r"\r\n?|\n")
# What RFC 5545 allows nowhere (CONTROL); a tab is allowed.
_CONTROLS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f]+")
_NOT_A_TOKEN = re.compile(r"[^A-Z0-9-]")
_PLAIN = re.compile(r"[ !#$%&'()*+\-./0-9:<=>?@A-Z\[\]^_`a-z{|}~]*", re.ASCII)


def text(value: str) -> str:
    r"""Return a text as the value of a property (RFC 5545, 3.3.11): line breaks of any system become ``\n``."""
    if _PLAIN.fullmatch(value):
        return value
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return _CONTROLS.sub("", _BREAKS.sub(r"\\n", escaped))


def texts(values: Iterable[str]) -> str:
    """Return several texts as the value of one property."""
    return ",".join(text(value) for value in values)


def token(value: str) -> str:
    """Return a word of the standard: capitals, digits, hyphens, and nothing else."""
    return _NOT_A_TOKEN.sub("", value.upper())


def uri(value: str) -> str:
    """Return an address on the web as the value of a property: without what no address has, blanks and line breaks."""
    return _BLANKS.sub("", value)


def quoted(value: str) -> str:
    """Return a text as the value of a parameter: in quotation marks, and without any inside, for which it has no way.

    RFC 6868 has one, which half of the programs show as it stands.
    """
    return f'"{_CONTROLS.sub("", _BREAKS.sub(" ", value)).replace(chr(34), chr(39))}"'


def person(name: str, one: Attendee, more: str = "") -> str:
    """Return the line of an ATTENDEE or ORGANIZER; ``more`` are further parameters, each with its semicolon."""
    called = f";CN={quoted(one.name)}" if one.name.strip() else ""
    address = uri(one.email)
    return f"{name}{called}{more}:{f'mailto:{address}' if address else 'invalid:nomail'}"


def folded(line: str) -> bytes:
    """Return a line as it stands in the file: parts of 75 octets at most, no letter cut in two."""
    octets = line.encode("utf-8", "replace")
    if len(octets) <= _WIDTH:
        return octets + b"\r\n"
    parts, start, width = [], 0, _WIDTH
    while len(octets) - start > width:
        end = start + width
        while octets[end] & 0xC0 == 0x80:  # inside a letter
            end -= 1
        parts.append(octets[start:end])
        start, width = end, _WIDTH - 1
    parts.append(octets[start:])
    return b"\r\n ".join(parts) + b"\r\n"
