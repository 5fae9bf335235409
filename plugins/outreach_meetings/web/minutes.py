"""Pages on which minutes are read and written: by item what was said, decided, taken on, and of whom."""

from flask import request, url_for

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.text import read_number, say
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, done, lead_to, page
from outreach_meetings import service
from outreach_meetings.model.duties import DutyDraft
from outreach_meetings.model.minutes import DecisionDraft, Minutes, Votes
from outreach_meetings.service import following, noting
from outreach_meetings.web.blueprint import pages, tabs, there

VIEW = "outreach_meetings.minutes"


@pages.look("/<int:series_id>/<key>/minutes")
def minutes(app: App, series_id: int, key: str) -> Answer:
    """Show the minutes of a meeting, with what can be written under each item."""
    found = service.minutes(app, service.meeting(app, series_id, key))
    sent = service.handed_out(app, found.id) if found.id is not None else None
    return page(
        "outreach_meetings/minutes.html",
        minutes=found,
        meeting=found.meeting,
        tabs=tabs(found.meeting, VIEW),
        sent=sent,
        writable=not found.meeting.called_off and found.meeting.starts.date() <= app.clock.today(),
    )


@pages.look("/minutes/<int:minutes_id>")
def minutes_of(app: App, minutes_id: int) -> Answer:
    """Lead to the minutes of a number."""
    return lead_to(there(VIEW, noting.of_number(app, minutes_id)))


@pages.look("/notes/<int:note_id>")
def note_of(app: App, note_id: int) -> Answer:
    """Lead to the minutes in which a note on a contact stands."""
    return lead_to(there(VIEW, following.meeting_of_note(app, note_id)))


@pages.form("/<int:series_id>/<key>/minutes/write")
def write(app: App, series_id: int, key: str) -> Answer:
    """Write what was said on an item of the agenda."""
    found = _minutes(app, series_id, key)
    number = read_number(request.args.get("item", "")) or 0
    apart = request.args.get("restricted") == "yes"
    point = next((one for one in found.points if one.number == number), found.points[0])
    now = next((one for one in point.passages if one.restricted == apart), None)
    form = asking.read(
        Field(key="text", label=say("What was said"), kind=Kind.LINES, value=now.text if now else ""),
        version=now.change_id if now else 0,
    )
    if form.ready:
        with asking.told(form, "text") as outcome:
            made = service.write(
                app, found.meeting, form.text("text"), item=point.number, restricted=apart, seen=form.seen
            )
            return _done(say("The minutes are kept."), made)
        form = outcome.form
    return _form(found, form, point.title or say("What was said at the meeting"))


@pages.form("/<int:series_id>/<key>/minutes/decide")
def decide(app: App, series_id: int, key: str) -> Answer:
    """Write down a decision."""
    found = _minutes(app, series_id, key)
    form = asking.read(
        Field(key="text", label=say("What was decided"), kind=Kind.LINES, needed=True),
        Field(
            key="votes",
            label=say("Votes"),
            kind=Kind.TEXT,
            hint=say("For, against, abstained, such as 7:1:2; empty where nobody counted."),
        ),
        _item(found),
    )
    if form.ready:
        with asking.told(form, "votes") as outcome:
            votes = Votes.read(form.text("votes")) if form.text("votes") else None
            draft = DecisionDraft(text=form.text("text"), votes=votes, item=int(form.text("item")))
            made = service.decide(app, found.meeting, draft)
            told = say("Decision {number} is written down.", number=made.name)
            if made.warning:
                told = say(
                    "Decision {number} is written down; it was {warning}.", number=made.name, warning=made.warning
                )
            return _done(told, found)
        form = outcome.form
    return _form(found, form, say("A decision"))


@pages.form("/<int:series_id>/<key>/minutes/take-on")
def take_on(app: App, series_id: int, key: str) -> Answer:
    """Write down what somebody takes on."""
    found = _minutes(app, series_id, key)
    form = asking.read(*_responsibility(app, found))
    if form.ready:
        with asking.told(form, "other") as outcome:
            due = form.answer("due")
            draft = DutyDraft(
                title=form.text("title"),
                owner=form.text("owner") or form.text("other"),
                due=due.isoformat() if due else "",
                item=int(form.text("item")),
            )
            made = service.take_on(app, found.meeting, draft)
            return _done(say("It is on the list: {what}.", what=made.told), found)
        form = outcome.form
    return _form(found, form, say("A responsibility"))


@pages.form("/<int:series_id>/<key>/minutes/note")
def note(app: App, series_id: int, key: str) -> Answer:
    """Write down what was said of a contact."""
    found = _minutes(app, series_id, key)
    form = asking.read(
        Field(
            key="about",
            label=say("Of whom"),
            kind=Kind.TEXT,
            needed=True,
            hint=say("The name or number of a contact; it stands in their history."),
        ),
        Field(key="text", label=say("What was said"), kind=Kind.LINES, needed=True),
        Field(
            key="restricted",
            label=say("Keep it apart from what members are sent"),
            kind=Kind.YES_NO,
            value=False,
        ),
        _item(found),
    )
    if form.ready:
        with asking.told(form, "about") as outcome:
            made = service.note(
                app,
                found.meeting,
                form.text("text"),
                item=int(form.text("item")),
                about=form.text("about"),
                restricted=bool(form.answer("restricted")),
            )
            return _done(say("The note is kept."), made)
        form = outcome.form
    return _form(found, form, say("A note on a contact"))


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
            service.letters(app, found.meeting, {form.text("what"): int(form.answer("letters"))})
            return _done(say("The letters are counted."), found)
        form = outcome.form
    return _form(found, form, say("Letters written"))


def _responsibility(app: App, found: Minutes) -> tuple[Field, ...]:
    """Return the questions what is to be done, by whom of those invited or of us, and by when."""
    people = [one.name for one in found.attendance.people]
    known = [*dict.fromkeys([*people, *accounts.in_use(app)])]
    return (
        Field(key="title", label=say("What is to be done"), kind=Kind.TEXT, needed=True),
        Field(
            key="owner",
            label=say("Who does it"),
            kind=Kind.ONE_OF,
            choices=(*(Choice(one, one) for one in known), Choice("", say("Somebody else"))),
            value=known[0] if known else "",
        ),
        Field(key="other", label=say("Who, if it is somebody else"), kind=Kind.TEXT),
        Field(key="due", label=say("By when"), kind=Kind.DATE, least=found.meeting.starts.date()),
        _item(found),
    )


def _minutes(app: App, series_id: int, key: str) -> Minutes:
    return service.minutes(app, service.meeting(app, series_id, key))


def _item(found: Minutes) -> Field:
    choices = (Choice("0", say("None")), *(Choice(str(one.number), one.title) for one in found.points if one.number))
    asked = request.args.get("item", "0")
    value = asked if asked in {one.key for one in choices} else "0"
    return Field(key="item", label=say("Item of the agenda"), kind=Kind.ONE_OF, choices=choices, value=value)


def _form(found: Minutes, form: asking.Form, title: str) -> Answer:
    return page("web/form.html", form, title=title, back=there(VIEW, found.meeting))


def _done(sentence: str, found: Minutes) -> Answer:
    return done(sentence, url_for(VIEW, series_id=found.meeting.series.id, key=found.meeting.key))
