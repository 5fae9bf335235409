"""Commands on polls of dates: ``poll``, ``polls``, ``ask``, ``answer``, ``close``."""

from pathlib import Path
from typing import Any

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, place_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.dispatch import service as dispatch
from outreach_crm.groups import service as groups
from outreach_crm.written import read_bytes
from outreach_meetings import service
from outreach_meetings.cli import telling, telling_polls
from outreach_meetings.model.polls import PollDraft

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("group")
@click.argument("dates", nargs=-1, metavar="[DATE]...")
@click.option("--title", default="", help="What the meeting is called.")
@click.option(
    "--closes",
    default="",
    metavar="DAY",
    help="The last day on which people answer: friday, 2026-03-30; else in a week.",
)
@click.option("--key", "keys", multiple=True, metavar="CONTACT", help="Somebody without whom there is no meeting.")
@click.option("--guest", "guests", multiple=True, metavar="CONTACT", help="Somebody who is asked besides the members.")
@click.option("--quorum", type=int, default=0, help="How many members must be able to come.")
@click.option("--minutes", type=int, help="How many minutes it would last.")
@click.option("--place", default="", help="Where it would be.")
@click.option(
    "--zone", default="", metavar="ZONE", help="The group's time zone, such as Europe/Lisbon; else the section's."
)
@because_option
@json_option
@with_app
def poll(app: App, group: str, dates: tuple[str, ...], because: str, **given: Any) -> None:
    """Ask GROUP which date suits: poll "Doctors' group" "2026-04-02 19:30" "friday 20:00". Without dates, show it.

    It sends nothing: outreach meetings ask does.
    """
    if dates:
        found = service.open_poll(app, PollDraft(group=group, dates=dates, **given), because=because)
    else:
        found = service.poll_of(app, group)
    telling_polls.one(app, found)


@click.command()
@click.argument("group", default="")
@json_option
@with_app
def polls(app: App, group: str) -> None:
    """List polls of dates, of GROUP or of all, the latest first."""
    group_id = groups.resolve(app, group).contact_id if group else None
    found = service.list_polls(app, group_id=group_id)
    if output.wants_json():
        output.document([telling_polls.as_json(app, one) for one in found])
        return
    columns: dict[str, output.Column] = {
        "No.": lambda one: one.id,
        "Group": lambda one: one.group,
        "What": lambda one: one.title,
        "State": lambda one: one.standing,
    }
    output.records(found, columns, empty='Nobody is asked: outreach meetings poll GROUP "friday 19:30" "..."')


@click.command()
@click.argument("group")
@click.option("--again", is_flag=True, help="Remind those who have not answered; nobody twice within three days.")
@click.option("--channel", default="", metavar="WAY", help="By what it goes: email, folder; else as mailings do.")
@place_option
@click.option("--links", is_flag=True, help="Send nothing: show the link of each who is asked.")
@because_option
@json_option
@with_app
def ask(app: App, group: str, *, again: bool, channel: str, place: str, links: bool, because: str) -> None:
    """Send the members of GROUP the dates by mail, each with a link of their own."""
    found = service.poll_of(app, group)
    if links:
        telling_polls.links(app, found)
        return
    make = service.remind_of_dates if again else service.ask_for_dates
    made = make(app, found.id, channel=channel, place=place, because=because)
    telling_polls.sent(made, dispatch.send(app, made.dispatch.id))


@click.command()
@click.argument("group")
@click.argument("person", default="")
@click.argument("answers", nargs=-1, metavar="[ANSWER]...")
@click.option("--file", "given", type=_FILE, help="Read a table that was filled in.")
@click.option("--write", "wanted", type=_FILE, help="Write a table to be filled in: a row a person, a column a date.")
@because_option
@json_option
@with_app
def answer(
    app: App,
    group: str,
    person: str,
    answers: tuple[str, ...],
    given: Path | None,
    wanted: Path | None,
    because: str,
) -> None:
    """Answer the poll of GROUP for PERSON: answer "Doctors' group" "Ana Ruiz" yes,no,maybe, or 2026-04-02=yes."""
    found = service.poll_of(app, group)
    if wanted:
        telling_polls.write(wanted, service.write_poll(found))
    elif given:
        telling_polls.read(service.read_poll(app, found.id, read_bytes(given), given.name, because=because))
    elif not (person and answers):
        raise click.UsageError("Say who answers, and what: PERSON yes,no,maybe; or give --file or --write.")
    else:
        who = service.asked_by_name(app, found, person)
        said = service.read_said(app, found, answers)
        telling_polls.one(app, service.answer_poll(app, found.id, who.contact_id, said, because=because))


@click.command()
@click.argument("group")
@click.argument("date")
@because_option
@json_option
@with_app
def close(app: App, group: str, date: str, because: str) -> None:
    """Take a DATE of the poll of GROUP, or the "best" one, and plan the meeting on it."""
    made = service.close_poll(app, service.poll_of(app, group).id, date, because=because)
    telling.one(made, lambda: telling_polls.planned(app, made))
