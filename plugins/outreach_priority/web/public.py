"""The sheet of an adviser by its link, without an account: whoever has the link fills it in as that adviser.

The link opens this one sheet, and once a round is closed what the group said in it, without names; nothing else.
"""

from flask import Response, request

from outreach_crm.app import App
from outreach_crm.errors import NotFoundError
from outreach_crm.text import say
from outreach_crm.web.by_link import ByLink, Holder, Opened, over
from outreach_crm.web.office import Answer
from outreach_priority import service
from outreach_priority.model import SheetState, Shut
from outreach_priority.web import filling
from outreach_priority.web.feedback import laid_out
from outreach_priority.web.filling import MOST_BYTES, Place

pages = ByLink("priority_sheet", "outreach_priority", actor="adviser by link")


@pages.opens
def whose(app: App, token: str) -> Opened:
    """Return whose sheet a link opens."""
    uid = service.whose_sheet(app, token)
    return Opened(uid, service.adviser_of(app, uid))


@pages.look()
def sheet(holder: Holder) -> Answer:
    """Show how far the sheet is."""
    place = _place(holder)
    group = place.path("sheet_feedback") if _has_feedback(place) else ""
    return _over(place) or filling.overview(place, group)


@pages.form("/on/<key>", most_bytes=MOST_BYTES)
def sheet_subject(holder: Holder, key: str) -> Answer:
    """Ask about one subject."""
    place = _place(holder)
    return _over(place) or filling.subject(place, key)


@pages.form("/hand-in")
def sheet_hand_in(holder: Holder) -> Answer:
    """Hand the sheet in."""
    place = _place(holder)
    return _over(place) or filling.hand_in(place)


@pages.form("/files", most_bytes=MOST_BYTES)
def sheet_files(holder: Holder) -> Answer:
    """Hand out the sheet as a file, and take it back."""
    place = _place(holder)
    return _over(place) or filling.files(place)


@pages.look("/as/<form>")
def sheet_file(holder: Holder, form: str) -> Answer | Response:
    """Hand out the sheet as a file."""
    place = _place(holder)
    return _over(place) or filling.file(place, form)


@pages.look("/feedback")
def sheet_feedback(holder: Holder) -> Answer:
    """Show how the answers of the last closed round lie, beside the adviser's own.

    Raises:
        NotFoundError: no round is closed yet, or nothing that this adviser said counts in it.
    """
    place = _place(holder)
    if not _has_feedback(place):
        raise NotFoundError(
            say("There is nothing to be told yet: nobody sees what others said before a round is closed.")
        )
    told = service.give_feedback(place.app, place.assessment, place.sheet.seat)
    return place.show("sheet_feedback.html", **laid_out(told, whole=True))


def _place(holder: Holder) -> Place:
    """Return the sheet of a link, with its adviser at it."""
    found = service.by_uid(holder.app, holder.what)
    return Place(
        app=holder.app,
        assessment=service.get(holder.app, found.assessment_id),
        sheet=found,
        who=holder.name,
        frame="outreach_priority/sheet_linked.html",
        blueprint=holder.blueprint,
        part=holder.parts,
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
    return over(told[why], place.show("sheet_over.html", sentence=told[why], to=next_one, group=group)[0])


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
