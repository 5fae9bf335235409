"""Command ``weigh``: who sets which weights, by a dialogue or in one line; and what all of them come to."""

import sys

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option
from outreach_crm.cli.session import json_option, with_app
from outreach_priority import service
from outreach_priority.cli import dialogue
from outreach_priority.model import Analysis, Assessment, Judgement, Method, Weighting, Weights, WeightsDraft
from outreach_priority.model.weighting import WEIGHED
from outreach_priority.service import weighing
from outreach_priority.service.wording import Names, percent

_METHODS = {one.name.lower(): one for one in Method}


@click.command()
@click.argument("assessment")
@click.argument("said", nargs=-1, metavar="[ITEM=POINTS]...")
@click.option(
    "--method",
    type=click.Choice([*_METHODS]),
    default="swing",
    show_default=True,
    help="swing: points; roc, sr: a ranking (1 first); bwm, ahp: comparisons such as home/reached=3.",
)
@click.option("--analysis", type=click.Choice([one.value for one in WEIGHED]), help="Ask for this analysis only.")
@click.option("--by", "set_by", default="", metavar="WHO", help="Whose weights these are; else yours.")
@click.option("--list", "listing", is_flag=True, help="Show who set which weights, and what they come to.")
@click.option("--drop", default="", metavar="WHO", help="Take away the weights that somebody set.")
@because_option
@json_option
@with_app
def weigh(
    app: App,
    assessment: str,
    said: tuple[str, ...],
    *,
    method: str,
    analysis: str | None,
    set_by: str,
    listing: bool,
    drop: str,
    because: str,
) -> None:
    """Set the weights of an ASSESSMENT: weigh 3 home=100 reached=40 world=100 capacity=70; without items it asks."""
    found = service.resolve(app, assessment)
    if drop:
        weighing.drop(app, found, drop, because=because)
    elif not listing:
        _set(app, found, _judgements(found, said, _METHODS[method], analysis), _METHODS[method], set_by, because)
    _show(app, found)


def _judgements(
    assessment: Assessment, said: tuple[str, ...], method: Method, analysis: str | None
) -> dict[Analysis, tuple[Judgement, ...]]:
    if said:
        return weighing.read_judgements(assessment, said, method)
    if not sys.stdin.isatty():
        raise click.UsageError("Give items with points, such as home=100 reached=40; there is nobody to ask here.")
    weighing.check_unsealed(assessment)
    return {one: dialogue.ask(assessment, one, method) for one in WEIGHED if analysis in {None, one.value}}


def _set(
    app: App,
    assessment: Assessment,
    said: dict[Analysis, tuple[Judgement, ...]],
    method: Method,
    set_by: str,
    because: str,
) -> None:
    with app.change("set weights", because=because):
        for analysis, judgements in said.items():
            draft = WeightsDraft(analysis=analysis, method=method, said=judgements, set_by=set_by)
            service.weigh(app, assessment, draft)


def _show(app: App, assessment: Assessment) -> None:
    told, everybody = service.weights(app, assessment), weighing.weightings(app, assessment)
    if output.wants_json():
        output.document({"weights": told, "weightings": everybody})
        return
    for one in told:
        _table(Names(assessment), one, [each for each in everybody if each.analysis is one.analysis])


def _table(names: Names, weights: Weights, everybody: list[Weighting]) -> None:
    output.say()
    output.title(f"Weights of the {weights.analysis} analysis")
    several = len(everybody) > 1
    headings = [
        "Item",
        "",
        "Weight",
        *(["From", "To"] if several else []),
        *(one.set_by for one in everybody if several),
    ]
    rows = [
        [
            item,
            names.item(item),
            f"{percent(one.weight, 1)} %",
            *([f"{percent(one.low, 1)} %", f"{percent(one.high, 1)} %"] if several else []),
            *(f"{percent(each.weights[item], 1)} %" for each in everybody if several),
        ]
        for item, one in weights.items.items()
    ]
    output.table(headings, rows)
    if not everybody:
        output.say("Equal: nobody has set any.")
    for each in everybody:
        output.say(f"{each.set_by} on {each.set_on} by {each.method.label}{_consistency(each)}.")
    if weights.joined:
        output.say(f"Together: {weights.joined}.")


def _consistency(one: Weighting) -> str:
    if one.consistency is None:
        return ""
    doubt = f"; think again about {' and '.join(one.doubtful)}" if one.doubtful else ""
    ranges = ", ".join(f"{item} {percent(low)}-{percent(high)} %" for item, (low, high) in one.ranges.items())
    return f" (inconsistency {one.consistency:.2f}{doubt})" + (f"; as good a fit: {ranges}" if ranges else "")
