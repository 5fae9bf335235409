"""The SQL of advice."""

from collections.abc import Sequence

from outreach_crm.asks.model.advice import Advice, Named, Role
from outreach_crm.storage import Row, Store

# Whoever may not see those it is about does not see it; an adviser who is hidden has no name in it.
SEEN = (
    "not exists (select 1 from advice_contacts p join contacts c on c.id = p.contact_id where p.advice_id = d.id"
    " and p.part <> 'adviser' and not {visible(c)})"
)
"""Condition on an advice ``d``: the actor may see those it is about."""
_COLUMNS = (
    "select d.id, d.question, d.sector, d.due_on, d.owner_id, coalesce(o.name, '') as owner, d.answered_on, d.whom,"
    " d.what, d.how, d.change_id from advice d left join accounts o on o.id = d.owner_id"
)
_LIST = (
    f"{_COLUMNS} where {SEEN} and (:everything = 1 or d.answered_on is null)"
    " and (cast(:contact_id as {int}) is null or exists (select 1 from advice_contacts n where n.advice_id = d.id"
    " and n.contact_id = :contact_id)) order by d.due_on, d.id"
)
_ONE = f"{_COLUMNS} where d.id = :id and {SEEN}"
_NAMED = (
    "select p.advice_id, p.contact_id, case when {visible(c)} then c.name else '' end as name, p.part"
    " from advice_contacts p join contacts c on c.id = p.contact_id where {among(p.advice_id; :ids)} order by p.id"
)
_PARTS = "select id, contact_id from advice_contacts where advice_id = :advice_id and part = :part order by id"


def one(store: Store, advice_id: int) -> Advice | None:
    """Return an advice, unless it is about somebody the actor may not see."""
    return next(iter(_named(store, store.rows(_ONE, id=advice_id))), None)


def listed(store: Store, *, contact_id: int | None = None, everything: bool = False) -> list[Advice]:
    """Return advice that is waited for, the next due first; of one contact and given advice too if asked."""
    return _named(store, store.rows(_LIST, contact_id=contact_id, everything=int(everything)))


def _named(store: Store, rows: Sequence[Row]) -> list[Advice]:
    found: dict[int, list[Named]] = {}
    for row in store.rows(_NAMED, ids=store.numbers([one["id"] for one in rows])) if rows else ():
        found.setdefault(row.pop("advice_id"), []).append(Named(**row))
    return [Advice(**row, named=tuple(found.get(row["id"], ()))) for row in rows]


def rows_of(store: Store, advice_id: int, part: Role) -> dict[int, int]:
    """Return the rows of those of one part in an advice, each with its contact, whoever may see them."""
    rows = store.rows(_PARTS, advice_id=advice_id, part=part.value)
    return {row["id"]: row["contact_id"] for row in rows}
