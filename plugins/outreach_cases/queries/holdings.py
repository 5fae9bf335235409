"""The SQL of holdings: which group works on which case, and who holds its casefile."""

from collections.abc import Sequence

from attrs import evolve

from outreach_cases.model.holdings import Holder, Holding
from outreach_crm.storage import Row, Store

_HOLDING = (
    'select h.id, h.group_id, g.name as "group", h.case_id, c.name as case_name, c.ref, h.from_on, h.to_on, h.ended,'
    " h.because, h.fit, h.why, h.other, h.agreed_on, h.report_on, h.batch_id, h.change_id from case_holdings h"
    " join cases c on c.id = h.case_id and {within(c)} join v_contacts g on g.id = h.group_id and {visible(g)}"
)
_OPEN = "(:past = 1 or h.to_on is null)"
_ORDER = "order by g.sort_name, h.from_on, h.id"
_OF_HOLDER = (
    f"{_HOLDING} where h.to_on is null and h.id in (select k.holding_id from case_holders k"
    f" where k.contact_id = :contact_id and k.to_on is null) {_ORDER}"
)
# Of which something is to be done; whoever only a circle sees counts as somebody.
_WAITING = (
    f"{_HOLDING} where h.to_on is null and g.trashed_on is null and (h.agreed_on is null or not exists (select 1"
    " from case_holders k join v_contacts p on p.id = k.contact_id where k.holding_id = h.id and k.to_on is null"
    f" and p.trashed_on is null and k.version_id is not null and k.told_on is not null)) {_ORDER}"
)
_NOT_FOR_GROUPS = (
    f"{_HOLDING} where h.to_on is null and (c.public = 0"
    f" or c.consent in ('agrees to quiet work only', 'wants no work')) {_ORDER}"
)
_BY_ID = f"{_HOLDING} where h.id = :id"
_OF_CASE = f"{_HOLDING} where h.case_id = :case_id and {_OPEN} {_ORDER}"
_OF_GROUP = f"{_HOLDING} where h.group_id = :group_id and {_OPEN} {_ORDER}"
_ALL = f"{_HOLDING} where {_OPEN} {_ORDER}"
# The holder of the day, else the last one: one look into an index for each holding.
_LAST = (
    "(select x.id from case_holders x where x.holding_id = h.id"
    " order by case when x.to_on is null then 0 else 1 end, x.from_on desc, x.id desc limit 1)"
)
_FIELDS = (
    "k.id, k.holding_id, p.id as contact_id, coalesce(p.name, '') as person, case when p.trashed_on is null then 0"
    " else 1 end as trashed, k.from_on, k.to_on, k.papers, k.told_on, k.version_id, k.dispatch_id, k.change_id,"
    " coalesce((select max(d.state) from v_recipients d where d.dispatch_id = k.dispatch_id), '') as far"
)
_SEEN = "left join v_contacts p on p.id = k.contact_id and {visible(p)}"
_HOLDERS = (
    f"select {_FIELDS} from case_holdings h join case_holders k on k.id = {_LAST} {_SEEN} where {{among(h.id; :ids)}}"
)
_EVERY_HOLDER = (
    f"select {_FIELDS} from case_holders k {_SEEN} where k.holding_id = :holding_id order by k.from_on, k.id"
)
# All open holdings of a case, whoever may see the groups: they end with the work on it. No contact is answered.
_OPEN_ROWS = "select h.id, h.from_on from case_holdings h where h.case_id = :case_id and h.to_on is null order by h.id"
_OPEN_HOLDERS = "select k.id, k.from_on from case_holders k where k.holding_id = :holding_id and k.to_on is null"


def one(store: Store, holding_id: int) -> Holding | None:
    """Return a holding with its holder; None: there is none, or the actor may not see the group."""
    found = _with_holders(store, store.rows(_BY_ID, id=holding_id))
    return found[0] if found else None


def of_case(store: Store, case_id: int, *, past: bool = False) -> list[Holding]:
    """Return which groups hold a case, by name; with ``past`` also those that did."""
    return _with_holders(store, store.rows(_OF_CASE, case_id=case_id, past=int(past)))


def of_group(store: Store, group_id: int, *, past: bool = False) -> list[Holding]:
    """Return which cases a group holds, the earliest first; with ``past`` also those that it held."""
    return _with_holders(store, store.rows(_OF_GROUP, group_id=group_id, past=int(past)))


def of_holder(store: Store, contact_id: int) -> list[Holding]:
    """Return of which cases somebody holds the casefile, by group; the actor sees them already."""
    return _with_holders(store, store.rows(_OF_HOLDER, contact_id=contact_id))


def waiting(store: Store) -> list[Holding]:
    """Return what groups hold of which something is to be done: no holder, duties not read, casefile not sent."""
    return _with_holders(store, store.rows(_WAITING))


def not_for_groups(store: Store) -> list[Holding]:
    """Return what groups hold of cases that are not public, or whose people do not agree to public work."""
    return _with_holders(store, store.rows(_NOT_FOR_GROUPS))


def every(store: Store, *, past: bool = False) -> list[Holding]:
    """Return who holds which case, by group; with ``past`` also who did."""
    return _with_holders(store, store.rows(_ALL, past=int(past)))


def holders(store: Store, holding_id: int) -> list[Holder]:
    """Return who held the casefile of a holding one after the other, the earliest first."""
    return [Holder(**row) for row in store.rows(_EVERY_HOLDER, holding_id=holding_id)]


def open_rows(store: Store, case_id: int) -> list[Row]:
    """Return number and first day of all open holdings of a case, those of hidden groups too."""
    return store.rows(_OPEN_ROWS, case_id=case_id)


def open_holders(store: Store, holding_id: int) -> list[Row]:
    """Return number and first day of whoever holds the casefile of a holding, hidden or not."""
    return store.rows(_OPEN_HOLDERS, holding_id=holding_id)


def _with_holders(store: Store, rows: Sequence[Row]) -> list[Holding]:
    ids = store.numbers([row["id"] for row in rows])
    there = {row["holding_id"]: Holder(**row) for row in store.rows(_HOLDERS, ids=ids)} if rows else {}
    return [evolve(_holding(row), holder=there.get(row["id"])) for row in rows]


def _holding(row: Row) -> Holding:
    plain = {name: value for name, value in row.items() if name not in {"case_name", "ref"}}
    return Holding(**plain, case=f"{row['case_name']} ({row['ref']})" if row["ref"] else row["case_name"])
