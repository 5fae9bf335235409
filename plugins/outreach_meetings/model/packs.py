"""The meeting pack: all that those who come should have read, as one document and as a folder of files."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from attrs import frozen

_UNSAFE = re.compile(r"[^\w.,() -]+")
_LONGEST = 80


@frozen(kw_only=True)
class Point:
    """A point of the agenda in a pack; ``papers`` are the names of its files, as they are called in the folder."""

    number: str
    title: str
    owner: str = ""
    minutes: int = 0
    due_on: date | None = None
    detail: str = ""
    papers: tuple[str, ...] = ()


@frozen(kw_only=True)
class Chapter:
    """What stands in a pack behind the agenda, such as the minutes of the last meeting."""

    title: str
    text: str = ""
    lines: tuple[str, ...] = ()


@frozen(kw_only=True)
class Pack:
    """All of a pack; ``facts`` are pairs of what is said and what it is, ``people`` who is invited.

    ``left_out`` is how much of it whoever made it sees for their circle, and stands not in it: it says that nowhere.
    """

    title: str
    group: str
    when: str
    facts: tuple[tuple[str, str], ...]
    people: tuple[str, ...]
    told: str
    points: tuple[Point, ...]
    chapters: tuple[Chapter, ...] = ()
    left_out: int = 0


def file_names(wanted: Iterable[str]) -> list[str]:
    """Return names as any file system takes them, no two alike, in the order given; the kind of file stays.

    Names come from files that somebody attached: nothing in one leads out of the folder.
    """
    found: list[str] = []
    for name in wanted:
        stem, dot, suffix = _plain(name).rpartition(".")
        stem, suffix = (stem, f"{dot}{suffix[:12]}") if stem else (suffix, "")
        stem, at = stem[: _LONGEST - len(suffix)].strip(" .") or "paper", 1
        made = f"{stem}{suffix}"
        while made.casefold() in {one.casefold() for one in found}:
            at += 1
            made = f"{stem} ({at}){suffix}"
        found.append(made)
    return found


def _plain(name: str) -> str:
    return " ".join(_UNSAFE.sub(" ", unicodedata.normalize("NFC", name)).split()).strip(" .")
