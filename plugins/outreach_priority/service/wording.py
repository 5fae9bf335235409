"""Names and numbers as sentences on results have them: rounded so that what is added up still adds up."""

from collections.abc import Iterable, Sequence
from math import floor

from attrs import frozen

from outreach_crm.text import Sentence, figure, later, row, say, term
from outreach_priority.formulas.check import Verdict
from outreach_priority.formulas.combination import Quadrant, Rule
from outreach_priority.model import Assessment, Rules, Score

_VERDICTS = {
    Verdict.CLEAR: later("clear"),
    Verdict.CAUTION: later("caution"),
    Verdict.UNASSESSED: later("not assessed"),
    Verdict.HOLD: later("on hold"),
}
_QUADRANTS = {
    Quadrant.COMMON: later("both analyses"),
    Quadrant.INTERNATIONAL: later("international only"),
    Quadrant.DOMESTIC: later("domestic only"),
    Quadrant.NEITHER: later("neither"),
}
_RULES = {
    Rule.GEOMETRIC: later(
        "The two analyses are multiplied, the international one counting for {share} %: what is missing on one side is"
        " not made up for by the other."
    ),
    Rule.ADDITIVE: later("The two analyses are added, the international one counting for {share} %."),
    Rule.MINIMUM: later("Of the two analyses the lower one counts."),
}


@frozen
class Names:
    """What people call what a result knows by keys."""

    assessment: Assessment

    def subject(self, key: str) -> str:
        """Return the name of what is judged; its key where it has none any more."""
        return next((one.title for one in self.assessment.subjects if one.key == key and one.title), key)

    def subjects(self, keys: Iterable[str]) -> Sentence:
        """Return names one after the other."""
        return row([self.subject(key) for key in keys])

    def item(self, key: str) -> str:
        """Return the title of an item."""
        found = self.assessment.questionnaire.item(key)
        return found.title if found else key

    def items(self, keys: Iterable[str]) -> Sentence:
        """Return titles one after the other."""
        return row([self.item(key) for key in keys])


def tenths(value: float) -> int:
    """Return a value from 0 to 1 in tenths of points of 100, rounded."""
    return round(1000 * value)


def points(value: float) -> Sentence:
    """Return a value from 0 to 1 as points of 100: ``64.8``."""
    return figure(tenths(value) / 10, ".1f")


def signed(number: int, plus: str = "+") -> Sentence:
    """Return tenths of points with their sign: ``+3.4``, ``−0.7``; ``plus`` is that of more than nothing."""
    sign = plus if number > 0 else "−" if number < 0 else ""
    return row((sign, figure(abs(number) / 10, ".1f")), "")


def adding_up(total: int, parts: Sequence[float]) -> list[int]:
    """Return parts (0 to 1) in tenths of points such that they add up to a total in tenths.

    Each is rounded down, and those furthest from that go up until the sum is right (largest remainder); none is more
    than a tenth from what it is.
    """
    exact = [round(1000 * part, 6) for part in parts]
    rounded = [floor(one) for one in exact]
    order = sorted(range(len(parts)), key=lambda place: (rounded[place] - exact[place], place))
    missing = total - sum(rounded)
    for turn in range(abs(missing) if parts else 0):
        rounded[order[turn % len(order)]] += 1 if missing > 0 else -1
    return rounded


def percent(share: float, digits: int = 0) -> Sentence:
    """Return a share from 0 to 1 in per cent: ``81``."""
    return figure(100 * share, f".{digits}f")


def from_to(before: float, after: float) -> tuple[Sentence, Sentence]:
    """Return two shares in per cent, with a decimal where they would look the same without one."""
    plain = percent(before), percent(after)
    return plain if plain[0] != plain[1] else (percent(before, 1), percent(after, 1))


def place(number: int, *, tied: bool = False) -> Sentence:
    """Return a place in words: first, second, number 4."""
    if tied:
        return say("level on place {n}", n=number)
    words = {1: term("first"), 2: term("second"), 3: term("third")}
    return words.get(number) or say("number {n}", n=number)


def verdict(found: Verdict) -> Sentence:
    """Return what the check says, in a word or two."""
    return say(_VERDICTS[found])


def standing(score: Score) -> Sentence:
    """Return in which of the analyses something stands out."""
    return say(_QUADRANTS[score.analyses.quadrant]) if score.analyses else term("nobody knows")


def decided(score: Score) -> Sentence | None:
    """Return what was decided on something, or that it has to be; None where there is nothing to decide."""
    if score.undecided:
        return say("to be decided")
    if score.check.verdict is Verdict.CLEAR or score.decision is None:
        return None
    template = later("{who}: can be chosen") if score.decision.goes else later("{who}: not chosen")
    return say(template, who=score.decision.decided_by)


def combining(rules: Rules) -> Sentence:
    """Return by which rule two analyses become one."""
    return say(_RULES[rules.combining], share=percent(rules.alpha))
