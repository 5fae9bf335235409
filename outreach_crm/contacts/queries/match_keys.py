"""The SQL of match keys: by which contacts that may be one are found at once, brought up to date when they are asked.

They are derived and not kept: whoever deletes them loses nothing but a little time. Inserts are recognised by their
numbers, which only grow; updates and deletions by the before-images in the journal; what an undo brought back by the
change that did.
"""

import json
from collections.abc import Iterable, Iterator, Mapping

from outreach_crm.storage import Store

# A row of these tables makes or changes the keys of the contact in the column.
_MAKE_KEYS = {
    "contacts": "id",
    "contact_points": "contact_id",
    "contact_addresses": "contact_id",
    "contact_fields": "contact_id",
    "contact_roles": "person_id",
}
_NEWEST = "select max(id) as newest from {table}"
_NEW = "select id, {column} as contact_id from {table} where id > :last and id <= :newest order by id limit :page"
_ALTERED = (
    "select id, contact_id from change_rows where id > :last and id <= :newest and contact_id is not null"
    " and tbl in ('contacts', 'contact_points', 'contact_addresses', 'contact_fields', 'contact_roles')"
    " order by id limit :page"
)
_UNDOS = "select id, seq from changes where id > :last and id <= :newest and undoes is not null order by id"
_BROUGHT_BACK = "select c.id from contacts c where c.change_id = :undo and c.id > :last order by c.id limit :page"
_FORGET = "delete from contact_match_keys where contact_id in {each(:ids)}"
_FORGET_ALL = "delete from contact_match_keys"
_SHARED_BY_FEW = (
    "select few.match_key from (select k.value as match_key, (select count(*) from"
    " (select 1 from contact_match_keys m where m.match_key = k.value limit :most + 1) as those) as n"
    " from {each(:keys)} k) as few where few.n between 1 and :most"
)
_HAVING = "select match_key, contact_id from contact_match_keys where match_key in {each(:keys)}"
_SHARING = "select contact_id from contact_match_keys where match_key = :key limit :most"
_WORD = "select count(*) as n from (select 1 from words where tbl = 'contacts' and word = :word limit :most) as w"
_PAGE = 5_000


def changed(store: Store, marks: Mapping[str, int]) -> Iterator[tuple[str, int, set[int]]]:
    """Yield what happened since some marks, page by page: the table, its new mark, the contacts whose keys changed.

    New contacts come first, and no more with the parts that they had by then.
    """
    sources = {table: _NEW.replace("{table}", table).replace("{column}", col) for table, col in _MAKE_KEYS.items()}
    sources |= {"change_rows": _ALTERED}
    newest = {table: int(store.value(_NEWEST.replace("{table}", table)) or 0) for table in (*sources, "changes")}
    known = marks.get("contacts", 0)
    for table, sql in sources.items():
        last = marks.get(table, 0)
        while last < newest[table]:
            rows = store.rows(sql, last=last, newest=newest[table], page=_PAGE)
            last = rows[-1]["id"] if len(rows) == _PAGE else newest[table]
            found = {row["contact_id"] for row in rows}
            yield table, last, found if table == "contacts" else {one for one in found if one <= known}
    for last, found in _brought_back(store, marks.get("changes", 0), newest["changes"]):
        yield "changes", last, {one for one in found if one <= known}


def _brought_back(store: Store, last: int, newest: int) -> Iterator[tuple[int, set[int]]]:
    """Yield what undos since a mark brought back; the mark stays before one that is not closed and may go on."""
    goes_on = False
    for undo in store.rows(_UNDOS, last=last, newest=newest) if last < newest else ():
        after = 0
        while page := [row["id"] for row in store.rows(_BROUGHT_BACK, undo=undo["id"], last=after, page=_PAGE)]:
            after = page[-1]
            yield last, set(page)
        goes_on = goes_on or undo["seq"] is None
        last = last if goes_on else undo["id"]
    if not goes_on and last < newest:
        yield newest, set()


def replace(store: Store, contacts: Iterable[int], keys: Iterable[tuple[int, int]]) -> None:
    """Put other keys in the place of those of some contacts; each is a key and a contact. Call inside ``write()``."""
    store.execute(_FORGET, ids=json.dumps([*contacts]))
    rows = sorted(set(keys))
    store.insert_many("contact_match_keys", ({"match_key": key, "contact_id": one} for key, one in rows))


def forget_all(store: Store) -> None:
    """Delete all keys. Call inside ``write()``."""
    store.execute(_FORGET_ALL)


def blocks(store: Store, keys: Iterable[int], most: int) -> dict[int, set[int]]:
    """Return by key the contacts that have it, of those keys that any contact has and not more than so many."""
    few = [row["match_key"] for row in store.rows(_SHARED_BY_FEW, keys=json.dumps([*keys]), most=most)]
    found: dict[int, set[int]] = {}
    for row in store.rows(_HAVING, keys=json.dumps(few)) if few else ():
        found.setdefault(row["match_key"], set()).add(row["contact_id"])
    return found


def sharing(store: Store, key: int, most: int) -> list[int]:
    """Return the contacts that have a key, at most so many."""
    return [row["contact_id"] for row in store.rows(_SHARING, key=key, most=most)]


def newest_contact(store: Store) -> int:
    """Return the largest number of a contact, which is about how many there are."""
    return int(store.value(_NEWEST.replace("{table}", "contacts")) or 0)


def having_word(store: Store, word: str, most: int) -> int:
    """Return how many contacts are found by a word, counting to a limit."""
    return int(store.value(_WORD, word=word, most=most))
