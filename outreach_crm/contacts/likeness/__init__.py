"""How alike two contacts are: what is compared, how much each likeness weighs, and the reasons in words."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_crm.contacts.likeness.blocking import VERSION, Meetings, keys, most
    from outreach_crm.contacts.likeness.comparing import compare
    from outreach_crm.contacts.likeness.facts import Candidate, Facts, Pair, Place
    from outreach_crm.contacts.likeness.known import Known, prepare
    from outreach_crm.contacts.likeness.scanning import CountedBook, Likely, scan
    from outreach_crm.contacts.likeness.weighing import Book, Tally, score

__all__ = [
    "VERSION",
    "Book",
    "Candidate",
    "CountedBook",
    "Facts",
    "Known",
    "Likely",
    "Meetings",
    "Pair",
    "Place",
    "Tally",
    "compare",
    "keys",
    "most",
    "prepare",
    "scan",
    "score",
]

_HERE = "outreach_crm.contacts.likeness"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.comparing": "compare",
        f"{_HERE}.facts": "Candidate Facts Pair Place",
        f"{_HERE}.blocking": "VERSION Meetings keys most",
        f"{_HERE}.known": "Known prepare",
        f"{_HERE}.scanning": "CountedBook Likely scan",
        f"{_HERE}.weighing": "Book Tally score",
    },
)
