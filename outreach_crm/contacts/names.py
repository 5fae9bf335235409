"""How a person's name falls into given and family name, when nobody says."""

import re

from outreach_crm.text import fold

# Small words that belong to the family name after them, in the languages of most bar associations we write to.
_PARTICLES = frozenset(
    {"al", "ap", "bin", "bint", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "ibn"}
    | {"la", "las", "le", "los", "mac", "ten", "ter", "van", "vander", "von", "zu"}
)
# What follows a whole name after a comma and is no given name.
_AFTER_NAMES = frozenset(
    {"jr", "sr", "ii", "iii", "iv", "md", "phd", "jd", "esq", "kc", "qc", "rn", "frcp", "obe", "op"}
)

_WORDS = re.compile(r"[^\s,]+")


def split_name(name: str, *, family_first: bool = False) -> tuple[str, str]:
    """Return given and family name.

    Family is what stands before a comma (``Ruiz, Ana``), what is written in capitals (``Ana RUIZ SOTO``), or else the
    last word with the particles before it (``Vincent van Gogh``). One word is a given name. A degree or ``jr.`` after
    a comma stays with the family name (``Ana Ruiz, MD``).

    Args:
        name: as somebody writes it.
        family_first: whether the family name stands first, as in ``Mao Zedong``.
    """
    pieces = [piece for piece in (part.strip() for part in name.split(",")) if piece]
    after: list[str] = []
    # After a single word it is a given name: Md is short for Mohammed.
    while pieces and (len(pieces) > 2 or (len(pieces) == 2 and " " in pieces[0])) and _is_after_name(pieces[-1]):
        after.insert(0, pieces.pop())
    if "," in name and not (after and len(pieces) == 1):
        return ", ".join(pieces[1:]), ", ".join([*pieces[:1], *after])
    given, family = _by_words("".join(pieces).split(), family_first=family_first)
    return given, ", ".join([family, *after])


def name_parts(name: str, given: str = "", family: str = "", *, family_first: bool = False) -> tuple[str, str]:
    """Return given and family name where one or both may be known.

    A known part is taken out of the name and the rest is the other one; where the name does not hold it, the name is
    the other part: ``Ana`` with the family name ``Ruiz`` is ``Ana Ruiz``.
    """
    if given and family:
        return given, family
    if family:
        return _without(name, family), family
    if given:
        return given, _without(name, given)
    return split_name(name, family_first=family_first)


def holds(name: str, part: str) -> bool:
    """Return whether a name begins or ends with the words of a part of it."""
    return bool(part) and _without(name, part) != _without(name, "")


def leads(name: str, family: str) -> bool:
    """Return whether a name as it is written, without a comma, begins with the family name (``Nguyễn Minh Khai``)."""
    words, taken = fold(name).split(), fold(family).split()
    written_first = bool(taken) and len(words) > len(taken) and words[: len(taken)] == taken
    return written_first and "," not in name and words[-len(taken) :] != taken


def full_name(given: str, family: str, *, family_first: bool = False) -> str:
    """Return the name in full, in the order the person uses."""
    parts = (family, given) if family_first else (given, family)
    return " ".join(part for part in parts if part)


def _is_after_name(text: str) -> bool:
    return all(word.replace(".", "").lower() in _AFTER_NAMES for word in text.split())


def _by_words(words: list[str], *, family_first: bool) -> tuple[str, str]:
    capitals = [word for word in words if len(word) > 2 and word.isupper()]
    if capitals and len(capitals) < len(words):
        given = " ".join(word for word in words if word not in capitals)
        return given, " ".join(word.title() for word in capitals)
    if len(words) < 2:
        return " ".join(words), ""
    if family_first:
        end = 1
        while end < len(words) - 1 and words[end - 1].lower() in _PARTICLES:
            end += 1
        return " ".join(words[end:]), " ".join(words[:end])
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return " ".join(words[:start]), " ".join(words[start:])


def _without(name: str, part: str) -> str:
    """Return a name without a part of it at either end; the whole name where it does not hold the part."""
    words, taken = _WORDS.findall(name), [_alike(word) for word in _WORDS.findall(part)]
    folded = [_alike(word) for word in words]
    if not taken:
        return " ".join(words)
    if folded[-len(taken) :] == taken:
        return " ".join(words[: -len(taken)])
    if folded[: len(taken)] == taken:
        return " ".join(words[len(taken) :])
    return " ".join(words)


def _alike(word: str) -> str:
    """Return a word so that it can be compared; a sign that folds to nothing stands for itself."""
    return fold(word).strip() or word
