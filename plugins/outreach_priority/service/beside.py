"""Why one sector or organisation is before or behind any other, in parts that add up (F8).

A result says it of each and the next one; whoever lost asks about the first, or about one they know.
"""

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
        sentence: how far it is before or behind, and what speaks most for and against it.
        parts: by item, what it adds to that, in tenths of points; nothing where the difference is not split.
    """

    other: str
    sentence: Sentence
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
    known = {"other": told.subject(other.subject), "difference": signed(abs(difference)).lstrip("+")}
    if not difference:
        sentence = say("It is level with {other}.", **known)
    elif not parts:
        plain = (
            later("It is {difference} ahead of {other}.")
            if difference > 0
            else later("It is {difference} behind {other}.")
        )
        sentence = say(plain, **known)
    else:
        most = max(parts, key=lambda item: (parts[item], item))
        least = min(parts, key=lambda item: (parts[item], item))
        template = (
            later(
                "It is {difference} ahead of {other}: most for it is {most}, {for_it}; least is {least}, {against_it}."
            )
            if difference > 0
            else later(
                "It is {difference} behind {other}: most against it is {least}, {against_it}; best is {most}, {for_it}."
            )
        )
        sentence = say(
            template,
            most=told.item(most),
            for_it=signed(parts[most]),
            least=told.item(least),
            against_it=signed(parts[least]),
            **known,
        )
    return Beside(other=other.subject, sentence=sentence, parts=parts)
