"""A log of Urgent Actions as a file: its columns, which of them says what, and its rows."""

from collections.abc import Mapping

from attrs import field, frozen

from outreach_crm.model import Problem

# What a column can say, and how that reads.
FIELDS = {
    "subject": "the subject line",
    "keywords": "keywords, parted by bars",
    "country": "countries",
    "case": "the number of the case",
    "kind": "what it is: initial, first update, stop",
    "issued": "the day of issue",
    "days": "days named in it, its own among them",
    "deadline": "until when to write",
    "id": "its number in the log",
    "index": "the index number of the document",
    "concerns": "concerns as printed",
    "people": "whom it is about",
    "audience": "for whom it is",
    "language": "the language to write in",
    "text": "the text of the sheet",
}


@frozen(kw_only=True)
class LogColumn:
    """A column: its header, what it is taken for (empty where it is left out), some values, and how that was decided.

    ``why`` is ``given``, ``remembered`` from the last file with this header, ``header``, ``values``, or empty.
    """

    header: str
    field: str = ""
    samples: tuple[str, ...] = ()
    why: str = ""


@frozen(kw_only=True)
class LogRow:
    """A row: the line on which it begins and what each field says, values of several columns parted by bars.

    ``digest`` is of the whole row, left out columns too (SHA-256).
    """

    line: int
    digest: str = ""
    values: Mapping[str, str] = field(factory=dict)

    def get(self, name: str) -> str:
        """Return what a field says; an empty text where no column does."""
        return self.values.get(name, "")


@frozen(kw_only=True)
class Question:
    """What only a person can say about a file: ``option`` answers it on the command line."""

    sentence: str
    option: str
    choices: tuple[tuple[str, str], ...] = ()


@frozen(kw_only=True)
class Log:
    """A file that was read.

    Args:
        file: its name.
        header: its columns as one text, by which what was said of them is remembered.
        columns: its columns.
        rows: its rows, in the order of the file; ``size`` is how many there are with those that cannot be read.
        problems: rows that cannot be read, and what was mended.
        day_first: whether the day comes first in 3/4/2011.
        question: what must be answered before anything can be taken in.
    """

    file: str
    header: str = ""
    columns: tuple[LogColumn, ...] = ()
    rows: tuple[LogRow, ...] = ()
    size: int = 0
    problems: tuple[Problem, ...] = ()
    day_first: bool = False
    question: Question | None = None
