"""Imports schemes from files, with a rehearsal that only counts."""

from collections.abc import Sequence
from pathlib import Path

from attrs import fields

from outreach_crm.app import App
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.keywords import queries
from outreach_crm.keywords.column_map import ColumnMap
from outreach_crm.keywords.csv_scheme import CsvRead, read_csv
from outreach_crm.keywords.model import ImportCounts, ImportReport, Scheme, key_of
from outreach_crm.keywords.scheme_file import load_scheme
from outreach_crm.keywords.service import loading
from outreach_crm.keywords.service.preparing import prepare
from outreach_crm.text import say
from outreach_crm.written import read_bytes


def read_file(source: Path, columns: ColumnMap | None = None, scheme: Scheme | None = None) -> CsvRead:
    """Read a scheme file, TOML by its suffix, else CSV.

    Args:
        source: the file.
        columns: which column of a CSV file says what.
        scheme: the scheme of a CSV file's rows; named for the file unless given.

    Raises:
        InvalidInputError: it cannot be read.
    """
    if source.suffix == ".toml":
        file = load_scheme(source)
        return CsvRead(files=(file,), rows=len(file.concepts), problems=())
    if columns is None:
        raise InvalidInputError(
            say(
                "{source} is not TOML; say which column says what, as in --column key=id --column label.en=term"
                " --column broader=parent.",
                source=source.name,
            )
        )
    scheme = scheme or Scheme(key=key_of(source.stem), title=source.stem, source=source.name)
    return read_csv(read_bytes(source), columns, scheme, file=source.name)


def import_schemes(app: App, read: CsvRead, *, because: str = "", dry_run: bool = False) -> ImportReport:
    """Write the schemes that were read, only what differs.

    Each scheme is a step of one change: an import that was killed is simply run again.

    Args:
        app: the App.
        read: what :func:`read_file` returned.
        because: why.
        dry_run: count and check only.

    Raises:
        ConflictError: a scheme comes with the program or a plugin, and is loaded from there.
    """
    prepare(app)
    for file in read.files:
        _refuse_shipped(app, file.scheme.key)
    plans = loading.plan_all(app.store, read.files)
    problems = [*read.problems, *(problem for plan in plans for problem in plan.problems)]
    problems += loading.cycles(app.store, read.files)
    if not dry_run and any(plan.writes for plan in plans):
        _write(app, plans, because)
    return ImportReport(counts=_total(plans), problems=tuple(problems), dry_run=dry_run)


def _refuse_shipped(app: App, scheme: str) -> None:
    stored = queries.schemes(app.store).get(scheme)
    if stored and stored["digest"]:
        raise ConflictError(
            say(
                "The scheme {scheme!r} is loaded from a file of the program or a plugin; give yours another key."
                " Its links may lead to keywords of that scheme, and add to it.",
                scheme=scheme,
            )
        )


def _write(app: App, plans: Sequence[loading.Plan], because: str) -> None:
    with app.change("import keywords", because=because, steps=True) as change:
        for plan in plans:
            with change.step():
                loading.write_concepts(app.store, plan)
        ids = queries.addresses(app.store)
        for plan in plans:
            with change.step():
                loading.write_links(app.store, plan, ids)
    loading.make_closure(app.store)


def _total(plans: Sequence[loading.Plan]) -> ImportCounts:
    names = [one.name for one in fields(ImportCounts)]
    return ImportCounts(**{name: sum(getattr(plan.counts, name) for plan in plans) for name in names})
