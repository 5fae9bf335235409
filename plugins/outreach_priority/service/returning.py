"""Takes sheets that came back as files: each whole or not at all, and all that were taken in one change."""

from collections.abc import Callable, Iterable, Iterator

from attrs import evolve, frozen

from outreach_crm.app import App
from outreach_crm.errors import OutreachError
from outreach_crm.model import Problem
from outreach_priority.model import Assessment, Sheet, SheetState
from outreach_priority.service import filing, handing_in

Files = Iterable[tuple[str, Callable[[], bytes]]]
"""What each is called, and what reads it."""


@frozen(kw_only=True)
class Handed:
    """What became of one file: the sheet that was handed in, or what is wrong with it.

    Args:
        file: what it is called.
        sheet: the sheet; None where nothing of it was taken.
        missing: how many ratings a whole sheet would have besides.
        renewed: whether it was handed in before.
        notes: what was left out and why, one sentence each.
        problems: each mistake with its place.
    """

    file: str
    sheet: Sheet | None = None
    missing: int = 0
    renewed: bool = False
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class _NothingTakenError(Exception):
    """Nothing was taken, so there is nothing for the history."""


def take_files(
    app: App, files: Files, *, assessment: Assessment | None = None, dry_run: bool = False, because: str = ""
) -> list[Handed]:
    """Hand in sheets that came back as files; each knows whose it is, and one with mistakes is not taken at all.

    Args:
        app: the App.
        files: which; the ending of a name says what it is.
        assessment: to which they must belong; None: whichever they name.
        dry_run: check them, and take nothing.
        because: why.
    """
    read = [*_read(app, files, assessment)]
    found = [one for one, _ in read]
    if dry_run or not any(one.sheet for one in found):
        return found
    try:
        # Called as one sheet is that somebody fills in: whoever wrote it for an adviser may read it.
        with app.change(handing_in.filling(app), because=because):
            found = [_taken(app, one, returned, because) if returned else one for one, returned in read]
            if not any(one.sheet for one in found):
                raise _NothingTakenError
    except _NothingTakenError:
        pass
    return found


def _read(app: App, files: Files, assessment: Assessment | None) -> Iterator[tuple[Handed, filing.Returned | None]]:
    for name, content in files:
        try:
            one = filing.read_content(app, content(), name, assessment=assessment)
        except OutreachError as error:
            yield _refused(Handed(file=name), error), None
        else:
            renewed = one.sheet.state is SheetState.HANDED_IN
            told = Handed(file=name, sheet=one.sheet, missing=one.missing, renewed=renewed, notes=one.notes)
            yield told, one


def _taken(app: App, told: Handed, one: filing.Returned, because: str) -> Handed:
    try:
        sheet = handing_in.hand_in(app, one.sheet.id, one.answers, one.stances, role=one.role, because=because)
    except OutreachError as error:
        return _refused(told, error)
    return evolve(told, sheet=sheet)


def _refused(told: Handed, error: OutreachError) -> Handed:
    wrong = getattr(error, "problems", ()) or (Problem(sentence=error.args[0], file=told.file),)
    return Handed(file=told.file, problems=tuple(wrong))
