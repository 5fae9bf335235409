"""Broken and hostile calendar files: each is read, or refused with the one declared error, and quickly.

Nothing guards the reader here: in the program it runs in a worker with limits, which is for what nobody thought of.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from random import Random

from outreach_crm.errors import InvalidInputError
from outreach_meetings.ical import as_json, begins, checked, read
from outreach_meetings.model.calendar import Told
from tests.fuzz.readers import mutated
from tests.fuzz.series import Series, summed_up

FILES = Path(__file__).parents[1] / "outreach_meetings" / "ical" / "files"
SAMPLES = tuple(path.read_bytes() for path in sorted(FILES.iterdir()))
# What readers of calendars stumble over, put in beside what all readers do: whole lines, and parts of lines.
_LINES = (
    *("BEGIN:VEVENT", "END:VEVENT", "BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VTIMEZONE", "END:VTIMEZONE", "BEGIN:X"),
    *("DTSTART:00000101T000000Z", "DTSTART:99991231T235959", "DTSTART;TZID=Europe/London:16000101T000000"),
    *("DTEND;TZID=Africa/Monrovia:99001231T235959", "DTSTART;VALUE=DATE:20260230", "DURATION:-P1D"),
    *("DURATION:P99999999999999999999W", "DURATION:P36500DT999999H", "SEQUENCE:" + "9" * 5_000, "SEQUENCE:\u0663"),
    *("UID:", "UID:another", "METHOD:", "COMPLETED:20260101", "X-WR-TIMEZONE:localtime", "ORGANIZER:", " ", "\t"),
    *("RRULE:FREQ=DAILY;COUNT=999999999;INTERVAL=0", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
    *("RRULE:FREQ=SECONDLY", "RRULE:FREQ=YEARLY;BYWEEKNO=53;BYSETPOS=-366", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29"),
    *("TZOFFSETTO:+9999", "TZOFFSETTO:-235959", "TZOFFSETFROM:+2359", "RDATE:" + "20260101T000000," * 300),
    *(
        "EXDATE;TZID=Mars:20260101T000000,,x",
        'ATTENDEE;CN="a:b";X="\xff:mailto:%%%@',
        "ATTENDEE;PARTSTAT=:MAILTO:%FF%40x",
    ),
)
_PIECES = (
    *(";TZID=../../etc/passwd:", ";TZID=" + "A/" * 200 + ":", ";;;===", "^n^'^^", "\\\\\\", "\\", "=3D=\r\n", "> "),
    *("ENCODING=QUOTED-PRINTABLE:=ZZ=\r\n", "\0\0", "\ufeff", "\r\n ", "\u2028", "19", "99", "-", "Z", "T"),
)


def empty() -> Series:
    """Return a series that nothing was read in yet."""
    return Series(_outcome, "broken-calendar.ics")


def _outcome(content: bytes) -> str:
    try:
        told = read(content, zone="Europe/Berlin")
    except InvalidInputError as error:
        told_why = str(error)
    else:
        return _sound(told)
    assert told_why.endswith(".")
    return "refused"


def _sound(told: list[Told]) -> str:
    for one in told:
        assert Told.from_dict(json.loads(json.dumps(one.as_dict()))) == one
        assert json.dumps(as_json(one))
        assert all(problem.endswith((".", "'", '"')) for problem in one.problems)
        if one.rule and isinstance(one.start, datetime):
            _try_rule(one.rule, one.start.replace(tzinfo=None))
    return "nothing in it" if not told else "faults told" if any(one.problems for one in told) else "read"


def _try_rule(rule: str, starts: datetime) -> None:
    """Have a rule checked and its first day counted: that must end, whatever the rule says."""
    with suppress(InvalidInputError):
        begins(starts, checked(rule, "UTC"))


def run(series: Series, mutations: int, seed: int) -> Series:
    """Read mutations of samples, one to six faults of all readers and up to three of calendars in each."""
    random = Random(seed)
    for _ in range(mutations):
        content = bytearray(mutated(random.choice(SAMPLES), random))
        for _ in range(random.randrange(4)):
            at = random.randrange(len(content) + 1)
            if random.random() < 0.6:
                at = content.find(b"\n", at) + 1
                told = f"{random.choice(_LINES)}\r\n"
            else:
                told = random.choice(_PIECES)
            content[at:at] = told.encode() * random.choice((1, 1, 1, 20))
        series.take(bytes(content))
    return series


_HEAD = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\n"


def monsters() -> Iterator[tuple[str, bytes]]:
    """Yield files made to take all the time, memory or stack there is."""
    head = _HEAD
    event = head + b"BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20260312T183000Z\r\n"
    many: Mapping[str, bytes] = {
        "a description of 5 MB": event + b"DESCRIPTION:" + b"a, " * 1_700_000 + b"\r\n",
        "a description of 5 MB, folded": event + b"DESCRIPTION;LANGUAGE=en:" + b"abc\r\n " * 800_000 + b"\r\n",
        "backslashes": event + b"DESCRIPTION:" + b"\\" * 3_000_000 + b"\r\n",
        "blanks in a parameter": event + b"ATTENDEE;CN=" + b" " * 300_000 + b"x" + b" " * 300_000 + b":mailto:a@b\r\n",
        "quotation marks": event + b"ATTENDEE;CN=" + b'"' * 300_000 + b":mailto:a@b\r\n",
        "semicolons": event + b"ATTENDEE" + b";" * 300_000 + b":mailto:a@b\r\n",
        "an address": event + b"ATTENDEE:mailto:" + b"a@" * 500_000 + b"\r\n",
        "an address in percent": event + b"ATTENDEE:mailto:" + b"%40" * 500_000 + b"\r\n",
        "20,000 attendees": event + b"ATTENDEE;PARTSTAT=ACCEPTED:invalid:nomail\r\n" * 20_000,
        "100,000 broken lines": event + b"no line\r\n" * 100_000,
        "100,000 components in each other": event + b"BEGIN:X\r\n" * 100_000,
        "100,000 ends": event + b"END:X\r\n" * 100_000,
        "100,000 exceptions": event + b"EXDATE:" + b"20260312T183000Z," * 100_000 + b"\r\n",
        "an exception of a million commas": event + b"EXDATE:" + b"," * 1_000_000 + b"\r\n",
        "a number of a million digits": event + b"SEQUENCE:" + b"9" * 1_000_000 + b"\r\n",
        "a rule of a million parts": event + b"RRULE:FREQ=DAILY" + b";BYDAY=MO" * 100_000 + b"\r\n",
        "a rule that never ends": event + b"RRULE:FREQ=DAILY;COUNT=999999999;BYMONTHDAY=31;BYMONTH=2\r\n",
        "soft line breaks": event + b"SUMMARY;ENCODING=QUOTED-PRINTABLE:=\r\n" + b"=\r\n" * 300_000,
        "empty lines": b"\r\n" * 2_000_000 + event,
        "blanks before it": b" " * 3_000_000 + event,
        "marks before it": (b"> " * 1_000 + b"\n") * 1_000 + event,
        "folds only": event + b"\r\n \r\n\t" * 500_000,
        "random": Random(0).randbytes(2_000_000),
        "random after a beginning": head + Random(0).randbytes(2_000_000),
    }
    yield from many.items()
    yield from _monstrous_zones()


def _monstrous_zones() -> Iterator[tuple[str, bytes]]:
    zone = _HEAD + b"BEGIN:VTIMEZONE\r\nTZID:Own\r\n"
    part = b"BEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n%sEND:STANDARD\r\n"
    asks = b"END:VTIMEZONE\r\n" + b"".join(
        b"BEGIN:VEVENT\r\nUID:%d\r\nDTSTART;TZID=Own:20260101T%02d%02d00\r\nEND:VEVENT\r\n" % (n, n // 60 % 24, n % 60)
        for n in range(300)
    )
    yearly = b"RRULE:FREQ=YEARLY;BYMONTH=1;BYDAY=1SU\r\n"
    yield "a zone of 10,000 changes", zone + part % yearly * 10_000 + asks
    yield "a zone that changes every day", zone + part % b"RRULE:FREQ=DAILY\r\n" + asks
    yield "a zone of a long list", zone + part % (b"RDATE:" + b"20260101T000000," * 100_000 + b"\r\n") + asks
    yield "a zone of rules from 1601", zone + part % yearly.replace(b"BYMONTH", b"INTERVAL=2;BYMONTH") * 300 + asks


def main(mutations: int, seed: int) -> int:
    """Run the series and print what became of the files; returns the exit code."""
    series = empty()
    return summed_up(series, lambda: run(series, mutations, seed), monsters())
