"""The SQL of updates and their receipts."""

from collections.abc import Sequence

from attrs import evolve

from outreach_cases.model.updates import Receipt, Update
from outreach_cases.queries import within
from outreach_crm.storage import Row, Store

_UPDATE = (
    "select u.id, u.case_id, c.name as case_name, c.ref, u.kind, u.text, u.written_by, u.written_on, u.change_id"
    " from case_updates u join cases c on c.id = u.case_id and {within(c)}"
)
_BY_ID = f"{_UPDATE} where u.id = :id"
_OF_CASE = f"{_UPDATE} where u.case_id = :case_id order by u.written_on desc, u.id desc"
_RECEIPT = (
    'select r.id, r.update_id, r.holder_id, h.group_id, g.name as "group", p.id as contact_id,'
    " coalesce(p.name, '') as person, r.sent_on, r.seen_on, r.seen_by, r.change_id,"
    " coalesce(d.state, '') as far, coalesce(d.returned, '') as returned from case_receipts r"
    " left join v_deliveries d on d.dispatch_id = r.dispatch_id"
    " join case_holders k on k.id = r.holder_id join case_holdings h on h.id = k.holding_id"
    f" and {within.of('h.case_id')}"
    " join v_contacts g on g.id = h.group_id and {visible(g)}"
    " left join v_contacts p on p.id = k.contact_id and {visible(p)}"
)
_RECEIPTS = f"{_RECEIPT} where {{among(r.update_id; :ids)}} order by g.sort_name, r.id"
_RECEIPT_BY_ID = f"{_RECEIPT} where r.id = :id"
# For the person themself, who sees no group: only numbers of rows that are theirs, and what was told them.
_THEIRS = (
    "select r.id, r.update_id, u.text, u.written_on, r.sent_on, c.name as case_name from case_receipts r"
    " join case_holders k on k.id = r.holder_id join case_updates u on u.id = r.update_id"
    " join cases c on c.id = u.case_id and {within(c)} where k.contact_id = :contact_id and r.seen_on is null"
    " order by r.id"
)
# Whoever fetches the mail: an answer is noted also where the case is not theirs to see.
_ANSWERED = (
    "select r.id, r.update_id, u.text, u.written_on, r.sent_on, c.name as case_name from case_receipts r"
    " join case_holders k on k.id = r.holder_id join case_updates u on u.id = r.update_id"
    " join cases c on c.id = u.case_id where k.contact_id = :contact_id and r.update_id = :update_id"
    " and r.seen_on is null order by r.id"
)
_HAS = "select count(*) from v_points p where p.contact_id = :contact_id and p.address_key = :key and p.kind = 'email'"
_SENT_TO = "select r.holder_id from case_receipts r where r.update_id = :update_id"


def one(store: Store, update_id: int) -> Update | None:
    """Return an update with its receipts; None: there is none."""
    found = _with_receipts(store, store.rows(_BY_ID, id=update_id))
    return found[0] if found else None


def of_case(store: Store, case_id: int) -> list[Update]:
    """Return the updates on a case with their receipts, the latest first."""
    return _with_receipts(store, store.rows(_OF_CASE, case_id=case_id))


def receipt(store: Store, receipt_id: int) -> Receipt | None:
    """Return a receipt; None: there is none, or the actor may not see the group."""
    row = store.one(_RECEIPT_BY_ID, id=receipt_id)
    return Receipt(**row) if row else None


def unread_of(store: Store, contact_id: int) -> list[Row]:
    """Return what was sent to somebody who has not said that they read it."""
    return store.rows(_THEIRS, contact_id=contact_id)


def answered_by(store: Store, contact_id: int, update_id: int) -> list[Row]:
    """Return what of an update was sent to somebody who has not said that they read it, whoever may see its case."""
    return store.rows(_ANSWERED, contact_id=contact_id, update_id=update_id)


def has(store: Store, contact_id: int, key: str) -> bool:
    """Return whether an e-mail address is somebody's, by its key."""
    return bool(store.value(_HAS, contact_id=contact_id, key=key))


def sent_to(store: Store, update_id: int) -> set[int]:
    """Return to which rows of holders an update was sent, hidden or not."""
    return {row["holder_id"] for row in store.rows(_SENT_TO, update_id=update_id)}


def _with_receipts(store: Store, rows: Sequence[Row]) -> list[Update]:
    if not rows:
        return []
    ids = store.numbers([row["id"] for row in rows])
    receipts = [Receipt(**row) for row in store.rows(_RECEIPTS, ids=ids)]
    return [evolve(_update(row), receipts=tuple(one for one in receipts if one.update_id == row["id"])) for row in rows]


def _update(row: Row) -> Update:
    plain = {name: value for name, value in row.items() if name not in {"case_name", "ref"}}
    return Update(**plain, case=f"{row['case_name']} ({row['ref']})" if row["ref"] else row["case_name"])
