"""Commands about effort: ``packages``, ``package`` and ``budget``."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.errors import InvalidInputError
from outreach_crm.model import Panel
from outreach_crm.text import say
from outreach_priority import service
from outreach_priority.cli.showing import drawing
from outreach_priority.formulas.robustness import DRAWS
from outreach_priority.model import Assessment
from outreach_priority.model.budgets import Budget, Means
from outreach_priority.model.involvement import (
    Level,
    Package,
    PackageDraft,
    Resource,
    in_words,
    level_in_words,
    written,
)
from outreach_priority.service import budgeting, packaging
from outreach_priority.service.wording import percent

F = TypeVar("F", bound=Callable[..., Any])

LEVELS = [one.value.replace(" ", "-") for one in Level]
_LINES: dict[str, output.Column] = {
    "Sector": lambda one: one.title,
    "Level": lambda one: level_in_words(one.level, one.model),
    "Priority": lambda one: f"{100 * one.priority:.1f}",
    "Worth": lambda one: f"{100 * one.worth:.1f}",
    "Volunteer h": lambda one: written(one.needs[Resource.VOLUNTEERS]),
    "Staff h": lambda one: written(one.needs[Resource.STAFF]),
    "Money": lambda one: written(one.needs[Resource.MONEY]),
}
_CORE: dict[str, output.Column] = {
    "In the best set": lambda one: f"{percent(one.core or 0)} %",
    "At this level": lambda one: f"{percent(one.held or 0)} %",
}
_PACKAGES = ("Sector", "Level", "Brings", "Volunteer h", "Staff h", "Money")


def amounts(function: F) -> F:
    """Add the options that name hours and money."""
    for option in (
        click.option("--money", metavar="AMOUNT", type=float, help="An amount in the section's own money."),
        click.option("--staff-hours", metavar="AMOUNT", type=float, help="Hours of staff."),
        click.option("--volunteer-hours", metavar="AMOUNT", type=float, help="Hours of volunteers."),
    ):
        function = option(function)
    return function


def means_options(function: F) -> F:
    """Add the options that say what there is, and what is decided beforehand."""
    for option in (
        click.option("--not", "barred", multiple=True, metavar="SECTOR=LEVEL", help="A level not to be taken."),
        click.option("--fix", "fixed", multiple=True, metavar="SECTOR=LEVEL", help="A level that is promised already."),
        click.option("--reserve", type=float, help="The share of all of it that is kept back: 0.15."),
    ):
        function = option(function)
    return amounts(function)


def read_means(assessment: Assessment, given: dict[str, Any]) -> Means:
    """Return what there is, as the options say it; those are taken out of ``given``."""
    said = {one: given.pop(one.field) for one in Resource}
    return Means(
        available={one: amount for one, amount in said.items() if amount is not None},
        reserve=given.pop("reserve"),
        fixed={key: packaging.read_level(text) for key, text in pairs(assessment, given.pop("fixed"))},
        barred={key: packaging.read_level(text) for key, text in pairs(assessment, given.pop("barred"))},
    )


def pairs(assessment: Assessment, texts: Iterable[str]) -> list[tuple[str, str]]:
    """Return what options of the form ``SECTOR=TEXT`` say, by key.

    Raises:
        InvalidInputError: one has no equals sign.
        NotFoundError: no such sector or organisation is judged.
    """
    found = []
    for text in texts:
        subject, equals, said = text.partition("=")
        if not equals:
            raise InvalidInputError(say("{text!r} lacks the equals sign; write it as SECTOR=…", text=text))
        found.append((service.subject_meant(assessment, subject).key, said))
    return found


@click.command()
@click.argument("assessment")
@json_option
@with_app
def packages(app: App, assessment: str) -> None:
    """Show what the levels of involvement take, for each sector or organisation of an ASSESSMENT."""
    found = service.resolve(app, assessment)
    there = packaging.packages_of(app, found)
    if output.wants_json():
        output.document(there)
        return
    alike = len(set(there.values())) == 1
    titles = {one.key: "all" if alike else one.title for one in found.judged}
    shown = list(titles)[:1] if alike else list(titles)
    rows = [_row(titles[key], one) for key in shown for one in there[key] if one.level is not Level.NONE]
    output.table(_PACKAGES, rows)


def _row(title: str, one: Package) -> tuple[Any, ...]:
    needs = tuple(written(amount) for amount in one.needs.values())
    return (title, one.label, f"{percent(one.share)} %", *needs)


@click.command()
@click.argument("assessment")
@click.argument("level", type=click.Choice(LEVELS[1:]))
@click.option(
    "--for", "subject", metavar="WHAT", default="", help="Only for this sector or organisation; else for all."
)
@click.option("--model", help="Of a structure: specialist, network, advisory, local-brief.")
@click.option("--share", type=float, help="How much of the priority the level brings: 0.3.")
@click.option("--as-shipped", is_flag=True, help="Take what comes with the program again.")
@amounts
@because_option
@json_option
@with_app
def package(app: App, assessment: str, level: str, subject: str, as_shipped: bool, because: str, **said: Any) -> None:
    """Say what a LEVEL takes for an ASSESSMENT: package 3 contact --for medical --staff-hours 12 --money 0."""
    found = service.resolve(app, assessment)
    if as_shipped:
        kept = packaging.drop_package(app, found, level, subject, because=because)
    else:
        kept = packaging.set_package(app, found, PackageDraft(level=level, subject=subject, **said), because=because)
    output.record(
        kept, lambda: output.say(f"{kept.label} takes {in_words(kept.needs)} and brings {percent(kept.share)} %.")
    )


@click.command()
@click.argument("assessment")
@means_options
@click.option("--robust", is_flag=True, help="Draw plausible weights and panels: what of it always holds.")
@click.option("--draws", type=click.IntRange(100, 1_000_000), default=DRAWS, show_default=True, help="How many draws.")
@json_option
@with_app
def budget(app: App, assessment: str, *, robust: bool, draws: int, **given: Any) -> None:
    """Find the best use of what there is: budget 3 --volunteer-hours 800 --staff-hours 300 --fix medical=network."""
    found = service.resolve(app, assessment)
    means = read_means(found, given)
    with drawing(draws if robust else 0) as progress:
        chosen = budgeting.budget(app, found, means, draws=draws if robust else 0, progress=progress)
    output.record(chosen, lambda: print_budget(chosen))


def print_budget(chosen: Budget) -> None:
    """Print a budget: the levels, how one would go about it, what is left, what cannot be chosen."""
    output.title(f"{chosen.assessment}: the best use of {in_words(chosen.available)}")
    if chosen.lines:
        columns = _LINES | (_CORE if chosen.robustness else {})
        output.table([*columns], [[column(one) for column in columns.values()] for one in chosen.lines])
    else:
        output.say("Nothing can be chosen.")
    output.say()
    for one in chosen.lines:
        if one.mitigation:
            output.prose(f"{one.title}: the risk is met by this: {one.mitigation}.")
    output.prose(f"{percent(chosen.reserve)} % of it is kept back; what may still be used: {in_words(chosen.rest)}.")
    for sentence in (chosen.next, *chosen.told, *chosen.firm):
        if sentence:
            output.prose(sentence)
    steps = tuple((number, step) for number, step in enumerate(chosen.steps, 1))
    output.panel(
        Panel(title="How one would go about it, the most for the scarcest first", columns=("", ""), rows=steps)
    )
    left_out = tuple((one.title, one.because) for one in chosen.left_out)
    output.panel(Panel(title="What cannot be chosen", columns=("Sector", "Why"), rows=left_out))
