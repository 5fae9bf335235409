"""Shows a keyword with what surrounds it, and expands it to what is more specific."""

from outreach_crm.app import App
from outreach_crm.errors import NotFoundError
from outreach_crm.keywords import queries
from outreach_crm.keywords.expansion import ClosureRow, path
from outreach_crm.keywords.model import Expansion, Keyword, KeywordDetail
from outreach_crm.keywords.service.finding import resolve, some
from outreach_crm.keywords.service.preparing import prepare
from outreach_crm.text import say


def show(app: App, text: str) -> KeywordDetail:
    """Return a keyword with all its names and its neighbours.

    Raises:
        NotFoundError: there is none of that name.
        ConflictError: there are several.
    """
    return _whole(app, resolve(app, text))


def show_one(app: App, keyword_id: int) -> KeywordDetail:
    """Return a keyword by its number with all its names and its neighbours.

    Raises:
        NotFoundError: there is none of that number.
    """
    found = some(app, [keyword_id])
    if not found:
        raise NotFoundError(
            say("There is no keyword {keyword_id}; outreach keywords find WORDS looks for one.", keyword_id=keyword_id)
        )
    return _whole(app, found[0])


def _whole(app: App, keyword: Keyword) -> KeywordDetail:
    broader, narrower, related = (tuple(some(app, ids)) for ids in queries.neighbours(app.store, keyword.id))
    labels = tuple(queries.labels(app.store, [keyword.id])[keyword.id])
    return KeywordDetail(keyword=keyword, labels=labels, broader=broader, narrower=narrower, related=related)


def schemes(app: App) -> dict[str, str]:
    """Return the titles of the schemes, by key."""
    prepare(app)
    return {key: row["title"] for key, row in queries.schemes(app.store).items()}


def tops(app: App, scheme: str, limit: int) -> list[Keyword]:
    """Return the keywords of a scheme that have no broader one, by label."""
    prepare(app)
    return some(app, queries.tops(app.store, scheme, limit))


def uses(app: App, keyword_id: int) -> dict[str, int]:
    """Return how many records have a keyword, by what they are; of those about contacts only what the actor may see."""
    return queries.uses(app.store, keyword_id)


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
