"""Prepares an evening of letter-writing: enough to write on for those who are expected."""

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError
from outreach_crm.text import say
from outreach_meetings.model.agenda import Agenda, Item
from outreach_meetings.model.evening import Evening, chosen
from outreach_meetings.model.series import Meeting
from outreach_meetings.model.settings import MeetingSettings
from outreach_meetings.service import attending, closing, preparing


def evening(app: App, meeting: Meeting, letters_each: int | None = None) -> Evening:
    """Return what the people expected at a meeting can write letters on, and whether that is enough.

    Args:
        app: the App.
        meeting: the meeting.
        letters_each: how many letters each writes; else as the settings say.

    Raises:
        InvalidInputError: nobody is to write a letter.
    """
    return evening_of(app, preparing.agenda(app, meeting), letters_each)


def evening_of(app: App, now: Agenda, letters_each: int | None = None) -> Evening:
    """Return the same of an agenda that is at hand; see :func:`evening`."""
    each = app.settings.of("meetings", MeetingSettings).letters_each if letters_each is None else letters_each
    if each < 1:
        raise InvalidInputError(say("Each writes one letter at least; give how many, such as 3."))
    there = [one for one in now.items if one.appeals]
    offered = [one for one in now.offered if one.appeals]
    return Evening(
        people=attending.attendance(app, now.meeting).expected,
        letters_each=each,
        chosen=chosen(there, offered, each),
        actions=len(there) + len(offered),
    )


def hold_evening(app: App, meeting: Meeting, letters_each: int | None = None, *, because: str = "") -> Evening:
    """Put on the agenda what the people expected at a meeting write letters on; see :func:`evening`.

    Raises:
        InvalidInputError: nobody is to write a letter.
        ConflictError: the meeting was called off, or its minutes are finished.
    """
    closing.check_open(app, meeting)
    found = evening(app, meeting, letters_each)
    new = [one for one in found.chosen if not isinstance(one, Item)]
    if new:
        preparing.take(app, meeting, new, because=because)
    return evening(app, meeting, letters_each)
