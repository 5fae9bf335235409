"""Who shares a record: the contacts that rows of it are about, such as those who took part in one meeting."""

from outreach_crm.storage.declared import declared_tables
from outreach_crm.storage.store import Store


def sharers(store: Store, table: str, row_id: int) -> set[int]:
    """Return the contacts that the rows a record owns are about, in whichever feature.

    Args:
        store: the store.
        table: the declared table of the record.
        row_id: the record.
    """
    found: set[int | None] = set()
    for part in declared_tables(store):
        if part.owner_table == table:
            for column in part.about:
                sql = f"select distinct {column} as one from {part.name} where {part.owner_column} = :id"
                found |= {row["one"] for row in store.rows(sql, id=row_id)}
    return {one for one in found if one is not None}
