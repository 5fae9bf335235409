"""Reads from files which words mean what, in several languages, and from a line what it means by them.

A file has a table for each language, and in it for each meaning the words that tell it; ``*`` at the end of a word
stands for all that begin so. The order of meanings in the first language is that in which they count.
"""

import re
from functools import cache
from pathlib import Path

from outreach_crm.text import fold
from outreach_crm.written.files import read_toml


def meant(path: Path, text: str) -> str:
    """Return what a line means by the words of a file; an empty text where none of them stands in it.

    Args:
        path: the file.
        text: what somebody wrote, in any of its languages; case and accents do not matter.

    Raises:
        InvalidInputError: the file cannot be read.
    """
    return next(iter(found(path, text)), "")


def found(path: Path, text: str) -> dict[str, int]:
    """Return all that a line may mean by the words of a file, in its order, each with the place of its first word.

    Args:
        path: the file.
        text: what somebody wrote; see :func:`meant`.
    """
    folded = fold(text)
    return {name: there.start() for name, pattern in _patterns(path) if (there := pattern.search(folded))}


def without(path: Path, name: str, text: str) -> str:
    """Return a line, folded, without the words of a file that tell one meaning."""
    return dict(_patterns(path))[name].sub(" ", fold(text))


def first_of(words: tuple[str, ...], text: str) -> str:
    """Return the first word of a line that one of some words means, without case and accents; empty: none does.

    Args:
        words: in any languages; ``*`` at the end of one stands for all that begin so.
        text: what somebody wrote; case and accents do not matter.
    """
    there = _any_of(words).search(fold(text)) if words else None
    return there[0] if there else ""


@cache
def _patterns(path: Path) -> list[tuple[str, re.Pattern[str]]]:
    languages = [*read_toml(path).values()]
    return [(name, _any_of(tuple(word for one in languages for word in one.get(name, ())))) for name in languages[0]]


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    told = [re.escape(fold(word)).replace(r"\*", r"\w*") for word in words]
    return re.compile(rf"(?<!\w)(?:{'|'.join(told)})(?!\w)")
