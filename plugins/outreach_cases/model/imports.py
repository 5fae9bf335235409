"""A list of cases or actions as a file: which column says what, and what an import of it does with each row."""

from collections.abc import Mapping, Sequence

from attrs import field, frozen

from outreach_crm.model import Problem
from outreach_crm.text import Term, row, words_in_order

# Headers as people write them, folded.
_HEADERS = {
    "ref": "ref, reference, case reference, case number, number, id, portfolio number",
    "name": "name, case, title, person, case name",
    "whom": "whom, whom it is about, kind, type, person group or community",
    "people": "people, how many, number of people, individuals",
    "gender": "gender, sex",
    "country": "country, country name",
    "language": "language, language of the casefile, casefile language",
    "concerns": "concerns, concern, keywords, issues, issue",
    "public": "public, is public",
    "consent": "consent",
    "wish": "wish, wishes",
    "poc": "poc, prisoner of conscience",
    "level": "level, portfolio level, status, state",
    "decided_on": "level on, level since, since, status date, date, decided on",
    "reason": "reason, reason of closing, reason for closing",
    "note": "note, notes, remark, comment, why",
    "decided_by": "decided by, decider",
}
_OF_ACTIONS = {
    "title": "title, action, name, what it is about",
    "case": "case, case reference, on which case",
    "place": "place, country, region, where, country or region",
    "issued_on": "since, issued on, from, begins",
    "until_on": "until, until when, last day, deadline, ends",
    "text": "text, what is asked for, action text, description",
    "addressees": "addressees, addressee, to, letters to, to whom letters go",
}


def _by_header(headers: Mapping[str, str]) -> dict[str, str]:
    return {" ".join(words_in_order(name)): key for key, names in headers.items() for name in names.split(",")}


OF_CASES, OF_ACTIONS = _by_header(_HEADERS), _by_header(_OF_ACTIONS)
"""What columns of a list of cases, and of one of actions, can say, by their folded headers."""
FIELDS, ACTION_FIELDS = tuple(_HEADERS), tuple(_OF_ACTIONS)
"""What a column of a list of cases, and of one of actions, can be called."""
YES = frozenset({"yes", "y", "true", "1", "x", "ja", "oui", "si"})
NO = frozenset({"no", "n", "false", "0", "nein", "non"})


class Fate(Term):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "as it is"
    LEFT = "not taken in"


@frozen(kw_only=True)
class Line:
    """What becomes of a row of a list.

    Args:
        line: its line in the file.
        name: the case or action.
        fate: what becomes of it.
        told: what is altered, or why it is not taken in.
        cautions: what to think of before.
    """

    line: int
    name: str
    fate: Fate
    told: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()

    @property
    def in_a_row(self) -> str:
        """What is altered, or why it is not taken in, one after the other: the latter are sentences."""
        return row(self.told, " " if self.fate is Fate.LEFT else "; ")


@frozen(kw_only=True)
class Report:
    """What an import did, or would do.

    Args:
        change_id: the change that an undo takes back; None where nothing was written or nothing takes it back.
        counts: how many rows there are of each fate.
        lines: what becomes of each row.
        problems: rows that are not taken in, each with its line.
        unread: headers of columns that say nothing to us.
    """

    change_id: int | None
    counts: Mapping[str, int]
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]
    unread: tuple[str, ...] = field(default=())


def fields_of(headers: Sequence[str], known: Mapping[str, str]) -> dict[str, str]:
    """Return what each column says, by its header; of two that say the same the first does, others say nothing."""
    found: dict[str, str] = {}
    for header in headers:
        said = known.get(" ".join(words_in_order(header.replace("_", " "))), "")
        if said and said not in found.values():
            found[header] = said
    return found
