"""What campaigns add: their tables, commands, and a panel on the contacts that share in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import (
    AgendaItem,
    Aim,
    CalendarEvent,
    Command,
    Filter,
    Hit,
    MenuItem,
    NewsItem,
    Pages,
    Panel,
    Ref,
    Resource,
    Step,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from outreach_crm.app import App
    from outreach_crm.storage import MigrationSet


@hookimpl
def migrations() -> Iterable[MigrationSet]:
    """Offer the tables of campaigns."""
    from outreach_crm.campaigns.tables import MIGRATIONS

    return [MIGRATIONS]


@hookimpl
def commands() -> Iterable[Command]:
    """Offer the commands on campaigns."""
    return [Command("campaigns", "outreach_crm.campaigns.cli:campaigns", "Campaigns, and all that belongs to them.")]


@hookimpl
def contact_panels(app: App, contact_id: int) -> Iterable[Panel]:
    """Offer the campaigns a group is responsible for, or that something about a contact is linked to."""
    from outreach_crm.campaigns import queries
    from outreach_crm.text import say

    shares = queries.shares(app.store, contact_id)
    return [
        Panel(
            title=say("Campaigns"),
            columns=(say("Campaign"), "", say("Linked")),
            rows=tuple(
                (one.campaign, say("responsible") if one.responsible else "", one.links or "") for one in shares
            ),
            refs=tuple(Ref("campaigns", one.campaign_id) for one in shares),
            rank=30,
            steps=(Step(label=say("Link to a campaign"), path=f"/campaigns/link?ref=contacts:{contact_id}"),),
        )
    ]


@hookimpl
def filters() -> Iterable[Filter]:
    """Offer what can be asked of contacts: a part in campaigns."""
    from outreach_crm.campaigns.filters import filters

    return filters()


@hookimpl
def hits(app: App, text: str) -> Iterable[Hit]:
    """Offer campaigns by the beginnings of their words."""
    from outreach_crm.campaigns import service

    return service.hits(app, text)


@hookimpl
def aims(app: App, group_id: int, year: int) -> Iterable[Aim]:
    """Offer the campaigns that a group is responsible for."""
    from outreach_crm.campaigns import queries

    return queries.aims(app.store, group_id, year)


@hookimpl
def news(app: App, sector: str, since: date) -> Iterable[NewsItem]:
    """Offer the campaigns that go on and have to do with what a sector watches."""
    from outreach_crm.campaigns import service

    return service.news(app, sector, since)


@hookimpl
def agenda_items(app: App, group_id: int, on: date) -> Iterable[AgendaItem]:
    """Offer the campaigns a group is responsible for, as long as they go on."""
    from outreach_crm.campaigns import queries

    return queries.matters(app.store, group_id, on)


@hookimpl
def calendar_events(app: App, start: date, end: date) -> Iterable[CalendarEvent]:
    """Offer the days on which campaigns begin and end."""
    from outreach_crm.campaigns import queries

    return queries.days(app.store, start, end)


@hookimpl
def blueprints() -> Iterable[Pages]:
    """Offer the pages of campaigns."""
    menu = (MenuItem("Campaigns", "/campaigns", 40),)
    return [
        Pages("outreach_crm.campaigns.web:pages", "/campaigns", menu=menu, records={"campaigns": "/campaigns/{id}"})
    ]


@hookimpl
def resources() -> Iterable[Resource]:
    """Offer campaigns to other programs."""
    here = "outreach_crm.campaigns.api"
    return [
        Resource(
            name="campaigns",
            one="campaign",
            title="Campaigns of the section.",
            kind="campaigns",
            record=f"{here}:CampaignRecord",
            some=f"{here}:some",
            draft=f"{here}:CampaignToAdd",
            adds=f"{here}:add",
            change=f"{here}:CampaignToEdit",
            edits=f"{here}:edit",
            filters={"q": f"{here}:named"},
        )
    ]
