"""The triggers of kept tables in PostgreSQL's words: the journal of before-images, and the words index."""

from collections.abc import Mapping

from outreach_crm.storage.schema import Kept

_OUTSIDE = "raise exception 'a kept table is written only inside a change'"

_KEEP = f"""
create or replace function outreach_keep() returns trigger language plpgsql as $$
declare
    open_id bigint;
    image jsonb;
begin
    select change_id into open_id from open_change;
    if open_id is null then {_OUTSIDE}; end if;
    if tg_op <> 'DELETE' and new.change_id is distinct from open_id then {_OUTSIDE}; end if;
    if tg_op <> 'INSERT' and old.change_id is distinct from open_id then
        image := to_jsonb(old);
        insert into change_rows (change_id, tbl, row_id, owner_row, contact_id, contact2_id, previous, before)
        values (open_id, tg_table_name, old.id, (image ->> tg_argv[0])::bigint, (image ->> tg_argv[1])::bigint,
            (image ->> tg_argv[2])::bigint, old.change_id, image::text)
        on conflict (tbl, row_id, change_id) do nothing;
    end if;
    if tg_op = 'DELETE' then return old; end if;
    return new;
end $$
"""

_WORDS = """
create or replace function outreach_words() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.words = new.words then return null; end if;
    if tg_op <> 'INSERT' then
        delete from words where tbl = tg_table_name and ref = old.id
            and word in (select json_array_elements_text(old.words::json));
    end if;
    if tg_op <> 'DELETE' then
        insert into words (word, tbl, ref)
            select distinct value, tg_table_name, new.id from json_array_elements_text(new.words::json) as t(value)
            on conflict do nothing;
    end if;
    return null;
end $$
"""

# Erasing is final, and an undo takes away what goes with its record.
_LEDGER = """
create or replace function outreach_ledger() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        if to_jsonb(new) - tg_argv::text[] <> to_jsonb(old) - tg_argv::text[] then
            raise exception 'a ledger is only added to';
        end if;
        return new;
    end if;
    if not exists (select 1 from open_change o join changes c on c.id = o.change_id
        where c.final = 1 or c.undoes is not null) then
        raise exception 'a ledger is only added to';
    end if;
    return old;
end $$
"""

# Entries of the journal are written once; only a before-image that grew too old may be dropped, its digest stays.
GUARDS = (
    """
create or replace function outreach_sealed() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then raise exception 'an entry of the journal cannot be removed'; end if;
    if tg_table_name = 'changes' then
        if old.seq is not null then raise exception 'an entry of the journal cannot be rewritten'; end if;
        return new;
    end if;
    if old.digest is not null and not (new.before is null and new.digest = old.digest and new.row_id = old.row_id
        and new.tbl = old.tbl and new.change_id = old.change_id and new.previous = old.previous
        and new.owner_row = old.owner_row and new.contact_id is not distinct from old.contact_id
        and new.contact2_id is not distinct from old.contact2_id and new.id = old.id) then
        raise exception 'an entry of the journal cannot be rewritten';
    end if;
    return new;
end $$
""",
    "drop trigger if exists changes_sealed on changes",
    "create trigger changes_sealed before update or delete on changes for each row execute function outreach_sealed()",
    "drop trigger if exists change_rows_sealed on change_rows",
    "create trigger change_rows_sealed before update or delete on change_rows"
    " for each row execute function outreach_sealed()",
)


def kept_triggers(kept: Kept, columns: Mapping[str, str]) -> list[str]:
    """Return the statements that make the triggers of one kept table anew.

    Args:
        kept: what is said of it.
        columns: its columns; PostgreSQL reads them from the row itself.
    """
    del columns
    table, owner = kept.table, kept.owner.column if kept.owner else "id"
    contacts = [*kept.about, "", ""][:2]
    arguments = ", ".join(f"'{column}'" for column in (owner, *contacts))
    made = [
        _KEEP,
        f"drop trigger if exists {table}_kept on {table}",
        f"create trigger {table}_kept before insert or update or delete on {table}"
        f" for each row execute function outreach_keep({arguments})",
    ]
    if kept.words:
        made += [
            _WORDS,
            f"drop trigger if exists {table}_words on {table}",
            f"create trigger {table}_words after insert or delete or update of words on {table}"
            " for each row execute function outreach_words()",
        ]
    if kept.ledger:
        may_change = ", ".join(f"'{column}'" for column in ("change_id", *kept.about))
        made += [
            _LEDGER,
            f"drop trigger if exists {table}_ledger on {table}",
            f"create trigger {table}_ledger before update or delete on {table}"
            f" for each row execute function outreach_ledger({may_change})",
        ]
    return made
