"""Commands on what a meeting decides, who takes what on, how many letters are written, and the year in figures."""

from typing import Any

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, by_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.groups import service as groups
from outreach_crm.text import read_number
from outreach_meetings import service
from outreach_meetings.cli import telling
from outreach_meetings.cli.telling_minutes import of_decision, of_duty, unread
from outreach_meetings.model.duties import DutyDraft
from outreach_meetings.model.figures import Figures
from outreach_meetings.model.minutes import DecisionDraft, Votes


@click.command()
@click.argument("group")
@click.argument("text")
@click.option("--votes", default="", help="For, against, abstained: 7:1:2.")
@telling.ON_PAST
@telling.ITEM
@because_option
@json_option
@with_app
def decide(app: App, group: str, text: str, votes: str, on: str, *, item: str, because: str) -> None:
    """Write down that GROUP decided TEXT, under the next number of its year."""
    draft = DecisionDraft(text=text, votes=Votes.read(votes) if votes else None, item=item)
    found = service.meant(app, group, on, past=True)
    made = service.decide(app, found, draft, because=because)
    if output.wants_json():
        output.document(of_decision(made))
        return
    output.prose(f"Decision {made.name}: {made.text} {f'({made.facts})' if made.facts else ''}".rstrip())
    unread(app, found, made)
    output.prose(f"Who takes it on: outreach meetings take-on {found.command} PERSON WHAT --decision {made.name}")


@click.command("take-on")
@click.argument("group")
@click.argument("person")
@click.argument("what")
@by_option(name="due")
@telling.ON_PAST
@telling.ITEM
@click.option("--decision", metavar="NUMBER", default="", help="The decision it follows, such as 2026/3.")
@because_option
@json_option
@with_app
def take_on(
    app: App, group: str, person: str, what: str, due: str, on: str, *, item: str, decision: str, because: str
) -> None:
    """Write down that PERSON of GROUP does WHAT; it becomes a task."""
    draft = DutyDraft(title=what, owner=person, due=due, item=item, decision=decision)
    found = service.meant(app, group, on, past=True)
    made = service.take_on(app, found, draft, because=because)
    if output.wants_json():
        output.document(of_duty(made))
        return
    output.prose(f"{made.told}; when it is done: outreach tasks done {made.task_id}")
    unread(app, found, made)
    if remark := service.unknown_owner(app, found, made):
        output.prose(remark.told)


@click.command()
@click.argument("group")
@click.argument("written", nargs=-1, required=True, metavar="REF=NUMBER...")
@telling.ON_PAST
@because_option
@json_option
@with_app
def letters(app: App, group: str, written: tuple[str, ...], on: str, because: str) -> None:
    """Write down how many letters GROUP wrote at a meeting: letters "Doctors' group" "UA 205/01=14"."""
    found = service.meant(app, group, on, past=True)
    there = service.letters(app, found, dict(map(_read, written)), because=because)
    if output.wants_json():
        output.document([{"ref": str(one.ref), "title": one.title, "letters": one.letters} for one in there])
        return
    for one in there:
        output.say(str(one.told))


def _read(text: str) -> tuple[str, int]:
    what, sign, n = text.rpartition("=")
    number = read_number(n)
    if not (sign and what.strip()) or number is None:
        raise click.UsageError(f"{text!r}: say on what and how many, such as UA 205/01=14.")
    return what.strip(), number


@click.command()
@click.argument("group")
@click.option("--all", "everything", is_flag=True, help="Those that are done too.")
@json_option
@with_app
def duties(app: App, group: str, *, everything: bool) -> None:
    """List what was taken on at meetings of GROUP and is still to be done."""
    found = service.duties(app, groups.resolve(app, group).contact_id, open_only=not everything)
    if output.wants_json():
        output.document([of_duty(one) for one in found])
        return
    columns: dict[str, output.Column] = {
        "Task": lambda one: one.task_id,
        "Who": lambda one: one.owner,
        "What": lambda one: one.title,
        "By": lambda one: one.due_on,
        "Taken on": lambda one: one.on,
        "": lambda one: one.progress,
    }
    output.records(found, columns, empty="Nothing is left to do from earlier meetings.")


@click.command()
@click.argument("group")
@click.option("--year", metavar="YEAR", type=int, help="Which year; else this one.")
@json_option
@with_app
def statistics(app: App, group: str, year: int | None) -> None:
    """Show the year of GROUP in figures: who came, what was decided, taken on and written."""
    found = service.statistics(app, groups.resolve(app, group).contact_id, year or app.clock.today().year)
    if output.wants_json():
        output.document(_as_json(found))
        return
    output.title(f"{found.group}, {found.year}: {found.told}")
    for headings, rows in _tables(found).items():
        if rows:
            output.say()
            output.table(headings, rows)


def _tables(found: Figures) -> dict[tuple[str, ...], list[list[Any]]]:
    return {
        ("Meeting", "Members there", "Guests", "Quorum"): [[h.on, h.there, h.guests, h.quorum] for h in found.held],
        ("Who", "As", "There"): [[one.name, one.as_what, one.told] for one in found.members],
        ("Decision", "On", "It says"): [[one.name, one.on, str(one.told)] for one in found.decisions],
        ("Responsibilities", ""): [[one, n] for one, n in found.by_progress.items() if n],
        ("Letters on", ""): [[one.title, one.letters] for one in found.letters],
    }


def _as_json(found: Figures) -> dict[str, Any]:
    return {
        "group": found.group,
        "group_id": found.group_id,
        "year": found.year,
        "meetings": found.held,
        "members": found.members,
        "decisions": [of_decision(one) for one in found.decisions],
        "duties": {one.value: n for one, n in found.by_progress.items()},
        "letters": found.letters,
        "letters_in_all": found.all_letters,
    }
