"""Backups: which there are, and making one."""

from flask import Response

from outreach_crm.app import App
from outreach_crm.policy import Action
from outreach_crm.text import figure, say
from outreach_crm.upkeep import service
from outreach_crm.upkeep.web.plugins import go_on
from outreach_crm.web.lists import Column, Listing
from outreach_crm.web.office import Office

pages = Office("backups", "outreach_crm.upkeep")

_MEGABYTE = 1_000_000


@pages.lists("", Action.ADMINISTER)
def listed(app: App) -> Listing:
    """List the backups, the latest first."""
    return Listing(
        title=say("Backups"),
        columns=(
            Column(title=say("Made on"), value=lambda one: one.made_at),
            Column(title=say("File"), value=lambda one: one.place),
            Column(title=say("Megabytes"), value=lambda one: figure(one.bytes / _MEGABYTE, ".1f"), lesser=True),
            Column(title=say("Encrypted"), value=lambda one: say("yes") if one.encrypted else say("no"), lesser=True),
            Column(title=say("Kept until"), value=lambda one: one.until_on),
        ),
        rows=service.backups(app)[::-1],
        empty=say("There is no backup yet."),
        template="upkeep/backups.html",
        context={"folder": service.folder(app)},
    )


@pages.act("/make", Action.ADMINISTER)
def make(app: App) -> Response:
    """Make a backup."""
    return go_on(app, "backup")
