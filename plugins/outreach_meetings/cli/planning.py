"""Command ``outreach meetings plan``."""

from typing import Any

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option
from outreach_crm.cli.session import json_option, with_app
from outreach_meetings import service
from outreach_meetings.cli import telling
from outreach_meetings.model.drafts import MeetingDraft
from outreach_meetings.model.series import Meeting


@click.command()
@click.argument("group")
@click.argument("starts", metavar="WHEN")
@click.option("--title", default="", help="What it is called.")
@telling.EVERY
@click.option("--minutes", type=int, help="How many minutes it lasts.")
@click.option("--place", default="", help="Where.")
@click.option("--link", default="", help="The address at which people join who are not there.")
@click.option(
    "--zone", default="", metavar="ZONE", help="The group's time zone, such as Europe/Lisbon; else the section's."
)
@click.option("--quorum", type=int, default=0, help="How many members must be there to decide.")
@click.option("--chair", default="", metavar="CONTACT", help="Who chairs it.")
@click.option("--minutes-by", "minute_taker", default="", metavar="CONTACT", help="Who takes the minutes.")
@click.option(
    "--guest", "guests", multiple=True, metavar="CONTACT", help="A contact who is invited besides the members."
)
@click.option("--note", default="", help="What those invited should know.")
@because_option
@json_option
@with_app
def plan(app: App, *, because: str, **given: Any) -> None:
    """Plan a meeting of GROUP: plan "Doctors' group" "thursday 19:30" --every "monthly on the first thursday"."""
    made = service.plan(app, MeetingDraft(**given), because=because)
    telling.one(made, lambda: _print(app, made))


def _print(app: App, made: Meeting) -> None:
    output.say(f"Planned: {made.title}, number {made.series.id}.")
    if later := service.begins_later(made):
        output.prose(str(later))
    telling.facts(made)
    telling.remarks(app, made)
    if not made.is_over(app.clock.now()):
        output.prose(f"Invite to it: outreach meetings invite {made.command}")
