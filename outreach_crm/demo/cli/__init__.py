"""Command ``outreach demo``: makes the sample database and tells an officer's day with it."""

from contextlib import AbstractContextManager
from pathlib import Path

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import Session, json_option
from outreach_crm.demo import sample, scenes, service
from outreach_crm.demo.cli.page import Page, Shown


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
        raise click.UsageError("The demo has a database of its own; say where with --file.")
    file = (path or service.default_file()).expanduser().absolute()
    counts, shown, page = _made(session, file, quiet=session.json)
    if session.json:
        output.document({"counts": counts, "scenes": shown, "file": file})
        return
    page.tell([""])
    page.heading("What to try next")
    page.tell([f"The database stays in {file}, as you leave it. Running the demo again makes it anew."])
    page.commands(scenes.NEXT, file)


def standing(session: Session) -> AbstractContextManager[App]:
    """Give the App of the demo in its usual place, in the officer's name; made where there is none."""
    file = service.default_file()
    if not service.is_whole(file):
        output.say("Making the demo: a minute, once.")
        _made(session, file, quiet=True)
    return service.open_demo(file, session.plugins, session.settings)


def _made(session: Session, file: Path, *, quiet: bool) -> tuple[dict[str, int], list[Shown], Page]:
    """Make a demo, tell its day, and return how much there is of each, what was shown, and the page."""
    written = sample.read()
    with service.fresh(file, session.plugins, session.settings_file) as app:
        with output.progress("Loading", len(written)) as progress:
            counts = service.load(service.as_one_of_us(app, service.LOADER), written, progress)
        page = Page(service.as_one_of_us(app, service.OFFICER), quiet=quiet)
        page.heading(scenes.TITLE)
        page.tell(scenes.opening(counts))
        shown = [page.play(scene) for scene in session.plugins.scenes()]
        service.finish(app)
    return counts, shown, page
