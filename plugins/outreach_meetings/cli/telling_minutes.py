"""How commands tell minutes, decisions and responsibilities."""

from typing import Any

from attrs import asdict

from outreach_crm.cli import output
from outreach_meetings.cli import telling
from outreach_meetings.model.duties import Duty
from outreach_meetings.model.minutes import Decision, Minutes, Point


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
        output.prose(f"Added by {extra.written_by} on {extra.written_on} ({extra.why}): {extra.text}")


def _print_point(point: Point) -> None:
    if point.number:
        output.say(f"{point.number}. {point.title}{' (office only)' * point.restricted}")
    for sentence in point.approved:
        output.prose(str(sentence), indent="   ")
    for text in point.passages:
        output.prose(f"{'Restricted: ' * text.restricted}{text.text}", indent="   ")
        for one in text.corrections:
            output.prose(f"Corrected by {one.written_by} ({one.why}): {one.text}", indent="   ")
    for decision in point.decisions:
        facts = f" ({decision.facts})" if decision.facts else ""
        output.prose(f"Decision {decision.name}: {decision.text}{facts}", indent="   ")
        for one in decision.corrections:
            output.prose(f"Corrected by {one.written_by} ({one.why}): {one.text}", indent="   ")
    for note in point.notes:
        output.prose(f"{'Restricted: ' * note.restricted}{note.name}: {note.text}", indent="   ")
    for duty in point.duties:
        output.prose(f"{duty.told} ({duty.progress})", indent="   ")
