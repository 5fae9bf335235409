"""Which engine a database address names."""

from pathlib import Path

from outreach_crm.errors import InvalidInputError, StorageError
from outreach_crm.storage.bound import Bound
from outreach_crm.storage.store import Store
from outreach_crm.text import say


def open_store(url: str, bound: Bound | None = None) -> Store:
    """Open the database an address names; a file is made when it does not exist.

    Args:
        url: a file path, ``:memory:``, or ``postgresql://user@host/name``.
        bound: what to bind in every statement.

    Raises:
        InvalidInputError: the address names another engine.
        StorageError: the database cannot be opened; the sentence says why.
    """
    scheme, separator, _ = url.partition("://")
    if separator and scheme in {"postgresql", "postgres"}:
        try:
            from outreach_crm.storage.postgres import PostgresStore
        except ImportError:
            raise StorageError(
                say("PostgreSQL needs one more package: pip install 'outreach-crm[postgres]'.")
            ) from None
        return PostgresStore(url, bound)
    if separator:
        raise InvalidInputError(
            say(
                "{scheme}:// is not a database this program knows; give a file path or postgresql://user@host/name.",
                scheme=scheme,
            )
        )
    from outreach_crm.storage.sqlite import SqliteStore

    return SqliteStore(url if url == ":memory:" else str(Path(url).expanduser()), bound)
