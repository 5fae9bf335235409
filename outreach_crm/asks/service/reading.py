"""Reads from a line of the history how far an ask has come: ``"called, will sign"`` is a yes.

Words are read only to propose: what they do not clearly say is not claimed, and whoever wrote them is told how they
were read. No word beside a negation is a yes, and what we did is nothing that they did.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from outreach_crm.asks.model import State
from outreach_crm.model import Side
from outreach_crm.written import meanings

_FILE = Path(__file__).parent.parent / "words.toml"
_DEED, _REFUSED, _SAID_NO, _NOT, _DOUBT, _NOT_REACHED, _WE, _THEY = (
    *("deed", "refused", "said no", "not", "doubt", "not reached"),
    *("we", "they"),
)
# Of several the one that is least far counts.
_YES = (State.AGREED, State.DONE, State.REPORTED, State.THANKED)
# Each clause is the doing of somebody else: "I called, she signed".
_CLAUSE = re.compile(r"[,;:.!()\n]+|\s[-–—]+\s")
# Who writes more than that has pasted a letter: one word of it says nothing.
_MOST = 1000


def meant(text: str, side: Side = Side.OURS) -> State | None:
    """Return how far a line clearly says that an ask has come; None where it does not.

    Args:
        text: what somebody wrote, in any language that there are words of.
        side: from whom it came: what is said without a name is the doing of whoever that was.
    """
    line = _plain(text)
    whole = meanings.found(_FILE, line)
    if len(line) > _MOST or "?" in line or whole.keys() & {_DOUBT, _NOT_REACHED}:
        return None
    clauses = [meanings.found(_FILE, one) for one in _CLAUSE.split(line)]
    theirs = [one for one in clauses if _WE not in one]
    no, refused = (any(word in one for one in theirs) for word in (_SAID_NO, _REFUSED))
    if no or refused:
        # "Will not refuse" is both of them, and "cannot now, will sign in May" is as much a yes.
        rest = meanings.found(_FILE, meanings.without(_FILE, _SAID_NO, line))
        mixed = no == refused or rest.keys() & {State.AGREED, State.DONE, _DEED} or (refused and _NOT in rest)
        return None if mixed else State.DECLINED
    if _NOT in whole:
        return None
    return next((state for state in _YES if any(_says(one, state, side) for one in clauses)), None)


def reached(text: str) -> bool:
    """Return whether a line does not say that nobody was there to be asked."""
    return len(text) > _MOST or _NOT_REACHED not in meanings.found(_FILE, _plain(text))


def _says(clause: Mapping[str, int], state: State, side: Side) -> bool:
    if state is State.THANKED:
        return state in clause and side is Side.OURS and _THEY not in clause
    if _WE in clause:
        return False
    if state is State.DONE and _DEED in clause and (side is Side.THEIRS or _first(clause, _THEY, _DEED)):
        return True
    return state in clause


def _first(clause: Mapping[str, int], one: str, other: str) -> bool:
    """Return whether one thing stands before another."""
    return one in clause and clause[one] < clause[other]


def _plain(text: str) -> str:
    return text.replace("’", "'")
