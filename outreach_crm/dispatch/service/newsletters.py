"""Newsletters: a mailing to the people of a sector, drafted of what all features have to tell, to be edited."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.dispatch.model import Dispatch, Draft, Text
from outreach_crm.dispatch.service import drafting, told_news
from outreach_crm.dispatch.service.channels import usual_channel
from outreach_crm.errors import InvalidInputError
from outreach_crm.languages import month_in
from outreach_crm.model import NewsItem
from outreach_crm.sectors import service as sectors
from outreach_crm.sectors.model import Sector
from outreach_crm.segments import service as segments
from outreach_crm.segments.model import SavedSegment
from outreach_crm.text import fold, literal, say

SINCE = timedelta(days=90)
"""How long ago what a newsletter tells may have been new, where nobody says."""

_PURPOSE = "mailings"


@frozen(kw_only=True)
class Newsletter:
    """A newsletter that was drafted: to which segment, what stands in it, and since when that is news."""

    dispatch: Dispatch
    segment: str
    since: date
    items: tuple[NewsItem, ...]


def draft_newsletter(
    app: App, sector: str, *, since: date | None = None, segment: str = "", because: str = "", **given: str
) -> Newsletter:
    """Draft a mailing to a sector that holds what is new for it, under headings; its text is there to be edited.

    Args:
        app: the App.
        sector: key of the sector.
        since: from which day on things are news; else the last 90 days.
        segment: the saved segment of its readers; else everybody in the sector, for which a segment is saved once.
        because: why.
        given: its ``name``, else by sector and day, and its ``channel``, else as mailings usually go.

    Raises:
        NotFoundError: there is no such sector or segment.
        InvalidInputError: there is no news for it.
        ConflictError: there is a mailing of that name.
    """
    found, today = sectors.get(app, sector), app.clock.today()
    day = since or today - SINCE
    items = by_heading(app.plugins.news(app, found.key, day))
    if not items:
        raise InvalidInputError(
            say("There is no news for {name} since {day}; --since goes further back.", name=found.name, day=day)
        )
    with app.change("draft newsletter", because=because):
        readers = segments.get(app, segment) if segment else _everybody_in(app, found)
        subject = f"News for {found.name}, {month_in(today, app.section.language)}"
        text = Text(language=app.section.language, subject=subject, body=_body(items))
        draft = Draft(
            name=given.get("name") or f"Newsletter for {found.name}, {today}",
            purpose=_PURPOSE,
            texts=(text,),
            channel=given.get("channel") or usual_channel(app),
            segment=str(readers.id),
            sector=found.key,
        )
        made = drafting.draft(app, draft, because=because)
        told_news.keep(app, made.id, items)
    return Newsletter(dispatch=made, segment=readers.name, since=day, items=items)


def by_heading(items: Iterable[NewsItem]) -> tuple[NewsItem, ...]:
    """Return news with those of one heading together, the latest first; headings stay in the order they came."""
    found = [*items]
    rank = {heading: number for number, heading in enumerate(dict.fromkeys(one.heading for one in found))}
    latest = sorted(found, key=lambda one: one.on, reverse=True)
    return tuple(sorted(latest, key=lambda one: rank[one.heading]))


def _body(items: Iterable[NewsItem]) -> str:
    return "\n\n".join(("{salutation},", *_paragraphs(items)))


def _paragraphs(items: Iterable[NewsItem]) -> Iterator[str]:
    heading = ""
    for one in items:
        if one.heading != heading:
            heading = one.heading
            yield literal(heading.upper())
        yield "\n".join(literal(line) for line in (one.title, *one.lines))


def _everybody_in(app: App, sector: Sector) -> SavedSegment:
    return everybody(app, f"sector={sector.key}", f"Everybody in {sector.name}")


def everybody(app: App, line: str, name: str) -> SavedSegment:
    """Return the saved segment of one condition, made under a name where there is none.

    Args:
        app: the App.
        line: the condition: ``sector=legal``.
        name: what it is called where it is made; with a number behind it where another one has that name.
    """
    wanted = segments.read(app, [line]).all_of
    saved = segments.list_segments(app)
    if same := next((one for one in saved if one.all_of == wanted), None):
        return same
    taken = {fold(one.name) for one in saved}
    names = (name, *(f"{name} ({number})" for number in range(2, len(saved) + 3)))
    return segments.add(app, next(one for one in names if fold(one) not in taken), [line])
