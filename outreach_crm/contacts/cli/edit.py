"""Commands that write contacts: add, edit, trash, restore."""

import sys
from collections.abc import Callable
from typing import Any

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, version_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.contacts import service
from outreach_crm.contacts.model import Contact, ContactDraft, Kind, PointKind, RoleDraft
from outreach_crm.dates import read_optional
from outreach_crm.errors import InvalidInputError
from outreach_crm.machines import as_data
from outreach_crm.text import say

_PLAIN = ("family", "country", "language", "met")
_TOLD = 5
_SAME = ("addresses", "ids", "sectors", "interests")


def parts(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that ``add`` and ``edit`` share."""
    many: Any = {"multiple": True}
    for option in reversed(
        (
            click.option("--email", "emails", **many, help='"ana@x.org" or "office: ana@x.org".'),
            click.option("--phone", "phones", **many, help='"+34 915 550 123" or "home: ...".'),
            click.option("--web", "webs", **many, help="A web address."),
            click.option("--address", "addresses", **many, help='"1 High St; SW1A 1AA London; GB" or "home: ...".'),
            click.option(
                "--valid-from", metavar="DAY", default="", help="From when the addresses given here are right."
            ),
            click.option(
                "--valid-to", metavar="DAY", default="", help="Until when the addresses given here are right."
            ),
            click.option("--id", "ids", **many, metavar="SYSTEM:NUMBER", help="A number elsewhere: civicrm:4711."),
            click.option("--sector", "sectors", metavar="SECTOR", **many, help="A sector's key."),
            click.option("--interest", "interests", metavar="KEYWORD", **many, help="A keyword."),
            click.option("--holder", metavar="ACCOUNT", help="Who of us holds the relationship."),
            click.option("--circle", metavar="CIRCLE", help="Only this circle sees the contact."),
            click.option("--field", "own_fields", **many, metavar="KEY=VALUE", help="A field of the section's own."),
            click.option(
                "--set", "fields", **many, metavar="FIELD=VALUE", help="Any other: outreach contacts fields lists them."
            ),
            because_option,
        )
    ):
        function = option(function)
    return function


@click.command()
@click.argument("name")
@click.option("--organisation", is_flag=True, help="It is an organisation, not a person.")
@click.option("--family", default="", help="The family name, where it is not the last word.")
@click.option("--role", "title", default="", help="What the person is there: President.")
@click.option("--at", metavar="ORGANISATION", default="", help="In which organisation; a new name makes a new one.")
@click.option("--since", metavar="DAY", default="", help="Since when the role is held.")
@click.option("--rights", is_flag=True, help="Answers for human rights there.")
@click.option("--right-person-for", default="", help="In which matters to approach this person there.")
@click.option("--country", metavar="COUNTRY", default="", help="Name or two letters.")
@click.option("--language", metavar="LANGUAGE", default="", help="The language to write in: es.")
@click.option("--met", default="", help="How we met.")
@parts
@json_option
@with_app
def add(app: App, name: str, organisation: bool, **given: Any) -> None:
    """Add a contact: add "Ana Ruiz" --role President --at "Colegio de Abogados" --sector legal."""
    fields = pairs(given["fields"]) | {key: given[key] for key in ("country", "language", "met") if given[key]}
    draft = ContactDraft(
        name=name,
        kind=Kind.ORGANISATION if organisation else Kind.PERSON,
        family=given["family"],
        fields=fields,
        own_fields=pairs(given["own_fields"]),
        roles=_roles(app, given),
        holder=given["holder"] or "",
        circle=given["circle"] or "",
        **{key: given[key] for key in (*_SAME, "emails", "phones", "webs")},
        **_validity(app, given),
    )
    near = service.worth_a_look(app, draft)
    _ask(app, near)
    added = service.add(app, draft, because=given["because"])
    see = f"See: outreach contacts show {added.id}"
    answer = {**as_data(added), "duplicates": near}
    output.record(answer, lambda: output.say(f"Added: {_line(added)} ({added.kind}). {see}"))
    _notes(app, added, near)


@click.command()
@click.argument("who")
@click.option("--name", help="Another name.")
@click.option("--wrong", multiple=True, metavar="ADDRESS", help="An address that does not work any more.")
@click.option("--prefer", multiple=True, metavar="ADDRESS", help="The address to use first.")
@click.option("--remove", multiple=True, metavar="ADDRESS", help="An address to take away.")
@click.option("--no-id", "no_ids", multiple=True, metavar="SYSTEM:NUMBER", help="Take a number elsewhere away.")
@click.option("--no-sector", "no_sectors", metavar="SECTOR", multiple=True, help="Take a sector away.")
@click.option("--no-interest", "no_interests", metavar="KEYWORD", multiple=True, help="Take an interest away.")
@version_option
@click.option("--family", help="Another family name.")
@click.option("--country", metavar="COUNTRY", help="Name or two letters.")
@click.option("--language", metavar="LANGUAGE", help="The language to write in: es.")
@click.option("--met", help="How we met.")
@parts
@json_option
@with_app
def edit(app: App, who: str, name: str | None, **given: Any) -> None:
    """Change a contact: edit "Ruiz" --set concerns_now="the new law on judges" --holder Maria.

    Empty text takes away: --holder "" or --set met= (addresses: --remove).
    """
    contact = service.resolve(app, who)
    points = [
        (kind, text)
        for kind, key in ((PointKind.EMAIL, "emails"), (PointKind.PHONE, "phones"), (PointKind.WEB, "webs"))
        for text in given[key]
    ]
    taken = ("wrong", "prefer", "remove", "no_ids", "no_sectors", "no_interests", "holder", "circle", "version")
    changes = service.Edit(
        fields=pairs(given["fields"]) | _plain(name=name, **{key: given[key] for key in _PLAIN}),
        own_fields=pairs(given["own_fields"]),
        points=tuple(points),
        **{key: given[key] for key in (*_SAME, *taken)},
        **_validity(app, given),
    )
    if changes == service.Edit(version=given["version"]):
        raise InvalidInputError(say("Say what to change, as in --email ana@example.org; edit --help lists it all."))
    changed = service.edit(app, contact.id, changes, because=given["because"])
    undo = f"(take back: outreach undo {changed.change_id})"
    output.record(changed, lambda: output.say(f"Changed: {_line(changed)} {undo}"))


@click.command()
@click.argument("who")
@because_option
@json_option
@with_app
def trash(app: App, who: str, because: str) -> None:
    """Put a contact into the trash."""
    gone = service.trash(app, service.resolve(app, who).id, because=because)
    again = f"Back again: outreach contacts restore {gone.id}"
    output.record(gone, lambda: output.say(f"In the trash: {_line(gone)}. {again}"))


@click.command()
@click.argument("who")
@because_option
@json_option
@with_app
def restore(app: App, who: str, because: str) -> None:
    """Take a contact out of the trash: WHO is its number or its name."""
    back = service.restore(app, service.resolve(app, who, trashed=True).id, because=because)
    output.record(back, lambda: output.say(f"Back: {_line(back)}."))


def pairs(texts: tuple[str, ...]) -> dict[str, str]:
    """Return ``FIELD=VALUE`` texts as a dictionary.

    Raises:
        InvalidInputError: one has no equals sign, or a field is given twice.
    """
    read: dict[str, str] = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals or not key.strip():
            raise InvalidInputError(say("{text!r} is no field with a value; write field=value.", text=text))
        if key.strip() in read:
            raise InvalidInputError(say("{key!r} is given twice; say it once.", key=key.strip()))
        read[key.strip()] = value
    return read


def _plain(**given: str | None) -> dict[str, str]:
    """Return the fields that were given by an option of their own."""
    return {key: value for key, value in given.items() if value is not None}


def _validity(app: App, given: dict[str, Any]) -> dict[str, Any]:
    today = app.clock.today()
    return {key: read_optional(given[key], today) for key in ("valid_from", "valid_to")}


def _roles(app: App, given: dict[str, Any]) -> tuple[RoleDraft, ...]:
    if not any(given[key] for key in ("title", "at", "since", "rights", "right_person_for")):
        return ()
    return (
        RoleDraft(
            at=given["at"],
            title=given["title"],
            from_on=read_optional(given["since"], app.clock.today()),
            answers_for_rights=given["rights"],
            right_person_for=given["right_person_for"],
        ),
    )


def _ask(app: App, near: list[service.Candidate]) -> None:
    """Ask on a terminal before somebody is added who is probably there."""
    probable = [one for one in near if service.is_probable(app, one)]
    if probable and sys.stdin.isatty():
        for one in probable:
            output.say(f"There is {_reasoned(one)}.")
        output.confirm("Add it all the same?", yes=False)


def _notes(app: App, added: Contact, near: list[service.Candidate]) -> None:
    """Say what somebody should know who did not mean it: a new organisation, a second contact of one person."""
    for role in service.show(app, added.id).roles:
        if service.get(app, role.organisation_id).change_id == added.change_id:
            output.say(f"New organisation: {role.organisation_id} {role.organisation}")
    for one in near[:_TOLD]:
        if one.shares_address and not service.is_probable(app, one):
            output.say(f"Shares an address with {_reasoned(one)}.")
        else:
            output.say(f"There is {_reasoned(one)} already; if it is the same: outreach undo {added.change_id}")


def _reasoned(one: service.Candidate) -> str:
    return f"{one.contact_id} {one.name} ({'; '.join(one.reasons)})"


def _line(contact: Contact) -> str:
    return f"{contact.id} {contact.name}"
