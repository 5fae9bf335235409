"""The SQL of finding contacts by the beginnings of their words, quickly among a million.

One word: contacts are read in the order of the words index until enough are found. Several: where one of them is rare,
its contacts are taken from the index and narrowed there by others that are not common; then, and where all are common,
contacts are read until enough fit, which is soon.
"""

import json
from collections.abc import Sequence
from itertools import islice

from outreach_crm.storage import Row, Store

_COLUMNS = "c.id, c.kind, c.name, c.country, c.also"
_OPEN = "c.trashed_on is null and {visible(c)}"
_FITS = " and {instr(c.words; :other1)} > 0 and {instr(c.words; :other2)} > 0 and {instr(c.words; :other3)} > 0"
_IN_ORDER = (
    f"select {_COLUMNS} from words w join contacts c on c.id = w.ref"
    f" where w.tbl = 'contacts' and w.word >= :first and w.word < :last and {_OPEN}{_FITS}"
    " order by w.word, w.tbl, w.ref limit :limit"
)
_THESE = f"select {_COLUMNS} from contacts c where c.id in {{each(:ids)}} and {_OPEN}{_FITS}"
_REFS = "select ref from words where tbl = 'contacts' and word >= :first and word < :last"
_REFS_IN_ORDER = f"{_REFS} order by word, tbl, ref"
_NARROWED = f"{_REFS} and {{among(ref; :ids)}}"
_HOW_COMMON = f"select count(*) as n from ({_REFS} limit :most) as some_words"

# Counting up to the first number takes a fifth of a millisecond, up to the second one or two.
_RARE, _COMMON = 3_000, 20_000
# So many contacts are read at once, and so few rather read than narrowed in the index.
_PAGE = 500

# Beyond every letter: words that begin with a prefix stand between it and it followed by this.
_END = chr(0x10FFFF)
# Below every letter: only the word itself stands between it and it followed by this.
_NEXT = chr(1)


def find(store: Store, prefixes: list[str], limit: int) -> list[Row]:
    """Return contacts that have a word beginning with each prefix, nearest to the rarest one first.

    Args:
        store: the store.
        prefixes: one to four folded beginnings of words.
        limit: how many contacts at most.
    """
    return _with_words(store, prefixes, _END, limit)


def named(store: Store, words: list[str]) -> list[Row]:
    """Return contacts that have each of some whole words, the longest four of them, with what they are also called."""
    return _with_words(store, sorted(words, key=len, reverse=True)[:4], _NEXT, limit=100_000)


def _with_words(store: Store, words: list[str], end: str, limit: int) -> list[Row]:
    if len(words) == 1:
        return _read_in_order(store, words[0], end, [], limit)
    sizes = {word: _how_common(store, word, end, _RARE) for word in words}
    if min(sizes.values()) == _RARE:
        sizes = {word: _how_common(store, word, end, _COMMON) for word in words}
    first, *others = sorted(words, key=lambda word: (sizes[word], -len(word)))
    if sizes[first] == _COMMON:
        return _read_in_order(store, first, end, others, limit)
    ids = [row["ref"] for row in store.rows(_REFS_IN_ORDER, first=first, last=first + end)]
    for other in others:
        # What many have need not be looked up: of so many contacts enough are found among the first.
        if len(ids) > _PAGE and _how_common(store, other, end, _COMMON) < _COMMON:
            fitting = store.rows(_NARROWED, first=other, last=other + end, ids=store.numbers(ids))
            kept = {row["ref"] for row in fitting}
            ids = [number for number in ids if number in kept]
    return _read_these(store, dict.fromkeys(ids), others, limit)


def _read_in_order(store: Store, first: str, end: str, others: Sequence[str], limit: int) -> list[Row]:
    wanted = 2 * limit + 5  # many contacts have a word twice, in the name and in the e-mail address
    while True:
        rows = store.rows(_IN_ORDER, first=first, last=first + end, limit=wanted, **_asked(others))
        once = {row["id"]: row for row in rows}
        if len(once) >= limit or len(rows) < wanted:
            return list(once.values())[:limit]
        wanted *= 4


def _read_these(store: Store, ids: dict[int, None], others: Sequence[str], limit: int) -> list[Row]:
    found: list[Row] = []
    left = iter(ids)
    while len(found) < limit and (page := list(islice(left, _PAGE))):
        rows = {row["id"]: row for row in store.rows(_THESE, ids=json.dumps(page), **_asked(others))}
        found += [rows[number] for number in page if number in rows]
    return found[:limit]


def _asked(others: Sequence[str]) -> dict[str, str]:
    """Return what the words of a contact (a JSON array) must hold; a bracket is in every one."""
    texts = [f'"{other}' for other in others] + ["["] * 3
    return {f"other{number}": texts[number - 1] for number in (1, 2, 3)}


def _how_common(store: Store, word: str, end: str, most: int) -> int:
    return int(store.value(_HOW_COMMON, first=word, last=word + end, most=most))
