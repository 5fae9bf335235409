"""Commands ``outreach keywords``."""

from pathlib import Path
from textwrap import shorten

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, dry_run_option, limit_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.keywords import service
from outreach_crm.keywords.column_map import ColumnMap, columns_from, load_columns
from outreach_crm.keywords.model import Facet, ImportReport, KeywordDetail, LabelKind, Scheme, key_of

_PROBLEMS_SHOWN = 20
_DEFINITION_SHOWN = 90


@click.group()
def keywords() -> None:
    """By what cases and contacts are matched: concerns, people, occupations, themes, countries and regions."""


@keywords.command("find")
@click.argument("words", nargs=-1, required=True)
@click.option("--facet", type=click.Choice([one.value for one in Facet]), help="Only this facet.")
@click.option("--scheme", metavar="KEY", default="", help="Only this scheme (its key).")
@limit_option(30)
@json_option
@with_app
def find(app: App, words: tuple[str, ...], facet: str | None, scheme: str, limit: int) -> None:
    """Find keywords by the beginnings of their words, in any language."""
    text = " ".join(words)
    columns = {
        "Keyword": lambda one: one.keyword.address,
        "Label": lambda one: one.keyword.label,
        "Found by": lambda one: "" if one.found_by == one.keyword.label else one.found_by,
        "Facet": lambda one: one.keyword.facet,
        "Choose it for": lambda one: shorten(one.keyword.definition, _DEFINITION_SHOWN, placeholder=" …"),
    }
    found = service.find(app, text, facet=Facet(facet) if facet else None, scheme=scheme, limit=limit)
    output.records(found, columns, empty=f"Nothing begins with {text!r}.")


@keywords.command("show")
@click.argument("keyword")
@json_option
@with_app
def show(app: App, keyword: str) -> None:
    """Show KEYWORD: what it means, its names, and what stands around it."""
    detail = service.show(app, keyword)
    output.record(detail, lambda: _print(detail))


@keywords.command("expand")
@click.argument("keyword")
@json_option
@with_app
def expand(app: App, keyword: str) -> None:
    """List all that is more specific than KEYWORD, with the way that leads there."""
    columns = {
        "Steps": lambda one: one.depth,
        "Keyword": lambda one: one.keyword.address,
        "Way": lambda one: " → ".join(one.path),
    }
    output.records(service.expand(app, keyword), columns, empty="")


@keywords.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--columns", metavar="NAME|FILE", default="", help="A map of columns: huridocs, or a TOML file.")
@click.option(
    "--column", "pairs", multiple=True, metavar="WHAT=COLUMN", help="Such as key=id, label.en=term, broader=parent."
)
@click.option("--scheme", metavar="KEY", default="", help="Key of the scheme; else made of the file's name.")
@click.option("--title", default="", help="Title of the scheme; else the file's name.")
@because_option
@dry_run_option
@json_option
@with_app
def import_(
    app: App,
    file: Path,
    columns: str,
    pairs: tuple[str, ...],
    scheme: str,
    title: str,
    because: str,
    dry_run: bool,
) -> None:
    """Import a scheme from FILE: a scheme file (TOML), or CSV with --columns or --column."""
    into = Scheme(key=key_of(scheme or file.stem), title=title or scheme or file.stem, source=file.name)
    read = service.read_file(file, _columns(columns, pairs), into)
    report = service.import_schemes(app, read, because=because, dry_run=dry_run)
    output.record(report, lambda: _report(report))


@keywords.command("check")
@json_option
@with_app
def check(app: App) -> None:
    """Look for keywords that lead back to themselves, or lack a definition or links; exits with 1 on what is grave."""
    flaws = service.check(app)
    columns = {
        "": lambda one: "look" if one.grave else "note",
        "What": lambda one: one.kind,
        "Finding": lambda one: one.sentence,
    }
    output.records(flaws, columns, empty="Everything is in order.")
    if any(flaw.grave for flaw in flaws):
        raise click.exceptions.Exit(1)


def _columns(name: str, pairs: tuple[str, ...]) -> ColumnMap | None:
    if name and pairs:
        raise click.UsageError("Give --columns or --column, not both.")
    if name:
        return load_columns(name)
    return columns_from(pairs) if pairs else None


def _print(detail: KeywordDetail) -> None:
    keyword = detail.keyword
    output.title(keyword.label)
    if keyword.definition:
        output.prose(keyword.definition)
    output.say(f"Keyword: {keyword.address}")
    for heading, words in {
        "Facet": keyword.facet,
        "Codes": ", ".join(keyword.codes),
        "Valid from": keyword.valid_from,
        "Valid to": keyword.valid_to,
        **_names(detail),
    }.items():
        if words:
            output.prose(f"{heading}: {words}", indent="  ")
    for heading, others in (("Broader", detail.broader), ("Narrower", detail.narrower), ("Related", detail.related)):
        if others:
            output.prose(f"{heading}: {', '.join(other.label for other in others)}", indent="  ")


def _names(detail: KeywordDetail) -> dict[str, str]:
    """Return the names by kind and language, shown ones first."""
    found: dict[str, list[str]] = {}
    order = list(LabelKind)
    for label in sorted(detail.labels, key=lambda label: (order.index(label.kind), label.language, label.text)):
        heading = f"{label.kind.capitalize()} ({label.language})" if label.language else label.kind.capitalize()
        found.setdefault(heading, []).append(label.text)
    return {heading: ", ".join(texts) for heading, texts in found.items()}


def _report(report: ImportReport) -> None:
    counts = report.counts
    done = "would be" if report.dry_run else "were"
    output.say(f"{counts.read} keywords read, in {counts.schemes} schemes.")
    output.say(f"{counts.added} {done} added, {counts.changed} changed; {counts.unchanged} are as they were.")
    output.say(f"{counts.links_added} links {done} added, {counts.links_removed} removed.")
    if counts.absent:
        output.say(f"{counts.absent} keywords are no longer in the file and stay.")
    for problem in report.problems[:_PROBLEMS_SHOWN]:
        output.say(f"  {problem}")
    if len(report.problems) > _PROBLEMS_SHOWN:
        output.say(f"  and {len(report.problems) - _PROBLEMS_SHOWN} more; --json lists them all.")
