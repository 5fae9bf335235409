"""Command ``seal``: from then on the result stands as it is."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import yes_option
from outreach_crm.cli.session import json_option, with_app
from outreach_priority import service
from outreach_priority.cli.showing import drawing
from outreach_priority.formulas.robustness import DRAWS
from outreach_priority.service.tracing import seal_of


@click.command()
@click.argument("assessment")
@click.option("--because", default="", help="Why, or on whose behalf; needed, and kept with the result.")
@click.option("--robust", is_flag=True, help="Keep with it how robust it is; takes some seconds.")
@click.option("--draws", type=click.IntRange(100, 1_000_000), default=DRAWS, show_default=True, help="How many draws.")
@yes_option
@json_option
@with_app
def seal(app: App, assessment: str, *, because: str, robust: bool, draws: int, yes: bool) -> None:
    """Seal the result of an ASSESSMENT: it cannot be changed or taken back afterwards."""
    found = service.resolve(app, assessment)
    output.confirm(f"Seal {found.title} for good? Neither ratings nor weights can be changed afterwards.", yes=yes)
    with drawing(draws if robust else 0) as progress:
        kept = service.seal(app, found, because=because, draws=draws if robust else 0, progress=progress)
    if output.wants_json():
        output.document({"assessment": found.id, "sealed": seal_of(kept), "result": kept.result})
        return
    output.say(
        f"Sealed: {found.title}. See: outreach priority show {found.id}; next: outreach priority adopt {found.id}"
    )
