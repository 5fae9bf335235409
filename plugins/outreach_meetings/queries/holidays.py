"""The SQL of public holidays."""

from datetime import date

from outreach_crm.storage import Store

_BETWEEN = "select day, name from meeting_holidays where day >= :first and day <= :last order by day, name"
_KNOWN = "select day, name from meeting_holidays"


def between(store: Store, first: date, last: date) -> list[tuple[date, str]]:
    """Return the holidays on days of a span (both included), in order."""
    rows = store.rows(_BETWEEN, first=first.isoformat(), last=last.isoformat())
    return [(date.fromisoformat(row["day"]), row["name"]) for row in rows]


def known(store: Store) -> set[tuple[date, str]]:
    """Return all holidays there are, as day and name."""
    return {(date.fromisoformat(row["day"]), row["name"]) for row in store.rows(_KNOWN)}
