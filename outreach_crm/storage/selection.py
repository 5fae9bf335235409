"""A set of contacts as a table of the connection, so that lists, mailings and clearance work on it at once."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from outreach_crm.storage.store import Store

_CREATE = (
    "create temp table if not exists selection"
    " (contact_id {int} primary key, channel {text}, language {text}, variant {text},"
    " because {text})"
)


class Selection:
    """The table ``selection(contact_id, channel, language, variant, because)``; a contact stands in it once."""

    def __init__(self, store: "Store") -> None:
        self._store = store

    def clear(self) -> None:
        """Empty it, and make the table where this connection has none yet."""
        self._store.execute(_CREATE)
        self._store.execute("delete from selection")

    def fill(self, sql: str, /, *, columns: tuple[str, ...] = ("contact_id",), **params: Any) -> int:
        """Add what a SELECT gives; of two rows for one contact the first stays.

        Args:
            sql: a SELECT that names ``columns``.
            columns: ``contact_id`` and any of ``channel``, ``language``, ``variant``, ``because``.
            params: parameters of the SELECT.

        Returns:
            How many contacts were added.
        """
        names = ", ".join(columns)
        added = self._store.execute(
            f"insert into selection ({names}) select {names} from ({sql}) as found where 1 = 1"
            " on conflict (contact_id) do nothing",
            **params,
        )
        self._store.execute("analyze selection")
        return added

    def count(self) -> int:
        """Return how many contacts are in it."""
        return int(self._store.value("select count(*) as n from selection"))
