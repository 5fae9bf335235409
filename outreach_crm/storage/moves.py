"""The triggers that let a state go only the ways that were declared, in the words of each engine."""

from outreach_crm.storage.schema import Moves


def moves_sql(engine: str, moves: Moves) -> list[str]:
    """Return the statements that make the trigger of one state anew."""
    table, column = moves.table, moves.column
    name = f"{table}_{column}_moves"
    forbidden = f"old.{column} <> new.{column} and {_elsewhere(moves)}"
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


def _elsewhere(moves: Moves) -> str:
    """Return what is true where no declared way leads from the old state to the new one.

    Compared one by one: SQLite would make a list of all ways anew for each row, which costs more than the row.
    """
    after: dict[str, list[str]] = {}
    for old, new in moves.ways:
        after.setdefault(old, []).append(new)
    found = " ".join(
        f"when '{old}' then " + " and ".join(f"new.{moves.column} <> '{one}'" for one in news)
        for old, news in after.items()
    )
    return f"case old.{moves.column} {found} else 1 = 1 end"
