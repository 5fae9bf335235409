"""What commands on meetings say in the same words, and the options they share."""

from collections.abc import Callable

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.text import count
from outreach_meetings import ical, service
from outreach_meetings.model.attendance import Attendance
from outreach_meetings.model.machines import as_json
from outreach_meetings.model.series import Meeting

__all__ = ["ITEM", "ON", "ON_PAST", "as_json", "facts", "heading", "one", "people", "untold"]

_DAY = 'The day of the meeting, with its time where there are two ("2026-04-02 19:30"); else the'
ON = click.option("--on", default="", metavar="DAY", help=f"{_DAY} next.")
ON_PAST = click.option("--on", default="", metavar="DAY", help=f"{_DAY} last one that has begun.")
EVERY = click.option(
    "--every",
    "rule",
    default="",
    help='How often: "weekly", "every 2 weeks", "monthly on the second tuesday".',
)
ITEM = click.option(
    "--item", metavar="NUMBER", default="0", help="The number of the item of the agenda, such as 2 or R1; else of none."
)


def one(meeting: Meeting, telling: Callable[[], None]) -> None:
    """Print a meeting: as JSON, or by whatever tells it."""
    if output.wants_json():
        output.document(as_json(meeting))
    else:
        telling()


def heading(title: str, group: str) -> str:
    """Return what stands above a meeting: its title, and the group where the title does not name it."""
    return title if group in title else f"{title}: {group}"


def facts(meeting: Meeting) -> None:
    """Print when and where a meeting is, how often, and who has which part."""
    output.say(f"{meeting.when} ({meeting.zone}){', called off' if meeting.called_off else ''}")
    if meeting.moved:
        output.say(f"Moved from {meeting.original.date()} {meeting.original:%H:%M}.")
    if meeting.series.rule:
        output.say(f"How often: {ical.told(meeting.series.rule)}")
    if meeting.told:
        output.prose(f"Told to those invited: {meeting.told}")
    said = {"Where": meeting.place, "Join at": meeting.link, "Note": meeting.note}
    said |= {"Chair": meeting.chair.name if meeting.chair else ""}
    said |= {"Minutes taken by": meeting.minute_taker.name if meeting.minute_taker else ""}
    for label, text in said.items():
        if text:
            output.prose(f"{label}: {text}")


def untold(app: App, meeting: Meeting) -> None:
    """Say that those who were invited do not know of a change yet, and what tells them."""
    if lacking := sum(len(one.people) for one in service.to_tell(app, meeting)):
        command = f"outreach meetings invite {meeting.command}"
        output.prose(
            count(lacking, "{n} who was invited is told by: {c}", "{n} who were invited are told by: {c}", c=command)
        )


def remarks(app: App, meeting: Meeting, there: Attendance | None = None) -> None:
    """Say what is to be known of a meeting, and hinders nothing: its day, its quorum, who joined since."""
    for one in service.remarks(app, meeting, there):
        output.prose(one.told)


def people(there: Attendance, *, over: bool) -> None:
    """Print who is invited, what they answered and what is known of their presence; ``over``: of what has been."""
    output.table(
        ["Who", "As", "Answer", "Presence", ""],
        [
            [p.name, p.role or p.standing, p.said, p.presence, "; ".join(filter(None, (p.note, p.comment)))]
            for p in there.people
        ],
    )
    output.say(str(there.told if there.is_said or over else there.ahead))
