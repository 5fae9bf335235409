"""Contents: bytes that no journal could hold, each under its digest; kept rows refer to them.

A table of ``sha256`` and ``data`` holds contents, and a column ``sha256`` of a kept table names one. It stays as long
as a row names it, or the journal remembers one that did: what was taken away can be brought back.
"""

from collections.abc import Iterator

from outreach_crm.storage.declared import declared_tables
from outreach_crm.storage.store import Store

_NAMES = (
    "select t.sha256 from {table} t union all select {json(i.before; sha256)} from change_rows i"
    " where i.tbl = '{table}' and i.before is not null"
)
_UNNAMED = "from {contents} x where x.sha256 not in (select n.sha256 from ({names}) as n where n.sha256 is not null)"
_COUNT = f"select count(*) as n {_UNNAMED}"
_REMOVE = f"delete {_UNNAMED}".replace("from {contents} x", "from {contents}").replace("x.sha256", "{contents}.sha256")
_TOUCHED = "select 1 as n from about_images a join change_rows i on i.id = a.id where i.tbl = '{table}' limit 1"


def unnamed_contents(store: Store) -> int:
    """Return how many contents nobody refers to any more."""
    return sum(int(store.value(sql)) for _, sql in _for_each(store, _COUNT))


def remove_unnamed(store: Store) -> dict[str, int]:
    """Remove the contents that nobody refers to any more; return of which table how many. Call inside ``write()``."""
    return {table: store.execute(sql) for table, sql in _for_each(store, _REMOVE)}


def names_contents(store: Store) -> bool:
    """Return whether what is gathered about some contacts, now or earlier, names contents; see storage/about.py."""
    return any(store.value(_TOUCHED.replace("{table}", table)) is not None for table in _naming(store))


def _for_each(store: Store, sql: str) -> Iterator[tuple[str, str]]:
    names = " union all ".join(_NAMES.replace("{table}", table) for table in _naming(store))
    for table in store.tables() if names else ():
        if store.columns(table).keys() == {"sha256", "data"}:
            yield table, sql.replace("{contents}", table).replace("{names}", names)


def _naming(store: Store) -> list[str]:
    return [one.name for one in declared_tables(store) if one.kept and "sha256" in store.columns(one.name)]
