"""What meetings add: tables, settings, the commands ``meetings``, and what waits of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import (
    AgendaItem,
    CalendarEvent,
    Command,
    Entry,
    Filter,
    Hit,
    Mail,
    MenuItem,
    Objection,
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
    """Offer the tables of meetings."""
    from outreach_meetings.tables import MIGRATIONS

    return [MIGRATIONS]


@hookimpl
def settings() -> Iterable[SettingsTable]:
    """Offer the table ``[meetings]``."""
    return [SettingsTable("meetings", "outreach_meetings.model.settings:MeetingSettings")]


@hookimpl
def commands() -> Iterable[Command]:
    """Offer ``meetings`` and ``calendar``."""
    return [
        Command("calendar", "outreach_meetings.cli.calendars:calendar", "Calendars as files."),
        Command("meetings", "outreach_meetings.cli.group:meetings", "Meetings of groups."),
    ]


@hookimpl
def agenda_items(app: App, group_id: int, on: date) -> Iterable[AgendaItem]:
    """Offer minutes that wait for approval, what was taken on at earlier meetings, and what of the work plan is due."""
    from outreach_meetings.service import following, plans_due

    return [*following.matters(app, group_id, on), *plans_due.matters(app, group_id, on)]


@hookimpl
def stopped(app: App, ref: Ref, because: str) -> None:
    """Take what is stopped off the agendas of meetings that are still to come."""
    from outreach_meetings.service import arranging

    arranging.clear(app, ref)


@hookimpl
def calendar_events(app: App, start: date, end: date) -> Iterable[CalendarEvent]:
    """Offer the days until which groups mean to reach what they plan."""
    from outreach_meetings.service import plans_due

    return plans_due.events(app, start, end)


@hookimpl
def reminders(app: App, today: date) -> Iterable[Reminder]:
    """Offer meetings that come, what is missing of them or nobody heard of, and polls that wait for who opened them."""
    from outreach_meetings.service import waiting

    return waiting.reminders(app, today)


@hookimpl
def hits(app: App, text: str) -> Iterable[Hit]:
    """Offer meetings by the beginning of a word."""
    from outreach_meetings import service

    return service.hits(app, text)


@hookimpl
def merging(app: App, kept_id: int, dropped_id: int) -> None:
    """Let who stays be needed in a poll of dates where either was."""
    from outreach_meetings.service import polling

    polling.merge_asked(app, kept_id, dropped_id)


@hookimpl
def subjects(app: App, mail: Mail) -> Iterable[Ref]:
    """Offer the invitation that a calendar answers, which names no message."""
    from outreach_meetings import service

    return service.subjects(app, mail) if mail.files else ()


@hookimpl
def incoming(app: App, ref: Ref, mail: Mail) -> None:
    """Take in what people answer by mail: to invitations, with a calendar, and to a poll of dates, in words."""
    from outreach_meetings import service

    if mail.files:
        service.from_mail(app, mail)
    if ref.kind == "meeting_polls":
        service.take_reply(app, ref.id, mail)


@hookimpl
def blueprints() -> Iterable[Pages]:
    """Offer the pages of meetings, and those that links and secret addresses open."""
    menu = (MenuItem("Meetings", "/meetings", 108),)
    records = {
        "meeting_items": "/meetings/items/{id}",
        "meeting_minutes": "/meetings/minutes/{id}",
        "meeting_notes": "/meetings/notes/{id}",
        "meeting_objectives": "/meetings/objectives/{id}",
        "meeting_polls": "/meetings/polls/{id}",
        "meeting_series": "/meetings/{id}",
        "meeting_sittings": "/meetings/of/{id}",
    }
    about = {
        "contacts": "/meetings/groups/{id}",
        "meeting_duties": "/meetings/duties/{id}",
        "meeting_feeds": "/meetings/feeds/{id}",
    }
    return [
        Pages("outreach_meetings.web:pages", "/meetings", menu=menu, records=records, about=about),
        Pages("outreach_meetings.web.public:pages", "/calendar", public=True),
        Pages("outreach_meetings.web.poll_by_link:pages", "/poll", public=True),
        Pages("outreach_meetings.web.invitation_by_link:pages", "/invitation", public=True),
    ]


@hookimpl
def objections(app: App) -> Iterable[Objection]:
    """Offer which addresses of calendars were revoked."""
    from outreach_meetings import service

    return service.objections(app)


@hookimpl
def object_again(app: App, objections: list[Objection]) -> None:
    """Revoke addresses of calendars again in an older copy."""
    from outreach_meetings import service

    service.object_again(app, objections)


@hookimpl
def contact_panels(app: App, contact_id: int) -> Iterable[Panel]:
    """Offer the next meetings of a group with what is open from earlier ones, and those that somebody is invited to."""
    from outreach_meetings.service import following, on_cards

    return [*on_cards.panels(app, contact_id), *following.panels(app, contact_id)]


@hookimpl
def timeline_entries(app: App, contact_id: int) -> Iterable[Entry]:
    """Offer meetings that were held, to the group and to guests who were there, and what was said of somebody there."""
    from outreach_meetings.service import following, on_cards

    return [*on_cards.entries(app, contact_id), *following.entries(app, contact_id)]


@hookimpl
def filters() -> Iterable[Filter]:
    """Offer what can be asked of contacts by the meetings they were at."""
    from outreach_meetings.filters import filters

    return filters()


@hookimpl
def scenes() -> Iterable[Scene]:
    """Offer a meeting from its agenda to its minutes in an officer's day."""
    from outreach_meetings.scenes import SCENES

    return SCENES


@hookimpl
def resources() -> Iterable[Resource]:
    """Offer meetings to other programs, to be read."""
    here = "outreach_meetings.api"
    return [
        Resource(
            name="meetings",
            one="meeting",
            title="Meetings of groups, once or again and again.",
            kind="meeting_series",
            record=f"{here}:MeetingRecord",
            some=f"{here}:some",
        )
    ]
