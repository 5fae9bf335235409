"""Puts the meeting pack together: a document to print, and a folder with it and all papers.

What is for the office only is in none of it: a pack leaves the office. What only a circle sees is in none that is for
all; the members of the circle may make one for themselves.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.attachments import service as attachments
from outreach_crm.attachments.model import Attachment
from outreach_crm.errors import InvalidInputError
from outreach_crm.groups.model import MEMBER
from outreach_crm.languages import in_letter
from outreach_crm.text import say
from outreach_crm.typesetting import Press
from outreach_meetings import ical
from outreach_meetings.model.agenda import Item
from outreach_meetings.model.attendance import Attendee
from outreach_meetings.model.packs import Chapter, Pack, Point, file_names
from outreach_meetings.model.plans import Plan
from outreach_meetings.model.series import Meeting
from outreach_meetings.model.settings import MeetingSettings
from outreach_meetings.queries import plans
from outreach_meetings.service import attending, outlining, preparing, work_plans
from outreach_meetings.typesetting import set_pack

_DOCUMENT, _OWN = "pack.pdf", "en"


def pack(app: App, meeting: Meeting, *, circle: bool = False, read: Callable[[str], str] = str) -> Pack:
    """Return all that those who come should have read, without what is for the office only.

    Args:
        app: the App.
        meeting: the meeting.
        circle: whether with what only a circle of the actor's sees: for its members alone, not for all who come.
        read: says a sentence of the program in the language of who reads the pack.
    """
    agenda = evolve(preparing.agenda(app, meeting), items=_items(app, meeting, circle=circle))
    there = attending.attendance(app, meeting)
    plan, kept = _plan(app, meeting, circle=circle)
    kept += len(outlining.circle_items(app, meeting)) - len(outlining.open_items(app, meeting))
    return Pack(
        title=meeting.title,
        group=meeting.series.group,
        when=read(meeting.when),
        facts=tuple((read(label), text) for label, text in _facts(meeting, read, kept if circle else 0) if text),
        people=tuple(_named(one, read) for one in there.people),
        told=read(agenda.told),
        points=tuple(_point(app, one, read) for one in agenda.items),
        chapters=tuple(_chapters(plan, read)),
        left_out=0 if circle else kept,
    )


def _plainly(text: str) -> str:
    """Return a sentence in the language that it was written in, its days in words."""
    return in_letter(text, _OWN)


def pdf(
    app: App,
    meeting: Meeting,
    *,
    circle: bool = False,
    read: Callable[[str], str] = _plainly,
    language: str = _OWN,
) -> bytes:
    """Return the pack as PDF; for all, or with what only a circle sees (:func:`pack`).

    Args:
        app: the App.
        meeting: the meeting.
        circle: whether with what only a circle of the actor's sees.
        read: says a sentence of the program in the language of who reads the pack; else as it is, its days in words.
        language: that language (BCP 47).

    Raises:
        InvalidInputError: the package that sets documents is not installed, or no font has a letter of it.
    """
    said = app.settings.of("meetings", MeetingSettings)
    press, made = Press.open(said.fonts), pack(app, meeting, circle=circle, read=read)
    return set_pack(press, made, paper=said.paper, language=language, read=read, at=app.clock.now())


def write_folder(app: App, meeting: Meeting, folder: Path, *, circle: bool = False) -> list[Path]:
    """Write the pack and all its papers into a folder that is new or empty, and return the files; see :func:`pack`.

    Raises:
        InvalidInputError: something is in the folder, or it cannot be written; see :func:`pdf`.
    """
    papers, document = papers_of(app, meeting, circle=circle), pdf(app, meeting, circle=circle)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise InvalidInputError(
                say("{folder} is not empty; name a new folder, so that nothing in it is lost.", folder=folder)
            )
        names = file_names([_DOCUMENT, *(f"{number:0>2} {one.name}" for number, one in papers)])
        written = [folder / name for name in names]
        written[0].write_bytes(document)
        for path, (_, one) in zip(written[1:], papers, strict=True):
            path.write_bytes(attachments.content(app, one.id))
    except OSError as error:
        raise InvalidInputError(
            say("{folder} cannot be written: {strerror}.", folder=folder, strerror=error.strerror)
        ) from error
    return written


def papers_of(app: App, meeting: Meeting, *, circle: bool = False) -> list[tuple[str, Attachment]]:
    """Return the papers of a meeting that may leave, each with the number of its point; see :func:`pack`."""
    points = _items(app, meeting, circle=circle)
    return [(item.number, paper) for item in points for paper in preparing.papers(app, item)]


def _items(app: App, meeting: Meeting, *, circle: bool) -> tuple[Item, ...]:
    return outlining.circle_items(app, meeting) if circle else outlining.open_items(app, meeting)


def _plan(app: App, meeting: Meeting, *, circle: bool) -> tuple[Plan, int]:
    """Return the work plan of the year as it stands in a pack, and how much of it the actor sees for their circle."""
    plan = work_plans.work_plan(app, meeting.group_id, meeting.starts.year)
    kept = plans.kept(app.store, meeting.group_id)
    left = tuple(one for one in plan.objectives if one.id not in kept)
    return (plan if circle else evolve(plan, objectives=left)), len(plan.objectives) - len(left)


def _facts(meeting: Meeting, read: Callable[[str], str], kept: int) -> Iterator[tuple[str, str]]:
    if kept:
        yield say("Restricted"), read(say("Seen by a circle only: {n}. Hand this to its members only.", n=kept))
    yield say("When"), f"{read(meeting.when)} ({meeting.zone})"
    yield say("Where"), meeting.place
    yield say("Join at"), meeting.link
    yield say("How often"), read(ical.told(meeting.series.rule)) if meeting.series.rule else ""
    yield say("Chair"), meeting.chair.name if meeting.chair else ""
    yield say("Minutes taken by"), meeting.minute_taker.name if meeting.minute_taker else ""
    yield say("Quorum"), str(meeting.quorum or "")
    yield say("Note"), meeting.note


def _named(one: Attendee, read: Callable[[str], str]) -> str:
    return f"{one.name} ({read(one.as_what)})" if one.role and one.role != MEMBER else one.name


def _point(app: App, one: Item, read: Callable[[str], str]) -> Point:
    return Point(
        number=one.number,
        title=read(one.title),
        owner=one.owner,
        minutes=one.minutes,
        due_on=one.due_on,
        detail=read(one.detail),
        papers=tuple(paper.name for paper in preparing.papers(app, one)),
    )


def _chapters(plan: Plan, read: Callable[[str], str]) -> Iterator[Chapter]:
    if plan.objectives:
        lines = tuple(f"{one.title}: {read(one.state.label)}" for one in plan.objectives)
        yield Chapter(title=read(say("Work plan for {year}", year=plan.year)), text=read(plan.told), lines=lines)
