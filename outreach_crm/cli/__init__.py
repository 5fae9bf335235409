"""The command ``outreach``: built from what the core features and plugins offer, loaded when used."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from outreach_crm import __version__
from outreach_crm.cli.session import Session
from outreach_crm.cli.verbs import load_command


class Commands(click.Group):
    """The commands of all features, imported only when one is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return [command.name for command in ctx.ensure_object(Session).plugins.commands()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        for command in ctx.ensure_object(Session).plugins.commands():
            if command.name == cmd_name:
                return load_command(command.target)
        return None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(one.name, one.help) for one in ctx.ensure_object(Session).plugins.commands()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what a person can act on is one sentence and exit code 1."""
        from outreach_crm.errors import OutreachError

        try:
            return super().invoke(ctx)
        except OutreachError as error:
            raise Told(error) from error
        finally:
            ctx.ensure_object(Session).close()


class Told(click.ClickException):
    """An error told in its own sentence, with all problems that were found."""

    exit_code = 1

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.problems: Sequence[object] = getattr(error, "problems", ())

    def show(self, file: Any = None) -> None:
        """Print the sentence, and the problems when there are several."""
        from outreach_crm.cli.output import plain

        click.echo(f"Error: {plain(self.message)}", err=True)
        if len(self.problems) > 1:
            for problem in self.problems:
                click.echo(f"  {plain(str(problem))}", err=True)


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="outreach")
@click.option("--database", metavar="ADDRESS", help="A file, or postgresql://user@host/name.")
@click.option("--as", "actor", metavar="NAME", help="In whose name; else whoever is logged in.")
@click.option(
    "--settings", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Another outreach.toml."
)
@click.pass_context
def main(ctx: click.Context, database: str | None, actor: str | None, settings: Path | None) -> None:
    """Keep contacts and relationships in the sectors of society, and work with them.

    Start with `outreach demo`, then `outreach contacts add "Ana Ruiz"`. Every command answers --help.
    """
    session = ctx.ensure_object(Session)
    session.url, session.actor, session.settings_file = database or "", actor or "", settings
