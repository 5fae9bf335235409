"""Sheets that go out as files and come back: each knows by its number whose it is."""

import re
import zipfile
from collections.abc import Callable
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path, PurePath

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, RefusedError
from outreach_crm.text import fold, say
from outreach_crm.written import read_bytes
from outreach_priority.model import Answer, Assessment, Sheet, SheetState, Stance
from outreach_priority.model.filing import Asked, Blank, Filled
from outreach_priority.service import finding, sheets
from outreach_priority.service.closing import check_open
from outreach_priority.service.understanding import aims_of, understood

FORMATS = ("xlsx", "csv", "toml")
"""As what a sheet can go out; it is the ending of the name of the file."""
_NOT_IN_A_NAME = re.compile(r"[^a-z0-9]+")
_NEEDS = {"xlsx": ("xlsxwriter", "python_calamine")}
LARGEST = 10 << 20
"""How many bytes a file that comes back may have."""


@frozen(kw_only=True)
class Returned:
    """What came back in a file and can be handed in.

    Args:
        assessment: to which it belongs.
        sheet: whose.
        role: in which role the adviser judges; empty: they did not say.
        answers: the ratings.
        stances: what is said of subjects as a whole.
        notes: what was left out and why, one sentence each.
        missing: how many ratings a whole sheet would have besides.
    """

    assessment: Assessment
    sheet: Sheet
    role: str
    answers: tuple[Answer, ...]
    stances: tuple[Stance, ...]
    notes: tuple[str, ...] = ()
    missing: int = 0


def file_name(sheet: Sheet, form: str) -> str:
    """Return what the file of a sheet is called: ``3-ana-ruiz-round-1.xlsx``."""
    return f"{sheet.seat}-{_plain(sheet.adviser) or 'adviser'}-round-{sheet.round}.{form}"


def write_sheets(app: App, assessment: Assessment, form: str = "xlsx") -> tuple[str, bytes, int]:
    """Return the sheets of the round that goes on packed together (ZIP): what that is called, and how many are in it.

    Those that were withdrawn are left out.

    Raises:
        InvalidInputError: there is no such format, or what writes it is not installed.
        RefusedError: no round is open, or nobody is asked.
    """
    check_open(assessment)
    there = [one for one in finding.sheets_of(app, assessment) if one.round == assessment.round]
    asked = [one for one in there if one.state is not SheetState.WITHDRAWN]
    if not asked:
        raise RefusedError(say("Nobody is asked in {assessment} any more.", assessment=assessment.title))
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in asked:
            # Without the time of day: the same sheets make the same file.
            archive.writestr(zipfile.ZipInfo(file_name(one, form)), write_sheet(app, one.id, form))
    return f"{_plain(assessment.title) or 'sheets'}-round-{assessment.round}.zip", packed.getvalue(), len(asked)


def _plain(name: str) -> str:
    return _NOT_IN_A_NAME.sub("-", fold(name)).strip("-")


def write_sheet(app: App, sheet_id: int, form: str = "xlsx") -> bytes:
    """Return the file of a sheet, to be filled in by its adviser.

    Args:
        app: the App.
        sheet_id: whose; a further round begins with what they said before.
        form: one of :data:`FORMATS`.

    Raises:
        NotFoundError: there is no such sheet.
        InvalidInputError: there is no such format, or what writes it is not installed.
    """
    writes, _ = _format(form, say("A sheet as {form}", form=form))
    return writes(blank(app, sheet_id))


def blank(app: App, sheet_id: int) -> Blank:
    """Return a sheet as it goes out: what it asks, with anchors and prompts, and what its adviser said before.

    Raises:
        NotFoundError: there is no such sheet.
    """
    sheet = sheets.begun(app, sheet_id)
    assessment = finding.get(app, sheet.assessment_id)
    said = {(one.subject, one.item): one for one in sheet.answers}
    earlier = sheets.said_before(app, assessment, sheet)
    before = {(one.subject, one.item): one for one in earlier.answers} if earlier else {}
    pages = [
        (
            page.subject,
            [
                Asked(
                    item=item,
                    prompts=sheets.prompts(app, page.subject, item),
                    answer=said.get((page.subject.key, item.key)),
                    before=before.get((page.subject.key, item.key)),
                )
                for item in page.items
            ],
        )
        for page in sheets.pages(assessment, sheet)
    ]
    return Blank(assessment=assessment, sheet=sheet, pages=pages)


def read_sheet(app: App, path: Path, *, assessment: Assessment | None = None) -> Returned:
    """Read a file that came back.

    What it says of a sector or organisation that was withdrawn in between is left out, and told.

    Args:
        app: the App.
        path: the file; the ending of its name says what it is.
        assessment: to which it must belong; None: whichever it names.

    Returns:
        what it says, to be handed in; nothing of it is taken yet.

    Raises:
        NotFoundError: it names a sheet that this office has not.
        InvalidInputError: it is of another assessment or form, or something in it cannot be right; every mistake with
            file, place and a sentence.
        ImportRejectedError: it cannot be read at all.
    """
    return read_content(app, read_bytes(path), path.name, assessment=assessment)


def read_content(
    app: App, content: bytes, file: str, *, assessment: Assessment | None = None, only: Sheet | None = None
) -> Returned:
    """Read a file that came back by its bytes and its name; see :func:`read_sheet`.

    Args:
        app: the App.
        content: what is in it.
        file: its name; the ending says what it is.
        assessment: to which it must belong; None: whichever it names.
        only: the sheet that it must be; None: whichever it names.
    """
    if len(content) > LARGEST:
        raise InvalidInputError(say("{file} is larger than any sheet; is it the right file?", file=file))
    _, reads = _format(PurePath(file).suffix.lower().removeprefix("."), file)
    return returned(app, reads(content, file), file, assessment=assessment, only=only)


def returned(
    app: App, filled: Filled, file: str, *, assessment: Assessment | None = None, only: Sheet | None = None
) -> Returned:
    """Return what a file says, checked; see :func:`read_content`."""
    if only is not None and filled.uid.strip() != only.uid:
        raise InvalidInputError(say("{file} is not this sheet, but another one. Nothing of it was taken.", file=file))
    sheet = sheets.by_uid(app, filled.uid)
    its = finding.get(app, sheet.assessment_id)
    _check_meant(filled, file, its, assessment)
    gone = {one.key: one for one in its.subjects if one.withdrawn_on}
    lines = [one for one in filled.lines if one.subject not in gone]
    remarks = [one for one in filled.remarks if one.subject not in gone and (one.interest or one.aims)]
    stances = {
        one.place: Stance(subject=one.subject, interest=one.interest, aims=aims_of(one.aims, its)) for one in remarks
    }
    answers = understood(app, its, lines, stances, file=file)
    said = {one.subject for one in filled.lines if one.rating}
    return Returned(
        assessment=its,
        sheet=sheet,
        role=filled.role,
        answers=answers,
        stances=tuple(stances.values()),
        notes=tuple(
            say(
                "{title} was withdrawn on {day}; what the sheet says of it is left out.",
                title=one.title,
                day=one.withdrawn_on,
            )
            for one in gone.values()
            if one.key in said
        ),
        missing=sheets.asked_for(its) - len(answers),
    )


def _check_meant(filled: Filled, file: str, its: Assessment, assessment: Assessment | None) -> None:
    """Refuse a sheet of another assessment than the one it must belong to, or of another form than that has."""
    if assessment is not None and assessment.id != its.id:
        raise InvalidInputError(
            say(
                "{file} is a sheet of {its}, not of {assessment}.",
                file=file,
                its=its.title,
                assessment=assessment.title,
            )
        )
    if filled.form != its.questionnaire.key:
        raise InvalidInputError(
            say(
                "{file} was made for the form {form!r}, and {its} was opened with {questionnaire!r}.",
                file=file,
                form=filled.form,
                its=its.title,
                questionnaire=its.questionnaire.key,
            )
        )


def _format(form: str, what: str) -> tuple[Callable[[Blank], bytes], Callable[[bytes, str], Filled]]:
    """Return what writes and reads a format."""
    if form not in FORMATS:
        raise InvalidInputError(
            say(
                "{what}: a sheet is {names} or {formats}.",
                what=what,
                names=", ".join(FORMATS[:-1]),
                formats=FORMATS[-1],
            )
        )
    if any(find_spec(module) is None for module in _NEEDS.get(form, ())):
        raise InvalidInputError(
            say(
                "{what}: workbooks need a package that is not installed;"
                " install it with: pip install 'outreach-crm[files]'",
                what=what,
            )
        )
    if form == "xlsx":
        from outreach_priority.sheets import spreadsheet

        return spreadsheet.write, spreadsheet.read
    if form == "csv":
        from outreach_priority.sheets import separated

        return separated.write, separated.read
    from outreach_priority.sheets import toml

    return toml.write, toml.read
