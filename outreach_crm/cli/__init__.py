"""The command ``outreach``: built from what the core features and plugins offer, loaded when used."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from outreach_crm import __version__
from outreach_crm.cli.session import Session
from outreach_crm.cli.verbs import load_command

if TYPE_CHECKING:
    from outreach_crm.model import Command, Problem


class Commands(click.Group):
    """The commands of all features, imported only when one is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return [command.name for command in ctx.ensure_object(Session).plugins.commands()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        for command in ctx.ensure_object(Session).plugins.commands():
            if command.name == cmd_name:
                return _loaded(command)
        return None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(one.name, one.help) for one in ctx.ensure_object(Session).plugins.commands()])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what stands before the command; ``--help`` needs the settings, which may be wrong."""
        from outreach_crm.errors import OutreachError

        try:
            return super().parse_args(ctx, args)
        except OutreachError as error:
            raise Told(error, ctx) from error

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what a person can act on is one sentence and exit code 1."""
        from outreach_crm.errors import OutreachError

        try:
            return super().invoke(ctx)
        except OutreachError as error:
            raise Told(error, ctx) from error
        finally:
            ctx.ensure_object(Session).close()


def _loaded(command: "Command") -> click.Command:
    """Import a command; one of a plugin that cannot be imported is named, and the others stay usable."""
    if command.target.startswith(f"{__package__.partition('.')[0]}."):
        return load_command(command.target)
    try:
        return load_command(command.target)
    except Exception as error:
        said = " ".join(f"{type(error).__name__}: {error}".split())
        raise click.ClickException(
            f"The command {command.name} of a plugin cannot be loaded from {command.target}: {said}"
        ) from error


class Told(click.ClickException):
    """An error told in its own sentence, with all problems that were found, each by the option that it is about."""

    exit_code = 1

    def __init__(self, error: Exception, ctx: click.Context) -> None:
        super().__init__(str(error))
        self._problems: Sequence[Problem] = getattr(error, "problems", ())
        self._options = ctx.ensure_object(Session).options

    def show(self, file: Any = None) -> None:
        """Print the sentence, and the problems where they say more; none is told twice."""
        from outreach_crm.cli.output import plain

        repeats = bool(self._problems) and self.message == str(self._problems[0].sentence)
        told = [self._told(one) for one in self._problems] if repeats or len(self._problems) > 1 else []
        click.echo(f"Error: {plain(told.pop(0) if repeats else self.message)}", err=True)
        for one in told:
            click.echo(f"  {plain(one)}", err=True)

    def _told(self, problem: "Problem") -> str:
        """Say a problem: in a file by its place, else by the option; what has another name within is not named."""
        if problem.file or problem.line:
            return str(problem)
        option, sentence = self._options.get(problem.field, ""), problem.sentence
        return f"{sentence} ({option})" if option and option not in sentence else sentence


def _remember_settings(ctx: click.Context, _: click.Parameter, file: Path | None) -> None:
    """Keep the settings file before the commands are looked for: it may switch off the plugin of one."""
    ctx.ensure_object(Session).settings_file = file


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="outreach")
@click.option(
    "--database",
    metavar="ADDRESS",
    help="Where the database is: a file, or postgresql://user@host/name; else as the settings say.",
)
@click.option("--as", "actor", metavar="NAME", help="In whose name; else whoever is logged in.")
@click.option(
    "--settings",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    is_eager=True,
    expose_value=False,
    callback=_remember_settings,
    help="The settings to go by: another outreach.toml.",
)
@click.pass_context
def main(ctx: click.Context, database: str | None, actor: str | None) -> None:
    """Keep contacts and relationships in the sectors of society, and work with them.

    Start with `outreach demo`, then `outreach contacts add "Ana Ruiz"`. Every command answers --help.

    A DAY is 2026-03-09, today, friday or 2w (in two weeks); a CONTACT is a number or enough of a name; a COUNTRY is a
    name or two letters. An ACCOUNT is one of us: outreach accounts list; a SECTOR is its key: outreach sectors list. A
    WAY by which something leaves is email, post, phone or folder.
    """
    session = ctx.ensure_object(Session)
    session.url, session.actor = database or "", actor or ""
