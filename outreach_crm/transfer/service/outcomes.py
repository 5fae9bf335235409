"""What an import would do or did: one outcome for each record, their numbers, and on what terms."""

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum

from attrs import define, field, frozen

from outreach_crm.contacts.service import Candidate
from outreach_crm.model import Problem
from outreach_crm.transfer.model import FieldChange, Record

# So many problems are kept; all are counted.
_PROBLEMS = 1_000


class Outcome(StrEnum):
    """What becomes of a record."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    DUPLICATE = "probable duplicate"
    REFUSED = "refused"
    # Somebody who was erased, or asked not to be kept: counted, never named.
    SUPPRESSED = "suppressed"


class OnDuplicate(StrEnum):
    """What to do with a record that is probably somebody who is in the book under other details."""

    SKIP = "skip"
    ADD = "add"
    UPDATE = "update"


@frozen(kw_only=True)
class Terms:
    """What holds for a whole import.

    Args:
        duplicates: what becomes of probable duplicates. Skipping is the default: nothing is written that somebody must
            take apart again, nobody who objected is written to under a second entry, and nothing is lost, because the
            rows stand with their reason in the file of what was not taken in.
        sectors: keys of sectors that every record is in.
        basis: key of the legal basis for every person, with ``purpose``.
        purpose: key of the purpose that the basis and the consents in the file are for.
        wording: what exactly the persons agreed to, where the basis is their consent.
    """

    duplicates: OnDuplicate = OnDuplicate.SKIP
    sectors: tuple[str, ...] = ()
    basis: str = ""
    purpose: str = ""
    wording: str = ""


@frozen
class Difference:
    """One thing that a record tells differently from the book, or that the book does not know yet.

    ``part`` is a part of a contact as in ``contacts.service.bulk.Whole``, ``key`` what tells it from others there and
    ``value`` what is to be stored; ``title``, ``before`` and ``after`` are for people.
    """

    part: str
    key: object
    value: object
    title: str
    before: str
    after: str


# One for each record of a file that may have a million.
@define(kw_only=True)
class Seen:
    """What becomes of one record.

    Args:
        line: where it stands in the file.
        outcome: what becomes of it.
        name: who it is; empty for who must not be named.
        contact_id: the contact it is, or probably is.
        changes: what differs from the book, for changed ones.
        sentence: why, where that is not plain.
        problems: what of it is doubtful.
        record: what was read, in normal form; None for who must not be named.
        written: the same as it is written in the file.
    """

    line: int
    outcome: Outcome
    name: str = ""
    contact_id: int | None = None
    changes: tuple[FieldChange, ...] = ()
    sentence: str = ""
    problems: list[Problem] = field(factory=list)
    record: Record | None = None
    written: Record | None = None


@define
class Tally:
    """The numbers of an import, the first of each outcome, and the first thousand doubtful values."""

    counts: Counter[str] = field(factory=Counter)
    problems: list[Problem] = field(factory=list)
    first: dict[Outcome, list[Seen]] = field(factory=dict)
    show: int = 5

    def add(self, seen: Seen) -> None:
        """Count one record."""
        self.counts["records"] += 1
        self.counts[seen.outcome.value] += 1
        there = self.first.setdefault(seen.outcome, [])
        if len(there) < self.show:
            there.append(seen)
        self.counts["problems"] += len(seen.problems)
        self.problems += seen.problems[: max(0, _PROBLEMS - len(self.problems))]

    def numbers(self) -> Mapping[str, int]:
        """Return the numbers of all outcomes, those that do not occur too."""
        return {
            name: self.counts[name]
            for name in ("records", *(one.value for one in Outcome), "organisations", "problems")
        }


@define(kw_only=True)
class Preview:
    """What an import would do on some terms.

    ``duplicates`` are the probable duplicates by the number of the record in the file, with the contact they probably
    are: they are looked for once.
    """

    terms: Terms
    tally: Tally
    duplicates: Mapping[int, Candidate]
    sha256: str

    @property
    def writes(self) -> bool:
        """Whether the import would write anything."""
        counts = self.tally.counts
        likely = 0 if self.terms.duplicates is OnDuplicate.SKIP else counts[Outcome.DUPLICATE.value]
        return bool(counts[Outcome.NEW.value] + counts[Outcome.CHANGED.value] + likely)


@frozen(kw_only=True)
class Report:
    """What an import did: its change, its numbers, and where the rows are that were not taken in (or empty)."""

    change_id: int | None
    counts: Mapping[str, int]
    problems: tuple[Problem, ...]
    refused_file: str = ""
