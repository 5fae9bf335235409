"""The SQL of feedback on decisions, of its steps, and of the answers to it."""

from collections.abc import Iterable
from typing import Any

from attrs import evolve, frozen

from outreach_cases.model.feedback import Contested, Feedback, Step
from outreach_cases.model.replies import Reply
from outreach_crm.errors import NotFoundError
from outreach_crm.storage import Row, Store
from outreach_crm.text import say

_ALL = 2**31 - 1
# The last step of each; one look into an index.
_LAST = (
    "left join case_feedback_steps l on l.id = (select max(s.id) from case_feedback_steps s where s.feedback_id = f.id)"
)
# By when something is due from us: the answer, or the outcome of an appeal.
_AWAITED = "case when l.step = 'appealed' then l.due_on when l.step is null or l.step = 'came back' then f.due_on end"
# Feedback on a case that was never written down is of no circle.
_SEEN = "(f.case_id is null or k.id is not null)"
_FIELDS = (
    "f.id, f.case_id, coalesce(k.name, f.about) as case_name, coalesce(k.ref, '') as case_ref, f.decision,"
    " f.contact_id, coalesce(c.name, '') as contact, f.giver, f.text, f.received_on, f.due_on, f.came_by, f.owner_id,"
    " coalesce(o.name, '') as owner, f.change_id"
)
_FROM = (
    f"from case_feedback f left join cases k on k.id = f.case_id and {{within(k)}}"
    f" left join v_contacts c on c.id = f.contact_id"
    f" left join accounts o on o.id = f.owner_id {_LAST} where (f.contact_id is null or {{visible(c)}})"
    f" and {_SEEN}"
)
_SOME = f"select {_FIELDS} {_FROM} and {{among(f.id; :ids)}} order by f.id"
_LIST = (
    f"select {_FIELDS} {_FROM} and (:everything = 1 or {_AWAITED} <= :until)"
    " and (:decision = '' or f.decision = :decision)"
    " and (cast(:case_id as {int}) is null or f.case_id = :case_id)"
    " and (cast(:contact_id as {int}) is null or f.contact_id = :contact_id)"
    f" order by case when {_AWAITED} is null then 1 else 0 end, {_AWAITED}, f.received_on desc, f.id desc"
    " limit :limit offset :start"
)
_DUE = (
    f"select {_FIELDS} {_FROM} and (f.due_on between :start and :end or exists (select 1 from case_feedback_steps s"
    " where s.feedback_id = f.id and s.due_on between :start and :end)) order by f.id"
)
_NAMES = f"select f.id, coalesce(k.name, f.about) as case_name, coalesce(c.name, f.giver) as who {_FROM} order by f.id"
_STEPS = (
    "select s.id, s.feedback_id, s.step, s.happened_on, s.due_on, s.outcome, s.text, s.way, s.done_by, s.said_by,"
    " s.dispatch_id, s.change_id from case_feedback_steps s where {among(s.feedback_id; :ids)}"
    " order by s.feedback_id, s.id"
)
# Whoever gave it: no name of theirs is read.
_BARE = (
    "select f.id, f.case_id, coalesce(k.name, f.about) as case_name, coalesce(k.ref, '') as case_ref, f.decision,"
    " null as contact_id, '' as contact, '' as giver, '' as text, f.received_on, f.due_on, '' as came_by,"
    " null as owner_id, '' as owner, f.change_id from case_feedback f left join cases k on k.id = f.case_id"
)
_CAME = (
    f"{_BARE} where f.received_on >= :since and f.received_on <= :until and (f.case_id is null or {{within(k)}})"
    " order by f.received_on, f.id"
)
# What has left, has left: whoever has it noted, the answer is taken for given.
_BARE_ONE = f"{_BARE} where f.id = :id"
_REPLY = (
    "select id, feedback_id, language, subject, text, made_on, dispatch_id, change_id from case_feedback_answers"
    " where feedback_id = :feedback_id"
)


@frozen(kw_only=True)
class Wanted:
    """Which feedback is asked for: what is due from us by ``until`` (``9999``: whenever), of a decision, case, contact.

    ``until`` None asks for all there is, whether something is due from us or not.
    """

    until: str | None = "9999"
    decision: Contested | None = None
    case_id: int | None = None
    contact_id: int | None = None


def some(store: Store, ids: Iterable[int]) -> list[Feedback]:
    """Return feedback by its numbers, without that of somebody the actor may not see."""
    return _read(store, store.rows(_SOME, ids=store.numbers([*ids])))


def listed(store: Store, wanted: Wanted, *, start: int = 0, limit: int | None = None) -> list[Feedback]:
    """Return feedback: what is due from us next first, then the rest, the latest first."""
    asked: dict[str, Any] = {
        "everything": int(wanted.until is None),
        "until": wanted.until or "",
        "decision": wanted.decision.value if wanted.decision else "",
        "case_id": wanted.case_id,
        "contact_id": wanted.contact_id,
        "start": start,
        "limit": _ALL if limit is None else limit,
    }
    return _read(store, store.rows(_LIST, **asked))


def due(store: Store, start: str, end: str) -> list[Feedback]:
    """Return feedback of which an answer or an outcome is, or was, due on the days of a span, both included."""
    return _read(store, store.rows(_DUE, start=start, end=end))


def came(store: Store, since: str, until: str) -> list[Feedback]:
    """Return what came on days of a span, the earliest first, without who gave it or what they say."""
    return _read(store, store.rows(_CAME, since=since, until=until))


def bare(store: Store, feedback_id: int) -> Feedback | None:
    """Return how far feedback is, without who gave it or what they say; None where there is none."""
    return next(iter(_read(store, store.rows(_BARE_ONE, id=feedback_id))), None)


def names(store: Store) -> dict[int, str]:
    """Return what feedback may be called by: the case, and who gave it."""
    return {row["id"]: f"{row['case_name']} {row['who']}".strip() for row in store.rows(_NAMES)}


def _read(store: Store, rows: list[Row]) -> list[Feedback]:
    found = []
    for row in rows:
        name, ref = row.pop("case_name"), row.pop("case_ref")
        found.append(Feedback(**row, case=f"{name} ({ref})" if ref else name))
    steps: dict[int, list[Step]] = {}
    for row in store.rows(_STEPS, ids=store.numbers([one.id for one in found])) if found else ():
        steps.setdefault(row["feedback_id"], []).append(Step(**row))
    return [evolve(one, steps=tuple(steps.get(one.id, ()))) for one in found]


def reply(store: Store, feedback_id: int) -> Reply | None:
    """Return the answer to feedback as it is written."""
    row = store.one(_REPLY, feedback_id=feedback_id)
    return Reply(**row) if row else None


def written(store: Store, feedback_id: int) -> Reply:
    """Return the answer to feedback as it is written.

    Raises:
        NotFoundError: nothing is written.
    """
    found = reply(store, feedback_id)
    if found is None:
        raise NotFoundError(say("Nothing is written to feedback {feedback_id} yet.", feedback_id=feedback_id))
    return found
