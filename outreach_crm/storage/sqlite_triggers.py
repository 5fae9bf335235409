"""The triggers of kept tables in SQLite's words: the journal of before-images, and the words index."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from outreach_crm.storage.schema import Kept

if TYPE_CHECKING:
    from outreach_crm.storage.store import Store

_ON_INSERT = "select name, sql from sqlite_master where type = 'trigger' and name in ('{}', '{}_words_insert')"
_OUTSIDE = "raise(abort, 'a kept table is written only inside a change')"
_LEDGER = "raise(abort, 'a ledger is only added to')"

# Entries of the journal are written once. A before-image may be dropped, because of its age or an erasure, and its
# digest stays; names may be taken out of what an entry tells where the open change holds what is left.
GUARDS = (
    "drop trigger if exists changes_sealed",
    "create trigger changes_sealed before update on changes when old.seq is not null and not (new.link is old.link"
    " and new.told is old.told and exists (select 1 from change_rows r join open_change o on o.change_id = r.change_id"
    " where r.tbl = 'changes' and r.row_id = old.id)) begin"
    " select raise(abort, 'an entry of the journal cannot be rewritten'); end",
    "drop trigger if exists changes_stay",
    "create trigger changes_stay before delete on changes begin"
    " select raise(abort, 'an entry of the journal cannot be removed'); end",
    "drop trigger if exists change_rows_sealed",
    "create trigger change_rows_sealed before update on change_rows when old.digest is not null"
    " and not (new.before is null and new.digest is old.digest and new.row_id = old.row_id and new.tbl = old.tbl"
    " and new.change_id = old.change_id and new.previous = old.previous and new.owner_row = old.owner_row"
    " and new.contact_id is old.contact_id and new.contact2_id is old.contact2_id and new.id = old.id) begin"
    " select raise(abort, 'an entry of the journal cannot be rewritten'); end",
    "drop trigger if exists change_rows_stay",
    "create trigger change_rows_stay before delete on change_rows begin"
    " select raise(abort, 'an entry of the journal cannot be removed'); end",
)


def kept_triggers(kept: Kept, columns: Mapping[str, str]) -> list[str]:
    """Return the statements that make the triggers of one kept table anew.

    Args:
        kept: what is said of it.
        columns: its columns, name to type.
    """
    table = kept.table
    made = {
        refusing_trigger(table): _refuse(table),
        f"{table}_kept_update": _image(kept, columns, event="update"),
        f"{table}_kept_delete": _image(kept, columns, event="delete"),
    }
    if kept.words:
        made |= _words(table)
    if kept.ledger:
        made |= _ledger(table, [name for name in columns if name not in {"change_id", *kept.about}])
    return [
        sql
        for name, body in made.items()
        for sql in (f"drop trigger if exists {name}", f"create trigger {name} {body}")
    ]


def refusing_trigger(table: str) -> str:
    """Return the name of the trigger that refuses new rows outside a change."""
    return f"{table}_kept_insert"


def put_off(store: "Store", table: str) -> tuple[list[str], str]:
    """Drop the triggers that would look at each new row, and do once for many rows what they would do.

    Returns:
        The statements that make them again, and one that brings the new rows into the words index; texts are empty
        where there is nothing to do.
    """
    rows = store.rows(_ON_INSERT.format(refusing_trigger(table), table))
    # Where a part of the transaction is taken back they may be there again.
    made = {row["name"]: row["sql"].replace("CREATE TRIGGER", "create trigger if not exists", 1) for row in rows}
    for name in made:
        store.execute(f"drop trigger {name}")
    if f"{table}_words_insert" not in made:
        return [*made.values()], ""
    newest = store.value(f"select coalesce(max(id), 0) as n from {table}")
    # In the order of the index, so that each page of it is touched once. Not `on conflict do nothing`, which could
    # still fail, so that SQLite would keep a copy of each of these pages in memory.
    later = (
        f"insert or ignore into words (word, tbl, ref) select w.value, '{table}', t.id from {table} t,"
        f" json_each(t.words) w where t.id > {newest} order by 1, 3"
    )
    return [*made.values()], later


def _refuse(table: str) -> str:
    # After the row, not before it: SQLite then need not copy every new row for the trigger to see.
    return (
        f"after insert on {table} when new.change_id is not (select change_id from open_change)"
        f" begin select {_OUTSIDE}; end"
    )


def _image(kept: Kept, columns: Mapping[str, str], *, event: str) -> str:
    pairs = ", ".join(f"'{name}', {_exactly(name, kind)}" for name, kind in columns.items())
    table, owner = kept.table, kept.owner.column if kept.owner else "id"
    contacts = [f"old.{column}" for column in kept.about] + ["null", "null"]
    outside = "change_id is null" if event == "delete" else "change_id is null or new.change_id is not change_id"
    return (
        f"before {event} on {table} begin"
        f" select {_OUTSIDE} from open_change where {outside};"
        " insert into change_rows (change_id, tbl, row_id, owner_row, contact_id, contact2_id, previous, before)"
        f" select change_id, '{table}', old.id, old.{owner}, {contacts[0]}, {contacts[1]}, old.change_id,"
        f" json_object({pairs}) from open_change where change_id is not old.change_id"
        " on conflict (tbl, row_id, change_id) do nothing; end"
    )


def _exactly(name: str, kind: str) -> str:
    """Return a value as JSON keeps it without loss: bytes as hexadecimal text, numbers with all their digits."""
    if kind == "blob":
        return f"iif(old.{name} is null, null, hex(old.{name}))"
    if kind == "real":
        digits = f"iif(abs(old.{name}) = 9e999, json_quote('' || old.{name}), printf('%!.17g', old.{name}))"
        return f"json(iif(old.{name} is null, null, {digits}))"
    return f"old.{name}"


def _ledger(table: str, columns: Sequence[str]) -> dict[str, str]:
    altered = " or ".join(f"old.{name} is not new.{name}" for name in columns) or "1 = 0"
    return {
        f"{table}_ledger_update": f"before update on {table} when {altered} begin select {_LEDGER}; end",
        # Erasing is final, and an undo takes away what goes with its record.
        f"{table}_ledger_delete": (
            f"before delete on {table} when not exists (select 1 from open_change o join changes c"
            f" on c.id = o.change_id where c.final = 1 or c.undoes is not null) begin select {_LEDGER}; end"
        ),
    }


def _words(table: str) -> dict[str, str]:
    add = (
        f"insert into words (word, tbl, ref) select value, '{table}', new.id from json_each(new.words)"
        " where true on conflict do nothing"
    )
    drop = (
        f"delete from words where tbl = '{table}' and ref = old.id and word in (select value from json_each(old.words))"
    )
    return {
        f"{table}_words_insert": f"after insert on {table} begin {add}; end",
        f"{table}_words_update": (
            f"after update of words on {table} when old.words is not new.words begin {drop}; {add}; end"
        ),
        f"{table}_words_delete": f"after delete on {table} begin {drop}; end",
    }
