"""Commands that ask the programme for actions for the meeting of a group, and keep what it answers."""

from pathlib import Path

import click

from outreach_cases import service
from outreach_cases.cli.actions import CASE, COUNTRY, LETTERS_TO, TEXT, UNTIL, read
from outreach_cases.cli.handing_out import CHANNEL, TO, folder
from outreach_cases.cli.telling import undone_by
from outreach_cases.model.actions import ActionDraft, Request, RequestDraft
from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.dispatch.service import Sent
from outreach_crm.groups import service as groups

_COLUMNS: dict[str, output.Column] = {
    "No.": lambda one: one.id,
    "Group": lambda one: one.group,
    "Meets": lambda one: one.meets_on,
    "Wants": lambda one: one.how_many,
    "People": lambda one: "" if one.people is None else one.people,
    "How far it is": lambda one: one.told,
    "Answer": lambda one: one.answer,
}


@click.command()
@click.argument("group")
@click.option("--for", "meets_on", metavar="DAY", required=True, help="The day of the meeting.")
@click.option("--how-many", type=int, help="How many actions; else as many as are missing, or 3.")
@click.option("--people", type=int, help="How many people are expected.")
@CHANNEL
@TO
@because_option
@json_option
@with_app
def request(
    app: App,
    group: str,
    *,
    meets_on: str,
    how_many: int | None,
    people: int | None,
    channel: str,
    place: Path | None,
    because: str,
) -> None:
    """Ask the programme for actions for the meeting of a GROUP: request Lyon --for 2026-12-04 --how-many 3."""
    group_id = groups.resolve(app, group).contact_id
    draft = RequestDraft(group_id=group_id, meets_on=meets_on, how_many=how_many, people=people)
    made, sent = service.request(app, draft, channel=channel, place=folder(place), because=because)
    output.record(made, lambda: _print(made, sent))


def _print(made: Request, sent: Sent) -> None:
    left = sent.halted or f"The request is with {sent.dispatch.channel}: {sent.sent} left."
    actions = f"{made.how_many} action{'' if made.how_many == 1 else 's'}"
    output.say(f"Request {made.id}, for {made.group} on {made.meets_on}: {actions}. {left}")
    if made.late:
        output.say(f"The programme wants to be asked by {made.due_on}: it may be too late. Ring it up, too.")
    output.say(f"What it answers: outreach cases answer {made.id} TITLE")


@click.command()
@click.argument("group", default="")
@click.option("--all", "everything", is_flag=True, help="Those that were answered or are past too.")
@json_option
@with_app
def requests(app: App, group: str, *, everything: bool) -> None:
    """List the requests that wait for an answer, of a GROUP or of all: requests --all."""
    group_id = groups.resolve(app, group).contact_id if group else None
    found = service.requests(app, group_id, everything=everything)
    output.records(found, _COLUMNS, empty="No request waits. To make one: outreach cases request GROUP --for DAY")


@click.command()
@click.argument("number", type=int)
@click.argument("title", default="")
@CASE
@COUNTRY
@UNTIL
@TEXT
@LETTERS_TO
@click.option("--note", default="", help="What the programme said besides, or why it gives none.")
@because_option
@json_option
@with_app
def answer(
    app: App, number: int, *, text: Path | None, addressee: tuple[str, ...], note: str, because: str, **given: str
) -> None:
    """Write down what the programme gave for the request of a NUMBER: answer 2 "For Reza", or answer 2 --case 3."""
    draft = ActionDraft(**given, text=read(text), addressees="\n".join(addressee))
    there = draft if given["title"].strip() or given["case"].strip() else None
    after, made = service.answer(app, number, there, note, because=because)
    done = f"Action {made.id}, {made.title}, is for that meeting. " if made else ""
    told = f"{done}Request {after.id} of {after.group}: {after.told} ({undone_by(after.change_id)})."
    output.record(after, lambda: output.say(told))
