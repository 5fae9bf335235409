"""The sheet of an adviser by its link, without an account: whoever has the link fills it in as that adviser.

The link opens this one sheet, and once a round is closed what the group said in it, without names; nothing else.
"""

from flask import Blueprint, Response, request

from outreach_crm.contacts import service as contacts
from outreach_crm.errors import NotFoundError
from outreach_crm.model import Actor, Via
from outreach_crm.text import say
from outreach_crm.web import wording
from outreach_crm.web.connections import acting, shared
from outreach_crm.web.office import Answer
from outreach_crm.web.safety import takes
from outreach_priority import service
from outreach_priority.model import SheetState, Shut
from outreach_priority.web import filling
from outreach_priority.web.feedback import laid_out
from outreach_priority.web.filling import MOST_BYTES, Place

pages = Blueprint("priority_sheet", "outreach_priority", template_folder="templates")

_NAME = "adviser by link"
_GET_AND_POST = ("GET", "POST")


@pages.get("/<token>")
def sheet(token: str) -> Answer:
    """Show how far the sheet is."""
    place = _place(token)
    group = place.path("sheet_feedback") if _has_feedback(place) else ""
    return _over(place) or filling.overview(place, group)


@pages.route("/<token>/on/<key>", methods=_GET_AND_POST)
def sheet_subject(token: str, key: str) -> Answer:
    """Ask about one subject."""
    place = _place(token)
    return _over(place) or filling.subject(place, key)


@pages.route("/<token>/hand-in", methods=_GET_AND_POST)
def sheet_hand_in(token: str) -> Answer:
    """Hand the sheet in."""
    place = _place(token)
    return _over(place) or filling.hand_in(place)


@pages.route("/<token>/files", methods=_GET_AND_POST)
def sheet_files(token: str) -> Answer:
    """Hand out the sheet as a file, and take it back."""
    place = _place(token)
    return _over(place) or filling.files(place)


@pages.get("/<token>/as/<form>")
def sheet_file(token: str, form: str) -> Answer | Response:
    """Hand out the sheet as a file."""
    place = _place(token)
    return _over(place) or filling.file(place, form)


@pages.get("/<token>/feedback")
def sheet_feedback(token: str) -> Answer:
    """Show how the answers of the last closed round lie, beside the adviser's own.

    Raises:
        NotFoundError: no round is closed yet, or nothing that this adviser said counts in it.
    """
    place = _place(token)
    if not _has_feedback(place):
        raise NotFoundError(
            say("There is nothing to be told yet: nobody sees what others said before a round is closed.")
        )
    told = service.give_feedback(place.app, place.assessment, place.sheet.seat)
    return place.show("sheet_feedback.html", **laid_out(told, whole=True))


for _view in (sheet_subject, sheet_files):
    takes(_view, MOST_BYTES)


def _place(token: str) -> Place:
    """Return the sheet of a link, with its adviser at it.

    Raises:
        NotFoundError: nobody was given that link, or the adviser was erased since.
    """
    uid = service.whose_sheet(shared(), token)
    adviser = service.adviser_of(acting(Actor(name=_NAME, via=Via.WEB)), uid)
    app = acting(Actor(name=_NAME, via=Via.WEB, contact_id=adviser))
    contact = contacts.get(app, adviser)
    wording.speak(app, contact.language or app.section.language, contact.country)
    found = service.by_uid(app, uid)
    return Place(
        app=app,
        assessment=service.get(app, found.assessment_id),
        sheet=found,
        who=contact.given or contact.name,
        frame="outreach_priority/sheet_linked.html",
        blueprint=pages.name,
        part={"token": token.lower()},
    )


def _over(place: Place) -> Answer | None:
    """Return the page that says why the sheet cannot be filled in any more; None where it can.

    What was sent is shown once more all the same, with why it was not taken: nobody has written it for nothing.
    """
    why = service.shut(place.app, place.assessment, place.sheet)
    if why is None or request.method == "POST":
        return None
    next_one = _next(place) if why is Shut.OVER else None
    told = {
        Shut.OVER: say("Round {round} is over, and what was said in it stays as it is.", round=place.sheet.round),
        Shut.WITHDRAWN: say("This sheet was withdrawn: it counts for nothing, and nobody waits for it."),
        Shut.TOO_LATE: say(
            "The deadline was {day}, and by what was agreed beforehand nothing is taken after it.",
            day=place.assessment.due_on,
        ),
    }
    group = place.path("sheet_feedback") if why is Shut.OVER and _has_feedback(place) else ""
    return place.show("sheet_over.html", sentence=told[why], to=next_one, group=group)


def _has_feedback(place: Place) -> bool:
    """Return whether a round is over in which something that this adviser said counts."""
    seat, last = place.sheet.seat, place.assessment.over
    theirs = [one for one in service.sheets_of(place.app, place.assessment) if one.seat == seat]
    said = any(one.state is SheetState.HANDED_IN and one.round <= last for one in theirs)
    return said and not any(one.state is SheetState.WITHDRAWN for one in theirs)


def _next(place: Place) -> tuple[str, str] | None:
    """Return the way to the sheet of the same adviser in the round that is open, where there is one."""
    for one in service.sheets_of(place.app, place.assessment):
        if one.adviser_id == place.sheet.adviser_id and service.shut(place.app, place.assessment, one) is None:
            return say("To your sheet of round {round}", round=one.round), service.sheet_path(place.app, one)
    return None
