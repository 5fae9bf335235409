"""The SQL of the ledger of consent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from outreach_crm.privacy import model
from outreach_crm.storage import Row, Store

_ENTRIES = (
    "select n.id, n.contact_id, n.state, n.purpose, n.channel, n.sector, n.basis, n.own_word, n.given_on,"
    " n.valid_until, n.source, coalesce(w.wording, '') as wording, n.language, n.proof,"
    " coalesce(a.name, '') as recorded_by, n.recorded_at,"
    " case when x.id is null then 0 else 1 end as struck_out, n.change_id"
    " from consents n left join consent_wordings w on w.digest = n.wording"
    " left join accounts a on a.id = n.recorded_by left join struck_out x on x.tbl = 'consents' and x.row_id = n.id"
)
_LEDGER = f"{_ENTRIES} where n.contact_id = :contact_id order by n.given_on desc, n.id desc"
_ENTRY = f"{_ENTRIES} where n.id = :id"
_NOW = (
    "select id, contact_id, purpose, channel, sector, own_word, state, basis, special, given_on, valid_until"
    " from v_consents_now where contact_id = :contact_id order by purpose, channel, sector, own_word desc, id"
)
_OWN_WORDS = (
    "select purpose, channel, sector, state from v_consents_now where contact_id = :contact_id and own_word = 1"
)
_STRICTNESS = "case {0}.state when 'objected' then 2 when 'withdrawn' then 1 else 0 end"
_STRICTER_OF_TWO = (
    "select s.contact_id, s.purpose, s.channel, s.sector, s.own_word, s.state, s.given_on from v_consents_now s"
    " join v_consents_now m on m.purpose = s.purpose and m.channel = s.channel and m.sector = s.sector"
    " and m.own_word = s.own_word and m.contact_id <> s.contact_id and (m.given_on, m.id) > (s.given_on, s.id)"
    " where s.contact_id in (:kept, :dropped) and m.contact_id in (:kept, :dropped)"
    f" and {_STRICTNESS.format('s')} > {_STRICTNESS.format('m')} order by s.id"
)
_WORDS = "select wording from consent_wordings where digest = :digest"
_WORDING = "insert into consent_wordings (digest, wording) values (:digest, :wording) on conflict (digest) do nothing"
_THERE = (
    "select n.contact_id, n.purpose, n.channel, n.sector, n.own_word, n.state, n.basis, n.given_on from consents n"
    " where {among(n.contact_id; :ids)}"
    " and not exists (select 1 from struck_out x where x.tbl = 'consents' and x.row_id = n.id)"
)
_ENDING = (
    "select n.id, n.contact_id, n.purpose, n.valid_until, c.name, c.holder_id from v_consents_now n"
    " cross join v_contacts c where c.id = n.contact_id and n.state = 'granted' and n.valid_until >= :today"
    " and n.valid_until <= :until and c.trashed_on is null and c.merged_into is null and {visible(c)}"
    " order by n.valid_until, n.id"
)
_SAID = ("contact_id", "purpose", "channel", "sector", "own_word", "state", "basis", "given_on")


def ledger(store: Store, contact_id: int) -> list[model.LedgerEntry]:
    """Return all that was ever written of a contact, the latest said first."""
    return [model.LedgerEntry(**row) for row in store.rows(_LEDGER, contact_id=contact_id)]


def entry(store: Store, entry_id: int) -> model.LedgerEntry:
    """Return one row of the ledger, which is there."""
    return next(model.LedgerEntry(**row) for row in store.rows(_ENTRY, id=entry_id))


def present(store: Store, contact_id: int) -> list[model.Consent]:
    """Return what holds at present for a contact."""
    return [model.Consent(**row) for row in store.rows(_NOW, contact_id=contact_id)]


def keep_wording(store: Store, digest: str, wording: str) -> None:
    """Store a wording once, by its digest."""
    store.execute(_WORDING, digest=digest, wording=wording)


def wording(store: Store, digest: str) -> str:
    """Return the wording of a digest."""
    return str(store.value(_WORDS, digest=digest) or "")


def there(store: Store, contact_ids: Iterable[int]) -> set[tuple[Any, ...]]:
    """Return what the ledger says of some contacts, as :func:`said` puts it."""
    return {said(row) for row in store.rows(_THERE, ids=store.numbers(contact_ids))}


def said(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what makes two rows of the ledger say the same."""
    return tuple(row[name] for name in _SAID)


def ending(store: Store, until: date) -> list[model.Ending]:
    """Return what holds now and ends on a day or before, with the contact and whoever holds it."""
    return [model.Ending(contact=row.pop("name"), **row) for row in store.rows(_ENDING, until=until.isoformat())]


def stricter_of_two(store: Store, kept: int, dropped: int) -> list[Row]:
    """Return what holds for one of two contacts and is stricter than what was said later of the other one."""
    return store.rows(_STRICTER_OF_TWO, kept=kept, dropped=dropped)


def own_words(store: Store, contact_id: int) -> list[Row]:
    """Return what somebody said last of each purpose, channel and sector."""
    return store.rows(_OWN_WORDS, contact_id=contact_id)
