"""Finds meetings: those of a span of days, the next of a group, or the one somebody means."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.groups import service as groups
from outreach_crm.model import Hit
from outreach_crm.text import say, words_in_order
from outreach_meetings import ical
from outreach_meetings.model.series import KEY, Meeting, Series, Sitting
from outreach_meetings.model.times import read_day_or_start
from outreach_meetings.queries import series as queries

_LOOKED_AT = timedelta(days=800)
"""So far ahead and back the next meeting and the last one are looked for."""
_HITS = 10


def series(app: App, series_id: int) -> Series:
    """Return a series.

    Raises:
        NotFoundError: there is none of that number, or it is of a group the actor may not see.
    """
    found = queries.some(app.store, [series_id])
    if not found:
        raise NotFoundError(
            say("There is no meeting {series_id}; outreach meetings list shows them.", series_id=series_id)
        )
    return found[0]


def meeting(app: App, series_id: int, key: str) -> Meeting:
    """Return the meeting of a series that is known by a key, which is its original start: ``20260402T1930``.

    Raises:
        NotFoundError: there is none.
    """
    return keyed(app, series(app, series_id), key)


def keyed(app: App, of: Series, key: str) -> Meeting:
    """Return the meeting of a series at hand that is known by a key; see :func:`meeting`."""
    try:
        original = datetime.strptime(key, KEY)
    except ValueError:
        raise NotFoundError(say("{key!r} names no meeting of {group}.", key=key, group=of.group)) from None
    for one in _of_series(of, queries.sittings(app.store, [of])[of.id], original.date(), original.date()):
        if one.original == original:
            return one
    raise NotFoundError(
        say(
            "{group} has no meeting {of!r} on {day} at {original}.",
            group=of.group,
            of=of.title,
            day=original.date(),
            original=f"{original:%H:%M}",
        )
    )


def of_sitting(app: App, sitting_id: int) -> Meeting:
    """Return the meeting that a row on what differs belongs to.

    Raises:
        NotFoundError: there is none, or the actor may not see its group.
    """
    found = queries.sitting(app.store, sitting_id)
    if found is None:
        raise NotFoundError(
            say("There is no meeting {sitting_id}; outreach meetings list shows them.", sitting_id=sitting_id)
        )
    return meeting(app, found.series_id, found.original.strftime(KEY))


def between(
    app: App, first: date, last: date, *, group_id: int | None = None, called_off: bool = True
) -> list[Meeting]:
    """Return the meetings that begin on days of a span, in the order in which they begin.

    Args:
        app: the App.
        first: the first day.
        last: the last day, which belongs to it.
        group_id: only those of this group, as a contact.
        called_off: also those that were called off.
    """
    found = _among(app, queries.between(app.store, first, last, group_id), first, last)
    return [one for one in found if called_off or not one.called_off]


def of_some(app: App, series_ids: Sequence[int], first: date, last: date) -> list[Meeting]:
    """Return the meetings of some series that begin on days of a span, as :func:`between` does."""
    return _among(app, queries.some(app.store, series_ids), first, last)


def near(app: App, of: Series) -> Meeting:
    """Return the meeting of a series that is next, or the last one it had, or its first, though called off."""
    today = app.clock.today()
    for first, last, which in ((today, today + _LOOKED_AT, 0), (today - _LOOKED_AT, today, -1)):
        if found := _among(app, [of], first, last):
            return found[which]
    return Meeting(series=of, original=of.starts)


def beside(app: App, meeting: Meeting) -> tuple[Meeting | None, Meeting | None]:
    """Return the meetings of the group before and after one, without those that were called off."""
    day = meeting.starts.date()
    found = between(app, day, day + _LOOKED_AT, group_id=meeting.group_id, called_off=False)
    after = next((one for one in found if one.begins > meeting.begins), None)
    return last_of(app, meeting.group_id, before=meeting), after


def next_of(app: App, group_id: int) -> Meeting | None:
    """Return the next meeting of a group that has not ended and was not called off; None where there is none."""
    today, now = app.clock.today(), app.clock.now()
    found = between(app, today - timedelta(days=1), today + _LOOKED_AT, group_id=group_id, called_off=False)
    return next((one for one in found if not one.is_over(now)), None)


def last_of(app: App, group_id: int, before: Meeting | None = None) -> Meeting | None:
    """Return the last meeting of a group that has begun and was not called off, or the last one before another."""
    limit = before.begins if before else app.clock.now()
    day = before.starts.date() if before else app.clock.today()
    found = between(app, day - _LOOKED_AT, day + timedelta(days=1), group_id=group_id, called_off=False)
    return next((one for one in reversed(found) if one.begins < limit), None)


def next_of_series(app: App, of: Series) -> Meeting | None:
    """Return the next meeting of a series that was not called off; None where there is none."""
    return next(iter(coming(app, of, 1)), None)


def coming(app: App, of: Series, most: int) -> list[Meeting]:
    """Return the next meetings of a series, so many at most, without those that were called off."""
    today, overlays = app.clock.today(), queries.sittings(app.store, [of])[of.id]
    found = (one for one in _of_series(of, overlays, today, today + _LOOKED_AT) if one.starts.date() >= today)
    return list(islice((one for one in found if not one.called_off), most))


def meant(app: App, group: str, on: str = "", *, past: bool = False) -> Meeting:
    """Return the meeting of a group that somebody means.

    Args:
        app: the App.
        group: the group, by number or name.
        on: its day, or day and time; else the next one, or with ``past`` the last one that has begun.
        past: whether it is about what was.

    Raises:
        NotFoundError: there is no such group, or no such meeting.
        InvalidInputError: it is no day, or two meetings begin on it.
    """
    group_id = groups.resolve(app, group).contact_id
    if not on.strip():
        return _usual(app, group_id, past=past)
    day, at = read_day_or_start(on, app.clock.today())
    return _of_day(app, group_id, day, at)


def hits(app: App, text: str) -> list[Hit]:
    """Return the meetings that a search finds by the beginning of a word, the next of each series."""
    prefix = max(words_in_order(text), key=len, default="")
    today = app.clock.today()
    found = []
    for of in queries.begun(app.store, prefix, _HITS) if prefix else ():
        overlays = queries.sittings(app.store, [of])[of.id]
        one = next(_of_series(of, overlays, today, today + _LOOKED_AT), None) or Meeting(series=of, original=of.starts)
        title = say("{title}, {group}", title=one.title, group=of.group)
        found.append(Hit(title=title, detail=one.when, path=one.path))
    return found


def _usual(app: App, group_id: int, *, past: bool) -> Meeting:
    coming = next_of(app, group_id)
    found = last_of(app, group_id) if past else coming
    # Before its first meeting, a group that meets this evening means that one.
    if past and found is None and coming is not None and coming.starts.date() <= app.clock.today():
        return coming
    if found is not None:
        return found
    name = groups.get(app, group_id).name
    if past and coming is not None:
        raise NotFoundError(
            say("{name} has not met yet; name the meeting you mean: --on {day}.", name=name, day=coming.starts.date())
        )
    raise NotFoundError(
        say('No meeting of {name} is planned: outreach meetings plan "{name}" "friday 19:30".', name=name)
    )


def _of_day(app: App, group_id: int, day: date, at: time | None) -> Meeting:
    found = between(app, day, day, group_id=group_id)
    if at is not None:
        # The time it has counts before the one it had: another meeting may have taken that.
        there = [one for one in found if one.starts.time() == at]
        found = there or [one for one in found if one.original.time() == at]
    held = [one for one in found if not one.called_off] or found
    if len(held) == 1:
        return held[0]
    name = groups.get(app, group_id).name
    if not held:
        raise NotFoundError(
            say(
                '{name} does not meet on {day}; outreach meetings list "{name}" shows when it does.', name=name, day=day
            )
        )
    times = ", ".join(f"{one.starts:%H:%M} ({one.title})" for one in held)
    example = f'--on "{held[0].starts:%Y-%m-%d %H:%M}"'
    raise InvalidInputError(
        say(
            "{name} meets {number} times on {day}: {times}. Add the time: {example}.",
            name=name,
            number=len(held),
            day=day,
            times=times,
            example=example,
        )
    )


def _among(app: App, there: Sequence[Series], first: date, last: date) -> list[Meeting]:
    overlays = queries.sittings(app.store, there)
    found = [
        one
        for of in there
        for one in _of_series(of, overlays[of.id], first, last)
        if first <= one.starts.date() <= last
    ]
    return sorted(found, key=lambda one: (one.begins, one.series.id))


def _of_series(of: Series, overlays: Mapping[datetime, Sitting], first: date, last: date) -> Iterator[Meeting]:
    """Yield the meetings of a series whose original start, or the one they were moved to, is in a span."""
    for original in sorted({*_originals(of, first, last), *_moved_here(overlays, first, last)}):
        yield Meeting(series=of, original=original, sitting=overlays.get(original))


def _originals(of: Series, first: date, last: date) -> Iterable[datetime]:
    if of.rule:
        return ical.occurrences(of.starts, of.rule, first=first, last=last)
    return (of.starts,) if first <= of.starts.date() <= last else ()


def _moved_here(overlays: Mapping[datetime, Sitting], first: date, last: date) -> Iterator[datetime]:
    """Yield those that were written down for themselves: a meeting that was held stays, whatever the rule is now."""
    for one in overlays.values():
        starts = datetime.fromisoformat(one.starts) if one.starts else one.original
        if first <= starts.date() <= last or first <= one.original.date() <= last:
            yield one.original
