"""Whom a case is about, how many they are, and whether they agree that one works for them."""

import json

from attrs import converters, field, frozen

from outreach_cases.formulas.individuals import Counted
from outreach_cases.model.levels import Level, Reason, Stance, read_reason
from outreach_crm.text import Sentence, Term, count, row, say, words


class Whom(Term):
    """Whom a case is about."""

    PERSON = "person"
    GROUP = "group"
    COMMUNITY = "community"


class Consent(Term):
    """What those whom a case is about want to be done for them."""

    NOT_KNOWN = "not known"
    PUBLIC = "agrees to public work"
    QUIET = "agrees to quiet work only"
    AGAINST = "wants no work"


_QUIET = frozenset({Consent.QUIET, Consent.AGAINST})


class Gender(Term):
    """The gender of a person, or of all in a group; empty where it is not known or they are of several."""

    FEMALE = "f"
    MALE = "m"
    OTHER = "x"

    @property
    def label(self) -> str:
        """How people read it."""
        return _GENDERS[self]


_GENDERS = {Gender.FEMALE: say("female"), Gender.MALE: say("male"), Gender.OTHER: say("another gender")}


def read_gender(text: str) -> Gender | None:
    """Return a gender as it is stored; None: it is not known, or they are of several."""
    return Gender(text) if text else None


@frozen(kw_only=True)
class Case:
    """A long-term case, and how far it is on a day.

    Args:
        id: its number.
        ref: the reference of the International Secretariat; empty where it has none.
        name: what it is called: whom it is about.
        whom: a person, a group or a community.
        people: how many they are; None where nobody knows.
        counted: how well that is known.
        gender: of the person, or of all of them; None where it is not known or they are of several.
        country: where (ISO 3166), or empty.
        language: of the casefile (BCP 47), or empty.
        public: whether anybody may know of it.
        consent: what they want to be done for them.
        wish: what else they wish, in words: no letters to the family.
        poc: whether they are prisoners of conscience.
        opened_on: since when it is a case (ISO 8601).
        circle_id: the circle that alone sees it; None: everybody who works here.
        level: of the portfolio on that day.
        level_on: since when it has that level.
        reason: why it has it, where it is closed.
        stance: what our section decided; None: nothing so far.
        stance_on: since when.
        stance_reason: why, where a reason was chosen.
        change_id: the version of what is written of it; levels and decisions are rows of their own.
    """

    id: int
    ref: str
    name: str
    whom: Whom = field(converter=Whom)
    people: int | None
    counted: Counted = field(converter=Counted)
    gender: Gender | None = field(converter=read_gender)
    country: str
    language: str
    public: bool = field(converter=bool)
    consent: Consent = field(converter=Consent)
    wish: str
    poc: bool = field(converter=bool)
    opened_on: str
    circle_id: int | None
    level: Level = field(converter=Level)
    level_on: str
    reason: Reason | None = field(converter=read_reason)
    stance: Stance | None = field(converter=converters.optional(Stance))
    stance_on: str | None
    stance_reason: Reason | None = field(converter=read_reason)
    change_id: int

    @property
    def called(self) -> str:
        """What it is called, with its reference."""
        return f"{self.name} ({self.ref})" if self.ref else self.name

    @property
    def open_name(self) -> str:
        """What it is called where anybody may read it, such as in a report or in a calendar."""
        if not self.public or self.circle_id is not None or self.consent in _QUIET or self.stopped:
            return say("a case that is not named")
        return self.called

    @property
    def who(self) -> Sentence:
        """Whom it is about and how many they are, as people read it: ``community, about 300 people``."""
        if self.whom is Whom.PERSON:
            return say("{whom}", whom=self.whom)
        if self.people is None:
            return row([self.whom, say("number not known")])
        known = count(self.people, "{n} person", "{n} people")
        return row([self.whom, known if self.counted is Counted.KNOWN else say("about {people}", people=known)])

    @property
    def standing(self) -> Sentence:
        """How far it is, as people read it: ``active, we work on it``."""
        level = row([self.level, self.reason], ": ") if self.reason else say("{level}", level=self.level)
        return row([level, self.stance.told if self.stance else say("not decided")])

    @property
    def stopped(self) -> Reason | None:
        """Why all work on it has to rest, for their safety or because they wish it; None where it need not."""
        closed = self.reason if self.level is Level.CLOSED else None
        left = self.stance_reason if self.stance is Stance.NOT else None
        return next((one for one in (closed, left) if one is not None and one.stops), None)


@frozen(kw_only=True)
class CaseDraft:
    """A case to be written down, values as people write them; only the name is needed.

    Args:
        name: what it is called.
        ref: the reference of the International Secretariat.
        whom: a person, a group or a community.
        people: how many they are: ``12``, ``about 300``; empty: one person, else not known.
        gender: ``f``, ``m``, ``x``, or empty.
        country: name or code.
        language: of the casefile.
        public: whether anybody may know of it.
        consent: what they want to be done.
        wish: what else they wish.
        poc: whether they are prisoners of conscience.
        opened_on: since when it is a case; empty: today. Of one that is there it stays.
        concerns: keywords: a key, a code, or a name in any language.
        addressees: to whom appeals go, a block of lines for each, parted by an empty line: name, lines of the address,
            an e-mail address, ``Salutation: Dear Minister``.
        circle: the circle that alone sees it from the first on; empty: everybody. Of one that is there it stays.
        version: where one is altered, the ``change_id`` that the editor saw.
    """

    name: str
    ref: str = ""
    whom: str = Whom.PERSON.value
    people: str = ""
    gender: str = ""
    country: str = ""
    language: str = ""
    public: bool = True
    consent: str = Consent.NOT_KNOWN.value
    wish: str = ""
    poc: bool = False
    opened_on: str = ""
    concerns: tuple[str, ...] = ()
    addressees: str = ""
    circle: str = ""
    version: int | None = None


def people_written(case: Case) -> str:
    """Return how many a case is about as somebody would write it: ``about 300``."""
    if case.whom is Whom.PERSON or case.people is None:
        return ""
    return str(case.people) if case.counted is Counted.KNOWN else say("about {people}", people=case.people)


def words_of(name: str, ref: str) -> str:
    """Return the folded words by which a case is found, as they are stored (JSON)."""
    return json.dumps(words(name, ref))
