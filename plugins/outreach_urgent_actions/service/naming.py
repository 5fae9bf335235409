"""What an issue is called, and which issue of a case is meant when somebody sends it."""

from functools import reduce

from outreach_crm.app import App
from outreach_crm.text import read_number, row, say
from outreach_urgent_actions.model import Issue, Kind
from outreach_urgent_actions.parse import read_subject
from outreach_urgent_actions.queries import sending as queries
from outreach_urgent_actions.service import finding

_UPDATES = (
    "",
    say("first update"),
    say("second update"),
    say("third update"),
    say("fourth update"),
    say("fifth update"),
    say("sixth update"),
    say("seventh update"),
    say("eighth update"),
    say("ninth update"),
    say("tenth update"),
)
_WORDS = {
    Kind.INITIAL: "",
    Kind.FOLLOWUP: say("update"),
    Kind.FINAL: say("final update"),
    Kind.STOP: say("stop"),
    Kind.CORRECTION: say("correction"),
    Kind.OTHER: "",
    Kind.PUBLICATION: "",
}
# Of those that stand in no title.
_ELSE = {
    Kind.INITIAL: say("first issue"),
    Kind.OTHER: say("not about a case"),
    Kind.PUBLICATION: say("publication"),
}


def to_be_sent(app: App, text: str) -> Issue:
    """Return the issue that somebody means to send, by its number, by its case or more exactly.

    Of a case alone that is the first issue as long as none was sent, then the latest that was not sent, else the last.

    Raises:
        NotFoundError: there is none.
        InvalidInputError: the text names no case, or several were printed under that number.
    """
    found = finding.find_issue(app, text)
    if (
        found.kind is Kind.PUBLICATION
        or read_number(text) is not None
        or read_subject(text).kind != Kind.INITIAL
        or "first issue" in text.lower()
    ):
        return found
    issues = finding.issues_of(app, finding.find_case(app, text).id)
    sent = {row["ref_id"] for row in queries.dispatches(app.store, "ua_issues", [one.id for one in issues])}
    if not sent:
        return next((one for one in issues if one.kind is Kind.INITIAL), issues[0])
    return ([one for one in issues if one.id not in sent] or issues)[-1]


def cited(app: App, issue: Issue) -> str:
    """Return how the cases of an issue are cited: ``UA 193/2005 and UA 196/2005``."""
    refs = [one.ref for one in finding.cases_of(app, issue.id)]
    return reduce(lambda told, one: say("{one} and {other}", one=told, other=one), refs) if refs else issue.subject[:60]


def title(app: App, issue: Issue) -> str:
    """Return what an issue is called: ``UA 205/2001, second update``."""
    return row(part for part in (cited(app, issue), _word(issue.kind, issue.ordinal)) if part)


def headline(app: App, issue: Issue) -> str:
    """Return the subject of an issue, with its case before it where it does not name that itself."""
    return with_case(issue.subject, title(app, issue))


def with_case(subject: str, case: str) -> str:
    """Return a subject, with a case before it where it does not name one itself."""
    return subject if read_subject(subject).cases else f"{case}: {subject}"


def word(kind: Kind, ordinal: int | None) -> str:
    """Return what an issue is in the chain of its case: ``first issue``, ``second update``, ``stop``."""
    return _word(kind, ordinal) or _ELSE[kind]


def _word(kind: Kind, ordinal: int | None) -> str:
    if ordinal and kind is Kind.FOLLOWUP:
        return _update(ordinal)
    if ordinal and kind is Kind.CORRECTION:
        return say("correction to {update}", update=_update(ordinal))
    return _WORDS[kind]


def _update(number: int) -> str:
    return _UPDATES[number] if number < len(_UPDATES) else say("{n}th update", n=number)
