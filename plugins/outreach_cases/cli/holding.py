"""Commands for who holds which case: lists, another holder of a casefile, how many groups a case has."""

import click

from outreach_cases import service
from outreach_cases.cli import telling
from outreach_cases.cli.telling import undone_by
from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, on_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Kind
from outreach_crm.groups import service as groups
from outreach_crm.text import count, term

_SHARED: dict[str, output.Column] = {
    "Since": lambda one: one.from_on,
    "Holds the casefile": lambda one: "nobody" if one.vacant else one.casefile_with,
    "Report by": lambda one: one.report_on if one.open else "",
    "Ended": lambda one: f"{one.to_on}, {one.ended}" if one.ended else "",
}
_PAST = click.option("--all", "past", is_flag=True, help="Those that are over too.")


@click.command()
@click.argument("case")
@_PAST
@json_option
@with_app
def holders(app: App, case: str, *, past: bool) -> None:
    """List which groups hold a CASE, and who of each the casefile: holders 3."""
    found = service.resolve(app, case)
    columns: dict[str, output.Column] = {"Group": lambda one: one.group, **_SHARED}
    output.records(service.holders_of(app, found.id, past=past), columns, empty=f"No group holds {found.called}.")


@click.command()
@click.argument("group")
@_PAST
@json_option
@with_app
def held(app: App, group: str, *, past: bool) -> None:
    """List which cases a GROUP holds: held Lyon."""
    found = groups.resolve(app, group)
    columns: dict[str, output.Column] = {"No.": lambda one: one.case_id, "Case": lambda one: one.case, **_SHARED}
    there = service.held_by(app, found.contact_id, past=past)
    output.records(there, columns, empty=f"{found.name} holds no case: outreach cases offer {found.contact_id}")


@click.command("hand-over")
@click.argument("group")
@click.argument("case")
@click.argument("person")
@click.option("--papers", default="", help="What was handed over with it.")
@on_option("Since when")
@because_option
@json_option
@with_app
def hand_over(app: App, group: str, case: str, person: str, *, papers: str, on: str, because: str) -> None:
    """Let another PERSON of a GROUP hold the casefile of a CASE: hand-over Lyon 3 "Bo Li" --papers "The box"."""
    own = service.meant_holding(app, groups.resolve(app, group).contact_id, service.resolve(app, case).id)
    whom = contacts.resolve(app, person, kind=Kind.PERSON)
    made = service.hand_over(app, own.id, whom.id, papers=papers, on=on, because=because)
    undo = undone_by(made.holder.change_id if made.holder else made.change_id)
    told = f"{whom.name} holds the casefile of {made.case} for {made.group} ({undo})."
    output.record(made, lambda: output.say(told))
    if not output.wants_json():
        output.say(f"Then: outreach cases send-casefile {made.group_id} {made.case_id}")
        output.say(f"And tell the others: outreach cases announce {made.group_id} {made.case_id}")


@click.command("places")
@click.argument("case")
@click.option("--least", type=int, help="How many groups should work on it at least.")
@click.option("--most", type=int, help="How many groups may work on it at most.")
@click.option("--as-usual", is_flag=True, help="As many as the settings say.")
@json_option
@with_app
def places(app: App, case: str, *, least: int | None, most: int | None, as_usual: bool) -> None:
    """Say how many groups shall and may work on a CASE, or show it: places 3 --least 2 --most 5."""
    found = service.resolve(app, case)
    if least is not None or most is not None or as_usual:
        now = (None, None) if as_usual else service.own_limits(app, found.id)
        service.set_limits(app, found.id, now[0] if least is None else least, now[1] if most is None else most)
    low, high = service.limits(app, found.id)
    there = len(service.holders_of(app, found.id))
    told = {"case_id": found.id, "least": low, "most": high, "groups": there}
    groups_told = count(there, "{n} group", "{n} groups")
    output.record(told, lambda: output.say(f"{found.called}: {groups_told}; at least {low}, at most {high}."))


@click.command()
@click.argument("country", default="")
@click.argument("who", default="")
@click.option("--remove", is_flag=True, help="They coordinate it no longer.")
@json_option
@with_app
def coordinator(app: App, country: str, who: str, *, remove: bool) -> None:
    """Say WHO coordinates the work on a COUNTRY, or list them: coordinator Iran "Cé Do"."""
    if remove and not country:
        raise click.UsageError("Say of which country: coordinator Iran --remove")
    if who or remove:
        _name(app, country, who, remove=remove)
    there = service.coordinators(app, service.countries(app, country) if country else None)
    columns: dict[str, output.Column] = {
        "Country": lambda one: telling.country(app, one.country),
        "Coordinator": lambda one: one.name,
        "Since": lambda one: one.from_on,
    }
    output.records(there, columns, empty="Nobody coordinates that: outreach cases coordinator COUNTRY NAME")


def _name(app: App, country: str, who: str, *, remove: bool) -> None:
    """Name who coordinates, or let go of who does, and tell who did so until now."""
    before = service.coordinators(app, [contacts.read_country(country)])
    meant = [contacts.resolve(app, who).id] if who else [one.contact_id for one in before]
    if not meant:
        return
    with app.change(term("name coordinator")) as change:
        for contact_id in meant:
            (service.coordinate_no_more if remove else service.coordinate)(app, contact_id, country)
    gone = ", ".join(one.name for one in before if not who or (one.contact_id in meant) == remove) or "Nobody did so"
    if not output.wants_json():
        output.say(f"{gone} until now ({undone_by(change.id)}).")
