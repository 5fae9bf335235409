"""The SQL of importing: what earlier lines of a file told, for as long as it is looked at."""

import json
from collections.abc import Collection, Mapping

from outreach_crm.storage import Store

# A table of the connection: a look at a file writes nothing that stays.
_CREATE = (
    "create temp table if not exists earlier_lines (clue {int} primary key, line {int} not null, told {int} not null)"
)
_FIND = "select clue, line, told from earlier_lines where clue in {each(:clues)}"
_NOTE = "insert into earlier_lines (clue, line, told) values (:clue, :line, :told) on conflict (clue) do nothing"


def forget_lines(store: Store) -> None:
    """Empty the table of earlier lines, and make it where this connection has none yet."""
    store.execute(_CREATE)
    store.execute("delete from earlier_lines")


def earlier_lines(store: Store, clues: Collection[int]) -> dict[int, tuple[int, int]]:
    """Return in which line clues were met first, with a digest of all that line told."""
    rows = store.rows(_FIND, clues=json.dumps([*clues])) if clues else ()
    return {row["clue"]: (row["line"], row["told"]) for row in rows}


def note_lines(store: Store, clues: Mapping[int, tuple[int, int]]) -> None:
    """Note clues with their line and the digest of what it told; a clue that is there stays."""
    rows = ({"clue": clue, "line": line, "told": told} for clue, (line, told) in clues.items())
    store.execute_many(_NOTE, rows)
