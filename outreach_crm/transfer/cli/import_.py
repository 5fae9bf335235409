"""The command ``outreach import``: looks at a file, says what would become of each record, asks, and writes."""

from pathlib import Path
from typing import Any

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, dry_run_option, yes_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.contacts.model import Kind
from outreach_crm.model import Problem
from outreach_crm.transfer import service
from outreach_crm.transfer.cli.opening import opened, reading_options, show_columns
from outreach_crm.transfer.service import OnDuplicate, Outcome, Preview, Reading, Report, Seen, Terms

_TITLES = {
    Outcome.NEW: "New",
    Outcome.CHANGED: "Changed",
    Outcome.DUPLICATE: "Probably in the book already",
    Outcome.REFUSED: "Refused",
}
# So many doubtful values are shown; all are counted.
_PROBLEMS = 10


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@dry_run_option
@yes_option
@reading_options
@click.option("--sector", "sectors", multiple=True, metavar="SECTOR", help="A sector that all of them are in.")
@click.option(
    "--basis", default="", metavar="KEY", help="On which basis all persons are held: outreach privacy bases lists it."
)
@click.option("--purpose", default="", metavar="KEY", help="What the basis, and consents in the file, are for.")
@click.option("--wording", default="", metavar="TEXT", help="What exactly was agreed to, where it is consent.")
@click.option(
    "--duplicates",
    type=click.Choice([one.value for one in OnDuplicate]),
    default=OnDuplicate.SKIP.value,
    show_default=True,
    help="What to do with whoever is probably in the book already.",
)
@because_option
@json_option
@with_app
def import_(app: App, file: Path, dry_run: bool, yes: bool, because: str, **given: Any) -> None:
    """Take contacts from CSV, a spreadsheet, vCards or JSON.

    It says first what would become of each record, and asks. Whoever is known is found again by the number in the other
    system, or by e-mail and name: the same file twice changes nothing. outreach undo takes all of it back.
    """
    names = ("sectors", "basis", "purpose", "wording")
    terms = Terms(duplicates=OnDuplicate(given["duplicates"]), **{name: given[name] for name in names})
    reading = opened(app, file, given)
    looked = _look(app, reading, file, terms, dry_run=dry_run)
    if dry_run:
        return
    if looked.writes:
        counts = looked.tally.numbers()
        question = f"Add {counts['new']:,} and change {counts['changed']:,} contacts?"
        output.confirm(question, yes=yes)
    with output.progress(f"Importing {reading.file}", reading.size) as read:
        report = service.take_in(app, reading, file, looked, because=because, progress=read)
    output.record(report, lambda: _tell(report))


def _look(app: App, reading: Reading, file: Path, terms: Terms, *, dry_run: bool) -> Preview:
    """Preview an import, and print it: as a table, or with every record as JSON."""
    wanted = dry_run and output.wants_json()
    records: list[dict[str, Any]] = []
    problems: list[Problem] = [*reading.problems]

    def each(seen: Seen) -> None:
        if not wanted:
            return
        problems.extend(seen.problems)
        if seen.outcome is Outcome.REFUSED:
            problems.append(Problem(sentence=seen.sentence, file=reading.file, line=seen.line))
        elif seen.record is not None and seen.written is not None:
            records.append(_as_document(seen))

    with output.progress(f"Looking at {reading.file}", reading.size) as read:
        looked = service.preview(app, reading, file, terms, each=each, progress=read)
    if wanted:
        columns = {column.header: column.field for column in reading.columns}
        told = {"counts": looked.tally.numbers(), "columns": columns, "records": records, "problems": problems}
        output.document(told)
    else:
        _show(reading, looked)
    return looked


def _as_document(seen: Seen) -> dict[str, Any]:
    read = service.as_document(seen.written, seen.record) if seen.written and seen.record else {}
    return {
        **read,
        "outcome": seen.outcome.value,
        "contact_id": seen.contact_id,
        "changes": seen.changes,
        "sentence": seen.sentence,
    }


def _show(reading: Reading, looked: Preview) -> None:
    if reading.columns:
        show_columns(reading.columns)
        output.say()
    for outcome, title in _TITLES.items():
        if shown := looked.tally.first.get(outcome):
            _show_some(title, shown, looked.tally.counts[outcome.value])
    problems = [*reading.problems, *looked.tally.problems]
    for problem in problems[:_PROBLEMS]:
        output.say(problem)
    if len(problems) > _PROBLEMS:
        output.say(
            f"… and {looked.tally.counts['problems'] + len(reading.problems) - _PROBLEMS:,} more doubtful values."
        )
    output.say(_numbers(looked.tally.numbers()))


def _show_some(title: str, shown: list[Seen], count: int) -> None:
    output.title(f"{title}: {count:,}")
    if any(one.changes for one in shown):
        output.table(["Line", "Who", "Field", "Before", "After"], [row for one in shown for row in _fields(one)])
    else:
        rows = [[one.line, one.name, _reached(one), one.sentence] for one in shown]
        output.table(["Line", "Who", "", ""], rows)
    if count > len(shown):
        output.say(f"… and {count - len(shown):,} more.")
    output.say()


def _fields(seen: Seen) -> list[list[Any]]:
    """Return a row for each field that changes, and one for what is to be said; line and name stand in the first."""
    rows: list[list[Any]] = [["", "", one.field, one.before, one.after] for one in seen.changes]
    if seen.sentence or not rows:
        rows.append(["", "", "", "", seen.sentence])
    rows[0][:2] = [seen.line, seen.name]
    return rows


def _reached(seen: Seen) -> str:
    """Return the first address of a record, and the organisation it names."""
    if seen.record is None:
        return ""
    points = (*seen.record.emails, *seen.record.phones, *seen.record.webs)
    organisation = seen.record.organisation if seen.record.kind == Kind.PERSON else ""
    return ", ".join(part for part in (next((one.value for one in points), ""), organisation) if part)


def _tell(report: Report) -> None:
    if report.refused_file:
        output.say(f"What was not taken in is in {report.refused_file}: put it right there and import that file.")
    if report.change_id is None:
        output.say("Nothing was written.")
    else:
        written = f"{report.counts['new']:,} added and {report.counts['changed']:,} changed"
        output.say(f"Done: {written}. outreach undo {report.change_id} takes all of it back.")


def _numbers(counts: Any) -> str:
    told = ", ".join(f"{counts[one.value]:,} {one.value}" for one in Outcome if counts[one.value])
    more = [
        f"{_several(counts[name], noun)} {sentence}"
        for name, noun, sentence in (
            ("organisations", "new organisation", "that persons are in"),
            ("problems", "doubtful value", "kept as written"),
        )
        if counts[name]
    ]
    return "; ".join([f"{_several(counts['records'], 'record')}: {told or 'none'}", *more]) + "."


def _several(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
