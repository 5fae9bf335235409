"""A case, its issues and whom they are about, as records; days are ISO 8601 dates."""

from enum import StrEnum

from attrs import field, frozen

from outreach_crm.text import Term, say


class Kind(StrEnum):
    """What an issue is in the chain of its case."""

    INITIAL = "initial"
    FOLLOWUP = "followup"
    # The last of its case: no further action is asked for.
    FINAL = "final"
    # Nobody is to write any more, at once.
    STOP = "stop"
    CORRECTION = "correction"
    # Not about a case at all.
    OTHER = "other"
    # A newsletter, a report, a document: of no case, and for whoever wants publications.
    PUBLICATION = "publication"


class State(Term):
    """How far a case is; only a person opens one again."""

    OPEN = "open"
    CLOSED = "closed"
    STOPPED = "stopped"

    @property
    def label(self) -> str:
        """What people read: of somebody's case not that it, or they, were "stopped", which is said of mailings."""
        return _UNDER_A_STOP if self is State.STOPPED else super().label


_UNDER_A_STOP = say("under a stop")


def after(state: State, kind: Kind) -> State:
    """Return how far a case is when a message of some kind has come: nothing but a person opens it again."""
    if kind is Kind.STOP:
        return State.STOPPED
    return State.CLOSED if kind is Kind.FINAL and state is State.OPEN else state


class Audience(StrEnum):
    """For whom a sheet is; what is for members goes to nobody else."""

    PUBLIC = "public"
    MEMBERS = "members"


@frozen(kw_only=True)
class Case:
    """A case: the chain of issues under one number.

    Args:
        id: its number in the book.
        ref: as it is cited: ``UA 205/2001``; a part that no sheet gave is a question mark.
        series: ``UA``, ``EX`` ...; empty where unknown.
        number: in its year; None where unknown.
        year: four digits; None where unknown.
        variant: 2 and more where another case was printed under the same number.
        state: whether one writes.
        state_on: since when, where it is not open from the beginning.
        state_because: why.
        change_id: the version.
    """

    id: int
    ref: str
    series: str
    number: int | None
    year: int | None
    variant: int
    state: State = field(converter=State)
    state_on: str | None
    state_because: str
    change_id: int


@frozen(kw_only=True)
class Issue:
    """One Urgent Action as it was sent out: the first of a case, a follow-up, a stop.

    ``issued_inferred`` says that the date was taken from the neighbours in a log, ``issued_written`` what stood there
    instead, where it cannot be right; ``received_at`` (UTC, ISO 8601) is
    None for what came from a log; ``life_at_risk``: it may exceed limits once.
    """

    id: int
    uid: str
    kind: Kind = field(converter=Kind)
    ordinal: int | None
    subject: str
    concerns: str
    issued_on: str | None
    issued_inferred: bool = field(converter=bool)
    issued_written: str
    deadline_on: str | None
    received_at: str | None
    index_number: str
    audience: Audience = field(converter=Audience)
    write_in: str
    action: str
    life_at_risk: bool = field(converter=bool)
    source: str
    external_id: str
    change_id: int


@frozen(kw_only=True)
class IssueKeyword:
    """A keyword of an issue as it was written, and the one of the thesaurus it means; None where none is known."""

    written: str
    keyword_id: int | None
    origin: str
    label: str = ""


@frozen(kw_only=True)
class Person:
    """Somebody, or some people, for whom a case calls; ``people`` is how many, where it is a group or community."""

    id: int
    case_id: int
    kind: str
    name: str
    gender: str
    age: int | None
    occupation: str
    people: int | None
    outcome: str
    outcome_on: str | None
    outcome_note: str
    change_id: int
