"""What moved since an earlier result, and why: which ratings changed, and what other weights do (F8)."""

from collections.abc import Mapping, Sequence

from attrs import evolve, field, frozen

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.text import Sentence, row, say, term
from outreach_priority.formulas.combination import Sides, combine, sides, weighed
from outreach_priority.formulas.explanation import explain_combined
from outreach_priority.model import Assessment, Result, Score
from outreach_priority.queries import results as rows
from outreach_priority.service import finding, scoring, sealing
from outreach_priority.service.tabling import MIDDLE
from outreach_priority.service.wording import Names, adding_up, place, signed, tenths

_NOW, _THEN = "now", "then"
_MOST = 3


@frozen(kw_only=True)
class Move:
    """What became of one sector or organisation since an earlier result.

    Args:
        subject: its key.
        before: its place then; None where it had none, or was not there.
        after: its place now; likewise.
        value_before: its value then, 0 to 1.
        value_after: its value now.
        by_item: what changed ratings of each item add to the difference; None where that cannot be split.
        by_weights: what other weights and rules add; None where it cannot be told apart.
    """

    subject: str
    before: int | None
    after: int | None
    value_before: float | None
    value_after: float | None
    by_item: dict[str, float] | None = None
    by_weights: float | None = None


@frozen(kw_only=True)
class Comparison:
    """A result beside an earlier one.

    Args:
        assessment_id: of which assessment the later one is.
        earlier_id: of which the earlier one is; the same where rounds are compared.
        title: what the earlier one is called.
        round: its round.
        same_questions: whether the same was asked, so that it can be told which ratings changed.
        moves: what is in both, in the order it has now.
        new: keys of what is in the later one only.
        gone: keys of what was in the earlier one only.
        altered: whether the earlier one was altered since it was sealed.
        titles: what was judged then, by key, as people called it.
    """

    assessment_id: int
    earlier_id: int
    title: str
    round: int
    same_questions: bool
    moves: tuple[Move, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    altered: bool = False
    titles: dict[str, str] = field(factory=dict)


def compare(app: App, assessment: Assessment, *, earlier: Assessment | None = None, until: int = 0) -> Comparison:
    """Return what moved since an earlier result.

    Args:
        app: the App.
        assessment: which one, sealed or closed.
        earlier: with which; else the one that was sealed last before it and judged the same kind of thing.
        until: instead with itself as it stood after this round.

    Raises:
        NotFoundError: nothing was sealed before it.
        InvalidInputError: there was no such round before.
        RefusedError: its round is open, or an earlier result cannot be read.
    """
    after, _ = sealing.standing(app, assessment)
    if until:
        if not 1 <= until < assessment.round:
            raise InvalidInputError(
                say(
                    "{assessment} has no round {until} before round {round}.",
                    assessment=assessment.title,
                    until=until,
                    round=assessment.round,
                )
            )
        return compared(after, scoring.result(app, assessment, until=until), assessment)
    if earlier is None and (found := _sealed_before(app, assessment)) is not None:
        earlier = finding.get(app, found)
    if earlier is None:
        raise NotFoundError(
            say(
                "Nothing that judged the same was sealed before {assessment}: there is nothing to compare it with.",
                assessment=assessment.title,
            )
        )
    before, kept = sealing.standing(app, earlier)
    return evolve(compared(after, before, earlier), altered=bool(kept and not kept.genuine))


def latest(app: App, assessment: Assessment) -> Comparison | None:
    """Return what moved since the round before, or since the result sealed last.

    It is None where there is neither, or where the earlier one cannot be read any more, which comparing with it says.
    """
    if assessment.round > 1:
        return compare(app, assessment, until=assessment.round - 1)
    found = _sealed_before(app, assessment)
    if found is None:
        return None
    earlier = finding.get(app, found)
    kept = sealing.sealed(app, earlier)
    return compare(app, assessment, earlier=earlier) if kept and kept.result else None


def _sealed_before(app: App, assessment: Assessment) -> int | None:
    own = rows.of_assessment(app.store, assessment.id)
    return rows.before(app.store, assessment.id, assessment.sector, own["sealed_at"] if own else "")


def compared(after: Result, before: Result, earlier: Assessment) -> Comparison:
    """Return what moved between two results.

    Args:
        after: the later one.
        before: the earlier one.
        earlier: the assessment of the earlier one.
    """
    same = set(after.items) == set(before.items)
    old = {one.subject: one for one in before.scores}
    return Comparison(
        assessment_id=after.assessment_id,
        earlier_id=earlier.id,
        title=earlier.title,
        round=before.round,
        same_questions=same,
        moves=tuple(_move(after, before, one, old[one.subject], same) for one in after.scores if one.subject in old),
        new=tuple(one.subject for one in after.scores if one.subject not in old),
        gone=tuple(subject for subject in old if after.score(subject) is None),
        titles={one.key: one.title for one in earlier.subjects if one.title},
    )


def _move(after: Result, before: Result, now: Score, then: Score, same: bool) -> Move:
    by_item, by_weights = _split(after, now, then) if same else (None, None)
    return Move(
        subject=now.subject,
        before=then.place,
        after=now.place,
        value_before=then.value,
        value_after=now.value,
        by_item=by_item,
        by_weights=by_weights,
    )


def _split(after: Result, now: Score, then: Score) -> tuple[dict[str, float] | None, float | None]:
    """Return what ratings add, weighed as now, and what is left: earlier ratings weighed as now and as then."""
    if now.value is None or then.value is None:
        return None, None
    weights = sides_of(after)
    values = {_NOW: row_of(after.items, now), _THEN: row_of(after.items, then)}
    found = explain_combined(values, weights, _NOW, _THEN, rule=after.rules.combining)
    by_item = None if found.by_item is None else dict(zip(after.items, found.by_item, strict=True))
    old = values[_THEN]
    weighed_now = combine(
        weighed(old, weights.international), weighed(old, weights.domestic), alpha=after.rules.alpha
    ).by(after.rules.combining)
    return by_item, weighed_now - then.value


def sides_of(found: Result) -> Sides:
    """Return the items of a result with their weights, as formulas want them."""
    abroad = len(found.weights[0].items)
    points = {item: one.weight for side in found.weights for item, one in side.items.items()}
    return sides(
        [points[item] for item in found.items],
        range(abroad),
        range(abroad, len(found.items)),
        alpha=found.rules.alpha,
    )


def row_of(items: Sequence[str], score: Score) -> tuple[float, ...]:
    """Return the values of a subject on some items, the middle where nobody knows."""
    by_item: Mapping[str, float | None] = {one.item: one.value for one in score.cells}
    return tuple(MIDDLE if (value := by_item[item]) is None else value for item in items)


def beside(found: Comparison) -> Sentence:
    """Return with what a result is compared."""
    return say("Since {title}, round {round}", title=found.title, round=found.round)


def in_words(assessment: Assessment, found: Comparison) -> list[Sentence]:
    """Return what moved and why, the largest moves first.

    Args:
        assessment: the later one.
        found: what moved.
    """
    told = Names(assessment)
    moved = [one for one in found.moves if one.before != one.after]
    said = [say("The earlier result is not as it was sealed: it was altered.")] if found.altered else []
    if found.moves and not moved:
        said.append(say("All places are what they were in {title}.", title=found.title))
    said += [_in_words(told, one) for one in sorted(moved, key=lambda one: (-_distance(one), one.subject))]
    if found.new:
        said.append(say("New: {names}.", names=told.subjects(found.new)))
    if found.gone:
        said.append(say("Not judged any more: {names}.", names=row([found.titles.get(one, one) for one in found.gone])))
    if not found.same_questions:
        said.append(say("Other questions were asked then, so which ratings changed cannot be told."))
    return said


def _distance(one: Move) -> int:
    return abs(one.before - one.after) if one.before and one.after else 1_000


def _in_words(told: Names, one: Move) -> Sentence:
    before = place(one.before) if one.before else term("no place")
    after = place(one.after) if one.after else term("no place")
    name = told.subject(one.subject)
    if one.value_before is None or one.value_after is None or one.by_weights is None:
        return say("{name}: {before} then, {after} now.", name=name, before=before, after=after)
    total = tenths(one.value_after) - tenths(one.value_before)
    return say(
        "{name}: {before} then, {after} now ({total}): {why}.",
        name=name,
        before=before,
        after=after,
        total=signed(total),
        why=_why(told, one, total),
    )


def _why(told: Names, one: Move, total: int) -> Sentence:
    """Return the parts of a move, which add up."""
    if not total and not any((one.by_item or {}).values()):
        return say("others moved")
    if one.by_item is None:
        ratings, weights = adding_up(
            total, [(one.value_after or 0) - (one.value_before or 0) - (one.by_weights or 0), one.by_weights or 0]
        )
        return say(
            "{ratings} from other ratings, {weights} from other weights",
            ratings=signed(ratings),
            weights=signed(weights),
        )
    parts = dict(zip([*one.by_item, ""], adding_up(total, [*one.by_item.values(), one.by_weights or 0.0]), strict=True))
    weights = parts.pop("")
    largest = sorted((item for item in parts if parts[item]), key=lambda item: (-abs(parts[item]), item))
    told_parts = [say("{part} {item}", part=signed(parts[item]), item=told.item(item)) for item in largest[:_MOST]]
    if rest := sum(parts[item] for item in largest[_MOST:]):
        told_parts.append(say("{part} other items", part=signed(rest)))
    if weights:
        told_parts.append(say("{part} other weights", part=signed(weights)))
    return row(told_parts or [say("others moved")])
