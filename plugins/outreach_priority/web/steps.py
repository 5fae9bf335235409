"""The buttons of what comes next: where each step is done, what its button says, and who may."""

from collections.abc import Iterable

from attrs import frozen
from flask import url_for

from outreach_crm.model import Step
from outreach_crm.policy import Action
from outreach_crm.text import say
from outreach_priority.model import Assessment
from outreach_priority.service import Coming, Turn

_PAGES = {
    Turn.HAND_OUT: ("hand-out", say("Hand out the sheets")),
    Turn.HAND_IN: ("hand-in", say("Hand in what came back")),
    Turn.ASK: ("ask", say("Ask somebody")),
    Turn.CLOSE: ("close", say("Close the round")),
    Turn.DISCUSS: ("feedback", say("See what is in dispute")),
    Turn.AGAIN: ("again", say("Ask once more")),
    Turn.WEIGH: ("weights", say("Set weights")),
    Turn.SEAL: ("seal", say("Seal the result")),
    Turn.RESTORE: ("result", say("See the result")),
    Turn.ADOPT: ("adopt", say("Turn it into plans")),
}
_READS = {Turn.DISCUSS, Turn.RESTORE}


@frozen(kw_only=True)
class Ahead:
    """A step that is left, as a page shows it: why, the button that does it, and what must be allowed."""

    why: str
    step: Step
    action: Action


def steps_of(assessment: Assessment, coming: Iterable[Coming]) -> list[Ahead]:
    """Return what is left to do with an assessment, each with its button."""
    return [
        Ahead(
            why=one.why,
            step=_step(assessment, one),
            action=Action.LOOK if one.turn in _READS else Action.WRITE,
        )
        for one in coming
    ]


def _step(assessment: Assessment, one: Coming) -> Step:
    here = url_for("outreach_priority.show", assessment_id=assessment.id)
    if one.turn is Turn.ANEW:
        return Step(label=say("Open a new assessment"), path=url_for("outreach_priority.open_"))
    if one.turn is Turn.DECIDE:
        found = assessment.subject(one.subject)
        label = say("Decide on {what}", what=found.title if found else one.subject)
        return Step(label=label, path=f"{here}/decide/{one.subject}")
    page, label = _PAGES[one.turn]
    return Step(label=label, path=f"{here}/{page}")
