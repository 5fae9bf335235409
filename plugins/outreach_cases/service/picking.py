"""Questions whose answer is a case, found by words: a page offers the choices."""

from collections.abc import Iterable

from outreach_cases.model.cases import Case
from outreach_cases.queries import cases as queries
from outreach_cases.service.finding import hits
from outreach_crm.app import App
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.text import read_number, say


def which(key: str, label: str, *, value: int | None = None, none: str = "") -> Field:
    """Return the question which case is meant; the answer is its number as a text.

    Args:
        key: the name of the question on its page.
        label: the question.
        value: the case that is meant now.
        none: how the answer reads that none of them is meant; empty where one has to be.
    """
    now, choices = str(value) if value else None, (Choice("", none),) if none else ()
    return Field(key=key, label=label, kind=Kind.ONE_OF, value=now, choices=choices, find=f"{__name__}:cases")


def cases(app: App, words: str, chosen: Iterable[str]) -> list[Choice]:
    """Return the cases that some words find, and those that were chosen before, by their numbers."""
    numbers = [number for number in map(read_number, chosen) if number is not None]
    found = [one.ref.id for one in hits(app, words) if one.ref is not None]
    there = {one.id: one for one in queries.some(app.store, {*numbers, *found}, app.clock.today().isoformat())}
    return [_choice(there[number]) for number in dict.fromkeys([*numbers, *found]) if number in there]


def _choice(case: Case) -> Choice:
    return Choice(str(case.id), say("{case} ({level})", case=case.called, level=case.level))
