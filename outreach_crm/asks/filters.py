"""What can be asked of contacts by what they were asked."""

from collections.abc import Sequence
from datetime import timedelta

from outreach_crm.app import App
from outreach_crm.asks.model import State
from outreach_crm.asks.model.ladder import Rung
from outreach_crm.asks.queries import asks as queries
from outreach_crm.asks.queries import ladder
from outreach_crm.errors import InvalidInputError
from outreach_crm.model import Filter, by_day
from outreach_crm.text import suggestion, term


def filters() -> list[Filter]:
    """Return the conditions on what somebody was asked, and how far that has come."""
    return [
        by_day(
            key="asked-since",
            sentence="were asked something since {value}",
            negated="were asked nothing since {value}",
            sql=queries.ASKED_SINCE,
        ),
        Filter(
            key="ask",
            sentence="have an ask that is {value}",
            negated="have no ask that is {value}",
            sql=queries.IN_STATE,
            read=lambda app, text: {"value": _state(app, text)},
            say=lambda app, text: term(_state(app, text)),
            keep=_state,
            takes=", ".join(State),
            choices=lambda _: [(one.value, one.label) for one in State],
        ),
        Filter(
            key="contact-level",
            sentence="are organisations with whom the level of contact is {value}",
            negated="are not organisations with whom the level of contact is {value}",
            sql=ladder.IS_ON,
            read=lambda app, text: {"value": _rung(app, text), "year_ago": _year_ago(app)},
            say=lambda app, text: term(_rung(app, text)),
            keep=_rung,
            takes=", ".join(Rung),
            choices=lambda _: [(one.value, one.label) for one in Rung],
        ),
    ]


def _year_ago(app: App) -> str:
    return (app.clock.today() - timedelta(days=365)).isoformat()


def _rung(_: App, text: str) -> str:
    return _one_of(text, [one.value for one in Rung], "level of contact")


def _state(_: App, text: str) -> str:
    """Return a state of asks.

    Raises:
        InvalidInputError: it is none.
    """
    return _one_of(text, [one.value for one in State], "state of an ask")


def _one_of(text: str, known: Sequence[str], what: str) -> str:
    said = text.strip().lower()
    if said not in known:
        raise InvalidInputError(f"{text!r} is no {what}{suggestion(said, known)}; it is {', '.join(known)}.")
    return said
