"""Commands on roles, relationships and the ways they open."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.contacts import service
from outreach_crm.contacts.model import Kind, Path, RoleDraft
from outreach_crm.dates import read_optional


@click.command()
@click.argument("person")
@click.argument("title")
@click.option("--at", required=True, help="In which organisation; a new name makes a new one.")
@click.option("--since", default="", help="Since when.")
@click.option("--rights", is_flag=True, help="Answers for human rights there.")
@click.option("--right-person-for", default="", help="In which matters to approach this person.")
@with_app
def role(app: App, person: str, title: str, at: str, since: str, rights: bool, right_person_for: str) -> None:
    """Give PERSON the role TITLE in an organisation."""
    draft = RoleDraft(
        at=at,
        title=title,
        from_on=read_optional(since, app.clock.today()),
        answers_for_rights=rights,
        right_person_for=right_person_for,
    )
    contact = service.add_role(app, service.resolve(app, person, kind=Kind.PERSON).id, draft)
    output.say(f"{contact.name} is {title} at {at}.")


@click.command("end-role")
@click.argument("person")
@click.option("--at", required=True, help="In which organisation.")
@click.option("--on", "day", default="", help="The last day; else today.")
@click.option("--because", default="", help="Why.")
@with_app
def end_role(app: App, person: str, at: str, day: str, because: str) -> None:
    """End PERSON's present role in an organisation; it stays in the history."""
    who, where = service.resolve(app, person, kind=Kind.PERSON), service.resolve(app, at)
    ended = service.end_role(app, who.id, where.id, on=read_optional(day, app.clock.today()), because=because)
    output.say(f"Ended: {who.name} was {ended.title or 'in a role'} at {where.name}.")


@click.command()
@click.argument("who")
@click.argument("kind")
@click.argument("other")
@click.option("--since", default="", help="Since when.")
@click.option("--note", default="", help="A remark.")
@with_app
def relate(app: App, who: str, kind: str, other: str, since: str, note: str) -> None:
    """Relate two contacts: relate "Ana Ruiz" knows "Paul Meyer"; repeat it to say that it was verified today."""
    first, second = service.resolve(app, who), service.resolve(app, other)
    service.relate(app, first.id, kind, second.id, since=read_optional(since, app.clock.today()), note=note)
    output.say(f"Noted as of today: {first.name} - {kind} - {second.name}.")


@click.command()
@click.argument("who")
@click.argument("kind")
@click.argument("other")
@click.option("--because", default="", help="Why.")
@with_app
def unrelate(app: App, who: str, kind: str, other: str, because: str) -> None:
    """End a relationship as of today; it stays in the history."""
    first, second = service.resolve(app, who), service.resolve(app, other)
    service.unrelate(app, first.id, kind, second.id, because=because)
    output.say(f"Ended: {first.name} - {kind} - {second.name}.")


@click.command()
@click.option("--country", required=True, help="Where somebody is to be reached (name or two letters).")
@click.option("--sector", default="", help="Only counterparts in this sector.")
@click.option("--limit", default=5, show_default=True, help="How many ways at most.")
@json_option
@with_app
def path(app: App, country: str, sector: str, limit: int) -> None:
    """Show through whom we reach a counterpart in a country, shortest way first."""
    found = service.paths_to(app, country, sector=sector, limit=limit)
    if output.wants_json():
        output.document(found)
        return
    for one in found:
        _print(one)
    if not found:
        output.say("No way of up to four steps is known; outreach contacts relate tells the program of one.")


def _print(way: Path) -> None:
    output.say(way.steps[0].name)
    for depth, step in enumerate(way.steps[1:], 1):
        verified = f"verified {step.verified_on}" if step.verified_on else "never verified"
        where = f" ({step.country})" if step.country else ""
        output.say(f"{'   ' * (depth - 1)}└─ {step.link}: {step.name}{where}, {verified}")
    output.say()
