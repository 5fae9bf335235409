"""Pages of work plans: what a group means to reach in a year, how far it has come, and the forms for both."""

from flask import request, url_for

from outreach_crm.app import App
from outreach_crm.campaigns import service as campaigns
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import InvalidInputError
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.groups import service as groups
from outreach_crm.text import beginning, read_number, say
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, done, page
from outreach_meetings import service
from outreach_meetings.model.plans import Objective, ObjectiveEdit, State, plain
from outreach_meetings.web.blueprint import pages

_AMOUNTS = {
    "volunteer_hours": say("Hours of volunteers"),
    "staff_hours": say("Hours of staff"),
    "money": say("Our money"),
}


@pages.look("/groups/<int:contact_id>/plan")
def work_plan(app: App, contact_id: int) -> Answer:
    """Show what a group means to reach in a year, and how far it has come."""
    year = year_asked(app)
    return page(
        "outreach_meetings/work_plan.html",
        plan=service.work_plan(app, contact_id, year),
        years=service.years_planned(app, contact_id),
        today=app.clock.today().isoformat(),
    )


@pages.act("/groups/<int:contact_id>/plan/take-over")
def take_over(app: App, contact_id: int) -> Answer:
    """Take over what was decided elsewhere for the group."""
    year = year_asked(app)
    with app.change("take over work plan") as change:
        taken = service.take_over(app, contact_id, year)
    return done(say("Taken over: {n}.", n=len(taken)), _plan(contact_id, year), change_id=change.id)


@pages.form("/groups/<int:contact_id>/plan/add")
def intend(app: App, contact_id: int) -> Answer:
    """Write an objective into the work plan."""
    year = year_asked(app)
    form = asking.read(*_fields(app))
    back = _plan(contact_id, year)
    if form.ready:
        with asking.told(form, "title") as outcome:
            made = service.intend(app, contact_id, year, ObjectiveEdit(fields=_given(form)))
            told = say("Planned: {what}.", what=made.title)
            if remark := service.twin(app, made):
                told = say("{planned} {remark}", planned=told, remark=remark.sentence)
            return done(told, back, change_id=made.change_id)
        form = outcome.form
    title = say("An objective of {group} for {year}", group=groups.get(app, contact_id).name, year=year)
    return page("web/form.html", form, title=title, label=say("Plan it"), back=back)


@pages.form("/objectives/<int:objective_id>")
def objective(app: App, objective_id: int) -> Answer:
    """Say how far the group has come with an objective, or write it otherwise."""
    found = service.objective(app, objective_id)
    form = asking.read(*_fields(app, found), version=found.change_id)
    back = _plan(found.group_id, found.year)
    if form.ready:
        with asking.told(form, "title") as outcome:
            edit = ObjectiveEdit(fields=_given(form), version=form.seen)
            now = service.revise(app, objective_id, edit, noted=form.text("noted"))
            return done(say("Changed."), back, change_id=now.change_id)
        form = outcome.form
    return page("outreach_meetings/objective.html", form, found=found, back=back)


def _fields(app: App, now: Objective | None = None) -> tuple[Field, ...]:
    there = [Choice(str(one.id), one.name) for one in campaigns.list_campaigns(app, past=now is not None)]
    none = Choice("", say("No campaign"))
    state = now.state if now else State.PLANNED
    later = (
        Field(key="noted", label=say("How far it has come since"), kind=Kind.LINES),
        Field(
            key="state",
            label=say("How far it is"),
            kind=Kind.ONE_OF,
            choices=tuple(Choice(one.value, beginning(one.label)) for one in State),
            value=state.value,
        ),
        Field(
            key="result",
            label=say("What came of it, and for whom it changed something"),
            kind=Kind.LINES,
            value=now.result if now else "",
        ),
    )
    return (
        Field(
            key="title", label=say("What is to be reached"), kind=Kind.TEXT, needed=True, value=now.title if now else ""
        ),
        Field(
            key="campaign",
            label=say("Campaign"),
            kind=Kind.ONE_OF,
            choices=(none, *there),
            value=str(now.campaign_id or "") if now else "",
        ),
        contacts.which(
            "responsible", say("Who sees to it"), value=now.responsible_id if now else None, none=say("Nobody yet")
        ),
        Field(key="due_on", label=say("Until when"), kind=Kind.DATE, value=now.due_on if now else None),
        *(Field(key=key, label=label, kind=Kind.TEXT, value=_amount(now, key)) for key, label in _AMOUNTS.items()),
        *(later if now else ()),
    )


def _amount(now: Objective | None, key: str) -> str:
    amount = getattr(now, key) if now else 0
    return plain(amount) if amount else ""


def _given(form: asking.Form) -> dict[str, str]:
    day = form.answer("due_on")
    keys = ("title", "campaign", "responsible", *_AMOUNTS)
    found = {key: form.text(key) for key in keys}
    found |= {key: form.text(key) for key in ("state", "result") if key in form.answers}
    return found | {"due_on": day.isoformat() if day else ""}


def year_asked(app: App) -> int:
    """Return the year that a page is asked for; else this one.

    Raises:
        InvalidInputError: it is none.
    """
    asked = request.args.get("year", "")
    year = read_number(asked) if asked else app.clock.today().year
    if year is None or not 0 < year < 10_000:
        raise InvalidInputError(say("A work plan is for a year, such as 2026."))
    return year


def _plan(contact_id: int, year: int) -> str:
    return url_for("outreach_meetings.work_plan", contact_id=contact_id, year=year)
