"""Reads what people answer to a poll in words: in a mail, in a cell of a table, on the command line."""

import re

from outreach_crm.errors import InvalidInputError
from outreach_meetings.model.polls import Answer

_WORDS = {
    "yes": Answer.YES,
    "y": Answer.YES,
    "maybe": Answer.MAYBE,
    "if need be": Answer.MAYBE,
    "no": Answer.NO,
    "n": Answer.NO,
}
_IN_MAIL = {"yes": Answer.YES, "no": Answer.NO, "maybe": Answer.MAYBE, "if need be": Answer.MAYBE}
_ONE = re.compile(r"\(?(?P<number>\d{1,3})[.):]?\s*[:=-]?\s*(?P<answer>yes|no|maybe|if need be)[.!]?", re.ASCII)
_PARTS = re.compile(r"\s*(?:[,;\n]|\band\b)\s*")
_POLITE = frozenset(
    [
        "hello",
        "hi",
        "hey",
        "dear",
        "all",
        "everybody",
        "everyone",
        "thanks",
        "thank",
        "you",
        "many",
        "best",
        "kind",
        "kindest",
        "warm",
        "regards",
        "wishes",
        "greetings",
        "yours",
        "sincerely",
        "faithfully",
        "cheers",
        "good",
        "morning",
        "afternoon",
        "evening",
        "day",
        "team",
        "friends",
    ]
)
# What programs write above what is quoted or signed: nothing behind it is an answer.
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)


def read_answer(text: str) -> Answer | None:
    """Return the answer that a word means; None of an empty one.

    Raises:
        InvalidInputError: it is none.
    """
    word = " ".join(text.lower().split())
    if word and word not in _WORDS:
        raise InvalidInputError(f"{text.strip()!r} is no answer; write yes, no, or maybe for: if need be.")
    return _WORDS.get(word)


def read_reply(text: str, dates: int, name: str = "") -> dict[int, Answer] | None:
    """Return what a mail says of dates by their numbers, from 1 on; None where it is not clear.

    Clear is a mail that consists of answers alone ("1 yes, 2 no, 3 maybe"), each once, besides a greeting, thanks and
    the name of whoever writes: a condition, a question or a number that is no date leaves it to a person.

    Args:
        text: what they wrote, without what they quote.
        dates: how many dates there are.
        name: of whoever writes.
    """
    found: dict[int, Answer] = {}
    ours = _POLITE | {*re.findall(r"\w+", name.lower())}
    for part in _PARTS.split(_SIGNATURE.split(text)[0].lower().strip()):
        words = " ".join(part.split())
        if (one := _ONE.fullmatch(words)) is None:
            if "?" in words or not ours.issuperset(re.findall(r"\w+", words)):
                return None
            continue
        number, answer = int(one["number"]), _IN_MAIL[one["answer"]]
        if not 1 <= number <= dates or found.setdefault(number, answer) is not answer:
            return None
    return found or None
