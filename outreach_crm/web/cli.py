"""Command ``outreach serve``."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import with_app


@click.command()
@click.option("--host", default="", help="Where to listen; else as [web] says.")
@click.option(
    "--port", type=click.IntRange(0, 65_535), default=None, help="At which port, 0 for any; else as [web] says."
)
@click.option("--public-only", is_flag=True, help="Only the pages that letters link to, which need no account.")
@with_app
def serve(app: App, host: str, port: int | None, public_only: bool) -> None:
    """Show pages in a browser until Ctrl+C ends it."""
    from outreach_crm.web.serving import serve as run

    if not public_only:
        raise click.UsageError("The pages of the office are not there yet; --public-only serves those of letters.")
    run(app, host=host, port=port, ready=lambda address: output.say(f"Pages are at {address} (Ctrl+C ends it)."))
