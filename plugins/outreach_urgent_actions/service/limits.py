"""Limits where attention is scarce: an issue goes to as many as it needs, and leaves the others for the next ones."""

from calendar import monthrange
from datetime import date
from math import ceil
from typing import Any

from outreach_crm.app import App
from outreach_urgent_actions.model import (
    GENERAL,
    STATED,
    Candidate,
    UrgentActionSettings,
    best,
    first_of_month,
    sends_needed,
    share,
)
from outreach_urgent_actions.queries import pacing as queries

_A_YEAR = 12
# Months from which is told what still will come, and who was served longest ago.
_LATELY = 3


def look_back(app: App) -> int:
    """Return over how many months one has to know who received what; at least this one."""
    return _LATELY if app.settings.of("urgent_actions", UrgentActionSettings).appeals_wanted else 1


def pace(app: App, received: str, *, on: date, since: date, issue_id: int, due: bool, wants: str) -> None:
    """Keep back those whose limit other issues of the month need more; where no target is set, nobody (formula F16).

    Whoever set no limit asked for all and gets it; they count towards what the issue needs.

    Args:
        app: the App, with a match under way on its store.
        received: the relation of who received what.
        on: the day of the match.
        since: from which day on the relation holds what was received.
        issue_id: which issue.
        due: whether more was promised to anybody.
        wants: of which sign-ups.
    """
    settings = app.settings.of("urgent_actions", UrgentActionSettings)
    if not settings.appeals_wanted:
        return
    store = app.store
    of: dict[str, Any] = {"on": on.isoformat(), "wants": wants, "due": due}
    needed = sends_needed(settings.appeals_wanted, settings.answering)
    to_come, rest = _still_to_come(app, on)
    left = queries.left_this_month(store, on.replace(day=1), on=of["on"], wants=wants)
    rows = queries.candidates(
        store, received, since=since.isoformat(), issue_id=issue_id, month=on.year * 12 + on.month, **of
    )
    wanted = ceil(needed * share(left, needed, to_come)) - queries.got_it(store) - queries.without_limit(store, **of)
    months = (on.year - since.year) * 12 + on.month - since.month + 1
    asked = set(best((_candidate(row, rest / months) for row in rows), wanted))
    queries.keep_back(store, (row for row in rows if row["id"] not in asked))


def _still_to_come(app: App, on: date) -> tuple[float, float]:
    """Return how many first issues this month still brings, this one among them, and how much of it is to come."""
    rest = 1 - (on.day - 1) / monthrange(on.year, on.month)[1]
    a_month = queries.first_issues(app.store, first_of_month(on, _A_YEAR), on) / _A_YEAR
    return max(1.0, a_month * rest), rest


def _candidate(row: dict[str, Any], months: float) -> Candidate:
    """Return somebody as the rule sees them; what fitted them lately tells what still will."""
    return Candidate(
        id=row["id"],
        affinity=STATED if row["facets"] else GENERAL,
        left=row["at_most"] - row["counted"],
        expected=(row["received"] + row["held"]) * months,
        served=row["served"],
        last_on=row["last_on"],
        facets=row["facets"],
    )
