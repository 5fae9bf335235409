"""Turns rows into what a card tells of itself: whatever can be decided once for the table is decided here, not per row.

What is told of a contact is a dictionary in the form importers yield (:mod:`outreach_crm.formats`), with those
parts only that say anything; a million rows pass here, so nothing is made that is not needed.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from outreach_crm.text import fold, later, say
from outreach_crm.transfer.hygiene.texts import INVISIBLE, seen, unquoted
from outreach_crm.transfer.mapping.fields import PARTS, PLAIN, Target
from outreach_crm.transfer.mapping.looks import is_answer
from outreach_crm.transfer.mapping.words import words

# Several values in one cell: Google writes ":::" between them.
_LISTED = re.compile(r"\s*(?:[;|]|:::)\s*")
_SEVERAL = re.compile(r"[;,|\n ]|:::")
_PARTED = {
    "email": re.compile(r"\s*(?:[;,|\n]|:::|\s(?=\S+@))\s*"),
    "phone": re.compile(r"\s*(?:[;|\n]|:::)\s*"),
    # A web address may hold these signs itself: what follows one of them must look like another address.
    "web": re.compile(
        r"\s*(?:[;,|\n]|:::|\s)\s*(?=https?://|www\.|(?:[\w-]+\.)+[a-z]{2,24}(?:/|$|[\s;,|]))", re.IGNORECASE
    ),
}
_LONGER = later(
    "The row has {there} cells and the header {known}: a cell probably holds the sign that parts cells. Put quotation"
    " marks around it."
)
_SHORTER = later("The row breaks off after {there} of {known} cells.")
_NO_ANSWER = later("{text!r} is neither yes, no nor a day; no consent was read from it.")
_TEXTS = {
    **{name: name for name in ("name", "given", "middle", "family", "organisation", "role", "kind")},
    "changed-on": "changed_on",
}
_REMEMBERED = 10_000

Told = dict[str, Any]
Make = Callable[[Sequence[str], Told], Any]


class Plan:
    """A mapping made ready for the rows of one table.

    Args:
        header: the headers.
        targets: the field of each header that has one.
        kind: what the rows are, where none says so itself.
    """

    def __init__(self, header: Sequence[str], targets: Mapping[str, Target], kind: str) -> None:
        self.width = len(header)
        self.header = tuple(header)
        self.kind = kind
        self.at = [(n, targets[name]) for n, name in enumerate(header) if name in targets]
        self.first = {str(target): n for n, target in reversed(self.at)}
        self.texts = [(n, _TEXTS[one.base]) for n, one in self.at if one.base in _TEXTS]
        self.consent_on, self.consent_source, self.consent_purpose = (
            self.first.get(f"consent-{one}", -1) for one in ("on", "source", "purpose")
        )
        self.answers: dict[str, str] = {}
        self.parts = [(part, make) for part, make in self._parts() if make is not None]

    def told(self, line: int, row: Sequence[str], trouble: str = "") -> Told:
        """Return what a row tells.

        Args:
            line: where the row begins.
            row: its cells.
            trouble: why it cannot be taken in, where the reader knows.
        """
        told: Told = {"line": line, "raw": tuple(row)}
        if trouble or len(row) != self.width:
            trouble, row = self._unlike(row, trouble, told)
            if trouble:
                return told | {"refused": trouble}
        whole = "".join(row)
        cells = [cell.strip() for cell in row] if whole.isprintable() else self._seen(row, told)
        if "'" in whole:
            cells = [unquoted(cell) for cell in cells]
        cells.append("")  # what is not mapped is at -1
        for n, name in self.texts:
            if cells[n]:
                told[name] = cells[n]
        for part, make in self.parts:
            told[part] = make(cells, told)
        if "middle" in told:
            told["given"] = f"{told.get('given', '')} {told['middle']}".strip()
        if "kind" not in told:
            told["kind"] = self._kind(told)
        return told

    def _parts(self) -> Iterator[tuple[str, Make | None]]:
        """Yield each part that columns are mapped to, and what makes it of the cells."""
        at = self.at
        yield "fields", _named([(n, one.base) for n, one in at if one.base in PLAIN and not one.label])
        yield "own_fields", _named([(n, one.label) for n, one in at if one.base == "field"])
        for base, parted in _PARTED.items():
            yield f"{base}s", _points(self._labelled(base), parted)
        for part, base in (("sectors", "sector"), ("interests", "interest")):
            yield part, _listed([n for n, one in at if one.base == base])
        yield "ids", _prefixed([(n, f"{one.label}:") for n, one in at if one.base == "id"])
        yield "addresses", _postal(self._addresses())
        consents = [(n, one.label, one.base == "consent") for n, one in at if one.base in {"consent", "no-consent"}]
        yield "consents", partial(self._consents, consents) if consents else None
        notes = [n for n, one in at if one.base == "note"]
        yield "note", _joined([(n, f"{self.header[n]}: " if len(notes) > 1 else "") for n in notes])

    def _unlike(self, row: Sequence[str], trouble: str, told: Told) -> tuple[str, Sequence[str]]:
        """Return why a row of another width than the header is refused, or the row made as wide as the header."""
        last = max((n for n, cell in enumerate(row, 1) if cell.strip()), default=0)
        if trouble or last > self.width:
            return trouble or say(_LONGER, there=last, known=self.width), row
        if len(row) < self.width - 1 and len(row) < self.width:
            told.setdefault("flags", []).append(["", say(_SHORTER, there=len(row), known=self.width)])
        return "", [*row[: self.width], *[""] * (self.width - len(row))]

    def _seen(self, row: Sequence[str], told: Told) -> list[str]:
        cells = []
        for n, cell in enumerate(row):
            text, taken = seen(cell)
            cells.append(text)
            if taken:
                told.setdefault("flags", []).append([self.header[n], INVISIBLE])
        return cells

    def _kind(self, told: Told) -> str:
        """Return what the row is; a row without a person beside others that have one is an organisation."""
        person = self.kind or "name" in told or "family" in told or "given" in told
        return self.kind if person or "organisation" not in told else "organisation"

    def _labelled(self, base: str) -> list[tuple[int, str, int]]:
        """Return where addresses of a sort stand, their label, and where their label stands."""
        found = [(n, one.label) for n, one in self.at if one.base == base]
        return [(n, _without_numbers(label), self.first.get(f"{base}-label:{label}", -1)) for n, label in found]

    def _addresses(self) -> list[tuple[str, int, list[int], list[int]]]:
        """Return for each address its label, and where its label, its street and its other parts stand."""
        parts = [one for _, one in self.at if one.base in PARTS]
        labels = dict.fromkeys(one.label for one in parts if one.base != "country" or one.label)
        found = []
        for label in labels:
            lines = [n for n, one in self.at if one == Target("street", label)]
            others = [self.first.get(str(Target(part, label)), -1) for part in PARTS[1:]]
            if others[-1] < 0 and (not label or len(labels) == 1):
                others[-1] = self.first.get("country", -1)
            found.append((_without_numbers(label), self.first.get(f"address-label:{label}", -1), lines, others))
        whole = [(n, one.label) for n, one in self.at if one.base == "address"]
        return found + [(_without_numbers(label), -1, [n], [-1, -1, -1, -1]) for n, label in whole]

    def _consents(
        self, where: Sequence[tuple[int, str, bool]], cells: Sequence[str], told: Told
    ) -> list[tuple[Any, ...]]:
        """Return what is said of consent; no answer is none, and *do not e-mail: no* grants nothing."""
        found = []
        for n, channel, positive in where:
            cell = cells[n]
            if not cell:
                continue
            answer = self.answers.get(cell) or self._answer(cell)
            if answer == "?":
                told.setdefault("flags", []).append([self.header[n], say(_NO_ANSWER, text=cell)])
            elif positive or answer != "no":
                granted = positive and answer != "no"
                on = cells[self.consent_on] or (cell if answer == "day" else "")
                found.append((granted, cells[self.consent_purpose], channel, on, cells[self.consent_source]))
        return found

    def _answer(self, cell: str) -> str:
        """Return whether a cell says ``yes``, ``no``, a ``day`` (on which it was given), or something else (``?``)."""
        if len(self.answers) > _REMEMBERED:
            self.answers.clear()
        said, known = fold(cell).strip(" ."), words().values
        answer = next((one for one in ("yes", "no") if said in known[one]), "day" if is_answer(cell) else "?")
        self.answers[cell] = answer
        return answer


def _named(where: Sequence[tuple[int, str]]) -> Make | None:
    return (lambda cells, _: {name: cells[n] for n, name in where if cells[n]}) if where else None


def _prefixed(where: Sequence[tuple[int, str]]) -> Make | None:
    return (lambda cells, _: [before + cells[n] for n, before in where if cells[n]]) if where else None


def _joined(where: Sequence[tuple[int, str]]) -> Make | None:
    return (lambda cells, _: "\n".join([before + cells[n] for n, before in where if cells[n]])) if where else None


def _points(where: Sequence[tuple[int, str, int]], parted: re.Pattern[str]) -> Make | None:
    def make(cells: Sequence[str], _: Told) -> list[tuple[str, str]]:
        found = []
        for n, label, label_at in where:
            cell = cells[n]
            if cell:
                if label_at >= 0:
                    label = cells[label_at].lower().lstrip("* ") or label  # noqa: PLW2901
                if _SEVERAL.search(cell):
                    found += [(one, label) for one in parted.split(cell) if one]
                else:
                    found.append((cell, label))
        return found

    return make if where else None


def _listed(places: Sequence[int]) -> Make | None:
    """Make the values of cells that hold several, parted by semicolons or bars, else by commas."""

    def make(cells: Sequence[str], _: Told) -> list[str]:
        found: list[str] = []
        for n in places:
            cell = cells[n]
            if not cell:
                continue
            several = "|" in cell or ":::" in cell
            parts = _LISTED.split(cell) if several else cell.split(";" if ";" in cell else ",")
            found += [text for one in parts if (text := one.strip())]
            if "*" in cell or "\n" in cell:  # Google marks groups of its own with a star
                found = [" ".join(one.split()) for one in found if one[0] != "*"]
        return found

    return make if places else None


def _postal(where: Sequence[tuple[str, int, list[int], list[int]]]) -> Make | None:
    def make(cells: Sequence[str], _: Told) -> list[tuple[str, ...]]:
        found: list[tuple[str, ...]] = []
        for label, label_at, lines, (postcode, town, region, country) in where:
            street = cells[lines[0]] if len(lines) == 1 else "\n".join([cells[n] for n in lines if cells[n]])
            if street or cells[postcode] or cells[town] or cells[region]:
                said = cells[label_at].lower() or label
                found.append((street, cells[postcode], cells[town], cells[region], cells[country], said))
        return found

    return make if where else None


def _without_numbers(label: str) -> str:
    return " ".join(word for word in label.split() if not word.isdigit())
