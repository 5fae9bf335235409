"""Finding the case or issue somebody means, and what an issue is called."""

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.text import read_number
from outreach_urgent_actions.model import Case, Issue, Kind
from outreach_urgent_actions.queries import sending as queries

_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_WORDS = {
    Kind.INITIAL: "",
    Kind.FOLLOWUP: "update",
    Kind.FINAL: "final update",
    Kind.STOP: "stop",
    Kind.CORRECTION: "correction",
    Kind.OTHER: "",
}


def get_issue(app: App, issue_id: int) -> Issue:
    """Return an issue.

    Raises:
        NotFoundError: there is none of that number.
    """
    found = queries.issue(app.store, issue_id)
    if found is None:
        raise NotFoundError(f"There is no Urgent Action {issue_id}; see outreach ua list.")
    return found


def find_case(app: App, text: str) -> Case:
    """Return the one case somebody means: ``UA 205/01``, or its number in the book as ``ua_cases:7``.

    Raises:
        NotFoundError: there is none.
        InvalidInputError: several were printed under that number, or the text names none.
    """
    number = read_number(text.removeprefix("ua_cases:")) if text.startswith("ua_cases:") else None
    found = [one] if number is not None and (one := queries.case(app.store, number)) else _cited(app, text)
    if not found:
        raise NotFoundError(f"There is no case {text!r}; see outreach ua list.")
    if len(found) > 1:
        near = "; ".join(f"ua_cases:{one.id} {_first_subject(app, one)}" for one in found)
        raise InvalidInputError(f"Several cases were printed as {found[0].ref}: {near}. Give one of these.")
    return found[0]


def find_issue(app: App, text: str) -> Issue:
    """Return the issue to be sent that somebody means, by its number or its case.

    Of a case that is the first issue as long as none was sent; then the latest that was not sent; else the latest.

    Raises:
        NotFoundError: there is none.
        InvalidInputError: several cases were printed under that number.
    """
    number = read_number(text.removeprefix("ua_issues:"))
    if number is not None:
        return get_issue(app, number)
    case = find_case(app, text)
    issues = queries.issues_of(app.store, case.id)
    if not issues:
        raise NotFoundError(f"{case.ref} has no issue yet.")
    sent = {row["ref_id"] for row in queries.dispatches(app.store, "ua_issues", [one.id for one in issues])}
    if not sent:
        return next((one for one in issues if one.kind is Kind.INITIAL), issues[0])
    return ([one for one in issues if one.id not in sent] or issues)[-1]


def cases_of(app: App, issue: Issue) -> list[Case]:
    """Return the cases of an issue."""
    return queries.cases_of(app.store, issue.id)


def cited(app: App, issue: Issue) -> str:
    """Return how the cases of an issue are cited: ``UA 193/2005 and UA 196/2005``."""
    return " and ".join(one.ref for one in cases_of(app, issue)) or issue.subject[:60]


def title(app: App, issue: Issue) -> str:
    """Return what an issue is called: ``UA 205/2001, second update``."""
    ordinal = _ordinal(issue.ordinal) if issue.ordinal and issue.kind in {Kind.FOLLOWUP, Kind.CORRECTION} else ""
    word = " ".join(part for part in (ordinal, _WORDS[issue.kind]) if part)
    if issue.kind is Kind.CORRECTION and ordinal:
        word = f"correction to {ordinal} update"
    return ", ".join(part for part in (cited(app, issue), word) if part)


def _ordinal(number: int) -> str:
    return _ORDINALS[number] if number < len(_ORDINALS) else f"{number}th"


def _cited(app: App, text: str) -> list[Case]:
    exact = queries.cases(app.store, " ".join(text.split()))
    if exact:
        return exact
    from outreach_urgent_actions.parse.cases import read_case

    return queries.cases(app.store, str(read_case(text)))


def _first_subject(app: App, case: Case) -> str:
    return next((one.subject[:60] for one in queries.issues_of(app.store, case.id)), "")
