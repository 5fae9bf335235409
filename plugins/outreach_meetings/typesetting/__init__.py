"""Sets the meeting pack as PDF: the template of typst, and what it is given."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from outreach_crm.text import say
from outreach_crm.typesetting import Press
from outreach_crm.typesetting.paragraphs import line, paragraphs
from outreach_meetings.model.packs import Chapter, Pack, Point

_TEMPLATE = Path(__file__).parent / "templates" / "pack.typ"


def set_pack(press: Press, pack: Pack, *, paper: str, language: str, read: Callable[[str], str], at: datetime) -> bytes:
    """Return a pack as PDF.

    Args:
        press: what sets it.
        pack: what is in it.
        paper: ``a4`` or ``us-letter``.
        language: the one it is read in (BCP 47).
        read: says a sentence of the program in that language.
        at: when it is made; the same pack of the same moment is the same file.
    """
    given = {
        "paper": paper,
        "language": language,
        "title": line(pack.title),
        "group": line(pack.group),
        "when": line(pack.when),
        "facts": [[line(label), line(text)] for label, text in pack.facts],
        "invited": read(say("Who is invited")),
        "people": [line(one) for one in pack.people],
        "agenda": read(say("Agenda")),
        "told": line(pack.told),
        "nothing": read(say("Nothing is on the agenda yet.")),
        "headings": [read(one) for one in (say("Item"), say("Whose"), say("Min."))],
        "points": [_point(one, read) for one in pack.points],
        "chapters": [_chapter(one) for one in pack.chapters],
    }
    return press.print(_TEMPLATE, given, at=at).pdf


def _point(one: Point, read: Callable[[str], str]) -> dict[str, object]:
    papers = ", ".join(one.papers)
    notes = (one.detail, read(say("Until {day}", day=one.due_on)) if one.due_on else "")
    return {
        "number": one.number,
        "title": line(one.title),
        "owner": line(one.owner),
        "minutes": str(one.minutes or ""),
        "notes": [line(note) for note in notes if note],
        "papers": line(read(say("Papers: {names}", names=papers))) if papers else "",
    }


def _chapter(one: Chapter) -> dict[str, object]:
    return {"title": line(one.title), "body": paragraphs(one.text), "points": [line(text) for text in one.lines]}
