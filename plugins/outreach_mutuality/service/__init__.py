"""What can be done with requests; each room is one kind of work, and this is where pages and commands find it."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_mutuality.service.answering import answered, write
    from outreach_mutuality.service.assessing import assess, left, second_looks
    from outreach_mutuality.service.balancing import balances, by_sector, pressing, together
    from outreach_mutuality.service.boarding import board
    from outreach_mutuality.service.comparing import consistency, treatment
    from outreach_mutuality.service.deciding import decide, keep, take_back
    from outreach_mutuality.service.drafting import draft, language_of
    from outreach_mutuality.service.finding import decision, findings, get, hits, listed, promises, resolve, written
    from outreach_mutuality.service.hinting import hints
    from outreach_mutuality.service.precedents import Precedent, like
    from outreach_mutuality.service.proofing import warnings
    from outreach_mutuality.service.receiving import edit, receive
    from outreach_mutuality.service.sending import begin, send, settle, ways

__all__ = [
    "Precedent",
    "answered",
    "assess",
    "balances",
    "begin",
    "board",
    "by_sector",
    "consistency",
    "decide",
    "decision",
    "draft",
    "edit",
    "findings",
    "get",
    "hints",
    "hits",
    "keep",
    "language_of",
    "left",
    "like",
    "listed",
    "pressing",
    "promises",
    "receive",
    "resolve",
    "second_looks",
    "send",
    "settle",
    "take_back",
    "together",
    "treatment",
    "warnings",
    "ways",
    "write",
    "written",
]

_HERE = "outreach_mutuality.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.answering": "answered write",
        f"{_HERE}.assessing": "assess left second_looks",
        f"{_HERE}.balancing": "balances by_sector pressing together",
        f"{_HERE}.boarding": "board",
        f"{_HERE}.comparing": "consistency treatment",
        f"{_HERE}.deciding": "decide keep take_back",
        f"{_HERE}.drafting": "draft language_of",
        f"{_HERE}.proofing": "warnings",
        f"{_HERE}.finding": "decision findings get hits listed promises resolve written",
        f"{_HERE}.hinting": "hints",
        f"{_HERE}.precedents": "Precedent like",
        f"{_HERE}.receiving": "edit receive",
        f"{_HERE}.sending": "begin send settle ways",
    },
)
