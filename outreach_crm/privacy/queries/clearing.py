"""The SQL of clearance: privacy's own reasons not to turn to somebody, its conditions, and what was confirmed."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from outreach_crm.model import Ref
from outreach_crm.privacy.model import Confirmation
from outreach_crm.storage import Row, Store

# A row of the ledger covers what is asked for where it says the same, or says nothing of it.
_COVERS = (
    "{0}.purpose in ('', cast(:purpose as text)) and {0}.channel in ('', cast(:channel as text))"
    " and {0}.sector in ('', cast(:sector as text))"
)
# Somebody's no holds until they themselves say yes later, and as exactly.
_LIFTED = (
    "exists (select 1 from v_consents_now g where g.contact_id = n.contact_id and g.own_word = 1"
    f" and g.state = 'granted' and {_COVERS.replace('{0}', 'g')} and (n.purpose = '' or g.purpose = n.purpose)"
    " and (n.channel = '' or g.channel = n.channel) and (n.sector = '' or g.sector = n.sector)"
    " and (g.given_on, g.id) > (n.given_on, n.id))"
)
_NO = f"n.own_word = 1 and n.state <> 'granted' and {_COVERS.replace('{0}', 'n')} and not {_LIFTED}"
# To belong to a sector is a special category of data: what covers none says nothing of a sector.
_GRANTED = (
    "g.state = 'granted' and g.purpose = cast(:purpose as text) and g.channel in ('', cast(:channel as text))"
    " and (g.sector = cast(:sector as text)"
    " or (g.sector = '' and (cast(:sector as text) = '' or g.special = 1)))"
)
_VALID = "(g.valid_until is null or g.valid_until >= :today)"

OBJECTED = (
    "select s.contact_id, min(n.given_on) as detail from selection s join v_consents_now n"
    f" on n.contact_id = s.contact_id where {_NO} group by s.contact_id"
)
SUPPRESSED = (
    "select s.contact_id, min(x.since) as detail from selection s join v_points p on p.contact_id = s.contact_id"
    " join suppressions x on x.address_key = p.address_key where x.channel in ('', cast(:channel as text))"
    " and x.purpose in ('', cast(:purpose as text)) and p.wrong_since is null"
    " and (p.valid_to is null or p.valid_to >= :today) group by s.contact_id"
)
NO_BASIS = (
    "select s.contact_id, '' as detail from selection s join v_contacts c on c.id = s.contact_id"
    " where c.kind = 'person' and not exists"
    f" (select 1 from v_consents_now g where g.contact_id = s.contact_id and {_GRANTED})"
)
LAPSED = (
    "select s.contact_id, max(g.valid_until) as detail from selection s join v_contacts c on c.id = s.contact_id"
    " join v_consents_now g on g.contact_id = s.contact_id where c.kind = 'person' and g.valid_until < :today"
    f" and {_GRANTED} and not exists (select 1 from v_consents_now h where h.contact_id = s.contact_id"
    f" and {_GRANTED.replace('g.', 'h.')} and {_VALID.replace('g.', 'h.')}) group by s.contact_id"
)
TRASHED = (
    "select s.contact_id, c.trashed_on as detail from selection s"
    " join v_contacts c on c.id = s.contact_id where c.trashed_on is not null and c.merged_into is null"
)
MERGED = (
    "select s.contact_id, cast(c.merged_into as text) as detail from selection s"
    " join v_contacts c on c.id = s.contact_id where c.merged_into is not null"
)
HAS_CONSENT = (
    f"exists (select 1 from v_consents_now g where g.contact_id = c.id and {_GRANTED} and {_VALID}) and not exists"
    f" (select 1 from v_consents_now n where n.contact_id = c.id and {_NO})"
)
HAS_OBJECTED = (
    "exists (select 1 from v_consents_now n where n.contact_id = c.id and n.own_word = 1 and n.state <> 'granted')"
)
HAS_NO_BASIS = (
    "c.kind = 'person' and not exists (select 1 from v_consents_now g where g.contact_id = c.id"
    " and g.state = 'granted' and cast(:purpose as text) in ('', g.purpose) and"
    f" {_VALID})"
)
_SELECTED = "select contact_id from selection order by contact_id"
_POST_KEYS = (
    "select x.address_key, x.since from suppressions x where x.kind = 'post'"
    " and x.channel in ('', cast(:channel as text)) and x.purpose in ('', cast(:purpose as text))"
)
_POSTAL = (
    "select s.contact_id, c.name, a.postcode from selection s join v_contacts c on c.id = s.contact_id"
    " join v_addresses a on a.contact_id = s.contact_id where a.postcode <> '' and a.wrong_since is null"
    " and (a.valid_to is null or a.valid_to >= :today)"
)
_CONFIRMED = (
    "select w.id, w.purpose, w.contacts, w.rules, coalesce(a.name, '') as by_name, w.confirmed_at, w.change_id"
    " from warning_confirmations w left join accounts a on a.id = w.account_id"
)
_CONFIRMATION = f"{_CONFIRMED} where w.id = :id"
_CONFIRMATIONS = f"{_CONFIRMED} where w.ref_kind = :kind and w.ref_id = :ref_id order by w.id"
_REACHED_BY = (
    "select p.kind as channel from v_points p where p.contact_id = :contact_id and p.wrong_since is null"
    " and (p.valid_to is null or p.valid_to >= :today)"
    " union select 'post' as channel from v_addresses a where a.contact_id = :contact_id and a.wrong_since is null"
    " and (a.valid_to is null or a.valid_to >= :today)"
)
_EVERYBODY = (
    "select c.id as contact_id from v_contacts c where c.trashed_on is null and c.merged_into is null and {visible(c)}"
    " and (cast(:channel as text) not in ('email', 'phone', 'post')"
    " or exists (select 1 from v_points p where p.contact_id = c.id and p.kind = cast(:channel as text)"
    " and p.wrong_since is null and (p.valid_to is null or p.valid_to >= :today))"
    " or (cast(:channel as text) = 'post' and exists (select 1 from v_addresses a where a.contact_id = c.id"
    " and a.wrong_since is null and (a.valid_to is null or a.valid_to >= :today))))"
)
_ONE = "select cast(:contact_id as {int}) as contact_id"


def reached_by(store: Store, contact_id: int) -> set[str]:
    """Return by what a contact has an address that works: kinds of points, and ``post``."""
    return {row["channel"] for row in store.rows(_REACHED_BY, contact_id=contact_id)}


def selected(store: Store) -> list[int]:
    """Return the contacts of the open selection."""
    return [row["contact_id"] for row in store.rows(_SELECTED)]


@contextmanager
def only(store: Store, contact_id: int) -> Iterator[None]:
    """Open a selection of one contact."""
    with store.selection() as selection:
        selection.fill(_ONE, contact_id=contact_id)
        yield


@contextmanager
def reached(store: Store, channel: str) -> Iterator[int]:
    """Open a selection of everybody who has an address of a way that works; gives how many they are."""
    with store.selection() as selection:
        yield selection.fill(_EVERYBODY, channel=channel)


def suppressed_by_post(store: Store, purpose: str, channel: str) -> dict[str, str]:
    """Return the postal suppressions for a purpose: keyed digest to since when."""
    return {row["address_key"]: row["since"] for row in store.rows(_POST_KEYS, purpose=purpose, channel=channel)}


def postal_addresses(store: Store) -> list[Row]:
    """Return contact, name and postcode of the postal addresses of the selected contacts."""
    return store.rows(_POSTAL)


def confirmation(store: Store, number: int) -> Confirmation:
    """Return one confirmation, which is there."""
    return _confirmation(store.rows(_CONFIRMATION, id=number)[0])


def confirmations(store: Store, ref: Ref) -> list[Confirmation]:
    """Return what was confirmed for a record, in order."""
    return [_confirmation(row) for row in store.rows(_CONFIRMATIONS, kind=ref.kind, ref_id=ref.id)]


def _confirmation(row: dict[str, Any]) -> Confirmation:
    rules = json.loads(row.pop("rules"))
    return Confirmation(rules=rules, by=row.pop("by_name"), **row)
