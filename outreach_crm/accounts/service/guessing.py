"""Which passwords are guessed first: those made of well-known words, rows of keys and what is repeated."""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from outreach_crm.text import fold

_FEWEST_LETTERS = 5
# A piece of a row counts from so many keys on; something is repeated where what comes again is no longer than this.
_PIECE, _REPEATED = 4, 8
# So many different words make a good password, however well known each of them is.
_ENOUGH = 4
# Signs that stand for letters, as in "p4$$w0rd".
_LETTERS = str.maketrans("013457@$!", "oieastasi")


def is_guessed(text: str, names: Iterable[str]) -> bool:
    """Return whether a password is among the first that somebody would guess.

    Args:
        text: the password.
        names: of whom and what it is for.
    """
    folded, parts = fold(text), frozenset(_parts(names))
    return any(_is_made_of(one, parts) for one in (folded, folded.translate(_LETTERS)))


def _is_made_of(text: str, names: frozenset[str]) -> bool:
    """Return whether too little is left of a text without names, words, rows of keys and what is repeated."""
    plain = "".join(text.split())
    if len(set(plain)) < _FEWEST_LETTERS:
        return True
    left, words = _left(_once(plain), names)
    few = len({char for char in left if not char.isdigit()}) < _FEWEST_LETTERS - 1 and len(left) <= len(text) / 2 + 1
    return few and len(words) < _ENOUGH


def _left(text: str, names: frozenset[str]) -> tuple[str, frozenset[str]]:
    """Return the least that is left of a text without names, words and rows of keys, and which words those were."""
    nothing: tuple[str, frozenset[str]] = ("", frozenset())
    best = [nothing] * (len(text) + 1)  # of what stands from a place on
    for at in reversed(range(len(text))):
        rest, words = best[at + 1]
        ways = [(text[at] + rest, words)]
        ways += [best[at + size] for size in range(_PIECE, _row_at(text, at) + 1)]
        ways += [best[at + len(one)] for one in names if text.startswith(one, at)]
        for one in (word for word in _known("words") if text.startswith(word, at)):
            rest, words = best[at + len(one)]
            ways.append((rest, words | {one}))
        best[at] = min(ways, key=lambda way: len(way[0]))
    return best[0]


def _once(text: str) -> str:
    """Return what is repeated in a text that is nothing else, such as ``abc1`` of ``abc1abc1abc1``; else the text."""
    size = (text + text).find(text, 1)
    return "" if size <= _REPEATED and size < len(text) else text[:size]


def _row_at(text: str, at: int) -> int:
    """Return how many keys in a row begin at a place of a text; 0 where those are too few to be one."""
    size = _PIECE
    while at + size <= len(text) and any(text[at : at + size] in row for row in _rows()):
        size += 1
    return size - 1 if size > _PIECE else 0


@cache
def _rows() -> tuple[str, ...]:
    """Return rows of keys, forwards and backwards."""
    rows = _known("rows")
    return (*rows, *(row[::-1] for row in rows))


@cache
def _known(what: str) -> tuple[str, ...]:
    told = tomllib.loads(files("outreach_crm.accounts").joinpath("guessed.toml").read_text("utf-8"))
    return tuple(told[what].split())


def _parts(names: Iterable[str]) -> Iterable[str]:
    return (part for name in names for part in fold(name).replace("@", " ").split() if len(part) > 2)
