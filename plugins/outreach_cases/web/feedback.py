"""Pages of feedback on decisions: what is due, one piece with all that became of it, and the forms that keep it."""

from flask import request, url_for

from outreach_cases.model.feedback import Contested, FeedbackDraft
from outreach_cases.service import feedback as service
from outreach_cases.service import picking
from outreach_cases.service.feedback import receiving
from outreach_cases.web.blueprint import feedback_home, home, pages
from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.model import Ref
from outreach_crm.text import beginning, read_number, say
from outreach_crm.web import asking, links
from outreach_crm.web.lists import Column, Listing, number_asked
from outreach_crm.web.office import Answer, done, page

_PAGE = 100
# A form sends a letter as up to twelve characters (%F0%9F%95%8A); what is too long is told, not turned away.
MOST_BYTES = 12 * receiving.LONGEST + 1_000_000
"""So many bytes a form with feedback or an answer may have."""


@pages.lists("/feedback")
def feedback_listed(app: App) -> Listing:
    """List feedback: what is due from us next, or all there is."""
    everything, start, today = "all" in request.args, number_asked("from"), app.clock.today()
    found = service.listed(app, service.wanted(app, everything=everything), start=start, limit=_PAGE + 1)
    due = Column(title=say("Due"), value=lambda one: one.awaited_on or "", late=lambda one: bool(one.is_late(today)))
    return Listing(
        title=say("Feedback on decisions"),
        columns=(*_COLUMNS, due),
        rows=found,
        most=_PAGE,
        on=lambda _: {"from": start + _PAGE},
        empty=say("No feedback stands here.") if everything else say("No feedback waits for us."),
        template="outreach_cases/feedback_listed.html",
        context={"everything": everything, "figures": service.figures(app)},
        persons="feedback on decisions",
    )


_COLUMNS = (
    Column(title=say("About"), value=lambda one: one.title, ref=lambda one: Ref("case_feedback", one.id)),
    Column(title=say("Who"), value=lambda one: one.who),
    Column(title=say("State"), value=lambda one: one.standing),
    Column(title=say("Came"), value=lambda one: one.received_on, lesser=True),
)


@pages.look("/feedback/<int:feedback_id>")
def feedback_shown(app: App, feedback_id: int) -> Answer:
    """Show feedback: what they say, what is due, and what became of it step by step."""
    found = service.get(app, feedback_id)
    return page(
        "outreach_cases/feedback_shown.html",
        found=found,
        late=found.is_late(app.clock.today()),
        reply=service.reply(app, found),
        going=service.answers(app, feedback_id).under_way(),
    )


@pages.form("/feedback/add", most_bytes=MOST_BYTES)
def feedback_add(app: App) -> Answer:
    """Write down feedback."""
    number = number_asked("case")
    draft = FeedbackDraft(decision="", text="", case=str(number or ""), owner=app.actor.name)
    form = asking.read(*_fields(app, draft))
    back = home(number) if number else url_for("outreach_cases.feedback_listed")
    if form.ready:
        with asking.told(form, "text") as outcome:
            made = service.receive(app, _draft(form))
            return done(say("Kept: {what}.", what=made.title), feedback_home(made.id), change_id=made.change_id)
        form = outcome.form
    title = say("Feedback on a decision")
    return page("web/form.html", form, title=title, label=say("Keep it"), back=links.there(back))


@pages.form("/feedback/<int:feedback_id>/edit", most_bytes=MOST_BYTES)
def feedback_edit(app: App, feedback_id: int) -> Answer:
    """Write feedback otherwise."""
    found, back = service.get(app, feedback_id), feedback_home(feedback_id)
    form = asking.read(*_fields(app, service.draft_of(found)), version=found.change_id)
    if form.ready:
        with asking.told(form, "text") as outcome:
            changed = service.edit(app, feedback_id, _draft(form))
            return done(say("Changed."), back, change_id=changed.change_id)
        form = outcome.form
    return page("web/form.html", form, title=say("Edit: {what}", what=found.title), back=back)


def _fields(app: App, now: FeedbackDraft) -> tuple[Field, ...]:
    today = app.clock.today()
    decisions = tuple(Choice(one.value, beginning(one.label)) for one in Contested)
    people = tuple(Choice(name, name) for name in dict.fromkeys([*accounts.in_use(app), now.owner]) if name)
    nobody = say("Nobody who stands here")
    return (
        Field(key="decision", label=say("On which decision"), kind=Kind.ONE_OF, choices=decisions, value=now.decision),
        picking.which(
            "case", say("On which case"), value=read_number(now.case), none=say("One that is in no portfolio")
        ),
        Field(key="about", label=say("What that one is called"), kind=Kind.TEXT, value=now.about),
        contacts.which("contact", say("Who gives it"), value=read_number(now.contact), none=nobody),
        Field(key="giver", label=say("Or who they are, in words"), kind=Kind.TEXT, value=now.giver),
        Field(key="text", label=say("What they say"), kind=Kind.LINES, needed=True, value=now.text),
        Field(key="received_on", label=say("When it came"), kind=Kind.DATE, value=now.received_on or today, most=today),
        Field(key="came_by", label=say("How it came"), kind=Kind.TEXT, value=now.came_by),
        Field(
            key="owner",
            label=say("Who of us looks after it"),
            kind=Kind.ONE_OF,
            choices=people,
            value=now.owner or None,
        ),
    )


def _draft(form: asking.Form) -> FeedbackDraft:
    day = form.answer("received_on")
    plain = ("decision", "case", "about", "contact", "giver", "text", "came_by", "owner")
    return FeedbackDraft(
        **{key: form.text(key) for key in plain},
        received_on=day.isoformat() if day else "",
        version=form.seen,
    )
