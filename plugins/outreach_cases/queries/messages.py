"""The SQL of messages that leave about holdings."""

from outreach_crm.storage import Store

_NAMED = "select count(*) as n from v_dispatches where name = :name"


def is_named(store: Store, name: str) -> bool:
    """Return whether a mailing has that name."""
    return bool(store.value(_NAMED, name=name))
