"""The SQL of finding contacts by the beginnings of their words, quickly among a million."""

from outreach_crm.storage import Row, Store

# The words that begin with the driving prefix, in order; for each other prefix one of two conditions follows.
_FIND = (
    "select c.id, c.kind, c.name, c.country, c.also from words w join contacts c on c.id = w.ref"
    " where w.tbl = 'contacts' and w.word >= :first and w.word < :last and c.trashed_on is null and {visible(c)}"
)
# Few have it: gather them from the index first, so that only contacts that fit are read.
_AMONG = (
    " and w.ref in (select x.ref from words x where x.tbl = 'contacts' and x.word >= :other{n} and x.word < :end{n})"
)
# Many have it: read contacts until enough fit; they are soon found.
_HAS = " and {{instr(c.words; :other{n})}} > 0"
_IN_ORDER = " order by w.word, w.tbl, w.ref limit :limit"
_HOW_COMMON = (
    "select count(*) as n from (select 1 as one from words"
    " where tbl = 'contacts' and word >= :first and word < :last limit :most) as some_words"
)
# Counting up to the first number takes a fifth of a millisecond, up to the second a few.
_RARE, _COMMON = 3_000, 60_000

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
    sizes = {word: _how_common(store, word, end, _RARE) for word in words} if len(words) > 1 else {}
    first, *others = sorted(words, key=lambda word: (sizes.get(word, 0), -len(word)))
    sql, asked = _FIND, {"first": first, "last": first + end}
    for number, other in enumerate(others):
        common = sizes[other] == _RARE and _how_common(store, other, end, _COMMON) == _COMMON
        sql += (_HAS if common else _AMONG).format(n=number)
        asked |= {f"other{number}": f'"{other}' if common else other, f"end{number}": other + end}
    wanted = limit + 5  # two words of one contact may begin alike, so a few more are asked for
    while True:
        rows = store.rows(sql + _IN_ORDER, limit=wanted, **asked)
        once = {row["id"]: row for row in rows}
        if len(once) >= limit or len(rows) < wanted:
            return list(once.values())[:limit]
        wanted *= 4


def _how_common(store: Store, word: str, end: str, most: int) -> int:
    return int(store.value(_HOW_COMMON, first=word, last=word + end, most=most))
