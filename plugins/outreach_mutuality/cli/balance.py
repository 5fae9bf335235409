"""Command ``mutuality balance``: what was asked and done in both directions."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.contacts import service as contacts
from outreach_crm.text import row
from outreach_mutuality.model.balances import Balance
from outreach_mutuality.service import balancing

_COLUMNS: dict[str, output.Column] = {
    "Organisation": lambda one: one.name,
    "We asked": lambda one: one.we_asked,
    "they did": lambda one: one.they_did,
    "declined": lambda one: one.they_declined,
    "open": lambda one: one.asks_open,
    "They asked": lambda one: one.they_asked,
    "we did": lambda one: one.we_did,
    "declined ": lambda one: one.we_declined,
    "open ": lambda one: one.requests_open,
    "Evenness": lambda one: "" if one.index is None else f"{one.index:.2f}",
    "Alarm": lambda one: row([alarm.label for alarm in one.alarms], "; "),
}


@click.command()
@click.argument("who", default="")
@click.option("--sector", default="", help="The organisations of a sector.")
@click.option("--alarms", is_flag=True, help="Only where something is out of balance.")
@click.option("--kinds", is_flag=True, help="How requests of each kind were decided, by sector.")
@json_option
@with_app
def balance(app: App, who: str, sector: str, alarms: bool, kinds: bool) -> None:
    """Show what was asked and done in both directions, with one organisation or all."""
    if kinds:
        columns = {"Kind": lambda one: one.kind, "Sector": lambda one: one.sector or "all",
                   "Met": lambda one: one.met, "Declined": lambda one: one.declined}  # fmt: skip
        output.records(balancing.treatment(app), columns, empty="Nothing was decided yet.")
        return
    contact_id = contacts.resolve(app, who).id if who else None
    found = balancing.balances(app, contact_id=contact_id, sector=sector)
    shown = [one for one in found if one.alarms or not alarms]
    if who and len(shown) == 1:
        output.record(shown[0], lambda: _print(shown[0]))
        return
    output.records(shown, _COLUMNS, empty="Nothing was asked in either direction.")
    if len(shown) > 1 and not output.wants_json():
        whole = balancing.together("All", shown)
        output.say(f"\nAll: we asked {whole.we_asked}, they did {whole.they_did};"
                   f" they asked {whole.they_asked}, we did {whole.we_did}.")  # fmt: skip


def _print(one: Balance) -> None:
    output.title(one.name)
    output.say(f"We asked {one.we_asked}: they did {one.they_did}, declined {one.they_declined}, {one.asks_open} open.")
    output.say(
        f"They asked {one.they_asked}: we did {one.we_did}, declined {one.we_declined}, {one.requests_open} open."
    )
    if one.index is not None:
        output.say(f"Evenness: {one.index:.2f} (1 is even, 0 one-sided).")
    for alarm in one.alarms:
        output.say(f"Mind: {alarm}.")
