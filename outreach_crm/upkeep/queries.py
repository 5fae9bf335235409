"""The SQL of upkeep."""

import json

from outreach_crm.storage import Store

_SEARCHED = "select name from kept_tables where words = 1 order by feature, position"
_LACKING = (
    "from {table} t where exists (select 1 from {each_text(t.words)} e where not exists"
    " (select 1 from words w where w.word = e.value and w.tbl = '{table}' and w.ref = t.id))"
)
_FALSE = (
    "from words where tbl = '{table}' and not exists (select 1 from {table} t where t.id = words.ref"
    " and words.word in {each_text(t.words)})"
)
_ADD = "insert into words (word, tbl, ref) values (:word, :tbl, :ref) on conflict do nothing"
_OF_NO_TABLE = "from words where tbl not in (select name from kept_tables where words = 1)"
_FIRST = "select min(opened_at) as at from changes"


def row_count(store: Store, table: str) -> int:
    """Return how many rows a kept table has; its name comes from the store's own declarations."""
    return int(store.value(f"select count(*) as n from {table}"))


def first_change(store: Store) -> str:
    """Return when the first change was made (UTC), or an empty text."""
    return str(store.value(_FIRST) or "")


def wrong_words(store: Store) -> int:
    """Return how many rows are not found by their words, and how many words lead to rows that have them not."""
    wrong = int(store.value(f"select count(*) as n {_OF_NO_TABLE}"))
    for row in store.rows(_SEARCHED):
        for sql in (_LACKING, _FALSE):
            wrong += int(store.value("select count(*) as n " + sql.replace("{table}", row["name"])))
    return wrong


def mend_words(store: Store) -> None:
    """Make the words index true to the rows. Call inside ``write()``."""
    store.execute(f"delete {_OF_NO_TABLE}")
    for row in store.rows(_SEARCHED):
        table = row["name"]
        store.execute("delete " + _FALSE.replace("{table}", table))
        lacking = store.rows("select t.id, t.words " + _LACKING.replace("{table}", table))
        known = ({"word": word, "tbl": table, "ref": one["id"]} for one in lacking for word in json.loads(one["words"]))
        store.execute_many(_ADD, known)
