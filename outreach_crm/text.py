"""Words as people type them: folding for search and order, and sentences that keep their values."""

import json
import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import Any, Self

# Letters that Unicode does not decompose, written as a typist without the key writes them.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe", "ŧ": "t", "ŋ": "n"}
)
# Accents of Latin, Greek and Cyrillic letters, points of Hebrew and Arabic ones: whoever searches leaves them out.
# The vowel signs, tone marks and joiners of other scripts are letters to their readers and stay.
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]"
)
_INNER_SIGNS = "'’ʼ`.·‐-"
_WORD = re.compile(f"[^\\W_]+(?:[{_INNER_SIGNS}][^\\W_]+)*")
_INNER = re.compile(f"[{_INNER_SIGNS}]")


def fold(text: str) -> str:
    """Return text without case, accents and invisible signs: ``"José Łukasz"`` becomes ``"jose lukasz"``.

    In any script; folding what is folded changes nothing.
    """
    return text.lower() if text.isascii() else _folded(text)


@lru_cache(maxsize=20_000)  # names of people and towns come again and again
def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_PLAIN)
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", plain))
    return unicodedata.normalize("NFC", "".join(c for c in plain if unicodedata.category(c) != "Cf"))


def words(*texts: str) -> list[str]:
    """Return the distinct folded words of some texts in order of first appearance.

    A word with an apostrophe, hyphen or dots inside counts as its parts and as the whole:
    ``"O'Brien"`` gives ``o``, ``brien``, ``obrien``.
    """
    found: dict[str, None] = {}
    plain = [text if text.isascii() else fold(text) for text in texts]
    for text in ("\n".join(plain),) if all(map(str.isascii, plain)) else plain:
        for word in words_in_order(text):
            if word.isascii() and word.isalnum():
                found[word] = None
                continue
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
    folded = fold(text)
    if folded.isascii():
        return _WORD.findall(folded)
    # A vowel sign is part of its word, though not a letter to the pattern.
    letters = "".join("x" if unicodedata.category(c).startswith("M") else c for c in folded)
    return [folded[found.start() : found.end()] for found in _WORD.finditer(letters)]


def read_number(text: str) -> int | None:
    """Return the number a text is, small enough for a database, or None where it is none."""
    digits = text.strip()
    return int(digits) if digits.isdecimal() and len(digits) <= 18 else None


class Sentence(str):
    """A sentence that remembers its template and values, so that another surface can translate it."""

    template: str
    values: dict[str, Any]
    plural: tuple[str, str] | None = None
    begins: bool = False
    within: bool = False
    for_page: bool = False

    def __new__(cls, template: str, values: dict[str, Any]) -> Self:
        """Fill the template with the values and keep both."""
        sentence = super().__new__(cls, template.format_map(values))
        sentence.template = template
        sentence.values = values
        return sentence

    def reading(self, text: str, **how: bool) -> Self:
        """Return the same sentence, which reads as a text here; ``how`` says what is done once it is translated."""
        made = super().__new__(type(self), text)
        made.__dict__.update(self.__dict__, **how)
        return made


def say(template: str, **values: Any) -> Sentence:
    """Return a sentence: ``say("asked {n} times", n=3)`` reads ``asked 3 times`` and keeps its parts."""
    return Sentence(template, values)


def count(n: int, one: str, many: str, **values: Any) -> Sentence:
    """Return a sentence about a number of things: ``count(3, "{n} contact", "{n} contacts")`` reads ``3 contacts``.

    Args:
        n: how many.
        one: the sentence about one of them.
        many: about any other number of them.
        values: what else stands in it.
    """
    sentence = say(one if n == 1 else many, n=n, **values)
    sentence.plural = (one, many)
    return sentence


def written(text: str) -> str:
    """Return what a sentence is made of, as it is stored to be translated when it is read; empty of any other text."""
    return json.dumps(as_parts(text), ensure_ascii=False) if isinstance(text, Sentence) else ""


def recalled(stored: str, text: str = "") -> str:
    """Return the sentence that :func:`written` stored; where nothing is, a text as it is."""
    return from_parts(json.loads(stored)) if stored else text


def is_written(text: str) -> bool:
    """Return whether a text is what :func:`written` stored, to be read by the program only."""
    try:
        parts = json.loads(text) if text.startswith("[") else None
    except ValueError:  # somebody's own brackets
        return False
    return isinstance(parts, list) and [type(one) for one in parts[:2]] == [str, dict]


def as_parts(value: object) -> Any:
    """Return what a sentence is made of as JSON knows it, to stand among other things; of any other value itself."""
    value = value.label if isinstance(value, Term) else value
    if isinstance(value, Sentence):
        return [value.template, {name: as_parts(one) for name, one in value.values.items()}, value.plural]
    return value if isinstance(value, int | float) else str(value)


def from_parts(value: Any) -> Any:
    """Return the sentence that :func:`as_parts` took apart; any other value as it is."""
    if not isinstance(value, list):
        return value
    template, values, plural = value
    sentence = Sentence(template, {name: from_parts(one) for name, one in values.items()})
    sentence.plural = tuple(plural) if plural else None
    return sentence


def later(template: str) -> str:
    """Return a template that stands among the words for translators, for ``say`` when its values are known."""
    return template


def beginning(text: str) -> Sentence:
    """Return a text as it stands at the beginning of a line: in whatever language, with a capital letter."""
    said = term(text)
    return said.reading(said[:1].upper() + said[1:], begins=True)


def within(text: str) -> Sentence:
    """Return a sentence as it stands inside another one: in whatever language, without the dot at its end."""
    said = term(text)
    return said.reading(said.removesuffix("."), within=True)


def term(word: str) -> Sentence:
    """Return a word that is kept as it was written in the program, such as a title, so that a page looks it up.

    A sentence stays what it is, and what somebody else wrote reads as it is.
    """
    return word if isinstance(word, Sentence) else Sentence(literal(word), {})


def retold(kept: str, said: Sentence) -> Sentence:
    """Return a text that reads as it is kept, and on a page as a sentence says it."""
    return said.reading(kept)


def row(parts: Iterable[str], between: str = ", ") -> Sentence:
    """Return sentences and words one after the other, each of which a page says in its language."""
    values = {f"part_{number}": part for number, part in enumerate(parts)}
    return Sentence(literal(between).join(f"{{{name}}}" for name in values), values)


def either(parts: Iterable[str]) -> Sentence:
    """Return what there is to choose from: ``either(["a", "b", "c"])`` reads ``a, b or c``, in the reader's words."""
    *others, last = parts
    return say("{first} or {last}", first=row(others), last=last) if others else row([last])


def both(parts: Iterable[str]) -> Sentence:
    """Return what belongs together: ``both(["a", "b", "c"])`` reads ``a, b and c``, in the reader's words."""
    *others, last = parts
    return say("{first} and {last}", first=row(others), last=last) if others else row([last])


def figure(number: float, form: str = ",") -> Sentence:
    """Return a number that a page writes as its language does: ``figure(12345)`` reads ``12,345`` here.

    Args:
        number: which.
        form: how it is written (Format Specification Mini-Language): ``.1f``, ``.0%``.
    """
    return Sentence(f"{{n:{form}}}", {"n": number})


# A command or one of its options, and the clause or the brackets that it stands in.
_COMMAND = r"(?:\boutreach\ |(?<![^\s(])--)[a-z]"
_ENDS = " .;:\u00a0\u202f"
_CLAUSES = re.compile(
    rf"""\ \((?=[^()]*{_COMMAND})[^()]*\)
    | (?:^|[\u00a0\u202f]?[;:.]\ )(?:(?![;:.]\ )[^()])*{_COMMAND}(?:(?![;:.]\ |\.$).)*""",
    re.VERBOSE | re.DOTALL,
)


def on_page(text: str) -> str:
    """Return a text as a page says it: without the clauses that name a command, which are for a terminal.

    ``There is no task 3; see outreach tasks list.`` reads ``There is no task 3.`` What is nothing else stays whole.
    A page leaves them out of a sentence once it is translated: the same signs part clauses in every language.
    """
    left = _CLAUSES.sub("", text)
    if left == text or not left.strip(_ENDS):
        return text
    left = f"{left.strip(_ENDS)}."
    return text.reading(left, for_page=True) if isinstance(text, Sentence) else left


class Term(StrEnum):
    """A kind, a state or the like whose values are words that people read: each is one for translators.

    A page says it in its language where it stands in a cell or in a sentence; elsewhere ``label`` does.
    """

    @property
    def label(self) -> str:
        """What people read."""
        return term(self.value)


def literal(text: str) -> str:
    """Return a template that says a text as it stands: no brace in it stands for a field."""
    return text.replace("{", "{{").replace("}", "}}")
