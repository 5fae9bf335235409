"""Turns rows into records by a mapping; whatever can be decided once for the table is decided here and not per row."""

import re
from collections.abc import Mapping, Sequence

from outreach_crm.model import Problem
from outreach_crm.text import fold
from outreach_crm.transfer.hygiene.texts import INVISIBLE, seen, unquoted
from outreach_crm.transfer.mapping.fields import PARTS, PLAIN, Target
from outreach_crm.transfer.mapping.looks import is_answer
from outreach_crm.transfer.mapping.words import words
from outreach_crm.transfer.model import Consent, Labelled, PostalAddress, Record

# Several values in one cell: Google writes ":::" between them.
_LISTED = re.compile(r"\s*(?:[;|]|:::)\s*")
_POINTS = re.compile(r"\s*(?:[;|\n]|:::)\s*")
_BY_COMMA = re.compile(r"\s*,\s*")
_EMAILS = re.compile(r"\s*(?:[;,|\n]|:::|\s(?=\S+@))\s*")
_LONGER = (
    "The row has {there} cells and the header {known}: a cell probably holds the sign that parts cells. Put quotation"
    " marks around it."
)
_NO_ANSWER = "{!r} is neither yes, no nor a day; no consent was read from it."
_SHORTER = "The row breaks off after {there} of {known} cells."


class Plan:
    """A mapping made ready for the rows of one table."""

    def __init__(self, header: Sequence[str], targets: Mapping[str, Target], kind: str, file: str) -> None:
        self.width = len(header)
        self.header = tuple(header)
        self.kind = kind
        self.file = file
        at = [(n, targets[name]) for n, name in enumerate(header) if name in targets]
        first = {str(target): n for n, target in reversed(at)}
        self.name, self.given, self.middle, self.family = (
            first.get(one, -1) for one in ("name", "given", "middle", "family")
        )
        self.organisation, self.role, self.kind_at = (first.get(one, -1) for one in ("organisation", "role", "kind"))
        self.changed_on = first.get("changed-on", -1)
        self.fields = [(n, target.base) for n, target in at if target.base in PLAIN and not target.label]
        self.own = [(n, target.label) for n, target in at if target.base == "field"]
        self.ids = [(n, target.label) for n, target in at if target.base == "id"]
        self.notes = [
            (n, header[n] if len([1 for _, one in at if one.base == "note"]) > 1 else "")
            for n, target in at
            if target.base == "note"
        ]
        self.emails, self.phones, self.webs = (self._labelled(at, first, one) for one in ("email", "phone", "web"))
        self.sectors, self.interests = ([n for n, one in at if one.base == name] for name in ("sector", "interest"))
        self.addresses = self._addresses(at, first)
        self.consents = [
            (n, one.label, one.base == "consent") for n, one in at if one.base in {"consent", "no-consent"}
        ]
        self.consent_on, self.consent_source, self.consent_purpose = (
            first.get(f"consent-{one}", -1) for one in ("on", "source", "purpose")
        )

    def record(self, line: int, row: Sequence[str], trouble: str = "") -> Record:
        """Return the record of a row.

        Args:
            line: where the row begins.
            row: its cells.
            trouble: why it cannot be taken in, where the reader knows.
        """
        flags: list[Problem] = []
        if trouble or len(row) > self.width:
            trouble = trouble or self._longer(row)
            if trouble:
                return Record(line=line, raw=tuple(row), refused=trouble)
        if len(row) < self.width:
            if len(row) > 1 or self.width > 2:
                flags.append(self._flag(line, "", _SHORTER.format(there=len(row), known=self.width)))
            row = [*row, *[""] * (self.width - len(row))]
        whole = "".join(row)
        cells = [cell.strip() for cell in row] if whole.isprintable() else self._seen(line, row, flags)
        if "'" in whole:
            cells = [unquoted(cell) for cell in cells]
        cells.append("")  # what is not mapped is at -1
        kind = self._kind(cells)
        given, middle = cells[self.given], cells[self.middle]
        return Record(
            line=line,
            kind=kind,
            name=cells[self.name],
            given=f"{given} {middle}".strip() if middle else given,
            family=cells[self.family],
            fields={name: cells[n] for n, name in self.fields if cells[n]},
            own_fields={name: cells[n] for n, name in self.own if cells[n]} if self.own else {},
            emails=_points(cells, self.emails, _EMAILS),
            phones=_points(cells, self.phones, _POINTS),
            webs=_points(cells, self.webs, _POINTS),
            addresses=self._postal(cells),
            organisation=cells[self.organisation],
            role=cells[self.role],
            sectors=_listed(cells, self.sectors),
            interests=_listed(cells, self.interests),
            ids=tuple([f"{system}:{cells[n]}" for n, system in self.ids if cells[n]]),
            consents=self._consents(line, cells, flags) if self.consents else (),
            note=self._note(cells),
            changed_on=cells[self.changed_on],
            raw=tuple(row),
            flags=tuple(flags),
        )

    def _longer(self, row: Sequence[str]) -> str:
        said = len(row) - next((n for n, cell in enumerate(reversed(row)) if cell.strip()), len(row))
        return _LONGER.format(there=said, known=self.width) if said > self.width else ""

    def _seen(self, line: int, row: Sequence[str], flags: list[Problem]) -> list[str]:
        cells = []
        for n, cell in enumerate(row[: self.width]):
            text, taken = seen(cell)
            cells.append(text)
            if taken:
                flags.append(self._flag(line, self.header[n], INVISIBLE))
        return cells

    def _flag(self, line: int, field: str, sentence: str) -> Problem:
        return Problem(sentence=sentence, file=self.file, line=line, field=field)

    def _kind(self, cells: Sequence[str]) -> str:
        """Return what the row is; a row without a person beside others that have one is an organisation."""
        told = cells[self.kind_at]
        if told:
            return told
        if cells[self.name] or cells[self.family] or cells[self.given]:
            return self.kind
        return "organisation" if cells[self.organisation] else self.kind

    def _labelled(
        self, at: Sequence[tuple[int, Target]], first: Mapping[str, int], base: str
    ) -> list[tuple[int, str, int]]:
        """Return where addresses of a sort stand, their label, and where their label stands."""
        found = [(n, one.label) for n, one in at if one.base == base]
        return [(n, _without_numbers(label), first.get(f"{base}-label:{label}", -1)) for n, label in found]

    def _addresses(
        self, at: Sequence[tuple[int, Target]], first: Mapping[str, int]
    ) -> list[tuple[str, int, list[int], list[int]]]:
        """Return for each address its label, and where its label, its street and its other parts stand."""
        labels = dict.fromkeys(one.label for _, one in at if one.base in PARTS and (one.base != "country" or one.label))
        found = []
        for label in labels:
            begin = f":{label}" if label else ""
            lines = [n for n, one in at if one == Target("street", label)]
            parts = [first.get(f"{part}{begin}", -1) for part in PARTS[1:]]
            if parts[-1] < 0 and (not label or len(labels) == 1):
                parts[-1] = first.get("country", -1)
            found.append((_without_numbers(label), first.get(f"address-label:{label}", -1), lines, parts))
        whole = [(n, one.label) for n, one in at if one.base == "address"]
        return found + [(_without_numbers(label), -1, [n], [-1, -1, -1, -1]) for n, label in whole]

    def _postal(self, cells: Sequence[str]) -> tuple[PostalAddress, ...]:
        found = []
        for label, label_at, lines, (postcode, town, region, country) in self.addresses:
            street = cells[lines[0]] if len(lines) == 1 else "\n".join([cells[n] for n in lines if cells[n]])
            if street or cells[postcode] or cells[town] or cells[region]:
                found.append(
                    PostalAddress(
                        lines=street,
                        postcode=cells[postcode],
                        town=cells[town],
                        region=cells[region],
                        country=cells[country],
                        label=cells[label_at].lower() or label,
                    )
                )
        return tuple(found)

    def _consents(self, line: int, cells: Sequence[str], flags: list[Problem]) -> tuple[Consent, ...]:
        """Return what is said of consent; no answer is none, and *do not e-mail: no* grants nothing."""
        found = []
        known = words().values
        for n, channel, positive in self.consents:
            said = fold(cells[n])
            if not said or (not positive and said in known["no"]):
                continue
            if not is_answer(cells[n]):
                flags.append(self._flag(line, self.header[n], _NO_ANSWER.format(cells[n])))
                continue
            granted = positive and said not in known["no"]
            found.append(
                Consent(
                    granted=granted,
                    purpose=cells[self.consent_purpose],
                    channel=channel,
                    # A cell that is neither yes nor no is the day it was given.
                    given_on=cells[self.consent_on] or ("" if said in known["yes"] | known["no"] else cells[n]),
                    source=cells[self.consent_source],
                )
            )
        return tuple(found)

    def _note(self, cells: Sequence[str]) -> str:
        return "\n".join([f"{head}: {cells[n]}" if head else cells[n] for n, head in self.notes if cells[n]])


def _points(
    cells: Sequence[str], where: Sequence[tuple[int, str, int]], parts: re.Pattern[str]
) -> tuple[Labelled, ...]:
    found = []
    for n, label, label_at in where:
        cell = cells[n]
        if cell:
            said = cells[label_at].lower().lstrip("* ") or label if label_at >= 0 else label
            if ";" in cell or "," in cell or "|" in cell or ":::" in cell or "\n" in cell or " " in cell:
                found += [Labelled(value=one, label=said) for one in parts.split(cell) if one]
            else:
                found.append(Labelled(value=cell, label=said))
    return tuple(found)


def _listed(cells: Sequence[str], where: Sequence[int]) -> tuple[str, ...]:
    """Return the values of cells that hold several, parted by semicolons or bars, else by commas."""
    found: list[str] = []
    for n in where:
        cell = cells[n]
        if cell:
            parts = _LISTED.split(cell)
            found += parts if len(parts) > 1 else _BY_COMMA.split(cell)
    return tuple([" ".join(one.lstrip("* ").split()) for one in found if one.strip("* ")]) if found else ()


def _without_numbers(label: str) -> str:
    return " ".join(word for word in label.split() if not word.isdigit())
