"""Alters what is planned: one meeting or all of a series, from a day on, and calls off what does not take place."""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.model import Problem
from outreach_crm.text import say, words
from outreach_meetings import ical
from outreach_meetings.model.drafts import MeetingDraft, MeetingEdit
from outreach_meetings.model.series import MINUTE, Meeting, Part, Series
from outreach_meetings.queries import series as queries
from outreach_meetings.service import checking, closing, occurring, parts, planning

OF_ALL = frozenset({"title", "note", "quorum"})
"""What a whole series has, and no meeting of it for itself."""
_HEARD = frozenset({"starts", "minutes", "place", "link", "title", "note", "told"})
"""What those invited must hear of: with it the sequence rises (RFC 5546 section 2.1.4)."""
_PARTS = {"chair": Part.CHAIR, "minute_taker": Part.MINUTE_TAKER}


def alter(app: App, meeting: Meeting, edit: MeetingEdit, *, because: str = "") -> Meeting:
    """Alter one meeting: move it, put it elsewhere, let somebody else chair it.

    Raises:
        NotFoundError: there is no such person.
        InvalidInputError: a field is not what it must be, or belongs to the whole series.
        ConflictError: it was called off, held where it is to be moved, its minutes are finished, or somebody changed it
            since ``edit.version``.
    """
    if of_all := OF_ALL & edit.fields.keys():
        sentence = say("It is the same at all meetings of the series; say that you mean all of them.")
        raise InvalidInputError(sentence, tuple(Problem(field=key, sentence=sentence) for key in sorted(of_all)))
    if meeting.called_off:
        raise ConflictError(say("The meeting on {day} was called off; plan another one.", day=meeting.original.date()))
    values = checking.columns(app, edit.fields, meeting.zone)
    if "starts" in values:
        checking.apart(app, meeting.group_id, datetime.fromisoformat(values["starts"]), but=meeting)
    with app.change("alter meeting", because=because):
        now = occurring.meeting(app, meeting.series.id, meeting.key)
        journal.check_version(app, now.title, now.version, seen=edit.version)
        closing.check_open(app, now)
        if values.get("starts", _present(now, "starts")) != _present(now, "starts"):
            closing.check_not_held(app, now)
        sitting_id = planning.sitting(app, now)
        given = [
            parts.give(app, now.series.id, sitting_id, part, edit.fields[key])
            for key, part in _PARTS.items()
            if key in edit.fields
        ]
        new = {key: value for key, value in values.items() if value != _present(now, key)}
        if new:
            # What was told of an earlier change is not said of this one.
            fresh = {"told": values.get("told", "")} if _HEARD & new.keys() else {}
            app.store.update("meeting_sittings", sitting_id, {**new, **fresh, **_heard(now, new)})
        elif not any(given):
            raise InvalidInputError(say("That is how it is planned already; nothing was altered."))
        return occurring.meeting(app, now.series.id, now.key)


def alter_all(app: App, series_id: int, edit: MeetingEdit, *, because: str = "") -> Series:
    """Alter all meetings of a series but when they begin, which :func:`go_on_at` does; those held keep what they had.

    Raises:
        NotFoundError: there is no such series or person.
        InvalidInputError: a field is not what it must be.
        ConflictError: all was called off, or somebody changed it since ``edit.version``.
    """
    if edit.fields.keys() & {"starts", "rule"}:
        sentence = "From which day on do they begin at another time? Move them from that meeting on."
        raise checking.problem("starts", sentence)
    with app.change("alter meetings", because=because):
        now = occurring.series(app, series_id)
        _check_planned(now)
        journal.check_version(app, now.title, now.change_id, seen=edit.version)
        values = checking.columns(app, edit.fields, now.zone)
        closing.settle_past(app, now)
        for key, part in _PARTS.items():
            if key in edit.fields:
                parts.give(app, series_id, None, part, edit.fields[key])
        if values:
            title, place = (values.get(key, getattr(now, key)) for key in ("title", "place"))
            heard = {"sequence": _next(app, now), "told": values.get("told", "")} if _HEARD & values.keys() else {}
            app.store.update("meeting_series", series_id, {**values, **heard, "words": json.dumps(words(title, place))})
        return occurring.series(app, series_id)


def go_on_at(app: App, meeting: Meeting, starts: str, rule: str = "", *, because: str = "") -> Meeting:
    """Let a series begin at another time from one of its meetings on; what was held stays as it was.

    The old series ends before that meeting, and one like it begins. Calendars cannot tell it otherwise: an occurrence
    is known by the start its series gives it (RFC 5545 section 3.8.4.4).

    Args:
        app: the App.
        meeting: the first that is to be at another time.
        starts: when it begins then.
        rule: how often from then on; else as before.
        because: why.

    Raises:
        InvalidInputError: time or rule is none, or the meeting is of no series.
        ConflictError: all was called off, or one from then on was held.
    """
    of = meeting.series
    if not of.rule:
        raise InvalidInputError(say("That meeting takes place once; move it alone."))
    _check_none_held(app, meeting)
    draft = MeetingDraft(
        group=str(of.group_id),
        starts=starts,
        title=of.title,
        minutes=of.minutes,
        rule=rule or ical.without_end(of.rule),
        zone=of.zone,
        place=of.place,
        link=of.link,
        quorum=of.quorum,
        note=of.note,
        **_people(of),
    )
    with app.change("move meetings", because=because):
        end(app, meeting)
        return planning.plan(app, draft)


def end(app: App, meeting: Meeting, *, because: str = "", told: str = "") -> Series:
    """Let a series end before one of its meetings; those after it that differ are called off, unless they were held.

    Raises:
        InvalidInputError: the meeting is of no series.
        ConflictError: all was called off, or the meeting was held.
    """
    of = meeting.series
    _check_planned(of)
    if not of.rule:
        raise InvalidInputError(say("That meeting takes place once; call it off alone."))
    closing.check_not_held(app, meeting)
    if meeting.original <= of.starts:
        return call_off_all(app, of.id, because=because, told=told)
    with app.change("end meetings", because=because):
        return _end_on(app, of, meeting.original.date() - timedelta(days=1), meeting.original, told)


def _end_on(app: App, of: Series, last: date, start: datetime, told: str) -> Series:
    """Let a series end on a day, and call off those from an original start on that differ, unless they were held."""
    rule = ical.until(of.rule, last)
    app.store.update("meeting_series", of.id, {"rule": rule, "sequence": _next(app, of), "told": told.strip()})
    today, held = app.clock.today().isoformat(), {one.original for one in closing.held_of(app, of)}
    for one in queries.sittings(app.store, [of])[of.id].values():
        if one.original >= start and not one.called_off_on and one.original not in held:
            app.store.update("meeting_sittings", one.id, {"called_off_on": today, "sequence": one.sequence + 1})
    return occurring.series(app, of.id)


def call_off(app: App, meeting: Meeting, *, because: str = "", told: str = "") -> Meeting:
    """Call one meeting off; of a series, the others stay.

    Args:
        app: the App.
        meeting: the meeting.
        because: why, for the office.
        told: what those invited are told of it.

    Raises:
        ConflictError: it is called off already, or was held.
    """
    if not meeting.series.rule:
        call_off_all(app, meeting.series.id, because=because, told=told)
        return occurring.meeting(app, meeting.series.id, meeting.key)
    with app.change("call off meeting", because=because):
        now = occurring.meeting(app, meeting.series.id, meeting.key)
        if now.called_off:
            raise ConflictError(say("The meeting on {day} is called off already.", day=now.original.date()))
        closing.check_not_held(app, now)
        values = {"called_off_on": app.clock.today().isoformat(), "sequence": now.sequence + 1, "told": told.strip()}
        app.store.update("meeting_sittings", planning.sitting(app, now), values)
        return occurring.meeting(app, now.series.id, now.key)


def call_off_all(app: App, series_id: int, *, because: str = "", told: str = "") -> Series:
    """Call off all meetings of a series but those that were held: after the last of these, the series ends.

    Raises:
        ConflictError: they are called off already, or the one that takes place once was held.
    """
    with app.change("call off meetings", because=because):
        now = occurring.series(app, series_id)
        _check_planned(now)
        if held := closing.held_of(app, now)[-1:]:
            if not now.rule:
                closing.check_not_held(app, held[0])
            return _end_on(app, now, held[0].original.date(), now.starts, told)
        values = {"called_off_on": app.clock.today().isoformat(), "sequence": _next(app, now), "told": told.strip()}
        app.store.update("meeting_series", series_id, values)
        return occurring.series(app, series_id)


def _check_planned(series: Series) -> None:
    if series.called_off_on:
        raise ConflictError(
            say("{series} was called off on {called_off_on}.", series=series.title, called_off_on=series.called_off_on)
        )


def _check_none_held(app: App, meeting: Meeting) -> None:
    """Refuse to move a meeting and those after it where one of them was held."""
    for one in closing.held_of(app, meeting.series)[-1:]:
        if one.original >= meeting.original:
            raise ConflictError(
                say("The meeting on {day} was held; move those from a later one on.", day=one.starts.date())
            )


def _present(meeting: Meeting, key: str) -> Any:
    return meeting.starts.strftime(MINUTE) if key == "starts" else getattr(meeting, key)


def _heard(meeting: Meeting, new: Mapping[str, Any]) -> dict[str, int]:
    if not _HEARD & new.keys():
        return {}
    told = {"sequence": meeting.sequence + 1}
    # What people answered was to the time that it had.
    return told | ({"moved_sequence": meeting.sequence + 1} if "starts" in new else {})


def _next(app: App, series: Series) -> int:
    """Return the next sequence of a series, above those that its meetings have for themselves."""
    own = [one.sequence for one in queries.sittings(app.store, [series])[series.id].values()]
    return max([series.sequence, *own]) + 1


def _people(of: Series) -> dict[str, Any]:
    whole = Meeting(series=of, original=of.starts)
    return {
        "chair": str(whole.chair.contact_id) if whole.chair else "",
        "minute_taker": str(whole.minute_taker.contact_id) if whole.minute_taker else "",
        "guests": tuple(str(one.contact_id) for one in whole.guests),
    }
