"""The calendar of a month, and the list of meetings of a span of days."""

from datetime import date, timedelta
from typing import Any

from flask import request, url_for

from outreach_crm.app import App
from outreach_crm.forms import Choice
from outreach_crm.groups import service as groups
from outreach_crm.model import Ref
from outreach_crm.text import say
from outreach_crm.web.lists import Column, Listing, number_asked
from outreach_crm.web.office import Answer, page
from outreach_meetings import service
from outreach_meetings.model.machines import as_json
from outreach_meetings.model.months import first_of, read_month
from outreach_meetings.web import days
from outreach_meetings.web.blueprint import pages

_SPAN, _LONGEST = timedelta(days=92), timedelta(days=3 * 366)
_MOST = 500


@pages.look("")
def month(app: App) -> Answer:
    """Show a month: meetings on their days, and what is due."""
    today = app.clock.today()
    first = read_month(request.args.get("month", "")) or first_of(today)
    group_id, names = _group(app)
    shown = service.month(app, first, begins_on=days.week_begins(), group_id=group_id)
    return page(
        "outreach_meetings/month.html",
        month=shown,
        parted=shown.parted(today),
        name=days.month_name(first),
        near=[(one, days.month_name(one)) if one else None for one in (shown.before, shown.after)],
        weekdays=days.weekdays(),
        full_day=days.weekday_and_day,
        today=today,
        group_id=group_id,
        groups=names,
    )


@pages.lists("/list")
def listed(app: App) -> Listing:
    """List the meetings of a span of days, of a group or of all."""
    first = _day("from") or app.clock.today()
    last = min(max(_day("until") or _later(first, _SPAN), first), _later(first, _LONGEST))
    group_id, names = _group(app)
    return Listing(
        title=say("Meetings"),
        columns=(
            Column(title=say("Day"), value=lambda one: one["starts"].date(), ref=_path),
            Column(title=say("Begins"), value=lambda one: f"{one['starts']:%H:%M}"),
            Column(title=say("Group"), value=lambda one: one["group"], ref=_whose),
            Column(title=say("What"), value=lambda one: one["title"]),
            Column(title=say("Where"), value=lambda one: one["place"] or one["link"], lesser=True),
            Column(title=say("State"), value=_state),
        ),
        rows=[as_json(one) for one in service.between(app, first, last, group_id=group_id)],
        most=_MOST,
        on=lambda one: {"from": one["starts"].date().isoformat()},
        empty=say("No meeting is planned for these days."),
        template="outreach_meetings/listed.html",
        context={"first": first, "last": last, "group_id": group_id, "groups": names},
        persons="who meets",
    )


def _path(one: dict[str, Any]) -> str:
    return url_for("outreach_meetings.shown", series_id=one["series"], key=one["key"])


def _whose(one: dict[str, Any]) -> Ref:
    return Ref("contacts", one["group_id"])


def _state(one: dict[str, Any]) -> str:
    if one["called_off"]:
        return say("called off")
    return say("moved") if one["moved_from"] else ""


def _group(app: App) -> tuple[int | None, list[Choice]]:
    """Return the group that is asked for, as a contact, and all there are; a number that is none asks for all."""
    names = groups.names(app)
    asked = number_asked("group")
    return (asked if asked in names else None), [Choice(str(one), name) for one, name in names.items()]


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None


def _later(day: date, by: timedelta) -> date:
    return day + by if day < date.max - by else date.max
