"""Pages on which a group says which actions it takes and asks the programme for more, and the answer is kept."""

from flask import url_for

from outreach_cases import service
from outreach_cases.model.actions import SIGNED_UP, RequestDraft, Source
from outreach_cases.web import actions
from outreach_cases.web.blueprint import pages
from outreach_cases.web.offering import there
from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.groups import service as groups
from outreach_crm.policy import Action
from outreach_crm.text import beginning, row, say
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, done, page

_WANTS = (Choice("yes", say("They take them")), Choice("no", say("They do not take them")))


@pages.form("/groups/<int:contact_id>/sign-up")
def sign_up(app: App, contact_id: int) -> Answer:
    """Say whether a group takes the actions of a region, of the magazine or of the monthly mailing."""
    group = groups.get(app, contact_id)
    sources = tuple(Choice(one.value, beginning(one.label)) for one in SIGNED_UP)
    first, where = Source.REGION.value, say("Of a region: which region or country.")
    form = asking.read(
        Field(key="source", label=say("Which actions"), kind=Kind.ONE_OF, choices=sources, value=first),
        Field(key="place", label=say("Where"), kind=Kind.TEXT, hint=where),
        Field(key="wants", label=say("Whether they take them"), kind=Kind.ONE_OF, choices=_WANTS, value="yes"),
    )
    if form.ready:
        with asking.told(form, "place") as outcome:
            wants = form.text("wants") == "yes"
            service.sign_up(app, contact_id, Source(form.text("source")), form.text("place"), wants=wants)
            return done(say("Kept."), there(contact_id))
        form = outcome.form
    title = say("Which actions {group} takes", group=group.name)
    return page("web/form.html", form, title=title, back=there(contact_id))


@pages.form("/groups/<int:contact_id>/request", Action.SEND)
def request_add(app: App, contact_id: int) -> Answer:
    """Ask the programme for actions for the meeting of a group."""
    group, today = groups.get(app, contact_id), app.clock.today()
    usual = say("Nothing: as many as are missing to what they need, or three.")
    form = asking.read(
        Field(key="meets_on", label=say("When they meet"), kind=Kind.DATE, needed=True, least=today),
        Field(key="how_many", label=say("How many actions"), kind=Kind.NUMBER, least=1, most=100, hint=usual),
        Field(key="people", label=say("How many people are expected"), kind=Kind.NUMBER, least=1, most=10_000),
    )
    if form.ready:
        with asking.told(form, "meets_on") as outcome:
            given = {key: form.answer(key) for key in ("how_many", "people")}
            draft = RequestDraft(group_id=contact_id, meets_on=form.text("meets_on"), **given)
            made = service.begin_request(app, draft)
            dispatch.send_beside(app, made.dispatch_id or 0, path=_here(made.id))
            late = [say("It may be too late: ring the programme up, too.")] if made.late else []
            return done(row([say("The request is on its way."), *late], " "), _here(made.id))
        form = outcome.form
    title = say("Ask for actions for {group}", group=group.name)
    return page("web/form.html", form, title=title, label=say("Ask the programme"), back=there(contact_id))


@pages.look("/requests/<int:request_id>")
def request_shown(app: App, request_id: int) -> Answer:
    """Show a request of a group, and what the programme answered."""
    found = service.get_request(app, request_id)
    return page("outreach_cases/request.html", found=found, given=service.given_for(app, found))


@pages.form("/requests/<int:request_id>/answer", most_bytes=actions.MOST_BYTES)
def request_answer(app: App, request_id: int) -> Answer:
    """Write down what the programme answered."""
    found = service.get_request(app, request_id)
    besides = say("What it said besides, or why it gives none.")
    note = Field(key="note", label=say("In its words"), kind=Kind.LINES, hint=besides, value=found.answer)
    form = asking.read(*actions.fields(app), note)
    if form.ready:
        with asking.told(form, "title") as outcome:
            there_is = form.text("title").strip() or form.text("case")
            given = actions.draft(form) if there_is else None
            after, _ = service.answer(app, request_id, given, form.text("note"))
            return done(say("Kept: {told}.", told=after.told), _here(request_id), change_id=after.change_id)
        form = outcome.form
    title = say("What the programme gave {group} for {day}", group=found.group, day=found.day)
    return page("web/form.html", form, title=title, label=say("Keep it"), back=_here(request_id))


def _here(request_id: int) -> str:
    return url_for("outreach_cases.request_shown", request_id=request_id)
