"""Pages of a case that a group holds: who holds the casefile, what is still to be done, and how it ends."""

from flask import url_for

from outreach_cases import service
from outreach_cases.web.blueprint import pages
from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.policy import Action
from outreach_crm.text import row, say
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, done, page


def _here(holding_id: int) -> str:
    return url_for("outreach_cases.held", holding_id=holding_id)


@pages.look("/holdings/<int:holding_id>")
def held(app: App, holding_id: int) -> Answer:
    """Show what a group holds of a case."""
    found, reports = service.holding_of(app, holding_id), service.reports(app, holding_id)
    return page(
        "outreach_cases/held.html",
        found=found,
        holders=service.holders(app, holding_id),
        activities=service.done_while_held(app, holding_id),
        reports=reports,
        reported=bool(reports) and reports[0].handed_on >= app.clock.today().isoformat(),
        due=service.due_prompt(app, holding_id),
    )


@pages.form("/holdings/<int:holding_id>/hand-over")
def hand_over(app: App, holding_id: int) -> Answer:
    """Let somebody else of the group hold the casefile."""
    found, today = service.holding_of(app, holding_id), app.clock.today()
    now, seen = (found.holder.contact_id, found.holder.id) if found.holder else (None, 0)
    people = tuple(
        Choice(str(number), name) for number, name in service.could_hold(app, found.group_id).items() if number != now
    )
    form = asking.read(
        Field(key="holder", label=say("Who holds the casefile now"), kind=Kind.ONE_OF, choices=people, needed=True),
        Field(key="papers", label=say("Papers handed over with it"), kind=Kind.LINES),
        Field(key="on", label=say("Since when"), kind=Kind.DATE, value=today, most=today),
        version=seen,
    )
    if form.ready:
        with asking.told(form, "holder") as outcome:
            day = form.answer("on")
            made = service.hand_over(
                app,
                holding_id,
                int(form.text("holder")),
                papers=form.text("papers"),
                on=day.isoformat() if day else "",
                seen=form.seen,
            )
            change_id = made.holder.change_id if made.holder else None
            told = say("The casefile is handed over. Now tell coordinator and programme.")
            return done(told, _here(holding_id), change_id=change_id)
        form = outcome.form
    title = say("Hand over the casefile of {case}", case=found.case)
    explanation = "" if people else say("Nobody else is in {group}; let somebody join it first.", group=found.group)
    return page("web/form.html", form, title=title, explanation=explanation, back=_here(holding_id))


@pages.form("/holdings/<int:holding_id>/relinquish")
def relinquish(app: App, holding_id: int) -> Answer:
    """Let a group let go of a case."""
    found, today = service.holding_of(app, holding_id), app.clock.today()
    form = asking.read(
        Field(key="because", label=say("Why they let go of it"), kind=Kind.TEXT, needed=True),
        Field(key="on", label=say("The first day without it"), kind=Kind.DATE, value=today, most=today),
    )
    if form.ready:
        with asking.told(form, "because") as outcome:
            day = form.answer("on")
            on = day.isoformat() if day else ""
            made = service.relinquish(app, holding_id, because=form.text("because"), on=on)
            told = say("{group} holds {case} no more.", group=made.group, case=made.case)
            return done(told, _here(holding_id), change_id=made.change_id)
        form = outcome.form
    title = say("{group} lets go of {case}", group=found.group, case=found.case)
    return page("web/form.html", form, title=title, back=_here(holding_id))


@pages.act("/holdings/<int:holding_id>/agree")
def agree(app: App, holding_id: int) -> Answer:
    """Write down that a group has read the duties and agrees to them."""
    made = service.agree(app, holding_id)
    told = say("{group} agreed to the duties.", group=made.group)
    return done(told, _here(holding_id), change_id=made.change_id)


@pages.act("/holdings/<int:holding_id>/send", Action.SEND)
def send(app: App, holding_id: int) -> Answer:
    """Send the casefile to who holds it."""
    made = service.begin_casefile(app, holding_id)
    dispatch.send_beside(app, made.id, path=_here(holding_id))
    return done(say("The casefile is on its way."), _here(holding_id))


@pages.act("/holdings/<int:holding_id>/announce", Action.SEND)
def announce(app: App, holding_id: int) -> Answer:
    """Tell coordinator and programme who holds the casefile."""
    made = service.begin_announcement(app, holding_id)
    for number in made:
        dispatch.send_beside(app, number, path=_here(holding_id))
    return done(say("They are told: {names}.", names=row(made.values())), _here(holding_id))
