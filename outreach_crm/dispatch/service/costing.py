"""What a mailing cost: written down once, and taken from the resources of a group."""

from collections.abc import Mapping

from outreach_crm.app import App
from outreach_crm.dispatch.model.costs import Cost
from outreach_crm.dispatch.queries import costs as queries
from outreach_crm.dispatch.service import drafting
from outreach_crm.errors import InvalidInputError
from outreach_crm.groups import service as groups
from outreach_crm.groups.model import Heading
from outreach_crm.storage import Row
from outreach_crm.text import say


def set_cost(
    app: App, dispatch_id: int, group_id: int, amounts: Mapping[Heading, float], *, because: str = ""
) -> list[Cost]:
    """Write what a dispatch cost a group: by so much the group has used more in the year of the dispatch.

    The same said again changes nothing, another amount takes the place of the one before, and 0 takes it away; so a
    cost is never counted twice.

    Args:
        app: the App.
        dispatch_id: which one.
        group_id: the group, as a contact.
        amounts: hours or money of the section, by heading.
        because: why.

    Returns:
        All that is known of its cost.

    Raises:
        NotFoundError: there is no such dispatch or group.
        InvalidInputError: no amount was given, or one is negative.
    """
    if not amounts or min(amounts.values()) < 0:
        raise InvalidInputError(say("Say what it cost, in money or hours: --postage 120."))
    with app.change("set cost of mailing", because=because):
        found, group = drafting.get(app, dispatch_id), groups.get(app, group_id)
        year = int(found.frozen_at[:4]) if found.frozen_at else app.clock.today().year
        for heading, amount in amounts.items():
            row = queries.row(app.store, dispatch_id, group_id, heading.value)
            when, before = (row["year"], row["amount"]) if row else (year, 0.0)
            if amount == before:
                continue
            used = {one.heading: one.used for one in groups.resources(app, group.contact_id, when)}.get(heading, 0.0)
            rest = max(round(used + amount - before, 2), 0.0)
            groups.set_resources(app, group_id, when, used={heading: rest}, because=because)
            _write(app, row, {"dispatch_id": dispatch_id, "group_id": group_id, "year": when}, heading, amount)
        return queries.costs(app.store, dispatch_id)


def costs(app: App, dispatch_id: int) -> list[Cost]:
    """Return what a dispatch cost the groups that one sees."""
    return queries.costs(app.store, dispatch_id)


def _write(app: App, row: Row | None, values: Mapping[str, object], heading: Heading, amount: float) -> None:
    if row is None:
        app.store.insert("dispatch_costs", {**values, "heading": heading.value, "amount": amount})
    elif amount:
        app.store.update("dispatch_costs", row["id"], {"amount": amount})
    else:
        app.store.delete("dispatch_costs", row["id"])
