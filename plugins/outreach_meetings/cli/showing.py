"""Commands that list meetings and show one."""

from datetime import date, timedelta

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.dates import read_date
from outreach_crm.errors import InvalidInputError
from outreach_crm.groups import service as groups
from outreach_crm.text import say
from outreach_meetings import service
from outreach_meetings.cli import telling
from outreach_meetings.model.series import Meeting

_SPAN = timedelta(days=92)


@click.command("list")
@click.argument("group", default="")
@click.option(
    "--from",
    "first",
    default="",
    metavar="DAY",
    help="The first day; else today, or three months before a past last day.",
)
@click.option(
    "--until",
    "last",
    default="",
    metavar="DAY",
    help="The last day; else three months after today or a later first day.",
)
@json_option
@with_app
def list_(app: App, group: str, first: str, last: str) -> None:
    """List meetings, of GROUP or of all, in the order in which they begin."""
    today = app.clock.today()
    start, end = _span(first, last, today)
    group_id = groups.resolve(app, group).contact_id if group else None
    found = service.between(app, start, end, group_id=group_id)
    if output.wants_json():
        output.document([telling.as_json(one) for one in found])
        return
    columns: dict[str, output.Column] = {
        "Day": lambda one: one.starts.date(),
        "Time": lambda one: f"{one.starts:%H:%M}",
        "Group": lambda one: one.series.group,
        "What": lambda one: one.title,
        "Where": lambda one: one.place or one.link,
        "": _state,
    }
    output.records(found, columns, empty=_none(start, end, today))


def _span(first: str, last: str, today: date) -> tuple[date, date]:
    start, end = (read_date(one, today) if one else None for one in (first, last))
    if start is None:
        start = end - _SPAN if end and end < today else today
    end = max(start, today) + _SPAN if end is None else end
    if end < start:
        raise InvalidInputError(
            say("{end} is before {start}; give the first day as --from and the last as --until.", end=end, start=start)
        )
    return start, end


def _none(start: date, end: date, today: date) -> str:
    if end < today:
        return f"Nobody met from {start} to {end}."
    what = "Nothing is planned" if start >= today else "Nobody met, and nothing is planned,"
    return f'{what} from {start} to {end}: outreach meetings plan GROUP "friday 19:30"'


def _state(meeting: Meeting) -> str:
    if meeting.called_off:
        return "called off"
    return f"moved from {meeting.original.date()}" if meeting.moved else ""


@click.command()
@click.argument("group")
@telling.ON
@json_option
@with_app
def show(app: App, group: str, on: str) -> None:
    """Show a meeting of GROUP: when, where, who is invited."""
    found = service.meant(app, group, on)
    telling.one(found, lambda: _print(app, found))


def _print(app: App, found: Meeting) -> None:
    output.title(telling.heading(found.title, found.series.group))
    telling.facts(found)
    telling.remarks(app, found)
    telling.people(service.attendance(app, found), over=found.is_over(app.clock.now()))
