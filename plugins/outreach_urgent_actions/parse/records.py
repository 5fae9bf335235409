"""What is read from Urgent Actions, as records that cannot be wrong; a part nobody printed is None, never a guess."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from attrs import field, frozen

from outreach_urgent_actions.model import Kind

UNKNOWN = "?"


class Series(StrEnum):
    """The series of Urgent Actions, each with numbers of its own in each year."""

    UA = "UA"
    EX = "EX"
    MA = "MA"
    NSA = "NSA"
    WRN = "WRN"
    UNKNOWN = "?"


@frozen(order=True)
class CaseNumber:
    """The number of a case: ``UA 205/2001``; a missing part is a question mark: ``EX ?``, ``? 276/2012``, ``UA 141/?``.

    ``year`` has four digits.
    """

    series: Series = field(default=Series.UNKNOWN, converter=Series)
    number: int | None = None
    year: int | None = None

    @property
    def is_complete(self) -> bool:
        """Whether it names one case: no part is missing."""
        return self.series is not Series.UNKNOWN and self.number is not None and self.year is not None

    def __str__(self) -> str:
        if self.number is None:
            return f"{self.series} {UNKNOWN}"
        return f"{self.series} {self.number}/{self.year or UNKNOWN}"


@frozen(order=True)
class IndexNumber:
    """The number of a document: ``AMR 41/022/1998``.

    ``area`` has two digits and means a country or a theme within its ``region`` only; ``serial`` counts within area and
    year, from about 2015 worldwide. Two numbers printed with other zeros are equal.
    """

    region: str
    area: str
    serial: int
    year: int

    def __str__(self) -> str:
        return f"{self.region} {self.area}/{self.serial:03}/{self.year}"


@frozen(kw_only=True)
class Subject:
    """A subject line or heading.

    ``ordinal`` is the number as printed: 2 in "second update" and in "Second UA", which is the first update;
    ``counts_issues`` tells the two apart, see :attr:`update`. ``countries`` are ISO 3166 codes in the order written;
    ``issued`` is the issue date where its year is printed, else ``issued_month_day`` has what is. ``former`` are
    numbers the case had before, ``indexes`` those of documents named, earlier ones too.
    """

    subject: str
    cases: tuple[CaseNumber, ...] = ()
    kind: Kind = field(default=Kind.OTHER, converter=Kind)
    ordinal: int | None = None
    counts_issues: bool = False
    countries: tuple[str, ...] = ()
    issued: date | None = None
    issued_month_day: tuple[int, int] | None = None
    former: tuple[CaseNumber, ...] = ()
    indexes: tuple[IndexNumber, ...] = ()

    @property
    def update(self) -> int | None:
        """Which follow-up it is, however it was counted; None where that is not said, or it is none."""
        return self.ordinal - self.counts_issues if self.ordinal else None

    def as_json(self) -> Mapping[str, Any]:
        """Return what ``outreach ua parse --json`` prints of a line."""
        return {
            "subject": self.subject,
            "case_refs": [str(case) for case in self.cases],
            "kind": str(self.kind),
            "ordinal": self.ordinal,
            "countries": list(self.countries),
            "issued": self.issued.isoformat() if self.issued else None,
        }


class Whom(StrEnum):
    """Whom a case is about."""

    PERSON = "person"
    GROUP = "group"
    COMMUNITY = "community"


@frozen(kw_only=True)
class Named:
    """A person named in a case; ``gender`` is ``f``, ``m``, ``x`` or empty, ``age`` in years."""

    name: str
    gender: str = ""
    age: int | None = None
    occupation: str = ""


@frozen(kw_only=True)
class AboutWhom:
    """The person, group or community a case is about.

    ``text`` is what is printed; ``number`` how many there are, as printed, else as many as are named; ``gender`` holds
    for all of them.
    """

    whom: Whom = field(default=Whom.GROUP, converter=Whom)
    text: str = ""
    number: int | None = None
    gender: str = ""
    named: tuple[Named, ...] = ()


@frozen(kw_only=True)
class Addressee:
    """Somebody to write to: ``lines`` are office, name and address as printed, without the ways to reach them."""

    lines: tuple[str, ...] = ()
    salutation: str = ""
    emails: tuple[str, ...] = ()
    faxes: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@frozen(kw_only=True)
class Earlier:
    """An earlier issue that a follow-up names."""

    index: IndexNumber
    issued: date | None = None


@frozen(kw_only=True)
class Sheet:
    """A whole Urgent Action as printed; what is not there is empty.

    ``heading`` has the case, what the sheet is to it, countries and the day of issue. ``languages`` are BCP 47 tags,
    ``own_language`` says that one's own will do. ``distribution`` is the mark as printed; ``members_only`` forbids
    sending it to anybody else. ``text`` is all that is told of the case, without what to do and whom to write to.
    """

    heading: Subject
    index: IndexNumber | None = None
    earlier: tuple[Earlier, ...] = ()
    title: str = ""
    concerns: tuple[str, ...] = ()
    about: AboutWhom = AboutWhom()
    text: str = ""
    actions: tuple[str, ...] = ()
    appeals_to: tuple[Addressee, ...] = ()
    copies_to: tuple[Addressee, ...] = ()
    languages: tuple[str, ...] = ()
    own_language: bool = False
    deadline: date | None = None
    distribution: str = ""
    members_only: bool = False
