"""Tells which record of whatever feature somebody means by a text, as the search finds it."""

import re
from collections.abc import Set as AbstractSet

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.model import Hit, Ref
from outreach_crm.text import fold

_NAMED = 5
_NUMBER = re.compile(r"\d+", re.ASCII)


def record_meant(app: App, text: str, *, apart: AbstractSet[str]) -> tuple[Ref, str]:
    """Return the record that somebody means by a text, and what it is called.

    Args:
        app: the App.
        text: what it is called: ``UA 205/2001``, or words of it.
        apart: kinds of records that are not meant.

    Raises:
        NotFoundError: nothing is called so.
        InvalidInputError: several are.
    """
    found: dict[Ref, Hit] = {}
    for one in app.plugins.hits(app, text):
        if one.ref is not None and one.ref.kind not in apart and _bears(str(one.title), text):
            found.setdefault(one.ref, one)
    asked = fold(text.strip())
    exact = (
        {ref: one for ref, one in found.items() if fold(str(one.title)) == asked}
        or {ref: one for ref, one in found.items() if asked in fold(str(one.title))}
        or found
    )
    if not exact:
        raise NotFoundError(f"Nothing is found by {text!r}; say it as it is called: UA 205/01, case 3.")
    if len(exact) > 1:
        named = "; ".join(str(one.title) for one in [*exact.values()][:_NAMED])
        raise InvalidInputError(f"Several are found by {text!r}: {named}. Give the number of one of them.")
    ((ref, hit),) = exact.items()
    return ref, str(hit.title)


def _bears(title: str, text: str) -> bool:
    """Return whether a record bears the numbers that a text names: a search also finds what only begins like them.

    ``UA 93/2026`` is ``UA 93/26``, and ``UA 93`` may be it; ``UA 9/26`` is another one.
    """
    theirs, named = ([int(one) for one in _NUMBER.findall(each)[:_NAMED]] for each in (title, text))
    return len(named) <= len(theirs) and all(map(_same, theirs, named))


def _same(one: int, other: int) -> bool:
    """Return whether two numbers are the same, or the same year in two and in four digits."""
    low, high = sorted((one, other))
    return low == high or (low < 100 and high - low in {1900, 2000})
