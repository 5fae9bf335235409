"""A preview: who would get an issue now and why, and who would not and why not; nothing is written."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import REASONS as OF_DISPATCH
from outreach_crm.dispatch.model import of_several, reasons, said
from outreach_crm.storage import Row, Selection
from outreach_crm.text import say
from outreach_urgent_actions.model import HOLDING, RULES, Closer, Decision, Group, Issue, Look, Seen, wanted
from outreach_urgent_actions.model.sending import ENDING, FOLLOWING, LEFT_OUT, Order, without
from outreach_urgent_actions.queries import matching as match_queries
from outreach_urgent_actions.queries import previewing as queries
from outreach_urgent_actions.queries import sending
from outreach_urgent_actions.service import finding, following, handing_over, matching, naming

_SOME = 5


def preview(app: App, issue_id: int) -> Look:
    """Return who would get an issue now, counted, and who would not, with the first names of each.

    Raises:
        NotFoundError: there is no such issue.
        InvalidInputError: it follows one that nobody has got.
    """
    with _seen(app, issue_id) as sight:
        return _look(app, sight)


def closer(
    app: App, issue_id: int, *, decision: str = "", rule: str = "", after: int = 0, limit: int = 50, name: str = ""
) -> Closer:
    """Return a preview with the names of one decision and rule, a page of them, and what becomes of whom a name means.

    Args:
        app: the App.
        issue_id: which issue.
        decision: of which decision names are wanted; empty for none.
        rule: of which rule; empty for those who get it.
        after: behind which contact the page begins.
        limit: how many names at most.
        name: who is asked for; empty for nobody.

    Raises:
        NotFoundError: there is no such issue.
        InvalidInputError: it follows one that nobody has got.
    """
    with _seen(app, issue_id) as sight:
        rows = queries.some(app.store, decision, rule, limit + 1, after) if decision else []
        people = {one.id: one.name for one in contacts.find(app, name)} if name.strip() else {}
        asked = tuple(_one(row, sight) for row in queries.these(app.store, people))
        there = {one.contact_id for one in asked}
        return Closer(
            look=_look(app, sight),
            listed=tuple(_one(row, sight) for row in rows[:limit]),
            more=rows[limit - 1]["contact_id"] if len(rows) > limit else 0,
            asked=asked,
            strangers=tuple(called for number, called in people.items() if number not in there),
        )


def _look(app: App, sight: "_Sight") -> Look:
    groups = tuple(_group(app, row, sight) for row in queries.rules(app.store))
    counts = {by: {row["key"]: row["n"] for row in queries.counts(app.store, by)} for by in queries.BY}
    issue_id = sight.issue.id
    return Look(
        issue_id=issue_id,
        subject=say("{issue}: {subject}", issue=naming.title(app, sight.issue), subject=sight.issue.subject),
        recipients=sum(one.n for one in groups if one.decision is Decision.SEND),
        groups=groups,
        counts=counts,
        warnings=tuple(_warnings(app, sight.issue)),
    )


def _warnings(app: App, issue: Issue) -> Iterator[str]:
    last = issue.deadline_on
    if last and last < app.clock.today().isoformat() and issue.kind not in ENDING:
        yield say("the deadline was {day}; it leaves only where somebody says why", day=last)


def everybody(app: App, issue_id: int) -> Iterator[Seen]:
    """Yield what becomes of an issue for everybody who is signed up, one after the other.

    Raises:
        NotFoundError: there is no such issue.
        InvalidInputError: it follows one that nobody has got.
    """
    with _seen(app, issue_id) as sight:
        for row in queries.everybody(app.store):
            yield _one(row, sight)


@frozen
class _Sight:
    """An issue that was rehearsed: what was drafted for it stands in the tables of the connection."""

    issue: Issue
    reasons: Mapping[str, str]
    rules: Mapping[str, str]


@contextmanager
def _seen(app: App, issue_id: int) -> Iterator[_Sight]:
    """Match an issue and let the dispatch be rehearsed: clearance, addresses and shared ones are its business."""
    issue, on = finding.get_issue(app, issue_id), app.clock.today().isoformat()
    follows = issue.kind in FOLLOWING
    with app.store.selection() as selection:
        if follows:
            _follow(app, selection, issue)
        else:
            matching.fill(app, selection, issue_id, on=app.clock.today())
        draft = handing_over.of_issue(app, issue, Order())
        dispatch.rehearse(app, draft, selection)
        other = "no-original" if follows else "no-keyword"
        queries.see(app.store, holding=json.dumps(HOLDING), wants=wanted(issue.kind).value, on=on, other=other)
        rules = {one.key: one.sentence for one in app.plugins.clearance_rules()}
        yield _Sight(issue, draft.reasons, {**OF_DISPATCH, **rules, **RULES, **LEFT_OUT})


def _follow(app: App, selection: Selection, issue: Issue) -> None:
    """Fill the selection with who got an earlier issue, and note who of them does not get this one."""
    match_queries.begin(app.store, {})
    following.fill(app, selection, issue)
    on = app.clock.today().isoformat()
    for rule in without(issue.kind):
        queries.hold(app.store, rule, sending.held(app.store, following.earlier(app, issue), rule, on))


def _group(app: App, row: Row, sight: _Sight) -> Group:
    decision, rule = row["decision"], row["rule"]
    some = tuple(_one(one, sight) for one in queries.some(app.store, decision, rule, _SOME))
    sentence = of_several(sight.rules, rule) if rule else say("get it")
    return Group(decision=decision, rule=rule, sentence=sentence, n=row["n"], some=some)


def _one(row: Row, sight: _Sight) -> Seen:
    rule = row["rule"]
    return Seen(
        contact=row["contact"],
        contact_id=row["contact_id"],
        decision=row["decision"],
        rule=rule,
        because=reasons(row["because"], sight.reasons),
        why_not=said(sight.rules.get(rule, rule), {"detail": row["detail"]}) if rule else "",
        channel=row["channel"],
        language=row["language"],
    )
