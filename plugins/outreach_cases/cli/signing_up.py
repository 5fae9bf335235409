"""The command by which a group signs up to actions of a region, of the magazine, of the monthly mailing."""

import click

from outreach_cases import service
from outreach_cases.model.actions import Source
from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.groups import service as groups

_COLUMNS: dict[str, output.Column] = {"Actions of": lambda one: one.what, "They take them": lambda one: one.told}


@click.command("sign-up")
@click.argument("group")
@click.option("--region", "regions", multiple=True, metavar="REGION", help="Actions of a region or a country.")
@click.option("--magazine", is_flag=True, help="Actions of the magazine.")
@click.option("--mailing", is_flag=True, help="Actions of the monthly mailing.")
@click.option("--end", is_flag=True, help="They take these no longer.")
@because_option
@json_option
@with_app
def sign_up(
    app: App, group: str, *, regions: tuple[str, ...], magazine: bool, mailing: bool, end: bool, because: str
) -> None:
    """Say which actions a GROUP takes, or list it: sign-up Lyon --region Africa; sign-up Lyon --magazine --end."""
    found = groups.resolve(app, group)
    said = [*((Source.REGION, one) for one in regions), *([(Source.MAGAZINE, "")] if magazine else [])]
    with app.change("sign group up for actions", because=because):
        for source, place in [*said, *([(Source.MAILING, "")] if mailing else [])]:
            service.sign_up(app, found.contact_id, source, place, wants=not end)
    output.records(service.sign_ups(app, found.contact_id), _COLUMNS, empty=f"{found.name} takes no actions.")
