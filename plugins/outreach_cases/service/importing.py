"""Brings cases up to date from a list: new ones, what is altered, and levels as further rows; run again, nothing more.

What would be done is found out by doing it and taking it back, so that a preview cannot say otherwise than the import.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from attrs import asdict, evolve, frozen

from outreach_cases.model.cases import Case, CaseDraft, Consent
from outreach_cases.model.columns import COLUMNS
from outreach_cases.model.imports import NO, YES, Fate, Line, Report, fields_of
from outreach_cases.model.levels import Decided, Level, Reason
from outreach_cases.model.links import written_addressees
from outreach_cases.queries import cases as queries
from outreach_cases.service import deciding, writing
from outreach_cases.service.finding import addressees, concerns, get
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import InvalidInputError, OutreachError
from outreach_crm.meaning import suggestion
from outreach_crm.model import Problem
from outreach_crm.text import Sentence, fold, row, say, sort_name, term
from outreach_crm.transfer.service.headed import Row, opened_table, rows_of

_PLAIN = ("ref", "whom", "people", "gender", "country", "language", "wish")
# What tells a case from itself as it was: not the version, and levels are told by themselves.
_TOLD = ("name", *_PLAIN, "counted", "public", "consent", "poc")
_PARTS = ";|\n"


class _TakenBackError(Exception):
    """Ends what was only tried."""


@frozen(kw_only=True)
class _List:
    """A list: what it is called, its rows, and what its columns say."""

    file: str
    rows: tuple[Row, ...]
    fields: Mapping[str, str]


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
    read = tuple(rows_of(opened_table(app, path, encoding)))
    if not read:
        raise InvalidInputError(f"{path.name} has no rows: its first line has headers, and each below it a case.")
    fields = fields_of([*read[0][1]])
    if "name" not in fields.values():
        there = ", ".join(read[0][1])
        raise InvalidInputError(f"No column of {path.name} is called name; its columns are {there}.")
    found = _List(file=path.name, rows=read, fields=fields)
    stops = any(_stops(app, _values(found, cells)) for _, cells, _ in read)
    if dry_run:
        return evolve(_rehearsed(app, found), change_id=None)
    with app.change(term("import cases"), because=because or path.name, final=stops) as change:
        report = _taken(app, found)
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


def _rehearsed(app: App, found: _List) -> Report:
    report: list[Report] = []
    with suppress(_TakenBackError), app.change(term("import cases")):
        report.append(_taken(app, found))
        raise _TakenBackError
    return report[0]


def _taken(app: App, found: _List) -> Report:
    lines = [_line(app, found, one) for one in found.rows]
    left, fates = [one for one in lines if one.fate is Fate.LEFT], Counter(one.fate for one in lines)
    return Report(
        change_id=None,
        counts={fate.value: fates[fate] for fate in Fate},
        lines=tuple(lines),
        problems=tuple(Problem(sentence=row(one.told, " "), file=found.file, line=one.line) for one in left),
        unread=tuple(one for one in found.rows[0][1] if one not in found.fields),
    )


def _values(found: _List, cells: Mapping[str, str]) -> dict[str, str]:
    """Return what a row says, by field; empty cells say nothing."""
    said = ((found.fields[header], cell.strip()) for header, cell in cells.items() if header in found.fields)
    return {key: cell for key, cell in said if cell}


def _line(app: App, found: _List, one: Row) -> Line:
    """Take one row in, or leave it out whole."""
    line, cells, why = one
    said = _values(found, cells)
    name = said.get("name", "")
    try:
        if why:
            raise InvalidInputError(why)
        with app.store.write():
            return _case_taken(app, found, said, line)
    except OutreachError as error:
        problems = error.problems if isinstance(error, InvalidInputError) else ()
        told = tuple(problem.sentence for problem in problems) or (error.on_page,)
        return Line(line=line, name=name, fate=Fate.LEFT, told=told)


def _case_taken(app: App, found: _List, said: Mapping[str, str], line: int) -> Line:
    level = _level(found, said)
    there = _meant(app, said)
    if there is None:
        draft = _draft(CaseDraft(name=said.get("name", ""), opened_on=said.get("decided_on", "")), said)
        made = writing.add(app, draft, level)
        return Line(line=line, name=made.called, fate=Fate.NEW, told=(say("{state}", state=made.level),))
    told = [*_edited(app, there, said)]
    cautions: list[Sentence] = []
    if level is not None and level.state != there.level:
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
        raise InvalidInputError(f"Cases {', '.join(map(str, named))} are called so; give a reference.")
    return get(app, named[0]) if named else None


def _edited(app: App, there: Case, said: Mapping[str, str]) -> Iterator[str]:
    """Yield what a row alters of a case; what it does not alter is not written."""
    before = [one.label for one in concerns(app, [there])[there.id]]
    own = [str(one.address) for one in concerns(app, [there])[there.id]]
    now = writing.draft_of(there, own, written_addressees(addressees(app, there.id)))
    told: list[str] = []
    with suppress(_TakenBackError), app.store.write():
        changed = writing.edit(app, there.id, _draft(evolve(now, version=None), said))
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
            raise _TakenBackError
    yield from told


def _cell(value: object) -> str:
    return "–" if value in {None, ""} else "yes" if value is True else "no" if value is False else str(value)


def _draft(draft: CaseDraft, said: Mapping[str, str]) -> CaseDraft:
    """Return a draft with what a row says; what it does not say stays."""
    given: dict[str, Any] = {key: said[key] for key in ("name", *_PLAIN) if key in said}
    if "whom" in said:
        given["whom"] = said["whom"].lower()
    for key in ("public", "poc"):
        if key in said:
            given[key] = _yes(key, said[key])
    if "consent" in said:
        given["consent"] = _one_of("consent", said["consent"], [one.value for one in Consent])
    if "concerns" in said:
        text = said["concerns"].translate({ord(sign): ";" for sign in _PARTS})
        given["concerns"] = tuple(part.strip() for part in text.split(";") if part.strip())
    return evolve(draft, **given)


def _level(found: _List, said: Mapping[str, str]) -> Decided | None:
    if "level" not in said:
        return None
    state = _one_of("level", said["level"], [one.value for one in Level])
    reason = _reason(said) if state == Level.CLOSED else None
    # Why one is closed or opened again nobody but the Secretariat knows; that one rests, the list itself says.
    usual = f"As the list {found.file} says" if state == Level.DORMANT else ""
    return Decided(
        state=state,
        decided_on=said.get("decided_on", ""),
        reason=reason,
        note=said.get("note", usual),
        decided_by=said.get("decided_by", ""),
    )


def _reason(said: Mapping[str, str]) -> Reason | None:
    text = said.get("reason", "")
    return Reason(_one_of("reason", text, [one.value for one in Reason])) if text else None


def _stops(app: App, said: Mapping[str, str]) -> bool:
    """Return whether a row closes a case of ours for their safety or their wish: no undo takes that back."""
    if fold(said.get("reason", "")) not in {one.value for one in Reason if one.stops}:
        return False
    with suppress(OutreachError):
        there = _meant(app, said)
        return there is not None and there.level is not Level.CLOSED
    return False


def _yes(key: str, text: str) -> bool:
    word = fold(text)
    if word not in YES | NO:
        raise _wrong(key, f"{text!r} is neither yes nor no.")
    return word in YES


def _one_of(key: str, text: str, known: Sequence[str]) -> str:
    word = fold(" ".join(text.split()))
    if word not in known:
        raise _wrong(key, f"{text!r} is no {key}{suggestion(word, known)}; it is {', '.join(known)}.")
    return word


def _wrong(key: str, sentence: str) -> InvalidInputError:
    return InvalidInputError(sentence, (Problem(field=key, sentence=sentence),))
