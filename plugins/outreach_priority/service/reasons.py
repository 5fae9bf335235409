"""What a result says of one sector or organisation, in sentences whose numbers add up."""

from collections.abc import Iterator, Mapping

from outreach_crm.text import Sentence, count, figure, later, row, say
from outreach_priority.formulas.check import ItemCheck, Verdict
from outreach_priority.formulas.combination import Quadrant
from outreach_priority.formulas.explanation import Explanation
from outreach_priority.model import Assessment, Result, Score
from outreach_priority.model.results import Readiness
from outreach_priority.service.wording import Names, adding_up, place, points, signed, tenths

_QUADRANTS: Mapping[Quadrant, str] = {
    Quadrant.COMMON: later("both reach {threshold}, so it is common to both analyses and a candidate for a structure"),
    Quadrant.INTERNATIONAL: later(
        "only the international side reaches {threshold}: to be approached for particular countries and campaigns"
    ),
    Quadrant.DOMESTIC: later("only the domestic side reaches {threshold}: development work at home"),
    Quadrant.NEITHER: later("neither side reaches {threshold}: keep the contact"),
}
_VERDICTS: Mapping[Verdict, str] = {
    Verdict.HOLD: later("On hold: {why}."),
    Verdict.CAUTION: later("Caution: {why}."),
    Verdict.UNASSESSED: later("Not assessed: {why}."),
    Verdict.CLEAR: later("Clear: no two advisers saw more than a slight risk."),
}


def about(assessment: Assessment, result: Result, subject: str) -> list[Sentence]:
    """Return all that is to be said of one subject: its place and why, risks, what nobody knows, how ready it is."""
    score = result.score(subject)
    if score is None:
        return []
    told = Names(assessment)
    said = [headline(told, result, score)]
    said += [one for one in [reason(told, result, score)] if one]
    return [*said, *_risks(told, score), *_unknown(told, result, score), *_further(told, score)]


def headline(told: Names, result: Result, score: Score) -> Sentence:
    """Return the place of a subject with its two sides and what they mean."""
    name = told.subject(score.subject)
    if score.place is None or score.value is None or score.analyses is None:
        return say("{name} has no place: nobody knows anything of it.", name=name)
    return say(
        "{name} is {place} ({value} of 100): international {international}, domestic {domestic}; {quadrant}{sure}.",
        name=name,
        place=place(score.place, tied=score.tied),
        value=points(score.value),
        international=points(score.analyses.international),
        domestic=points(score.analyses.domestic),
        quadrant=say(_QUADRANTS[score.analyses.quadrant], threshold=figure(100 * result.rules.threshold, ".0f")),
        sure="" if score.sure else say(", as far as is known"),
    )


def reason(told: Names, result: Result, score: Score) -> Sentence | None:
    """Return why a subject is ahead of the next one; None where there is no next one."""
    found = next((one for one in result.explanations if one.ahead == score.subject), None)
    behind = result.score(found.behind) if found else None
    if found is None or behind is None or score.value is None or behind.value is None:
        return None
    name, other = told.subject(score.subject), told.subject(found.behind)
    total = tenths(score.value) - tenths(behind.value)
    if found.by_item is None or found.part_international is None or found.part_domestic is None:
        return _unsplit(told, result, score, behind, signed(total, plus=""))
    if score.tied and score.place == behind.place:
        return say("{name} and {other} are level.", name=name, other=other)
    sides = adding_up(total, [found.part_international, found.part_domestic])
    item, part = _largest(result, found, sides)
    return say(
        "Ahead of {other} by {difference}: {international} from the international side, {domestic} from the domestic"
        " side; the largest single reason is {item}, {part}.",
        other=other,
        difference=signed(total, plus=""),
        international=signed(sides[0]),
        domestic=signed(sides[1]),
        item=told.item(item),
        part=signed(part),
    )


def parts(result: Result, found: Explanation) -> dict[str, int]:
    """Return what each item adds to a difference, in tenths of points that add up to the difference as it is told.

    It is empty where the difference is not split.
    """
    ahead, behind = result.score(found.ahead), result.score(found.behind)
    if found.by_item is None or found.part_international is None or found.part_domestic is None:
        return {}
    if ahead is None or behind is None or ahead.value is None or behind.value is None:
        return {}
    total = tenths(ahead.value) - tenths(behind.value)
    return _by_item(result, found, adding_up(total, [found.part_international, found.part_domestic]))


def _by_item(result: Result, found: Explanation, sides: list[int]) -> dict[str, int]:
    many = len(result.weights[0].items)
    whole = found.by_item or ()
    split = [*adding_up(sides[0], whole[:many]), *adding_up(sides[1], whole[many:])]
    return dict(zip(result.items, split, strict=True))


def _largest(result: Result, found: Explanation, sides: list[int]) -> tuple[str, int]:
    """Return the item that does most for who is ahead."""
    by_item = _by_item(result, found, sides)
    exact = dict(zip(result.items, found.by_item or (), strict=True))
    best = max(by_item, key=lambda item: (round(exact[item], 9), item))
    return best, by_item[best]


def _unsplit(told: Names, result: Result, score: Score, behind: Score, difference: str) -> Sentence:
    """Return the sentence where a difference is not a sum of parts."""
    other = told.subject(behind.subject)
    for one in (behind, score):
        if one.analyses and min(one.analyses.international, one.analyses.domestic) <= 0:
            return say(
                "Ahead of {other} by {difference}: {name} has nothing on one side, which nothing on the other makes"
                " up for.",
                other=other,
                difference=difference,
                name=told.subject(one.subject),
            )
    return say(
        "Ahead of {other} by {difference}; the lower of the two sides counts, so there are no parts that add up.",
        other=other,
        difference=difference,
    )


def check_in_words(told: Names, score: Score) -> Sentence:
    """Return what the check says of the risks of a subject, and which ratings that rests on (F4)."""
    why = [
        _risk(told.item(item), score.check.items[item], score.risks.get(item, ())) for item in score.check.decided_by
    ]
    return say(_VERDICTS[score.check.verdict], why=row(why, "; "))


def _risk(name: str, found: ItemCheck, ratings: tuple[int | None, ...]) -> Sentence:
    if found.highest is None:
        return say("nobody rated {item}", item=name)
    if found.second is None and found.highest < 4:
        return say("only one adviser rated {item}", item=name)
    least = 4 if found.highest >= 4 else 3 if found.highest >= 3 else 2
    many = sum(one is not None and one >= least for one in ratings)
    if least == 4:
        return count(many, "{n} adviser rated {item} 4", "{n} advisers rated {item} 4", item=name)
    return count(
        many,
        "{n} adviser rated {item} {least} or more",
        "{n} advisers rated {item} {least} or more",
        item=name,
        least=least,
    )


def _risks(told: Names, score: Score) -> Iterator[Sentence]:
    if score.check.verdict is Verdict.CLEAR:
        return
    yield check_in_words(told, score)
    decision = score.decision
    if decision is None:
        if score.check.verdict is Verdict.CAUTION:
            yield say("It cannot be chosen until somebody says what is done about the risk.")
        else:
            yield say("It cannot be chosen until a named person decides.")
    elif not decision.holds(score.check.verdict):
        yield say(
            "{who} decided on {day}, when the check said less; it needs to be decided again.",
            who=decision.decided_by,
            day=decision.decided_on,
        )
    elif decision.goes:
        yield say(
            "{who} decided on {day} that it can be chosen: {why}",
            who=decision.decided_by,
            day=decision.decided_on,
            why=decision.because,
        )
        if decision.mitigation:
            yield say("Done about the risk: {what}", what=decision.mitigation)
    else:
        yield say(
            "{who} decided on {day} that it is not chosen: {why}",
            who=decision.decided_by,
            day=decision.decided_on,
            why=decision.because,
        )


def _unknown(told: Names, result: Result, score: Score) -> Iterator[Sentence]:
    if score.unknown:
        yield say(
            "Nobody knows {items}: it lies between {low} and {high}.",
            items=told.items(score.unknown),
            low=points(score.low),
            high=points(score.high),
        )
        first = result.unknowns.possible_first if result.unknowns else ()
        if score.place not in {1, None} and score.subject in first:
            yield say("If that turns out well it could be first.")
    if score.thin:
        yield say(
            "Fewer than {least} advisers answered on {items}.", least=result.rules.least, items=told.items(score.thin)
        )


def _further(told: Names, score: Score) -> Iterator[Sentence]:
    if score.readiness is Readiness.READY:
        yield say("It is ready to be approached.")
    elif score.readiness is Readiness.PREPARING:
        yield say("It needs preparation before it is approached.")
    for cell in (one for one in score.cells if one.outliers):
        for far in cell.outliers:
            said = say(
                "On {item} adviser {seat} is far from the others: {rating} beside a middle of {median}",
                item=told.item(cell.item),
                seat=far.seat,
                rating=far.rating,
                median=f"{cell.said.median or 0:g}",
            )
            yield (
                say("{said}: {evidence}", said=said, evidence=far.evidence)
                if far.evidence
                else say("{said}.", said=said)
            )
    if score.interested:
        yield count(
            len(score.interested),
            "{n} adviser has to do with it: adviser {who}.",
            "{n} advisers have to do with it: {who}.",
            who=", ".join(map(str, score.interested)),
        )
