"""What a group planned for a year beside what came of it: structures must show what they do for victims."""

from attrs import frozen

from outreach_crm.groups.model import Resource
from outreach_crm.text import Sentence, say
from outreach_meetings.model.figures import Figures
from outreach_meetings.model.plans import Objective, Plan, State


@frozen(kw_only=True)
class YearReport:
    """The year of a group: its plan and what came of it, what it may use and used, and its meetings in figures."""

    plan: Plan
    figures: Figures
    resources: tuple[Resource, ...]

    @property
    def changed(self) -> tuple[Objective, ...]:
        """The objectives that were reached, each with what it changed and for whom."""
        return tuple(one for one in self.plan.objectives if one.state is State.REACHED)

    @property
    def left(self) -> tuple[Objective, ...]:
        """The objectives that were not reached."""
        return tuple(one for one in self.plan.objectives if one.state is not State.REACHED)

    @property
    def ordered(self) -> tuple[Objective, ...]:
        """All objectives, those that were reached first."""
        return (*self.changed, *self.left)

    @property
    def told(self) -> Sentence:
        """The year in a sentence: of how many objectives how many were reached, with how many letters."""
        return say(
            "{reached} of {n} objectives reached; {figures}",
            reached=len(self.changed),
            n=len(self.plan.objectives),
            figures=self.figures.told,
        )
