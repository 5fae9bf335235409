"""Words as people type them: folding for search and order, and sentences that keep their values."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Self

# Letters that Unicode does not decompose, written as a typist without the key writes them.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe", "ŧ": "t", "ŋ": "n"}
)
_WORD = re.compile(r"[^\W_]+(?:['’`.·-][^\W_]+)*")
_INNER = re.compile(r"['’`.·-]")


def fold(text: str) -> str:
    """Return text without case and accents, in any script: ``"José Łukasz"`` becomes ``"jose lukasz"``.

    Only marks that combine are dropped (canonical class above 0), so that vowel signs of Indic and Thai script,
    which are letters to their readers, stay.
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def words(*texts: str) -> list[str]:
    """Return the distinct folded words of some texts in order of first appearance.

    A word with an apostrophe, hyphen or dots inside counts as its parts and as the whole:
    ``"O'Brien"`` gives ``o``, ``brien``, ``obrien``.
    """
    found: dict[str, None] = {}
    for text in texts:
        for word in _WORD.findall(fold(text)):
            parts = _INNER.split(word)
            for part in parts:
                found[part] = None
            if len(parts) > 1:
                found["".join(parts)] = None
    return list(found)


def sort_name(name: str, given: str = "", family: str = "") -> str:
    """Return the folded name to order by: family name first where it is known, else the name as written."""
    return " ".join(words_in_order(f"{family} {given}" if family else name))


def words_in_order(text: str) -> list[str]:
    """Return the folded words of a text as they stand, repeated ones too."""
    return _WORD.findall(fold(text))


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
    return whole or [key for key, name in names.items() if _begins(words(text), words(name))]


def _begins(beginnings: list[str], known: list[str]) -> bool:
    return all(any(word.startswith(one) for word in known) for one in beginnings)


def read_number(text: str) -> int | None:
    """Return the number a text is, small enough for a database, or None where it is none."""
    digits = text.strip()
    return int(digits) if digits.isdecimal() and len(digits) <= 18 else None


class Sentence(str):
    """A sentence that remembers its template and values, so that another surface can translate it."""

    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, values: dict[str, Any]) -> Self:
        """Fill the template with the values and keep both."""
        sentence = super().__new__(cls, template.format_map(values))
        sentence.template = template
        sentence.values = values
        return sentence


def say(template: str, **values: Any) -> Sentence:
    """Return a sentence: ``say("asked {n} times", n=3)`` reads ``asked 3 times`` and keeps its parts."""
    return Sentence(template, values)
