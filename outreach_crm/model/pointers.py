"""Pointers: to a record of any feature, and to what is wrong in what was given."""

import re

from attrs import frozen

from outreach_crm.text import Sentence, row, say


@frozen
class Ref:
    """A pointer to any kept record, across features; ``kind`` is the name of its table."""

    kind: str
    id: int

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @classmethod
    def read(cls, text: str) -> "Ref | None":
        """Return the pointer a text is (``asks:17``), or None where it has not the form of one."""
        found = re.fullmatch(r"([a-z][a-z0-9_]*):(\d{1,18})", text.strip())
        return cls(found[1], int(found[2])) if found else None


@frozen(kw_only=True)
class Problem:
    """One thing wrong in what was given: where it stands and a sentence saying what."""

    sentence: str
    file: str = ""
    line: int | None = None
    field: str = ""

    def __str__(self) -> str:
        return str(self.told)

    @property
    def told(self) -> Sentence:
        """All of it in one line, for a page to translate."""
        place = say("{file}, line {line}", file=self.file, line=self.line) if self.line else self.file
        return row((part for part in (place, self.field, self.sentence) if part), ": ")
