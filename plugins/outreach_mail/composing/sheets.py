"""A text made ready for all who get it: bytes with places for what its fields say of each of them.

What is joined is the same, byte for byte, as what would be made of the text with its fields filled in. Where it would
not be, because a value has several lines, a URL, or could become part of one, that value is filled in first.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from attrs import define, field, frozen

from outreach_crm.errors import InvalidInputError
from outreach_crm.text import say
from outreach_mail.composing.bodies import SOFT_BREAK, cleaned, quoted_printable
from outreach_mail.composing.paragraphs import as_html, escaped, linked

# A value that stands for itself in every part of a message: most names are such.
_PLAIN = re.compile(r"(?!From )[A-Za-z0-9](?:[A-Za-z0-9 ,;:()'!?*+_-]{0,60}[A-Za-z0-9),!?'])?")
_RUN = re.compile(r"\S+")
_WORD = re.compile(r"[A-Za-z0-9]+")
PLACE = b"\0"
"""Where something is put in that differs from one recipient to the next; no header and no text holds it otherwise."""

# No text and no value has these letters once it is cleaned.
_PLACE = re.compile("\x01(\\d+)\x02")
# A URL that begins before the first field of a run of letters, and does not end before its last one.
_IN_URL = re.compile('[^\x01]*?https?://[^\\s<>"\x01][^\\s<>"]*')
# Sheets with values filled in that are remembered for one text.
_REMEMBERED = 100

Parts = Sequence[tuple[str, str]]


@frozen(kw_only=True)
class Frame:
    """What is round the texts of a message: all headers, and whatever follows the texts.

    Args:
        before: up to the plain text.
        between: from the plain text to the HTML; empty: there is none.
        after: from there to the end, in pieces: between two of them stands what is of one recipient alone.
        language: of the text (BCP 47).
    """

    before: bytes
    between: bytes
    after: tuple[bytes, ...]
    language: str


@define(eq=False)
class Sheet:
    """A text in its frame, made ready; ``parts`` are what it says, each with the field that follows it."""

    frame: Frame
    parts: Parts
    names: tuple[str, ...] = field(init=False)
    # What stands between the places, and between any two of them room for what is put in.
    _pieces: list[bytes] = field(init=False)
    # Which field stands at which place, in the plain text and then in the HTML.
    _plain: tuple[int, ...] = field(init=False)
    _marked: tuple[int, ...] = field(init=False)
    # Fields with blanks or line ends on both sides wherever they stand: a URL in their place is a link of its own.
    _apart: frozenset[str] = field(init=False)
    # Fields that must not be blank, that must be one plain word, and that are always filled in before.
    _alone: frozenset[str] = field(init=False)
    _words: frozenset[str] = field(init=False)
    _never: frozenset[str] = field(init=False)
    _filled: dict[tuple[tuple[str, str], ...], "Sheet"] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        names = self.names = tuple(dict.fromkeys(name for _, name in self.parts if name))
        numbers = {name: number for number, name in enumerate(names)}
        marked = "".join(plain + (f"\x01{numbers[name]}\x02" if name else "") for plain, name in self.parts)
        marked += "" if marked.endswith("\n") else "\n"
        self._plain, plain = _joinable(marked)
        html, self._marked = b"", ()
        alone, words, never = set[int](), set[int](), set[int]()
        if self.frame.between:
            alone, words, never = _delicate(marked)
            self._marked, html = _joinable(as_html(marked, self.frame.language))
        made = b"".join([self.frame.before, plain, self.frame.between, html]).split(PLACE)
        self._pieces = [one for piece in made for one in (piece, b"")]
        self._pieces[-1] = self.frame.after[-1]  # shared by all sheets: files are large
        self._apart = frozenset(names[one] for one in _apart(marked))
        self._alone, self._words, self._never = (
            frozenset(names[one] for one in those) for those in (alone, words | never, never)
        )

    def joined(self, headers: tuple[bytes, ...], fields: Mapping[str, str], own: Sequence[bytes] = ()) -> bytes:
        """Return the message of one recipient.

        Args:
            headers: what stands at the places of ``frame.before``.
            fields: what the fields say.
            own: what stands between the pieces of ``frame.after``.

        Raises:
            InvalidInputError: a field is missing.
        """
        plain: list[bytes] = []
        marked: list[bytes] = []
        delicate: list[tuple[str, str]] = []
        for name in self.names:
            try:
                value = fields[name]
            except KeyError:
                raise InvalidInputError(say("Nothing says what {{{name}}} is.", name=name)) from None
            if _PLAIN.fullmatch(value) and (name not in self._words or self._is_word(name, value)):
                raw = value.encode()
                plain.append(raw)
                marked.append(raw)
                continue
            value = cleaned(value)
            if name in self._apart and _RUN.fullmatch(value):
                plain.append(quoted_printable(value))
                marked.append(quoted_printable(linked(value)) if self._marked else b"")
            elif self._is_delicate(name, value):
                delicate.append((name, value))
            else:
                plain.append(quoted_printable(value))
                marked.append(quoted_printable(escaped(value)) if self._marked else b"")
        if delicate:
            return self._with(tuple(delicate)).joined(headers, fields, own)
        pieces = self._pieces.copy()
        pieces[1:-1:2] = *headers, *[plain[one] for one in self._plain], *[marked[one] for one in self._marked]
        pieces[-1:-1] = [part for pair in zip(self.frame.after, own, strict=False) for part in pair]
        return b"".join(pieces)

    def _is_delicate(self, name: str, value: str) -> bool:
        """Return whether a value, cleaned, has to be filled in before the HTML is made."""
        if name in self._words:
            return not self._is_word(name, value)
        return "\n" in value or "//" in value or (name in self._alone and not value.strip(" \t"))

    def _is_word(self, name: str, value: str) -> bool:
        return name not in self._never and _WORD.fullmatch(value) is not None

    def _with(self, values: tuple[tuple[str, str], ...]) -> "Sheet":
        """Return this sheet with some fields filled in."""
        if values not in self._filled:
            if len(self._filled) >= _REMEMBERED:
                self._filled.clear()
            self._filled[values] = Sheet(self.frame, filled(self.parts, dict(values)))
        return self._filled[values]


def filled(parts: Parts, values: Mapping[str, str]) -> Parts:
    """Return the parts of a text with some of its fields filled in; a value is never read as a field."""
    told, before = list[tuple[str, str]](), ""
    for plain, name in parts:
        before += plain
        if name in values:
            before += values[name]
        else:
            told.append((before, name))
            before = ""
    return told


def _joinable(text: str) -> tuple[tuple[int, ...], bytes]:
    """Return which fields a text has, in order, and the text in quoted-printable with a place for each of them.

    Each piece begins on a line of its own, so that none has to know how long the one before it is.
    """
    pieces = _PLACE.split(text)  # every second one is the number of a field
    made = []
    for n in range(0, len(pieces), 2):
        piece = quoted_printable(pieces[n])
        is_last = n == len(pieces) - 1
        ends_line = is_last or not piece or piece.endswith(b"\r\n")
        made.append(piece if ends_line else piece + SOFT_BREAK)
        if not is_last:
            goes_on = not pieces[n + 2].startswith("\n")
            made.append(PLACE + SOFT_BREAK if goes_on else PLACE)
    return tuple(int(one) for one in pieces[1::2]), b"".join(made)


def _delicate(text: str) -> tuple[set[int], set[int], set[int]]:
    """Return the fields that must not be blank, that must be one word, and that have no value the HTML is sure of.

    A line of nothing but fields could be without letters, and part two paragraphs; what stands where a URL is, or could
    come to be, decides where its link ends. Where not even a word is sure to leave the links as they are, the
    value is always filled in first: those fields come last.
    """
    alone: set[int] = set()
    words: set[int] = set()
    never: set[int] = set()
    for line in text.split("\n"):
        if not _PLACE.sub("", line).strip(" \t"):
            alone.update(_numbers(line))
    for run in _RUN.findall(text):
        numbers, plain = _numbers(run), _PLACE.sub("", run)
        if "//" in plain and not _IN_URL.fullmatch(run):
            never.update(numbers)
        elif len(numbers) > 1 or "/" in plain:
            words.update(numbers)
    return alone, words, never


def _apart(text: str) -> set[int]:
    """Return the fields that no letter touches, wherever they stand."""
    runs = _RUN.findall(text)
    touched = {number for run in runs if not _PLACE.fullmatch(run) for number in _numbers(run)}
    return {number for run in runs for number in _numbers(run)} - touched


def _numbers(text: str) -> list[int]:
    return [int(one) for one in _PLACE.findall(text)]


def cleaned_parts(parts: Iterable[tuple[str, str]]) -> Parts:
    """Return the parts of a text without what cannot be seen."""
    return [(cleaned(plain), name) for plain, name in parts]
