"""Reads schemes from any CSV file whose columns are mapped; what cannot be used is told row by row, nothing is lost."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from attrs import Factory, define, evolve, frozen

from outreach_crm.errors import InvalidInputError
from outreach_crm.keywords.column_map import OTHERS, ColumnMap
from outreach_crm.keywords.model import (
    Address,
    Concept,
    Facet,
    Label,
    LabelKind,
    Link,
    LinkKind,
    Scheme,
    SchemeFile,
    key_of,
)
from outreach_crm.model import Problem
from outreach_crm.text import row, say
from outreach_crm.written import decoded, refusal

_SEPARATORS = ",;\t"


@frozen(kw_only=True)
class CsvRead:
    """What a CSV file holds: its schemes, how many rows were read, and every row or cell that could not be used."""

    files: tuple[SchemeFile, ...]
    rows: int
    problems: tuple[Problem, ...]


def read_csv(content: bytes, columns: ColumnMap, scheme: Scheme, *, file: str) -> CsvRead:
    """Read a CSV file into one scheme, or one for each value of the scheme column.

    Args:
        content: the file: UTF-8 with or without a byte order mark; parted by commas, semicolons or tabs.
        columns: which column says what.
        scheme: the scheme of all rows; where there is a scheme column its key is the beginning of theirs.
        file: its name in the problems.

    Raises:
        InvalidInputError: it is not UTF-8, not CSV, or lacks a column.
    """
    reader = _Reader(file, columns, scheme)
    rows = 0
    for line, cells, beyond in _rows(decoded(content, file, save_as="CSV UTF-8"), columns, file):
        rows += 1
        reader.take(line, cells)
        if beyond:
            reader.problem(
                line, "", say("The row is longer than the header; this was not read: {names}.", names=", ".join(beyond))
            )
    return CsvRead(files=reader.files(), rows=rows, problems=tuple(sorted(reader.problems, key=lambda p: p.line or 0)))


@define
class _Reader:
    """Turns rows into concepts; links are laid at the end, when all keys are known."""

    file: str
    columns: ColumnMap
    scheme: Scheme
    problems: list[Problem] = Factory(list)
    schemes: dict[str, Scheme] = Factory(dict)
    concepts: dict[Address, Concept] = Factory(dict)
    lines: dict[Address, int] = Factory(dict)
    # Within a scheme, what a cell may call a concept: the key as the file writes it, or a label.
    named: dict[tuple[str, str], Address] = Factory(dict)
    pointers: list[tuple[Address, LinkKind, str]] = Factory(list)

    def problem(self, line: int, column: str, sentence: str) -> None:
        self.problems.append(Problem(sentence=sentence, file=self.file, line=line, field=column))

    def take(self, line: int, row: Mapping[str, str]) -> None:
        scheme = self.scheme_of(line, row)
        labels = tuple(self.labels(row))
        written = row.get(self.columns.key, "") or (labels[0].text if labels else "")
        key = key_of(written)
        if scheme is None:
            return
        first = next(iter(self.columns.label.values()))
        named_by = self.columns.key or first
        if not labels or not key:
            missing = named_by if labels else first
            self.problem(line, missing, say("There is nothing here to name the term by; the row was left out."))
            return
        address = Address(scheme.key, key)
        if address in self.concepts:
            sentence = say(
                "{term!r} is the same term as that of line {line}; the row was left out.",
                term=written,
                line=self.lines[address],
            )
            self.problem(line, named_by, sentence)
            return
        self.concepts[address] = Concept(
            address=address,
            facet=self.facet_of(line, row),
            definition=row.get(self.columns.definition, ""),
            labels=labels,
            codes=tuple(row[column] for column in self.columns.codes if row[column]),
        )
        self.lines[address] = line
        self.named[scheme.key, written] = address
        self.named.setdefault((scheme.key, labels[0].text), address)
        self.point(address, LinkKind.BROADER, row.get(self.columns.broader, ""))
        self.point(address, LinkKind.RELATED, row.get(self.columns.related, ""))

    def scheme_of(self, line: int, row: Mapping[str, str]) -> Scheme | None:
        value = row.get(self.columns.scheme, "")
        if not self.columns.scheme:
            return self.schemes.setdefault("", self.scheme)
        if not key_of(value):
            self.problem(
                line, self.columns.scheme, say("It does not say which list it belongs to; the row was left out.")
            )
            return None
        if value not in self.schemes:
            title = row.get(self.columns.scheme_title, "") or value
            key = f"{self.scheme.key}-{key_of(value)}"
            self.schemes[value] = evolve(self.scheme, key=key, title=f"{self.scheme.title}: {title}")
        return self.schemes[value]

    def labels(self, row: Mapping[str, str]) -> Iterator[Label]:
        seen = set()
        for kind, by_language in (
            (LabelKind.PREFERRED, self.columns.label),
            (LabelKind.SYNONYM, self.columns.synonym),
        ):
            for language, column in by_language.items():
                texts = [row[column]] if kind is LabelKind.PREFERRED else self.parts(row[column])
                for text in texts:
                    if text and (text, language) not in seen:
                        seen.add((text, language))
                        yield Label(text, language, kind)

    def facet_of(self, line: int, row: Mapping[str, str]) -> Facet | None:
        written = row.get(self.columns.facet, "")
        meanings = self.columns.facet_values
        others = meanings.get(OTHERS, written)
        meant = meanings.get(written, others) if written or not self.columns.facet else ""
        if not meant:
            return None
        try:
            return Facet(meant)
        except ValueError:
            self.problem(
                line,
                self.columns.facet,
                say("{written!r} is not a facet; the term was read without one.", written=written),
            )
            return None

    def point(self, address: Address, kind: LinkKind, cell: str) -> None:
        for target in self.parts(cell):
            if not (kind is LinkKind.BROADER and target in self.columns.no_broader):
                self.pointers.append((address, kind, target))

    def parts(self, cell: str) -> list[str]:
        return [part.strip() for part in cell.split(self.columns.separator) if part.strip()]

    def files(self) -> tuple[SchemeFile, ...]:
        links: dict[Address, list[Link]] = {}
        for address, kind, target in self.pointers:
            to = self.named.get((address.scheme, target)) or _elsewhere(target)
            if to is None or to == address:
                column = self.columns.broader if kind is LinkKind.BROADER else self.columns.related
                self.problem(
                    self.lines[address],
                    column,
                    say("There is no other term {target!r}; the term was read without it.", target=target),
                )
            else:
                links.setdefault(address, []).append(Link(kind, to))
        linked = [evolve(concept, links=tuple(links.get(address, ()))) for address, concept in self.concepts.items()]
        return tuple(
            SchemeFile(scheme=scheme, concepts=tuple(c for c in linked if c.address.scheme == scheme.key))
            for scheme in self.schemes.values()
        )


def _elsewhere(target: str) -> Address | None:
    """Return the address of a concept of another scheme, if that is how it is written."""
    try:
        return Address(*target.split(":")) if target.count(":") == 1 else None
    except ValueError:
        return None


def _rows(text: str, columns: ColumnMap, file: str) -> Iterator[tuple[int, dict[str, str], list[str]]]:
    """Yield each row that says anything: the line it begins on, its cells by column, and cells beyond the header."""
    separator = _separator(text, columns)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(header, columns, file)
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                said = [cell.strip() for cell in cells] + [""] * (len(header) - len(cells))
                yield line, dict(zip(header, said, strict=False)), [cell for cell in said[len(header) :] if cell]
            line = reader.line_num + 1
    except csv.Error as error:
        raise refusal([Problem(file=file, line=line, sentence=say("this is not CSV: {error}", error=error))]) from None


def _separator(text: str, columns: ColumnMap) -> str:
    """Return the separator with which the first line has most of the mapped columns."""
    first = text.partition("\n")[0]
    headers = {mark: {name.strip(' "\r') for name in first.split(mark)} for mark in _SEPARATORS}
    return max(_SEPARATORS, key=lambda mark: len(headers[mark] & set(columns.columns)))


def _check_header(header: Sequence[str], columns: ColumnMap, file: str) -> None:
    wrong = [(column, say("is missing")) for column in columns.columns if column not in header]
    wrong += [(column, say("stands there twice")) for column in columns.columns if header.count(column) > 1]
    if wrong:
        problems = tuple(
            Problem(file=file, line=1, field=column, sentence=say("This column {what}.", what=what))
            for column, what in wrong
        )
        listed = row(row(one, " ") for one in wrong)
        there = ", ".join(header) or say("none at all")
        raise InvalidInputError(
            say("{file}: the column {listed}; there are {there}.", file=file, listed=listed, there=there), problems
        )
