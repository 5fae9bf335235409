"""Command ``outreach meetings attend``."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import InvalidInputError
from outreach_crm.text import say
from outreach_meetings import service
from outreach_meetings.cli import telling
from outreach_meetings.model.attendance import Presence


@click.command()
@click.argument("group")
@click.argument("present", nargs=-1, metavar="[NAME]...")
@telling.ON_PAST
@click.option("--late", multiple=True, metavar="CONTACT", help="Who came later.")
@click.option("--apologies", multiple=True, metavar="CONTACT", help="Who cannot come; also before the meeting.")
@click.option("--absent", multiple=True, metavar="CONTACT", help="Who did not come.")
@click.option("--rest", type=click.Choice(["present", "absent"]), help="All others of whom nothing is said yet.")
@because_option
@json_option
@with_app
def attend(
    app: App,
    group: str,
    present: tuple[str, ...],
    on: str,
    late: tuple[str, ...],
    apologies: tuple[str, ...],
    absent: tuple[str, ...],
    rest: str | None,
    because: str,
) -> None:
    """Write down who was at a meeting of GROUP: attend "Doctors' group" "Ana Ruiz" --apologies "Tom Bell"."""
    # Apologies alone are of a meeting that is still to come, unless a day is named.
    ahead = bool(apologies) and not (present or late or absent or rest)
    found = service.meant(app, group, on, past=not ahead)
    named = {Presence.PRESENT: present, Presence.LATE: late, Presence.APOLOGIES: apologies, Presence.ABSENT: absent}
    said: dict[int, Presence] = {}
    for presence, one in ((presence, one) for presence, names in named.items() for one in names):
        person = contacts.resolve(app, one)
        if said.setdefault(person.id, presence) is not presence:
            raise InvalidInputError(
                say(
                    "{person} cannot be both: {said}, and {presence}. Say one of them.",
                    person=person.name,
                    said=said[person.id],
                    presence=presence,
                )
            )
    there = service.attend(app, found, said, rest=Presence(rest) if rest else None, because=because)
    if output.wants_json():
        output.document(there)
        return
    output.say(f"{found.title} on {found.starts.date()}:")
    telling.people(there, over=found.is_over(app.clock.now()))
    telling.remarks(app, found, there)
