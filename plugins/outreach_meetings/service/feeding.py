"""What a calendar holds: the meetings of a group or of one of us, the days matters are due, and tasks."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from attrs import evolve

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service as contacts
from outreach_crm.model import CalendarEvent, Due, Ref
from outreach_meetings import ical
from outreach_meetings.model.calendar import Event, Todo
from outreach_meetings.model.feeds import Span, Whose
from outreach_meetings.model.series import Meeting, Series, Sitting
from outreach_meetings.queries import feeds as queries
from outreach_meetings.queries import series as of_series
from outreach_meetings.service import naming

_SERIES, _SITTINGS = "meeting_series", "meeting_sittings"
_DAY = timedelta(days=1)
_LEFT_OUT = "…"


def events(app: App, whose: Whose, span: Span) -> list[Event | Todo]:
    """Return what stands in the calendar of a group, or of one of us.

    A group's holds its meetings and what is due of its own matters; that of one of us holds the meetings of the groups
    they look after or are in, their tasks, and the days that concern the whole office. What concerns somebody of a
    circle stands in none, whoever asks, for a calendar is read by programs of others; for the same reason a group's
    names no contacts but its members.

    Args:
        app: the App.
        whose: the group or the account.
        span: the days; a series stands in it whole once one of its meetings is on one of them.
    """
    groups = {whose.group_id} if whose.group_id else _groups(app, whose.account_id or 0)
    groups = {one for one in groups if one} - queries.restricted(app.store, [one for one in groups if one])
    return [*_meetings(app, groups, span), *_due(app, whose, span)]


def _groups(app: App, account_id: int) -> set[int]:
    email = accounts.of_number(app, account_id).email
    return queries.groups(app.store, account_id, contacts.address_key(app, email) if email else "")


def _meetings(app: App, groups: set[int], span: Span) -> Iterator[Event]:
    only = next(iter(groups)) if len(groups) == 1 else None
    there = [one for one in of_series.between(app.store, span.first, span.last, only) if one.group_id in groups]
    overlays = of_series.sittings(app.store, there)
    refs = [Ref(_SERIES, one.id) for one in there]
    refs += [Ref(_SITTINGS, one.id) for each in overlays.values() for one in each.values()]
    stamps = changes.touched(app, refs)
    for of in there:
        if not of.called_off_on:
            yield from _of_series(app, of, overlays[of.id], span, stamps)


def _of_series(
    app: App, of: Series, overlays: Mapping[datetime, Sitting], span: Span, stamps: Mapping[Ref, datetime]
) -> Iterator[Event]:
    """Yield a series with those of its meetings that differ, or a single meeting as it now is."""
    stamp = max(stamps[Ref(_SERIES, of.id)], *(stamps[Ref(_SITTINGS, one.id)] for one in overlays.values()), _NEVER)
    differing = [Meeting(series=of, original=at, sitting=one) for at, one in overlays.items()]
    differing = [one for one in differing if _differs(one)]
    if not of.rule:
        meeting = Meeting(series=of, original=of.starts, sitting=overlays.get(of.starts))
        if not meeting.called_off and span.first <= meeting.starts.date() <= span.last:
            yield _event(app, meeting, stamp)
        return
    falls = next(ical.occurrences(of.starts, of.rule, first=span.first, last=span.last), None)
    moved = [one for one in differing if span.first <= one.starts.date() <= span.last]
    if falls is None and not moved:
        return
    off = tuple(at for at, one in overlays.items() if one.called_off_on)
    first = Meeting(series=of, original=ical.begins(of.starts, of.rule))
    yield _event(app, first, stamp, rule=of.rule, exceptions=off)
    for one in differing:
        yield _event(app, one, stamp, recurrence_id=one.original)


_TOLD = ("starts", "minutes", "place", "link", "title", "note")
"""What a calendar tells of a meeting."""
_NEVER = datetime.min.replace(tzinfo=UTC)


def _differs(one: Meeting) -> bool:
    """Return whether a meeting is otherwise than its series has it: one that was held may have the same of its own."""
    alike = Meeting(series=one.series, original=one.original)
    return not one.called_off and any(getattr(one, key) != getattr(alike, key) for key in _TOLD)


def _event(
    app: App,
    meeting: Meeting,
    stamp: datetime,
    *,
    rule: str = "",
    exceptions: tuple[datetime, ...] = (),
    recurrence_id: datetime | None = None,
) -> Event:
    page = naming.page_of_meeting(app, meeting)
    entry = naming.entry(meeting, stamp, meeting.note, meeting.link if meeting.place else "", page)
    return evolve(entry, url=page, rule=rule, exceptions=exceptions, recurrence_id=recurrence_id)


def _due(app: App, whose: Whose, span: Span) -> Iterator[Event | Todo]:
    """Yield what is due, tasks as tasks, anything else as a day that takes nobody's time; each once."""
    taken = queries.taken_on(app.store, whose.group_id) if whose.group_id else frozenset()
    there = app.plugins.calendar_events(app, span.first, span.last)
    found = [one for one in there if _is_theirs(one, whose) or (one.ref.kind == "tasks" and one.ref.id in taken)]
    hidden = queries.restricted(app.store, {number for one in found for number in one.contact_ids})
    found = [one for one in found if hidden.isdisjoint(one.contact_ids)]
    stamps = changes.touched(app, [one.ref for one in found])
    pages = naming.pages_of_records(app)
    foreign = _foreign(app, whose.group_id, found) if whose.group_id else {}
    seen: set[str] = set()
    for one in sorted(found, key=lambda one: (one.on, one.ref.kind, one.ref.id, one.part)):
        uid = naming.uid_of_ref(app, one.ref, one.part)
        if uid in seen:
            continue
        seen.add(uid)
        names = [foreign[key] for key in one.contact_ids if key in foreign]
        common: dict[str, Any] = {"uid": uid, "summary": _without(one.title, names), "url": _page(pages, one.ref)}
        stamp = stamps.get(one.ref) or datetime.combine(one.on, time(), UTC)
        if one.kind is Due.TASK:
            owner = accounts.name_of(app, one.owner_id) if one.owner_id else ""
            yield Todo(stamp=stamp, due=one.on, done_on=one.done_on, owner=owner, description=common["url"], **common)
        else:
            ends = one.on + _DAY
            yield Event(stamp=stamp, starts=one.on, ends=ends, free=True, description=common["url"], **common)


def _page(pages: Mapping[str, str], ref: Ref) -> str:
    return pages.get(ref.kind, "").replace("{id}", str(ref.id))


def _is_theirs(one: CalendarEvent, whose: Whose) -> bool:
    if whose.group_id:
        return whose.group_id in one.contact_ids
    mine = one.owner_id == whose.account_id
    return mine or (one.office and one.kind is Due.DEADLINE)


def _foreign(app: App, group_id: int, found: list[CalendarEvent]) -> dict[int, str]:
    """Return the names of those the calendar of a group does not name: neither it nor its members."""
    known = {group_id, *queries.members(app.store, group_id)}
    return queries.names(app.store, sorted({number for one in found for number in one.contact_ids} - known))


def _without(title: str, names: list[str]) -> str:
    for name in names:
        title = str(title).replace(name, _LEFT_OUT)
    return title
