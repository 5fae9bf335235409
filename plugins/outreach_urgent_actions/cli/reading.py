"""Commands that take Urgent Actions in: ``ua parse``, ``ua import``, ``ua paste``."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, day_first_option, dry_run_option, encoding_option, map_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.errors import InvalidInputError
from outreach_crm.model import Problem
from outreach_crm.text import say
from outreach_urgent_actions.model.logs import FIELDS, Log, Question
from outreach_urgent_actions.model.oddities import KINDS
from outreach_urgent_actions.parse import Subject, read_subject
from outreach_urgent_actions.service import importing, reading

# So many of a kind are shown; all are counted.
_SHOWN = 3
_READING = (
    map_option,
    encoding_option,
    day_first_option,
)
_PATH = click.Path(path_type=Path, allow_dash=True)


def reading_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say how a file is to be read."""
    for option in reversed(_READING):
        function = option(function)
    return function


@click.command()
@click.argument("file", type=_PATH)
@click.option("--day-first/--month-first", default=False, help="How 3/4/2026 is meant; else the month is first.")
@json_option
def parse(file: Path, day_first: bool) -> None:
    """Read subject lines, one on each line of FILE (- for standard input), and say what they are.

    With --json each line becomes one object on a line of its own. Nothing is saved.
    """
    subjects = (read_subject(line, day_first=day_first) for line in _lines(file))
    if output.wants_json():
        for one in subjects:
            click.echo(json.dumps(one.as_json(), ensure_ascii=False))
        return
    headings = ["Subject", "Case", "Kind", "No.", "Countries", "Issued"]
    output.table(headings, [_cells(one) for one in subjects])


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@dry_run_option
@reading_options
@click.option(
    "--source",
    default="log",
    show_default=True,
    help="The name of the log, whose rows are known again by their numbers.",
)
@because_option
@json_option
@with_app
def import_(app: App, file: Path, dry_run: bool, source: str, because: str, **given: Any) -> None:
    """Take a log of Urgent Actions from CSV, a spreadsheet or JSON.

    What is in the book already stays as it is: the same file twice changes nothing, and an import that was cut off is
    gone on with by doing it again. outreach undo takes all of it back.
    """
    log = read_asking(app, file, given)
    with output.progress(f"Looking at {log.file}", len(log.rows)) as done:
        looked = importing.look(app, log, source=source, progress=done)
    if dry_run:
        report = importing.rehearsed(looked)
    else:
        with output.progress(f"Importing {log.file}", len(looked.plan.new)) as done:
            report = importing.take_in(app, looked, because=because, progress=done)
    output.record(report, lambda: _tell(log, report, dry_run=dry_run))


def _lines(file: Path) -> Iterator[str]:
    """Yield the lines of a text, each in UTF-8 or, where it is none, in Windows' Western encoding."""
    name = say("Standard input") if str(file) == "-" else file.name
    try:
        content = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise InvalidInputError(say("{name} cannot be read: {strerror}.", name=name, strerror=error.strerror)) from None
    if not content:
        raise InvalidInputError(say("{name} is empty.", name=name))
    if b"\0" in content[:4_000]:
        raise InvalidInputError(say("{name} is not a text of lines.", name=name))
    for line in content.removeprefix(b"\xef\xbb\xbf").splitlines():
        try:
            yield line.decode()
        except UnicodeDecodeError:
            yield line.decode("cp1252", "replace")


def _cells(one: Subject) -> list[object]:
    cases = ", ".join(str(case) for case in one.cases)
    return [one.subject, cases, one.kind, one.ordinal, " ".join(one.countries), one.issued]


def read_asking(app: App, file: Path, given: dict[str, Any]) -> Log:
    """Read a log by the options of :func:`reading_options`; what it leaves open is asked on a terminal."""
    pairs = dict(_pair(text) for text in given.pop("pairs"))
    while True:
        log = reading.read_log(app, file, given=pairs, **given)
        if log.question is None:
            return log
        answer = _answer(log.question)
        if log.question.option == "--encoding":
            given["encoding"] = answer
        else:
            given["day_first"] = answer == "yes"


def _pair(text: str) -> tuple[str, str]:
    header, sign, name = text.rpartition("=")
    if not sign:
        raise click.UsageError(f"--map {text!r} is not HEADER=FIELD; a field is one of {', '.join(FIELDS)}.")
    return header.strip(), name.strip()


def _answer(question: Question) -> str:
    if not sys.stdin.isatty():
        listed = "".join(f"\n  {value}: {shown}" for value, shown in question.choices)
        raise click.UsageError(output.plain(f"{question.sentence} Give {question.option}.{listed}"))
    click.echo(output.plain(question.sentence), err=True)
    for number, (_, shown) in enumerate(question.choices, 1):
        click.echo(output.plain(f"  {number}  {shown}"), err=True)
    chosen = click.prompt("Number", type=click.IntRange(1, len(question.choices)), err=True)
    return question.choices[chosen - 1][0]


def _tell(log: Log, report: importing.ImportReport, *, dry_run: bool) -> None:
    rows = [[one.header, one.field or "(left out)", "; ".join(one.samples[:2])[:60]] for one in log.columns]
    output.table(["Column", "Read as", "Such as"], rows)
    output.say()
    by_kind: dict[str, list[Problem]] = {}
    for one in report.problems:
        by_kind.setdefault(one.field if one.field in KINDS else "", []).append(one)
    for kind, found in by_kind.items():
        output.title(f"{(KINDS.get(kind) or 'not taken in, or not wholly').capitalize()}: {len(found):,}")
        for one in found[:_SHOWN]:
            output.prose(f"line {one.line}: {one.sentence}", indent="  ")
        if len(found) > _SHOWN:
            check = ", and so does outreach ua check" if kind and not dry_run else ""
            output.say(f"… and {len(found) - _SHOWN:,} more; --json names each{check}.")
        output.say()
    if report.unmapped:
        listed = ", ".join(f"{text} ({uses})" for text, uses in [*Counter(report.unmapped).most_common(12)])
        output.prose(f"Keywords that are not in the thesaurus: {listed}. They are kept as written.")
    output.say(_sum(report, dry_run=dry_run))


def _sum(report: importing.ImportReport, *, dry_run: bool) -> str:
    counts = report.counts
    said = f"{counts['rows']:,} rows: {counts['new']:,} new in {counts['cases']:,} cases"
    said += f", {counts['known']:,} in the book already" if counts["known"] else ""
    said += f", {counts['left_out']:,} not taken in" if counts["left_out"] else ""
    said += f", {counts['inferred_dates']:,} days of issue taken from their neighbours"
    if dry_run:
        return f"{said}. Nothing was written."
    undo = f" outreach undo {report.change_id} takes all of it back." if report.change_id else " Nothing was written."
    return f"{said}.{undo}"
