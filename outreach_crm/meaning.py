"""Tells what somebody means by a text: which of some names, which number, which record of whatever feature."""

import re
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.text import fold, read_number, row, say, term, words, words_in_order

if TYPE_CHECKING:
    from outreach_crm.app import App
    from outreach_crm.model import Hit, Ref

_NAMED = 5
_NUMBER = re.compile(r"\d+", re.ASCII)


def fitting(text: str, names: Mapping[int, str]) -> list[int]:
    """Return the keys of the names that are a text, or else those in which each of its words begins a word.

    Args:
        text: a name or enough of its words; case and accents do not matter.
        names: what there is to choose from, by key.
    """
    wanted = words_in_order(text)
    if not wanted:
        return []
    whole = [key for key, name in names.items() if words_in_order(name) == wanted]
    return whole or [key for key, name in names.items() if begins(text, name)]


def begun(text: str, names: Mapping[int, str], limit: int = 10) -> list[int]:
    """Return the keys of the names in which each word of a text begins a word, those that are just this text first.

    Args:
        text: what somebody types.
        names: what there is to find, by key.
        limit: how many at most.
    """
    wanted = words_in_order(text)
    found = [key for key, name in names.items() if begins(text, name)] if wanted else []
    return sorted(found, key=lambda key: words_in_order(names[key]) != wanted)[:limit]


def the_one(text: str, names: Mapping[int, str], what: str, command: str = "") -> int:
    """Return the key of the one name somebody means; see :func:`fitting`.

    Args:
        text: a name or enough of its words.
        names: what there is to choose from, by number.
        what: the kind of thing: ``group``.
        command: the command that shows them; empty where it has their name: ``outreach groups list``.

    Raises:
        NotFoundError: none fits.
        InvalidInputError: several fit; they are named with their numbers.
    """
    found = fitting(text, names)
    if not found:
        raise NotFoundError(
            say(
                "No {what} fits {text!r}; outreach {command} shows them.",
                what=term(what),
                text=text,
                command=command or f"{what}s list",
            )
        )
    if len(found) > 1:
        near = "; ".join(f"{one} {names[one]}" for one in found[:8])
        raise InvalidInputError(
            say("Several {what}s fit {text!r}: {near}. Give the number.", what=term(what), text=text, near=near)
        )
    return found[0]


def number_meant(text: str, table: str, names: Callable[[], Mapping[int, str]], what: str, command: str = "") -> int:
    """Return the number of the one record somebody means; that there is one of a number is for the caller to see.

    Args:
        text: its number (``3``, ``campaigns:3``), its name, or enough of its words.
        table: the table of the records, as a pointer to one names it.
        names: gives what there is to choose from, by number.
        what: the kind of thing; see :func:`the_one` for it, for the command that lists them, and for what is raised.
        command: that command, where it has another name than they.
    """
    number = read_number(text.removeprefix(f"{table}:"))
    return the_one(text, names(), what, command) if number is None else number


def unique_name(name: str, what: str, holder: Callable[[str], int | None], number: int | None = None) -> dict[str, str]:
    """Return a name that nothing else of its kind has, and its key, as ``name`` and ``name_key`` are stored.

    Args:
        name: as somebody writes it; case, accents and punctuation do not tell one name from another.
        what: the kind of thing, as in ``outreach campaigns show``: ``campaign``.
        holder: returns the number of what has a key, if anything has.
        number: that of the thing itself, where it is there already.

    Raises:
        InvalidInputError: there is no name.
        ConflictError: another one has it.
    """
    name = " ".join(name.split())
    key = " ".join(words_in_order(name)) or fold(name)
    if not key:
        raise InvalidInputError(say("A {what} needs a name.", what=term(what)))
    there = holder(key)
    if there not in {None, number}:
        raise ConflictError(
            say(
                "There is a {what} {name!r} already: outreach {what}s show {there}.",
                what=term(what),
                name=name,
                there=there,
            )
        )
    return {"name": name, "name_key": key}


def begins(text: str, name: str) -> bool:
    """Return whether each word of a text begins a word of a name; case and accents do not matter."""
    known = words(name)
    return all(any(word.startswith(one) for word in known) for one in words(text))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that looks most like another, or None where none does."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, list(known), n=1)), None)


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return ``" (did you mean 'roles'?)"`` for the known word that looks most like another, or nothing."""
    near = nearest(word, known)
    return say(" (did you mean {near!r}?)", near=near) if near else ""


def record_meant(app: "App", text: str, *, apart: AbstractSet[str]) -> "tuple[Ref, str]":
    """Return the record that somebody means by a text, and what it is called.

    Args:
        app: the App.
        text: what it is called: ``UA 205/2001``, or words of it.
        apart: kinds of records that are not meant.

    Raises:
        NotFoundError: nothing is called so.
        InvalidInputError: several are.
    """
    found: dict[Ref, Hit] = {}
    for one in app.plugins.hits(app, text):
        if one.ref is not None and one.ref.kind not in apart and _bears(str(one.title), text):
            found.setdefault(one.ref, one)
    asked = fold(text.strip())
    exact = (
        {ref: one for ref, one in found.items() if fold(str(one.title)) == asked}
        or {ref: one for ref, one in found.items() if asked in fold(str(one.title))}
        or found
    )
    if not exact:
        raise NotFoundError(say("Nothing is found by {text!r}; say it as it is called: UA 205/01, case 3.", text=text))
    if len(exact) > 1:
        named = row((one.title for one in [*exact.values()][:_NAMED]), "; ")
        raise InvalidInputError(
            say("Several are found by {text!r}: {named}. Give the number of one of them.", text=text, named=named)
        )
    ((ref, hit),) = exact.items()
    return ref, str(hit.title)


def _bears(title: str, text: str) -> bool:
    """Return whether a record bears the numbers that a text names: a search also finds what only begins like them.

    ``UA 93/2026`` is ``UA 93/26``, and ``UA 93`` may be it; ``UA 9/26`` is another one.
    """
    theirs, named = ([int(one) for one in _NUMBER.findall(each)[:_NAMED]] for each in (title, text))
    return len(named) <= len(theirs) and all(map(_same, theirs, named))


def _same(one: int, other: int) -> bool:
    """Return whether two numbers are the same, or the same year in two and in four digits."""
    low, high = sorted((one, other))
    return low == high or (low < 100 and high - low in {1900, 2000})
