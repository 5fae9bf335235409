"""What a row of a list says of a case and of its level; all that is wrong with it is told at once."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from outreach_cases.model.cases import Consent
from outreach_cases.model.imports import NO, YES
from outreach_cases.model.levels import Decided, Level, Reason
from outreach_crm.contacts import service as contacts
from outreach_crm.dates import read_past
from outreach_crm.errors import InvalidInputError, sentence_of
from outreach_crm.meaning import suggestion
from outreach_crm.model import Problem
from outreach_crm.text import fold, say

PLAIN = ("ref", "whom", "people", "gender", "country", "language", "wish")
"""What of a case is taken as it stands."""
# The names of what a case can be about have no commas.
_PARTS = str.maketrans(dict.fromkeys("|,\n", ";"))


def read(said: Mapping[str, str], file: str, today: date) -> tuple[dict[str, Any], Decided | None]:
    """Return what a row says of a case, by the fields of a draft, and its level; what it does not say is not there.

    Args:
        said: the cells that say something, by field.
        file: what the list is called.
        today: the day from which days are read.

    Raises:
        InvalidInputError: something cannot be right; all of it is told.
    """
    found: dict[str, Any] = {key: said[key] for key in ("name", *PLAIN) if key in said}
    readers: dict[str, Callable[[str], Any]] = {
        "whom": str.lower,
        "country": contacts.read_country,
        "decided_on": lambda text: read_past(text, today),
        "public": lambda text: _yes("public", text),
        "poc": lambda text: _yes("poc", text),
        "consent": lambda text: _one_of("consent", text, [one.value for one in Consent]),
        "concerns": lambda text: tuple(part.strip() for part in text.translate(_PARTS).split(";") if part.strip()),
        "level": lambda _: _level(said, file),
    }
    problems: list[Problem] = []
    for key, reader in readers.items():
        try:
            found |= {key: reader(said[key])} if key in said else {}
        except InvalidInputError as error:
            problems += error.problems or (Problem(field=key, sentence=sentence_of(error)),)
    if problems:
        raise InvalidInputError(problems[0].sentence, tuple(problems))
    found.pop("decided_on", None)  # the level has it
    return found, found.pop("level", None)


def _level(said: Mapping[str, str], file: str) -> Decided:
    state = _one_of("level", said["level"], [one.value for one in Level])
    reason = said.get("reason", "") if state == Level.CLOSED else ""
    # Why one is closed or opened again nobody but the Secretariat knows; that one rests, the list itself says.
    usual = f"As the list {file} says" if state == Level.DORMANT else ""
    return Decided(
        state=state,
        decided_on=said.get("decided_on", ""),
        reason=Reason(_one_of("reason", reason, [one.value for one in Reason])) if reason else None,
        note=said.get("note", usual),
        decided_by=said.get("decided_by", ""),
    )


def _yes(key: str, text: str) -> bool:
    word = fold(text)
    if word not in YES | NO:
        raise _wrong(key, say("{text!r} is neither yes nor no.", text=text))
    return word in YES


def _one_of(key: str, text: str, known: Sequence[str]) -> str:
    word = fold(" ".join(text.split()))
    if word not in known:
        raise _wrong(
            key,
            say(
                "{text!r} is no {key}{suggestion}; it is {names}.",
                text=text,
                key=key,
                suggestion=suggestion(word, known),
                names=", ".join(known),
            ),
        )
    return word


def _wrong(key: str, sentence: str) -> InvalidInputError:
    return InvalidInputError(sentence, (Problem(field=key, sentence=sentence),))
