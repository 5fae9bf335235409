"""Titles, shared mailboxes, legal forms, small words and forms of given names, read from ``words.toml``."""

from functools import cache
from importlib.resources import files
from typing import Any

_LONGEST_FORM = 5


@cache
def _lists() -> dict[str, Any]:
    import tomllib

    return tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))


@cache
def _titles() -> frozenset[str]:
    return frozenset(_lists()["titles"].split())


@cache
def _mailboxes() -> frozenset[str]:
    return frozenset(_lists()["mailboxes"].split())


@cache
def _legal_forms() -> frozenset[tuple[str, ...]]:
    written = " ".join(_lists()["legal_forms"].values()).split()
    return frozenset(tuple(part for part in form.split("_") if part) for form in written)


@cache
def _small() -> frozenset[str]:
    return frozenset(_lists()["small"]["words"].split())


@cache
def _given() -> dict[str, frozenset[int]]:
    """Return the lines in which a given name stands; one that stands in several is a form of several names."""
    lines: dict[str, set[int]] = {}
    for number, line in enumerate(_lists()["given"]["names"].strip().splitlines()):
        for name in line.split():
            lines.setdefault(name.rstrip("_"), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in lines.items()}


def without_titles(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a person's name without titles; all of them where nothing else would be left."""
    left = tuple(word for word in words if word not in _titles())
    return left or words


def without_form(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of an organisation's name without its legal form at either end, and without small words."""
    left = words
    while shorter := _shorter(left):
        left = shorter
    told = tuple(word for word in left if word not in _small())
    return told or left


def is_form_of(one: str, other: str) -> bool:
    """Return whether two given names are forms of one: ``pepe`` and ``jose``."""
    known = _given()
    return bool(known.get(one, frozenset()) & known.get(other, frozenset()))


def is_shared_mailbox(email: str) -> bool:
    """Return whether an address is one that many people read: ``info@…``."""
    return email.partition("@")[0] in _mailboxes()


def main_form(name: str) -> str:
    """Return a key that the forms of a given name share, as far as one name goes; else the name."""
    lines = _given().get(name)
    return f"#{min(lines)}" if lines else name


def _shorter(words: tuple[str, ...]) -> tuple[str, ...]:
    forms = _legal_forms()
    for length in range(min(_LONGEST_FORM, len(words) - 1), 0, -1):
        if words[-length:] in forms:
            return words[:-length]
        if words[:length] in forms:
            return words[length:]
    return ()
