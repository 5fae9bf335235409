"""A plan for a sector or organisation: what a sealed result and a budget came to."""

from collections.abc import Mapping

from attrs import field, frozen

from outreach_priority.model.budgets import Means
from outreach_priority.model.involvement import Amounts, Level, Resource, level_in_words


@frozen(kw_only=True)
class Plan:
    """What is to be done with a sector or organisation until the plan is reviewed.

    Args:
        id: its number.
        assessment_id: the assessment it came of.
        assessment: its title.
        key: the key of the sector or organisation.
        title: what people call it.
        sector: the key of the sector it is or belongs to.
        level: how far outreach to it goes.
        model: of a structure, which one.
        group_id: the group that is responsible, as a contact; None where none is, or the actor may not see it.
        group: its name.
        volunteer_hours: hours of volunteers until the review.
        staff_hours: hours of staff.
        money: in the section's own money.
        review_on: when it is looked at again (ISO 8601); None with the level none.
        task_id: the task that says so.
        segment_id: the segment of organisations to approach.
        change_id: its version.
    """

    id: int
    assessment_id: int
    assessment: str
    key: str
    title: str
    sector: str
    level: Level = field(converter=Level)
    model: str
    group_id: int | None
    group: str
    volunteer_hours: float
    staff_hours: float
    money: float
    review_on: str | None
    task_id: int | None
    segment_id: int | None
    change_id: int

    @property
    def needs(self) -> Amounts:
        """What it takes, by resource."""
        return {one: float(getattr(self, one.field)) for one in Resource}

    @property
    def label(self) -> str:
        """What people read of its level: the model of a structure too."""
        return level_in_words(self.level, self.model)


@frozen(kw_only=True)
class Planned:
    """What a plan is made of.

    Args:
        level: how far it goes; with none, nothing else counts.
        model: of a structure, which one.
        needs: what it takes.
        review_on: when it is looked at again (ISO 8601).
        group: the responsible group by name or number; empty: nobody yet; None: the only group of ours in the sector,
            if there is one.
        owner: whose task the review is, by name; empty: the actor's.
    """

    level: Level
    model: str = ""
    needs: Amounts = field(factory=dict)
    review_on: str = ""
    group: str | None = None
    owner: str = ""


@frozen(kw_only=True)
class AdoptionDraft:
    """What is adopted.

    Args:
        means: what there is; the levels follow from it.
        groups: by key, the responsible group by name or number, empty for nobody yet; else the only group of ours in
            the sector.
        review: when plans are looked at again.
        owner: whose task that is, by name; empty: the actor's.
    """

    means: Means
    groups: Mapping[str, str] = field(factory=dict)
    review: str = "1y"
    owner: str = ""


@frozen(kw_only=True)
class PlanEdit:
    """What of a plan is to be otherwise; None leaves it as it is. ``version`` is the one the editor saw."""

    level: str | None = None
    group: str | None = None
    volunteer_hours: float | None = None
    staff_hours: float | None = None
    money: float | None = None
    review: str | None = None
    version: int | None = None
