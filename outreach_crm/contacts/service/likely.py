"""Pairs of contacts that are probably one, as they were last looked for: found by a job, gone through one by one."""

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.clock import timestamp
from outreach_crm.contacts.model import Found
from outreach_crm.contacts.queries import duplicates as queries
from outreach_crm.contacts.service.duplicates import find_duplicates
from outreach_crm.contacts.service.finding import some
from outreach_crm.jobs.model import Progress, Result
from outreach_crm.text import count, figure


@frozen(kw_only=True)
class LikelyPair:
    """Two contacts that are probably one, and how probably (0 to 1) they were when they were looked for."""

    score: float
    one: Found
    other: Found


def take(app: App, progress: Progress) -> Result:
    """Look for pairs, as a job, and remember those of contacts that the actor may see."""
    found = find_duplicates(app, progress=progress)
    with app.store.write():
        rows = [{"one_id": pair.one.id, "other_id": pair.other.id, "score": pair.score} for pair in found]
        queries.remember_pairs(app.store, rows, timestamp(app.clock.now()))
    told = count(
        len(found),
        "{n} pair may be in the book twice.",
        "{shown} pairs may be in the book twice.",
        shown=figure(len(found)),
    )
    return Result(sentence=told, path="/duplicates")


def looked_at(app: App) -> str:
    """Return when pairs were last looked for (ISO 8601 in UTC); empty where nobody did."""
    return queries.looked_at(app.store)


def pairs(app: App, *, behind: tuple[int, int] | None = None, limit: int = 50) -> list[LikelyPair]:
    """Return the remembered pairs, the most probable first; those made one, told apart or thrown away since are not.

    Args:
        app: the App.
        behind: only those behind this pair of numbers; from the first on where it is not among them.
        limit: how many at most.
    """
    rows = queries.remembered(app.store, behind, limit)
    there = {one.id: one for one in some(app, sorted({row[key] for row in rows for key in ("one_id", "other_id")}))}
    return [LikelyPair(score=row["score"], one=there[row["one_id"]], other=there[row["other_id"]]) for row in rows]
