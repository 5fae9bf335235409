"""Commands ``outreach api``: tokens for other programs."""

import click

from outreach_crm.api import service
from outreach_crm.api.model import Token
from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.policy import Action

_ACTIONS = [one.value for one in Action]


class _Actions(click.ParamType[frozenset[Action]]):
    """Actions with commas between them."""

    name = "actions"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> frozenset[Action]:
        if isinstance(value, frozenset):
            return value
        given = [one.strip() for one in str(value).split(",")]
        wrong = [one for one in given if one not in _ACTIONS]
        if wrong:
            self.fail(f"{wrong[0]!r} is not one of {', '.join(_ACTIONS)}.", param, ctx)
        return frozenset(map(Action, given))


@click.group()
def api() -> None:
    """What other programs may do here: they show a token, and act as somebody's account."""


@api.group()
def token() -> None:
    """Tokens of other programs: each acts as one account and leaves as much of what that may do as you say."""


@token.command("list")
@click.option("--for", "account", metavar="ACCOUNT", default="", help="Only those of this account.")
@json_option
@with_app
def list_tokens(app: App, account: str) -> None:
    """List tokens; none of them can be used by what is listed."""
    columns = {
        "No.": lambda one: one.id,
        "For": lambda one: one.account,
        "Name": lambda one: one.name,
        "Begins": lambda one: one.prefix,
        "May": lambda one: one.leaves,
        "Good until": lambda one: one.until_at[:10],
        "Last used": lambda one: (one.used_at or "never")[:10],
        "Taken back": lambda one: (one.revoked_at or "")[:10],
    }
    output.records(
        service.list_tokens(app, account),
        columns,
        empty="No tokens: no program asks for anything. To make one: outreach api token add",
    )


@token.command("add")
@click.option("--for", "account", metavar="ACCOUNT", required=True, help="As whose account the program acts.")
@click.option("--name", required=True, help="What it is for.")
@click.option("--only", type=_Actions(), required=True, help=f"What it may do, with commas: {', '.join(_ACTIONS)}.")
@click.option("--days", type=int, default=service.DAYS, show_default=True, help="For how many days it is good.")
@json_option
@with_app
def add_token(app: App, account: str, name: str, only: frozenset[Action], days: int) -> None:
    """Make a token; it is shown this once."""
    made = service.add_token(app, account, name=name, only=only, days=days)

    def tell() -> None:
        output.say(f"Good until {made.token.until_at[:10]}, for {made.token.leaves}. It is not shown again:")
        output.say(made.text)

    output.record(made, tell)


@token.command("revoke")
@click.argument("number", type=int)
@json_option
@with_app
def revoke_token(app: App, number: int) -> None:
    """Take a token back: it is good for nothing from now on."""
    gone = service.revoke_token(app, number)
    output.record(gone, lambda: output.say(_taken_back(gone)))


def _taken_back(gone: Token) -> str:
    return f"Token {gone.id} ({gone.name}) is good for nothing now."
