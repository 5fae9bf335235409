"""Tells an agenda in plain lines, as those invited get it: without what is for the office only."""

from collections.abc import Iterator

from outreach_crm.app import App
from outreach_crm.languages import day_in, in_letter
from outreach_crm.text import count
from outreach_meetings.model.agenda import Item
from outreach_meetings.model.series import Meeting
from outreach_meetings.service import preparing


def told(app: App, meeting: Meeting) -> str:
    """Return the agenda of a meeting as a numbered outline in plain text; empty where nothing is on it.

    Items have the numbers that they have on the agenda: what is for the office only is numbered apart, and leaves no
    gap that would tell of it.
    """
    return "\n".join(_lines(open_items(app, meeting), app.section.language))


def open_items(app: App, meeting: Meeting) -> tuple[Item, ...]:
    """Return the items that may leave the office, in order: in the pack, invitations, feeds and minutes."""
    return tuple(one for one in preparing.items(app, meeting) if not one.restricted)


def _lines(items: tuple[Item, ...], language: str) -> Iterator[str]:
    for one in items:
        under = f"{one.heading}: " if one.heading else ""
        whose = f" - {one.owner}" if one.owner else ""
        by = f", by {day_in(one.due_on, language)}" if one.due_on else ""
        lasts = count(one.minutes, "one minute", "{n} minutes")
        yield f"{one.number}. {under}{in_letter(one.title, language)}{whose} ({lasts}{by})"
