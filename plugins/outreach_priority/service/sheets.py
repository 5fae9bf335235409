"""The sheet of one adviser: what stands in it and who may read it, in which order it asks, what is left to rate.

While a round is open nobody sees what others say: early answers sway later ones. What a sheet says is read by its
adviser, at the page that only they have the link of, and by whoever wrote it for them, from a file or by telephone.
"""

import random
from collections.abc import Sequence
from typing import TypeVar

from attrs import evolve, frozen

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.errors import NotFoundError, RefusedError
from outreach_crm.sectors import service as sectors
from outreach_crm.text import say
from outreach_priority.model import Assessment, Item, Sheet, State, Subject
from outreach_priority.queries import sheets
from outreach_priority.service import finding
from outreach_priority.service.asking import ASKED
from outreach_priority.service.closing import REOPENED
from outreach_priority.service.handing_in import FILLED
from outreach_priority.service.opening import OPENED

T = TypeVar("T")


@frozen(kw_only=True)
class Page:
    """What a sheet asks of one subject.

    Args:
        subject: what is judged.
        items: the questions, in the order of this adviser.
    """

    subject: Subject
    items: tuple[Item, ...]


def by_uid(app: App, uid: str) -> Sheet:
    """Return the sheet that a file or a link names, without what it says.

    Raises:
        NotFoundError: there is none.
    """
    found = sheets.by_uid(app.store, uid.strip())
    if found is None:
        raise NotFoundError(say("No sheet of this office has that number."))
    return found


def adviser_of(app: App, uid: str) -> int:
    """Return the contact whose sheet has a ``uid``, whether the actor may see them or not; a link is theirs.

    Raises:
        NotFoundError: there is no such sheet, or its adviser was erased.
    """
    found = sheets.adviser_of(app.store, uid)
    if found is None:
        raise NotFoundError(say("That sheet is nobody's any more."))
    return found


def own(app: App, sheet_id: int) -> Sheet:
    """Return a sheet with what it says.

    Raises:
        NotFoundError: there is none of that number.
        RefusedError: its round is open, and the actor is neither its adviser nor wrote it for them.
    """
    sheet = finding.sheet(app, sheet_id)
    assessment = finding.get(app, sheet.assessment_id)
    if not may_read(app, assessment, sheet):
        raise RefusedError(
            say(
                "What adviser {seat} says is theirs until the round is closed: nobody sees the sheets of others.",
                seat=sheet.seat,
            )
        )
    return finding.with_answers(app, [sheet])[0]


def begun(app: App, sheet_id: int) -> Sheet:
    """Return a sheet as it can be handed to its adviser: with what it says where that may be read.

    Else it has what they said in the round before, which is no secret any more.

    Raises:
        NotFoundError: there is none of that number.
    """
    sheet = finding.sheet(app, sheet_id)
    assessment = finding.get(app, sheet.assessment_id)
    if may_read(app, assessment, sheet):
        return finding.with_answers(app, [sheet])[0]
    before = said_before(app, assessment, sheet)
    if before is None:
        return sheet
    return evolve(sheet, answers=tuple(evolve(one, reason="") for one in before.answers), stances=before.stances)


def said_before(app: App, assessment: Assessment, sheet: Sheet) -> Sheet | None:
    """Return the sheet of the same adviser in the round before, with what it says: that round is closed.

    None in a first round, and of whoever was not asked in the one before.
    """
    there = finding.sheets_of(app, assessment) if sheet.round > 1 else []
    before = [one for one in there if (one.round, one.seat) == (sheet.round - 1, sheet.seat)]
    return next(iter(finding.with_answers(app, before)), None)


def may_read(app: App, assessment: Assessment, sheet: Sheet) -> bool:
    """Return whether the actor may see what a sheet says: it is theirs, or they wrote all of it."""
    if assessment.state is not State.OPEN or sheet.round < assessment.round:
        return True
    if app.actor.contact_id is not None:
        return app.actor.contact_id == sheet.adviser_id
    return all(_is_theirs(app, one) for one in {sheet.change_id, *sheets.changes(app.store, sheet.id)})


def _is_theirs(app: App, change_id: int) -> bool:
    """Return whether a change wrote nothing that an adviser said, or the actor wrote it for them."""
    try:
        written = journal.get(app, change_id)
    except NotFoundError:  # all that change did is about people whom the actor may not see
        return False
    return written.what in {OPENED, REOPENED, ASKED} or (written.what == FILLED and written.by == app.actor.name)


def pages(assessment: Assessment, sheet: Sheet) -> tuple[Page, ...]:
    """Return what a sheet asks, in an order of its own: what stands first is rated with the most care.

    Args:
        assessment: of which assessment.
        sheet: whose; the same sheet has the same order always.
    """
    subjects = _shuffled(assessment.judged, f"{sheet.uid} subjects")
    return tuple(
        Page(subject=one, items=tuple(_shuffled(assessment.questionnaire.items, f"{sheet.uid} {one.key}")))
        for one in subjects
    )


def prompts(app: App, subject: Subject, item: Item) -> tuple[str, ...]:
    """Return what the file of a sector gives to think about beside an item; never a rating."""
    there = sectors.all_sectors(app)
    if not item.prompts or subject.sector not in there.keys:
        return ()
    return tuple(getattr(there.prompts_of(sectors.find(there, subject.sector)), item.prompts))


def asked_for(assessment: Assessment) -> int:
    """Return how many ratings a whole sheet has."""
    return len(assessment.judged) * len(assessment.questionnaire.items)


def _shuffled(things: Sequence[T], seed: str) -> list[T]:
    return random.Random(seed).sample(things, len(things))  # noqa: S311
