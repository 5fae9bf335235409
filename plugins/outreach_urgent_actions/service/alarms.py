"""Alarms: what goes wrong without an error, told before somebody complains."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from outreach_crm.app import App
from outreach_crm.keywords import service as keywords
from outreach_crm.model import Reminder
from outreach_urgent_actions.model.alarms import Alert
from outreach_urgent_actions.queries import alarms as queries
from outreach_urgent_actions.service import delays, rates

# Interests that today looks at: few, because it is asked often.
_TODAY = 50
_GROUP = "Urgent Actions: alarms"
_LOOKS: Mapping[str, Callable[[App, date], list[Alert]]] = {
    "fall": rates.falls,
    "keyword": rates.silent,
    "takeover": rates.taken_over,
    "few-takers": delays.few_takers,
    "late": delays.late,
    "untold": delays.untold,
}


def alarms(app: App, *, on: date | None = None, kind: str = "") -> list[Alert]:
    """Return all that should be looked into.

    Args:
        app: the App.
        on: as of which day; else today. Rates are those of whole months before it.
        kind: only one of ``KINDS``.
    """
    on = on or app.clock.today()
    keywords.prepare(app)
    return [one for name, look in _LOOKS.items() if kind in {"", name} for one in look(app, on)]


def reminders(app: App, today: date) -> Iterator[Reminder]:
    """Yield the alarms of today; keywords that take over are only proposed, by ``ua alarms``."""
    found = [*delays.untold(app, today), *delays.few_takers(app, today), *delays.late(app, today)]
    if queries.signed(app.store, 1):
        found += [*rates.falls(app, today, limit=_TODAY), *rates.silent(app, today)]
    for one in found:
        yield Reminder(
            due_on=one.since,
            sentence=one.sentence,
            command=one.command,
            group=_GROUP,
            ref=one.ref,
            summary="{n} alarms of Urgent Actions: outreach ua alarms",
        )
