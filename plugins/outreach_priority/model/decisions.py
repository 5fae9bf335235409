"""What a named person decides on a sector that the check does not clear (F4)."""

from attrs import field, frozen

from outreach_priority.formulas.check import Verdict


@frozen(kw_only=True)
class DecisionDraft:
    """What a named person decides on a sector that the check does not clear.

    Args:
        goes: whether it may be chosen.
        because: why.
        mitigation: what is done about the risk; a caution needs it to go on.
        volunteer_hours: what that costs, in hours of volunteers.
        staff_hours: in hours of staff.
        money: in the section's currency.
        decided_by: who decides; empty: whoever is at the screen.
        version: of the decision that whoever decides had before them, 0 for none; None where that is not known.
    """

    goes: bool
    because: str
    mitigation: str = ""
    volunteer_hours: float = 0.0
    staff_hours: float = 0.0
    money: float = 0.0
    decided_by: str = ""
    version: int | None = None


@frozen(kw_only=True)
class Decision:
    """A decision as it stands.

    Args:
        subject: the key of what it is on.
        verdict: what the check said then; should it say worse now, the decision does not hold any more.
        decided_by: who.
        decided_on: when (ISO 8601).
        goes: whether it may be chosen.
        because: why.
        mitigation: what is done about the risk.
        volunteer_hours: what that costs, in hours of volunteers.
        staff_hours: in hours of staff.
        money: in the section's currency.
        change_id: its version.
    """

    subject: str
    verdict: Verdict = field(converter=Verdict)
    decided_by: str
    decided_on: str
    goes: bool = field(converter=bool)
    because: str
    mitigation: str = ""
    volunteer_hours: float = 0.0
    staff_hours: float = 0.0
    money: float = 0.0
    change_id: int = 0

    def holds(self, verdict: Verdict) -> bool:
        """Return whether it still answers what the check says now."""
        return verdict.severity <= self.verdict.severity
