"""Commands that write contacts: add, edit, trash, restore."""

from collections.abc import Callable
from typing import Any

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.contacts import service
from outreach_crm.contacts.model import Contact, ContactDraft, Kind, PointKind, RoleDraft
from outreach_crm.dates import read_optional
from outreach_crm.errors import InvalidInputError


@click.group()
def contacts() -> None:
    """People and organisations, their roles and relationships."""


def parts(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that ``add`` and ``edit`` share."""
    for option in reversed(
        (
            click.option("--email", "emails", multiple=True, help="An e-mail address; may be repeated."),
            click.option("--phone", "phones", multiple=True, help="A telephone number; may be repeated."),
            click.option("--web", "webs", multiple=True, help="A web address; may be repeated."),
            click.option("--address", "addresses", multiple=True, help='"1 High St; SW1A 1AA London; GB".'),
            click.option("--sector", "sectors", multiple=True, help="A sector's key; may be repeated."),
            click.option("--interest", "interests", multiple=True, help="A keyword; may be repeated."),
            click.option("--set", "fields", multiple=True, metavar="FIELD=VALUE", help="Any other field."),
            click.option("--because", default="", help="Why."),
        )
    ):
        function = option(function)
    return function


@contacts.command()
@click.argument("name")
@click.option("--organisation", is_flag=True, help="It is an organisation, not a person.")
@click.option("--family", default="", help="The family name, where it is not the last word.")
@click.option("--role", "title", default="", help="What the person is there: President.")
@click.option("--at", default="", help="In which organisation; a new name makes a new one.")
@click.option("--since", default="", help="Since when the role is held.")
@click.option("--rights", is_flag=True, help="Answers for human rights there.")
@click.option("--country", default="", help="Name or two letters.")
@click.option("--language", default="", help="The language to write in: es.")
@click.option("--met", default="", help="How we met.")
@parts
@json_option
@with_app
def add(app: App, name: str, organisation: bool, **given: Any) -> None:
    """Add a contact: add "Ana Ruiz" --role President --at "Colegio de Abogados" --sector legal."""
    fields = pairs(given["fields"])
    fields |= {key: given[key] for key in ("country", "language", "met") if given[key]}
    draft = ContactDraft(
        name=name,
        kind=Kind.ORGANISATION if organisation else Kind.PERSON,
        family=given["family"],
        fields=fields,
        roles=_roles(app, given),
        **{key: given[key] for key in ("emails", "phones", "webs", "addresses", "sectors", "interests")},
    )
    _added(service.add(app, draft, because=given["because"]))


@contacts.command()
@click.argument("who")
@click.option("--name", help="Another name.")
@click.option("--wrong", multiple=True, metavar="ADDRESS", help="An address that does not work any more.")
@click.option("--no-sector", "no_sectors", multiple=True, help="Take a sector away.")
@click.option("--no-interest", "no_interests", multiple=True, help="Take an interest away.")
@click.option("--field", "own_fields", multiple=True, metavar="KEY=VALUE", help="A field of the section's own.")
@click.option("--holder", help="Who of us holds the relationship.")
@click.option("--circle", help="Only this circle sees the contact from now on; empty: everybody.")
@click.option("--version", type=int, help="Refuse if the contact was changed since this change.")
@parts
@json_option
@with_app
def edit(app: App, who: str, name: str | None, **given: Any) -> None:
    """Change a contact: edit "Ruiz" --set concerns_now="the new law on judges" --holder Maria."""
    contact = service.resolve(app, who)
    fields = pairs(given["fields"]) | ({"name": name} if name else {})
    points = [
        (kind, text)
        for kind, key in ((PointKind.EMAIL, "emails"), (PointKind.PHONE, "phones"), (PointKind.WEB, "webs"))
        for text in given[key]
    ]
    same = ("addresses", "wrong", "sectors", "no_sectors", "interests", "no_interests", "holder", "circle", "version")
    changes = service.Edit(
        fields=fields,
        own_fields=pairs(given["own_fields"]),
        points=tuple(points),
        **{key: given[key] for key in same},
    )
    changed = service.edit(app, contact.id, changes, because=given["because"])
    output.record(
        changed, lambda: output.say(f"Changed: {_line(changed)} (take back: outreach undo {changed.change_id})")
    )


@contacts.command()
@click.argument("who")
@click.option("--because", default="", help="Why.")
@with_app
def trash(app: App, who: str, because: str) -> None:
    """Put a contact into the trash."""
    contact = service.trash(app, service.resolve(app, who).id, because=because)
    output.say(f"In the trash: {_line(contact)}. Back again: outreach contacts restore {contact.id}")


@contacts.command()
@click.argument("number", type=int)
@click.option("--because", default="", help="Why.")
@with_app
def restore(app: App, number: int, because: str) -> None:
    """Take the contact with this NUMBER out of the trash."""
    output.say(f"Back: {_line(service.restore(app, number, because=because))}.")


def pairs(texts: tuple[str, ...]) -> dict[str, str]:
    """Return ``FIELD=VALUE`` texts as a dictionary.

    Raises:
        InvalidInputError: one has no equals sign.
    """
    for text in texts:
        if "=" not in text:
            raise InvalidInputError(f"{text!r} lacks the equals sign; write field=value.")
    return {key.strip(): value for key, _, value in (text.partition("=") for text in texts)}


def _roles(app: App, given: dict[str, Any]) -> tuple[RoleDraft, ...]:
    if not given["title"] and not given["at"]:
        return ()
    since = read_optional(given["since"], app.clock.today())
    return (RoleDraft(at=given["at"], title=given["title"], from_on=since, answers_for_rights=given["rights"]),)


def _added(contact: Contact) -> None:
    output.record(contact, lambda: output.say(f"Added: {_line(contact)}. See: outreach contacts show {contact.id}"))


def _line(contact: Contact) -> str:
    return f"{contact.id} {contact.name}"
