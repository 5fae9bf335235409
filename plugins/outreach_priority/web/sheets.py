"""The sheet of one adviser for who is signed in: filled in for them, handed out as a file, taken back, read."""

from flask import Response, request

from outreach_crm.app import App
from outreach_crm.policy import Action
from outreach_crm.text import say
from outreach_crm.web import visiting
from outreach_crm.web.lists import note
from outreach_crm.web.office import Answer, lead_to
from outreach_priority import service
from outreach_priority.web import filling
from outreach_priority.web.blueprint import pages
from outreach_priority.web.filling import MOST_BYTES, Place


@pages.look("/sheets/<int:sheet_id>")
def sheet(app: App, sheet_id: int) -> Answer:
    """Show a sheet: to be filled in, or, where that is over, what it says; of an open round only to who may read it."""
    place = _place(app, sheet_id)
    if not service.may_read(app, place.assessment, place.sheet):
        return place.show("sheet_theirs.html", shut=service.shut(app, place.assessment, place.sheet))
    if service.shut(app, place.assessment, place.sheet) or not visiting.allowed("write", visiting.about()):
        return place.show("sheet_read.html", leaves=service.begin(app, sheet_id).in_order)
    return filling.overview(place)


@pages.form("/sheets/<int:sheet_id>/on/<key>", most_bytes=MOST_BYTES)
def sheet_subject(app: App, sheet_id: int, key: str) -> Answer:
    """Fill in what an adviser says of one subject."""
    place = _place(app, sheet_id)
    return _over(place) or filling.subject(place, key)


@pages.form("/sheets/<int:sheet_id>/hand-in")
def sheet_hand_in(app: App, sheet_id: int) -> Answer:
    """Hand in a sheet for its adviser."""
    place = _place(app, sheet_id)
    return _over(place) or filling.hand_in(place)


@pages.form("/sheets/<int:sheet_id>/files", most_bytes=MOST_BYTES)
def sheet_files(app: App, sheet_id: int) -> Answer:
    """Hand out a sheet as a file, and take it back; who may not read it may bring what its adviser sent."""
    place = _place(app, sheet_id)
    return _over(place) or filling.files(place)


@pages.look("/sheets/<int:sheet_id>/as/<form>", Action.EXPORT)
def sheet_file(app: App, sheet_id: int, form: str) -> Response:
    """Hand out a sheet as a file, with what may be read of it, or else what was said in the round before."""
    place = _place(app, sheet_id)
    answer = filling.file(place, form)
    note(say("a sheet of {title}, as a file", title=place.assessment.title), contact_id=place.sheet.adviser_id)
    return answer


def _over(place: Place) -> Answer | None:
    """Lead to what a sheet says that cannot be filled in any more; what was sent is shown all the same, with why."""
    is_over = request.method == "GET" and service.shut(place.app, place.assessment, place.sheet)
    return lead_to(place.path()) if is_over else None


def _place(app: App, sheet_id: int) -> Place:
    found = service.sheet(app, sheet_id)
    return Place(
        app=app,
        assessment=service.get(app, found.assessment_id),
        sheet=found,
        who=found.adviser or say("adviser {seat}", seat=found.seat),
        frame="outreach_priority/sheet_office.html",
        blueprint="outreach_priority",
        part={"sheet_id": sheet_id},
    )
