"""What commands on meetings say in the same words, and the options they share."""

from collections.abc import Callable
from typing import Any

import click

from outreach_crm.cli import output
from outreach_meetings import ical
from outreach_meetings.model.attendance import Attendance
from outreach_meetings.model.series import Meeting

ON = click.option("--on", default="", help="The day of the meeting (and the time, where there are two); else the next.")
ON_PAST = click.option("--on", default="", help="The day of the meeting; else the last one that has begun.")
EVERY = click.option(
    "--every",
    "rule",
    default="",
    callback=lambda _context, _parameter, text: text and (text if "FREQ=" in text.upper() else f"every {text}"),
    help='How often: "week", "2 weeks", "month on the second tuesday".',
)
BECAUSE = click.option("--because", default="", help="Why.")


def as_json(meeting: Meeting) -> dict[str, Any]:
    """Return a meeting as machines read it: local times, and the moment of its beginning in UTC."""
    return {
        "series": meeting.series.id,
        "uid": meeting.series.uid,
        "key": meeting.key,
        "group": meeting.series.group,
        "group_id": meeting.group_id,
        "title": meeting.title,
        "starts": meeting.starts,
        "ends": meeting.ends,
        "zone": meeting.zone,
        "begins": meeting.begins,
        "rule": meeting.series.rule,
        "place": meeting.place,
        "link": meeting.link,
        "quorum": meeting.series.quorum,
        "chair": meeting.chair.name if meeting.chair else "",
        "minute_taker": meeting.minute_taker.name if meeting.minute_taker else "",
        "guests": [one.name for one in meeting.guests],
        "note": meeting.series.note,
        "called_off": meeting.called_off,
        "moved_from": meeting.original if meeting.moved else None,
        "sequence": meeting.sequence,
    }


def one(meeting: Meeting, telling: Callable[[], None]) -> None:
    """Print a meeting: as JSON, or by whatever tells it."""
    if output.wants_json():
        output.document(as_json(meeting))
    else:
        telling()


def facts(meeting: Meeting) -> None:
    """Print when and where a meeting is, how often, and who has which part."""
    output.say(f"{meeting.when} ({meeting.zone}){', called off' if meeting.called_off else ''}")
    if meeting.moved:
        output.say(f"Moved from {meeting.original.date()} {meeting.original:%H:%M}.")
    if meeting.series.rule:
        output.say(f"How often: {ical.told(meeting.series.rule)}")
    said = {"Where": meeting.place, "Join at": meeting.link, "Note": meeting.series.note}
    said |= {"Chair": meeting.chair.name if meeting.chair else ""}
    said |= {"Minutes taken by": meeting.minute_taker.name if meeting.minute_taker else ""}
    for label, text in said.items():
        if text:
            output.prose(f"{label}: {text}")


def people(there: Attendance) -> None:
    """Print who is invited and what is known of their presence."""
    output.table(
        ["Who", "As", "Answer", "Presence", ""],
        [[p.name, p.role or p.standing, p.answer, p.presence, p.note] for p in there.people],
    )
    output.say(str(there.told))
