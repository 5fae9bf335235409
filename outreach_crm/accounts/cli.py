"""Commands ``outreach accounts`` and ``outreach circles``."""

import click

from outreach_crm.accounts import service
from outreach_crm.accounts.model import Circle, Invitation
from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.policy import Action, Role
from outreach_crm.web.model import WebSettings

_ROLE_OPTION = click.option(
    "--role",
    type=click.Choice([one.value for one in Role]),
    default=Role.OFFICER.value,
    show_default=True,
    help="What they are here for.",
)


@click.group()
def accounts() -> None:
    """Who works here: every change carries a name."""


@accounts.command("list")
@json_option
@with_app
def list_accounts(app: App) -> None:
    """List the accounts."""
    columns = {
        "Name": lambda one: one.name,
        "Here as": lambda one: one.role,
        "E-mail": lambda one: one.email,
        "Signs in": lambda one: "yes" if one.can_sign_in and not one.retired_on else "",
        "Retired": lambda one: one.retired_on,
    }
    output.records(service.list_accounts(app), columns, empty="Nobody yet; the first change makes an account.")


@accounts.command("add")
@click.argument("name")
@click.option("--email", default="", help="Another name to sign in with.")
@_ROLE_OPTION
@json_option
@with_app
def add_account(app: App, name: str, email: str, role: str) -> None:
    """Make an account; outreach accounts invite lets its owner choose a password for the pages."""
    made = service.add_account(app, name, email=email, role=Role(role))
    output.record(made, lambda: output.say(f"{made.name} has an account."))


@accounts.command("invite")
@click.argument("name", metavar="ACCOUNT")
@because_option
@json_option
@with_app
def invite(app: App, name: str, because: str) -> None:
    """Make a link by which the owner of ACCOUNT chooses a password, the first or another; older links end."""
    made = service.invite(app, name, because=because)
    settings = app.settings.of("web", WebSettings)
    address = f"{settings.address or f'http://{settings.host}:{settings.port}'}/account/link/{made.token}"

    def tell() -> None:
        output.say(f"Give this link to {made.account.name} only; it is good once, until {made.until_on}:")
        output.say(address)

    output.record(Invitation(name=made.account.name, link=address, until_on=made.until_on), tell)


@accounts.command("role")
@click.argument("name", metavar="ACCOUNT")
@click.argument("role", type=click.Choice([one.value for one in Role]))
@because_option
@json_option
@with_app
def set_role(app: App, name: str, role: str, because: str) -> None:
    """Say what ACCOUNT is here for: member, reader, officer or administrator."""
    found = service.set_role(app, name, Role(role), because=because)
    output.record(found, lambda: output.say(f"{found.name} is here as {found.role}."))


@accounts.command("retire")
@click.argument("name", metavar="ACCOUNT")
@because_option
@json_option
@with_app
def retire_account(app: App, name: str, because: str) -> None:
    """Mark ACCOUNT as no longer in use, and sign it out."""
    retired = service.retire_account(app, name, because=because)
    output.record(retired, lambda: output.say(f"{retired.name} is retired; what it did keeps its name."))


@accounts.command("reinstate")
@click.argument("name", metavar="ACCOUNT")
@because_option
@json_option
@with_app
def reinstate_account(app: App, name: str, because: str) -> None:
    """Let a retired ACCOUNT be in use again."""
    back = service.reinstate_account(app, name, because=because)
    output.record(back, lambda: output.say(f"{back.name} is back."))


@accounts.command("why")
@click.argument("name", metavar="ACCOUNT")
@click.argument("action", type=click.Choice([one.value for one in Action]))
@click.argument("record", default="")
@json_option
@with_app
def why(app: App, name: str, action: str, record: str) -> None:
    """Say whether ACCOUNT may do ACTION, with a RECORD such as contacts:12, and all that speaks for or against it."""
    found = service.why(app, name, action, record)

    def tell() -> None:
        output.say("Yes." if found.allowed else "No.")
        for reason in found.reasons:
            output.say(reason)

    output.record(found, tell)


@click.group()
def circles() -> None:
    """Circles: a contact in a circle is seen by its members only."""


@circles.command("list")
@json_option
@with_app
def list_circles(app: App) -> None:
    """List the circles and their members."""
    columns = {"Circle": lambda one: one.name, "Members": lambda one: ", ".join(one.members)}
    output.records(
        service.list_circles(app),
        columns,
        empty="No circles: everybody sees every contact. To make one: outreach circles add NAME",
    )


@circles.command("add")
@click.argument("name")
@json_option
@with_app
def add_circle(app: App, name: str) -> None:
    """Make a circle; you are its first member."""
    made = service.add_circle(app, name)
    output.record(made, lambda: output.say(f'Made. Next: outreach circles join "{made.name}" NAME'))


@circles.command("join")
@click.argument("circle")
@click.argument("account")
@json_option
@with_app
def join(app: App, circle: str, account: str) -> None:
    """Make ACCOUNT a member of CIRCLE; only its members may."""
    _members(service.join_circle(app, circle, account))


@circles.command("leave")
@click.argument("circle")
@click.argument("account")
@json_option
@with_app
def leave(app: App, circle: str, account: str) -> None:
    """End ACCOUNT's membership of CIRCLE; only its members may."""
    _members(service.leave_circle(app, circle, account))


def _members(circle: Circle) -> None:
    output.record(circle, lambda: output.say(f"Members of {circle.name}: {', '.join(circle.members)}."))
