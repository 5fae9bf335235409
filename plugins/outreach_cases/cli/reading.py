"""Commands that list cases and show one."""

import click
from attrs import asdict

from outreach_cases import service
from outreach_cases.cli import telling
from outreach_cases.cli.belonging import print_links
from outreach_cases.formulas.individuals import Headcount, individuals
from outreach_cases.model.cases import Case
from outreach_cases.model.figures import people_told
from outreach_cases.model.levels import Level, Stance
from outreach_cases.model.openness import against_giving
from outreach_cases.model.then import Then
from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import on_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.dates import read_past
from outreach_crm.languages import language_name
from outreach_crm.text import count

_LIST: dict[str, output.Column] = {
    "No.": lambda one: one.id,
    "Ref.": lambda one: one.ref,
    "Case": lambda one: one.name,
    "Who": lambda one: one.who,
    "Country": lambda one: one.country,
    "Level": lambda one: f"{one.level}{f': {one.reason}' if one.reason else ''}",
    "Since": lambda one: one.level_on,
    "Our decision": lambda one: one.stance.told if one.stance else "",
}
_STANCES = [*(one.value for one in Stance), "none"]


@click.command("list")
@click.option(
    "--level",
    "levels",
    multiple=True,
    type=click.Choice([one.value for one in Level]),
    help="Only those of this level.",
)
@click.option("--decision", type=click.Choice(_STANCES), help="By what we decided; none: nothing so far.")
@click.option("--in", "where", default="", help="Only those in a country or region.")
@click.option(
    "--concern", default="", metavar="KEYWORD", help="Only those about a keyword, or something more specific."
)
@click.option("--poc", is_flag=True, help="Only prisoners of conscience.")
@on_option("As of which day")
@json_option
@with_app
def list_(
    app: App, levels: tuple[str, ...], decision: str | None, where: str, concern: str, on: str, *, poc: bool
) -> None:
    """List cases by name, as they are or as they were: list --level active --in Africa --on 2026-01-01."""
    wanted = [Level(one) for one in levels] or None
    asked = service.asking(app, levels=wanted, stance=decision or "", where=where, concern=concern, poc=poc)
    day = read_past(on, app.clock.today()) if on else None
    found = service.listed(app, asked, day)
    columns = {**_LIST, "Country": lambda one: telling.country(app, one.country)}
    output.records(found, columns, empty='No case stands here. To write one down: outreach cases add "NAME"')
    if not output.wants_json() and found:
        output.say(_sum(found))


def _sum(found: list[Case]) -> str:
    people = individuals(Headcount(one.people, one.counted) for one in found)
    return f"{count(len(found), '{n} case', '{n} cases')}: {people_told(people)}."


@click.command()
@click.argument("case")
@on_option("As of which day")
@json_option
@with_app
def show(app: App, case: str, on: str) -> None:
    """Show a CASE: whom it is about, its levels, what we decided, and what belongs to it."""
    day = read_past(on, app.clock.today()) if on else app.clock.today()
    found = service.then(app, service.resolve(app, case, day).id, day)
    rest = asdict(found, recurse=False, filter=lambda field, _: field.name != "case")
    output.record({**asdict(found.case, recurse=False), **rest}, lambda: _print(app, found))


def _print(app: App, found: Then) -> None:
    case = found.case
    output.title(f"Case {case.id}: {case.called}, {case.standing}")
    for label, text in _facts(app, found):
        if text:
            output.prose(f"{label}: {text}")
    output.table(
        ["From", "What", "By", "Why"], [[one.decided_on, one.told, one.decider, one.note] for one in found.history]
    )
    print_links(case.id, found.links, found.pointers)
    for one in found.addressees:
        output.prose(
            f"Appeals to: {', '.join(part for part in (one.name, *one.lines.splitlines(), one.email) if part)}"
        )
    for version in found.versions:
        current = " (current)" if version.current else ""
        name = version.file.name if version.file else ""
        output.prose(f"Casefile of {version.dated_on}{current}: {name}{': ' if version.note else ''}{version.note}")
    for note in found.notes:
        output.prose(f"Restricted, {note.circle or 'whoever may write'}, {note.written_by}: {note.text}")
    for held in found.holdings:
        output.prose(f"Held by {held.group}, {held.told}")
    for sentence in against_giving(case):
        output.prose(f"Not for groups: {sentence}")


def _facts(app: App, found: Then) -> list[tuple[str, str]]:
    case = found.case
    region = service.regions(app, [case.country]).get(case.country, "")
    return [
        ("Who", f"{case.who}{f', {case.gender.label}' if case.gender else ''}"),
        ("Where", ", ".join(part for part in (telling.country(app, case.country), region) if part)),
        ("Concerns", ", ".join(found.concerns)),
        ("Prisoner of conscience", "yes" if case.poc else ""),
        ("Public", "" if case.public else "no"),
        ("Seen by", f"only {circle}" if (circle := service.seen_by(app, case)) else ""),
        ("Consent", case.consent.value),
        ("Wish", case.wish),
        ("Language of the casefile", language_name(case.language) if case.language else ""),
    ]
