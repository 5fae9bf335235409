"""Tells an agenda in plain lines, as those invited get it: without what is for the office or a circle only."""

from collections.abc import Iterator

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.languages import day_in, in_letter
from outreach_crm.text import count
from outreach_meetings.model.agenda import Item
from outreach_meetings.model.series import Meeting
from outreach_meetings.queries import handing_out as queries
from outreach_meetings.service import preparing


def told(app: App, meeting: Meeting) -> str:
    """Return the agenda of a meeting as a numbered outline in plain text; empty where nothing is on it.

    What is left out leaves no gap in the numbers that would tell of it.
    """
    return "\n".join(_lines(open_items(app, meeting), app.section.language))


def open_items(app: App, meeting: Meeting) -> tuple[Item, ...]:
    """Return the items that may leave the office, in order, whoever asks: in the pack, invitations, feeds and minutes.

    They have the numbers that whoever is in no circle sees on the agenda.
    """
    there = circle_items(app, meeting)
    kept = queries.kept_items(app.store, there[0].sitting_id) if there else set[int]()
    left = (one for one in there if one.id not in kept)
    return tuple(evolve(one, number=str(number)) for number, one in enumerate(left, 1))


def circle_items(app: App, meeting: Meeting) -> tuple[Item, ...]:
    """Return the items that are not for the office only, in order, with those of the actor's circles."""
    return tuple(one for one in preparing.items(app, meeting) if not one.restricted)


def _lines(items: tuple[Item, ...], language: str) -> Iterator[str]:
    for one in items:
        under = f"{one.heading}: " if one.heading else ""
        whose = f" - {one.owner}" if one.owner else ""
        by = f", by {day_in(one.due_on, language)}" if one.due_on else ""
        lasts = count(one.minutes, "one minute", "{n} minutes")
        yield f"{one.number}. {under}{in_letter(one.title, language)}{whose} ({lasts}{by})"
