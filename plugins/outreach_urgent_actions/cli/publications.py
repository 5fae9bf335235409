"""The commands of ``ua publications``: ``add``, ``import``, ``list`` and ``show``; ``ua send`` sends one."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, dry_run_option, limit_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.cli.verbs import Verbs
from outreach_crm.machines import as_data
from outreach_crm.text import term
from outreach_crm.written import read_text
from outreach_urgent_actions.cli.reading import read_asking, reading_options
from outreach_urgent_actions.model.editions import Edition
from outreach_urgent_actions.model.shown import ShownIssue
from outreach_urgent_actions.service import editions, importing, publishing

_HERE = "outreach_urgent_actions.cli.publications"
_FIELDS = ("index", "issued", "country", "audience")
_SHOWN = 5

publications = Verbs(
    "publications",
    {
        "add": f"{_HERE}:add",
        "edition": f"{_HERE}:edition",
        "import": f"{_HERE}:import_",
        "list": f"{_HERE}:list_",
        "show": f"{_HERE}:show",
    },
    help="Newsletters, reports and documents, to whoever asked for publications.",
)


@click.command()
@click.argument("title")
@click.option("--index", default=None, help="Its index number, AMR 41/022/1998.")
@click.option("--issued", metavar="DAY", default=None, help="The day of issue, 2026-03-09.")
@click.option(
    "--country", default=None, metavar="COUNTRIES", help="Countries, parted by semicolons; else those in its title."
)
@click.option("--audience", metavar="[public|members]", default=None, help="Whom it is for: public or members.")
@click.option(
    "--keyword",
    "words",
    multiple=True,
    metavar="KEYWORD",
    help="A keyword, besides those in its title.",
)
@click.option("--without", multiple=True, metavar="KEYWORD", help="A proposed keyword to be left out.")
@click.option(
    "--text", type=click.Path(path_type=Path), metavar="FILE", help="What is sent (UTF-8); else its title and number."
)
@because_option
@json_option
@with_app
def add(
    app: App, title: str, words: Sequence[str], without: Sequence[str], text: Path | None, because: str, **of: Any
) -> None:
    """Add a publication by its TITLE, which proposes keywords and countries."""
    given = {field: of[field] for field in _FIELDS if of[field] is not None}
    body = read_text(text) if text else ""
    made = publishing.add(app, title, given, text=body, words=words, without=without, because=because)
    output.record(made, lambda: _show(made))


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@dry_run_option
@reading_options
@because_option
@json_option
@with_app
def import_(app: App, file: Path, dry_run: bool, because: str, **given: Any) -> None:
    """Take a list of publications from CSV, a spreadsheet or JSON: title, index, and any of keywords, country, issued.

    The same file twice changes nothing. outreach undo takes all of it back.
    """
    log = read_asking(app, file, given)
    with output.progress(f"Looking at {log.file}", len(log.rows)) as done:
        looked = publishing.look(app, log, progress=done)
    if dry_run:
        report = importing.rehearsed(looked)
    else:
        with output.progress(f"Importing {log.file}", len(looked.plan.new)) as done:
            report = importing.take_in(app, looked, what=term("import publications"), because=because, progress=done)
    output.record(report, lambda: _tell(looked, report))


@click.command("list")
@click.option(
    "--keyword", default="", metavar="KEYWORD", help="Only those with a keyword or country, or a more specific one."
)
@limit_option(20)
@json_option
@with_app
def list_(app: App, keyword: str, limit: int) -> None:
    """List publications, the latest first."""
    columns: dict[str, output.Column] = {
        "No.": lambda one: one.id,
        "Index": lambda one: one.index_number,
        "Issued": lambda one: one.issued_on,
        "Title": lambda one: one.title,
        "Keywords": lambda one: ", ".join(one.keywords),
        "Sent": lambda one: one.sent or "",
    }
    found = publishing.list_publications(app, keyword=keyword, limit=limit)
    output.records(found, columns, empty="There is none; outreach ua publications add or import takes them in.")


@click.command()
@click.argument("publication")
@json_option
@with_app
def show(app: App, publication: str) -> None:
    """Show a publication by its index number or its number in the book: its keywords and who got it."""
    found = publishing.show_publication(app, publication)
    of = editions.edition_of(app, found.issue.id)
    output.record({**as_data(found), "edition": of}, lambda: _show(found, of))


@click.command()
@click.argument("publication")
@click.option("--of", "series", default="", help="Of what it is an edition: magazine, monthly mailing.")
@click.option("--case", "cases", multiple=True, metavar="UA", help="A case that stands in it.")
@click.option("--without", multiple=True, metavar="UA", help="A case to be taken out.")
@because_option
@json_option
@with_app
def edition(app: App, publication: str, **given: Any) -> None:
    """Say which cases stand in an edition: edition 37 --of magazine --case "UA 205/01"."""
    found = editions.put_together(app, publishing.show_publication(app, publication).issue.id, **given)
    output.record(found, lambda: _print_edition(found))


def _print_edition(found: Edition) -> None:
    output.prose(f"Edition of {found.series}: {', '.join(found.cases) or 'no case yet'}.")
    for warning in found.warnings:
        output.prose(f"Mind: {warning}.")


def _show(one: ShownIssue, edition: Edition | None = None) -> None:
    issue = one.issue
    output.title(issue.subject)
    told = (f"number {issue.id}", issue.index_number, issue.issued_on, "members only" * (issue.audience == "members"))
    output.say(", ".join(part for part in told if part))
    words = dict.fromkeys(word.label or f"{word.written}?" for word in one.keywords)
    output.prose(f"Keywords: {', '.join(words) or 'none, so that it goes only to those who asked for everything'}")
    if edition:
        _print_edition(edition)
    for each in one.sent:
        output.say(f"Sent by {each.channel}: {each.sent}; to go: {each.waiting}; not delivered: {each.failed}.")
    output.say(f"Who gets it: outreach ua preview {issue.id}; send it: outreach ua send {issue.id}")


def _tell(looked: importing.Looked, report: importing.ImportReport) -> None:
    for one in report.problems[:_SHOWN]:
        output.prose(f"line {one.line}: {one.sentence}", indent="  ")
    if rest := len(report.problems[_SHOWN:]):
        output.say(f"… and {rest:,} more; --json names each.")
    new = [one.draft for one in looked.plan.new]
    bare = sum(not (one.keywords or one.added or one.places) for one in new)
    most = Counter(word for one in new for word in (*one.keywords, *one.added)).most_common(8)
    if most:
        output.prose("Keywords: " + ", ".join(f"{word} ({n})" for word, n in most))
    said = f"{report.counts['rows']:,} rows: {len(new):,} new publications, {report.counts['known']:,} in the book"
    output.say(f"{said} already; {bare:,} of the new ones have neither keyword nor country.")
    written = report.change_id
    output.say(f"outreach undo {written} takes all of it back." if written else "Nothing was written.")
