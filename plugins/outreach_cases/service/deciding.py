"""Writes down the level of a case and our decision on it: rows that are only added to, each with its day and reason."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from outreach_cases.model.cases import Case, Consent
from outreach_cases.model.levels import RESTS, WAYS, Decided, Level, Reason, Stance, Track, Transition
from outreach_cases.model.openness import against_work
from outreach_cases.queries import transitions
from outreach_cases.service import ending, halting, telling
from outreach_cases.service.finding import asking, get, listed
from outreach_crm.app import App
from outreach_crm.dates import read_past
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.meaning import suggestion
from outreach_crm.model import Problem
from outreach_crm.text import Sentence, beginning, count, either, row, say, term

_NAMED = 5
_NOT_SO = say("Such a reason goes with a case that is closed or left; say it in words.")


def level(app: App, case_id: int, draft: Decided, *, because: str = "") -> Transition:
    """Write down the level that the International Secretariat gave a case.

    A case that becomes dormant or closed is told to everybody who works on it. Where it is closed for their safety or
    because they wish it, all work stops at once, wherever it is done; that cannot be taken back by an undo.

    Args:
        app: the App.
        case_id: which one.
        draft: the level, from which day on, why, and who decided.
        because: why it is written down.

    Raises:
        NotFoundError: there is no such case.
        InvalidInputError: the level cannot follow, a day or a reason cannot be, or a reason is missing.
        ConflictError: it has that level, or somebody wrote down another one since ``draft.seen``.
    """
    stops = draft.state == Level.CLOSED and draft.reason is not None and draft.reason.stops
    with app.change(term("set level of case"), because=because, final=stops):
        case = get(app, case_id)
        now = transitions.of_case(app.store, case_id, Track.LEVEL)
        _check_level(case, draft)
        made = _write(app, case, Track.LEVEL, draft, now)
        if Level(made.state) in RESTS:
            telling.tell(app, case, made)
            ending.rest(app, case, made)
        if made.reason is not None and made.reason.stops:
            halting.halt(app, case, made)
        return made


def decide(app: App, case_id: int, draft: Decided, *, because: str = "") -> Transition:
    """Write down what our section decided on a case: to work on it, or not.

    Raises:
        NotFoundError: there is no such case.
        InvalidInputError: a day or a reason cannot be, or a reason is missing.
        ConflictError: that is decided already, the case is closed or not public, those whom it is about want no work,
            or somebody decided since ``draft.seen``.
    """
    stops = _stops(draft)
    with app.change(term("decide on case"), because=because, final=stops):
        case = get(app, case_id)
        now = transitions.of_case(app.store, case_id, Track.STANCE)
        _check_stance(case, draft)
        made = _write(app, case, Track.STANCE, draft, now)
        if case.stance is Stance.WORK:
            telling.tell(app, case, made)
        if made.state == Stance.NOT:
            ending.rest(app, case, made)
        if stops:
            halting.halt(app, case, made)
        return made


def decide_all(app: App, case_ids: Iterable[int], draft: Decided, *, because: str = "") -> list[Transition]:
    """Write down the same decision on several cases, on all of them or on none; see :func:`decide`."""
    with app.change(term("decide on cases"), because=because, final=_stops(draft)):
        return [decide(app, number, draft) for number in dict.fromkeys(case_ids)]


def _stops(draft: Decided) -> bool:
    return draft.state == Stance.NOT and draft.reason is not None and draft.reason.stops


def stop(app: App, case_id: int, reason: Reason, *, note: str, because: str = "") -> Transition:
    """Stop all work on a case at once, for their safety or because they wish it; an undo does not take it back.

    Our section does not work on it from today on, everybody who does is told, and what belongs to it stops wherever it
    is: Urgent Actions that have not left, matters of meetings.

    Raises:
        NotFoundError: there is no such case.
        InvalidInputError: it is no such reason, or nobody says in words what happened.
        ConflictError: all work on it rests already.
    """
    if not reason.stops:
        at_once = say("Work stops at once for their safety, or because they wish it; else decide on it.")
        raise _missing("reason", at_once)
    if not note.strip():
        raise _missing("note", say("Say what happened; whoever works on it will want to know."))
    return decide(app, case_id, Decided(state=Stance.NOT.value, reason=reason, note=note), because=because)


def write_first(app: App, case_id: int, opened_on: str, draft: Decided) -> None:
    """Write down the level with which a case comes to us, from the day since which it is one. Call inside a change."""
    _check_known(draft.state, Level)
    _check_reason(Level(draft.state) is Level.CLOSED, draft)
    app.store.insert("case_transitions", _values(app, case_id, Track.LEVEL, draft, opened_on))


def cautions(app: App, case: Case, reason: Reason | None = None) -> list[Sentence]:
    """Return what to think of before a prisoner of conscience's case is closed unresolved: who stays in that country.

    "For AI to keep only a few POCs in a country and drop others could damage our reputation because, instead of
    appearing to help individuals, it could appear that individual cases only matter for their symbolic value."

    Args:
        app: the App.
        case: which one.
        reason: why it is closed; None: not said yet.
    """
    if not case.poc or not case.country or (reason is not None and (reason.resolved or reason is Reason.DUPLICATE)):
        return []
    asked = asking(app, levels=[one for one in Level if one is not Level.CLOSED], where=case.country, poc=True)
    others = [one for one in listed(app, asked) if one.id != case.id]
    if not others:
        return []
    return [
        count(
            len(others),
            "{n} case of a prisoner of conscience in that country stays open: {cases}.",
            "{n} cases of prisoners of conscience in that country stay open: {cases}.",
            cases=row([one.called for one in others[:_NAMED]], "; "),
        )
    ]


def _check_level(case: Case, draft: Decided) -> None:
    closes = draft.state == Level.CLOSED
    _check_reason(closes, draft)
    if closes and case.poc and draft.reason is not None and not draft.reason.resolved and not draft.note.strip():
        raise _missing("note", say("Say in a note why the case of a prisoner of conscience is closed unresolved."))
    if draft.state == Level.DORMANT and not draft.note.strip():
        raise _missing("note", say("Say why it rests."))
    if case.level is Level.CLOSED and draft.state == Level.ACTIVE:
        if not draft.note.strip():
            since = say("It is closed since {day}; say why it is opened again.", day=case.level_on)
            raise _missing("note", since)
        if case.consent is Consent.AGAINST:
            raise ConflictError(say("Those whom it is about want no work; write down first that they agree."))


def _check_reason(closes: bool, draft: Decided) -> None:
    if closes and draft.reason is None:
        raise _missing("reason", say("Say why it is closed: released, their wish, capacity or strategy ..."))
    if not closes and draft.reason is not None:
        raise _missing("reason", _NOT_SO)


def _check_known(said: str, known: type[Level] | type[Stance]) -> None:
    if said not in set(known):
        none = say(
            "{said!r} cannot be{suggestion}; it is {known}.",
            said=said,
            suggestion=suggestion(said, known),
            known=either(known),
        )
        raise _missing("state", none)


def _check_stance(case: Case, draft: Decided) -> None:
    _check_known(draft.state, Stance)
    if draft.state != Stance.WORK:
        if draft.reason is None and not draft.note.strip():
            raise _missing("note", say("Say why we do not work on it."))
        return
    if draft.reason is not None:
        raise _missing("reason", _NOT_SO)
    for sentence in against_work(case):
        raise ConflictError(sentence)
    if case.stopped and not draft.note.strip():
        rests = say("All work on it rests ({why}); say why it can be taken up again.", why=case.stopped)
        raise _missing("note", rests)


def _missing(field: str, sentence: str) -> InvalidInputError:
    return InvalidInputError(sentence, (Problem(field=field, sentence=sentence),))


def _write(app: App, case: Case, track: Track, draft: Decided, there: list[Transition]) -> Transition:
    last = there[-1] if there else None
    if last is not None and draft.seen not in {None, last.id}:
        raise ConflictError(
            say(
                "{said_by} wrote down meanwhile: {told}. Look again, then decide.", said_by=last.said_by, told=last.told
            )
        )
    day = _day(app, case, draft, last)
    _check_follows(case, track, draft, last)
    number = app.store.insert("case_transitions", _values(app, case.id, track, draft, day))
    return next(one for one in transitions.of_case(app.store, case.id, track) if one.id == number)


def _check_follows(case: Case, track: Track, draft: Decided, last: Transition | None) -> None:
    if last is not None and last.state == draft.state:
        again = track is Track.STANCE and draft.reason is not None and draft.reason.stops and not case.stopped
        if not again:
            raise ConflictError(
                say(
                    "{case}: {told}, since {decided_on} already.",
                    case=case.called,
                    told=last.told,
                    decided_on=last.decided_on,
                )
            )
    if track is Track.STANCE:
        return
    may = WAYS[last.state if last else None]
    if draft.state not in may:
        wrong = say(
            "{case} is {level}: it does not become {state}, but {ways}.",
            case=case.called,
            level=case.level,
            state=term(draft.state),
            ways=either(map(Level, sorted(may))),
        )
        raise _missing("state", wrong)


def _day(app: App, case: Case, draft: Decided, last: Transition | None) -> str:
    """Return from which day on something holds.

    Raises:
        InvalidInputError: it has not come, was before the case, or before what was decided last.
    """
    today = app.clock.today()
    day = read_past(draft.decided_on, today) if draft.decided_on.strip() else today
    if day > today:
        raise _missing("decided_on", say("{day} has not come yet.", day=day))
    if day < date.fromisoformat(case.opened_on):
        before = say("It is a case since {since}: nothing was decided on it on {day}.", since=case.opened_on, day=day)
        raise _missing("decided_on", before)
    if last is not None and day < date.fromisoformat(last.decided_on):
        later_on = say(
            "On {day} it was decided: {told}. What is later stays later; take that back first"
            " (outreach undo {change}).",
            day=last.decided_on,
            told=last.told,
            change=last.change_id,
        )
        raise _missing("decided_on", later_on)
    return day.isoformat()


def _values(app: App, case_id: int, track: Track, draft: Decided, day: str) -> dict[str, Any]:
    usual = "" if track is Track.LEVEL else app.actor.name
    return {
        "case_id": case_id,
        "track": track.value,
        "state": draft.state,
        "decided_on": day,
        "reason": draft.reason.value if draft.reason else "",
        "note": draft.note.strip(),
        "decided_by": draft.decided_by.strip() or usual,
        "said_by": app.actor.name,
    }


def told(transition: Transition) -> Sentence:
    """Return what a row says, at the beginning of a line."""
    return beginning(transition.told)
