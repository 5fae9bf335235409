"""What Urgent Actions add: their tables and the commands ``ua``."""

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
    Mail,
    MenuItem,
    NewsItem,
    Objection,
    Pages,
    Panel,
    Ref,
    Reminder,
    Resource,
    Scene,
    SettingsTable,
    Work,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from outreach_crm.app import App
    from outreach_crm.forms import Preference
    from outreach_crm.storage import MigrationSet


@hookimpl
def migrations() -> Iterable[MigrationSet]:
    """Offer the tables of Urgent Actions."""
    from outreach_urgent_actions.tables import MIGRATIONS

    return [MIGRATIONS]


@hookimpl
def settings() -> Iterable[SettingsTable]:
    """Offer the table ``[urgent_actions]``."""
    return [SettingsTable("urgent_actions", "outreach_urgent_actions.model:UrgentActionSettings")]


@hookimpl
def commands() -> Iterable[Command]:
    """Offer ``ua``."""
    return [Command("ua", "outreach_urgent_actions.cli.group:ua", "Urgent Actions: read, sign up, match, send.")]


@hookimpl
def filters() -> Iterable[Filter]:
    """Offer who is signed up."""
    from outreach_urgent_actions.filters import filters

    return filters()


@hookimpl
def contact_panels(app: App, contact_id: int) -> Iterable[Panel]:
    """Offer what a contact is signed up for."""
    from outreach_urgent_actions.service import on_cards

    return [on_cards.panel(app, contact_id)]


@hookimpl
def hints(app: App, contact_id: int | None, ref: Ref) -> Iterable[Hint]:
    """Offer Urgent Actions and publications to whoever is asked for something and gets none."""
    from outreach_urgent_actions.service import offering

    return offering.hints(app, contact_id) if contact_id is not None and ref.kind == "asks" else ()


@hookimpl
def clearance_rules() -> Iterable[ClearanceRule]:
    """Offer what lies in the thing sent: it is for members only, its case was stopped."""
    from outreach_urgent_actions.service.rules import CLEARANCE

    return CLEARANCE


@hookimpl
def timeline_entries(app: App, contact_id: int) -> Iterable[Entry]:
    """Offer the appeals somebody sent, and the replies and thanks they passed on."""
    from outreach_urgent_actions.service import on_cards

    return on_cards.entries(app, contact_id)


@hookimpl
def reminders(app: App, today: date) -> Iterable[Reminder]:
    """Offer alarms: matches that have fallen, Urgent Actions that few got or that left late."""
    from outreach_urgent_actions.service import alarms

    return alarms.reminders(app, today)


@hookimpl
def news(app: App, sector: str, since: date) -> Iterable[NewsItem]:
    """Offer the Urgent Actions that a sector can still write about, and new publications, by its keywords."""
    from outreach_urgent_actions.service.news import news

    return news(app, sector, since)


@hookimpl
def agenda_items(app: App, group_id: int, on: date) -> Iterable[AgendaItem]:
    """Offer what a group can still write about on the day it meets."""
    from outreach_urgent_actions.service import for_meetings

    return for_meetings.matters(app, group_id, on)


@hookimpl
def calendar_events(app: App, start: date, end: date) -> Iterable[CalendarEvent]:
    """Offer the deadlines of Urgent Actions, with the groups that are signed up to what they are about."""
    from outreach_urgent_actions.service import for_meetings

    return for_meetings.days(app, start, end)


@hookimpl
def acted(app: App, ref: Ref, group_id: int, on: date, letters: int) -> None:
    """Count the letters that a group wrote on a case."""
    if ref.kind in {"ua_cases", "ua_issues"}:
        from outreach_urgent_actions.service import for_meetings

        for_meetings.acted(app, ref, group_id, on, letters)


@hookimpl
def stopped(app: App, ref: Ref, because: str) -> None:
    """Stop a case that belongs to what is stopped; who got it and is to be told is an alarm then."""
    if ref.kind == "ua_cases":
        from outreach_urgent_actions.service import stopping

        stopping.with_others(app, ref.id, because)


@hookimpl
def incoming(app: App, ref: Ref, mail: Mail) -> None:
    """Let what supporters write back stand with the case, to be read."""
    if ref.kind == "ua_issues":
        from outreach_urgent_actions.service import responses

        responses.take_in(app, ref.id, mail)


@hookimpl
def scenes() -> Iterable[Scene]:
    """Offer what becomes of an Urgent Action in an officer's day."""
    from outreach_urgent_actions.scenes import SCENES

    return SCENES


@hookimpl
def blueprints() -> Iterable[Pages]:
    """Offer the pages of Urgent Actions."""
    records = {
        "ua_cases": "/urgent-actions/cases/{id}",
        "ua_issues": "/urgent-actions/issues/{id}",
        "ua_sign_ups": "/urgent-actions/sign-ups/{id}",
    }
    menu = (MenuItem("Urgent Actions", "/urgent-actions", 50),)
    return [Pages("outreach_urgent_actions.web:pages", "/urgent-actions", menu=menu, records=records)]


@hookimpl
def hits(app: App, text: str) -> Iterable[Hit]:
    """Offer cases by their number, or by words of their subjects and people."""
    from outreach_urgent_actions.service import boards

    return boards.hits(app, text)


@hookimpl
def works() -> Iterable[Work]:
    """Offer to sign everybody in a segment up beside the pages."""
    return [
        Work(
            key="sign-up-segment",
            title="Sign a segment up for Urgent Actions",
            target="outreach_urgent_actions.service.works:sign_up_segment",
            undone=True,
        ),
    ]


@hookimpl
def preferences(app: App, contact_id: int) -> Iterable[Preference]:
    """Offer about what, how often and by which way Urgent Actions come to whoever is signed up."""
    from outreach_urgent_actions.service import choosing

    return choosing.preferences(app, contact_id)


@hookimpl
def objections(app: App) -> Iterable[Objection]:
    """Offer whoever left or paused."""
    from outreach_urgent_actions.service import objecting

    return objecting.objections(app)


@hookimpl
def object_again(app: App, objections: list[Objection]) -> None:
    """End or pause their sign-ups in an older copy."""
    from outreach_urgent_actions.service import objecting

    objecting.object_again(app, objections)


@hookimpl
def resources() -> Iterable[Resource]:
    """Offer Urgent Actions to other programs, to be read."""
    here = "outreach_urgent_actions.api"
    return [
        Resource(
            name="urgent-actions",
            one="Urgent Action",
            title="Urgent Actions as they were sent out.",
            kind="ua_issues",
            record=f"{here}:UrgentActionRecord",
            some=f"{here}:some",
        )
    ]
