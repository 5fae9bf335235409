"""What the journal does beside the pages where it takes long; and what is said of it there and here."""

from outreach_crm.app import App
from outreach_crm.changes.model import UndoReport, Verdict
from outreach_crm.changes.service.proving import verify
from outreach_crm.changes.service.reading import get
from outreach_crm.changes.service.undoing import plan, undo
from outreach_crm.jobs.model import Progress, Result
from outreach_crm.policy import Action, demand
from outreach_crm.text import count, row, say


def undo_beside(app: App, progress: Progress, *, change_id: int, path: str = "") -> Result:
    """Take a change back; one that was cut off on the way goes on where it was."""
    demand(app.actor, Action.WRITE)
    rows, done = plan(app, change_id).rows, 0

    def count_on(more: int) -> None:
        nonlocal done
        done += more
        progress(done, max(rows, done))

    report = undo(app, change_id, progress=count_on)
    return Result(sentence=sentence(app, report), path=path, change_id=report.change.id)


def verify_beside(app: App, progress: Progress) -> Result:
    """Prove that no past entry was altered."""
    progress(0, None)
    return Result(sentence=proven(verify(app)), path="/history")


def sentence(app: App, report: UndoReport) -> str:
    """Return what an undo did, in a sentence: of what was undone and done again by turns, which of the two it is."""
    first, times = report.change, 0
    while first.undoes is not None:
        first, times = get(app, first.undoes), times + 1
    what = row(part for part in (first.what, first.whom) if part)
    said = say("Undone: {what}.", what=what) if times % 2 else say("Done again: {what}.", what=what)
    if not report.stayed:
        return said
    left = len(report.stayed)
    return count(left, "{said} {n} record stays as it is.", "{said} {n} records stay as they are.", said=said)


def proven(verdict: Verdict) -> str:
    """Return what came of a proof, in a sentence."""
    if verdict.problems:
        said = row(verdict.problems[:5], "; ")
        return say("Entries are not as they were written: {problems}. Compare with a backup.", problems=said)
    return count(
        verdict.entries,
        "{n} entry was checked: it is as it was written.",
        "{n} entries were checked: all are as written.",
    )
