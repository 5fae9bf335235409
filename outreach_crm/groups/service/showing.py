"""One group with all that is known of it."""

from typing import TypedDict

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.groups import model, queries
from outreach_crm.groups.model import Group, GroupCard, Missing, fee_state, in_order
from outreach_crm.groups.service import on_cards
from outreach_crm.groups.service.finding import get
from outreach_crm.groups.service.membership import roles
from outreach_crm.model import Panel


class _Known(TypedDict):
    sectors: tuple[str, ...]
    planned: bool


def show(app: App, group_id: int) -> GroupCard:
    """Return all that is known of a group.

    Raises:
        NotFoundError: there is none of that number, or the actor may not see it.
        InvalidInputError: the contact is no group.
    """
    group, contact, today = get(app, group_id), contacts.get(app, group_id), app.clock.today().isoformat()
    members = in_order(queries.members(app.store, group_id), roles(app))
    return GroupCard(
        group=group,
        contact=contact,
        held_by=accounts.name_of(app, contact.holder_id),
        sectors=queries.sectors(app.store, group_id),
        fee_state=fee_state(group, today),
        relatives=tuple(queries.relatives(app.store, group_id)),
        members=tuple(one for one in members if not one.ended(today)),
        former_members=tuple(one for one in members if one.ended(today)),
        resources=tuple(queries.resources(app.store, group_id)),
        prompts=prompts(app, group),
        panels=_of_others(app, group_id),
        history=tuple(app.plugins.timeline_entries(app, group_id)),
    )


def _of_others(app: App, group_id: int) -> tuple[Panel, ...]:
    """Return what others have to tell of a group, such as its cases and its next meetings."""
    own = {one.title for one in on_cards.panels(app, group_id)}
    return tuple(one for one in app.plugins.contact_panels(app, group_id) if one.rows and one.title not in own)


def prompts(app: App, group: Group) -> tuple[str, ...]:
    """Return what the manual would have an officer think of: a written purpose, planned resources, a sector."""
    return model.prompts(group, **_known(app, group))


def missing(app: App, group: Group) -> tuple[Missing, ...]:
    """Return the same as :func:`prompts`, part by part."""
    return model.missing(group, **_known(app, group))


def _known(app: App, group: Group) -> _Known:
    return {
        "sectors": queries.sectors(app.store, group.contact_id),
        "planned": queries.is_planned(app.store, group.contact_id, app.clock.today().year),
    }
