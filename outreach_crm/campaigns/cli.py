"""Commands ``outreach campaigns``."""

from collections.abc import Callable
from typing import Any

import click

from outreach_crm.app import App
from outreach_crm.campaigns import service
from outreach_crm.campaigns.model import Campaign, CampaignCard, CampaignDraft, CampaignEdit
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, limit_option, version_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.contacts import service as contacts
from outreach_crm.dates import read_date
from outreach_crm.model import Panel, Ref

_LIST: dict[str, output.Column] = {
    "No.": lambda one: one.id,
    "Name": lambda one: one.name,
    "When": lambda one: one.when,
    "Countries": lambda one: ", ".join(one.countries),
    "Themes": lambda one: ", ".join(one.themes),
    "Group": lambda one: one.group,
}
_OPTIONS = {"name": "name", "begins": "from_on", "ends": "to_on", "group": "group"}


@click.group()
def campaigns() -> None:
    """Campaigns: whatever is asked, sent, met or worked on can be linked to one."""


def parts(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that ``add`` and ``edit`` share."""
    for option in reversed(
        (
            click.option("--from", "begins", metavar="DAY", help="The first day."),
            click.option("--to", "ends", metavar="DAY", help="The last day."),
            click.option("--country", "countries", metavar="COUNTRY", multiple=True, help="A target country."),
            click.option("--theme", "themes", metavar="KEYWORD", multiple=True, help="A keyword."),
            click.option("--group", metavar="GROUP", help="The responsible group."),
            because_option,
        )
    ):
        function = option(function)
    return function


@campaigns.command()
@click.argument("name")
@parts
@json_option
@with_app
def add(app: App, name: str, countries: tuple[str, ...], themes: tuple[str, ...], because: str, **given: Any) -> None:
    """Add a campaign: add "Judges under threat" --from 2026-04-01 --to 2026-09-30 --country Guatemala --group legal."""
    draft = CampaignDraft(name=name, countries=countries, themes=themes, **_said(given))
    added = service.add(app, draft, because=because)
    output.record(added, lambda: output.say(f"Added: {_line(added)}. See: outreach campaigns show {added.id}"))


@campaigns.command()
@click.argument("campaign")
@click.option("--name", help="Another name.")
@click.option("--no-country", "no_countries", metavar="COUNTRY", multiple=True, help="Take a target country away.")
@click.option("--no-theme", "no_themes", metavar="KEYWORD", multiple=True, help="Take a theme away.")
@version_option
@parts
@json_option
@with_app
def edit(app: App, campaign: str, because: str, **given: Any) -> None:
    """Change a CAMPAIGN (number or name): edit "judges" --to 2026-12-31 --country Honduras; empty text takes away."""
    same = ("countries", "no_countries", "themes", "no_themes", "version")
    changes = CampaignEdit(fields=_said(given), **{key: given[key] for key in same})
    changed = service.edit(app, service.resolve(app, campaign).id, changes, because=because)
    output.record(
        changed, lambda: output.say(f"Changed: {_line(changed)} (take back: outreach undo {changed.change_id})")
    )


@campaigns.command()
@click.argument("campaign")
@limit_option(50, "links")
@json_option
@with_app
def show(app: App, campaign: str, limit: int) -> None:
    """Show a CAMPAIGN (number, name or enough of it) with all that was linked to it."""
    card = service.show(app, service.resolve(app, campaign).id, limit=limit)
    output.record(card, lambda: _print(card))


@campaigns.command("list")
@click.option("--country", metavar="COUNTRY", default="", help="Only with this target country.")
@click.option("--all", "past", is_flag=True, help="Those that are over too.")
@limit_option(100)
@json_option
@with_app
def list_campaigns(app: App, country: str, past: bool, limit: int) -> None:
    """List campaigns, the latest first."""
    found = service.list_campaigns(app, country=country, past=past, limit=limit)
    going = "" if past else " goes on or is to come; --all shows those that are over"
    output.records(found, _LIST, empty=f"No campaign{going}. To add one: outreach campaigns add NAME")


@campaigns.command()
@click.argument("campaign")
@click.argument("what")
@click.option("--title", default="", help="What it is, in a few words without names.")
@click.option("--on", "day", metavar="DAY", default="today", show_default=True, help="Its day.")
@click.option("--about", metavar="CONTACT", multiple=True, help="A contact it is about.")
@because_option
@json_option
@with_app
def link(app: App, campaign: str, what: str, title: str, day: str, about: tuple[str, ...], because: str) -> None:
    """Link WHAT (tasks:17, or a contact) to a CAMPAIGN: link "judges" tasks:17 --title "Statement on the new law"."""
    found, ref = service.resolve(app, campaign), _ref(app, what)
    ids = [contacts.resolve(app, text).id for text in about]
    on = read_date(day, app.clock.today())
    service.link(app, found.id, ref, title=title, on=on, contact_ids=ids, because=because)
    told = {"campaign_id": found.id, "ref": str(ref)}
    output.record(told, lambda: output.say(f"Linked: {ref} to {found.name}."))


@campaigns.command()
@click.argument("campaign")
@click.argument("what")
@because_option
@json_option
@with_app
def unlink(app: App, campaign: str, what: str, because: str) -> None:
    """Take WHAT (tasks:17, or a contact) out of a CAMPAIGN."""
    found, ref = service.resolve(app, campaign), _ref(app, what)
    service.unlink(app, found.id, ref, because=because)
    told = {"campaign_id": found.id, "ref": str(ref)}
    output.record(told, lambda: output.say(f"No longer linked: {ref} to {found.name}."))


def _said(given: dict[str, Any]) -> dict[str, str]:
    return {field: given[option] for option, field in _OPTIONS.items() if given.get(option) is not None}


def _ref(app: App, text: str) -> Ref:
    return Ref.read(text) or Ref("contacts", contacts.resolve(app, text).id)


def _line(campaign: Campaign) -> str:
    return f"{campaign.id} {campaign.name}"


def _print(card: CampaignCard) -> None:
    campaign = card.campaign
    output.title(f"{campaign.name}  (campaign {campaign.id})")
    for label, text in (
        ("When", campaign.when),
        ("Countries", ", ".join(campaign.countries)),
        ("Themes", ", ".join(campaign.themes)),
        ("Responsible", campaign.group or "nobody yet: outreach campaigns edit --group"),
        ("Linked", ", ".join(f"{one.what} {one.n}" for one in card.counts)),
    ):
        if text:
            output.say(f"{label + ':':14}{text}")
    rows = tuple((one.on_date, one.what, one.title, ", ".join(one.contacts), str(one.ref)) for one in card.links)
    empty = f"Nothing is linked yet: outreach campaigns link {campaign.id} tasks:17"
    output.panel(Panel(title="What belongs to it", columns=("Day", "What", "", "With", ""), rows=rows, empty=empty))
