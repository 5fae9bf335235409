"""What can be done with asks; each room is one kind of work, and this is where pages and commands find it."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_crm.asks.service.advising import advice_listed, ask_advice, get_advice, give_advice
    from outreach_crm.asks.service.climbing import counted, ladder, say_rung, standing
    from outreach_crm.asks.service.finding import get, history, hits, listed, resolve, some
    from outreach_crm.asks.service.hinting import hints, hints_of_many
    from outreach_crm.asks.service.logging import log
    from outreach_crm.asks.service.moving import move
    from outreach_crm.asks.service.planning import advised, as_draft, edit, plan, plan_for
    from outreach_crm.asks.service.reading import meant

__all__ = [
    "advice_listed",
    "advised",
    "as_draft",
    "ask_advice",
    "counted",
    "edit",
    "get",
    "get_advice",
    "give_advice",
    "hints",
    "hints_of_many",
    "history",
    "hits",
    "ladder",
    "listed",
    "log",
    "meant",
    "move",
    "plan",
    "plan_for",
    "resolve",
    "say_rung",
    "some",
    "standing",
]

_HERE = "outreach_crm.asks.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.advising": "advice_listed ask_advice get_advice give_advice",
        f"{_HERE}.climbing": "counted ladder say_rung standing",
        f"{_HERE}.finding": "get history hits listed resolve some",
        f"{_HERE}.hinting": "hints hints_of_many",
        f"{_HERE}.logging": "log",
        f"{_HERE}.moving": "move",
        f"{_HERE}.planning": "advised as_draft edit plan plan_for",
        f"{_HERE}.reading": "meant",
    },
)
