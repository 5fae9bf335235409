"""Reads from a line of the history how far an ask has come: ``"called, will sign"`` is a yes."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from outreach_crm.asks.model import State
from outreach_crm.text import fold

_FILE = Path(__file__).parent.parent / "words.toml"


def meant(text: str) -> State | None:
    """Return how far a line says that an ask has come; None where it says nothing of that.

    Args:
        text: what somebody wrote, in any language that there are words of.
    """
    folded = fold(text)
    return next((state for state, pattern in _patterns() if pattern.search(folded)), None)


@cache
def _patterns() -> list[tuple[State, re.Pattern[str]]]:
    """Return for each state what it is told by in all languages, in the order in which they count."""
    languages = tomllib.loads(_FILE.read_text("utf-8")).values()
    order = [*next(iter(languages))]
    return [(State(name), _any_of(word for one in languages for word in one.get(name, ()))) for name in order]


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    told = [re.escape(fold(word)).replace(r"\*", r"\w*") for word in words]
    return re.compile(rf"(?<!\w)(?:{'|'.join(told)})(?!\w)")
