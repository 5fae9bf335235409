"""Commands that write a case down, and write it otherwise."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from attrs import evolve

from outreach_cases import service
from outreach_cases.cli import telling
from outreach_cases.model.cases import Case, CaseDraft, Consent, Gender, Whom
from outreach_cases.model.levels import Decided, Level
from outreach_cases.model.links import written_addressees
from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.keywords import service as keywords
from outreach_crm.written import read_text

_SHORT = telling.short(Consent)
_FIELDS = (
    click.option("--ref", help="The reference of the International Secretariat."),
    click.option("--whom", type=click.Choice([one.value for one in Whom]), help="Whom it is about; else a person."),
    click.option("--people", metavar="NUMBER", help="How many: 12, about 300; empty: not known."),
    click.option(
        "--gender",
        metavar="[f|m|x]",
        type=click.Choice(["", *(one.value for one in Gender)]),
        help="The gender of all it is about; empty: not known.",
    ),
    click.option("--country", metavar="COUNTRY", help="Where it is; name or two letters."),
    click.option("--language", metavar="LANGUAGE", help="The language of the casefile: en, fr, fa."),
    click.option("--concern", "concerns", multiple=True, metavar="KEYWORD", help="What it is about: a keyword."),
    click.option("--public/--not-public", default=None, help="Whether anybody may know of it."),
    click.option("--consent", type=click.Choice([*_SHORT]), help="What they want to be done."),
    click.option("--wish", help="What else they wish, in words."),
    click.option("--poc/--not-poc", default=None, help="Whether they are prisoners of conscience."),
    click.option(
        "--addressees", type=click.Path(path_type=Path, dir_okay=False), help="A text file: a block for each."
    ),
    because_option,
)


def _fields(function: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_FIELDS):
        function = option(function)
    return function


@click.command()
@click.argument("name")
@_fields
@click.option(
    "--since", "opened_on", default="", metavar="DAY", help="Since when it is a case: 2026-03-09; else today."
)
@click.option(
    "--level", type=click.Choice([one.value for one in Level]), default="draft", help="Its level in the portfolio."
)
@click.option("--reason", type=click.Choice([*telling.REASONS]), help="Why, where it is closed.")
@click.option("--circle", default="", metavar="CIRCLE", help="Only this circle sees the case.")
@json_option
@with_app
def add(app: App, name: str, *, level: str, reason: str | None, because: str, opened_on: str, **given: Any) -> None:
    """Write a case down: add "Sanaa Rezaiy" --country Iran --concern torture --poc --level active."""
    draft = evolve(
        _given(CaseDraft(name=name, opened_on=opened_on), given), concerns=given["concerns"], circle=given["circle"]
    )
    first = Decided(state=level, reason=telling.REASONS[reason] if reason else None)
    found = service.add(app, draft, first, because=because)
    output.record(found, lambda: _print_added(app, found))


@click.command()
@click.argument("case")
@click.option("--name", help="What it is called.")
@_fields
@click.option("--without", metavar="KEYWORD", multiple=True, help="A keyword that it is not about.")
@json_option
@with_app
def edit(app: App, case: str, *, without: tuple[str, ...], because: str, **given: Any) -> None:
    """Write a CASE otherwise: edit 3 --wish "No letters to the family" --without torture."""
    found = service.resolve(app, case)
    own = [str(one.address) for one in service.concerns(app, [found])[found.id]]
    gone = {str(keywords.resolve(app, one).address) for one in without}
    concerns = (*(one for one in own if one not in gone), *given["concerns"])
    now = service.draft_of(found, concerns, written_addressees(service.addressees(app, found.id)))
    draft = _given(now, given)
    if given["name"] is not None:
        draft = evolve(draft, name=given["name"])
    if draft == now and not given["concerns"]:
        raise click.UsageError("Say what is otherwise now, such as --wish or --ref.")
    changed = service.edit(app, found.id, draft, because=because)
    output.record(changed, lambda: _print_kept(changed))


def _given(draft: CaseDraft, given: dict[str, Any]) -> CaseDraft:
    """Return a draft with what was said in options; what was not said stays."""
    plain = ("ref", "whom", "people", "gender", "country", "language", "public", "wish", "poc")
    said = {key: given[key] for key in plain if given[key] is not None}
    if given["consent"]:
        said["consent"] = _SHORT[given["consent"]].value
    if given["addressees"]:
        said["addressees"] = read_text(given["addressees"])
    return evolve(draft, **said)


def _print_kept(case: Case) -> None:
    undo = telling.undone_by(case.change_id)
    output.say(f"Case {case.id}, {case.called}: {case.standing} ({undo}).")


def _print_added(app: App, case: Case) -> None:
    _print_kept(case)
    for one in service.namesakes(app, case):
        output.prose(f"Think of it: {one}")
