"""An Urgent Action as a source tells of it, before it is in the book."""

from datetime import date

from attrs import field, frozen

from outreach_urgent_actions.model.dating import Told
from outreach_urgent_actions.model.issues import Audience, Kind
from outreach_urgent_actions.parse.records import CaseNumber

_NOTHING_TOLD = Told()


@frozen(kw_only=True)
class PersonDraft:
    """Somebody, or some people, named on a sheet; ``kind`` is ``person``, ``group`` or ``community``."""

    name: str
    kind: str = "person"
    gender: str = ""
    age: int | None = None
    occupation: str = ""
    people: int | None = None


@frozen(kw_only=True)
class AddresseeDraft:
    """Somebody to whom appeals go, or a copy of them; ``lines`` are parted by line breaks."""

    name: str
    copy: bool = False
    salutation: str = ""
    lines: str = ""
    email: str = ""
    fax: str = ""


@frozen(kw_only=True)
class Draft:
    """An Urgent Action before it is saved.

    Args:
        line: where it stands in its source, counted from 1.
        subject: its subject line or heading, as it was written.
        cases: the numbers it names.
        kind: what it is in the chain of its case.
        ordinal: which follow-up it is; None where that is not said.
        keywords: as the list it came from wrote them.
        added: keywords that somebody adds.
        places: countries and territories as ``scheme:key`` of the thesaurus.
        unplaced: what stands where a country is expected and is none that is known.
        told: what it says of days.
        given: the day of issue as it was written, whether or not it can be one.
        deadline_on: until when to write.
        concerns: as printed.
        external_id: its number in the source; ``source`` is where that number counts.
        digest: of all that the source says of it, so that it is known again (SHA-256).
        texts: language to subject and body.
    """

    line: int = 0
    subject: str
    cases: tuple[CaseNumber, ...] = ()
    kind: Kind = field(default=Kind.OTHER, converter=Kind)
    ordinal: int | None = None
    keywords: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()
    told: Told = _NOTHING_TOLD
    given: str = ""
    deadline_on: date | None = None
    concerns: str = ""
    index_number: str = ""
    audience: Audience = field(default=Audience.PUBLIC, converter=Audience)
    write_in: str = ""
    action: str = ""
    life_at_risk: bool = False
    external_id: str = ""
    source: str = ""
    digest: str = ""
    texts: tuple[tuple[str, str, str], ...] = ()
    people: tuple[PersonDraft, ...] = ()
    addressees: tuple[AddresseeDraft, ...] = ()

    @property
    def name(self) -> str:
        """How it is called in what is told of it: its number in the source and its subject."""
        number = f"{self.external_id}: " if self.external_id else ""
        return f"{number}{self.subject or '(no subject)'}"
