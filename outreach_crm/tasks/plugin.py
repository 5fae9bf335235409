"""What tasks add: their tables, the commands ``today`` and ``tasks``, their reminders and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import AgendaItem, CalendarEvent, Command, Entry, MenuItem, Pages, Panel, Ref, Reminder, Step

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from outreach_crm.app import App
    from outreach_crm.storage import MigrationSet


@hookimpl
def migrations() -> Iterable[MigrationSet]:
    """Offer the tables of tasks."""
    from outreach_crm.tasks.tables import MIGRATIONS

    return [MIGRATIONS]


@hookimpl
def commands() -> Iterable[Command]:
    """Offer ``today`` and ``tasks``."""
    return [
        Command("today", "outreach_crm.tasks.cli:today", "What is due for you today."),
        Command("tasks", "outreach_crm.tasks.cli:tasks", "What is to be done."),
    ]


@hookimpl
def reminders(app: App, today: date) -> Iterable[Reminder]:
    """Offer tasks that are due."""
    from outreach_crm.tasks import queries

    return queries.due(app.store, today)


@hookimpl
def timeline_entries(app: App, contact_id: int) -> Iterable[Entry]:
    """Offer the tasks done about a contact."""
    from outreach_crm.tasks import queries

    return queries.done_entries(app.store, contact_id)


@hookimpl
def contact_panels(app: App, contact_id: int) -> Iterable[Panel]:
    """Offer the open tasks about a contact."""
    from outreach_crm.tasks import queries
    from outreach_crm.text import say

    tasks = [task for task in queries.of_contact(app.store, contact_id) if not task.done_on]
    return [
        Panel(
            title=say("Open tasks"),
            columns=(say("No."), say("Task"), say("Due"), say("Owner")),
            rows=tuple((task.id, task.title, task.due_on, task.owner) for task in tasks),
            rank=40,
            refs=tuple(Ref("tasks", task.id) for task in tasks),
            steps=(Step(label=say("New task"), path=f"/tasks/add?contact={contact_id}"),),
        )
    ]


@hookimpl
def agenda_items(app: App, group_id: int, on: date) -> Iterable[AgendaItem]:
    """Offer what is to be done about a group by the day it meets."""
    from outreach_crm.tasks import queries

    return queries.matters(app.store, group_id, on)


@hookimpl
def calendar_events(app: App, start: date, end: date) -> Iterable[CalendarEvent]:
    """Offer every task with a day, done ones too."""
    from outreach_crm.tasks import queries

    return queries.days(app.store, start, end)


@hookimpl
def blueprints() -> Iterable[Pages]:
    """Offer the list of the day, which is where the office begins, and the pages of tasks."""
    today = (MenuItem("Today", "/today", 10),)
    tasks = (MenuItem("Tasks", "/tasks", 100),)
    return [
        Pages("outreach_crm.tasks.web.today:pages", "/today", menu=today),
        Pages("outreach_crm.tasks.web.tasks:pages", "/tasks", menu=tasks, records={"tasks": "/tasks/{id}"}),
    ]
