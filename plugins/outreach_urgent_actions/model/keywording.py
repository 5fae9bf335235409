"""What stands in keyword lists beside keywords: labels that name a case or a year."""

import re
from functools import lru_cache

from outreach_crm.text import fold
from outreach_urgent_actions.parse import read_cases

OURS = "concerns"
"""The scheme of what Urgent Actions are about; a word of a running text means a keyword of it."""

_YEAR = re.compile(r"\W*(?:uaa?s?|exs?|extras?|mas?|nsas?|ns)\W*s?\W*(?:(?:19|20)\d\d)?\W*")
_SUBJECT = re.compile(r"\W*subject\s*:")


@lru_cache(maxsize=20_000)  # labels come again and again
def cases_in(written: str) -> tuple[tuple[int, int | None], ...]:
    """Return the numbers of cases that a keyword is a label of, as number and year (None where not written)."""
    folded = fold(written)
    if _YEAR.fullmatch(folded) or not any(map(str.isdigit, folded)):
        return ()
    return tuple((case.number, case.year) for case in read_cases(folded) if case.number is not None)


def is_label(written: str) -> bool:
    """Tell whether a keyword only says which case or year a message belongs to: ``uas 2012``, ``ua 60/12``."""
    folded = fold(written)
    return bool(not folded.strip(" #|") or _YEAR.fullmatch(folded) or _SUBJECT.match(folded) or cases_in(written))
