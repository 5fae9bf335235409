"""The triggers that let a state go only the ways that were declared, in the words of each engine."""

from outreach_crm.storage.schema import Moves


def moves_sql(engine: str, moves: Moves) -> list[str]:
    """Return the statements that make the trigger of one state anew."""
    ways = ", ".join(f"'{before} {after}'" for before, after in moves.ways)
    table, column = moves.table, moves.column
    name = f"{table}_{column}_moves"
    forbidden = f"old.{column} <> new.{column} and old.{column} || ' ' || new.{column} not in ({ways})"
    said = f"this state of {table} cannot follow the one it has"
    if engine == "sqlite":
        return [
            f"drop trigger if exists {name}",
            f"create trigger {name} before update of {column} on {table} when {forbidden}"
            f" begin select raise(abort, '{said}'); end",
        ]
    return [
        f"create or replace function {name}() returns trigger language plpgsql as $$"
        f" begin raise exception '{said}'; end $$",
        f"drop trigger if exists {name} on {table}",
        f"create trigger {name} before update of {column} on {table} for each row when ({forbidden})"
        f" execute function {name}()",
    ]
