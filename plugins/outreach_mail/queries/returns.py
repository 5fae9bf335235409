"""The SQL of what came back."""

import json
from collections.abc import Iterable, Mapping

from outreach_crm.storage import Row, Store
from outreach_mail.model.returns import Return

_DELIVERY = (
    "select d.id, d.dispatch_id, d.contact_id, d.address_key, d.state, d.purpose, d.name, d.ref_kind, d.ref_id,"
    " p.uid, p.frozen_at from v_deliveries d join v_dispatches p on p.id = d.dispatch_id"
    " where d.id = :id"
)
_KNOWN = "select digest from mail_returns where digest in {each_text(:digests)}"
_ADDRESSES = "select distinct value from v_points where address_key = :key and kind = 'email'"
_SOFT = (
    "select count(distinct r.delivery_id) as n from mail_returns r where r.address_key = :key and r.kind = 'soft'"
    " and r.came_at >= :since and r.id > coalesce((select max(m.id) from mail_returns m where m.address_key = :key"
    " and m.marked = 1), 0)"
)
_MARK = "update mail_returns set marked = 1 where id = :id"
_MADE = "update mail_returns set made_change = cast(:made as {int}) where id = :id"
_SETTLED = (
    "select r.delivery_id, r.dispatch_id, max(case when r.kind in ('hard', 'blocked') then 1 else 0 end) as failed,"
    " max(case when r.kind in ('hard', 'soft', 'blocked') then r.diagnostic else '' end) as said from mail_returns r"
    " join v_deliveries d on d.id = r.delivery_id and d.state = 'in_doubt' group by r.delivery_id, r.dispatch_id"
    " order by r.delivery_id"
)
_HARD = (
    "select count(distinct delivery_id) as n from mail_returns"
    " where dispatch_id = :dispatch_id and kind = 'hard' and came_at > :since"
)
_TRIED = (
    "select count(*) as n from v_deliveries where dispatch_id = :dispatch_id and state in ('sent', 'failed')"
    " and settled_at > :since"
)
# What somebody answers to a mailing is told to whoever may see what that is about.
_RETURN = (
    "select r.id, r.kind, r.came_at, d.name as mailing, r.dispatch_id, r.contact_id, c.name as contact, r.status,"
    " r.diagnostic, r.sender, r.subject, r.text, r.marked, r.made_change, r.read_at from mail_returns r"
    " join v_dispatches d on d.id = r.dispatch_id and {told('dispatches'; d.id)}"
    " join v_contacts c on c.id = r.contact_id and {visible(c)}"
)
_LIST = (
    f"{_RETURN} where (:kind = '' or r.kind = :kind) and (:dispatch_id = 0 or r.dispatch_id = :dispatch_id)"
    " and (:unread = 0 or (r.read_at is null and r.kind = 'reply')) and (:marked = 0 or r.marked = 1)"
    " and (:before = 0 or r.id < :before) order by r.id desc limit :limit"
)
_ONE = f"{_RETURN} where r.id = :id"
_READ = "update mail_returns set read_at = :now where id = :id and read_at is null"
_COUNTS = (
    "select kind, count(*) as n from mail_returns where (:dispatch_id = 0 or dispatch_id = :dispatch_id)"
    " and {told('dispatches'; dispatch_id)}"
    " group by kind order by kind"
)
_INBOX = "select id, validity, last, again from mail_inboxes where place = :place"
_LOOKED = (
    "update mail_inboxes set validity = :validity, last = :last, again = :again, looked_at = :now where place = :place"
)
_FORGED = "update mail_inboxes set forged = forged + :n, looked_at = :now where place = :place"
_INBOXES = "select place, looked_at, forged from mail_inboxes order by place"


def delivery(store: Store, delivery_id: int) -> Row | None:
    """Return what a delivery is: dispatch, contact, key of the address, state, purpose, about what, its names."""
    return store.one(_DELIVERY, id=delivery_id)


def known(store: Store, digests: Iterable[str]) -> set[str]:
    """Return the digests of mails that are written down."""
    return {row["digest"] for row in store.rows(_KNOWN, digests=json.dumps([*digests]))}


def addresses(store: Store, key: str) -> list[str]:
    """Return the e-mail addresses that have a key."""
    return [row["value"] for row in store.rows(_ADDRESSES, key=key)]


def write(store: Store, row: Mapping[str, object]) -> int:
    """Write down a mail that came back."""
    return store.insert("mail_returns", row)


def soft(store: Store, key: str, since: str) -> int:
    """Return how many messages to an address came back for the time being, since it was last marked as wrong."""
    return int(store.value(_SOFT, key=key, since=since))


def mark(store: Store, return_id: int) -> None:
    """Write down that an address was marked as wrong for this mail."""
    store.execute(_MARK, id=return_id)


def made(store: Store, return_id: int, made_change: int) -> None:
    """Write down which change was made because of it."""
    store.execute(_MADE, id=return_id, made=made_change)


def settled(store: Store) -> list[Row]:
    """Return the deliveries in doubt of which something came back, whether they failed, and what was said."""
    return store.rows(_SETTLED)


def share(store: Store, dispatch_id: int, since: str) -> tuple[int, int]:
    """Return how many messages of a dispatch came back because there is no such address, and how many were tried."""
    told = {"dispatch_id": dispatch_id, "since": since}
    return int(store.value(_HARD, **told)), int(store.value(_TRIED, **told))


def listed(
    store: Store, *, kind: str, dispatch_id: int, unread: bool, marked: bool, before: int, limit: int
) -> list[Return]:
    """Return what came back, the latest first; ``before`` a number where that is not 0."""
    rows = store.rows(
        _LIST,
        kind=kind,
        dispatch_id=dispatch_id,
        unread=int(unread),
        marked=int(marked),
        before=before,
        limit=limit,
    )
    return [Return(**row) for row in rows]


def one(store: Store, return_id: int) -> Return | None:
    """Return one mail that came back."""
    row = store.one(_ONE, id=return_id)
    return Return(**row) if row else None


def read(store: Store, return_id: int) -> None:
    """Write down that somebody has read it."""
    store.execute(_READ, id=return_id)


def counts(store: Store, dispatch_id: int = 0) -> dict[str, int]:
    """Return how many mails came back by kind, of one dispatch or of all."""
    return {row["kind"]: row["n"] for row in store.rows(_COUNTS, dispatch_id=dispatch_id)}


def inbox(store: Store, place: str) -> Row | None:
    """Return how far an inbox was looked through."""
    return store.one(_INBOX, place=place)


def add_inbox(store: Store, place: str) -> None:
    """Write down an inbox that nobody has looked into yet."""
    store.insert("mail_inboxes", {"place": place})


def looked(store: Store, place: str, validity: str, last: int, again: Iterable[int]) -> None:
    """Write down how far an inbox was looked through, and what of it is to be looked at again."""
    store.execute(_LOOKED, place=place, validity=validity, last=last, again=json.dumps([*again]))


def forged(store: Store, place: str, n: int) -> None:
    """Count mails that claim to be about a message of ours and name none."""
    store.execute(_FORGED, place=place, n=n)


def inboxes(store: Store) -> list[Row]:
    """Return the inboxes that were looked into: place, when, and how many forged mails came."""
    return store.rows(_INBOXES)
