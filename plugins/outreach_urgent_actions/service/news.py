"""What a newsletter to a sector can tell of Urgent Actions: those it can still write about, and publications."""

from collections.abc import Iterator
from datetime import date

from outreach_crm.app import App
from outreach_crm.languages import day_in
from outreach_crm.model import NewsItem, Ref
from outreach_crm.sectors import service as sectors
from outreach_urgent_actions.model import Issue
from outreach_urgent_actions.queries import news as queries
from outreach_urgent_actions.service import finding, naming

ACTIONS, PUBLICATIONS = "Urgent Actions", "Publications"


def news(app: App, sector: str, since: date) -> Iterator[NewsItem]:
    """Yield what a sector's keywords bring: open Urgent Actions for everybody, then publications since a day.

    What is for members only is not among them. An Urgent Action is told by its latest issue, as long as its deadline
    has not passed, or where it has none as long as it was issued since that day.

    Raises:
        NotFoundError: there is no such sector.
    """
    watched = sectors.watched(app, sector)
    for found in queries.open_issues(app.store, watched, since.isoformat()):
        issue = finding.get_issue(app, found)
        yield NewsItem(
            heading=ACTIONS,
            title=naming.headline(app, issue),
            lines=tuple(_lines(issue, app.section.language)),
            ref=Ref("ua_issues", issue.id),
            on=_day(issue, since),
        )
    for found in queries.publications(app.store, watched, since.isoformat()):
        issue = finding.get_issue(app, found)
        lines = (f"Index number: {issue.index_number}",) if issue.index_number else ()
        ref = Ref("ua_issues", issue.id)
        yield NewsItem(heading=PUBLICATIONS, title=issue.subject, lines=lines, ref=ref, on=_day(issue, since))


def _lines(issue: Issue, language: str) -> Iterator[str]:
    yield from (f"– {line}" for line in issue.action.splitlines() if line.strip())
    if issue.deadline_on:
        yield f"Please write before {day_in(date.fromisoformat(issue.deadline_on), language)}."


def _day(issue: Issue, since: date) -> date:
    written = issue.issued_on or (issue.received_at or "")[:10]
    return date.fromisoformat(written) if written else since
