"""Alters what is planned as somebody means it: one meeting, that one and all after it, or all of its series."""

from collections.abc import Sequence

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.text import say
from outreach_meetings.model.drafts import MeetingEdit, Scope
from outreach_meetings.model.series import Meeting
from outreach_meetings.service import altering, checking, closing, occurring, parts, planning


def edit(app: App, meeting: Meeting, edit: MeetingEdit, scope: Scope = Scope.ONE, *, because: str = "") -> Meeting:
    """Alter a meeting, and others of its series where they are meant too, in one change.

    Args:
        app: the App.
        meeting: the meeting.
        edit: what is to be otherwise.
        scope: which meetings are meant; of a meeting that takes place once, there is but that one.
        because: why.

    Returns:
        The meeting as it is then; where the series goes on at another time, the first that does.

    Raises:
        NotFoundError: there is no such contact.
        InvalidInputError: a field is not what it must be, is not so of one meeting alone, or nothing would be altered.
        ConflictError: it was called off, or somebody changed it since ``edit.version``.
    """
    if not edit.fields and edit.guests is None:
        raise InvalidInputError(say("That is how it is planned already; nothing was altered."))
    with app.change("alter meeting" if scope is Scope.ONE else "alter meetings", because=because):
        now = occurring.meeting(app, meeting.series.id, meeting.key)
        journal.check_version(app, now.title, now.version, seen=edit.version)
        if scope is Scope.ONE or not now.series.rule:
            closing.check_open(app, now)
        if not now.series.rule:
            return _single(app, now, edit)
        if scope is Scope.ONE:
            return _one(app, now, edit)
        return _after(app, now, edit) if scope is Scope.AFTER else _all(app, now, edit)


def guests_with(
    app: App, meeting: Meeting, scope: Scope, *, more: Sequence[str], fewer: Sequence[str]
) -> tuple[str, ...] | None:
    """Return who is invited besides the members with some more and without others, as an edit takes them.

    Args:
        app: the App.
        meeting: the meeting.
        scope: which meetings are meant: those invited to this one alone are not guests of the others.
        more: who is invited besides, by number or name.
        fewer: who is not any more, by number or name.

    Returns:
        Their numbers; None where neither more nor fewer are named.

    Raises:
        NotFoundError: there is no such contact, or who is to be left out is no guest.
        InvalidInputError: several are called so.
    """
    if not more and not fewer:
        return None
    whole = scope is not Scope.ONE and meeting.series.rule
    of = Meeting(series=meeting.series, original=meeting.original) if whole else meeting
    there = {one.contact_id: one.name for one in of.guests}
    for one in (contacts.resolve(app, name) for name in fewer):
        if there.pop(one.id, None) is None:
            named = ", ".join(guest.name for guest in of.guests)
            those = say("its guests are {named}", named=named) if named else say("it has none")
            raise NotFoundError(say("{name} is no guest of {of}; {those}.", name=one.name, of=of.title, those=those))
    return tuple(map(str, dict.fromkeys([*there, *(contacts.resolve(app, name).id for name in more)])))


def _single(app: App, now: Meeting, edit: MeetingEdit) -> Meeting:
    """Alter a meeting that takes place once: what is of its series is its own, too."""
    if "rule" in edit.fields:
        once = say("That meeting takes place once; plan those after it: outreach meetings plan.")
        raise checking.problem("rule", once)
    own = {key: text for key, text in edit.fields.items() if key not in altering.OF_ALL}
    if own:
        altering.alter(app, now, MeetingEdit(fields=own))
    rest = {key: text for key, text in edit.fields.items() if key in altering.OF_ALL}
    return _all(app, now, MeetingEdit(fields=rest, guests=edit.guests))


def _one(app: App, now: Meeting, edit: MeetingEdit) -> Meeting:
    if edit.fields:
        now = altering.alter(app, now, MeetingEdit(fields=edit.fields))
    if edit.guests is not None:
        of_all = {} if now.sitting and now.sitting.settled else _guests_of_all(now)
        if left := [name for number, name in of_all.items() if number not in edit.guests]:
            to_all = say("{names} is invited to all meetings of the series; alter all of them.", names=", ".join(left))
            raise checking.problem("guests", to_all)
        own = [one for one in edit.guests if one not in of_all]
        parts.set_guests(app, now.series.id, planning.sitting(app, now), own)
    return occurring.meeting(app, now.series.id, now.key)


def _guests_of_all(now: Meeting) -> dict[str, str]:
    return {str(one.contact_id): one.name for one in Meeting(series=now.series, original=now.original).guests}


def _after(app: App, now: Meeting, edit: MeetingEdit) -> Meeting:
    """Let the series end and go on as another one; from its first meeting on, all are altered unless it moves."""
    fields = dict(edit.fields)
    starts, rule = fields.pop("starts", ""), fields.pop("rule", "")
    if starts or rule or now.original > now.series.starts:
        now = altering.go_on_at(app, now, starts or f"{now.original:%Y-%m-%d %H:%M}", rule)
    return _all(app, now, MeetingEdit(fields=fields, guests=edit.guests))


def _all(app: App, now: Meeting, edit: MeetingEdit) -> Meeting:
    if edit.fields:
        altering.alter_all(app, now.series.id, MeetingEdit(fields=edit.fields))
    if edit.guests is not None:
        closing.settle_past(app, now.series)
        parts.set_guests(app, now.series.id, None, edit.guests)
    return occurring.meeting(app, now.series.id, now.key)
