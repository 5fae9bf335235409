"""A preview: who would get an issue now and why, and who would not and why not; nothing is written."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import REASONS as OF_DISPATCH
from outreach_crm.dispatch.model import Draft, Text, of_several, reasons
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.model import Ref
from outreach_crm.storage import Row
from outreach_crm.text import read_number
from outreach_urgent_actions.model import HOLDING, REASONS, RULES, Decision, Group, Look, Seen, Wants
from outreach_urgent_actions.queries import matching as match_queries
from outreach_urgent_actions.queries import previewing as queries
from outreach_urgent_actions.service import matching
from outreach_urgent_actions.service.signing import PURPOSE

_SOME = 5


def find(app: App, text: str) -> int:
    """Return the issue somebody means: ``UA 205/01`` is the first one of that case, ``ua_issues:12`` that one.

    Raises:
        NotFoundError: there is none.
        InvalidInputError: several cases were printed under that number.
    """
    from outreach_urgent_actions.parse.cases import read_case

    number = read_number(text.removeprefix("ua_issues:"))
    if number is not None:
        return number
    found = queries.issues_of(app.store, " ".join(text.split())) or queries.issues_of(app.store, str(read_case(text)))
    if not found:
        raise NotFoundError(f"There is no Urgent Action {text!r}; see outreach ua list.")
    if len({row["case_id"] for row in found}) > 1:
        near = "; ".join(f"ua_issues:{row['id']} {row['subject'][:60]}" for row in found)
        raise InvalidInputError(f"Several cases were printed under {text!r}: {near}. Give one of these.")
    return int(found[0]["id"])


def preview(app: App, issue_id: int) -> Look:
    """Return who would get an issue now, counted, and who would not, with the first names of each.

    Raises:
        NotFoundError: there is no such issue.
    """
    with _seen(app, issue_id) as issue:
        told = _sentences(app)
        groups = tuple(_group(app, row, told) for row in queries.rules(app.store))
        counts = {by: {row["key"]: row["n"] for row in queries.counts(app.store, by)} for by in queries.BY}
    return Look(
        issue_id=issue_id,
        subject=issue["subject"],
        recipients=sum(one.n for one in groups if one.decision is Decision.SEND),
        groups=groups,
        counts=counts,
    )


def everybody(app: App, issue_id: int) -> Iterator[Seen]:
    """Yield what becomes of an issue for everybody who is signed up, one after the other.

    Raises:
        NotFoundError: there is no such issue.
    """
    with _seen(app, issue_id):
        told = _sentences(app)
        for row in queries.everybody(app.store):
            yield _one(row, told)


@contextmanager
def _seen(app: App, issue_id: int) -> Iterator[Row]:
    """Match an issue and let the dispatch be rehearsed: clearance, addresses and shared ones are its business."""
    issue = match_queries.issue(app.store, issue_id)
    if issue is None:
        raise NotFoundError(f"There is no Urgent Action {issue_id}; see outreach ua list.")
    on = app.clock.today()
    with app.store.selection() as selection:
        matching.fill(app, selection, issue_id, on=on)
        dispatch.rehearse(app, _draft(app, issue), selection)
        holding = json.dumps(HOLDING)
        queries.see(app.store, holding=holding, wants=Wants.URGENT_ACTIONS.value, on=on.isoformat())
        yield issue


def _draft(app: App, issue: Row) -> Draft:
    languages = match_queries.languages(app.store, issue["id"]) or [app.section.language]
    return Draft(
        name=f"preview of {issue['uid']}",
        purpose=PURPOSE,
        texts=[Text(language=one, subject=issue["subject"], body=issue["subject"]) for one in languages],
        channel=matching.ways(app).get("email", "folder"),
        ref=Ref("ua_issues", issue["id"]),
        signed_up=True,
        reasons=REASONS,
    )


def _sentences(app: App) -> Mapping[str, str]:
    rules = {one.key: one.sentence for one in app.plugins.clearance_rules()}
    return {**OF_DISPATCH, **rules, **RULES}


def _group(app: App, row: Row, told: Mapping[str, str]) -> Group:
    decision, rule = row["decision"], row["rule"]
    some = tuple(_one(one, told) for one in queries.some(app.store, decision, rule, _SOME))
    sentence = of_several(told.get(rule, rule), rule) if rule else "get it"
    return Group(decision=decision, rule=rule, sentence=sentence, n=row["n"], some=some)


def _one(row: Row, told: Mapping[str, str]) -> Seen:
    rule = row["rule"]
    return Seen(
        contact=row["contact"],
        contact_id=row["contact_id"],
        decision=row["decision"],
        rule=rule,
        because=reasons(row["because"], REASONS),
        why_not=told.get(rule, rule).replace("{detail}", row["detail"]) if rule else "",
        channel=row["channel"],
        language=row["language"],
    )
