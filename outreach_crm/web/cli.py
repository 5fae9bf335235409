"""Command ``outreach serve``."""

from importlib import import_module

import click
from attrs import evolve

from outreach_crm.cli import output
from outreach_crm.cli.session import Session
from outreach_crm.web.serving import Plan
from outreach_crm.web.serving import serve as run

# Features that pages know by name only.
_DEMO = "outreach_crm.demo.cli"


@click.command()
@click.option("--host", default="", help="Where to listen; else as [web] says.")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=None,
    help="At which port, 0 for any; else as [web] says.",
)
@click.option("--public-only", is_flag=True, help="Only the pages that letters link to, which need no account.")
@click.option("--demo", is_flag=True, help="The demo's invented contacts, without an account, on this machine only.")
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="How many share the work.",
)
@click.pass_obj
def serve(session: Session, host: str, port: int | None, public_only: bool, demo: bool, processes: int) -> None:
    """Show pages in a browser until Ctrl+C ends it.

    The first visit makes the first account: by the link that is printed then.
    """
    if demo and (public_only or session.url):
        raise click.UsageError("The demo has a database and pages of its own; give --demo alone.")
    plan = Plan(host=host, port=port, public_only=public_only, processes=processes)
    if not demo:
        run(session.app, plan, ready=_tell)
        return
    with import_module(_DEMO).standing(session) as app:
        run(app, evolve(plan, guest=app.actor.name), ready=_tell)


def _tell(address: str, first: str) -> None:
    output.say(f"Pages are at {address} (Ctrl+C ends it).")
    if first:
        output.say(f"Nobody can sign in yet. Make the first account at {first}")
