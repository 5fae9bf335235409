"""Commands ``plot`` and ``report``: pictures of a result, and all of it on one page to be printed."""

from pathlib import Path

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.errors import InvalidInputError
from outreach_crm.text import say
from outreach_priority import plots, service
from outreach_priority import report as pages
from outreach_priority.cli.showing import standing
from outreach_priority.formulas.robustness import DRAWS

_TO = click.option(
    "--to", "file", type=click.Path(path_type=Path, dir_okay=False), help="Into which file; else one in this folder."
)


@click.command()
@click.argument("assessment")
@click.argument("picture", type=click.Choice([*plots.PLOTS]))
@_TO
@click.option("--robust", is_flag=True, help="Draw plausible weights and panels first; shares need it.")
@click.option("--spec", is_flag=True, help="Write what is drawn as Vega-Lite (JSON) instead; needs no further package.")
@json_option
@with_app
def plot(app: App, assessment: str, picture: str, *, file: Path | None, robust: bool, spec: bool) -> None:
    """Draw a PICTURE of an ASSESSMENT as SVG or PNG, whichever the file is named for: plot 3 map --to map.png."""
    found = service.resolve(app, assessment)
    told, _ = standing(app, found, draws=DRAWS if robust or picture == "shares" else 0)
    drawn = plots.PLOTS[picture](found, told)
    if spec:
        output.document(drawn)
        return
    path = file or Path(f"priorities-{found.id}-{picture}.svg")
    _write(path, plots.drawn(drawn, path.suffix.lstrip(".").lower()))


@click.command()
@click.argument("assessment")
@_TO
@click.option("--robust", is_flag=True, help="Say how robust it is, too; takes some seconds.")
@json_option
@with_app
def report(app: App, assessment: str, *, file: Path | None, robust: bool) -> None:
    """Write all of an ASSESSMENT as one page (HTML) that prints well and asks nothing from anywhere."""
    found = service.resolve(app, assessment)
    told, kept = standing(app, found, draws=DRAWS if robust else 0)
    page = pages.page(found, told, kept, made_on=app.clock.today().isoformat())
    _write(file or Path(f"priorities-{found.id}.html"), page.encode())


def _write(path: Path, content: bytes) -> None:
    """Write a file.

    Raises:
        InvalidInputError: it cannot be written.
    """
    try:
        path.write_bytes(content)
    except OSError as error:
        raise InvalidInputError(
            say("{path} cannot be written: {strerror}.", path=path, strerror=error.strerror)
        ) from None
    output.record({"file": path, "bytes": len(content)}, lambda: output.say(f"Written: {path}"))
