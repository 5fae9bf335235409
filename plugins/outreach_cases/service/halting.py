"""Stops at once whatever is done for a case, wherever it is done."""

from outreach_cases.model.cases import Case, Consent
from outreach_cases.model.levels import Reason, Stance, Track, Transition
from outreach_cases.queries import links
from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.model import Ref
from outreach_crm.text import say


def told_before(app: App, made: Transition) -> list[str]:
    """Return what is to be done because newsletters had told of what a level or decision stopped, each as a sentence.

    Whoever stopped it has it among their tasks.
    """
    return [say("{said}.", said=one.to_do) for one in dispatch.told_before(app, made.change_id)]


def halt(app: App, case: Case, made: Transition) -> None:
    """Stop all work on a case, and what belongs to it. Call inside a change that no undo takes back.

    Args:
        app: the App.
        case: as it was before.
        made: the level or decision that stops it, with its reason.
    """
    if made.reason is Reason.WISH and case.consent is not Consent.AGAINST:
        app.store.update("cases", case.id, {"consent": Consent.AGAINST.value})
    if made.track is Track.LEVEL and case.stance is Stance.WORK:
        ours = {"case_id": case.id, "track": Track.STANCE.value, "state": Stance.NOT.value}
        reason = {"reason": made.reason.value if made.reason else "", "note": made.note}
        # Whenever it was decided elsewhere, we stop today: what we decided before that day stays as it was.
        said = {"decided_on": app.clock.today().isoformat(), "decided_by": made.decided_by, "said_by": made.said_by}
        app.store.insert("case_transitions", {**ours, **said, **reason})
    because = made.note or str(made.told)
    for ref in (Ref("cases", case.id), *(one.ref for one in links.pointers(app.store, case.id))):
        app.plugins.stopped(app, ref, because)
