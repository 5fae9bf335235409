"""Commands on roles, relationships and the ways they open."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, limit_option, on_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.contacts import service
from outreach_crm.contacts.model import Kind, Path, Relation, Role, RoleDraft
from outreach_crm.dates import read_optional


@click.command()
@click.argument("person")
@click.argument("title")
@click.option("--at", metavar="ORGANISATION", required=True, help="In which organisation; a new name makes a new one.")
@click.option("--since", metavar="DAY", default="", help="Since when.")
@click.option("--until", metavar="DAY", default="", help="The last day, where that is known.")
@click.option("--rights/--no-rights", default=None, help="Answers for human rights there.")
@click.option("--right-person-for", help="In which matters to approach this person.")
@because_option
@json_option
@with_app
def role(
    app: App,
    person: str,
    title: str,
    at: str,
    since: str,
    until: str,
    rights: bool | None,
    right_person_for: str | None,
    because: str,
) -> None:
    """Give PERSON the role TITLE in an organisation; repeat it to edit that role and say it was verified today."""
    today = app.clock.today()
    draft = RoleDraft(
        at=at,
        title=title,
        from_on=read_optional(since, today),
        to_on=read_optional(until, today),
        answers_for_rights=rights,
        right_person_for=right_person_for,
    )
    who = service.resolve(app, person, kind=Kind.PERSON)
    written = service.add_role(app, who.id, draft, because=because)
    output.record(written, lambda: output.say(f"Noted as of today: {_held(written)}."))


@click.command("end-role")
@click.argument("person")
@click.option("--at", metavar="ORGANISATION", required=True, help="In which organisation.")
@click.option("--title", default="", help="Which role, where there are several.")
@on_option("The last day on which they have the role", "day")
@because_option
@json_option
@with_app
def end_role(app: App, person: str, at: str, title: str, day: str, because: str) -> None:
    """End PERSON's present role in an organisation; it stays in the history."""
    who, where = service.resolve(app, person, kind=Kind.PERSON), service.resolve(app, at)
    on = read_optional(day, app.clock.today())
    ended = service.end_role(app, who.id, where.id, title=title, on=on, because=because)
    output.record(ended, lambda: output.say(f"Ended on {ended.to_on}: {_held(ended)}."))


@click.command()
@click.argument("who")
@click.argument("kind")
@click.argument("other")
@click.option("--since", metavar="DAY", default="", help="Since when.")
@click.option("--until", metavar="DAY", default="", help="The last day, where that is known.")
@click.option("--note", default="", help="A remark.")
@because_option
@json_option
@with_app
def relate(app: App, who: str, kind: str, other: str, since: str, until: str, note: str, because: str) -> None:
    """Relate two contacts: relate "Ana Ruiz" knows "Paul Meyer"; repeat it to say that it was verified today.

    The kinds of relationship: outreach contacts kinds
    """
    first, second, today = service.resolve(app, who), service.resolve(app, other), app.clock.today()
    days = {"since": read_optional(since, today), "until": read_optional(until, today)}
    related = service.relate(app, first.id, kind, second.id, note=note, because=because, **days)
    output.record(related, lambda: output.say(f"Noted as of today: {_related(first.name, related)}."))


@click.command()
@click.argument("who")
@click.argument("kind")
@click.argument("other")
@on_option("The last day on which it holds", "day")
@because_option
@json_option
@with_app
def unrelate(app: App, who: str, kind: str, other: str, day: str, because: str) -> None:
    """End a relationship; it stays in the history."""
    first, second = service.resolve(app, who), service.resolve(app, other)
    on = read_optional(day, app.clock.today())
    ended = service.unrelate(app, first.id, kind, second.id, on=on, because=because)
    output.record(ended, lambda: output.say(f"Ended on {ended.to_on}: {_related(first.name, ended)}."))


@click.command()
@click.option(
    "--country", metavar="COUNTRY", required=True, help="Where somebody is to be reached (name or two letters)."
)
@click.option("--sector", metavar="SECTOR", default="", help="Only counterparts in this sector.")
@limit_option(5, "ways", most=1000)
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
        for there in service.list_contacts(app, country=service.read_country(country), sector=sector, limit=3):
            output.say(f"{there.name} is there, held by nobody: outreach contacts edit {there.id} --holder ACCOUNT")


def _print(way: Path) -> None:
    held = f", held by {way.held_by}" if way.held_by else ""
    output.say(f"{_where(way.steps[0].name, way.steps[0].country)}{held}")
    for depth, step in enumerate(way.steps[1:], 1):
        verified = f"verified {step.verified_on}" if step.verified_on else "never verified"
        output.say(f"{'   ' * (depth - 1)}└─ {step.link}: {_where(step.name, step.country)}, {verified}")
    output.say()


def _where(name: str, country: str) -> str:
    return f"{name} ({country})" if country else name


def _held(one: Role) -> str:
    return f"{one.person} - {one.title or 'a role'} - {one.organisation}"


def _related(first: str, relation: Relation) -> str:
    return f"{first} - {relation.label} - {relation.other}"
