"""Makes content lines of the bytes of a calendar file, whatever programs and mails have done to them on the way.

The library unfolds lines. It reads UTF-8 alone, so that other octets would be lost (U+FFFD): those of Latin-1 and of
UTF-16, of letters that a fold cuts in two, of files that a mail has encoded or quoted.
"""

import re
from collections.abc import Iterator
from quopri import decodestring

from attrs import define, field, frozen
from icalendar.parser import Contentlines

from outreach_crm.text import Sentence, say

_BEGIN = re.compile(
    rb"^([>| \t]{0,40})BEGIN[ \t]*:[ \t]*(VCALENDAR|VEVENT|VTODO)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE
)
_BROKEN_LINES = re.compile(rb"\r\n?")
# A whole file that went through a mail and was never decoded: its parameters read TZID=3DEurope/Berlin.
_QUOTED = re.compile(rb"^[A-Z-]+;[A-Z-]+=3D", re.MULTILINE)
# A text of vCalendar 1.0, which has line breaks of its own way in it.
_SOFT = re.compile(
    rb"^[A-Z-]{1,60};[^:\n]{0,200}?ENCODING=QUOTED-PRINTABLE[^:\n]{0,200}:(?:[^\n]*=\n)+", re.IGNORECASE | re.MULTILINE
)
# Whatever a text may not hold: it would not go into a database.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")

WESTERN = say("The text is not UTF-8; it was read as Western European (Latin-1).")
OUTSIDE = say("Other text stands outside of the calendar; it was left out.")


@frozen
class Line:
    """A content line, unfolded; ``western`` where it was not UTF-8."""

    text: str
    western: bool = False


@define
class Content:
    """The content lines of a file, and what is wrong with the file as a whole."""

    lines: list[Line] = field(factory=list)
    problems: list[Sentence] = field(factory=list)


def content(data: bytes) -> Content:
    """Return the content lines of a file; there are none where it is no calendar."""
    found = Content()
    wide = _from_utf_16(data)
    if wide is not None:
        data = wide
        found.problems.append(say("The file is UTF-16, where calendars are UTF-8; it was read as that."))
    data = _BROKEN_LINES.sub(b"\n", data.removeprefix(b"\xef\xbb\xbf"))
    if _QUOTED.search(data) and b"=\n" in data:
        data = decodestring(data)
        found.problems.append(say("The file was still written as it went through the mail; it was decoded first."))
    begin = _BEGIN.search(data)
    if begin is None:
        return found
    if data[: begin.start()].strip():
        found.problems.append(OUTSIDE)
    data = data[begin.start() :]
    if mark := begin[1]:
        found.problems.append(say("The calendar is quoted or indented, as an answer to a mail; that was taken away."))
        data = re.sub(rb"^" + re.escape(mark), b"", data, flags=re.MULTILINE)
    found.lines = [_decoded(line) for line in _unfolded(data.lstrip())]
    return found


def _from_utf_16(data: bytes) -> bytes | None:
    """Return what is UTF-16 as UTF-8, told by its mark or by the zeros beside Latin letters."""
    head = data[:200]
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", "replace").encode("utf-8", "replace")
    if len(head) >= 20 and head.count(0) * 3 > len(head):
        order = "utf-16-le" if head[1::2].count(0) >= head[0::2].count(0) else "utf-16-be"
        return data.decode(order, "replace").encode("utf-8", "replace")
    return None


def _unfolded(data: bytes) -> Iterator[bytes]:
    """Yield lines without their folds (RFC 5545, 3.1); to the library each octet is a letter, as letters may be cut."""
    whole = _SOFT.sub(lambda text: text[0].replace(b"=\n", b""), data)
    for line in Contentlines.from_ical(whole.decode("latin-1")):  # type: ignore[no-untyped-call]
        if line.strip():
            yield line.encode("latin-1")


def _decoded(line: bytes) -> Line:
    try:
        text, western = line.decode("utf-8"), False
    except UnicodeDecodeError:
        # What Windows calls Latin-1 has letters where the standard has controls; five places it leaves open.
        text, western = line.decode("cp1252", "replace"), True
    return Line(_CONTROLS.sub("", text), western)
