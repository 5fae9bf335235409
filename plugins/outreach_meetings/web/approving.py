"""Pages on which minutes are approved, corrected and sent, and the year of a group in figures."""

from flask import request

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.groups import service as groups
from outreach_crm.policy import Action
from outreach_crm.text import count, say
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, done, page
from outreach_meetings import service
from outreach_meetings.model.minutes import Minutes
from outreach_meetings.web.blueprint import pages, there
from outreach_meetings.web.minutes import VIEW
from outreach_meetings.web.work_plans import year_asked


@pages.form("/<int:series_id>/<key>/minutes/approve")
def approve(app: App, series_id: int, key: str) -> Answer:
    """Write down at which meeting minutes were approved."""
    found = service.meeting(app, series_id, key)
    later = [
        one
        for one in service.between(
            app, found.starts.date(), app.clock.today(), group_id=found.group_id, called_off=False
        )
        if one.begins > found.begins
    ]
    choices = (*(Choice(f"{one.series.id}/{one.key}", one.when) for one in later), Choice("", say("Between meetings")))
    form = asking.read(
        Field(key="at", label=say("Approved at"), kind=Kind.ONE_OF, choices=choices, value=choices[0].key)
    )
    if form.ready:
        with asking.told(form, "at") as outcome:
            number, _, at = form.text("at").partition("/")
            made = service.approve(app, found, service.meeting(app, int(number), at) if at else None)
            return done(say("The minutes are approved."), there(VIEW, found), change_id=made.change_id)
        form = outcome.form
    title = say("Approve the minutes of {day}", day=found.starts.date())
    return page("web/form.html", form, title=title, label=say("Approve them"), back=there(VIEW, found))


@pages.form("/<int:series_id>/<key>/minutes/correct")
def correct(app: App, series_id: int, key: str) -> Answer:
    """Let a correction stand beside what finished minutes say."""
    found = service.minutes(app, service.meeting(app, series_id, key))
    form = asking.read(
        _what(found),
        Field(key="text", label=say("How it reads"), kind=Kind.LINES, needed=True),
        Field(key="why", label=say("Why"), kind=Kind.TEXT, needed=True),
    )
    if form.ready:
        with asking.told(form, "text") as outcome:
            kind, _, name = form.text("what").partition("-")
            with app.change("correct minutes") as change:
                service.correct(
                    app,
                    found.meeting,
                    form.text("text"),
                    why=form.text("why"),
                    item=name if kind == "item" else None,
                    decision=name if kind == "decision" else "",
                )
            told = say("The correction stands beside it.")
            return done(told, there(VIEW, found.meeting), change_id=change.id)
        form = outcome.form
    return page("web/form.html", form, title=say("Correct the minutes"), back=there(VIEW, found.meeting))


def _what(found: Minutes) -> Field:
    """Return the question which text is corrected: one under an item, a decision, or something left out."""
    texts = (
        Choice(f"item-{one.number}", one.title or say("What was said at the meeting"))
        for one in found.points
        if one.text
    )
    decisions = (Choice(f"decision-{one.name}", say("Decision {number}", number=one.name)) for one in found.decisions)
    choices = (*texts, *decisions, Choice("", say("Nothing: something was left out")))
    asked = request.args.get("what", "")
    value = asked if asked in {one.key for one in choices} else choices[0].key
    return Field(key="what", label=say("What is corrected"), kind=Kind.ONE_OF, choices=choices, value=value)


@pages.form("/<int:series_id>/<key>/minutes/send", Action.SEND)
def send_minutes(app: App, series_id: int, key: str) -> Answer:
    """Show minutes as members are sent them, and let them leave."""
    found = service.meeting(app, series_id, key)
    minutes_id = service.minutes(app, found).id
    before = service.handed_out(app, minutes_id) if minutes_id else None
    once_more = Field(key="again", label=say("They were sent before: send them once more"), kind=Kind.YES_NO)
    form = asking.read(*([once_more] if before else []))
    if form.ready:
        with asking.told(form) as outcome:
            made, left_out = service.hand_out(app, found, again=bool(form.answer("again")))
            told = say("The minutes are on their way.")
            if waits := dispatch.waits_for_another(app, made.id):
                told = say("A second person approves them first, besides {name}.", name=waits)
            else:
                dispatch.send_beside(app, made.id, path=there(VIEW, found))
            if left_out:
                missed = count(len(left_out), "{n} does not get them", "{n} do not get them")
                told = say("{told} {missed}; see below who, and why.", told=told, missed=missed)
            return done(told, there(VIEW, found))
        form = outcome.form
    seen = service.foresee_minutes(app, found)
    return page(
        "outreach_meetings/send.html",
        form,
        title=say("Send the minutes of {day}", day=found.starts.date()),
        explanation=say("Nothing that is restricted stands in them."),
        foreseen=[(say("minutes"), seen)],
        able=bool(seen.gets),
        lacking=service.who_lacks(app, found.group_id, seen.missed),
        purpose=service.PURPOSE,
        group_id=found.group_id,
        back=there(VIEW, found),
    )


@pages.look("/groups/<int:contact_id>")
def statistics(app: App, contact_id: int) -> Answer:
    """Show the year of a group in figures, and what is still to be done."""
    group = groups.get(app, contact_id)
    year = year_asked(app)
    return page(
        "outreach_meetings/statistics.html",
        group=group,
        found=service.statistics(app, contact_id, year),
        open_duties=service.duties(app, contact_id, open_only=True),
        year=year,
        this_year=app.clock.today().year,
    )


@pages.act("/duties/<int:duty_id>/finish")
def finish_duty(app: App, duty_id: int) -> Answer:
    """Say that what somebody took on is done."""
    with app.change("finish responsibility") as change:
        found = service.finish_duty(app, duty_id)
    meeting = service.meeting(app, found.series_id, found.original.replace("-", "").replace(":", ""))
    return done(say("Done: {what}.", what=found.title), there(VIEW, meeting), change_id=change.id)
