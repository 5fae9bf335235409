"""Trying before signing up: what an interest would have brought over the last years of the log."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from outreach_crm.app import App
from outreach_crm.errors import NotFoundError
from outreach_crm.keywords import service as keywords
from outreach_crm.text import say
from outreach_urgent_actions.model import SECTOR, Brought, Interest, Rate, Trial, first_of_month
from outreach_urgent_actions.queries import trying as queries
from outreach_urgent_actions.service import interests


def try_out(app: App, interest: Interest, *, years: int = 5, at_most: Rate | None = None) -> Trial:
    """Return how many first issues a month an interest would have brought, and which.

    Args:
        app: the App.
        interest: what somebody would sign up for.
        years: how many of the last years of the log, at most those there are.
        at_most: a limit, to see how many it would let through.

    Raises:
        NotFoundError: there is no first issue with a date to try it on.
    """
    keywords.prepare(app)
    last, first = queries.last_day(app.store), queries.first_day(app.store)
    if last is None or first is None:
        raise NotFoundError(say("There is no Urgent Action to try it on yet; outreach ua import brings in a log."))
    until = date.fromisoformat(last)
    since = max(first_of_month(until, 12 * years), date.fromisoformat(first).replace(day=1))
    months = (until.year - since.year) * 12 + until.month - since.month + 1
    issues = [Brought(**row) for row in queries.first_issues(app.store, since.isoformat(), last)]
    found = _met(app, interest, issues)
    years_met = Counter(one.issued_on[:4] for one in found)
    return Trial(
        interest=interests.tell(app, {0: interest})[0],
        since=since.isoformat(),
        until=last,
        months=months,
        a_month=round(len(found) / months, 2),
        within=_within((date.fromisoformat(one.issued_on) for one in found), at_most),
        by_year={str(year): years_met[str(year)] for year in range(since.year, until.year + 1)},
        issues=found,
        wider={} if found else {label: len(_met(app, one, issues)) for label, one in _wider(app, interest)},
    )


def _met(app: App, interest: Interest, issues: Iterable[Brought]) -> tuple[Brought, ...]:
    """Return those of some issues that an interest meets."""
    barred = queries.with_any(app.store, interest.excluded)
    clauses = [[queries.with_any(app.store, ids) for ids in one.values()] for one in interest.clauses]
    met = set().union(*(set.intersection(*facets) for facets in clauses))
    return tuple(one for one in issues if one.issue_id not in barred and (not clauses or one.issue_id in met))


def _wider(app: App, interest: Interest) -> Iterator[tuple[str, Interest]]:
    """Yield interests with one keyword made more general, each with its label."""
    for clause in interest.clauses:
        others = [one for one in interest.clauses if one is not clause]
        for facet, ids in clause.items():
            for keyword in keywords.some(app, ids if not facet.startswith(SECTOR) else ()):
                for broader in keywords.show(app, str(keyword.address)).broader:
                    general = {**clause, facet: ids - {keyword.id} | {broader.id}}
                    yield broader.label, Interest(clauses=[*others, general], excluded=interest.excluded)


def _within(days: Iterable[date], at_most: Rate | None) -> int:
    """Return how many of some days, in order, a limit lets through."""
    taken: list[date] = []
    for day in days:
        if at_most is None or sum(one >= first_of_month(day, at_most.months) for one in taken) < at_most.issues:
            taken.append(day)
    return len(taken)
