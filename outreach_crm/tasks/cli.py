"""Commands ``outreach today`` and ``outreach tasks``."""

from itertools import groupby

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, by_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.contacts import service as contacts
from outreach_crm.dates import in_words, read_date, read_optional
from outreach_crm.errors import InvalidInputError
from outreach_crm.model import Ref
from outreach_crm.tasks import service
from outreach_crm.tasks.model import Line
from outreach_crm.text import read_number, say


@click.command()
@click.option("--all", "everything", is_flag=True, help="Every line, however many.")
@json_option
@with_app
def today(app: App, everything: bool) -> None:
    """Show what is due for you today, each line with the command that settles it."""
    lines = service.today(app, everything=everything)
    if output.wants_json():
        output.document(lines)
        return
    for group, members in groupby(lines, key=lambda line: line.group):
        _print(app, group, list(members))
    if not lines:
        output.say("Nothing is due. A good day to ring somebody: outreach contacts list")


def _print(app: App, group: str, lines: list[Line]) -> None:
    output.say(f"{group}:" if group else "")
    for line in lines:
        due = read_optional(line.when, app.clock.today())
        when = f" ({in_words(due, app.clock.today())})" if due else ""
        output.prose(f"  {line.sentence}{when}", indent="    ")
        output.say(f"      {line.command}")


@click.group()
def tasks() -> None:
    """What is to be done, and reminders of all features."""


@tasks.command()
@click.argument("title")
@by_option(name="due")
@click.option("--owner", metavar="ACCOUNT", default="", help="Who does it; else you.")
@click.option("--contact", metavar="CONTACT", default="", help="Whom it is about.")
@json_option
@with_app
def add(app: App, title: str, due: str, owner: str, contact: str) -> None:
    """Add a task: add "Ring the bar" --by friday --contact "Ana Ruiz"."""
    contact_id = contacts.resolve(app, contact).id if contact else None
    day = read_optional(due, app.clock.today())
    task = service.add(app, title, due_on=day, owner=owner, contact_id=contact_id)
    output.record(task, lambda: output.say(f"Task {task.id} for {task.owner}" + (f", due {day}." if day else ".")))


@tasks.command("list")
@click.option("--owner", metavar="ACCOUNT", default="", help="Whose of us; else yours.")
@click.option("--everybody", is_flag=True, help="Those of everybody.")
@click.option("--all", "done", is_flag=True, help="Those that are over too.")
@json_option
@with_app
def list_tasks(app: App, owner: str, everybody: bool, done: bool) -> None:
    """List tasks, the next due first."""
    columns = {
        "No.": lambda one: one.id,
        "Task": lambda one: one.title,
        "About": lambda one: one.contact,
        "Due": lambda one: one.due_on,
        "Owner": lambda one: one.owner,
        "Done": lambda one: one.done_on,
    }
    found = service.list_tasks(app, owner=owner, everybody=everybody, done=done)
    output.records(found, columns, empty='No tasks. To add one: outreach tasks add "Ring the bar" --by friday')


@tasks.command()
@click.argument("which")
@because_option
@json_option
@with_app
def done(app: App, which: str, because: str) -> None:
    """Mark a task as done, by its number; or settle a reminder, by its reference (timeline_entries:12)."""
    if (number := read_number(which)) is not None:
        task = service.finish(app, number, because=because)
        output.record(task, lambda: output.say(f"Done: {task.title}."))
    else:
        answered = service.answer(app, read_ref(which))
        output.record(answered, lambda: output.say(f"Settled: {answered.reminder.sentence}."))


@tasks.command()
@click.argument("which")
@click.argument("until")
@json_option
@with_app
def snooze(app: App, which: str, until: str) -> None:
    """Put off a task or a reminder UNTIL a day: snooze 12 2w, snooze contacts:7 monday."""
    day = read_date(until, app.clock.today())
    if (number := read_number(which)) is not None:
        later: object = service.put_off(app, number, day)
    else:
        later = service.answer(app, read_ref(which), until=day)
    output.record(later, lambda: output.say(f"Put off until {day}."))


def read_ref(text: str) -> Ref:
    """Return a reference as people write it.

    Raises:
        InvalidInputError: it is no ``kind:number``.
    """
    found = Ref.read(text)
    if found is None:
        raise InvalidInputError(say("{text!r} is neither a number nor a reference such as contacts:7.", text=text))
    return found
