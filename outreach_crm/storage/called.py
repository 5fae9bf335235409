"""What records are called that are no contacts: by the name of what they belong to, else by their own."""

import json
from collections.abc import Collection, Iterator, Mapping

from outreach_crm.storage.history import about_columns
from outreach_crm.storage.store import Store
from outreach_crm.storage.undo_plan import KeptTable, kept_tables

# A row is called by the first of these columns that its table has.
_TITLED = ("name", "title", "ref", "subject", "key")
_TITLES = (
    "select t.id, t.{column} as title from {table} t where t.id in {each(:ids)} and {told(cast(:kind as text); t.id)}"
)
_SEEN = " and not exists (select 1 from contacts c where c.id in ({about}) and not {visible(c)})"
_OWNERS = "select t.id, t.{column} as owner from {table} t where t.id in {each(:ids)}"
_END = "(select t.id from {table} t where t.change_id = n.value order by t.id{order} limit 1)"
_LAST = _END.replace("{order}", " desc")
# Found by their ends, so that of what wrote a hundred thousand rows two of each table are read.
_MADE = f"select n.value as change_id, {_END.replace('{order}', '')} as first, {_LAST} as last from {{each(:ids)}} n"
_OVERWROTE = (
    "select r.{which} as change_id, r.tbl, min(r.row_id) as first, max(r.row_id) as last from change_rows r"
    " where r.{which} in {each(:ids)} group by r.{which}, r.tbl"
)


def titles(store: Store, table: str, ids: Collection[int]) -> dict[int, str]:
    """Return what rows of a kept table are called, by id, of those that whoever acts may see; nothing without names."""
    column = next((one for one in _TITLED if one in store.columns(table)), None)
    if column is None:
        return {}
    about = ", ".join(f"t.{one}" for one in about_columns(store).get(table, ()))
    sql = _TITLES + (_SEEN.replace("{about}", about) if about else "")
    rows = store.rows(sql.replace("{table}", table).replace("{column}", column), ids=json.dumps([*ids]), kind=table)
    return {row["id"]: str(row["title"]) for row in rows if row["title"]}


def of_changes(store: Store, ids: Collection[int]) -> dict[int, list[str]]:
    """Return what those records are called that changes wrote, by change; of many the first and the last of a table.

    Args:
        store: for whom it acts.
        ids: of changes that wrote nothing that is hidden from whoever acts.
    """
    if not ids:
        return {}
    tables = {one.name: one for one in kept_tables(store)}
    wrote = list(_wrote(store, tables, json.dumps([*ids])))
    wanted: dict[str, set[int]] = {}
    for _, table, number in wrote:
        wanted.setdefault(table, set()).add(number)
    called = {
        (one, number): name for one in wanted for number, name in _called(store, tables, one, wanted[one]).items()
    }
    found: dict[int, list[str]] = {}
    for change_id, table, number in wrote:
        if (table, number) in called:
            found.setdefault(change_id, []).append(called[table, number])
    return {change_id: [*dict.fromkeys(names)] for change_id, names in found.items()}


def _wrote(store: Store, tables: Collection[str], ids: str) -> Iterator[tuple[int, str, int]]:
    """Yield of each change the first and the last row of each table that it wrote, the tables in their order."""
    rows = [{**row, "tbl": one} for one in tables for row in store.rows(_MADE.replace("{table}", one), ids=ids)]
    for which in ("change_id", "previous"):
        rows += store.rows(_OVERWROTE.replace("{which}", which), ids=ids)
    order = {table: place for place, table in enumerate(tables)}
    kept = (row for row in rows if row["tbl"] in order and row["first"] is not None)
    for row in sorted(kept, key=lambda row: order[row["tbl"]]):
        yield from ((row["change_id"], row["tbl"], row[end]) for end in ("first", "last"))


def _called(store: Store, tables: Mapping[str, KeptTable], table: str, ids: Collection[int]) -> dict[int, str]:
    """Return what rows are called, by id: by the name of what they belong to, else by their own."""
    own = titles(store, table, ids)
    owner, column = tables[table].owner_table, tables[table].owner_column
    if owner == table or owner not in tables:
        return own
    sql = _OWNERS.replace("{table}", table).replace("{column}", column)
    belong = {row["id"]: row["owner"] for row in store.rows(sql, ids=json.dumps(sorted(ids)))}
    names = _called(store, tables, owner, {*belong.values()})
    return own | {one: names[above] for one, above in belong.items() if above in names}
