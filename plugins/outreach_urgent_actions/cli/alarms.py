"""Command ``ua alarms``: what goes wrong without an error."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import on_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.dates import read_date
from outreach_urgent_actions.model.alarms import KINDS
from outreach_urgent_actions.service import alarms as service


@click.command()
@click.option("--kind", type=click.Choice([*KINDS]), default=None, help="Only those of one kind.")
@on_option("As of which day", "day")
@json_option
@with_app
def alarms(app: App, kind: str | None, day: str) -> None:
    """Say which sign-ups and keywords have fallen silent, which UAs few got, and which left late."""
    on = read_date(day, app.clock.today()) if day else None
    found = service.alarms(app, on=on, kind=kind or "")
    if output.wants_json():
        output.document(found)
        return
    for each, title in KINDS.items():
        those = [one for one in found if one.kind == each]
        if those:
            output.title(f"{title[:1].upper()}{title[1:]}: {len(those)}")
            for one in those:
                output.prose(f"{one.sentence}.", indent="  ")
            output.say()
    if not found:
        output.say("There is no alarm.")
