"""Minutes from draft to approved: finished, approved at a meeting, and corrected by what stands beside them."""

from outreach_crm.app import App
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.model import Problem
from outreach_crm.text import say
from outreach_meetings.model.minutes import Correction, Minutes, Stage
from outreach_meetings.model.series import Meeting
from outreach_meetings.queries import minutes as queries
from outreach_meetings.service import closing, noting, planning

_TEXTS = ("meeting_passages", "meeting_decisions", "meeting_duties", "meeting_notes")
_AROUND = ("meeting_items", "meeting_attendance")
"""What minutes tell besides their texts."""


def finish(app: App, meeting: Meeting, *, because: str = "") -> Minutes:
    """Say that the minutes of a meeting are written: from then on they stay as they are, and wait for approval.

    Every text is written once more as what is finished, and the agenda and who was there too, so that to take back
    what came before does not alter it. From then on the meeting has its day, title, place and chair of its
    own, whatever becomes of its series.

    Raises:
        InvalidInputError: nothing is written, or the meeting is still to come.
        ConflictError: they are finished already.
    """
    with app.change("finish minutes", because=because):
        sitting_id = noting.begun(app, meeting)
        there = noting.minutes(app, meeting)
        if not there.letters and all(point.is_empty for point in there.points):
            raise InvalidInputError(
                say(
                    'Nothing is written of that meeting yet: outreach meetings note {command} "..."',
                    command=meeting.command,
                )
            )
        for table in _TEXTS:
            for row_id in queries.rows_of(app.store, table, sitting_id):
                app.store.update(table, row_id, {"fixed": 1})
        for one in there.letters:
            app.store.update("meeting_letters", one.id, {"fixed": one.letters})
        closing.settle(app, there.meeting, sitting_id)
        for table in _AROUND:
            for row_id in queries.rows_of(app.store, table, sitting_id):
                app.store.update(table, row_id, {"sitting_id": sitting_id})
        values = {"state": Stage.FOR_APPROVAL.value, "finished_on": app.clock.today().isoformat()}
        app.store.update("meeting_minutes", _known(there), values)
        return noting.minutes(app, meeting)


def approve(app: App, meeting: Meeting, at: Meeting | None = None, *, because: str = "") -> Minutes:
    """Write down that minutes were approved, as they are with the corrections beside them.

    Args:
        app: the App.
        meeting: the meeting that the minutes are of.
        at: the meeting that approved them; None where it was done between meetings.
        because: why.

    Raises:
        NotFoundError: nothing is written of that meeting.
        InvalidInputError: the meeting that approved them is of another group, not later, or still to come.
        ConflictError: they are not finished, or approved already.
    """
    with app.change("approve minutes", because=because):
        there = noting.minutes(app, meeting)
        minutes_id = _known(there)
        _check_approvable(meeting, there)
        values = {"state": Stage.APPROVED.value, "approved_on": app.clock.today().isoformat()}
        if at is not None:
            _check_later(app, meeting, at)
            values |= {"approved_on": at.starts.date().isoformat()}
        if there.meeting.sitting is not None:
            closing.seal(app, there.meeting.sitting.id)
        at_id = planning.sitting(app, at) if at is not None else None
        app.store.update("meeting_minutes", minutes_id, {**values, "approved_at_id": at_id})
        return noting.minutes(app, meeting)


def correct(
    app: App,
    meeting: Meeting,
    text: str,
    *,
    why: str,
    item: str | None = None,
    decision: str = "",
    because: str = "",
) -> Correction:
    """Correct finished minutes: what they say stays, and how it reads stands beside it, with who says so and why.

    Args:
        app: the App.
        meeting: the meeting.
        text: how it reads.
        why: why it is corrected.
        item: the number of the item whose text it is, 0 for none; None: of no text, something that was left out.
        decision: the decision it is of, as it is cited (``2026/3``), instead of a text.
        because: why it is written down, where that is another reason.

    Raises:
        NotFoundError, InvalidInputError: there is no such text or decision, or text or reason is missing.
        ConflictError: the minutes are not finished: write them as they are to be.
    """
    _check_said(text=text, why=why)
    with app.change("correct minutes", because=because or why.strip()):
        _known(there := noting.minutes(app, meeting))
        if there.is_open or there.meeting.sitting is None:
            raise ConflictError(
                say("These minutes are not finished: write them as they are to be, with outreach meetings note.")
            )
        values = _correction(app, text, why)
        if decision:
            values |= {"decision_id": _decision(there, decision)}
        elif item is not None:
            values |= {"passage_id": _passage(there, item)}
        values |= {"sitting_id": there.meeting.sitting.id, "late": int(there.stage is Stage.APPROVED)}
        made = app.store.insert("meeting_corrections", values)
        return next(one for one in queries.corrections(app.store, there.meeting.sitting.id) if one.id == made)


def _correction(app: App, text: str, why: str) -> dict[str, object]:
    """Return how something reads, why, and who says so on which day."""
    today = app.clock.today().isoformat()
    return {"text": text.strip(), "why": why.strip(), "written_by": app.actor.name, "written_on": today}


def _check_said(**said: str) -> None:
    """Refuse a correction of which the text or the reason is left out."""
    asked = {"text": say("Say how it reads."), "why": say("Say why it is corrected.")}
    for field, sentence in asked.items():
        if not said[field].strip():
            raise InvalidInputError(sentence, (Problem(field=field, sentence=sentence),))


def _check_approvable(meeting: Meeting, there: Minutes) -> None:
    if there.stage is Stage.DRAFT:
        raise ConflictError(
            say(
                "The minutes of {day} are not finished: outreach meetings finish {command}",
                day=meeting.starts.date(),
                command=meeting.command,
            )
        )
    if there.stage is Stage.APPROVED:
        raise ConflictError(
            say(
                "The minutes of {day} were approved on {approved_on}.",
                day=meeting.starts.date(),
                approved_on=there.approved_on,
            )
        )


def _known(there: Minutes) -> int:
    if there.id is None:
        raise NotFoundError(
            say(
                'Nothing is written of the meeting on {day}: outreach meetings note {command} "..."',
                day=there.meeting.starts.date(),
                command=there.meeting.command,
            )
        )
    return there.id


def _passage(there: Minutes, number: str) -> int:
    point = next((one for one in there.points if one.number == number.strip().upper()), None)
    text = point.text if point else None
    if text is None:
        raise NotFoundError(
            say("The minutes say nothing under {number}; leave the item out to add what is missing.", number=number)
        )
    return text.id


def _decision(there: Minutes, name: str) -> int:
    found = next((one.id for one in there.decisions if one.name == name.strip()), None)
    if found is None:
        raise NotFoundError(say("No decision {name} was taken on {day}.", name=name, day=there.meeting.starts.date()))
    return found


def _check_later(app: App, meeting: Meeting, at: Meeting) -> None:
    if at.group_id != meeting.group_id:
        raise InvalidInputError(say("Minutes are approved at a meeting of the same group."))
    if at.begins <= meeting.begins:
        raise InvalidInputError(say("Minutes are approved at a later meeting than they are of."))
    if at.starts.date() > app.clock.today():
        raise InvalidInputError(
            say("The meeting on {day} is still to come; approve them when it is held.", day=at.starts.date())
        )
