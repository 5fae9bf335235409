"""What asks add: their tables, settings, the commands ``asks``, and what is to be done about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import (
    AgendaItem,
    CalendarEvent,
    ClearanceRule,
    Command,
    Filter,
    Hit,
    MenuItem,
    Pages,
    Panel,
    Reminder,
    Resource,
    SettingsTable,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from outreach_crm.app import App
    from outreach_crm.storage import MigrationSet


@hookimpl
def migrations() -> Iterable[MigrationSet]:
    """Offer the tables of asks."""
    from outreach_crm.asks.tables import MIGRATIONS

    return [MIGRATIONS]


@hookimpl
def settings() -> Iterable[SettingsTable]:
    """Offer the table ``[asks]``."""
    return [SettingsTable("asks", "outreach_crm.asks.model:AsksSettings")]


@hookimpl
def commands() -> Iterable[Command]:
    """Offer ``asks`` and ``log``."""
    return [
        Command("asks", "outreach_crm.asks.cli.asking:asks", "What we ask of others, and what came of it."),
        Command("log", "outreach_crm.asks.cli.log:log", "Write down what happened."),
    ]


@hookimpl
def reminders(app: App, today: date) -> Iterable[Reminder]:
    """Offer asks that are to be put, answered, done or thanked for by now."""
    from outreach_crm.asks.service import noticing

    return noticing.reminders(app, today)


@hookimpl
def clearance_rules() -> Iterable[ClearanceRule]:
    """Offer three warnings: another of us asks them, they were asked often, they have not answered."""
    from outreach_crm.asks.queries import warnings
    from outreach_crm.asks.service import warning

    return [
        ClearanceRule(
            key="others-ask",
            sentence="{detail} asks them something around {day}",
            several="another of us asks them something",
            sql=warnings.OTHERS_ASK,
            blocks=False,
            values=warning.in_the_way,
        ),
        ClearanceRule(
            key="asked-often",
            sentence="they were asked {detail} times in {days} days, and {most} are enough",
            several="they were asked often enough lately",
            sql=warnings.ASKED_OFTEN,
            blocks=False,
            values=warning.often,
        ),
        ClearanceRule(
            key="unanswered",
            sentence="they have not answered what was asked on {detail}",
            several="they have not answered what was asked",
            sql=warnings.UNANSWERED,
            blocks=False,
            values=warning.patience,
        ),
    ]


@hookimpl
def filters() -> Iterable[Filter]:
    """Offer what can be asked of contacts by what they were asked."""
    from outreach_crm.asks.filters import filters

    return filters()


@hookimpl
def hits(app: App, text: str) -> Iterable[Hit]:
    """Offer open asks by the beginnings of their words."""
    from outreach_crm.asks import service

    return service.hits(app, text)


@hookimpl
def contact_panels(app: App, contact_id: int) -> Iterable[Panel]:
    """Offer what a contact was asked, and what one of ours asks."""
    from outreach_crm.asks.service import on_cards

    return on_cards.panels(app, contact_id)


@hookimpl
def agenda_items(app: App, group_id: int, on: date) -> Iterable[AgendaItem]:
    """Offer advice that a group is asked for, and asks that it puts or can advise on."""
    from outreach_crm.asks.service import for_meetings

    return for_meetings.matters(app, group_id, on)


@hookimpl
def calendar_events(app: App, start: date, end: date) -> Iterable[CalendarEvent]:
    """Offer by when open asks and advice are to be there."""
    from outreach_crm.asks.service import for_meetings

    return for_meetings.days(app, start, end)


@hookimpl
def blueprints() -> Iterable[Pages]:
    """Offer the pages of asks, and the one that writes down what happened."""
    menu = (MenuItem("Asks", "/asks", 35),)
    records = {"asks": "/asks/{id}", "advice": "/asks/advice/{id}"}
    about = {"contacts": "/asks/level/{id}"}
    return [
        Pages("outreach_crm.asks.web:pages", "/asks", menu=menu, records=records, about=about),
        Pages("outreach_crm.asks.web.log:pages", "/log"),
    ]


@hookimpl
def resources() -> Iterable[Resource]:
    """Offer asks to other programs."""
    here = "outreach_crm.asks.api"
    return [
        Resource(
            name="asks",
            one="ask",
            title="What we ask of organisations and people.",
            kind="asks",
            record=f"{here}:AskRecord",
            some=f"{here}:some",
            draft=f"{here}:AskToPlan",
            adds=f"{here}:add",
            adding="plan ask",
            change=f"{here}:AskToEdit",
            edits=f"{here}:edit",
            filters={"state": f"{here}:in_state"},
            persons="who is asked",
        )
    ]
