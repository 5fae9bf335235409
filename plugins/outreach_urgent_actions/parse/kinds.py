"""What a message is to its case, and which update: from the words before the case number, or right behind it."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from attrs import frozen

from outreach_urgent_actions.model import Kind
from outreach_urgent_actions.parse.words import NUMBERS, concept_of, ordinal_of

_PIECE = re.compile(r"[:;!?()\[\]|,]|--|\s[-–—]+\s|-\s|[–—]")
_TOKEN = re.compile(r"(\d{1,2})(?:\s?(?:st|nd|rd|th)|d|er|a|o|e|eme)?(?![a-z\d])|[a-z]+")
# What is one word to its readers: "follow -up", "up-date", "mise a jour"; an ordinal in brackets.
_FOLLOW = re.compile(r"\b(f[a-z]{1,3}l?ow)[a-z]{0,3}[\s-]{1,3}u?ps?\b")
_UPDATE = re.compile(
    r"\bup[\s-]{1,2}dat(?=e)|\bmise a jour\b|\bgood news\b|\b(?:released|freed|victory|success)\s?!|\bsuccess (?=on|in)"
)
_FIRST_TYPED = re.compile(r"\b[il]st\b")
_TWENTY = re.compile(r"\btwenty[\s-]?([a-z]{5,7})\b")
_BRACKETS = re.compile(r"\((\w+(?: \w+)?)\)")
_NEVER = re.compile(r"\b(?:never|not) issued\b")
_UPDATES = {"update", "follow", "more", "information"}
_SERIES = {"ua", "ma", "nsa", "ex"}
_MOST = 60


@frozen
class Told:
    """What the words say: ``ordinal`` as printed; ``counts_issues`` where it counts issues ("Third UA")."""

    kind: Kind
    ordinal: int | None = None
    counts_issues: bool = False


@frozen
class _Word:
    text: str
    concept: str | None
    ordinal: int | None

    @property
    def number(self) -> int | None:
        """The number it is where one is expected: behind "update" or right before it."""
        return int(self.text) if self.text.isdecimal() else NUMBERS.get(self.text)

    @property
    def is_formal(self) -> bool:
        return self.concept is not None or self.ordinal is not None or self.text.isdecimal()


@lru_cache(maxsize=5_000)
def _word(text: str) -> _Word:
    if text.isalpha():
        return _Word(text, concept_of(text), ordinal_of(text))
    digits = "".join(filter(str.isdigit, text))
    return _Word(text, None, int(digits) if digits != text else None)


def read_kind(before: str, behind: str) -> Told:
    """Return what a message is.

    Args:
        before: the folded text up to the number of the case.
        behind: the folded text after it, of which only what is plainly such a phrase counts.
    """
    if _NEVER.search(before) or _NEVER.search(behind):
        return Told(Kind.OTHER)
    pieces = list(_pieces(_BRACKETS.sub(r" \1 ", before)))
    said = next(filter(None, map(_told, reversed(pieces))), None)
    added = next(filter(None, map(_told, _formal_parts(behind))), None)
    if said and added:
        # "second update to ... (corrected)"
        return Told(min(said.kind, added.kind, key=_FIRST.index), said.ordinal or added.ordinal)
    return said or added or _by_ordinal_alone(pieces[-1] if pieces else [])


# What a message is when it says it is two things: a final update that is corrected is a correction.
_FIRST = (Kind.CORRECTION, Kind.STOP, Kind.FINAL, Kind.FOLLOWUP)


def _formal_parts(behind: str) -> Iterator[list[_Word]]:
    """Yield the phrases behind a case number that can only say what the message is, not what happened."""
    for at, piece in enumerate(_pieces(behind)):
        formal = _beginning(piece)
        if at == 0 or len(formal) == len(piece):
            yield formal
        ending = list(reversed(_beginning(piece[::-1])))
        if sum(word.concept != "filler" for word in ending) > 1:
            yield ending


def is_no_case(text: str) -> bool:
    """Tell whether a folded text is a collection of quotes and the like."""
    return any(word.concept == "quotes" for piece in _pieces(text) for word in piece)


def _pieces(text: str) -> Iterator[list[_Word]]:
    left = _MOST
    text = _FIRST_TYPED.sub("1st", _UPDATE.sub("update ", _FOLLOW.sub("followup", text)))
    text = _TWENTY.sub(lambda found: f"{20 + (ordinal_of(found[1]) or 0)}th", text)
    for piece in _PIECE.split(text):
        words = [_word(found[0]) for found in list(_TOKEN.finditer(piece))[:left]]
        left -= len(words)
        if words:
            yield words


def _beginning(piece: Sequence[_Word]) -> list[_Word]:
    """Return the words of such phrases with which a piece begins, without the little words at their end."""
    end = next((at for at, word in enumerate(piece) if not (word.is_formal or word.number)), len(piece))
    while end and piece[end - 1].concept == "filler" and end < len(piece):
        end -= 1
    return list(piece[:end])


def _told(piece: Sequence[_Word]) -> Told | None:
    said = {piece[at].concept for at in range(len(piece)) if _counts(piece, at)}
    if {"no", "more", "action"} <= {word.concept for word in piece}:
        said.add("stop")
    for kind in _FIRST[:-1]:
        if kind in said:
            return Told(kind, _ordinal(piece))
    if said & _UPDATES:
        return Told(Kind.FOLLOWUP, _ordinal(piece))
    return None


def _counts(piece: Sequence[_Word], at: int) -> bool:
    """Tell whether a word says what the message is: in "stop action" and "stop to ua", not in "stop executions"."""
    concept = piece[at].concept
    if concept in {"update", None, "filler"}:
        return concept == "update"
    rest = [word for word in piece[at + 1 :] if word.concept != "filler"]
    if concept == "more" and not rest and at + 1 == len(piece):
        return False
    return not rest or rest[0].is_formal


def _ordinal(piece: Sequence[_Word]) -> int | None:
    """Return the number of the update: the ordinal right before such a word, else any, else the number behind one."""
    named = [
        at for at, word in enumerate(piece) if word.concept in {"update", "follow", "more", "information", "final"}
    ]
    for at in named:
        earlier = [word for word in piece[:at] if word.concept not in {"filler", "final"}]
        if earlier and (number := earlier[-1].ordinal or (earlier[-1].text.isdecimal() and earlier[-1].number)):
            return number
    for at in named:
        later = [word for word in piece[at + 1 :] if word.text not in {"no", "nr", "number", "up", "p"}]
        if later and later[0].concept is None and (number := later[0].number or later[0].ordinal):
            return number
    return next((word.ordinal for word in piece if word.ordinal), None)


def _by_ordinal_alone(piece: Sequence[_Word]) -> Told:
    """Read ``Second 76.24`` and ``Third UA: 60/16``, which count issues, and ``second to ua 12/04``."""
    rest = list(piece)
    while rest and (rest[-1].concept in _SERIES | {"action"} or rest[-1].text in {"ua", "uas"}):
        rest.pop()
    if rest and rest[-1].ordinal:
        first = rest[-1].ordinal == 1
        return Told(Kind.INITIAL) if first else Told(Kind.FOLLOWUP, rest[-1].ordinal, counts_issues=True)
    if len(rest) > 1 and rest[-1].concept == "filler" and rest[-2].ordinal:
        return Told(Kind.FOLLOWUP, rest[-2].ordinal)
    return Told(Kind.INITIAL)
