"""How mistakes in what people wrote are told: the way to each of them, and the refusal that carries all."""

from collections.abc import Iterable

from outreach_crm.errors import InvalidInputError
from outreach_crm.model import Problem
from outreach_crm.text import say, within

Way = tuple[str | int, ...]
"""Keys and, for entries of a list, their numbers from 1 on."""


def refusal(problems: Iterable[Problem]) -> InvalidInputError:
    """Return the error that tells the first of at least one problem in a sentence and carries all of them."""
    first, *others = problems
    more = say("; and {number} more", number=len(others)) if others else ""
    return InvalidInputError(say("{first}{more}.", first=within(first.told), more=more), (first, *others))


def in_words(way: Way) -> str:
    """Return a way as people read it: ``("bodies", 1, "web")`` is ``bodies 1, web``, tables are ``section.name``."""
    text = ""
    for before, step in zip(("", *way), way, strict=False):
        mark = " " if isinstance(step, int) else ", " if isinstance(before, int) else "."
        text += f"{mark if text else ''}{step}"
    return text


def shown(value: object) -> str:
    """Return a value as it stands in a sentence, cut where it is very long."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:60]}…"
