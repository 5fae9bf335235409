"""Reading a file of contacts: which format it is, which column says what, what must be asked, and then its records."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import define, field

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import InvalidInputError
from outreach_crm.formats import Again
from outreach_crm.model import Problem
from outreach_crm.text import later, say
from outreach_crm.transfer.hygiene.cleaning import Cleaner
from outreach_crm.transfer.hygiene.days import order
from outreach_crm.transfer.mapping.fields import Target, check
from outreach_crm.transfer.mapping.plan import Plan
from outreach_crm.transfer.model import Choice, Column, ColumnMapping, Question, Record
from outreach_crm.transfer.service.formats import encoding_of, format_of
from outreach_crm.transfer.service.looking import Look, check_called, columns_of, kind_of, look
from outreach_crm.transfer.service.mappings import get_mapping
from outreach_crm.transfer.service.sources import Source
from outreach_crm.transfer.service.telling import told_of

_DATES = ("changed-on", "consent-on", "consent", "no-consent", "membership_from", "membership_to")
_HIDDEN = later("The hidden sheet {name!r} was not read; show it to choose it.")


@define(kw_only=True, eq=False)
class Reading:
    """A file of contacts that was opened: looked at, not yet read through.

    Every iterator reads the file anew from its beginning, one record at a time and in constant memory, so a preview and
    the import itself may each go through it. Records come in the order of the file and have their line.

    Args:
        file: its name, as it stands in problems.
        format: key of the importer that reads it (``csv``, ``spreadsheet``, ``vcard``, ``json``).
        columns: the columns of a table with samples and guesses; none for cards.
        mapping: which column says what, to be shown, changed (``read`` again) and saved; empty for cards.
        questions: what must be answered before records can be read; empty when all is known.
        problems: what is odd about the file as a whole; what is odd about a record stands in its flags.
        size: how many bytes there are to read.
        again: how records that are not taken in are written; None where rows of a table are.
    """

    file: str
    format: str
    columns: tuple[Column, ...] = ()
    mapping: ColumnMapping = field(factory=ColumnMapping)
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()
    size: int = 0
    again: Again | None = None
    _source: "Source" = field(alias="source")
    _plan: Plan | None = field(default=None, alias="plan")
    _begins: int = field(default=1, alias="begins")
    _cleaner: Cleaner = field(alias="cleaner")

    @property
    def header(self) -> tuple[str, ...]:
        """The header of a table, to stand above refused rows; none for cards."""
        return tuple(column.header for column in self.columns)

    @property
    def position(self) -> int:
        """How many bytes were read by the iterator used last; for a progress bar."""
        return self._source.position

    def records(self) -> Iterator[Record]:
        """Yield the records as written.

        Raises:
            InvalidInputError: a question is open, or nothing in the file can be read; the sentence says what to do.
        """
        return map(self._cleaner.written, self._told())

    def clean(self) -> Iterator[Record]:
        """Yield the records in normal form: what an import writes.

        * ``kind`` is ``person`` or ``organisation``, ``name`` the whole name (``given`` and ``family`` where known);
        * ``fields`` hold only names of ``contacts.fields.FIELDS``, values as ``read_fields`` would store them, as text;
        * ``emails``, ``phones`` (E.164, ``;ext=`` RFC 3966), ``webs`` in the form of ``contacts.fields``, each once;
        * ``addresses`` and ``fields["country"]`` have ISO 3166 codes, ``language`` BCP 47, dates ISO 8601;
        * ``sectors`` are keys where they are known; ``interests`` are parted but not looked up in the keywords;
        * ``consents`` have ``given_on`` as ISO 8601 or empty; ``ids`` are ``system:number``, the system small.

        What could not be brought into that form stands there as written and has a flag of its field; who writes it
        decides where it goes (an e-mail that is none is no contact point). ``refused`` is set for whatever has neither
        name, organisation nor address.

        Raises:
            InvalidInputError: as :meth:`records`.
        """
        return map(self._cleaner.clean, self._told())

    def both(self) -> Iterator[tuple[Record, Record]]:
        """Yield each record as written and in normal form."""
        return ((self._cleaner.written(told), self._cleaner.clean(told)) for told in self._told())

    def _told(self) -> Iterator[dict[str, Any]]:
        for question in self.questions:
            raise InvalidInputError(
                say("{question} Give {option}.", question=question.sentence, option=question.option)
            )
        if self._plan is None:
            yield from (told_of(one, self.file) for one in self._source)
            return
        told, begins = self._plan.told, self._begins
        yield from (told(*row) for row in self._source if row[0] >= begins)


def read(
    app: App,
    path: Path,
    *,
    mapping: ColumnMapping | str | None = None,
    columns: Mapping[str, str] | None = None,
    encoding: str = "",
    day_first: bool | None = None,
    header: bool | None = None,
    sheet: str = "",
    country: str = "",
) -> Reading:
    """Open a file of contacts.

    Args:
        app: the App.
        path: the file; its first bytes say what it is, its name only where they do not.
        mapping: which column says what, or the name of a saved one; columns it does not name are guessed.
        columns: header to field, over mapping and guess (``--map "Header=field"``).
        encoding: of a text that is neither UTF-8 nor has a byte order mark (a name Python knows, such as ``cp1252``).
        day_first: whether 3/4/2026 is the third of April.
        header: whether the first row names the columns.
        sheet: which sheet of a spreadsheet.
        country: ISO 3166 alpha-2 for phones without a country, where the record has none; else the section's.

    Returns:
        The file, with its questions; answer them and call again.

    Raises:
        InvalidInputError: a column is mapped twice or to no field, an answer is none of the choices.
        ImportRejectedError: the file cannot be read at all; the sentence says what to do.
        NotFoundError: there is no mapping of that name.
    """
    saved = get_mapping(app, mapping) if isinstance(mapping, str) else mapping
    source = Source(path, format_of(app, path), sheet=sheet)
    cleaner = Cleaner(app, file=path.name, country=country or app.section.country.upper(), day_first=day_first)
    question, seen = _opened(source, encoding, header, mapped=bool(columns))
    if question:
        return _reading(source, cleaner, questions=(question,))
    return _table(app, source, cleaner, seen, saved, columns or {}) if seen else _reading(source, cleaner)


def _opened(source: Source, encoding: str, header: bool | None, *, mapped: bool) -> tuple[Question | None, Look | None]:
    """Open a file, and return what must be asked first, or what the first rows of a table show."""
    name = source.path.name
    if source.importer.text:
        source.encoding, question = encoding_of(source.path, encoding)
        if question:
            return question, None
    source.open()
    if source.sheet and source.sheet not in source.sheets:
        there = ", ".join(source.sheets) or say("none")
        raise InvalidInputError(
            say("{name} has no sheet {sheet!r}; there are {there}.", name=name, sheet=source.sheet, there=there)
        )
    if len(source.sheets) > 1 and not source.sheet:
        return _which_sheet(name, source.sheets), None
    if not source.importer.table:
        if mapped:
            raise InvalidInputError(
                say("{name} is {importer} and has no columns to be mapped.", name=name, importer=source.importer.title)
            )
        return None, None
    seen = look(iter(source), header=header, file=name)
    return seen.question, seen


def _table(
    app: App, source: Source, cleaner: Cleaner, seen: Look, saved: ColumnMapping | None, given: Mapping[str, str]
) -> Reading:
    own = {one.key: one.title for one in contacts.own_fields(app)}
    columns = columns_of(seen, mapping=saved, given=given, own=own)
    fields = {column.header: column.field for column in columns}
    targets = check(fields.items(), own)
    if seen.header:
        check_called(targets.values(), seen.header)
    kind = kind_of(targets.values(), saved.kind if saved else "")
    hidden = [say(_HIDDEN, name=name) for name in source.hidden]
    reading = _reading(
        source,
        cleaner,
        columns=columns,
        mapping=ColumnMapping(name=saved.name if saved else "", fields=fields, kind=kind),
        problems=tuple(Problem(sentence=note, file=source.path.name) for note in (*seen.notes, *hidden)),
        plan=Plan(seen.header, targets, kind),
        begins=seen.begins,
    )
    if cleaner.fields.day_first is None:
        _decide_days(app, reading, targets)
    return reading


def _decide_days(app: App, reading: Reading, targets: Mapping[str, Target]) -> None:
    """Have the columns of days say which order they are written in; ask where no value in any of them decides."""
    own_days = {one.key for one in contacts.own_fields(app) if one.kind == "date"}
    at = [
        n
        for n, column in enumerate(reading.columns)
        if (target := targets.get(column.header))
        and (target.base in _DATES or (target.base == "field" and target.label in own_days))
    ]
    if not at or not order(text for n in at for text in reading.columns[n].samples)[1]:
        return
    rows = (row[1] for row in reading._source if len(row) == 2 and row[0] >= reading._begins)
    texts = (cells[n] for cells in rows for n in at if n < len(cells))
    reading._cleaner.fields.day_first, opened = order(texts)
    if reading._cleaner.fields.day_first is None and opened:
        shown = next(text for n in at for text in reading.columns[n].samples if order([text])[1])
        reading.questions = (_which_order(reading.file, shown),)


def _reading(source: Source, cleaner: Cleaner, **parts: Any) -> Reading:
    importer = source.importer
    return Reading(
        file=source.path.name,
        format=importer.key,
        size=source.size,
        again=importer.again,
        source=source,
        cleaner=cleaner,
        **parts,
    )


def _which_sheet(file: str, sheets: tuple[str, ...]) -> Question:
    return Question(
        key="sheet",
        sentence=say("{file} has several sheets: {sheets}. Which one?", file=file, sheets=", ".join(sheets)),
        option="--sheet",
        choices=tuple(Choice(value=name) for name in sheets),
    )


def _which_order(file: str, shown: str) -> Question:
    return Question(
        key="day_first",
        sentence=say(
            "Days in {file} can be read in two ways, as {shown}: does the day come first, or the month?",
            file=file,
            shown=shown,
        ),
        option="--day-first or --month-first",
        choices=(
            Choice(value="yes", shown=say("the day comes first")),
            Choice(value="no", shown=say("the month comes first")),
        ),
    )
