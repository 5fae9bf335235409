"""Takes reported appeals in from a table; the same file again writes nothing, a later one puts its figures right."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from attrs import define, field, frozen

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import InvalidInputError, sentence_of
from outreach_crm.keywords.places import read_places
from outreach_crm.model import Problem
from outreach_crm.storage import Row
from outreach_crm.text import either, say
from outreach_crm.transfer.service.headed import opened_table, rows_of
from outreach_urgent_actions.model.appeal_files import AppealRow, field_of, read_row
from outreach_urgent_actions.model.responses import TYPES, Came
from outreach_urgent_actions.parse import read_subject
from outreach_urgent_actions.parse.records import CaseNumber, Series
from outreach_urgent_actions.queries import cases as case_queries
from outreach_urgent_actions.queries import responses as queries

_PAGE = 500


@frozen(kw_only=True)
class AppealsReport:
    """What an import of appeals did or would do; ``change_id`` is None where nothing was written."""

    change_id: int | None
    counts: Mapping[str, int]
    problems: tuple[Problem, ...]


@define
class _Reader:
    """Reads a file row by row and remembers what it met."""

    app: App
    source: str
    file: str
    problems: list[Problem] = field(factory=list)
    counts: Counter[str] = field(factory=Counter)
    cases: dict[str, tuple[int | None, str]] = field(factory=dict)
    times: Counter[str] = field(factory=Counter)

    def read(self, path: Path, encoding: str) -> tuple[list[Row], dict[str, Row]]:
        """Return the rows of a file as they are stored, and those of them that are there already, by digest."""
        told = [*rows_of(opened_table(self.app, path, encoding))]
        _check(path, told)
        rows = [*self.rows(told)]
        keys = sorted({contacts.address_key(self.app, row.email) for row in rows if row.email})
        reached = queries.reached(self.app.store, keys)
        values = [self.values(row, reached) for row in rows]
        return values, queries.known(self.app.store, [one["digest"] for one in values])

    @property
    def told(self) -> dict[str, int]:
        """What was met, in figures."""
        return {name: self.counts[name] for name in ("rows", "refused", "without_case", "unknown_case")}

    def rows(self, told: Iterable[tuple[int, Mapping[str, str], str]]) -> Iterator[AppealRow]:
        today = self.app.clock.today().isoformat()
        for line, cells, why in told:
            self.counts["rows"] += 1
            try:
                if why:
                    raise ValueError(why)
                row = read_row(line, {field_of(name): cell for name, cell in cells.items() if field_of(name)})
                if (row.on.isoformat() if row.on else row.month) > today:
                    raise ValueError(say("{on} is in the future.", on=row.on or row.month))
            except ValueError as error:
                self.counts["refused"] += 1
                self._say(line, sentence_of(error))
                continue
            yield row

    def values(self, row: AppealRow, reached: Mapping[str, int]) -> Row:
        """Return a row as it is stored."""
        case_id, written = self._case(row)
        key = contacts.address_key(self.app, row.email) if row.email else ""
        who = reached.get(key)
        # Who is not in the book is told apart by what is kept of their address: its keyed digest.
        sender = "" if who else row.supporter or (f"supporter {key[:12]}" if key else "")
        own = {
            "case_id": case_id,
            "contact_id": who,
            "kind": Came.APPEALS.value,
            "on_date": row.on.isoformat() if row.on else None,
            "month": row.month,
            "sender": sender,
            "written": written,
            "year": row.year,
            "countries": " ".join(read_places(row.place).countries),
            "topics": "|".join(row.topics),
            "campaign": row.campaign,
            "page": row.page,
            "source": self.source,
        }
        said: list[object] = [self.source, row.external_id or [row.supporter, key, row.case, row.country, *row.topics]]
        if not row.external_id:
            kinds = [name for name in TYPES if row.figures[name]]
            said += [str(row.on), row.month, row.year, row.campaign, row.page, kinds]
        text = json.dumps(said, ensure_ascii=False)
        self.times[text] += 1
        digest = hashlib.sha256(f"{text}{self.times[text]}".encode()).hexdigest()
        return {**own, **row.figures, "digest": digest}

    def _case(self, row: AppealRow) -> tuple[int | None, str]:
        """Return the case of a row and how it is cited where it is not in the book."""
        if not row.case:
            self.counts["without_case"] += 1
            return None, ""
        if row.case not in self.cases:
            self.cases[row.case] = self._found(row)
        found = self.cases[row.case]
        self.counts["unknown_case"] += found[0] is None
        return found

    def _found(self, row: AppealRow) -> tuple[int | None, str]:
        numbers = read_subject(row.case).cases
        number = numbers[0] if numbers else CaseNumber(Series.UNKNOWN, None, None)
        if number.number is None or number.year is None:
            self._say(row.line, say("{what!r} names no case; it is counted under these words.", what=row.case))
            return None, row.case
        series = "" if number.series is Series.UNKNOWN else number.series.value
        there = case_queries.named(self.app.store, series, number.number, number.year)
        if len(there) == 1:
            return there[0].id, ""
        if there:
            several = either(one.ref for one in there[:5])
            self._say(
                row.line,
                say("{number} can be {cases}; it is counted under its number.", number=str(number), cases=several),
            )
        else:
            self._say(row.line, say("{number} is not in the book; it is counted under its number.", number=str(number)))
        return None, str(number)

    def _say(self, line: int, sentence: str) -> None:
        self.problems.append(Problem(sentence=sentence, file=self.file, line=line))


def import_appeals(
    app: App,
    path: Path,
    *,
    source: str = "appeals",
    encoding: str = "",
    dry_run: bool = False,
    because: str = "",
    progress: Callable[[int], None] = lambda _: None,
) -> AppealsReport:
    """Take appeals in from a table, in steps of one change.

    Args:
        app: the App.
        path: CSV or a spreadsheet with a month or a day, and any of case, country, topics, year and type, count,
            supporter, email, campaign, page, id.
        source: of which list it is an edition: a later one puts figures right, another list adds to them.
        encoding: of a text that is not UTF-8.
        dry_run: only say what would be done.
        because: why.
        progress: told how many rows were written.

    Raises:
        ImportRejectedError: the file cannot be read.
        InvalidInputError: no column says when.
    """
    reader = _Reader(app, source, path.name)
    values, known = reader.read(path, encoding)
    new = [one for one in values if one["digest"] not in known]
    wrong = [one for one in values if _differs(one, known.get(one["digest"]))]
    counts = {
        "new": len(new),
        "known": len(values) - len(new) - len(wrong),
        "put_right": len(wrong),
        "appeals": sum(one[name] for one in values for name in TYPES),
        **reader.told,
    }
    why = "; ".join(part for part in (because, f"{path.name}: {len(values):,} rows") if part)
    change_id = None if dry_run else _save(app, [*new, *wrong], known, why, progress)
    return AppealsReport(change_id=change_id, counts=counts, problems=tuple(reader.problems))


def _check(path: Path, told: Sequence[tuple[int, Mapping[str, str], str]]) -> None:
    header = [*told[0][1]] if told else []
    if not {"month", "day"} & {field_of(name) for name in header}:
        there = ", ".join(header) or say("none")
        raise InvalidInputError(
            say(
                "No column of {path} says when appeals were sent (month or date): {there}.", path=path.name, there=there
            )
        )


def _differs(one: Row, known: Row | None) -> bool:
    return known is not None and any(one[name] != known[name] for name in TYPES)


def _save(
    app: App, rows: Sequence[Row], known: Mapping[str, Row], why: str, progress: Callable[[int], None]
) -> int | None:
    """Write rows in steps of one change and return its number; None where there are none."""
    if not rows:
        return None
    with app.change("import appeals", because=why, steps=True) as change:
        for start in range(0, len(rows), _PAGE):
            page = rows[start : start + _PAGE]
            with change.step():
                _save_page(app, page, known)
            progress(len(page))
    return change.id


def _save_page(app: App, rows: Iterable[Row], known: Mapping[str, Row]) -> None:
    new = []
    for row in rows:
        there = known.get(row["digest"])
        if there is None:
            new.append(row)
        else:
            app.store.update("ua_responses", there["id"], {name: row[name] for name in TYPES})
    app.store.insert_many("ua_responses", new)
