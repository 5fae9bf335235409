"""Commands on who is in a group: join, leave, role."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, on_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Kind
from outreach_crm.dates import read_optional
from outreach_crm.groups import service
from outreach_crm.groups.model import MEMBER, Member


@click.command()
@click.argument("group")
@click.argument("person")
@click.option("--as", "role", metavar="ROLE", default=MEMBER, show_default=True, help="As what.")
@click.option("--since", metavar="DAY", default="", help="The first day; else today.")
@click.option("--until", metavar="DAY", default="", help="The first day after the term: 2028-03-09, 2y.")
@because_option
@json_option
@with_app
def join(app: App, group: str, person: str, role: str, since: str, until: str, because: str) -> None:
    """Make PERSON a member of GROUP: join "Lawyers' Network" "Ana Ruiz" --as coordinator --until 2y."""
    where, who, today = service.resolve(app, group), contacts.resolve(app, person, kind=Kind.PERSON), app.clock.today()
    first, last = read_optional(since, today), read_optional(until, today)
    term = service.join(app, where.contact_id, who.id, role=role, since=first, until=last, because=because)
    _say(app, term, "Joined")


@click.command()
@click.argument("group")
@click.argument("person")
@on_option("The first day without them, the one after their last", "day")
@because_option
@json_option
@with_app
def leave(app: App, group: str, person: str, day: str, because: str) -> None:
    """End PERSON's membership of GROUP, in every role; it stays in the history."""
    where, who = service.resolve(app, group), contacts.resolve(app, person, kind=Kind.PERSON)
    ended = service.leave(app, where.contact_id, who.id, on=read_optional(day, app.clock.today()), because=because)
    if output.wants_json():
        output.document(ended)
    for term in () if output.wants_json() else ended:
        _say(app, term, "Left")


@click.command()
@click.argument("group")
@click.argument("person")
@click.argument("role")
@on_option("The first day in that role", "day")
@click.option("--until", metavar="DAY", default="", help="The first day after the term: 2028-03-09, 2y.")
@click.option("--also", is_flag=True, help="Besides the present role.")
@because_option
@json_option
@with_app
def role(app: App, group: str, person: str, role: str, day: str, until: str, also: bool, because: str) -> None:
    """Give PERSON in GROUP another ROLE: coordinator, secretary, "casefile holder", treasurer, adviser, member."""
    where, who, today = service.resolve(app, group), contacts.resolve(app, person, kind=Kind.PERSON), app.clock.today()
    first, last = read_optional(day, today), read_optional(until, today)
    term = service.give_role(app, where.contact_id, who.id, role, on=first, until=last, also=also, because=because)
    _say(app, term, "Noted")


def _say(app: App, term: Member, done: str) -> None:
    when = term.when(app.clock.today().isoformat())
    output.record(term, lambda: output.say(f"{done}: {term.person}, {term.role} of {term.group} {when}."))
