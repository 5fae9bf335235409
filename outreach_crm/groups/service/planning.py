"""What a group may use in a year and what it used: structures are planned, not accidental (manual, pp. 185-187)."""

from collections.abc import Mapping

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError
from outreach_crm.groups import queries
from outreach_crm.groups.fields import check_amount, check_year
from outreach_crm.groups.model import Heading, Resource
from outreach_crm.groups.service.finding import get
from outreach_crm.text import row, say

_NONE: Mapping[Heading, float] = {}


def resources(app: App, group_id: int, year: int | None = None) -> list[Resource]:
    """Return what a group may use and used under each heading, latest year first; of one year if it is given."""
    get(app, group_id)
    return queries.resources(app.store, group_id, year)


def set_resources(
    app: App,
    group_id: int,
    year: int | None = None,
    *,
    planned: Mapping[Heading, float] = _NONE,
    used: Mapping[Heading, float] = _NONE,
    more: Mapping[Heading, float] = _NONE,
    because: str = "",
) -> list[Resource]:
    """Write what a group may use and used in a year, and return the year as it stands then.

    Args:
        app: the App.
        group_id: the group, as a contact.
        year: which year; else this one.
        planned: what it may use in all, by heading: hours, or money of the section.
        used: what it used in all.
        more: what it used in addition to what is written.
        because: why.

    Raises:
        NotFoundError: there is no such group.
        InvalidInputError: an amount is negative, the year is far away, or nothing was given.
    """
    with app.change("set resources of group", because=because):
        group, today = get(app, group_id), app.clock.today()
        which = check_year(today.year if year is None else year, today)
        headings = dict.fromkeys((*planned, *used, *more))
        if not headings:
            raise InvalidInputError(say("Say what {group} may use or used: --plan staff-hours=40.", group=group.name))
        if both := used.keys() & more.keys():
            named = row(sorted(heading.label for heading in both))
            raise InvalidInputError(
                say("Either what was used in all or what was used more, not both: {named}.", named=named)
            )
        for heading in headings:
            _write(app, group_id, which, heading, planned.get(heading), used.get(heading), more.get(heading, 0.0))
        return queries.resources(app.store, group_id, which)


def _write(
    app: App, group_id: int, year: int, heading: Heading, planned: float | None, used: float | None, more: float
) -> None:
    there = queries.resource(app.store, group_id, year, heading.value)
    before = there or {"planned": 0.0, "used": 0.0}
    check_amount(heading, more)
    values = {
        "planned": check_amount(heading, before["planned"] if planned is None else planned),
        "used": check_amount(heading, (before["used"] if used is None else used) + more),
    }
    if there:
        app.store.update("group_resources", there["id"], values)
    else:
        app.store.insert("group_resources", {"group_id": group_id, "year": year, "heading": heading.value, **values})
