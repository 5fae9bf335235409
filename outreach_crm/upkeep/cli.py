"""Commands ``outreach backup``, ``outreach restore``, ``outreach doctor`` and ``outreach plugins``."""

import os
from pathlib import Path

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import Session, json_option, with_app
from outreach_crm.errors import StorageError
from outreach_crm.upkeep import service
from outreach_crm.upkeep.model import BackupReport, NewPlugin, RestoreReport

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("place", required=False, type=click.Path(path_type=Path))
@click.option("--list", "listing", is_flag=True, help="List the backups there are instead.")
@json_option
@with_app
def backup(app: App, place: Path | None, listing: bool) -> None:
    """Copy the whole database into one file while others go on working.

    PLACE is a new file or a folder; else the folder of the settings, or `backups` beside the database. Backups of that
    folder are removed when their time is over. The key of the database is not in them: keep a copy of it elsewhere.
    """
    if listing:
        columns = {
            "Made (UTC)": lambda one: one.made_at[:16].replace("T", " "),
            "Where": lambda one: one.place,
            "MB": lambda one: f"{one.bytes / 1e6:.1f}",
            "": lambda one: "encrypted" if one.encrypted else "",
            "Kept until": lambda one: one.until_on,
        }
        output.records(service.backups(app), columns, empty="There is no backup yet; outreach backup makes one.")
        return
    report = service.back_up(app, place)
    output.record(report, lambda: _print_backup(report))


def _print_backup(report: BackupReport) -> None:
    rows = sum(report.manifest.rows.values())
    size = f"{rows} rows, {report.backup.bytes / 1e6:.1f} MB"
    output.say(f"{report.backup.place}: {size}, kept until {report.backup.until_on}.")
    for place in report.removed:
        output.say(f"Removed because its time is over: {place}")
    if report.keep_apart:
        output.say("It is of no use without these; keep a copy of them where the backups are not:")
        for place in report.keep_apart:
            output.say(f"  {place}")


@click.command()
@click.argument("file", type=_FILE)
@click.option("--over", is_flag=True, help="Replace the database that is there; it is backed up first.")
@click.option("--check", "checking", is_flag=True, help="Only look whether the backup is whole.")
@click.option(
    "--identity", "identities", multiple=True, type=_FILE, help="A file with the key (age or ssh) to open it."
)
@click.option("--without-key", is_flag=True, help="The database's own key is lost: restore it to be read only.")
@json_option
@click.pass_context
def restore(
    ctx: click.Context, file: Path, over: bool, checking: bool, identities: tuple[Path, ...], without_key: bool
) -> None:
    """Put the backup FILE in the place of the database.

    All of it is compared with what it says of itself first, and whoever was erased since it was made is erased again.
    """
    app = _place(ctx, over=over)
    try:
        if checking:
            report = service.check(app, file, identities=identities, environ=os.environ)
        else:
            if service.is_occupied(app):
                output.confirm(f"Replace the database at {app.store.url}?", yes=over, option="--over")
                over = True
            report = service.restore(
                app, file, environ=os.environ, identities=identities, over=over, without_key=without_key
            )
    finally:
        app.close()
    output.record(report, lambda: _print_restore(report))


def _place(ctx: click.Context, *, over: bool) -> App:
    """Open the place for a database, however old, empty or damaged it is."""
    session = ctx.ensure_object(Session)
    try:
        return session.bare()
    except StorageError as error:
        aside = service.set_aside(session.address) if over else ""
        if not aside:
            raise
        output.say(f"{error} It was moved to {aside}.")
        return session.bare()


def _print_restore(report: RestoreReport) -> None:
    made = report.manifest.made_at[:16].replace("T", " ")
    if not report.restored:
        output.say(f"The backup of {made} is whole: {report.rows} rows.")
        return
    output.say(f"The backup of {made} is in its place: {report.rows} rows.")
    if report.erased_again:
        output.say(f"{report.erased_again} contacts had been erased since and were erased again.")
    if report.kept:
        output.prose("What people have said no to since still holds; what they agreed to since is not in it.")
    else:
        output.prose("What people said since, such as no, is not in it; see to that before anything is sent.")
    if report.kept:
        output.say(f"What was there before: {report.kept}")
    for problem in report.problems:
        output.say(f"Look at this: {problem}")


@click.command()
@click.option("--deep", is_flag=True, help="Look through a large database too; may take minutes.")
@click.option("--mend", is_flag=True, help="Mend first what can be mended without asking.")
@json_option
@with_app
def doctor(app: App, deep: bool, mend: bool) -> None:
    """Check that everything is in order; exits with 1 when something is not."""
    for sentence in service.mend(app) if mend else ():
        click.echo(output.plain(sentence), err=True)
    findings = service.examine(app, deep=deep)
    columns = {
        "": lambda one: "ok" if one.ok else "look",
        "What": lambda one: one.subject,
        "Finding": lambda one: one.sentence,
    }
    output.records(findings, columns, empty="")
    if not all(finding.ok for finding in findings):
        raise click.exceptions.Exit(1)


@click.group()
def plugins() -> None:
    """Plugins: what is installed and what it offers, and a new one to begin with."""


@plugins.command("list")
@json_option
@with_app
def list_plugins(app: App) -> None:
    """List what is loaded, from where, with which hooks, and what failed."""
    columns = {
        "Plugin": lambda one: one.name,
        "From": lambda one: one.origin,
        "State": lambda one: one.state,
        "Hooks": lambda one: ", ".join(one.hooks),
        "": lambda one: one.sentence,
    }
    output.records(service.list_plugins(app), columns, empty="No plugins.")


@plugins.command("new")
@click.argument("name")
@click.option(
    "--to",
    "folder",
    default=Path(),
    metavar="FOLDER",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Where its folder is put; else here.",
)
@json_option
@with_app
def new_plugin(app: App, name: str, folder: Path) -> None:
    """Write a small plugin that works, to make your own of it: a sector, a table, commands, pages, a reminder."""
    made = service.new_plugin(app, name, folder)
    output.record(made, lambda: _print_new(made))


def _print_new(made: NewPlugin) -> None:
    output.say(f"{made.folder} is a plugin that works:")
    for name in made.files:
        output.say(f"  {name}")
    output.say("Install it, look whether it is there, and use it:")
    for line in made.following:
        output.say(f"  {line}")
