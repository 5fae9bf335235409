"""Takes what an adviser says: for the time being, or handed in; whole, or not at all."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from outreach_crm.app import App
from outreach_crm.clock import timestamp
from outreach_crm.errors import ConflictError, InvalidInputError, RefusedError
from outreach_crm.storage import Row
from outreach_crm.text import say, term
from outreach_crm.written import refusal
from outreach_priority.model import Answer, Assessment, Sheet, SheetState, Shut, Stance, State
from outreach_priority.queries import sheets
from outreach_priority.service import finding
from outreach_priority.service.checking import problems

FILLED = term("fill in sheet")
"""What the history calls it where somebody does it for an adviser."""
FILLED_OWN = term("fill in own sheet")
"""What the history calls it where the adviser does it, by their link."""
_ROLE = 200
_Values = Mapping[str, Any]


def hand_in(
    app: App,
    sheet_id: int,
    answers: Iterable[Answer],
    stances: Iterable[Stance] = (),
    *,
    role: str = "",
    because: str = "",
) -> Sheet:
    """Hand in a sheet; one that was handed in before is renewed, as long as its round is open.

    Args:
        app: the App.
        sheet_id: whose sheet.
        answers: all that it rates; what is left out is not answered.
        stances: all that it says of subjects as a whole.
        role: in which role the adviser judges; empty: as before.
        because: why.

    Returns:
        the sheet, without what it says.

    Raises:
        NotFoundError: there is no such sheet.
        InvalidInputError: it rates nothing, or something in it cannot be right; all mistakes are its problems, and
            nothing of it is taken.
        RefusedError: its round is over, it was withdrawn, or it is late and the rules take no late sheets.
        ConflictError: the same person handed in another sheet of this round.
    """
    given = [*answers]
    if not given:
        raise InvalidInputError(
            say("Nothing is rated in this sheet; whoever cannot tell says so with a question mark.")
        )
    return _take(app, sheet_id, given, [*stances], role, SheetState.HANDED_IN, because)


def save(
    app: App,
    sheet_id: int,
    answers: Iterable[Answer],
    stances: Iterable[Stance] = (),
    *,
    role: str = "",
    because: str = "",
) -> Sheet:
    """Keep what an adviser has said so far, to go on with later; it counts for nothing before it is handed in.

    What was handed in before stays handed in and is renewed. See :func:`hand_in`, but for a sheet that rates nothing.
    """
    return _take(app, sheet_id, [*answers], [*stances], role, SheetState.ASKED, because)


def check_taken(app: App, assessment: Assessment, sheet: Sheet) -> None:
    """Refuse a sheet that cannot be filled in any more.

    Raises:
        RefusedError: its round is over, it was withdrawn, or it is late and the rules take no late sheets.
    """
    why = shut(app, assessment, sheet)
    if why is Shut.OVER:
        raise RefusedError(
            say(
                "Round {round} of {assessment} is over; its sheets stay as they are.",
                round=sheet.round,
                assessment=assessment.title,
            )
        )
    if why is Shut.WITHDRAWN:
        raise RefusedError(
            say(
                "The sheet of adviser {seat} was withdrawn; outreach priority advisers {assessment_id} asks again.",
                seat=sheet.seat,
                assessment_id=assessment.id,
            )
        )
    if why is Shut.TOO_LATE:
        raise RefusedError(
            say(
                "The deadline was {due_on}, and by the rules of {assessment} late sheets are not taken.",
                due_on=assessment.due_on,
                assessment=assessment.title,
            )
        )


def shut(app: App, assessment: Assessment, sheet: Sheet) -> Shut | None:
    """Return why a sheet cannot be filled in any more; None where it can."""
    if assessment.state is not State.OPEN or sheet.round != assessment.round:
        return Shut.OVER
    if sheet.state is SheetState.WITHDRAWN:
        return Shut.WITHDRAWN
    return Shut.TOO_LATE if is_late(app, assessment) and not assessment.rules.late else None


def filling(app: App) -> str:
    """Return what the history calls it when the actor fills in a sheet."""
    return FILLED if app.actor.contact_id is None else FILLED_OWN


def _take(
    app: App,
    sheet_id: int,
    answers: Sequence[Answer],
    stances: Sequence[Stance],
    role: str,
    state: SheetState,
    because: str,
) -> Sheet:
    if len(role) > _ROLE:
        raise InvalidInputError(say("The role is longer than {most} letters; say it in fewer words.", most=_ROLE))
    with app.change(filling(app), because=because):
        sheet = finding.sheet(app, sheet_id)
        assessment = finding.get(app, sheet.assessment_id)
        check_taken(app, assessment, sheet)
        _check_alone(app, assessment, sheet)
        if wrong := problems(app, assessment, answers, stances):
            raise refusal(wrong)
        values: dict[str, Any] = {"role": " ".join(role.split()) or sheet.role, "state": sheet.state.value}
        if SheetState.HANDED_IN in {state, sheet.state}:
            values["state"] = SheetState.HANDED_IN.value
            values["handed_in_at"] = timestamp(app.clock.now())
            values["late"] = int(is_late(app, assessment))
        app.store.update("priority_sheets", sheet_id, values)
        _renew(app, sheet_id, assessment, "priority_answers", sheets.written(app.store, sheet_id), _rows(answers))
        _renew(app, sheet_id, assessment, "priority_stances", sheets.said(app.store, sheet_id), _stances(stances))
        return finding.sheet(app, sheet_id)


def is_late(app: App, assessment: Assessment) -> bool:
    """Return whether the deadline of the round has passed."""
    return app.clock.today().isoformat() > assessment.due_on


def _check_alone(app: App, assessment: Assessment, sheet: Sheet) -> None:
    """Refuse a second sheet of one person, who may have had two seats before two contacts were found to be one."""
    seats = sheets.seats(app.store, assessment.id, sheet.round)
    own = next(one["adviser_id"] for one in seats if one["id"] == sheet.id)
    for one in seats:
        same = own is not None and one["adviser_id"] == own and one["id"] != sheet.id
        if same and one["state"] == SheetState.HANDED_IN:
            raise ConflictError(
                say(
                    "{adviser} has handed in the sheet of seat {what} in this round, and"
                    " one person has one say; outreach priority withdraw"
                    " {assessment_id} {what} takes that one back.",
                    adviser=sheet.adviser or say("This adviser"),
                    what=one["seat"],
                    assessment_id=assessment.id,
                )
            )


def _rows(answers: Sequence[Answer]) -> list[_Values]:
    return [
        {
            "subject": one.subject,
            "item": one.item,
            "rating": one.rating,
            "confidence": one.confidence.value if one.confidence else "",
            "evidence": one.evidence.strip(),
            "source": one.source.strip(),
            "reason": one.reason.strip(),
        }
        for one in answers
    ]


def _stances(stances: Sequence[Stance]) -> list[_Values]:
    return [
        {
            "subject": one.subject,
            "interest": one.interest.strip(),
            "aims": json.dumps([*dict.fromkeys(one.aims)], ensure_ascii=False),
        }
        for one in stances
        if one.interest.strip() or one.aims
    ]


def _renew(
    app: App, sheet_id: int, assessment: Assessment, table: str, there: list[Row], given: Sequence[_Values]
) -> None:
    """Make the rows of a sheet what is given; those on what is not judged now, or hidden, stay."""
    judged = {one.key: one.id for one in assessment.judged}
    wanted: dict[tuple[int, str | None], _Values] = {}
    for one in given:
        values = {"subject_id": judged[one["subject"]], **{key: one[key] for key in one if key != "subject"}}
        if "item" in values:
            item = assessment.questionnaire.item(values["item"])
            values["item"] = item.key if item else values["item"]
        wanted[values["subject_id"], values.get("item")] = values
    for row in (row for row in there if row["subject_id"] in judged.values()):
        now = wanted.pop((row["subject_id"], row.get("item")), {})
        if not now:
            app.store.delete(table, row["id"])
        elif any(row[key] != value for key, value in now.items()):
            app.store.update(table, row["id"], now)
    app.store.insert_many(table, [{"sheet_id": sheet_id, **values} for values in wanted.values()])
