"""Commands that offer cases to a group, and give it one."""

from pathlib import Path

import click

from outreach_cases import service
from outreach_cases.cli.handing_out import CHANNEL, TO, print_sending
from outreach_cases.cli.telling import country, undone_by
from outreach_cases.model.holdings import DUTIES, Acceptance, Holding
from outreach_cases.model.offers import Offering
from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, on_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Kind
from outreach_crm.groups import service as groups


@click.command()
@click.argument("group")
@json_option
@with_app
def offer(app: App, group: str) -> None:
    """Show the five cases that are best for a GROUP, and why, with the four duties: offer Lyon."""
    found = service.offer(app, groups.resolve(app, group).contact_id)
    output.record(found, lambda: _print_offer(app, found))


def _print_offer(app: App, found: Offering) -> None:
    output.title(f"Cases for {found.group}: it holds {found.held} of {found.places}")
    for sentence in found.against:
        output.prose(str(sentence))
    for one in found.offered:
        called = ", ".join(part for part in (one.case.called, country(app, one.case.country)) if part)
        output.prose(f"Case {one.case.id}, {called}: {'; '.join(one.why)}", indent="  ")
    if found.offered:
        output.say()
        print_duties()
        output.say(f"To give it one: outreach cases accept {found.group_id} CASE --holder CONTACT")


def print_duties() -> None:
    """Print what a group agrees to that takes on a case."""
    output.say("Whoever takes on a case agrees:")
    for number, duty in enumerate(DUTIES, 1):
        output.prose(f"{number}. {duty}")


@click.command()
@click.argument("group")
@click.argument("case")
@click.option("--holder", required=True, metavar="CONTACT", help="Who of the group holds the casefile.")
@click.option("--agreed", is_flag=True, help="The group has read the duties and agrees to them.")
@on_option("Since when")
@click.option("--other", default="", help="Why they chose a case that was not among the five.")
@CHANNEL
@TO
@because_option
@json_option
@with_app
def accept(
    app: App,
    group: str,
    case: str,
    *,
    holder: str,
    agreed: bool,
    on: str,
    other: str,
    channel: str,
    place: Path | None,
    because: str,
) -> None:
    """Give a GROUP a CASE that it accepts, and send the casefile: accept Lyon 3 --holder "Ana Ruiz" --agreed."""
    whose, found = groups.resolve(app, group), service.resolve(app, case)
    person = contacts.resolve(app, holder, kind=Kind.PERSON)
    if not agreed:
        print_duties()
        output.confirm(f"Has {whose.name} read them, and does it agree?", yes=agreed, option="--agreed")
    draft = Acceptance(
        group_id=whose.contact_id, case_id=found.id, holder_id=person.id, on=on, other=other, agreed=True
    )
    made = service.accept(app, draft, because=because)
    output.record(made, lambda: _print_given(made))
    print_sending(app, made, channel, place)


def _print_given(made: Holding) -> None:
    person = made.holder.person if made.holder else ""
    output.say(f"{made.group} holds {made.case}; {person} has the casefile ({undone_by(made.change_id)}).")
    output.say(f"The first report is due by {made.report_on}.")


@click.command()
@click.argument("group")
@click.argument("case")
@click.option("--because", default="", help="Why they let go of it.")
@on_option("The first day without it")
@json_option
@with_app
def relinquish(app: App, group: str, case: str, *, because: str, on: str) -> None:
    """Let a GROUP let go of a CASE: relinquish Lyon 3 --because "Only three of us are left"."""
    held = service.meant_holding(app, groups.resolve(app, group).contact_id, service.resolve(app, case).id)
    made = service.relinquish(app, held.id, because=because, on=on)
    told = f"{made.group} holds {made.case} no more, from {made.to_on} on ({undone_by(made.change_id)})."
    output.record(made, lambda: output.say(told))


@click.command()
@click.argument("group")
@click.argument("case")
@json_option
@with_app
def agree(app: App, group: str, case: str) -> None:
    """Write down that a GROUP has read the duties and agrees, where it was given a CASE without that."""
    held = service.meant_holding(app, groups.resolve(app, group).contact_id, service.resolve(app, case).id)
    made = service.agree(app, held.id)
    output.record(made, lambda: output.say(f"{made.group} agreed to the duties on {made.agreed_on}."))


@click.command()
@click.argument("group")
@json_option
@with_app
def exchanges(app: App, group: str) -> None:
    """Show the exchanges of cases that a GROUP could propose to others: exchanges Lyon; both have to agree."""
    found = groups.resolve(app, group)
    columns: dict[str, output.Column] = {
        "Gives": lambda one: one.gives,
        "To": lambda one: one.group,
        "Gets": lambda one: one.takes,
        "Better by": lambda one: one.gain,
    }
    there = service.exchanges(app, found.contact_id)
    output.records(there, columns, empty=f"No exchange would be better for {found.name} and worse for nobody.")
