"""What was asked and done in both directions with an organisation (F15)."""

from attrs import field, frozen

from outreach_crm.asks.model import measures
from outreach_crm.text import Term
from outreach_mutuality.model.requests import RequestKind


class Alarm(Term):
    """What is out of balance."""

    # A request of theirs has waited too long.
    OPEN = "a request of theirs waits too long"
    # We asked again and again, and nothing was done or told back.
    WITHOUT_RETURN = "we ask and nothing comes back"
    OVERDUE = "a promise of ours is overdue"


@frozen(kw_only=True)
class Balance:
    """Asks and requests between us and one organisation, or all of a sector.

    Args:
        contact_id: the organisation; 0 for a sector.
        name: what it is called.
        we_asked: how many asks were put to them.
        they_did: how many of these they did.
        they_declined: how many they declined.
        asks_open: how many have no answer, or are agreed and not done.
        they_asked: how many requests came from them.
        we_did: how many of these we met, whole or in part, or by something else.
        we_declined: how many we declined or referred, with a reason.
        requests_open: how many are not decided yet.
        alarms: what is out of balance.
    """

    contact_id: int
    name: str
    we_asked: int
    they_did: int
    they_declined: int
    asks_open: int
    they_asked: int
    we_did: int
    we_declined: int
    requests_open: int
    alarms: tuple[Alarm, ...] = field(default=())

    @property
    def index(self) -> float | None:
        """How even giving and taking are, 0 to 1; None where nothing was done. Never to be shown without the counts."""
        return measures.mutuality(self.they_did, self.we_did)


@frozen(kw_only=True)
class Treatment:
    """How requests of one kind were decided: over all, and by sector.

    Args:
        kind: what is asked for.
        sector: the key of a sector; empty: over all.
        met: how many were met.
        declined: how many were declined.
    """

    kind: RequestKind = field(converter=RequestKind)
    sector: str
    met: int
    declined: int
