"""Command ``mutuality balance``: what was asked and done in both directions."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.contacts import service as contacts
from outreach_crm.text import row
from outreach_mutuality import service
from outreach_mutuality.cli import comparing
from outreach_mutuality.model.balances import Balance

_NOTHING = "Nothing was asked in either direction."
_COUNTS: dict[str, output.Column] = {
    "What we asked": lambda one: one.ours,
    "What they asked": lambda one: one.theirs,
    "Evenness": lambda one: "" if one.index is None else f"{one.index:.2f}",
}
_COLUMNS: dict[str, output.Column] = {
    "Organisation": lambda one: one.name,
    **_COUNTS,
    "Alarm": lambda one: row([alarm.label for alarm in one.alarms], "; "),
}
_PRESSING: dict[str, output.Column] = {
    "Organisation": lambda one: one.contact,
    "Alarm": lambda one: one.alarm,
    "What": lambda one: one.what,
    "Since": lambda one: one.on,
    "Next": lambda one: one.command,
}


@click.command()
@click.argument("who", default="")
@click.option("--sector", default="", metavar="SECTOR", help="Only the organisations of a sector.")
@click.option("--by-sector", is_flag=True, help="With the organisations of each sector together.")
@click.option("--alarms", is_flag=True, help="What is out of balance, and what can be done about it.")
@click.option("--kinds", is_flag=True, help="Whether like requests were treated alike.")
@json_option
@with_app
def balance(app: App, who: str, sector: str, *, by_sector: bool, alarms: bool, kinds: bool) -> None:
    """Show what was asked and done in both directions, with one organisation, each sector or all."""
    if sum((by_sector, alarms, kinds, bool(who or sector))) > 1:
        raise click.UsageError("One view at a time: an organisation or --sector, --by-sector, --alarms or --kinds.")
    if kinds:
        comparing.show(app)
    elif alarms:
        output.records(service.pressing(app), _PRESSING, empty="Nothing is out of balance.")
    elif by_sector:
        _show_sectors(app)
    else:
        _show(app, contacts.resolve(app, who).id if who else None, sector)


def _show_sectors(app: App) -> None:
    found = service.by_sector(app)
    columns = {"Sector": lambda one: one.name, "With": lambda one: one.organisations, **_COUNTS}
    rows = (*found.sectors, found.whole) if found.sectors else ()
    output.record(found, lambda: output.records(rows, columns, empty=_NOTHING))
    if rows:
        output.say("\nWhoever belongs to two sectors counts in both, and once in all.")


def _show(app: App, contact_id: int | None, sector: str) -> None:
    found = service.balances(app, contact_id=contact_id, sector=sector)
    if contact_id is not None and len(found) == 1:
        output.record(found[0], lambda: _print(found[0]))
        return
    output.records(found, _COLUMNS, empty=_NOTHING)
    if len(found) > 1:
        whole = service.together("All", found)
        output.say(f"\nAll: we asked {whole.we_asked}, they did {whole.they_did};"
                   f" they asked {whole.they_asked}, we did {whole.we_did}.")  # fmt: skip


def _print(one: Balance) -> None:
    output.title(one.name)
    for title, told in (("We asked", one.ours), ("They asked", one.theirs)):
        output.say(f"{title} {told or 'nothing'}.")
    if one.index is not None:
        output.say(f"Evenness: {one.index:.2f} (1 is even, 0 one-sided).")
    for alarm in one.alarms:
        output.say(f"Mind: {alarm}.")
    if one.alarms:
        output.say("What can be done about it: outreach mutuality balance --alarms")
