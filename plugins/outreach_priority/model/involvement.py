"""Levels of involvement with a sector, what each takes, and what a result says of who can have which.

The manual's ways of working range from keeping channels open to structures of our own, and it asks for resources that
suffice or none (Campaign Manual, pp. 184-187). A level therefore comes as a package that is taken whole (formula F9).
"""

from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any

from attrs import Attribute, field, frozen

from outreach_crm.groups.model import Structure
from outreach_crm.text import Term, row, say
from outreach_priority.formulas.check import Verdict
from outreach_priority.formulas.combination import Quadrant

MODELS = (Structure.SPECIALIST, Structure.NETWORK, Structure.ADVISORY, Structure.LOCAL_BRIEF)
"""The manual's models of a structure for a sector."""


class Level(Term):
    """How far outreach to a sector goes."""

    NONE = "none"
    SINGLE = "single action"
    CONTACT = "contact"
    NETWORK = "network"
    STRUCTURE = "structure"


class Resource(Term):
    """What a level takes."""

    VOLUNTEERS = "volunteer hours"
    STAFF = "staff hours"
    MONEY = "money"

    @property
    def field(self) -> str:
        """The name of the field that holds it."""
        return self.value.replace(" ", "_")

    def amount(self, n: float) -> str:
        """Return so much of it as people read it: ``8 staff hours``, ``200 in money``."""
        return (
            say("{n} in money", n=written(n))
            if self is Resource.MONEY
            else say("{n} {resource}", n=written(n), resource=self)
        )


def written(n: float) -> str:
    """Return an amount as it is written: ``40``, ``12.5``, ``1250000``; hundredths at most."""
    return f"{n:.2f}".rstrip("0").rstrip(".")


Amounts = Mapping[Resource, float]
"""How much of each resource; one that is not named takes nothing, or is not limited."""


def level_in_words(level: Level, model: str) -> str:
    """Return a level as people read it, a structure with its model."""
    return say("{level}: {model}", level=level, model=Structure(model).label) if model else level.label


def in_words(amounts: Amounts) -> str:
    """Return amounts as people read them: ``20 volunteer hours, 8 staff hours``; of nothing, ``nothing``."""
    told = [one.amount(amounts[one]) for one in Resource if amounts.get(one)]
    return row(told) if told else say("nothing")


def together(many: Iterable[Amounts]) -> dict[Resource, float]:
    """Return the sum of some amounts, rounded to the hundredths in which they are written."""
    there = [*many]
    return {one: round(sum(amounts.get(one, 0) for amounts in there), 2) for one in Resource}


def _is_amount(_record: object, attribute: "Attribute[float]", value: float) -> None:
    if not (isfinite(value) and value >= 0):
        raise ValueError(say("{attribute} is {value:g}; it is nothing or more", attribute=attribute.name, value=value))


def _is_share(_record: object, attribute: "Attribute[float]", value: float) -> None:
    if not 0 <= value <= 1:
        raise ValueError(
            say("{attribute} is {value:g}; it lies between 0 and 1", attribute=attribute.name, value=value)
        )


def _of_structure(_record: Any, _attribute: "Attribute[str]", model: str) -> None:
    if model and _record.level is not Level.STRUCTURE:
        raise ValueError(say("only a structure has a model, and {level} is none", level=_record.level))
    if model not in {"", *MODELS}:
        raise ValueError(
            say("{model!r} is no model of a structure; there are {names}", model=model, names=", ".join(MODELS))
        )


@frozen(kw_only=True)
class Package:
    """What a level of involvement takes in a year, at least.

    Args:
        level: the level.
        model: of a structure, which of the manual's models.
        share: how much of a sector's priority it brings, from 0 to 1.
        volunteer_hours: hours of volunteers.
        staff_hours: hours of staff.
        money: in the section's own money.
        own: whether the section said it for this assessment or sector.
    """

    level: Level = field(converter=Level)
    model: str = field(default="", validator=_of_structure)
    share: float = field(validator=_is_share)
    volunteer_hours: float = field(default=0.0, validator=_is_amount)
    staff_hours: float = field(default=0.0, validator=_is_amount)
    money: float = field(default=0.0, validator=_is_amount)
    own: bool = False

    @property
    def needs(self) -> dict[Resource, float]:
        """What it takes, by resource."""
        return {one: float(getattr(self, one.field)) for one in Resource}

    @property
    def label(self) -> str:
        """What people read: the model of a structure, else the level."""
        return level_in_words(self.level, self.model)


@frozen(kw_only=True)
class PackageFile:
    """The packages of a file, in the order of the levels; of a structure the first one is meant unless said."""

    package: tuple[Package, ...] = field(converter=tuple)


@frozen(kw_only=True)
class PackageDraft:
    """A package to be said anew for an assessment: what is None stays as it is.

    Args:
        level: the level, as people write it.
        subject: the sector or organisation it is for, by key or title; empty: for all of them.
        model: of a structure, which one; another model begins with what is shipped for it.
        share: how much of the priority it brings.
        volunteer_hours: hours of volunteers.
        staff_hours: hours of staff.
        money: in the section's own money.
    """

    level: str
    subject: str = ""
    model: str | None = None
    share: float | None = None
    volunteer_hours: float | None = None
    staff_hours: float | None = None
    money: float | None = None


@frozen(kw_only=True)
class Ruling:
    """What a named person decided of a subject that the check held up (F4).

    Args:
        goes: whether it may be chosen.
        by: who decided.
        because: why.
        mitigation: how the risk is met.
        cost: what that takes, on top of any package.
    """

    goes: bool
    by: str
    because: str = ""
    mitigation: str = ""
    cost: Amounts = field(factory=dict)


@frozen(kw_only=True)
class Candidate:
    """What a result says of one sector or organisation, as far as a budget needs it.

    Args:
        key: its key.
        title: what people call it.
        value: its priority, from 0 to 1 (C of F5).
        quadrant: in which of the two analyses it stands out.
        verdict: what the check says.
        ruling: what was decided of it; None where nobody decided.
        prepared: whether people to turn to are at hand, as far as anybody said.
    """

    key: str
    title: str
    value: float = field(validator=_is_share)
    quadrant: Quadrant = field(converter=Quadrant)
    verdict: Verdict = field(converter=Verdict)
    ruling: Ruling | None = None
    prepared: bool = True

    @property
    def barred(self) -> str:
        """Why it cannot be chosen at all, in a sentence; empty where it can."""
        ruling = self.ruling
        if ruling is not None and not ruling.goes:
            return say("{name} decided against it: {because}", name=ruling.by, because=ruling.because)
        if self.verdict is Verdict.CLEAR:
            return ""
        if self.verdict is Verdict.CAUTION:
            return "" if ruling and ruling.mitigation else say("nobody has said yet how the risk is met")
        if ruling is not None:
            return ""
        if self.verdict is Verdict.HOLD:
            return say("it is on hold until a named person decides")
        return say("nobody rated its risks, and no named person has decided")

    @property
    def may_have_structure(self) -> bool:
        """Whether it stands out in both analyses: only then is it worth a structure of its own."""
        return self.quadrant is Quadrant.COMMON

    def why_not(self, level: Level) -> str:
        """Return why it cannot have a level, in a sentence; empty where it can."""
        if level is not Level.NONE and self.barred:
            return say("{name} cannot have the level {level}: {why}.", name=self.title, level=level, why=self.barred)
        if level is Level.STRUCTURE and not self.may_have_structure:
            return say("{name} cannot have a structure: it does not stand out in both analyses.", name=self.title)
        return ""

    @property
    def extra(self) -> Amounts:
        """What meeting its risk takes, on top of any package."""
        return self.ruling.cost if self.ruling else {}
