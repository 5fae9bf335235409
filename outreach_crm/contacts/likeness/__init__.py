"""How alike two contacts are: what is compared, how much each likeness weighs, and the reasons in words."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_crm.contacts.likeness.facts import Candidate, Facts, Pair, Place

__all__ = ["Candidate", "Facts", "Pair", "Place"]

__getattr__ = names_from(
    __name__,
    {"outreach_crm.contacts.likeness.facts": "Candidate Facts Pair Place"},
)
