"""Commands ``outreach meetings invite`` and ``remind``."""

import click

from outreach_crm.app import App
from outreach_crm.cli.options import because_option, dry_sending_option
from outreach_crm.cli.session import json_option, with_app
from outreach_meetings import service
from outreach_meetings.cli import leaving, telling

_NOBODY = "Everybody knows of it as it is planned; nobody has to be written to."
_ALL_SAID = "Nobody has to be reminded: all who were invited have answered, or were written to within three days."
_OFF = "That meeting was called off; nobody is reminded of it."
_OVER = "That meeting is over; nobody is invited to it or told of it any more."


@click.command()
@click.argument("group")
@telling.ON
@click.option("--all", "whole", is_flag=True, help="To all meetings of the series.")
@dry_sending_option
@because_option
@json_option
@with_app
def invite(app: App, group: str, on: str, *, whole: bool, dry_run: bool, because: str) -> None:
    """Invite to a meeting of GROUP, and tell those who were invited what was moved, changed or called off."""
    found = service.meant(app, group, on)
    nobody = _OVER if found.is_over(app.clock.now()) else _NOBODY
    leaving.leave(app, service.to_invite(app, found, whole=whole), nobody, because, dry_run=dry_run)


@click.command()
@click.argument("group")
@telling.ON
@dry_sending_option
@because_option
@json_option
@with_app
def remind(app: App, group: str, on: str, *, dry_run: bool, because: str) -> None:
    """Remind those who have not answered the invitation to a meeting of GROUP; nobody twice within three days."""
    found = service.meant(app, group, on)
    batch = service.unanswered(app, found)
    nobody = _OVER if found.is_over(app.clock.now()) else _OFF if found.called_off else _ALL_SAID
    leaving.leave(app, [batch] if batch.people else [], nobody, because, dry_run=dry_run)
