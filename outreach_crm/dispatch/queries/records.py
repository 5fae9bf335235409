"""The SQL of dispatches and of what is shown of their deliveries."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping

from outreach_crm.dispatch.model import (
    Count,
    Delivery,
    DeliveryState,
    Dispatch,
    Letter,
    Tally,
    Text,
    Wanted,
    of_any,
    reasons,
    recalled_all,
    said,
)
from outreach_crm.model import Ref
from outreach_crm.storage import Row, Store
from outreach_crm.text import say

_COLUMNS = (
    "select p.id, p.uid, p.name, p.purpose, p.sector, p.channel, p.place, p.segment, p.ref_kind, p.ref_id, p.signed_up,"
    " p.policy, p.fields, p.variants, p.reasons, p.follows, p.test_of, p.until_on, p.second_above, p.state,"
    " p.frozen_at, p.approved_at, p.halted_at, p.halted_because, p.for_good, p.change_id,"
    " coalesce(a.name, '') as approved_by, coalesce(h.name, '') as halted_by from dispatches p"
    " left join accounts a on a.id = p.approved_by left join accounts h on h.id = p.halted_by"
)
_ONE = f"{_COLUMNS} where p.id = :id"
# Programs that send ask for a mailing by its number, whoever they do it for; people see none about what they may not.
TOLD = (
    "{told('dispatches'; p.id)} and (not exists (select 1 from deliveries d where d.dispatch_id = p.id) or exists"
    " (select 1 from deliveries d left join v_contacts c on c.id = d.contact_id where d.dispatch_id = p.id"
    " and (c.id is null or {within(c)})))"
)
"""Condition on a dispatch ``p``: it is about nothing that a circle of others keeps, nor only to contacts of one."""
_LIST = (
    f"{_COLUMNS} where p.state in {{each_text(:states)}} and (:tests = 1 or p.test_of is null)"
    f" and (:before = 0 or p.id < :before) and {TOLD} order by p.id desc limit :limit"
)
# A test is found by its number: nobody who names a mailing means one of its tests.
_ONE_TOLD = f"{_ONE} and {TOLD}"
_NAMES = f"select p.id, p.name from dispatches p where p.test_of is null and {TOLD} order by p.id desc"
_BY_KEY = "select id from dispatches where name_key = :key"
_FOLLOWING = "select id from dispatches where follows = :id order by id"
_LETTERS = (
    "select language, name, address, salutation, body, copies from dispatch_letters where dispatch_id = :id order by id"
)
_TEXTS = "select language, subject, body from dispatch_texts where dispatch_id = :id order by id"
_TEXT_IDS = "select id, language, subject, body from dispatch_texts where dispatch_id = :id order by id"
_VERSION = "select change_id from dispatch_texts where dispatch_id = :id and language = :language"
_COUNTS = "select state, count(*) as n from deliveries where dispatch_id = :id group by state order by state"
_RETURNED = "select count(*) as n from deliveries where dispatch_id = :id and returned <> ''"
_RULES = (
    "select rule, count(*) as n from deliveries where dispatch_id = :id and rule <> '' group by rule order by 2 desc, 1"
)
_FAILED = (
    "select case when reply = '' then code else reply end as said, count(*) as n from deliveries"
    " where dispatch_id = :id and state = 'failed' group by 1"
)
_DELIVERIES = (
    "select d.id, d.contact_id, c.name, d.channel, d.language, d.state, d.because, d.rule, d.detail, d.attempts,"
    " d.code, d.reply, d.settled_at, d.returned from deliveries d"
    " join v_contacts c on c.id = d.contact_id and {visible(c)}"
    " where d.dispatch_id = :id and (:any = 1 or d.state in {each_text(:states)})"
    " and (:left_out = 0 or d.state in ('failed', 'cancelled', 'refused') or d.returned <> '')"
    " and (:rule = '' or d.rule = :rule) and (:everybody = 1 or d.contact_id in {each(:ids)})"
    " order by c.sort_name, d.id limit :limit offset :offset"
)
_NAME = "select c.name from v_contacts c where c.id = :id and {visible(c)}"
_SOME = (
    "select d.id from deliveries d join v_contacts c on c.id = d.contact_id and {visible(c)}"
    " where d.dispatch_id = :id and (cast(:contact_id as {int}) is null or d.contact_id = :contact_id)"
    " and d.state <> 'refused' order by d.id limit 1"
)
_CHANNELS = "select distinct channel from deliveries where dispatch_id = :id and state <> 'refused' order by 1"
_ABOUT = (
    "select distinct p.ref_kind, p.ref_id from deliveries d join dispatches p on p.id = d.dispatch_id"
    " where {among(d.id; :ids)} and p.ref_kind is not null order by 1, 2"
)
RECEIVED = (
    "exists (select 1 from v_deliveries d where d.contact_id = c.id and d.dispatch_id = :dispatch_id"
    " and d.state in ('sent', 'in_doubt') and d.returned = '')"
)
"""The predicate of the contacts that got a dispatch, or may have got it."""
MISSED = (
    "(exists (select 1 from v_deliveries d where d.contact_id = c.id and d.dispatch_id = :dispatch_id"
    " and (d.state in ('failed', 'cancelled', 'refused') or d.returned <> ''))"
    " and not exists (select 1 from v_deliveries d where d.contact_id = c.id and d.dispatch_id = :dispatch_id"
    " and d.state not in ('failed', 'cancelled', 'refused') and d.returned = ''))"
)
"""The predicate of the contacts that should have got a dispatch, and did not."""
SENT_SINCE = (
    "exists (select 1 from deliveries d where d.contact_id = c.id and d.state in ('sent', 'in_doubt')"
    " and d.returned = '' and d.settled_at >= :day)"
)
"""The predicate of the contacts that got anything since a day."""


def dispatch(store: Store, dispatch_id: int) -> Dispatch | None:
    """Return a dispatch with its texts."""
    row = store.one(_ONE, id=dispatch_id)
    return _dispatch(store, row) if row else None


def told(store: Store, dispatch_id: int) -> Dispatch | None:
    """Return a dispatch, unless it is about a record that a circle of others keeps to itself."""
    row = store.one(_ONE_TOLD, id=dispatch_id)
    return _dispatch(store, row) if row else None


def dispatches(store: Store, *, states: Iterable[str], tests: bool, before: int, limit: int) -> list[Dispatch]:
    """Return dispatches in some states, the latest first; those before a number where that is not 0."""
    told = {"states": json.dumps([*states]), "tests": int(tests), "before": before}
    return [_dispatch(store, row) for row in store.rows(_LIST, **told, limit=limit)]


def _dispatch(store: Store, row: Row) -> Dispatch:
    kind, number = row.pop("ref_kind"), row.pop("ref_id")
    for name in ("fields", "variants"):
        row[name] = json.loads(row[name])
    row["reasons"] = recalled_all(row["reasons"])
    texts = tuple(Text(**text) for text in store.rows(_TEXTS, id=row["id"]))
    return Dispatch(**row, ref=Ref(kind, number) if kind else None, texts=texts)


def about(store: Store, deliveries: Iterable[int]) -> list[Ref]:
    """Return what the dispatches of some deliveries are about, of those that are about something."""
    ids = store.numbers([*deliveries])
    return [Ref(row["ref_kind"], row["ref_id"]) for row in store.rows(_ABOUT, ids=ids)]


def following(store: Store, dispatch_id: int) -> list[int]:
    """Return the dispatches for those who missed one, in order."""
    return [row["id"] for row in store.rows(_FOLLOWING, id=dispatch_id)]


def text_ids(store: Store, dispatch_id: int) -> list[tuple[int, Text]]:
    """Return the texts of a dispatch, each with the id of its row."""
    return [(row.pop("id"), Text(**row)) for row in store.rows(_TEXT_IDS, id=dispatch_id)]


def version(store: Store, dispatch_id: int, language: str) -> int | None:
    """Return the last change of a text."""
    found = store.value(_VERSION, id=dispatch_id, language=language)
    return None if found is None else int(found)


def names(store: Store) -> dict[int, str]:
    """Return the names of all dispatches by id, the latest first."""
    return {row["id"]: row["name"] for row in store.rows(_NAMES)}


def by_key(store: Store, key: str) -> int | None:
    """Return the id of the dispatch with a folded name."""
    found = store.value(_BY_KEY, key=key)
    return None if found is None else int(found)


def counts(store: Store, dispatch_id: int) -> list[Count]:
    """Return how many deliveries have which state."""
    return [Count(**row) for row in store.rows(_COUNTS, id=dispatch_id)]


def returned(store: Store, dispatch_id: int) -> int:
    """Return how many messages left and came back."""
    return int(store.value(_RETURNED, id=dispatch_id))


def channels_of(store: Store, dispatch_id: int) -> list[str]:
    """Return the channels by which a dispatch goes."""
    return [row["channel"] for row in store.rows(_CHANNELS, id=dispatch_id)]


def some_delivery(store: Store, dispatch_id: int, contact_id: int | None) -> int | None:
    """Return a delivery of a dispatch that was not left out: that of a contact, or the first one."""
    found = store.value(_SOME, id=dispatch_id, contact_id=contact_id)
    return None if found is None else int(found)


def rules(store: Store, dispatch_id: int) -> dict[str, int]:
    """Return how many are left out, by rule."""
    return {row["rule"]: row["n"] for row in store.rows(_RULES, id=dispatch_id)}


def failures(store: Store, dispatch_id: int) -> list[Tally]:
    """Return why messages failed, the most frequent first; what differs by address alone is counted together."""
    found = Counter[str]()
    for row in store.rows(_FAILED, id=dispatch_id):
        found[of_any(row["said"])] += int(row["n"])
    return [
        Tally(key="failed", sentence=say("did not get through: {why}", why=why), n=n) for why, n in found.most_common()
    ]


def deliveries(store: Store, dispatch_id: int, told: Mapping[str, str], wanted: Wanted) -> list[Delivery]:
    """Return deliveries by name of the contact.

    Args:
        store: the store.
        dispatch_id: of which dispatch.
        told: sentences of reasons and rules, by key.
        wanted: which of them.
    """
    rows = store.rows(
        _DELIVERIES,
        id=dispatch_id,
        any=int(not wanted.states),
        states=json.dumps([*wanted.states]),
        left_out=int(wanted.left_out),
        rule=wanted.rule,
        everybody=int(wanted.contacts is None),
        ids=json.dumps([*(wanted.contacts or ())]),
        limit=wanted.limit,
        offset=wanted.offset,
    )
    return [Delivery(why=reasons(row.pop("because"), told), left_out=_why_not(store, row, told), **row) for row in rows]


def _why_not(store: Store, row: Row, told: Mapping[str, str]) -> str:
    """Return why a message is not made or did not get through, in a sentence; empty where neither is so."""
    why = left_out(store, row["rule"], row.pop("detail"), told)
    if why or row["state"] != DeliveryState.FAILED:
        return why
    replied = row["reply"] or row["code"]
    return say("did not get through: {why}", why=replied) if replied else say("did not get through")


def left_out(store: Store, rule: str, detail: str, told: Mapping[str, str]) -> str:
    """Return why somebody is left out as a sentence; empty where nobody is."""
    if rule == "shared-address" and detail:
        detail = store.value(_NAME, id=int(detail)) or say("somebody else")
    return said(told.get(rule, rule), {"detail": detail}) if rule else ""


def letters(store: Store, dispatch_id: int) -> list[Letter]:
    """Return the letters to be sent on, in the order in which they were given."""
    return [Letter(**row) for row in store.rows(_LETTERS, id=dispatch_id)]
