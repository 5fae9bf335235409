"""Whom a follow-up goes to: those who got an earlier issue of the case, and nobody whom keywords would bring."""

from collections.abc import Iterable
from datetime import date

from outreach_crm.app import App
from outreach_crm.dispatch.model import said
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.storage import Row, Selection
from outreach_crm.text import read_number, row, say
from outreach_urgent_actions.model import FOR_GOOD, Case, Issue, Kind
from outreach_urgent_actions.model.sending import LEFT_OUT, Follower, without
from outreach_urgent_actions.queries import sending as queries
from outreach_urgent_actions.service import finding, matching, naming


def follow(app: App, text: str) -> list[Follower]:
    """Return who got an issue of a case, by name, and who of them would not get the next one, and why.

    Args:
        app: the App.
        text: a case, or the number of an issue that is to follow.

    Raises:
        NotFoundError: there is no such case or issue.
        InvalidInputError: several cases were printed under that number.
    """
    number = read_number(text)
    if number is not None:
        issue = finding.get_issue(app, number)
        issues, rules = earlier(app, issue), without(issue.kind)
    else:
        issues, rules = of_cases(app, [finding.find_case(app, text)]), without(Kind.FOLLOWUP)
    found = []
    for got in queries.followers(app.store, issues, app.clock.today().isoformat()):
        details = {"left": got["left_on"], "paused": got["paused"]}
        rule = next((one for one in rules if details[one] is not None), "")
        detail = details.get(rule)
        why_not = said(LEFT_OUT[rule], {"detail": say("they resume") if detail == FOR_GOOD else detail}) if rule else ""
        found.append(queries.follower(got, rule, why_not))
    return found


def of_cases(app: App, cases: Iterable[Case]) -> list[int]:
    """Return the issues of some cases, each once."""
    return [*dict.fromkeys(one.id for case in cases for one in finding.issues_of(app, case.id))]


def earlier(app: App, issue: Issue) -> list[int]:
    """Return the issues that somebody must have got to get one that follows: all others of its cases.

    A correction that says which update was wrong goes to those who got that one.
    """
    issues = [one for case in finding.cases_of(app, issue.id) for one in finding.issues_of(app, case.id)]
    others = [one for one in issues if one.id != issue.id]
    if issue.kind is Kind.CORRECTION and issue.ordinal:
        wrong = [one for one in others if one.kind is Kind.FOLLOWUP and one.ordinal == issue.ordinal]
        others = wrong or others
    return [*dict.fromkeys(one.id for one in others)]


def fill(app: App, selection: Selection, issue: Issue) -> dict[str, int]:
    """Fill the selection with who gets an issue that follows, and return how many do not although they got another.

    Raises:
        InvalidInputError: nobody has got an earlier issue.
        ConflictError: an earlier issue is still leaving, so that nobody can say who got it.
    """
    if unsent := queries.under_way(app.store, earlier(app, issue), ("queued", "claimed")):
        told = row((say("{n} of {name}", n=n, name=name) for name, n in unsent.items()), "; ")
        raise ConflictError(
            say("Not everything has left yet: {told}. Send or stop it first (outreach mailings list).", told=told)
        )
    kept_back = choose(app, selection, issue, on=app.clock.today(), received=received_by(issue))
    by_their_ways(app)
    if not selection.count():
        got = say("whoever got one left or paused") if any(kept_back.values()) else say("nobody has received one")
        raise InvalidInputError(
            say("There is no earlier issue of {cited} to follow: {got}.", cited=naming.cited(app, issue), got=got)
        )
    return {rule: len(rows) for rule, rows in kept_back.items() if rows}


def received_by(issue: Issue) -> str:
    """Return the relation of who got what an issue follows: what a stop finds in somebody's hand is pulled instead."""
    return queries.HAD if issue.kind is Kind.STOP else queries.GOT


def choose(
    app: App, selection: Selection, issue: Issue, *, on: date, received: str = queries.GOT
) -> dict[str, list[Row]]:
    """Fill the selection with who gets an issue that follows; return who got another and does not get it, by rule.

    Args:
        app: the App.
        selection: the open selection.
        issue: what follows.
        on: the day it is sent: who left or paused is asked of that day.
        received: the relation of who got any of ``:issues``; a replay has one of its own.
    """
    issues, rules, day = earlier(app, issue), without(issue.kind), on.isoformat()
    queries.fill(app.store, selection, issues, rules, day, received)
    return {rule: queries.held(app.store, issues, rule, day, received) for rule in rules}


def by_their_ways(app: App) -> None:
    """Let those in the selection get it as they want it today, or by today's channel of the kind by which they got it.

    A case goes on for years: meanwhile somebody asks for paper, and a section has a mail server. Whom another channel
    does not reach stays with the one that did.
    """
    ways, channels = matching.ways(app), {one.key: one for one in app.plugins.channels()}
    for wish in queries.wishes(app.store):
        medium = channels[wish["got_by"]].medium if wish["got_by"] in channels else "email"
        channel = ways.get(wish["wanted"] or medium, "")
        if channel in channels and channel != wish["got_by"]:
            queries.redirect(app.store, wish, channel, channels[channel].addresses)


def add_later_joiners(app: App, selection: Selection, issue: Issue) -> None:
    """Add to the selection who would have got the first issue of the case and signed up only after it was sent."""
    cases = finding.cases_of(app, issue.id)
    chain = [one for case in cases for one in finding.issues_of(app, case.id)]
    first = next((one for one in chain if one.kind is Kind.INITIAL), issue)
    matching.fill(app, selection, first.id, on=app.clock.today())
    queries.only_late(app.store, queries.first_sent(app.store, [one.id for one in chain]))


def still_tried(app: App, issue: Issue) -> int:
    """Return to how many an earlier issue has not got through yet and is tried again; they are no followers yet."""
    return sum(queries.under_way(app.store, earlier(app, issue), ("deferred",)).values())


def keep_held(app: App, issue: Issue) -> None:
    """Write down who got an earlier issue and, by their own wish, not this one. Call inside a change."""
    on = app.clock.today().isoformat()
    for rule in without(issue.kind):
        queries.keep(app.store, issue.id, rule, queries.held(app.store, earlier(app, issue), rule, on), on)
