"""Pages on which minutes are read and written: by item what was said, decided, taken on, and of whom."""

from flask import request

from outreach_crm.app import App
from outreach_crm.forms import Field, Kind
from outreach_crm.text import row, say
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, done, lead_to, page
from outreach_meetings import service
from outreach_meetings.model.minutes import Minutes, Point
from outreach_meetings.service import following, noting
from outreach_meetings.web import keeping
from outreach_meetings.web.blueprint import pages, tabs, there

VIEW = "outreach_meetings.minutes"


@pages.look("/<int:series_id>/<key>/minutes")
def minutes(app: App, series_id: int, key: str) -> Answer:
    """Show the minutes of a meeting, with what can be written under each item."""
    found = _minutes(app, series_id, key)
    return _page(app, found, keeping.asked(app, found) if _is_open(app, found) else None)


@pages.form("/<int:series_id>/<key>/minutes/keep")
def keep(app: App, series_id: int, key: str) -> Answer:
    """Keep what was typed under all items, and come back to the place where somebody typed."""
    found = _minutes(app, series_id, key)
    form = keeping.asked(app, found)
    if form.ready:
        with asking.told(form) as outcome:
            with app.change("write minutes") as change:
                kept = keeping.keep(app, found, form)
            if "finish" in request.form:
                return _finish(app, found)
            place = f"{there(VIEW, found.meeting)}#item-{_place(kept)}"
            if not kept:
                return done(say("There was nothing new to keep."), place)
            told = say("Kept: {what}.", what=row(sentence for _, sentence in kept))
            return done(told, place, change_id=change.id)
        form = outcome.form
    return _page(app, found, form)


@pages.look("/minutes/<int:minutes_id>")
def minutes_of(app: App, minutes_id: int) -> Answer:
    """Lead to the minutes of a number."""
    return lead_to(there(VIEW, noting.of_number(app, minutes_id)))


@pages.look("/notes/<int:note_id>")
def note_of(app: App, note_id: int) -> Answer:
    """Lead to the minutes in which a note on a contact stands."""
    return lead_to(there(VIEW, following.meeting_of_note(app, note_id)))


@pages.form("/<int:series_id>/<key>/minutes/letters")
def letters_written(app: App, series_id: int, key: str) -> Answer:
    """Write down how many letters were written on what."""
    found = _minutes(app, series_id, key)
    form = asking.read(
        Field(
            key="what",
            label=say("On what"),
            kind=Kind.TEXT,
            needed=True,
            hint=say("As people say it, such as UA 205/01; another number told later corrects what was counted."),
        ),
        Field(key="letters", label=say("How many letters"), kind=Kind.NUMBER, needed=True, least=0),
    )
    if form.ready:
        with asking.told(form, "what") as outcome:
            with app.change("write down letters") as change:
                service.letters(app, found.meeting, {form.text("what"): int(form.answer("letters"))})
            return done(say("The letters are counted."), there(VIEW, found.meeting), change_id=change.id)
        form = outcome.form
    return page("web/form.html", form, title=say("Letters written"), back=there(VIEW, found.meeting))


def _finish(app: App, found: Minutes) -> Answer:
    """Say that minutes are written, in a change of its own: to take it back leaves what was typed last."""
    now = service.finish(app, found.meeting)
    told = say(
        "The minutes are finished; from now on they are only corrected. Next: send them to the members, and let the"
        " next meeting approve them."
    )
    return done(told, there(VIEW, found.meeting), change_id=now.change_id)


def _page(app: App, found: Minutes, form: asking.Form | None) -> Answer:
    sent = service.handed_out(app, found.id) if found.id is not None else None
    return page(
        "outreach_meetings/minutes.html",
        form,
        minutes=found,
        meeting=found.meeting,
        tabs=tabs(found.meeting, VIEW),
        sent=sent,
        lacking=service.who_lacks(app, found.meeting.group_id, sent[1] if sent else ()),
        purpose=service.PURPOSE,
        writable=_is_writable(app, found),
        texts=keeping.texts,
        mark=keeping.mark,
    )


def _place(kept: list[keeping.Kept]) -> str:
    """Return which item somebody goes on at: that of the button they pressed, else the last they wrote under."""
    asked = request.form.get("at", "")
    return asked if asked.isalnum() else kept[-1][0] if kept else Point().number


def _is_writable(app: App, found: Minutes) -> bool:
    return not found.meeting.called_off and found.meeting.starts.date() <= app.clock.today()


def _is_open(app: App, found: Minutes) -> bool:
    return found.is_open and _is_writable(app, found)


def _minutes(app: App, series_id: int, key: str) -> Minutes:
    return service.minutes(app, service.meeting(app, series_id, key))
