"""Filling in a sheet page by page: what is said of one subject is kept at once, and all of it handed in at the end.

Whoever does so sees what stands there, so it is done only by whoever may read the sheet: to write into what one may not
read would be a way to read it.
"""

from collections.abc import Iterable

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.errors import ConflictError, NotFoundError
from outreach_crm.text import say
from outreach_priority.model import Answer, Sheet, Stance
from outreach_priority.model.filing import Asked, Blank, Leaf, Line
from outreach_priority.service.filing import blank
from outreach_priority.service.handing_in import check_taken, hand_in, save
from outreach_priority.service.sheets import own
from outreach_priority.service.understanding import understood


def begin(app: App, sheet_id: int) -> Blank:
    """Return a sheet with what stands in it, to be filled in or read.

    Raises:
        NotFoundError: there is no such sheet.
        RefusedError: its round is open, and the actor is neither its adviser nor wrote it for them.
    """
    own(app, sheet_id)
    return blank(app, sheet_id)


def fill(app: App, sheet_id: int, lines: Iterable[Line], stance: Stance, *, seen: int | None = None) -> Sheet:
    """Keep what is said of one subject; what is said of the others stays as it is.

    What stands there already leaves no trace in the history.

    Args:
        app: the App.
        sheet_id: whose sheet.
        lines: what somebody wrote, with its places; a question that is not among them is not answered.
        stance: what they say of the subject as a whole, which it names.
        seen: the mark of what stood there when they began (``Leaf.mark``).

    Returns:
        the sheet.

    Raises:
        NotFoundError: there is no such sheet, or the subject is not judged in it.
        InvalidInputError: something cannot be right; every mistake with its place, and nothing of it is taken.
        ConflictError: something else stands there by now.
        RefusedError: the actor may not read it, its round is over, it was withdrawn, or it is too late.
    """
    with app.store.write():
        sheet = begin(app, sheet_id)
        check_taken(app, sheet.assessment, sheet.sheet)
        leaf = sheet.leaf(stance.subject)
        if leaf is None:
            raise NotFoundError(say("It is not asked about any more."))
        given = [_line(one, leaf) for one in lines]
        answers = understood(app, sheet.assessment, given, {"interest": stance})
        if _with(leaf, answers, stance).mark == leaf.mark:
            return sheet.sheet
        if seen not in {None, leaf.mark}:
            raise ConflictError(say("This page was filled in elsewhere by now: look at it once more, then save it."))
        others = [one for one in sheet.leaves if one.subject != leaf.subject]
        return save(app, sheet_id, [*_said(others), *answers], [*_stances(others), stance])


def hand_in_kept(app: App, sheet_id: int, *, role: str = "") -> Sheet:
    """Hand in a sheet as it stands.

    Raises:
        NotFoundError: there is no such sheet.
        InvalidInputError: it rates nothing.
        RefusedError: the actor may not read it, its round is over, it was withdrawn, or it is too late.
        ConflictError: the same person handed in another sheet of this round.
    """
    with app.store.write():
        leaves = begin(app, sheet_id).leaves
        return hand_in(app, sheet_id, _said(leaves), _stances(leaves), role=role)


def _line(line: Line, leaf: Leaf) -> Line:
    """Return a line without a reason for a change where nothing was changed."""
    before = next((one.rating_before for one in leaf.asked if one.item.key == line.item), "")
    return evolve(line, reason="") if before == line.rating else line


def _with(leaf: Leaf, answers: Iterable[Answer], stance: Stance) -> Leaf:
    by_item = {one.item: one for one in answers}
    asked = tuple(
        Asked(item=one.item, prompts=one.prompts, answer=by_item.get(one.item.key), before=one.before)
        for one in leaf.asked
    )
    return evolve(leaf, asked=asked, stance=stance)


def _said(leaves: Iterable[Leaf]) -> list[Answer]:
    return [one.answer for leaf in leaves for one in leaf.asked if one.answer]


def _stances(leaves: Iterable[Leaf]) -> list[Stance]:
    return [leaf.stance for leaf in leaves]
