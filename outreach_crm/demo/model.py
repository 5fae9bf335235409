"""The rows of the sample files, as records.

A column that ends in ``day`` counts days from today, so that the demo is always fresh: -30 is a month ago, 7 is in a
week. People, organisations and groups are named by their whole names, us by ours.
"""

from typing import Generic, TypeVar

from attrs import field, fields, frozen, validators

from outreach_crm.model import Problem
from outreach_crm.privacy.model import State

T = TypeVar("T")


@frozen
class Written(Generic[T]):
    """A row and where it is written."""

    file: str
    line: int
    row: T

    def problem(self, sentence: str) -> Problem:
        """Return what is wrong with this row, with file and line."""
        return Problem(file=self.file, line=self.line, sentence=sentence)


@frozen(kw_only=True)
class Us:
    """One of us; ``circles`` are those whose restricted contacts she sees."""

    name: str = field(validator=validators.min_len(1))
    circles: tuple[str, ...] = ()


@frozen(kw_only=True)
class SampleContact:
    """What the files of people and of organisations have in common; names are those of a contact's fields."""

    name: str = field(validator=validators.min_len(1))
    also: str = ""
    country: str = ""
    language: str = ""
    languages: str = ""
    email: tuple[str, ...] = ()
    phone: tuple[str, ...] = ()
    web: str = ""
    address: str = ""
    wrong: tuple[str, ...] = ()
    wrong_day: int = 0
    sectors: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    membership: str = ""
    membership_from_day: int | None = None
    membership_to_day: int | None = None
    brought_by: str = ""
    holder: str = ""
    circle: str = ""
    rhythm_days: str = ""
    can_do: str = ""
    concerns_now: str = ""
    met: str = ""
    met_day: int = 0


@frozen(kw_only=True)
class SampleOrganisation(SampleContact):
    """An organisation."""

    organisation_kind: str = ""
    level: str = ""


@frozen(kw_only=True)
class SamplePerson(SampleContact):
    """A person; her present role, if she has one, stands with her."""

    family: str = ""
    name_order: str = ""
    gender: str = ""
    pronouns: str = ""
    role: str = ""
    at: str = ""
    role_day: int | None = None
    role_verified_day: int | None = None
    rights: bool = False
    right_person_for: str = ""


@frozen(kw_only=True)
class SampleRole:
    """A further role of a person, or one that has ended."""

    who: str
    role: str
    at: str
    from_day: int | None = None
    to_day: int | None = None
    verified_day: int = 0
    rights: bool = False
    right_person_for: str = ""


@frozen(kw_only=True)
class SampleRelation:
    """A relationship between two contacts."""

    who: str
    kind: str
    other: str
    since_day: int | None = None
    verified_day: int = 0
    note: str = ""


@frozen(kw_only=True)
class SampleEntry:
    """Something that happened: on which day, with whom, by whom of us."""

    day: int
    who: tuple[str, ...]
    by: str
    kind: str = ""
    from_them: bool = False
    summary: str
    outcome: str = ""
    follow_up: str = ""
    follow_up_day: int | None = None
    colleagues: tuple[str, ...] = ()
    campaign: str = ""


@frozen(kw_only=True)
class SampleTask:
    """Something to be done, or done on a day."""

    title: str
    owner: str
    due_day: int | None = None
    done_day: int | None = None
    contact: str = ""


@frozen(kw_only=True)
class SampleGroup:
    """One of our groups; ``planned`` and ``used`` are this year's resources, as ``staff-hours=40``."""

    name: str
    structure: str
    level: str = ""
    purpose: str = ""
    sectors: tuple[str, ...] = ()
    language: str = ""
    languages: str = ""
    regions: str = ""
    capacity: str = ""
    meeting_days: str = ""
    fee: str = ""
    fee_paid_day: int | None = None
    serviced_by: str = ""
    formed_from: str = ""
    advises: str = ""
    founded_day: int | None = None
    ended_day: int | None = None
    holder: str = ""
    planned: tuple[str, ...] = ()
    used: tuple[str, ...] = ()


@frozen(kw_only=True)
class SampleMember:
    """A person's time in a group, in one role."""

    group: str
    who: str
    role: str
    from_day: int
    to_day: int | None = None


@frozen(kw_only=True)
class SampleCampaign:
    """A campaign."""

    name: str
    from_day: int
    to_day: int
    group: str = ""
    countries: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()


@frozen(kw_only=True)
class SampleConsent:
    """What somebody said on a day, or on which basis everybody is held where nobody is named."""

    who: str = ""
    state: State
    purpose: str = ""
    channel: str = ""
    basis: str = ""
    day: int
    until_day: int | None = None
    source: str
    wording: str = ""


@frozen(kw_only=True)
class SampleSegment:
    """A segment; ``where`` are its conditions, parted by semicolons."""

    name: str
    where: str


@frozen(kw_only=True)
class Sample:
    """All that the sample files say."""

    us: tuple[Written[Us], ...]
    organisations: tuple[Written[SampleOrganisation], ...]
    people: tuple[Written[SamplePerson], ...]
    roles: tuple[Written[SampleRole], ...]
    relations: tuple[Written[SampleRelation], ...]
    groups: tuple[Written[SampleGroup], ...]
    members: tuple[Written[SampleMember], ...]
    campaigns: tuple[Written[SampleCampaign], ...]
    history: tuple[Written[SampleEntry], ...]
    tasks: tuple[Written[SampleTask], ...]
    consents: tuple[Written[SampleConsent], ...]
    segments: tuple[Written[SampleSegment], ...]

    def __len__(self) -> int:
        """Return how many rows there are in all."""
        return sum(self.rows.values())

    @property
    def rows(self) -> dict[str, int]:
        """How many rows each file has."""
        return {one.name: len(getattr(self, one.name)) for one in fields(type(self))}

    @property
    def counts(self) -> dict[str, int]:
        """How many there are of each; the present role of a person stands in her row."""
        return self.rows | {"roles": len(self.roles) + sum(bool(one.row.at) for one in self.people)}
