"""Finds cases and issues by what people call them: ``UA 205/01``, ``205/01``, ``UA 205/01 second update``, ``37``."""

import re

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.model import Ref
from outreach_crm.text import read_number, say
from outreach_urgent_actions.model.issues import Case, Issue, Kind
from outreach_urgent_actions.parse import CaseNumber, Series, find_indexes, read_case, read_subject
from outreach_urgent_actions.queries import cases as case_queries
from outreach_urgent_actions.queries import issues as queries

_VARIANT = re.compile(r"^(.*\d\S*)\s*\((\d{1,3})\)(.*)$")


def find_case(app: App, text: str) -> Case:
    """Return the case a text names, in any of the ways people write it; ``UA 192/12 (2)`` is the second of a number.

    ``ua_cases:12`` is the one of that number in the book.

    Raises:
        InvalidInputError: it names none, or several; they are listed.
        NotFoundError: there is none of that number.
    """
    ref = Ref.read(text)
    if ref is not None and ref.kind == "ua_cases":
        return get_case(app, ref.id)
    bare, variant, _ = _parted(text)
    number = read_case(bare)
    if "?" in bare or number.number is None or number.year is None:
        found = case_queries.of_ref(app.store, str(number))
    else:
        found = case_queries.named(
            app.store, "" if number.series is Series.UNKNOWN else number.series.value, number.number, number.year
        )
    found = [one for one in found if variant is None or one.variant == variant]
    if not found:
        raise NotFoundError(
            say("There is no case {said}; outreach ua list shows the latest.", said=_said(number, variant))
        )
    if len(found) > 1:
        listed = ", ".join(f"{one.ref} ({one.variant})" for one in found[:8])
        raise InvalidInputError(say("{text!r} can be {listed}; say which.", text=text, listed=listed))
    return found[0]


def get_case(app: App, case_id: int) -> Case:
    """Return a case by its number in the book.

    Raises:
        NotFoundError: there is none.
    """
    found = case_queries.one(app.store, case_id)
    if found is None:
        raise NotFoundError(say("There is no case {case_id} in the book.", case_id=case_id))
    return found


def find_issue(app: App, text: str) -> Issue:
    """Return the issue a text names: by number in the book, index number, case (the latest one), or more exactly.

    ``UA 205/01 first issue`` and ``UA 205/01 second update`` are understood, as a subject line says it.

    Raises:
        InvalidInputError: it names no case, or several.
        NotFoundError: there is no such issue.
    """
    number = read_number(text)
    if number is not None:
        return get_issue(app, number)
    if indexed := _of_index(app, text):
        return indexed
    bare, variant, rest = _parted(text)
    case = find_case(app, f"{_case_in(bare)} ({variant})" if variant else _case_in(bare))
    chain = queries.of_case(app.store, case.id)
    told = read_subject(f"{rest} {bare}" if rest.strip() else bare)
    kind = Kind(told.kind)
    if "first issue" in text.lower():
        chain = [one for one in chain if one.kind is Kind.INITIAL]
    elif kind is not Kind.INITIAL:
        chain = [one for one in chain if one.kind is kind and told.update in {None, one.ordinal}]
    if not chain:
        raise NotFoundError(
            say(
                "{name_of} has no such issue; outreach ua show {ref!r} lists what it has.",
                name_of=name_of(case),
                ref=case.ref,
            )
        )
    return chain[-1]


def _of_index(app: App, text: str) -> Issue | None:
    """Return the latest issue whose index number a text is, however it is written."""
    whole = text.strip()
    index = next((index for index, start, end in find_indexes(whole) if (start, end) == (0, len(whole))), None)
    if index is None:
        return None
    found = queries.of_index(app.store, str(index))
    if not found:
        raise NotFoundError(say("Nothing in the book has the index number {index}.", index=index))
    return found[-1]


def get_issue(app: App, issue_id: int) -> Issue:
    """Return an issue.

    Raises:
        NotFoundError: there is none of that number.
    """
    found = queries.one(app.store, issue_id)
    if found is None:
        raise NotFoundError(
            say("There is no Urgent Action {issue_id}; outreach ua list shows the latest.", issue_id=issue_id)
        )
    return found


def issues_of(app: App, case_id: int) -> list[Issue]:
    """Return the issues of a case, the first one first."""
    return queries.of_case(app.store, case_id)


def cases_of(app: App, issue_id: int) -> list[Case]:
    """Return the cases an issue belongs to."""
    return case_queries.of_issue(app.store, issue_id)


def name_of(case: Case) -> str:
    """Return how a case is called: its reference, and which it is where two were printed under one number."""
    return case.ref if case.variant == 1 else f"{case.ref} ({case.variant})"


def _case_in(text: str) -> str:
    """Return the one case a text names; a series that is not said is any, unless a question mark says there is none."""
    cases = read_subject(text).cases
    if len(cases) != 1:
        return text
    return str(cases[0]) if "?" in text else str(cases[0]).removeprefix("? ")


def _parted(text: str) -> tuple[str, int | None, str]:
    """Part ``UA 192/12 (2) first update`` into the number, the variant, and what follows."""
    match = _VARIANT.match(text.strip())
    return (match[1], int(match[2]), match[3]) if match else (text, None, "")


def _said(number: CaseNumber, variant: int | None) -> str:
    return f"{number} ({variant})" if variant else str(number)
