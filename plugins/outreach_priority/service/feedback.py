"""What is told after a round: how the answers lie, what to discuss, whether to go on (F3); never who said what."""

from collections.abc import Mapping, Sequence

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.errors import NotFoundError
from outreach_crm.text import Sentence, say
from outreach_priority.formulas.panel import Change, change, summary, to_discuss
from outreach_priority.model import SCALE, Answer, Assessment, Sheet, SheetState, State
from outreach_priority.model.feedback import Feedback, ItemFeedback, Reason, ToDiscuss
from outreach_priority.service import finding
from outreach_priority.service.weighing import weights

_Cell = tuple[str, str]
Said = Mapping[int, Mapping[_Cell, Answer]]
"""What was said, by seat, subject and item."""


def give_feedback(app: App, assessment: Assessment, seat: int | None = None) -> Feedback:
    """Return what is told after the last round that is over; nothing in it says who gave which answer.

    Args:
        app: the App.
        assessment: which one.
        seat: the adviser whose own answers stand beside those of all; None: nobody's do.

    Raises:
        RefusedError: the first round is open.
        NotFoundError: nobody has that seat, or their sheet does not count.
    """
    if assessment.state is State.OPEN and assessment.over:
        assessment = evolve(assessment, state=State.CLOSED, round=assessment.over)
    sheets = finding.sheets_of(app, assessment)
    withdrawn = {one.seat for one in sheets if one.state is SheetState.WITHDRAWN}
    counted = [one for one in finding.counted(app, assessment, until=assessment.round) if one.seat not in withdrawn]
    said: Said = {one.seat: {(answer.subject, answer.item): answer for answer in one.answers} for one in counted}
    _check_counts(assessment, said, seat)
    items = lying(assessment, said, seat)
    weighed, weights_set = _weights(app, assessment)
    found = _to_discuss(assessment, said, weighed)
    since = _since(app, assessment)
    settled = since is not None and since.settled
    return Feedback(
        assessment_id=assessment.id,
        title=assessment.title,
        round=assessment.round,
        seat=seat,
        asked=len({one.seat for one in sheets} - withdrawn),
        advisers=len(counted),
        items=items if said else (),
        discuss=found if said else (),
        weights_set=weights_set,
        changed=since.share if since else None,
        settled=settled,
        worth_another=bool(found) and not settled and assessment.round < assessment.rules.rounds,
    )


def _check_counts(assessment: Assessment, said: Said, seat: int | None) -> None:
    if seat is not None and seat not in said:
        raise NotFoundError(
            say("No sheet of adviser {seat} counts in {assessment}.", seat=seat, assessment=assessment.title)
        )


def verdict(told: Feedback) -> Sentence:
    """Return the sentence on whether a further round is worth while; or that there is nothing to tell."""
    if not told.advisers:
        return say("Nobody has handed in a sheet, so there is nothing to be read.")
    if told.worth_another:
        return say("A further round is worth while.")
    if told.settled:
        return say("So few ratings changed that a further round is not worth while; what is in dispute is reported.")
    if not told.discuss:
        return say("Nothing is in dispute; a further round is not needed.")
    return say("No further round was agreed; what is in dispute is reported as it is.")


def lying(assessment: Assessment, said: Said, seat: int | None = None) -> tuple[ItemFeedback, ...]:
    """Return how the answers to each item lie, subject by subject.

    Args:
        assessment: what is judged, by which form.
        said: answers by subject and item, for each seat.
        seat: whose own answers stand beside; None: nobody's.
    """
    found = []
    for subject in assessment.judged:
        for item in assessment.questionnaire:
            cell = (subject.key, item.key)
            answers = [one[cell] for one in said.values() if cell in one]
            told = summary([one.rating for one in answers])
            found.append(
                ItemFeedback(
                    subject=subject,
                    item=item,
                    own=said[seat].get(cell) if seat is not None else None,
                    n=told.n,
                    dont_know=told.dont_know,
                    median=told.median,
                    q1=told.q1,
                    q3=told.q3,
                    histogram=tuple(sum(one.rating == step for one in answers) for step in SCALE),
                    reasons=_reasons(answers),
                )
            )
    return tuple(found)


def _reasons(answers: Sequence[Answer]) -> tuple[Reason, ...]:
    """Return the grounds in an order that does not tell whose they are: by rating, then by their words."""
    found = []
    for one in answers:
        evidence = f"{one.evidence} ({one.source})" if one.evidence and one.source else one.evidence or one.source
        text = "; ".join(part for part in (evidence, one.reason) if part)
        if text:
            found.append(Reason(rating=one.rating, text=text))
    return tuple(sorted(found, key=lambda one: (one.rating is None, one.rating or 0, one.text)))


def _to_discuss(assessment: Assessment, said: Said, weighed: Mapping[str, float]) -> tuple[ToDiscuss, ...]:
    """Return what is disputed or not known, most consequential first (F3)."""
    form = assessment.questionnaire
    cells = {f"{subject.key} {item.key}": (subject, item) for subject in assessment.judged for item in form}
    ratings = {
        name: [one[subject.key, item.key].rating for one in said.values() if (subject.key, item.key) in one]
        for name, (subject, item) in cells.items()
    }
    found = []
    for flag in to_discuss(
        ratings,
        {name: weighed[item.key] for name, (_subject, item) in cells.items()},
        apart=assessment.rules.discuss_spread,
        unknown=assessment.rules.discuss_unknown,
    ):
        subject, item = cells[flag.item]
        found.append(
            ToDiscuss(
                subject=subject.key,
                item=item.key,
                title=f"{subject.title}: {item.title}",
                iqr=flag.iqr,
                share_dont_know=flag.share_dont_know,
                weight=weighed[item.key],
                urgency=flag.urgency,
            )
        )
    return tuple(found)


def _weights(app: App, assessment: Assessment) -> tuple[dict[str, float], bool]:
    """Return the weight of each item, and whether anybody set them.

    Where nobody did, the items of an analysis weigh the same; so do those on readiness and on risk, which have none.
    """
    form = assessment.questionnaire
    found = {item.key: 1 / len(form.of(item.analysis)) for item in form}
    said = weights(app, assessment)
    found |= {key: one.weight for each in said for key, one in each.items.items()}
    return found, any(each.set_by for each in said)


def _since(app: App, assessment: Assessment) -> Change | None:
    """Return how much those changed their minds who handed in a sheet in this round and in the one before."""
    sheets = finding.sheets_of(app, assessment)
    before, now = (_handed_in(sheets, assessment.round - 1), _handed_in(sheets, assessment.round))
    both = sorted(before.keys() & now.keys())
    if not both:
        return None
    told = {one.id: one for one in finding.with_answers(app, [*before.values(), *now.values()])}
    first, then = ([_by_cell(told[sheets[seat].id]) for seat in both] for sheets in (before, now))
    was: dict[str, list[int | None]] = {}
    is_now: dict[str, list[int | None]] = {}
    for subject in assessment.judged:
        for item in assessment.questionnaire:
            cell, name = (subject.key, item.key), f"{subject.key} {item.key}"
            pairs = [
                (one.get(cell), two.get(cell)) for one, two in zip(first, then, strict=True) if cell in {**one, **two}
            ]
            was[name], is_now[name] = [one for one, _ in pairs], [other for _, other in pairs]
    return change(was, is_now, settled_below=assessment.rules.settled_below)


def _handed_in(sheets: Sequence[Sheet], turn: int) -> dict[int, Sheet]:
    return {one.seat: one for one in sheets if one.round == turn and one.state is SheetState.HANDED_IN}


def _by_cell(sheet: Sheet) -> dict[_Cell, int | None]:
    return {(one.subject, one.item): one.rating for one in sheet.answers}
