"""What to do with the hours and the money there are, as records and sentences (formula F9)."""

from collections.abc import Mapping

from attrs import field, frozen

from outreach_priority.formulas.budget import Plan
from outreach_priority.formulas.robustness import Robustness
from outreach_priority.model.involvement import Amounts, Level, level_in_words


@frozen(kw_only=True)
class Means:
    """What there is, and what is decided beforehand.

    Args:
        available: how much there is of each resource; one that is not named is not limited.
        reserve: the share of each that is kept back; None: as the rules of the assessment say.
        fixed: by key, a level that is promised already.
        barred: by key, a level that is not to be taken.
    """

    available: Amounts
    reserve: float | None = None
    fixed: Mapping[str, Level] = field(factory=dict)
    barred: Mapping[str, Level] = field(factory=dict)


@frozen(kw_only=True)
class Line:
    """A level for one sector or organisation.

    Args:
        key: whose.
        title: what people call it.
        level: the level.
        model: of a structure, which model.
        priority: its priority, from 0 to 1.
        worth: what the level brings of it.
        needs: what it takes, with what meeting its risk takes.
        mitigation: how its risk is met, where there is one.
        core: in which share of draws it has a place in the best affordable set (core index of F17); None where none
            were made.
        held: in which share of draws it has just this level there.
    """

    key: str
    title: str
    level: Level
    model: str
    priority: float
    worth: float
    needs: Amounts
    mitigation: str = ""
    core: float | None = None
    held: float | None = None

    @property
    def label(self) -> str:
        """What people read of its level: the model of a structure too."""
        return level_in_words(self.level, self.model)


@frozen(kw_only=True)
class LeftOut:
    """What cannot be chosen, and why not in a sentence."""

    key: str
    title: str
    because: str


@frozen(kw_only=True)
class Budget:
    """The best use of what there is.

    Args:
        assessment_id: of which assessment.
        assessment: its title.
        lines: a level for each that can be chosen, the most valuable first.
        left_out: what cannot be chosen.
        available: what there is.
        reserve: the share of it that is kept back.
        used: what the levels take together.
        rest: what is left of what may be used.
        worth: the sum of what the levels bring.
        steps: how one would go about it, step by step, as the plain explanation.
        next: what the next step would take; empty where nothing more is to be had.
        told: what else to bear in mind, in sentences.
        trace: the numbers it was made of; None where nothing can be chosen.
        firm: what of it holds whatever is drawn, in sentences; empty where no draws were made.
        robustness: the draws that rests on.
    """

    assessment_id: int
    assessment: str
    lines: tuple[Line, ...]
    left_out: tuple[LeftOut, ...]
    available: Amounts
    reserve: float
    used: Amounts
    rest: Amounts
    worth: float
    steps: tuple[str, ...]
    next: str
    told: tuple[str, ...]
    trace: Plan | None
    firm: tuple[str, ...] = ()
    robustness: Robustness | None = None

    def line(self, key: str) -> Line | None:
        """Return the line of one sector or organisation."""
        return next((one for one in self.lines if one.key == key), None)
