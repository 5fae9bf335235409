"""Writes down what is done for a case, by a group or by the section itself, and counts letters told at a meeting."""

from datetime import date
from typing import Any

from outreach_cases.model.activities import Activity, ActivityDraft, ActivityKind
from outreach_cases.queries import activities as queries
from outreach_cases.service.accepting import holding_of, read_day, wrong
from outreach_cases.service.filing import may_read
from outreach_cases.service.finding import get
from outreach_crm.app import App
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError, RefusedError
from outreach_crm.groups import service as groups
from outreach_crm.text import later, say, term

MOST = 1_000_000
"""No more letters or people than that are written down at once."""


def record(app: App, draft: ActivityDraft, *, because: str = "") -> Activity:
    """Write down what was done for a case, and return it.

    A group need not hold the case: one-off letters count as well, and stand in no report.

    Args:
        app: the App.
        draft: what, by whom, when.
        because: why it is written down.

    Raises:
        NotFoundError: there is no such case or group.
        InvalidInputError: the day has not come or the case was none yet, or a number is missing or cannot be.
        ConflictError: the very same is written down already.
        RefusedError: it is restricted, and the actor may not read that.
    """
    with app.change(term("write activity down"), because=because):
        case = get(app, draft.case_id)
        if draft.group_id is not None:
            groups.get(app, draft.group_id)
        restricted = draft.kind.restricted if draft.restricted is None else draft.restricted
        if restricted and not may_read(app):
            raise RefusedError(say("Whoever may only look writes nothing restricted."))
        _check_number(draft)
        row = {
            "case_id": case.id,
            "group_id": draft.group_id,
            "done_on": read_day(app, draft.on, case.opened_on),
            "kind": draft.kind.value,
            "number": draft.number,
            "words": draft.words.strip(),
            "outcome": draft.outcome.strip(),
            "restricted": int(restricted),
            "written_by": app.actor.name,
        }
        _check_new(app, row)
        return activity(app, app.store.insert("case_activities", row))


def _check_new(app: App, row: dict[str, Any]) -> None:
    """Refuse what is written down already, word for word."""
    there = queries.same(app.store, row)
    if there is not None:
        told = later("This is written down already, as activity {n}; where there were two, say in words what each was.")
        raise ConflictError(say(told, n=there))


def _check_number(draft: ActivityDraft) -> None:
    if draft.number is not None and not 0 < draft.number <= MOST:
        raise wrong(
            "number",
            say("{number} cannot be; give a number from 1 to {most:,}, or none.", number=draft.number, most=MOST),
        )
    if draft.kind is ActivityKind.LETTERS and draft.number is None:
        raise wrong("number", say("Say how many appeal letters were written."))
    if draft.kind is ActivityKind.OTHER and not draft.words.strip():
        raise wrong("words", say("Say in a few words what was done."))


def activity(app: App, activity_id: int) -> Activity:
    """Return an activity by its number.

    Raises:
        NotFoundError: there is none, or the actor may not read it.
    """
    found = queries.one(app.store, activity_id, restricted=may_read(app))
    if found is None:
        raise NotFoundError(
            say(
                "There is no activity {activity_id}; outreach cases activities CASE lists them.",
                activity_id=activity_id,
            )
        )
    return found


def drop_activity(app: App, activity_id: int, *, case_id: int | None = None, because: str = "") -> Activity:
    """Take an activity away that was written down by mistake, and return it as it was.

    Args:
        app: the App.
        activity_id: which one.
        case_id: the case for which it was done, as somebody believes; None: whichever.
        because: why.

    Raises:
        NotFoundError: there is none, or it was done for another case.
        ConflictError: it was told at a meeting, or a report told it.
    """
    with app.change(term("take activity away"), because=because):
        found = activity(app, activity_id)
        if case_id is not None and found.case_id != case_id:
            raise NotFoundError(
                say(
                    "Activity {activity_id} was done for another case; see outreach cases activities.",
                    activity_id=activity_id,
                )
            )
        if found.at_meeting:
            raise ConflictError(say("These letters were told at a meeting: correct the number there."))
        if found.report_id is not None:
            raise ConflictError(say("A report has told it already; take that back first (outreach undo), or leave it."))
        app.store.delete("case_activities", activity_id)
        return found


def activities(app: App, case_id: int) -> list[Activity]:
    """Return what was done for a case, as far as the actor may read it, the latest first.

    Raises:
        NotFoundError: there is no such case.
    """
    get(app, case_id)
    return queries.of_case(app.store, case_id, restricted=may_read(app))


def done_while_held(app: App, holding_id: int) -> list[Activity]:
    """Return what a group did for a case while it held it, as far as the actor may read it, the latest first.

    Raises:
        NotFoundError: there is no such holding.
    """
    holding_of(app, holding_id)
    return queries.of_holding(app.store, holding_id, restricted=may_read(app))


def acted(app: App, case_id: int, group_id: int, on: date, letters: int) -> None:
    """Count letters that a group told at a meeting. Call inside the change that writes them down.

    Args:
        app: the App.
        case_id: the case.
        group_id: the group's contact.
        on: when they were written.
        letters: how many more than were told so far; below zero takes some back.

    Raises:
        NotFoundError: there is no such case.
        InvalidInputError: the day cannot be, or more are taken back than were told.
    """
    with app.change(term("write activity down")):
        case = get(app, case_id)
        day = read_day(app, on.isoformat(), case.opened_on)
        there = queries.at_meeting(app.store, case_id, group_id, day)
        number = letters + (there["number"] if there else 0)
        if not 0 <= number <= MOST:
            raise InvalidInputError(say("{number} letters on {case} cannot be.", number=number, case=case.called))
        if not letters:
            return
        if there is None:
            row = {"case_id": case_id, "group_id": group_id, "done_on": day, "kind": ActivityKind.LETTERS.value}
            written = {"number": number, "at_meeting": 1, "written_by": app.actor.name}
            app.store.insert("case_activities", {**row, **written})
        elif number or there["report_id"] is not None:
            app.store.update("case_activities", there["id"], {"number": number})
        else:
            app.store.delete("case_activities", there["id"])
