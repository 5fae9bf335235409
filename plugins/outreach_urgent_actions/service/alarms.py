"""Alarms: what goes wrong without an error, told before somebody complains."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta

from outreach_crm.app import App
from outreach_crm.keywords import service as keywords
from outreach_crm.model import Ref, Reminder
from outreach_crm.sectors import service as sectors
from outreach_urgent_actions.model import UrgentActionSettings
from outreach_urgent_actions.model.alarms import HISTORY, WINDOWS, Alert, Fall, History
from outreach_urgent_actions.model.sign_ups import first_of_month
from outreach_urgent_actions.queries import alarms as queries
from outreach_urgent_actions.service import interests
from outreach_urgent_actions.service.takeovers import takeovers

_MONTHS = HISTORY + WINDOWS[-1]
# Interests looked at: those that most people share; today asks for few, because it is asked often.
_ALL, _TODAY = 2_000, 50
# Days for which what was sent to few or late is told.
_LATELY = timedelta(days=30)
_GROUP = "Urgent Actions: alarms"
_HOUR = 3600


def alarms(app: App, *, on: date | None = None, kind: str = "") -> list[Alert]:
    """Return all that should be looked into.

    Args:
        app: the App.
        on: as of which day; else today. Rates are those of whole months before it.
        kind: only one of ``KINDS``.
    """
    on = on or app.clock.today()
    return [one for name, look in _LOOKS.items() if kind in {"", name} for one in look(app, on)]


def reminders(app: App, today: date) -> Iterator[Reminder]:
    """Yield the alarms of today; keywords that take over are only proposed, by ``ua alarms``."""
    for one in (*falls(app, today, limit=_TODAY), *silent(app, today), *few_takers(app, today), *late(app, today)):
        yield Reminder(
            due_on=one.since,
            sentence=one.sentence,
            command=one.command,
            group=_GROUP,
            ref=one.ref,
            summary="{n} alarms of Urgent Actions: outreach ua alarms",
        )


def falls(app: App, on: date, *, limit: int = _ALL) -> list[Alert]:
    """Return what people are signed up for and what meets far less than it did."""
    signed = {row["interest_id"]: row for row in queries.signed(app.store, limit)}
    since, until = _time(on)
    fallen = [*_fallen(app, queries.met(app.store, signed, since, until), on)] if signed else []
    told = interests.tell(app, interests.load(app, (one for one, _ in fallen)))
    found = []
    for one, fall in fallen:
        n, name = signed[one]["n"], signed[one]["one"]
        who = name if n == 1 else f"{n} sign-ups, such as that of {name}"
        found.append(_of_rate("fall", f"{told[one]} ({who})", fall, on))
    return found


def silent(app: App, on: date) -> list[Alert]:
    """Return the keywords of sectors with sign-ups that came far less than they did."""
    watched: dict[int, list[str]] = {}
    for key in queries.sectors(app.store):
        for name in sectors.get(app, key).keywords:
            watched.setdefault(keywords.resolve(app, name).id, []).append(key)
    since, until = _time(on)
    fallen = [*_fallen(app, queries.with_keyword(app.store, watched, since, until), on)] if watched else []
    labels = {one.id: one.label for one in keywords.some(app, {one for one, _ in fallen})}
    return [
        _of_rate("keyword", f"{labels[one]}, watched by {' and '.join(watched[one])}", fall, on) for one, fall in fallen
    ]


def taken_over(app: App, on: date) -> list[Alert]:
    """Return the keywords that others take over from, as they are issued."""
    since, until = _time(on)
    found = []
    for one in takeovers(queries.written(app.store, since, until), _months(on)):
        next_step = "both mean the same keyword already" if one.known else "if it means the same, make it a synonym"
        sentence = (
            f"{one.new!r} takes over from {one.old!r}: {one.lately[1]} and {one.lately[0]} in the last two years,"
            f" {one.before[1]} and {one.before[0]} in the four before; {next_step}"
        )
        found.append(Alert(kind="takeover", since=on, sentence=sentence, command=f"outreach keywords find {one.new!r}"))
    return found


def few_takers(app: App, on: date) -> list[Alert]:
    """Return the issues lately sent to fewer than the setting ``few_takers`` says."""
    few = _settings(app).few_takers
    rows = queries.few(app.store, (on - _LATELY).isoformat(), (on + timedelta(days=1)).isoformat(), few)
    return [
        Alert(
            kind="few-takers",
            since=date.fromisoformat(row["on_day"]),
            sentence=f"{row['subject'][:60]} went to {row['n']} only",
            command=f"outreach ua preview {row['id']}",
            ref=Ref("ua_issues", row["id"]),
        )
        for row in rows
    ]


def late(app: App, on: date) -> list[Alert]:
    """Return the issues that left, or have not left, later than the setting ``hours_to_send`` after they came."""
    longest = _settings(app).hours_to_send
    now = min(app.clock.now(), datetime.fromisoformat(f"{on + timedelta(days=1)}T00:00:00+00:00"))
    found = []
    for row in queries.times(app.store, (on - _LATELY).isoformat(), (on + timedelta(days=1)).isoformat()):
        taken = hours(row["received_at"], row["first_at"] or now.isoformat())
        expired = row["first_at"] is None and row["deadline_on"] and row["deadline_on"] < on.isoformat()
        if taken is None or taken <= longest or expired:
            continue
        said = "left" if row["first_at"] else "has not left"
        found.append(
            Alert(
                kind="late",
                since=date.fromisoformat(row["received_at"][:10]),
                sentence=f"{row['subject'][:60]} {said} {taken:.0f} hours after it came",
                command=f"outreach ua {'show' if row['first_at'] else 'send'} {row['id']}",
                ref=Ref("ua_issues", row["id"]),
            )
        )
    return found


def hours(came_at: str | None, left_at: str | None) -> float | None:
    """Return the hours from one moment (ISO 8601, UTC) to another; None where one of them is unknown."""
    if not came_at or not left_at:
        return None
    return (datetime.fromisoformat(left_at) - datetime.fromisoformat(came_at)).total_seconds() / _HOUR


_LOOKS: Mapping[str, Callable[[App, date], list[Alert]]] = {
    "fall": falls,
    "keyword": silent,
    "takeover": taken_over,
    "few-takers": few_takers,
    "late": late,
}


def _fallen(app: App, met: Mapping[int, Mapping[str, int]], on: date) -> Iterator[tuple[int, Fall]]:
    """Yield what shows a fall at the end of the last whole month."""
    since, until = _time(on)
    first, months = queries.first_issues(app.store, since, until), _months(on)
    of = [first.get(month, 0) for month in months]
    for one, hits in met.items():
        fall = History([hits.get(month, 0) for month in months], of).fall(len(months) - 1)
        if fall:
            yield one, fall


def _time(on: date) -> tuple[str, str]:
    """Return the first day looked at and the one after the last: whole months."""
    return first_of_month(on, _MONTHS + 1).isoformat(), on.replace(day=1).isoformat()


def _months(on: date) -> list[str]:
    return [first_of_month(on, back).isoformat()[:7] for back in range(_MONTHS + 1, 1, -1)]


def _of_rate(kind: str, what: str, fall: Fall, on: date) -> Alert:
    since = first_of_month(on, fall.months + 1)
    return Alert(kind=kind, since=since, sentence=f"{what}: {fall}", command=f"outreach ua alarms --kind {kind}")


def _settings(app: App) -> UrgentActionSettings:
    return app.settings.of("urgent_actions", UrgentActionSettings)
