"""How commands tell minutes, decisions and responsibilities."""

from collections.abc import Iterator
from textwrap import indent
from typing import Any

from attrs import asdict

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_meetings import service
from outreach_meetings.cli import telling
from outreach_meetings.model.duties import Duty
from outreach_meetings.model.minutes import Decision, Minutes, Point
from outreach_meetings.model.series import Meeting


def of_decision(one: Decision) -> dict[str, Any]:
    """Return a decision as machines read it."""
    return {**asdict(one), "name": one.name, "reads": one.reads}


def of_duty(one: Duty) -> dict[str, Any]:
    """Return a responsibility as machines read it."""
    plain = {key: value for key, value in asdict(one).items() if key not in {"today", "series_id", "original"}}
    return {**plain, "progress": one.progress.value}


def as_json(found: Minutes) -> dict[str, Any]:
    """Return minutes as machines read them."""
    return {
        "meeting": telling.as_json(found.meeting),
        "state": found.stage.value,
        "written_by": found.written_by,
        "finished_on": found.finished_on,
        "approved_on": found.approved_on,
        "items": [_of_point(one) for one in found.points],
        "letters": [{**asdict(one), "ref": str(one.ref)} for one in found.letters],
        "additions": [asdict(one) for one in found.additions],
    }


def _of_point(point: Point) -> dict[str, Any]:
    return {
        "item": point.number,
        "title": point.title,
        "approved": [str(one) for one in point.approved],
        "texts": [{**asdict(one), "reads": one.reads} for one in point.passages],
        "decisions": [of_decision(one) for one in point.decisions],
        "duties": [of_duty(one) for one in point.duties],
        "notes": [asdict(one) for one in point.notes],
    }


def unread(app: App, meeting: Meeting, made: Decision | Duty) -> None:
    """Say of what was written under an item for the office only that members will not read it."""
    for point in service.minutes(app, meeting).points:
        if point.restricted and point.item_id == made.item_id:
            output.prose(f"Members will not read it: item {point.number} is for the office only.")


def print_minutes(found: Minutes) -> None:
    """Print minutes in the order of the agenda, corrections behind what they correct."""
    output.title(f"Minutes of {found.meeting.series.group}, {found.meeting.starts.date()}")
    output.say(f"{found.standing} {found.attendance.told}.")
    for point in found.points:
        if point.number or not point.is_empty:
            _print_point(point)
    for one in found.letters:
        output.say(str(one.told))
    for extra in found.additions:
        output.prose(str(extra.told))


def _print_point(point: Point) -> None:
    if point.item_id:
        output.say(f"{point.number}. {point.title}{' (office only)' * point.restricted}")
    under = "   " if point.item_id else ""
    for line in _lines(point):
        output.prose(indent(line, under), indent=under)


def _lines(point: Point) -> Iterator[str]:
    yield from map(str, point.approved)
    for text in point.passages:
        yield f"{'Restricted: ' * text.restricted}{text.text}"
        yield from (str(one.told) for one in text.corrections)
    for decision in point.decisions:
        facts = f" ({decision.facts})" if decision.facts else ""
        yield f"Decision {decision.name}: {decision.text}{facts}"
        yield from (str(one.told) for one in decision.corrections)
    for note in point.notes:
        yield f"{'Restricted: ' * note.restricted}{note.name}: {note.text}"
    for duty in point.duties:
        yield f"{duty.traced} ({duty.progress})"
