"""An assessment: what an advisory group is asked to judge, by which rules, and how far it has come.

The rules are fixed before anybody rates: who, which scale, how weights are made, when it is over.
"""

from typing import Any

from attrs import Attribute, field, frozen

from outreach_crm.text import Term, say
from outreach_priority.formulas.combination import Rule
from outreach_priority.model.questionnaire import Questionnaire


class State(Term):
    """How far an assessment has come."""

    # Sheets are out: nobody sees what others said.
    OPEN = "open"
    # A round is over: its feedback can be read, and a second round opened.
    CLOSED = "closed"
    # The result stands for good.
    SEALED = "sealed"


def _between(least: float, most: float) -> Any:
    def validate(_record: object, attribute: "Attribute[float]", value: float) -> None:
        if not least <= value <= most:
            raise ValueError(
                say(
                    "{attribute} is {value:g}; it lies between {least:g} and {most:g}",
                    attribute=attribute.name,
                    value=value,
                    least=least,
                    most=most,
                )
            )

    return validate


@frozen(kw_only=True)
class Rules:
    """What was agreed before anybody rated.

    Args:
        combining: how the two analyses become one.
        alpha: the share of the international analysis in it (F5).
        threshold: from which value on a side counts for the quadrants (F5).
        discuss_spread: from which distance between the quartiles, in steps of the scale, an item is discussed (F3).
        discuss_unknown: from which share of don't-knows on it is discussed (F3).
        settled_below: a further round is not worth while if a smaller share of ratings changed in the last one.
        least: so many advisers a sector needs; with fewer its value is called thin.
        rounds: how many rounds there may be.
        reserve: which share of every resource is kept back from the budget (F9).
        late: whether sheets are taken after the deadline, as long as the round is open.
    """

    combining: Rule = field(default=Rule.GEOMETRIC, converter=Rule)
    alpha: float = field(default=0.5, validator=_between(0, 1))
    threshold: float = field(default=0.5, validator=_between(0, 1))
    discuss_spread: float = field(default=2.0, validator=_between(0, 4))
    discuss_unknown: float = field(default=0.5, validator=_between(0, 1))
    settled_below: float = field(default=0.15, validator=_between(0, 1))
    least: int = field(default=3, validator=_between(1, 50))
    rounds: int = field(default=2, validator=_between(1, 5))
    reserve: float = field(default=0.15, validator=_between(0, 1))
    late: bool = True


@frozen(kw_only=True)
class Subject:
    """What is judged: a sector, or an organisation of one.

    Args:
        id: its row.
        key: the key of the sector, or the ``uid`` of the organisation; sheets name it so.
        title: what people call it.
        sector: the key of the sector it is, or belongs to.
        contact_id: the organisation; None for a sector, and for an organisation that was erased.
        withdrawn_on: the day it was taken out (ISO 8601); its ratings stay and count for nothing.
        withdrawn_because: why.
    """

    id: int
    key: str
    title: str
    sector: str
    contact_id: int | None = None
    withdrawn_on: str | None = None
    withdrawn_because: str = ""


@frozen(kw_only=True)
class Assessment:
    """Sectors, or organisations of one sector, judged by an advisory group in one or two rounds.

    Args:
        id: its number.
        title: what people call it.
        group_id: the advisory group as a contact; None where none is named.
        group: its name.
        sector: the key of the sector whose organisations are judged; empty where sectors are.
        questionnaire: the one it was opened with; a file that was altered since changes nothing.
        rules: what was agreed before anybody rated.
        seed: of the draws of F17, so that a result can be made again.
        round: which round it is in, from 1.
        state: how far it has come.
        opened_on: the day its first round was opened (ISO 8601).
        due_on: until when sheets of this round are asked for.
        subjects: what is judged, in the order it was named, withdrawn ones too.
        change_id: its version.
    """

    id: int
    title: str
    group_id: int | None
    group: str
    sector: str
    questionnaire: Questionnaire
    rules: Rules
    seed: int
    round: int
    state: State = field(converter=State)
    opened_on: str
    due_on: str
    subjects: tuple[Subject, ...]
    change_id: int

    @property
    def judged(self) -> tuple[Subject, ...]:
        """What is still judged, in order."""
        return tuple(one for one in self.subjects if one.withdrawn_on is None)

    @property
    def over(self) -> int:
        """How many of its rounds are over: what was said in those is no secret any more."""
        return self.round - 1 if self.state is State.OPEN else self.round

    def subject(self, key: str) -> Subject | None:
        """Return what has a key, withdrawn or not, or None."""
        return next((one for one in self.subjects if one.key == key), None)


@frozen(kw_only=True)
class AssessmentDraft:
    """An assessment to be opened, values as people write them.

    Args:
        title: what people call it; empty: made of the group and the year.
        group: name or number of the advisory group; may be empty.
        sectors: keys or names of sectors; empty: all there are.
        organisations: of organisations to be judged instead, by name or number; they need one sector.
        advisers: names or numbers of people who are asked; empty: the advisers of the group, else all its members.
        form: key of a questionnaire, or the path of a file.
        due_on: until when.
        rules: those agreed.
    """

    title: str = ""
    group: str = ""
    sectors: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    advisers: tuple[str, ...] = ()
    form: str = "short"
    due_on: str = ""
    rules: Rules = Rules()
