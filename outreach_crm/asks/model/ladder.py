"""How far we have come with an organisation: never said of persons."""

from attrs import field, frozen

from outreach_crm.text import Term


class Rung(Term):
    """How far we have come with an organisation, each further than the one before."""

    IDENTIFIED = "identified"
    CONTACTED = "contacted"
    ANSWERED = "answered"
    ACTED = "acted once"
    REGULAR = "acts regularly"
    # The last two are said by us: nothing that is counted tells them.
    MOBILISES = "mobilises others"
    PLANS = "plans with us"


SAID = (Rung.MOBILISES, Rung.PLANS)
"""The rungs that somebody of us says."""
REGULARLY = 3
"""So many asks done in twelve months are acting regularly."""


@frozen(kw_only=True)
class Standing:
    """How far we have come with one organisation, and what that rests on.

    Args:
        contact_id: which organisation.
        contact: its name.
        rung: how far.
        done: how many asks it has done in the last twelve months.
        last_on: when there was a word last (ISO 8601); None: never.
        said_on: when somebody of us said the rung; None where it is counted.
        because: why they said so.
    """

    contact_id: int
    contact: str
    rung: Rung = field(converter=Rung)
    done: int
    last_on: str | None
    said_on: str | None = None
    because: str = ""
