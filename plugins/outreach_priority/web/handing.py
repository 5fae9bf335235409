"""Sheets that go out by a link or as files, and come back."""

from collections.abc import Callable, Iterator
from typing import cast

from flask import Response, request

from outreach_crm.app import App
from outreach_crm.attachments.model import file_name
from outreach_crm.errors import InvalidInputError
from outreach_crm.policy import Action
from outreach_crm.text import Sentence, count, row, say
from outreach_crm.web import asking, visiting
from outreach_crm.web.lists import note
from outreach_crm.web.office import Answer, done
from outreach_crm.web.sending import handed
from outreach_crm.web.wording import spoken
from outreach_priority import service
from outreach_priority.model import Sheet, SheetState
from outreach_priority.service import Handed
from outreach_priority.service.closing import check_open
from outreach_priority.service.filing import FORMATS, LARGEST
from outreach_priority.web.advisers import called
from outreach_priority.web.blueprint import because, of_assessment, pages, path_to, unless


@pages.look("/<int:assessment_id>/hand-out", Action.WRITE)
def hand_out(app: App, assessment_id: int) -> Answer:
    """Show how each adviser gets their sheet: by a link of their own, or as a file."""
    assessment = service.get(app, assessment_id)
    if back := unless(check_open, assessment):
        return back
    sheets = [one for one in service.sheets_now(app, assessment) if one.state is not SheetState.WITHDRAWN]
    return of_assessment(
        "hand_out.html",
        app,
        assessment,
        "show",
        sheets=[(one, called(one), _link(app, one)) for one in sheets],
        reached=bool(sheets) and bool(service.sheet_link(app, sheets[0])),
        formats=FORMATS,
    )


def _link(app: App, sheet: Sheet) -> str:
    return service.sheet_link(app, sheet) or f"{request.url_root.rstrip('/')}{service.sheet_path(app, sheet)}"


@pages.look("/<int:assessment_id>/sheets.<form>.zip", Action.EXPORT)
def packed(app: App, assessment_id: int, form: str) -> Response:
    """Hand over the sheets of all advisers, as files packed together."""
    assessment = service.get(app, assessment_id)
    name, content, n = service.write_sheets(app, assessment, form)
    note(say("the sheets of {title}, as files", title=assessment.title), count=n)
    return handed(name, [content])


@pages.form("/<int:assessment_id>/hand-in", most_bytes=2 * LARGEST)
def hand_in(app: App, assessment_id: int) -> Answer:
    """Hand in sheets that came back as files: each whole, or with all its mistakes told and nothing taken."""
    assessment = service.get(app, assessment_id)
    if back := unless(check_open, assessment):
        return back
    form, found = asking.read(because()), list[Handed]()
    if form.ready:
        with asking.told(form) as outcome:
            found = service.take_files(app, _sent(), assessment=assessment, because=form.text("because"))
            taken = [one.sheet for one in found if one.sheet]
            if len(taken) == len(found):
                return done(_told(found), path_to("show", assessment), change_id=taken[0].change_id)
            if taken:  # said on this page, which also says what was not taken
                word = visiting.Word(sentence=str(spoken(_told(found))), change_id=taken[0].change_id)
                visiting.visitor().leave(word)
        form = outcome.form
    wrong = [one for one in found if one.problems]
    shown = of_assessment(
        "hand_in.html", app, assessment, "show", form, wrong=wrong, formats=FORMATS, back=path_to("show", assessment)
    )
    return (shown[0], 422) if wrong else shown


def _sent() -> Iterator[tuple[str, Callable[[], bytes]]]:
    sent = [one for one in request.files.getlist("file") if one.filename]
    if not sent:
        raise InvalidInputError(say("Choose a file first."))
    return iter([(file_name(one.filename or ""), cast(Callable[[], bytes], one.stream.read)) for one in sent])


def _told(found: list[Handed]) -> Sentence:
    """Say what was handed in, and of whom ratings are missing."""
    taken = [one for one in found if one.sheet]
    told = [count(len(taken), "{n} sheet was handed in.", "{n} sheets were handed in.")]
    short = [say("{who} ({n})", who=called(one.sheet), n=one.missing) for one in taken if one.missing and one.sheet]
    if short:
        told.append(say("Ratings are missing of {who}.", who=row(short)))
    return row([*told, *(note for one in taken for note in one.notes)], " ")
