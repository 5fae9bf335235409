"""What mutuality adds: tables, settings, the commands ``mutuality``, and what waits of requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import (
    AgendaItem,
    CalendarEvent,
    ClearanceRule,
    Command,
    Entry,
    Filter,
    Hint,
    Hit,
    MenuItem,
    Pages,
    Panel,
    Ref,
    Reminder,
    Resource,
    Scene,
    SettingsTable,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from outreach_crm.app import App
    from outreach_crm.storage import MigrationSet


@hookimpl
def migrations() -> Iterable[MigrationSet]:
    """Offer the tables of requests."""
    from outreach_mutuality.tables import MIGRATIONS

    return [MIGRATIONS]


@hookimpl
def settings() -> Iterable[SettingsTable]:
    """Offer the table ``[mutuality]``."""
    return [SettingsTable("mutuality", "outreach_mutuality.model.settings:MutualitySettings")]


@hookimpl
def commands() -> Iterable[Command]:
    """Offer ``mutuality``."""
    return [Command("mutuality", "outreach_mutuality.cli.requests:mutuality", "What organisations ask of us.")]


@hookimpl
def reminders(app: App, today: date) -> Iterable[Reminder]:
    """Offer requests that wait for us, and promises that are due."""
    from outreach_mutuality.service import noticing

    return noticing.reminders(app, today)


@hookimpl
def timeline_entries(app: App, contact_id: int) -> Iterable[Entry]:
    """Offer what was asked of us, as it came."""
    from outreach_mutuality.service import on_cards

    return on_cards.entries(app, contact_id)


@hookimpl
def clearance_rules() -> Iterable[ClearanceRule]:
    """Offer a warning: they wait for an answer of ours."""
    from outreach_mutuality.queries import waiting

    return [
        ClearanceRule(
            key="request-open",
            sentence="they have waited for an answer of ours since {detail}",
            several="they wait for an answer of ours",
            sql=waiting.UNANSWERED,
            blocks=False,
        )
    ]


@hookimpl
def dispatched(app: App, ref: Ref) -> None:
    """Say that a request is answered once its answer has left, and that it is not where that came back."""
    from outreach_mutuality import service

    if ref.kind == "mutuality_requests":
        service.settle(app, ref.id)


@hookimpl
def filters() -> Iterable[Filter]:
    """Offer what can be asked of contacts by what they asked of us."""
    from outreach_mutuality.filters import filters

    return filters()


@hookimpl
def hits(app: App, text: str) -> Iterable[Hit]:
    """Offer requests by the beginnings of words of whose they are and what they ask."""
    from outreach_mutuality import service

    return service.hits(app, text)


@hookimpl
def hints(app: App, contact_id: int | None, ref: Ref) -> Iterable[Hint]:
    """Offer the rules that are put to what we ask as well, such as where money comes from."""
    from outreach_mutuality.service import cautioning

    return cautioning.hints(app, ref.id) if ref.kind == "asks" else ()


@hookimpl
def contact_panels(app: App, contact_id: int) -> Iterable[Panel]:
    """Offer what an organisation asked of us, or somebody for it."""
    from outreach_mutuality.service import on_cards

    return on_cards.panels(app, contact_id)


@hookimpl
def agenda_items(app: App, group_id: int, on: date) -> Iterable[AgendaItem]:
    """Offer requests of the sectors a group advises on, and what was promised to them."""
    from outreach_mutuality.service import for_meetings

    return for_meetings.matters(app, group_id, on)


@hookimpl
def calendar_events(app: App, start: date, end: date) -> Iterable[CalendarEvent]:
    """Offer by when requests need an answer, and promises are to be kept."""
    from outreach_mutuality.service import for_meetings

    return for_meetings.days(app, start, end)


@hookimpl
def blueprints() -> Iterable[Pages]:
    """Offer the pages of requests."""
    menu = (MenuItem("Requests", "/requests", 105),)
    records = {"mutuality_requests": "/requests/{id}"}
    about = {"mutuality_promises": "/requests/promises/{id}"}
    return [Pages("outreach_mutuality.web:pages", "/requests", menu=menu, records=records, about=about)]


@hookimpl
def scenes() -> Iterable[Scene]:
    """Offer a request and its answer in an officer's day."""
    from outreach_mutuality.scenes import SCENES

    return SCENES


@hookimpl
def resources() -> Iterable[Resource]:
    """Offer requests to other programs."""
    here = "outreach_mutuality.api"
    return [
        Resource(
            name="requests",
            one="request",
            title="What organisations ask of us.",
            kind="mutuality_requests",
            record=f"{here}:RequestRecord",
            some=f"{here}:some",
            draft=f"{here}:RequestToReceive",
            adds=f"{here}:add",
            adding="receive request",
            persons="requests of organisations",
        )
    ]
