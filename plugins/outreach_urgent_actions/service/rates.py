"""Matches and keywords that fall silent, and keywords that take over: each held against its own history."""

from collections.abc import Iterator, Mapping
from datetime import date

from outreach_crm.app import App
from outreach_crm.keywords import service as keywords
from outreach_crm.text import both, say
from outreach_urgent_actions.model.alarms import HISTORY, WINDOWS, Alert, Fall, History
from outreach_urgent_actions.model.sign_ups import first_of_month
from outreach_urgent_actions.queries import alarms as queries

_MONTHS = HISTORY + WINDOWS[-1]
# Interests looked at: those that most people share.
_ALL = 2_000


def falls(app: App, on: date, *, limit: int = _ALL) -> list[Alert]:
    """Return what people are signed up for and what meets far less than it did."""
    signed = {row["interest_id"]: row for row in queries.signed(app.store, limit)}
    since, until = _time(on)
    fallen = [*_fallen(app, queries.met(app.store, signed, since, until), on)] if signed else []
    if not fallen:
        return []
    from outreach_urgent_actions.service import interests

    told = interests.tell(app, interests.load(app, (one for one, _ in fallen)))
    found = []
    for one, fall in fallen:
        n, name = signed[one]["n"], signed[one]["one"]
        who = name if n == 1 else say("{n} sign-ups, such as that of {name}", n=n, name=name)
        found.append(_of_rate("fall", say("{what} ({who})", what=told[one], who=who), fall, on))
    return found


def silent(app: App, on: date) -> list[Alert]:
    """Return the keywords that came far less than they did, of those somebody gets as like a sector."""
    watched: dict[int, list[str]] = {}
    for row in queries.watched(app.store):
        watched.setdefault(row["keyword_id"], []).append(row["sector"])
    since, until = _time(on)
    fallen = [*_fallen(app, queries.with_keyword(app.store, watched, since, until), on)] if watched else []
    if not fallen:
        return []
    labels = {one.id: one.label for one in keywords.some(app, {one for one, _ in fallen})}
    return [
        _of_rate("keyword", say("{what}, watched by {who}", what=labels[one], who=both(watched[one])), fall, on)
        for one, fall in fallen
    ]


def taken_over(app: App, on: date) -> list[Alert]:
    """Return the keywords that others take over from, as they are issued."""
    from outreach_urgent_actions.service.takeovers import takeovers

    since, until = _time(on)
    found = []
    for one in takeovers(queries.written(app.store, since, until), _months(on)):
        sentence = say(
            "{new!r} takes over from {old!r}: {new_now} and {old_now} in the last two years, {new_then} and {old_then}"
            " in the four before; {way_on}",
            new=one.new,
            old=one.old,
            new_now=one.lately[1],
            old_now=one.lately[0],
            new_then=one.before[1],
            old_then=one.before[0],
            way_on=say("both mean the same keyword already")
            if one.known
            else say("if it means the same, make it a synonym"),
        )
        found.append(Alert(kind="takeover", since=on, sentence=sentence, command=f"outreach keywords find {one.new!r}"))
    return found


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
    sentence = say("{what}: {fall}", what=what, fall=fall.told)
    return Alert(kind=kind, since=since, sentence=sentence, command=f"outreach ua alarms --kind {kind}")
