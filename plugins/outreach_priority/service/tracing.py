"""A result as machines have it: every number with all it was made of, and what is said of it."""

from outreach_priority.model import Assessment, Result, Sealed
from outreach_priority.service import reasons, telling


def trace(assessment: Assessment, found: Result, kept: Sealed | None) -> dict[str, object]:
    """Return a result with its trace, its seal and its sentences."""
    says = {
        "whole": telling.story(assessment, found),
        "each": {one.subject: reasons.about(assessment, found, one.subject) for one in found.scores},
    }
    return {"assessment": assessment.title, "sealed": seal_of(kept), "result": found, "says": says}


def seal_of(kept: Sealed | None) -> dict[str, object] | None:
    """Return who sealed a result and whether it is genuine; None where it is not sealed."""
    if kept is None:
        return None
    return {"at": kept.sealed_at, "by": kept.sealed_by, "because": kept.because, "genuine": kept.genuine}
