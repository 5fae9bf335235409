"""Shows cases: the latest, and one with its chain, who got what, and what came back."""

from collections.abc import Iterable, Sequence

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError
from outreach_crm.keywords import service as keywords
from outreach_crm.model import Ref
from outreach_crm.storage import Row
from outreach_crm.text import say
from outreach_urgent_actions.model.issues import Case, Issue, IssueKeyword, Kind, State
from outreach_urgent_actions.model.shown import Addressee, Back, CaseLine, HowToWrite, Sent, ShownCase, ShownIssue, Text
from outreach_urgent_actions.queries import cases as case_queries
from outreach_urgent_actions.queries import issues as queries
from outreach_urgent_actions.queries import responses as response_queries
from outreach_urgent_actions.service import letters
from outreach_urgent_actions.service.delays import hours
from outreach_urgent_actions.service.finding import find_case, name_of

_ASKING = (Kind.INITIAL, Kind.FOLLOWUP)
_WAITING = ("queued", "claimed", "inflight", "in_hand", "deferred", "in_doubt")


def list_cases(
    app: App, *, state: str = "", year: int | None = None, keyword: str = "", limit: int = 20
) -> list[CaseLine]:
    """Return cases, the one with the latest message first.

    Args:
        app: the App.
        state: only those that are ``open``, ``closed`` or ``stopped``.
        year: only those numbered in a year.
        keyword: only those with a keyword or country, or a more specific one.
        limit: how many at most.

    Raises:
        InvalidInputError: there is no such state.
        NotFoundError: there is no such keyword.
        ConflictError: there are several.
    """
    if state and state not in {one.value for one in State}:
        raise InvalidInputError(
            say("A case is {names}, not {state!r}.", names=", ".join(one.value for one in State), state=state)
        )
    keyword_id = keywords.resolve(app, keyword).id if keyword else None
    rows = case_queries.listed(app.store, state=state, year=year, keyword_id=keyword_id, limit=limit)
    return [CaseLine(**row) for row in rows]


def show_case(app: App, text: str) -> ShownCase:
    """Return a case with all that belongs to it.

    Raises:
        InvalidInputError: the text names no case, or several.
        NotFoundError: there is none of that number.
    """
    return shown(app, find_case(app, text))


def shown(app: App, case: Case) -> ShownCase:
    """Return all that belongs to a case."""
    return ShownCase(
        case=case,
        name=name_of(case),
        others=tuple(name_of(one) for one in case_queries.of_ref(app.store, case.ref) if one.id != case.id),
        people=tuple(case_queries.people(app.store, [case.id])),
        issues=shown_issues(app, queries.of_case(app.store, case.id)),
        notices=tuple(_sent(queries.sent(app.store, "ua_cases", [case.id]))),
        back=tuple(Back(**row) for row in queries.responses(app.store, case.id)),
        told=tuple(response_queries.of_case(app.store, case.id)),
        wrote=tuple(response_queries.wrote(app.store, case.id)),
        how=_how(app, case),
        hints=tuple(app.plugins.hints(app, None, Ref("ua_cases", case.id))),
    )


def _how(app: App, case: Case) -> HowToWrite | None:
    """Return how one writes for a case, by its latest issue that asks for it; None where it is not open."""
    asking = [one for one in queries.of_case(app.store, case.id) if one.kind in _ASKING]
    if case.state is not State.OPEN or not asking:
        return None
    issue = asking[-1]
    rows = [_addressee(row) for row in letters.addressees(app, issue)]
    return HowToWrite(
        issue_id=issue.id,
        to=tuple(one for one in rows if not one.copy),
        copies=tuple(one for one in rows if one.copy),
        languages=issue.write_in,
        until_on=issue.deadline_on,
        asking=tuple(line for line in issue.action.splitlines() if line.strip()),
    )


def shown_issues(app: App, issues: Sequence[Issue]) -> tuple[ShownIssue, ...]:
    """Return issues with their keywords, texts and addressees, and who got them."""
    ids = [one.id for one in issues]
    words, sent = queries.keywords(app.store, ids), queries.sent(app.store, "ua_issues", ids)
    return tuple(_issue(app, one, words.get(one.id, []), sent) for one in issues)


def _issue(app: App, issue: Issue, words: Iterable[IssueKeyword], sent: Iterable[Row]) -> ShownIssue:
    mailings = tuple(_sent(row for row in sent if row["ref_id"] == issue.id))
    first_at = min((one.first_at for one in mailings if one.sent and one.first_at), default=None)
    return ShownIssue(
        issue=issue,
        keywords=tuple(words),
        texts=tuple(Text(**row) for row in queries.texts(app.store, issue.id)),
        addressees=tuple(_addressee(row) for row in queries.addressees(app.store, issue.id)),
        sent=mailings,
        hours=hours(issue.received_at, first_at),
    )


def _addressee(row: Row) -> Addressee:
    return Addressee(**{**row, "copy": bool(row["copy"])})


def _sent(rows: Iterable[Row]) -> list[Sent]:
    """Add up the states of each mailing and channel."""
    by_channel: dict[tuple[int, str], list[Row]] = {}
    for row in rows:
        by_channel.setdefault((row["dispatch_id"], row["channel"]), []).append(row)
    return [
        Sent(
            dispatch_id=dispatch_id,
            name=states[0]["name"],
            channel=channel,
            sent=sum(row["n"] for row in states if row["state"] == "sent"),
            waiting=sum(row["n"] for row in states if row["state"] in _WAITING),
            failed=sum(row["n"] for row in states if row["state"] not in {*_WAITING, "sent"}),
            first_at=min((row["since"] for row in states if row["since"]), default=None),
            last_at=max((row["until"] for row in states if row["until"]), default=None),
        )
        for (dispatch_id, channel), states in by_channel.items()
    ]
