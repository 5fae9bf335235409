"""Pages on which feedback is answered, the answer leaves, and an appeal with its outcome is written down."""

from outreach_cases.model.feedback import Feedback, Outcome, State, StepDraft
from outreach_cases.model.replies import Reply, ReplyDraft, Way
from outreach_cases.service import feedback as service
from outreach_cases.service.feedback.wording import subject_of
from outreach_cases.web.blueprint import feedback_home, pages
from outreach_cases.web.feedback import MOST_BYTES
from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.policy import Action
from outreach_crm.text import beginning, say
from outreach_crm.timeline.model import EntryKind
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, done, lead_to, page

_FORM = "outreach_cases/feedback_form.html"


@pages.form("/feedback/<int:feedback_id>/answer", most_bytes=MOST_BYTES)
def feedback_answer(app: App, feedback_id: int) -> Answer:
    """Write the answer, beside what they say."""
    found, back = service.get(app, feedback_id), feedback_home(feedback_id)
    if found.state is not State.OPEN or service.answers(app, feedback_id).under_way():
        return lead_to(back)
    now = service.reply(app, found)
    form = asking.read(*_answer(found, now), version=now.change_id if now else None)
    if form.ready:
        with asking.told(form, "text") as outcome:
            draft = ReplyDraft(text=form.text("text"), subject=form.text("subject"), version=form.seen)
            kept = service.write(app, feedback_id, draft)
            told = say("The answer is kept; look at it once more before it goes out.")
            return done(told, back, change_id=kept.change_id)
        form = outcome.form
    title = say("Answer: {what}", what=found.title)
    return page(_FORM, form, title=title, found=found, label=say("Keep the answer"), back=back)


def _answer(found: Feedback, now: Reply | None) -> tuple[Field, ...]:
    reasons = say("With the reasons for the decision.")
    return (
        Field(
            key="subject",
            label=say("What stands above it"),
            kind=Kind.TEXT,
            value=now.subject if now else subject_of(found),
        ),
        Field(
            key="text",
            label=say("What they are answered"),
            kind=Kind.LINES,
            needed=True,
            value=now.text if now else "",
            hint=reasons,
        ),
    )


@pages.form("/feedback/<int:feedback_id>/send", Action.SEND)
def feedback_send(app: App, feedback_id: int) -> Answer:
    """Show the answer as it will leave, and let it leave by one of the ways there are."""
    found, back = service.get(app, feedback_id), feedback_home(feedback_id)
    written, going = service.reply(app, found), service.answers(app, feedback_id).under_way()
    if found.state is not State.OPEN or not written or not found.contact_id or going:
        return lead_to(back)
    ways = service.ways(app, feedback_id)
    able = [one for one in ways if not one.against]
    form = asking.read(*_ways(app, able), version=written.change_id)
    if form.ready and able:
        with asking.told(form, "way") as outcome:
            begun = service.begin(app, feedback_id, channel=form.text("way"), seen=form.seen)
            dispatch.send_beside(app, begun.id, path=back)
            return done(say("The answer to {name} is on its way.", name=found.who), back)
        form = outcome.form
    return page(
        "outreach_cases/feedback_send.html",
        form,
        title=say("Send the answer to {name}", name=found.who),
        found=found,
        written=written,
        able=able,
        against=[one for one in ways if one.against],
        back=back,
    )


def _ways(app: App, able: list[Way]) -> tuple[Field, ...]:
    """Return the question by which way it goes; what leaves by itself stands first."""
    if not able:
        return ()
    choices = tuple(Choice(one.channel, beginning(one.title)) for one in able)
    usual = dispatch.usual_channel(app)
    first = min(able, key=lambda one: (one.by_hand, one.channel != usual))
    return (Field(key="way", label=say("By which way"), kind=Kind.ONE_OF, choices=choices, value=first.channel),)


@pages.form("/feedback/<int:feedback_id>/answered", Action.SEND)
def feedback_answered(app: App, feedback_id: int) -> Answer:
    """Say that somebody answered it."""
    found = service.get(app, feedback_id)
    written = service.reply(app, found)
    ways = tuple(Choice(one.value, beginning(one.label)) for one in EntryKind if one is not EntryKind.NOTE)
    form = asking.read(
        Field(
            key="how", label=say("By which way it went"), kind=Kind.ONE_OF, choices=ways, value=EntryKind.LETTER.value
        ),
        _text(say("The reasons that were given"), value=written.text if written else ""),
        *_when(app, say("Who of us answered")),
        version=found.seen,
    )
    if form.ready:
        with asking.told(form, "text") as outcome:
            now = service.answered(app, feedback_id, _step(form), how=EntryKind(form.text("how")))
            return _done(now)
        form = outcome.form
    return _page(form, found, say("It was answered: {what}", what=found.title))


@pages.form("/feedback/<int:feedback_id>/appeal", most_bytes=MOST_BYTES)
def feedback_appeal(app: App, feedback_id: int) -> Answer:
    """Write down that they appeal."""
    found = service.get(app, feedback_id)
    form = asking.read(_text(say("What they say")), _day(app), version=found.seen)
    if form.ready:
        with asking.told(form, "text") as outcome:
            return _done(service.appeal(app, feedback_id, _step(form)))
        form = outcome.form
    return _page(form, found, say("They appeal: {what}", what=found.title))


@pages.form("/feedback/<int:feedback_id>/outcome", most_bytes=MOST_BYTES)
def feedback_outcome(app: App, feedback_id: int) -> Answer:
    """Write down how an appeal ended, or that feedback was withdrawn."""
    found = service.get(app, feedback_id)
    able = [*Outcome] if found.state is State.APPEALED else [Outcome.WITHDRAWN]
    choices = tuple(Choice(one.value, beginning(one.told)) for one in able)
    only = able[0].value if len(able) == 1 else ""
    form = asking.read(
        Field(key="outcome", label=say("How it ended"), kind=Kind.ONE_OF, choices=choices, value=only, needed=True),
        _text(say("The reasons"), needed=False),
        *_when(app, say("Who of us decided")),
        version=found.seen,
    )
    if form.ready:
        with asking.told(form, "text") as outcome:
            return _done(service.conclude(app, feedback_id, Outcome(form.text("outcome")), _step(form)))
        form = outcome.form
    return _page(form, found, say("Outcome: {what}", what=found.title))


def _text(label: str, *, value: str = "", needed: bool = True) -> Field:
    return Field(key="text", label=label, kind=Kind.LINES, value=value, needed=needed)


def _day(app: App) -> Field:
    today = app.clock.today()
    return Field(key="on", label=say("When"), kind=Kind.DATE, value=today, most=today)


def _when(app: App, label: str) -> tuple[Field, ...]:
    return (_day(app), Field(key="by", label=label, kind=Kind.TEXT, value=app.actor.name))


def _step(form: asking.Form) -> StepDraft:
    day = form.answer("on")
    return StepDraft(text=form.text("text"), on=day.isoformat() if day else "", by=form.text("by"), seen=form.seen)


def _done(now: Feedback) -> Answer:
    change_id = now.last.change_id if now.last and now.last.dispatch_id is None else None
    return done(say("{what}: {state}.", what=now.title, state=now.standing), feedback_home(now.id), change_id=change_id)


def _page(form: asking.Form, found: Feedback, title: str) -> Answer:
    back = feedback_home(found.id)
    return page(_FORM, form, title=title, found=found, label=say("Write it down"), back=back)
