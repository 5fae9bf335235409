"""What another program changed of an entry in a calendar: what of it is taken over, and what is put back and why."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.errors import OutreachError, sentence_of
from outreach_crm.tasks import service as tasks
from outreach_crm.text import Sentence, say
from outreach_meetings.model.calendar import Day
from outreach_meetings.model.drafts import MeetingEdit
from outreach_meetings.model.series import KEY, Series
from outreach_meetings.model.vdir import Said
from outreach_meetings.queries import series as queries
from outreach_meetings.service import altering, naming, occurring

_ENTRY = Said()


@frozen
class Wish:
    """What somebody wants altered: in a sentence, and what does it; nothing where it is not theirs to alter here."""

    sentence: Sentence
    act: Callable[[], object] | None = None


def wishes(
    app: App, uid: str, base: Mapping[Day | None, Said], theirs: Mapping[Day | None, Said], because: str
) -> Iterator[Wish]:
    """Yield what was altered of an entry, in the order in which it is to be taken over.

    Taken over is that a task is done or due on another day, and that a meeting begins or ends at another time or is
    elsewhere: one meeting, not all of a series, for which calendars have no way that those invited would understand.

    Args:
        app: the App.
        uid: the entry's.
        base: what we wrote.
        theirs: what stands there.
        because: why, as it stands in the journal.
    """
    ref = naming.ref_of(app, uid)
    series = queries.by_uid(app.store, uid)
    if ref is not None and ref.kind == "tasks":
        yield from _of_task(app, ref.id, base.get(None, _ENTRY), theirs.get(None, _ENTRY), because)
    elif series is not None:
        yield from _of_series(app, series, base, theirs, because)
    else:
        yield Wish(say("It is a day of the office, which the office moves."))


def _of_task(app: App, task_id: int, base: Said, theirs: Said, because: str) -> Iterator[Wish]:
    altered = base.differing(theirs)
    if "due" in altered and theirs.due:
        day = theirs.due
        yield Wish(say("Due on {day} now.", day=day), lambda: tasks.put_off(app, task_id, day))
    elif "due" in altered:
        yield Wish(say("It lost its day; a task in a calendar has one."))
    if "done" in altered and theirs.done:
        yield Wish(say("Done."), lambda: tasks.finish(app, task_id, because=because))
    elif "done" in altered:
        yield Wish(say("It was opened anew; in the office, undo that it was done."))
    if altered & {"summary", "description"}:
        yield Wish(say("It has other words, which the office gives a task."))


def _of_series(
    app: App, of: Series, base: Mapping[Day | None, Said], theirs: Mapping[Day | None, Said], because: str
) -> Iterator[Wish]:
    whole, now = base.get(None, _ENTRY), theirs.get(None)
    if now is None:
        yield Wish(say("The series itself is missing in the file."))
    elif of.rule:
        yield from _of_all(app, of, whole, now, because)
    else:
        yield from _of_one(app, of, of.starts, whole, now, because)
    for at in sorted({*base, *theirs} - {None}, key=str):
        if at not in theirs:
            yield Wish(say("The meeting of {day} is as the others again; in the office, move it back.", day=_day(at)))
        elif not isinstance(at, datetime):
            yield Wish(say("It names a meeting by a day, where ours have a time."))
        else:
            original = _local(at, of.zone)
            yield from _of_one(app, of, original, base.get(at) or whole.moved_to(at), theirs[at], because)


def _of_all(app: App, of: Series, base: Said, theirs: Said, because: str) -> Iterator[Wish]:
    altered = base.differing(theirs)
    if "place" in altered:
        edit = MeetingEdit(fields={"place": theirs.place})
        yield Wish(
            say("All meetings are here now: {place}.", place=theirs.place or say("nowhere said")),
            lambda: altering.alter_all(app, of.id, edit, because=because),
        )
    if altered & {"start", "end", "rule"}:
        yield Wish(say("All meetings were moved; in the office, move them from one meeting on."))
    if "exceptions" in altered:
        yield Wish(say("Meetings were taken out of the series; in the office, call them off, so that all hear of it."))
    yield from _others(altered)


def _of_one(app: App, of: Series, original: datetime, base: Said, theirs: Said, because: str) -> Iterator[Wish]:
    altered = base.differing(theirs)
    times = _times(theirs, of.zone)
    if altered & {"start", "end"} and not times:
        yield Wish(say("It is a whole day now; a meeting begins and ends at a time."))
    fields = {
        **(times if altered & {"start", "end"} else {}),
        **({"place": theirs.place} if "place" in altered else {}),
    }
    if fields:
        when = fields.get("starts", f"{original:%Y-%m-%d %H:%M}")
        sentence = say(
            "The meeting of {day} is now: {when}, {place}.", day=original.date(), when=when, place=theirs.place
        )

        def act() -> object:
            meeting = occurring.meeting(app, of.id, original.strftime(KEY))
            return altering.alter(app, meeting, MeetingEdit(fields=fields), because=because)

        yield Wish(sentence, act)
    if altered & {"rule", "exceptions"}:
        yield Wish(say("It is to be repeated; in the office, plan a series."))
    yield from _others(altered)


def _others(altered: frozenset[str]) -> Iterator[Wish]:
    if "off" in altered:
        yield Wish(say("It was called off; in the office, call it off, so that all hear of it."))
    if altered & {"summary", "description"}:
        yield Wish(say("It has other words, which the office gives a meeting."))


def _times(theirs: Said, zone: str) -> dict[str, str]:
    """Return when a meeting begins and how long it lasts, as people write it; nothing of what has no time."""
    if not (isinstance(theirs.start, datetime) and isinstance(theirs.end, datetime)):
        return {}
    minutes = int((theirs.end - theirs.start).total_seconds()) // 60
    return {"starts": f"{_local(theirs.start, zone):%Y-%m-%d %H:%M}", "minutes": str(minutes)}


def _local(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def _day(at: Day | None) -> date:
    return at.astimezone(UTC).date() if isinstance(at, datetime) else at or date.min


def granted(wish: Wish) -> Sentence | None:
    """Do what somebody wants, and return why not where it cannot be done; None where it was."""
    if wish.act is None:
        return wish.sentence
    try:
        wish.act()
    except OutreachError as error:
        return say("{what} It was not taken over: {why}", what=wish.sentence, why=sentence_of(error))
    return None
