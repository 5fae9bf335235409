"""The SQL of what persons may be kept and asked for, as far as an import must know."""

from collections.abc import Collection

from outreach_crm.storage import Row, Store

_PERMITTED = (
    "select contact_id, purpose, channel, sector, own_word, given_on from v_consents_now"
    " where {among(contact_id; :ids)}"
)


def permitted(store: Store, contact_ids: Collection[int]) -> list[Row]:
    """Return what was said last of bases and consents: who, for what, by which way, whose word, and on which day."""
    return store.rows(_PERMITTED, ids=store.numbers(contact_ids)) if contact_ids else []
