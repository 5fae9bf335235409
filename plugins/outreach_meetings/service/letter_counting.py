"""Letters written at a meeting: told once, they count with whatever they were written on."""

from collections.abc import Mapping

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError
from outreach_crm.meaning import record_meant
from outreach_crm.model import Ref
from outreach_crm.text import say
from outreach_meetings.model.minutes import Letters
from outreach_meetings.model.series import Meeting
from outreach_meetings.queries import minutes as queries
from outreach_meetings.service import noting, occurring, preparing

MOST = 1_000_000
_APART = frozenset({"contacts", "dispatches", "meeting_series"})
"""What people look for by words, and nobody writes letters on."""


def letters(app: App, meeting: Meeting, written: Mapping[str, int], *, because: str = "") -> list[Letters]:
    """Write down how many letters were written at a meeting on what, and let whoever owns that count them.

    The number is the whole number of that meeting on that matter: another one, told later, corrects what was counted.
    Finished minutes keep beside it what they had.

    Args:
        app: the App.
        meeting: the meeting.
        written: how many, by what they were written on as people say it: ``UA 205/01``.
        because: why.

    Raises:
        NotFoundError: nothing is called so.
        InvalidInputError: several are called so, a number cannot be, or the meeting is still to come.
        ConflictError: the meeting was called off, or what they were written on could not count them.
    """
    for what, number in written.items():
        if not 0 <= number <= MOST:
            raise InvalidInputError(
                say(
                    "{number} letters on {what} cannot be; give a number from 0 to {most:,}.",
                    number=number,
                    what=what,
                    most=MOST,
                )
            )
    with app.change("write down letters", because=because):
        sitting_id = _sitting(app, meeting)
        for what, number in written.items():
            ref, title = meant(app, what, meeting)
            _count(app, meeting, sitting_id, ref, title, number)
        return queries.letters(app.store, sitting_id)


def meant(app: App, text: str, meeting: Meeting) -> tuple[Ref, str]:
    """Return the record that people mean by a text, as the search finds it, and what it is called.

    A pointer (``ua_cases:3``), which pages have and nobody types, is of an item on the agenda of the meeting.

    Raises:
        NotFoundError: nothing is called so.
        InvalidInputError: several are.
    """
    if (ref := Ref.read(text)) is not None:
        for one in preparing.items(app, meeting):
            if one.ref == ref:
                return ref, str(one.title)
    return record_meant(app, text, apart=_APART)


def _sitting(app: App, meeting: Meeting) -> int:
    """Return the row of a meeting: one that is finished takes another number still, beside what its minutes have."""
    now = occurring.meeting(app, meeting.series.id, meeting.key)
    if now.sitting is not None and queries.one(app.store, now.sitting.id):
        return now.sitting.id
    return noting.begun(app, now)


def _count(app: App, meeting: Meeting, sitting_id: int, ref: Ref, title: str, number: int) -> None:
    there = next((one for one in queries.letters(app.store, sitting_id) if one.ref == ref), None)
    before = there.letters if there else 0
    if number == before:
        return
    if there is None:
        stage = queries.one(app.store, sitting_id)
        fixed = 0 if stage and stage["state"] != "draft" else None
        values = {"sitting_id": sitting_id, "ref_kind": ref.kind, "ref_id": ref.id, "title": title, "fixed": fixed}
        app.store.insert("meeting_letters", {**values, "letters": number})
    else:
        app.store.update("meeting_letters", there.id, {"letters": number})
    app.plugins.acted(app, ref, meeting.group_id, meeting.starts.date(), number - before)
