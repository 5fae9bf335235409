"""Commands ``outreach ua sign-up``, ``pause``, ``resume``, ``leave`` and ``sign-ups``."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, limit_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.contacts import service as contacts
from outreach_crm.dates import read_optional
from outreach_urgent_actions import service
from outreach_urgent_actions.cli.options import RATE, wish_options
from outreach_urgent_actions.model import Capacity, Rate, SignUp, Wants
from outreach_urgent_actions.service import OfSegment, SignUpDraft, Wish, interests

_CAPACITIES = [one.value for one in Capacity]
_SECTOR = click.option("--sector", default=None, metavar="SECTOR", help="Only the sign-up for this sector.")
_COLUMNS: dict[str, output.Column] = {
    "No.": lambda one: one.id,
    "Contact": lambda one: one.contact,
    "For": lambda one: one.told,
    "How often": lambda one: one.rhythm,
    "By": lambda one: one.way,
    "Since": lambda one: one.signed_on,
    "Now": lambda one: one.state,
}


@click.command("sign-up")
@click.argument("contact", default="")
@click.option("--segment", default="", metavar="SEGMENT", help="Everybody in this segment, instead of CONTACT.")
@click.option("--dry-run", is_flag=True, help="Say how many of a segment it would be, and write nothing.")
@wish_options
@click.option("--at-most", type=RATE, help="A limit: 1/month, '1 every other month'. Follow-ups do not count.")
@click.option("--at-least", type=RATE, help="A promise, kept with other keywords where their own bring too few.")
@click.option("--as", "capacity", type=click.Choice(_CAPACITIES), default="anyone", help="As whom they write.")
@click.option("--channel", default="", metavar="WAY", help="By which way: email, post, phone.")
@click.option(
    "--language", default="", metavar="LANGUAGE", help="In which language: es, fr; else the one they are written to in."
)
@click.option("--only", is_flag=True, help="In no other language.")
@click.option("--publications", is_flag=True, help="For publications instead of Urgent Actions.")
@because_option
@json_option
@with_app
def sign_up(
    app: App,
    contact: str,
    segment: str,
    dry_run: bool,
    wish: Wish,
    at_most: Rate | None,
    at_least: Rate | None,
    capacity: str,
    channel: str,
    language: str,
    only: bool,
    publications: bool,
    because: str,
) -> None:
    """Sign CONTACT up: a person, an organisation or a group; or a segment. Without keywords it is for everything."""
    if bool(contact) == bool(segment):
        raise click.UsageError("Give a contact, or --segment SEGMENT.")
    draft = SignUpDraft(
        interest=interests.read(app, wish),
        wants=Wants.PUBLICATIONS if publications else Wants.URGENT_ACTIONS,
        sector=wish.like.strip().lower(),
        capacity=Capacity(capacity),
        channel=channel,
        language=language,
        any_language=not only,
        at_most=at_most,
        at_least=at_least,
    )
    if segment:
        done = service.sign_up_segment(app, segment, draft, because=because, dry_run=dry_run)
        counts = {"signed_up": done.signed_up, "left_alone": done.left_alone, "dry_run": dry_run}
        output.record(counts, lambda: output.say(_counted(done, dry_run=dry_run)))
        return
    found = service.sign_up(app, contacts.resolve(app, contact).id, draft, because=because)
    output.record(found, lambda: _say(found))
    for caution in service.cautions(app, found):
        output.say(caution)


@click.command()
@click.argument("contact")
@click.option(
    "--until", default="", metavar="DAY", help="The day from which it goes on: 2026-06-01, 2m; else until they resume."
)
@_SECTOR
@because_option
@json_option
@with_app
def pause(app: App, contact: str, until: str, sector: str | None, because: str) -> None:
    """Send CONTACT nothing for a while."""
    day = read_optional(until, app.clock.today())
    who = contacts.resolve(app, contact).id
    _print(service.pause(app, who, until=day, sector=sector, because=because))


@click.command()
@click.argument("contact")
@_SECTOR
@because_option
@json_option
@with_app
def resume(app: App, contact: str, sector: str | None, because: str) -> None:
    """Go on after a pause of CONTACT."""
    _print(service.resume(app, contacts.resolve(app, contact).id, sector=sector, because=because))


@click.command()
@click.argument("contact")
@_SECTOR
@because_option
@json_option
@with_app
def leave(app: App, contact: str, sector: str | None, because: str) -> None:
    """End the sign-ups of CONTACT, or the one for a sector; the others stay."""
    _print(service.leave(app, contacts.resolve(app, contact).id, sector=sector, because=because))


@click.command("sign-ups")
@click.argument("contact", default="")
@click.option("--sector", default="", metavar="SECTOR", help="Only those for a sector.")
@click.option("--publications", is_flag=True, help="For publications instead of Urgent Actions.")
@click.option("--all", "everybody", is_flag=True, help="Those that are over too.")
@click.option("--after", default=0, help="Only those after this number, to go on with a long list.")
@limit_option(50)
@json_option
@with_app
def sign_ups(app: App, contact: str, sector: str, publications: bool, everybody: bool, after: int, limit: int) -> None:
    """List who is signed up for what, or the sign-ups of CONTACT."""
    if contact:
        found = service.of_contact(app, contacts.resolve(app, contact).id)
    else:
        wants = Wants.PUBLICATIONS if publications else Wants.URGENT_ACTIONS
        found = service.list_sign_ups(app, wants=wants, sector=sector, everybody=everybody, after=after, limit=limit)
    output.records(found, _COLUMNS, empty="Nobody is signed up. outreach ua sign-up CONTACT does it.")


def _counted(done: OfSegment, *, dry_run: bool) -> str:
    alone = f" {done.left_alone} left or pause and stay as they are." if done.left_alone else ""
    if dry_run:
        return f"{done.signed_up} would be signed up.{alone}"
    return f"{done.signed_up} signed up.{alone} outreach undo takes it back."


def _print(found: list[SignUp]) -> None:
    if output.wants_json():
        output.document(found)
        return
    for one in found:
        _say(one)


def _say(one: SignUp) -> None:
    output.say(f"{one.contact}: {one.told}, {one.rhythm}, by {one.way}, {one.state}.")
