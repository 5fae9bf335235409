"""Brings cases up to date from a list: new ones, what is altered, and levels as further rows; run again, no more."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from attrs import asdict, evolve

from outreach_cases.model.cases import Case, CaseDraft
from outreach_cases.model.columns import COLUMNS
from outreach_cases.model.imports import OF_CASES, Fate, Line, Report
from outreach_cases.model.levels import Level, Reason
from outreach_cases.model.links import written_addressees
from outreach_cases.queries import cases as queries
from outreach_cases.service import deciding, doubting, rows, writing
from outreach_cases.service.finding import addressees, concerns, get
from outreach_cases.service.reading_lists import Listed, TakenBackError, read_list, rehearsed, taken
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import InvalidInputError, OutreachError
from outreach_crm.text import Sentence, fold, say, sort_name, term
from outreach_crm.transfer.service.headed import opened_table, rows_of

# What tells a case from itself as it was: not the version, and levels are told by themselves.
_TOLD = ("name", *rows.PLAIN, "counted", "public", "consent", "poc")


def import_file(app: App, path: Path, *, encoding: str = "", because: str = "", dry_run: bool = False) -> Report:
    """Bring cases up to date from a table: CSV or a spreadsheet, a row for each case under headers.

    A row is of the case with its reference, else of the one with its name in its country. What a row does not say
    stays; another level is a further row of the history of the case, and whoever works on it is told as ever.

    Args:
        app: the App.
        path: the file.
        encoding: of a text that is not UTF-8.
        because: why.
        dry_run: find out what would be done, and do nothing.

    Raises:
        ImportRejectedError: the file cannot be read at all.
        InvalidInputError: it has no rows, or no column says what cases are called.
    """
    found = read_list(app, path, encoding, OF_CASES, needed="name", what=say("a case"))
    take_all = partial(taken, app, found, partial(_case_taken, app, found), named="name")
    stops = any(_stops(app, found.said(cells)) for _, cells, _ in found.rows)
    if dry_run:
        return rehearsed(app, take_all)
    with app.change(term("import cases"), because=because or path.name, final=stops) as change:
        report = take_all()
    wrote = report.counts[Fate.NEW.value] + report.counts[Fate.CHANGED.value]
    return evolve(report, change_id=change.id if wrote and not stops else None)


def import_text(app: App, text: str, *, because: str = "", dry_run: bool = False) -> Report:
    """Bring cases up to date from rows as text, such as somebody pasted; see :func:`import_file`."""
    with TemporaryDirectory(prefix="outreach-") as place:
        path = Path(place) / "pasted rows.csv"
        path.write_text(text, "utf-8")
        return import_file(app, path, because=because, dry_run=dry_run)


def rows_of_file(app: App, path: Path) -> list[list[str]]:
    """Return the rows of a table as they stand, its headers first; one that cannot be read has what can be.

    Raises:
        ImportRejectedError: it cannot be read at all.
        InvalidInputError: it is no table, or nothing tells its encoding.
    """
    read = [cells for _, cells, _ in rows_of(opened_table(app, path))]
    headers = list(read[0]) if read else []
    return [headers, *([cells.get(header, "") for header in headers] for cells in read)]


def _case_taken(app: App, found: Listed, said: Mapping[str, str], line: int) -> Line:
    given, level = rows.read(said, found.file, app.clock.today())
    there = _meant(app, said)
    if there is None:
        draft = evolve(CaseDraft(name="", opened_on=said.get("decided_on", "")), **given)
        made = writing.add(app, draft, level)
        twins = tuple(doubting.namesakes(app, made))
        return Line(
            line=line, name=made.called, fate=Fate.NEW, told=(say("{state}", state=made.level),), cautions=twins
        )
    told = [*_edited(app, there, given)]
    cautions: list[Sentence] = []
    if level is not None and level.state != there.level and not doubting.is_known(app, there, level):
        if level.state == Level.CLOSED:
            cautions = deciding.cautions(app, there, level.reason)
        made_level = deciding.level(app, there.id, level)
        told.append(say("level: {before} → {after}", before=there.level, after=made_level.told))
    fate = Fate.CHANGED if told else Fate.SAME
    return Line(line=line, name=there.called, fate=fate, told=tuple(told), cautions=tuple(cautions))


def _meant(app: App, said: Mapping[str, str]) -> Case | None:
    """Return the case of a row; None: it is new.

    Raises:
        InvalidInputError: several are called so.
    """
    ref = " ".join(said.get("ref", "").split())
    if ref and (number := queries.of_ref(app.store, ref)) is not None:
        return get(app, number)
    country = contacts.read_country(said.get("country", ""))
    named = [
        one["id"]
        for one in queries.named(app.store, sort_name(said.get("name", "")))
        if (not country or one["country"] in {"", country}) and not (ref and one["ref"])
    ]
    if len(named) > 1:
        raise InvalidInputError(say("Cases {names} are called so; give a reference.", names=", ".join(map(str, named))))
    return get(app, named[0]) if named else None


def _edited(app: App, there: Case, given: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a row alters of a case; what it does not alter is not written."""
    before = [one.label for one in concerns(app, [there])[there.id]]
    own = [str(one.address) for one in concerns(app, [there])[there.id]]
    now = writing.draft_of(there, own, written_addressees(addressees(app, there.id)))
    told: list[str] = []
    with suppress(TakenBackError), app.store.write():
        draft = evolve(now, version=None, **given)
        doubting.check_row(there, draft)
        changed = writing.edit(app, there.id, draft)
        after = [one.label for one in concerns(app, [changed])[there.id]]
        was, is_now = asdict(there), asdict(changed)
        told = [
            say(
                "{field}: {before} → {after}",
                field=COLUMNS.get(key, term(key)),
                before=_cell(was[key]),
                after=_cell(is_now[key]),
            )
            for key in _TOLD
            if was[key] != is_now[key]
        ]
        if sorted(before) != sorted(after):
            told.append(say("concerns: {before} → {after}", before=", ".join(before), after=", ".join(after)))
        if not told:
            raise TakenBackError
    yield from told


def _cell(value: object) -> str:
    return "–" if value in {None, ""} else "yes" if value is True else "no" if value is False else str(value)


def _stops(app: App, said: Mapping[str, str]) -> bool:
    """Return whether a row closes a case of ours for their safety or their wish: no undo takes that back."""
    if fold(said.get("reason", "")) not in {one.value for one in Reason if one.stops}:
        return False
    with suppress(OutreachError):
        there = _meant(app, said)
        return there is not None and there.level is not Level.CLOSED
    return False
