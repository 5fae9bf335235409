"""The SQL of the outbox: claims with leases, the write before the last step, and what became of it."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence

from outreach_crm.dispatch.model import DELIVERY_WAYS, FINAL
from outreach_crm.storage import Row, Store

# Each term that an index is made for stands as it stands there, or SQLite does not use it.
_DUE = "state in ('queued', 'deferred')"
_OUT = "state in ('claimed', 'inflight')"
# A dispatch whose last day has passed stands still, as if somebody had said stop.
_UNDER_WAY = "p.state = 'sending' and (p.until_on is null or p.until_on >= :today)"
_OVER = f"{_OUT} and (lease_until < :now or owner in {{each_text(:ended)}})"
_OWNERS = f"select distinct owner from deliveries where {_OUT}"
_UNCLAIM = f"update deliveries set state = 'queued', owner = '', lease_until = '' where {_OVER} and state = 'claimed'"
# The owner stays: should it be alive after all, it still knows what became of it.
_DOUBT = f"update deliveries set state = 'in_doubt', lease_until = '' where {_OVER} and state = 'inflight'"
_WITH_WORK = (
    f"select p.id from dispatches p where {_UNDER_WAY} and exists (select 1 from deliveries where {_DUE}"
    " and dispatch_id = p.id and not_before <= :now and channel = :channel) order by p.id limit 1"
)
_CLAIM = (
    "update deliveries set state = 'claimed', owner = :owner, lease_until = :until where id in ("
    f"select id from deliveries where {_DUE} and dispatch_id = :dispatch_id and not_before <= :now"
    " and channel = :channel order by not_before, id limit :limit)"
    f" and exists (select 1 from dispatches p where p.id = :dispatch_id and {_UNDER_WAY}) returning id"
)
_WHOSE = (
    "select p.uid, coalesce((select c.uid from v_contacts c where c.id = d.contact_id), '') as contact_uid"
    " from deliveries d join dispatches p on p.id = d.dispatch_id where d.id = :delivery_id"
)
_ORGANISATION = (
    "(select o.name from v_roles r join v_contacts o on o.id = r.organisation_id and {visible(o)}"
    " where r.person_id = c.id and o.trashed_on is null and (r.to_on is null or r.to_on >= :today)"
    " order by r.from_on desc, r.id desc limit 1)"
)
FIELDS: Mapping[str, str] = {
    "name": "c.name",
    "given_name": "coalesce(nullif(c.given, ''), c.name)",
    "family_name": "coalesce(nullif(c.family, ''), c.name)",
    "organisation": f"case when c.kind = 'person' then coalesce({_ORGANISATION}, '') else c.name end",
    "country": "c.country",
}
"""What a text may say of a contact, as a column; the others are made of these and the language."""
_VALUES = ", ".join(["c.uid as contact_uid", *(f"{sql} as {name}" for name, sql in FIELDS.items())])
# Whoever approved it saw them all; whoever lets it leave, perhaps a program at night, sends all of it.
_LOADED = (
    f"select d.id, d.contact_id, d.channel, d.language, d.variant, d.attempts, d.address_key, {_VALUES}"
    " from deliveries d join v_contacts c on c.id = d.contact_id where d.id in {each(:ids)} order by d.id"
)
_READ = f"select {_VALUES} from v_contacts c where c.id = :contact_id and {{visible(c)}}"
_MISSING = (
    "select count(*) as n from dispatch_plan p join v_contacts c on c.id = p.contact_id and {visible(c)}"
    " where p.rule = '' and (p.language in {each_text(:languages)} or p.variant in {each_text(:variants)})"
    " and {field} = ''"
)
_WHO_LACKS = (
    "select c.name from dispatch_plan p join v_contacts c on c.id = p.contact_id and {visible(c)}"
    " where p.rule = '' and (p.language in {each_text(:languages)} or p.variant in {each_text(:variants)})"
    " and {field} = ''"
    " order by c.sort_name, c.id limit :limit"
)
_CONTACTS = "select d.contact_id from deliveries d where d.id in {each(:ids)} and d.contact_id is not null"
_REACHED = (
    "select d.id, a.address from deliveries d join ({addresses}) as a"
    " on a.contact_id = d.contact_id and a.address_key = d.address_key where d.id in {each(:ids)}"
)
_HOLDS = "select id, contact_id from deliveries where id in {each(:ids)} and state = 'claimed' and owner = :owner"
_CANCEL = (
    "update deliveries set state = 'cancelled', rule = :rule, detail = :detail, owner = '', lease_until = '',"
    " settled_at = :now where id = :id and state in ('claimed', 'in_hand')"
)
# Where stop, a last day or a lease that has passed, erasure and a full disk all fail closed: no row, no message.
_COMMIT = (
    "update deliveries set state = 'inflight', attempts = attempts + 1,"
    " lease_until = case when lease_until < :until then :until else lease_until end"
    " where id in {each(:ids)} and state = 'claimed' and owner = :owner and lease_until >= :now"
    " and contact_id is not null and address_key is not null"
    f" and exists (select 1 from dispatches p where p.id = deliveries.dispatch_id and {_UNDER_WAY}) returning id"
)
_ATTEMPTS = (
    "select id, attempts + case when state = 'claimed' then 1 else 0 end as n from deliveries where id in {each(:ids)}"
)
# What went in flight was counted then; what was not tried is no attempt.
_SETTLE = (
    "update deliveries set state = :state, code = :code, reply = :reply, not_before = :not_before,"
    " attempts = attempts + case when state = 'claimed' then cast(:tried as {int}) else 0 end,"
    " made = case when cast(:state as text) = 'in_hand' then cast(:reply as text) else made end,"
    " settled_at = {settled_at}, owner = '', lease_until = ''"
    " where id = :id and owner = :owner and state in ({befores})"
)
# The states from which each may come.
_BEFORES = {
    after: ", ".join(f"'{before}'" for before, also in DELIVERY_WAYS if also == after) for _, after in DELIVERY_WAYS
}
_RELEASE = (
    "update deliveries set state = 'queued', owner = '', lease_until = ''"
    f" where {_OUT} and state = 'claimed' and owner = :owner"
)
_DOUBTS = (
    "select id from deliveries where dispatch_id = :dispatch_id and state = 'in_doubt'"
    " and (:channel = '' or channel = :channel) order by id"
)
_DECIDE = (
    "update deliveries set state = :state, code = :code, rule = :rule, detail = :detail, resent = :resent, owner = '',"
    " settled_at = cast(:settled_at as text) where id = :id and state = 'in_doubt'"
)
_CAME_BACK = "update deliveries set returned = :said where id = :id and returned = '' and state = 'sent'"
_RESENT = "select id from deliveries where id in {each(:ids)} and resent > 0"
_OPEN = (
    "select count(*) as n from deliveries where dispatch_id = :dispatch_id"
    " and state in ('queued', 'claimed', 'inflight', 'in_hand', 'deferred', 'in_doubt')"
)
_DUE_COUNT = f"select count(*) as n from deliveries where {_DUE} and dispatch_id = :dispatch_id"
_NEXT = f"select min(not_before) as at from deliveries where {_DUE} and dispatch_id = :dispatch_id"
_NOW = "update deliveries set not_before = '' where dispatch_id = :dispatch_id and state = 'deferred'"
_CANCEL_ALL = (
    "update deliveries set state = 'cancelled', rule = 'stopped', detail = :because, owner = '', lease_until = '',"
    " settled_at = :now where dispatch_id = :dispatch_id and state in ('queued', 'claimed', 'deferred')"
)
_IN_HAND = (
    "select d.id, d.contact_id, d.channel, d.made, coalesce(c.name, '') as name"
    " from deliveries d left join v_contacts c on c.id = d.contact_id and {visible(c)}"
    " where d.dispatch_id = :dispatch_id and d.state = 'in_hand' order by d.id"
)
_LEFT = (
    "update deliveries set state = 'sent', code = :code, settled_at = :now where id in {each(:ids)}"
    " and state = 'in_hand' returning id"
)
_TAKE_BACK = (
    "update deliveries set state = 'queued', code = '', reply = '', made = ''"
    " where id in {each(:ids)} and state = 'in_hand'"
)


def owners(store: Store) -> list[str]:
    """Return who holds a lease."""
    return [row["owner"] for row in store.rows(_OWNERS)]


def expire(store: Store, ended: Collection[str]) -> tuple[int, int]:
    """Take back what was claimed by programs that have ended or whose lease has passed.

    Returns:
        How many are queued again, since nothing had left, and how many are in doubt.
    """
    over = json.dumps([*ended])
    return store.execute(_UNCLAIM, ended=over), store.execute(_DOUBT, ended=over)


def with_work(store: Store, channel: str) -> int | None:
    """Return the oldest dispatch that is being sent and has something due by a channel."""
    found = store.value(_WITH_WORK, channel=channel)
    return None if found is None else int(found)


def claim(store: Store, dispatch_id: int, channel: str, *, owner: str, until: str, limit: int) -> list[int]:
    """Claim deliveries that are due, those that wait longest first. Call inside ``write()``."""
    rows = store.rows(_CLAIM, dispatch_id=dispatch_id, channel=channel, owner=owner, until=until, limit=limit)
    return [row["id"] for row in rows]


def whose(store: Store, delivery_id: int) -> Row | None:
    """Return of which dispatch a delivery is and to whom, each by its ``uid``."""
    return store.one(_WHOSE, delivery_id=delivery_id)


def load(store: Store, ids: Iterable[int]) -> list[Row]:
    """Return deliveries with what a text may say of their contacts."""
    return store.rows(_LOADED, ids=json.dumps([*ids]))


def values(store: Store, contact_id: int) -> Row | None:
    """Return what a text may say of a contact."""
    return store.one(_READ, contact_id=contact_id)


def missing(
    store: Store, field: str, languages: Iterable[str], variants: Iterable[str], limit: int
) -> tuple[int, list[str]]:
    """Return for how many recipients of the plan, of some languages or variants, a field is empty, and first names."""
    count, names = (sql.replace("{field}", f"({FIELDS[field]})") for sql in (_MISSING, _WHO_LACKS))
    told = {"languages": json.dumps([*languages]), "variants": json.dumps([*variants])}
    n = int(store.value(count, **told))
    return n, [row["name"] for row in store.rows(names, **told, limit=limit)] if n else []


def held(store: Store, ids: Iterable[int], owner: str) -> dict[int, int | None]:
    """Return those of some deliveries that an owner has claimed, each with its contact."""
    return {row["id"]: row["contact_id"] for row in store.rows(_HOLDS, ids=json.dumps([*ids]), owner=owner)}


def contacts_of(ids: Iterable[int]) -> tuple[str, str]:
    """Return the statement that fills a selection with the contacts of deliveries, and its parameter ``ids``."""
    return _CONTACTS, json.dumps([*ids])


def reached(store: Store, ids: Iterable[int], addresses: str) -> dict[int, str]:
    """Return the address of each delivery whose frozen address is still right; the selection holds their contacts."""
    rows = store.rows(_REACHED.replace("{addresses}", addresses), ids=json.dumps([*ids]))
    return {row["id"]: row["address"] for row in rows}


def cancel(store: Store, refused: Sequence[Mapping[str, object]]) -> None:
    """Cancel deliveries that are claimed or in hand, each with its rule and detail."""
    store.execute_many(_CANCEL, refused)


def commit(store: Store, ids: Iterable[int], *, owner: str, until: str) -> list[int]:
    """Write down that messages leave now, and return those that may. Call inside ``write()``."""
    return [row["id"] for row in store.rows(_COMMIT, ids=json.dumps([*ids]), owner=owner, until=until)]


def attempts(store: Store, ids: Iterable[int]) -> dict[int, int]:
    """Return how often each of some deliveries was tried, the attempt under way among them."""
    return {row["id"]: row["n"] for row in store.rows(_ATTEMPTS, ids=json.dumps([*ids]))}


def settle(store: Store, owner: str, state: str, rows: Sequence[Mapping[str, object]]) -> int:
    """Write down that an owner's deliveries have a state, as far as they may come to it; return how many did."""
    settled_at = ":now" if state in FINAL else "null"
    sql = _SETTLE.replace("{befores}", _BEFORES[state]).replace("{settled_at}", settled_at)
    return store.execute_many(sql, rows, owner=owner, state=state)


def release(store: Store, owner: str) -> int:
    """Give back what an owner has claimed and not let leave; return how many."""
    return store.execute(_RELEASE, owner=owner)


def doubts(store: Store, dispatch_id: int, channel: str = "") -> list[int]:
    """Return the deliveries in doubt, of one channel or of all."""
    return [row["id"] for row in store.rows(_DOUBTS, dispatch_id=dispatch_id, channel=channel)]


def decide(store: Store, rows: Sequence[Mapping[str, object]]) -> None:
    """Write down what was found out, or decided, of deliveries in doubt."""
    store.execute_many(_DECIDE, rows)


def resent(store: Store, ids: Iterable[int]) -> set[int]:
    """Return those of some deliveries that were sent a second time already."""
    return {row["id"] for row in store.rows(_RESENT, ids=json.dumps([*ids]))}


def unfinished(store: Store, dispatch_id: int) -> int:
    """Return how many deliveries of a dispatch are not settled."""
    return int(store.value(_OPEN, dispatch_id=dispatch_id))


def due(store: Store, dispatch_id: int) -> int:
    """Return how many deliveries are still to be tried, now or later."""
    return int(store.value(_DUE_COUNT, dispatch_id=dispatch_id))


def next_try(store: Store, dispatch_id: int) -> str:
    """Return the moment of the next attempt, empty where it is now or there is none."""
    return str(store.value(_NEXT, dispatch_id=dispatch_id) or "")


def hasten(store: Store, dispatch_id: int) -> int:
    """Let what was deferred be tried at once; return how many."""
    return store.execute(_NOW, dispatch_id=dispatch_id)


def cancel_all(store: Store, dispatch_id: int, because: str) -> int:
    """Cancel whatever has not left and is in nobody's hand, and return how many."""
    return store.execute(_CANCEL_ALL, dispatch_id=dispatch_id, because=because)


def in_hand(store: Store, dispatch_id: int) -> list[Row]:
    """Return what of a dispatch is in somebody's hand: delivery, contact, its name, channel, and where it lies."""
    return store.rows(_IN_HAND, dispatch_id=dispatch_id)


def handed_over(store: Store, ids: Iterable[int], code: str) -> list[int]:
    """Write down that what was in hand has left, and return what was."""
    return [row["id"] for row in store.rows(_LEFT, ids=json.dumps([*ids]), code=code)]


def take_back(store: Store, ids: Iterable[int]) -> int:
    """Let what was in hand be made again; return how many."""
    return store.execute(_TAKE_BACK, ids=json.dumps([*ids]))


def came_back(store: Store, rows: Sequence[Mapping[str, object]]) -> None:
    """Write down what was said of messages that left and came back; of several returns the first stays."""
    store.execute_many(_CAME_BACK, rows)
