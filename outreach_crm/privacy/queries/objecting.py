"""The SQL of every no that holds, whoever may see whose it is."""

from collections.abc import Iterator

from outreach_crm.storage import Row, Store

# Of whoever was merged since too: an older copy knows them as somebody else, by the same addresses.
_NOES = (
    "select c.uid, n.purpose, n.channel, n.sector, n.state, n.given_on, o.source from v_consents_now n"
    " join consents o on o.id = n.id join contacts c on c.id = n.contact_id or c.merged_into = n.contact_id"
    " where n.own_word = 1 and n.state <> 'granted' order by n.id, c.id"
)
_SUPPRESSED = "select kind, address_key, channel, purpose, reason, since from suppressions order by id"
_THERE = "select 1 from suppressions where address_key = :address_key and channel = :channel and purpose = :purpose"


def noes(store: Store) -> Iterator[Row]:
    """Return what people object to or withdrew: the uid of each with what they said."""
    return iter(store.rows(_NOES))


def suppressed(store: Store) -> Iterator[Row]:
    """Return all suppressions."""
    return iter(store.rows(_SUPPRESSED))


def is_there(store: Store, values: Row) -> bool:
    """Return whether an address is suppressed in the same way."""
    named = {name: values[name] for name in ("address_key", "channel", "purpose")}
    return store.value(_THERE, **named) is not None
