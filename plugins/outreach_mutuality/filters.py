"""What can be asked of contacts by what they asked of us, and by what we promised them."""

from collections.abc import Sequence
from typing import Any

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError
from outreach_crm.model import Filter, by_day
from outreach_crm.text import Term, suggestion, term
from outreach_mutuality.model.requests import RequestKind
from outreach_mutuality.queries import searching as queries


class SoFar(Term):
    """How far a request has come, as one asks for it."""

    # They have no answer yet.
    OPEN = "open"
    # We met it, whole or in part.
    MET = "met"
    # We offered something else.
    ELSE = "something else"
    # We declined it, or referred them to others.
    DECLINED = "declined"


class Promised(Term):
    """How a promise of ours stands."""

    OPEN = "open"
    OVERDUE = "overdue"


def filters() -> list[Filter]:
    """Return the conditions on what somebody asked of us, and on what we promised them."""
    return [
        Filter(
            key="request",
            sentence="have a request that is {value}",
            negated="have no request that is {value}",
            sql=queries.IS_SO_FAR,
            **_one_of(SoFar, "state of a request"),
        ),
        Filter(
            key="requested",
            sentence="have asked us for this: {value}",
            negated="have not asked us for this: {value}",
            sql=queries.OF_KIND,
            **_one_of(RequestKind, "kind of request"),
        ),
        by_day(
            key="requested-since",
            sentence="asked something of us since {value}",
            negated="asked nothing of us since {value}",
            sql=queries.SINCE,
        ),
        Filter(
            key="promise",
            sentence="have a promise of ours that is {value}",
            negated="have no promise of ours that is {value}",
            sql=queries.PROMISED,
            **_one_of(Promised, "promise"),
        ),
    ]


def _one_of(known: type[Term], what: str) -> dict[str, Any]:
    """Return what a condition has whose value is one of some terms."""

    def keep(_: App, text: str) -> str:
        return _meant(text, [one.value for one in known], what)

    return {
        "read": lambda app, text: {"value": keep(app, text)},
        "say": lambda app, text: term(keep(app, text)),
        "keep": keep,
        "takes": ", ".join(known),
        "choices": lambda _: [(one.value, one.label) for one in known],
    }


def _meant(text: str, known: Sequence[str], what: str) -> str:
    said = text.strip().lower()
    if said not in known:
        raise InvalidInputError(f"{text!r} is no {what}{suggestion(said, known)}; it is {', '.join(known)}.")
    return said
