"""Why one sector or organisation is before or behind any other, in parts that add up (F8).

A result says it of each and the next one; whoever lost asks about the first, or about one they know.
"""

from collections.abc import Iterator, Mapping

from attrs import frozen

from outreach_crm.text import Sentence, later, say
from outreach_priority.formulas.explanation import explain_combined
from outreach_priority.model import Result, Score
from outreach_priority.service import reasons
from outreach_priority.service.comparing import row_of, sides_of
from outreach_priority.service.wording import Names, signed, tenths


@frozen(kw_only=True)
class Beside:
    """Two subjects beside each other.

    Args:
        other: the key of the one it is compared with.
        sentences: how far it is before or behind, and what speaks most for and against it.
        parts: by item, what it adds to that, in tenths of points; nothing where the difference is not split.
    """

    other: str
    sentences: tuple[Sentence, ...]
    parts: dict[str, int]


def beside(told: Names, result: Result, score: Score, other: Score) -> Beside | None:
    """Return one subject beside another; None where one of them has no place.

    Args:
        told: what they are called.
        result: in which both are.
        score: the one.
        other: the other one.
    """
    if score.value is None or other.value is None:
        return None
    values = {one.subject: row_of(result.items, one) for one in (score, other)}
    found = explain_combined(values, sides_of(result), score.subject, other.subject, rule=result.rules.combining)
    parts = reasons.parts(result, found)
    difference = tenths(score.value) - tenths(other.value)
    said = _in_words(told, difference, told.subject(other.subject), parts)
    return Beside(other=other.subject, sentences=tuple(said), parts=parts)


def _in_words(told: Names, difference: int, other: str, parts: Mapping[str, int]) -> Iterator[Sentence]:
    """Yield a difference (tenths of points), what speaks most against the one, and what most for it."""
    if difference:
        plain = (
            later("It is {difference} ahead of {other}.")
            if difference > 0
            else later("It is {difference} behind {other}.")
        )
        yield say(plain, difference=signed(abs(difference), plus=""), other=other)
    else:
        yield say("It is level with {other}.", other=other)
    order = sorted(parts, key=lambda item: (parts[item], item))
    if order and parts[order[0]] < 0:
        yield say(
            "What speaks most against it: {item}, {part}.", item=told.item(order[0]), part=signed(parts[order[0]])
        )
    if order and parts[order[-1]] > 0:
        yield say("What speaks most for it: {item}, {part}.", item=told.item(order[-1]), part=signed(parts[order[-1]]))
