"""Alarms: what goes wrong without an error, told before somebody complains."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from outreach_crm.app import App
from outreach_crm.model import Reminder, Step
from outreach_urgent_actions.queries import alarms as queries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outreach_urgent_actions.model.alarms import Alert

# Interests that today looks at: few, because it is asked often.
_TODAY = 50
# Days for which what was sent to few or late is told.
LATELY = timedelta(days=30)


def alarms(app: App, *, on: date | None = None, kind: str = "") -> list[Alert]:
    """Return all that should be looked into.

    Args:
        app: the App.
        on: as of which day; else today. Rates are those of whole months before it.
        kind: only one of ``KINDS``.
    """
    from outreach_crm.keywords import service as keywords
    from outreach_urgent_actions.service import delays, rates

    looks = {
        "fall": rates.falls,
        "keyword": rates.silent,
        "takeover": rates.taken_over,
        "few-takers": delays.few_takers,
        "late": delays.late,
        "untold": delays.untold,
    }
    on = on or app.clock.today()
    keywords.prepare(app)
    return [one for name, look in looks.items() if kind in {"", name} for one in look(app, on)]


def reminders(app: App, today: date) -> Iterator[Reminder]:
    """Yield the alarms of today; keywords that take over are only proposed, by ``ua alarms``."""
    for one in _of_today(app, today):
        yield Reminder(
            due_on=one.since,
            sentence=one.sentence,
            command=one.command,
            group="Alarms of Urgent Actions",
            ref=one.ref,
            summary="{n} alarms of Urgent Actions",
            step=_step(one),
            alarm=one.kind == "untold",
        )


def _step(one: Alert) -> Step:
    """Return where an alarm is settled on a page."""
    if one.ref and one.ref.kind == "ua_cases":
        return Step(label="Tell them", path=f"/urgent-actions/cases/{one.ref.id}/stop")
    if one.ref and one.kind == "late":
        return Step(label="Preview and send", path=f"/urgent-actions/issues/{one.ref.id}/preview")
    if one.ref:
        return Step(label="See who got it", path=f"/urgent-actions/issues/{one.ref.id}/preview")
    return Step(label="Look at it", path="/urgent-actions/alarms")


def _of_today(app: App, today: date) -> Iterator[Alert]:
    """Yield alarms; what looks for them is loaded only where there is something to look at."""
    if queries.lately(app.store, (today - LATELY).isoformat()):
        from outreach_urgent_actions.service import delays

        yield from (*delays.untold(app, today), *delays.few_takers(app, today), *delays.late(app, today))
    if queries.signed(app.store, 1):
        from outreach_urgent_actions.service import rates

        yield from (*rates.falls(app, today, limit=_TODAY), *rates.silent(app, today))
