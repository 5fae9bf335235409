"""Command ``outreach demo``: builds the sample database and tells an officer's day with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import Session, json_option
from outreach_crm.demo import sample, service
from outreach_crm.demo.cli.page import Page, Shown

_LOADER = "Tom"


@click.command()
@click.option(
    "--file", "path", type=click.Path(path_type=Path), help="Where to make it; else demo.db in your data folder."
)
@json_option
@click.pass_obj
def demo(session: Session, path: Path | None) -> None:
    """See an officer's day: makes a database of invented contacts and works with it, step by step.

    The demo has a file of its own and never touches your database. An earlier demo in that file is replaced.
    """
    if session.url:
        raise click.UsageError("The demo never touches your database; give it a file of its own with --file.")
    file = (path or service.default_file()).expanduser().absolute()
    written = sample.read()
    with service.fresh(file, session.plugins, session.settings_file) as app:
        with output.progress("Loading", len(written)) as progress:
            counts = service.load(service.as_officer(app, _LOADER), written, progress)
        page = Page(service.as_officer(app), file)
        page.open(counts)
        shown = [page.play(scene) for scene in session.plugins.scenes()]
        page.close()
    if session.json:
        output.document({"counts": counts, "scenes": shown, "file": file})
