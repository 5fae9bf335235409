"""Shows a keyword with what surrounds it, and expands it to what is more specific."""

from outreach_crm.app import App
from outreach_crm.keywords import queries
from outreach_crm.keywords.expansion import ClosureRow, path
from outreach_crm.keywords.model import Expansion, KeywordDetail
from outreach_crm.keywords.service.finding import resolve, some


def show(app: App, text: str) -> KeywordDetail:
    """Return a keyword with all its names and its neighbours.

    Raises:
        NotFoundError: there is none of that name.
        ConflictError: there are several.
    """
    keyword = resolve(app, text)
    broader, narrower, related = (tuple(some(app, ids)) for ids in queries.neighbours(app.store, keyword.id))
    labels = tuple(queries.labels(app.store, [keyword.id])[keyword.id])
    return KeywordDetail(keyword=keyword, labels=labels, broader=broader, narrower=narrower, related=related)


def expand(app: App, text: str) -> list[Expansion]:
    """Return a keyword and all more specific ones, nearest first, each with the way that leads to it (formula F19).

    Raises:
        NotFoundError: there is none of that name.
        ConflictError: there are several.
    """
    keyword = resolve(app, text)
    rows = {row.specific: row for row in queries.below(app.store, keyword.id)}
    found = {one.id: one for one in some(app, rows)}

    def step_down(row: ClosureRow[int]) -> tuple[int, str, int]:
        return row.depth, found[row.specific].label, row.specific

    return [
        Expansion(
            keyword=found[row.specific],
            depth=row.depth,
            path=tuple(found[one].label for one in path(rows, row.specific)),
        )
        for row in sorted(rows.values(), key=step_down)
    ]
