"""Pages of who is asked: somebody further, or no longer."""

from flask import request

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.text import Sentence, say
from outreach_crm.web import asking
from outreach_crm.web.lists import number_asked
from outreach_crm.web.office import Answer, done, page
from outreach_priority import service
from outreach_priority.model import Sheet, SheetState
from outreach_priority.service.closing import check_not_sealed, check_open
from outreach_priority.web.blueprint import because, pages, path_to, unless


@pages.form("/<int:assessment_id>/ask")
def ask(app: App, assessment_id: int) -> Answer:
    """Ask a further person while the round is open, or one anew who had withdrawn."""
    assessment = service.get(app, assessment_id)
    if back := unless(check_open, assessment):
        return back
    form = asking.read(
        contacts.which("person", say("Who"), of="people", value=number_asked("person") or None),
        Field(key="role", label=say("In which role they judge"), kind=Kind.TEXT, hint=say("Such as: lawyer, bishop.")),
        because(),
    )
    if form.ready:
        with asking.told(form, beside="person") as outcome:
            sheet = service.ask(
                app, assessment_id, form.text("person"), role=form.text("role"), because=form.text("because")
            )
            told = say("{who} is asked, until {day}.", who=called(sheet), day=assessment.due_on)
            to = path_to("hand_out", assessment, _anchor=f"seat-{sheet.seat}")
            return done(told, to, change_id=sheet.change_id)
        form = outcome.form
    title = say("Somebody further is asked in {title}", title=assessment.title)
    return page("web/form.html", form, title=title, label=say("Ask them"), back=path_to("show", assessment))


@pages.form("/<int:assessment_id>/leave")
def leave(app: App, assessment_id: int) -> Answer:
    """Take back the sheet of an adviser who takes part no longer: nothing they said counts, in no round."""
    assessment = service.get(app, assessment_id)
    if back := unless(check_not_sealed, assessment):
        return back
    there = {str(one.seat): one for one in service.sheets_now(app, assessment) if one.state is not SheetState.WITHDRAWN}
    choices = tuple(Choice(seat, called(one)) for seat, one in there.items())
    form = asking.read(
        Field(key="seat", label=say("Who"), kind=Kind.ONE_OF, value=request.args.get("seat", ""), choices=choices),
        because(),
    )
    if form.ready:
        with asking.told(form, beside="seat") as outcome:
            taken = service.withdraw_sheet(app, there[form.text("seat")].id, because=form.text("because"))
            told = say("{who} takes part no longer: nothing they said counts.", who=called(taken))
            return done(told, path_to("show", assessment), change_id=taken.change_id)
        form = outcome.form
    return page(
        "web/form.html",
        form,
        title=say("Somebody takes part no longer in {title}", title=assessment.title),
        explanation=say("Nothing they said counts, in no round. While a round is open they can be asked anew."),
        label=say("Take back their sheet"),
        back=path_to("show", assessment),
    )


def called(sheet: Sheet) -> Sentence | str:
    """Return the name of an adviser, or their number for whoever may not see them or where they were erased."""
    return sheet.adviser or say("adviser {seat}", seat=sheet.seat)
