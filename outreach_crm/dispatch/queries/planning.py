"""The SQL that decides who gets what: the open selection becomes a plan, and the plan becomes deliveries.

The plan is a table of the connection, so that a preview and the freezing see the same thing and nothing is read twice.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from outreach_crm.dispatch.model import Tally
from outreach_crm.storage import Row, Store

_TABLES = (
    "create temp table if not exists dispatch_plan (contact_id {int} primary key, channel {text} not null,"
    " address_key {text}, language {text} not null, variant {text} not null, because {text} not null,"
    " rule {text} not null, detail {text} not null)",
    "create temp table if not exists dispatch_refusals (contact_id {int} primary key, rule {text} not null,"
    " detail {text} not null)",
    "create temp table if not exists dispatch_chosen (contact_id {int} primary key, channel {text}, language {text},"
    " variant {text}, because {text})",
    "create temp table if not exists dispatch_speech (wanted {text} not null, also {text} not null,"
    " language {text} not null, primary key (wanted, also))",
)
_EMPTY = (
    *("delete from dispatch_plan", "delete from dispatch_refusals"),
    *("delete from dispatch_chosen", "delete from dispatch_speech"),
)
_WANTED = "coalesce(nullif(s.language, ''), c.language)"
_SPEECH = (
    f"select distinct {_WANTED} as wanted, c.languages as also from selection s"
    " join v_contacts c on c.id = s.contact_id and {visible(c)}"
)
_SPEAK = "insert into dispatch_speech (wanted, also, language) values (:wanted, :also, :language)"
_CHANNELS = "select distinct coalesce(nullif(channel, ''), :channel) as channel from selection order by 1"
_REFUSE = (
    "insert into dispatch_refusals (contact_id, rule, detail) values (:contact_id, :rule, :detail)"
    " on conflict (contact_id) do nothing"
)
# What a channel and its clearance are asked of is the selection; so others stand aside meanwhile.
_ASIDE = (
    "insert into dispatch_chosen (contact_id, channel, language, variant, because)"
    " select contact_id, channel, language, variant, because from selection"
)
_TAKE = (
    "insert into selection (contact_id, channel, language, variant, because)"
    " select contact_id, channel, language, variant, because from dispatch_chosen"
)
_TAKE_SOME = f"{_TAKE} where coalesce(nullif(channel, ''), :own) = :channel"
_NOBODY = "delete from selection"
_ANALYZE = "analyze selection"
_PLAN = (
    "insert into dispatch_plan (contact_id, channel, address_key, language, variant, because, rule, detail)"
    " with reached as (select contact_id, address_key,"
    " row_number() over (partition by contact_id order by rank, address_key) as n from ({addresses}) as a)"
    " select s.contact_id, cast(:channel as text), r.address_key, w.language, coalesce(s.variant, ''),"
    " coalesce(s.because, ''),"
    " case when f.rule is not null then f.rule when r.address_key is null then 'no-address' else '' end,"
    " coalesce(f.detail, '')"
    " from selection s join v_contacts c on c.id = s.contact_id and {visible(c)}"
    f" join dispatch_speech w on w.wanted = {_WANTED} and w.also = c.languages"
    " left join dispatch_refusals f on f.contact_id = s.contact_id"
    " left join reached r on r.contact_id = s.contact_id and r.n = 1"
)
# Contacts of one address get one copy between them: whoever has been known longest, of those who may get it.
_SHARE = (
    "update dispatch_plan set rule = 'shared-address', detail = cast(shared.receiver as text) from"
    " (select channel, address_key, min(contact_id) as receiver from dispatch_plan where rule = ''"
    " group by channel, address_key having count(*) > 1) as shared"
    " where dispatch_plan.rule = '' and dispatch_plan.channel = shared.channel"
    " and dispatch_plan.address_key = shared.address_key and dispatch_plan.contact_id <> shared.receiver"
)
# A dispatch and those that follow it; what may still leave or may have left counts as received, unless it came back.
_CHAIN = "d.dispatch_id in (select p.id from dispatches p where p.id = :follows or p.follows = :follows)"
_GOT = f"{_CHAIN} and d.state not in ('failed', 'cancelled', 'refused') and d.returned = ''"
MISSED = (
    "select d.contact_id, nullif(d.channel, w.channel) as channel, d.variant, d.because from deliveries d"
    f" join dispatches w on w.id = d.dispatch_id where {_CHAIN} and d.contact_id is not null"
    " and (d.state in ('failed', 'cancelled', 'refused') or d.returned <> '') and d.contact_id not in"
    f" (select d.contact_id from deliveries d where {_GOT} and d.contact_id is not null)"
)
"""The statement that fills a selection with those who missed a dispatch, ``:follows``, with their reasons.

Whoever was to get it another way than most, such as on paper, is to get it that way again.
"""
_GOT_THERE = (
    "update dispatch_plan set rule = 'got-it' where rule = '' and exists (select 1 from deliveries d"
    f" where {_GOT} and d.channel = dispatch_plan.channel and d.address_key = dispatch_plan.address_key)"
)
_FREEZE = (
    "insert into deliveries (dispatch_id, contact_id, channel, address_key, language, variant, because, state, rule,"
    " detail)"
    " select cast(:dispatch_id as {int}), contact_id, channel, case when rule = '' then address_key end, language,"
    " variant, because, case when rule = '' then 'queued' else 'refused' end, rule, detail from dispatch_plan"
    " order by contact_id"
)
_LIST = (
    "select {join(told; ' ')} as told from (select cast(contact_id as text) || because as told from dispatch_plan"
    " where rule = '' order by contact_id) as listed"
)
_RECIPIENTS = "select count(*) as n from dispatch_plan where rule = ''"
_CONSIDERED = "select count(*) as n from dispatch_plan"
_COUNTS = (
    "select {column} as key, count(*) as n from dispatch_plan where rule {is} '' group by {column} order by 2 desc, 1"
)
_OF_RULE = (
    "select p.contact_id, p.rule, p.detail, c.name from dispatch_plan p join v_contacts c on c.id = p.contact_id"
    " and {visible(c)} where p.rule = :rule order by c.sort_name, c.id limit :limit"
)
# Who stands in the plan, by what is asked of it.
_WHO = (
    "select p.contact_id, c.name, p.channel, p.language, p.because, p.rule, p.detail from dispatch_plan p"
    " join v_contacts c on c.id = p.contact_id and {visible(c)}"
    " where {which} order by c.sort_name, c.id limit :limit offset :offset"
)
_WHICH = {
    "all": "1 = 1",
    "gets": "p.rule = ''",
    "left-out": "p.rule <> ''",
    "rule": "p.rule = :key",
    "because": "p.rule = '' and p.because = :key",
    "among": "p.contact_id in {each(:ids)}",
}
_NAMES = (
    "select c.name from v_contacts c where {among(c.id; :ids)} and {visible(c)} order by c.sort_name, c.id limit :limit"
)
# One of each language and variant first, so that every text is seen.
_EXAMPLES = (
    "select contact_id, language, variant, channel from (select p.*, row_number() over"
    " (partition by p.language, p.variant order by p.contact_id) as n from dispatch_plan p where p.rule = '') as q"
    " order by q.n, q.language, q.variant limit :limit"
)
_VARIANTS = (
    "select language, variant, count(*) as n from dispatch_plan where rule = '' group by language, variant"
    " order by language, variant"
)

SOME = 5
"""How many names stand beside a count."""


def begin(store: Store) -> None:
    """Make the plan's tables where this connection has none yet, and empty them. Needs an open selection."""
    for sql in (*_TABLES, *_EMPTY):
        store.execute(sql)


def speak(store: Store, choose: Callable[[str, str], str]) -> None:
    """Write down in which language each recipient is written to; ``choose`` is asked once for each sort of reader."""
    rows = store.rows(_SPEECH)
    store.execute_many(_SPEAK, [{**row, "language": choose(row["wanted"], row["also"])} for row in rows])


def each_channel(store: Store, own: str) -> Iterator[str]:
    """Yield the channels of the selection, which holds only those whom each is for meanwhile, and all in the end.

    Args:
        store: the store.
        own: the channel of the dispatch, for contacts whom the selection gives none.
    """
    keys = [row["channel"] for row in store.rows(_CHANNELS, channel=own)]
    if len(keys) < 2:
        yield from keys
        return
    store.execute(_ASIDE)
    for key in keys:
        store.execute(_NOBODY)
        store.execute(_TAKE_SOME, channel=key, own=own)
        store.execute(_ANALYZE)
        yield key
    store.execute(_NOBODY)
    store.execute(_TAKE)
    store.execute(_ANALYZE)


def refuse(store: Store, refused: Iterable[Mapping[str, object]]) -> None:
    """Write down who must not be turned to; of two reasons the first stays."""
    store.execute_many(_REFUSE, refused)


def plan(store: Store, channel: str, addresses: str) -> None:
    """Plan what goes by one channel to those in the selection.

    Args:
        store: the store.
        channel: its key.
        addresses: its statement of addresses.
    """
    store.execute(_PLAN.replace("{addresses}", addresses), channel=channel)


def share(store: Store, follows: int | None) -> None:
    """Leave one recipient at each address, and none where a dispatch before this one went."""
    if follows is not None:
        store.execute(_GOT_THERE, follows=follows)
    store.execute(_SHARE)


def freeze(store: Store, dispatch_id: int) -> int:
    """Make the plan the deliveries of a dispatch and return how many there are. Call inside ``write()``."""
    return store.execute(_FREEZE, dispatch_id=dispatch_id)


def recipients(store: Store) -> int:
    """Return how many in the plan get it."""
    return int(store.value(_RECIPIENTS))


def version(store: Store, warned: Iterable[tuple[int, str]]) -> int:
    """Return a number that is another one as soon as somebody else gets it, for another reason or with another warning.

    Args:
        store: the store.
        warned: contacts and the rules that warn of them.
    """
    told = f"{store.value(_LIST)} {sorted(warned)}"
    return int.from_bytes(sha256(told.encode()).digest()[:7])


def considered(store: Store) -> int:
    """Return how many contacts stand in the plan."""
    return int(store.value(_CONSIDERED))


def counts(store: Store, column: str, *, refused: bool) -> list[Row]:
    """Return ``key`` and ``n`` of one column of the plan, of recipients or of those who are left out."""
    return store.rows(_COUNTS.replace("{column}", column).replace("{is}", "<>" if refused else "="))


def of_rule(store: Store, rule: str) -> list[Row]:
    """Return the first contacts that a rule leaves out, by name, each with the rule's detail."""
    return store.rows(_OF_RULE, rule=rule, limit=SOME)


def names(store: Store, ids: Sequence[int]) -> list[str]:
    """Return the first names, in order, of some contacts."""
    return [row["name"] for row in store.rows(_NAMES, ids=store.numbers(ids), limit=SOME)]


def who(store: Store, which: str, *, key: str = "", ids: Iterable[int] = (), limit: int, offset: int = 0) -> list[Row]:
    """Return some of those who stand in the plan, by name.

    Args:
        store: the store.
        which: ``all``, ``gets``, ``left-out``, ``rule`` or ``because`` with its key, ``among`` some contacts.
        key: of the rule or the reason.
        ids: the contacts, for ``among``.
        limit: how many at most.
        offset: how many are passed over.
    """
    needed = {"rule": {"key": key}, "because": {"key": key}, "among": {"ids": json.dumps([*ids])}}.get(which, {})
    return store.rows(_WHO.replace("{which}", _WHICH[which]), **needed, limit=limit, offset=offset)


def examples(store: Store, limit: int) -> list[Row]:
    """Return some recipients, of each language and variant one before a second of any."""
    return store.rows(_EXAMPLES, limit=limit)


def variants(store: Store) -> list[Row]:
    """Return how many recipients get which text and which variant of it."""
    return store.rows(_VARIANTS)


def tallies(rows: Sequence[Row], sentence: Callable[[str], str]) -> tuple[Tally, ...]:
    """Return counts as records."""
    return tuple(Tally(key=str(row["key"]), sentence=sentence(str(row["key"])), n=row["n"]) for row in rows)
