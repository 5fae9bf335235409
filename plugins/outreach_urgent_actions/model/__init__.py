"""What Urgent Actions are made of, as records and rules."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_urgent_actions.model.interests import SECTOR, Interest
    from outreach_urgent_actions.model.issues import Audience, Case, Issue, IssueKeyword, Kind, Person, State
    from outreach_urgent_actions.model.matches import REASONS, RULES, Matched
    from outreach_urgent_actions.model.pacing import (
        GENERAL,
        STATED,
        Candidate,
        Month,
        best,
        sends_needed,
        share,
        share_out,
    )
    from outreach_urgent_actions.model.previews import HOLDING, Brought, Closer, Decision, Group, Look, Seen, Trial
    from outreach_urgent_actions.model.settings import UrgentActionSettings
    from outreach_urgent_actions.model.sign_ups import (
        FOR_GOOD,
        Capacity,
        Rate,
        SignUp,
        Wants,
        first_of_month,
        months_before,
        read_rate,
        wanted,
    )

__all__ = [
    "FOR_GOOD",
    "GENERAL",
    "HOLDING",
    "REASONS",
    "RULES",
    "SECTOR",
    "STATED",
    "Audience",
    "Brought",
    "Candidate",
    "Capacity",
    "Case",
    "Closer",
    "Decision",
    "Group",
    "Interest",
    "Issue",
    "IssueKeyword",
    "Kind",
    "Look",
    "Matched",
    "Month",
    "Person",
    "Rate",
    "Seen",
    "SignUp",
    "State",
    "Trial",
    "UrgentActionSettings",
    "Wants",
    "best",
    "first_of_month",
    "months_before",
    "read_rate",
    "sends_needed",
    "share",
    "share_out",
    "wanted",
]

_HERE = "outreach_urgent_actions.model"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.interests": "SECTOR Interest",
        f"{_HERE}.issues": "Audience Case Issue IssueKeyword Kind Person State",
        f"{_HERE}.matches": "REASONS RULES Matched",
        f"{_HERE}.pacing": "GENERAL STATED Candidate Month best sends_needed share share_out",
        f"{_HERE}.previews": "HOLDING Brought Closer Decision Group Look Seen Trial",
        f"{_HERE}.settings": "UrgentActionSettings",
        f"{_HERE}.sign_ups": "FOR_GOOD Capacity Rate SignUp Wants first_of_month months_before read_rate wanted",
    },
)
