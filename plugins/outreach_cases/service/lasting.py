"""Tells how long cases stay open, and how they end."""

from collections import Counter
from datetime import date

from outreach_cases.formulas.survival import Incidence, Spell, incidence, median_of_closed, spells, survival
from outreach_cases.model.closures import Closed, Closures
from outreach_cases.model.levels import Reason
from outreach_cases.service.gathering import Book, book
from outreach_crm.app import App


def closures(app: App, on: date | None = None) -> Closures:
    """Return how long cases stay open from when they are first active, and how they end, seen from a day.

    Args:
        app: the App.
        on: the day; None: today.
    """
    return ended(book(app, on or app.clock.today()))


def ended(found: Book) -> Closures:
    """Return the same of what was read."""
    known = [*spells(found.rows, found.on).values()]
    line, shares = survival(known), incidence(known)
    return Closures(
        on=found.on,
        cases=len(known),
        open=sum(one.reason is None for one in known),
        lower_quartile=line.lower_quartile,
        median=line.median,
        upper_quartile=line.upper_quartile,
        median_of_closed=median_of_closed(known),
        reasons=tuple(_reasons(known, shares)),
        survival=line,
        incidence=shares,
    )


def _reasons(known: list[Spell], shares: Incidence) -> list[Closed]:
    counts = Counter(one.reason for one in known if one.reason is not None)
    return [
        Closed(reason=Reason(text), cases=many, resolved=Reason(text).resolved, share=shares.closed[text][-1])
        for text, many in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
