"""The page of a case: its chain, who got what, what came back, what to look at; closing and opening it again."""

from flask import url_for

from outreach_crm.app import App
from outreach_crm.forms import Field, Kind
from outreach_crm.model import Ref
from outreach_crm.text import say
from outreach_crm.web import asking
from outreach_crm.web.lists import Column, Listing
from outreach_crm.web.office import Answer, done, page
from outreach_urgent_actions.model import State, Wants
from outreach_urgent_actions.model.responses import OUTCOMES, RESULTS, Came
from outreach_urgent_actions.model.shown import ShownIssue
from outreach_urgent_actions.service import boards, editing, finding, following, naming, showing, stopping
from outreach_urgent_actions.web.pages import HERE, day, log_export, pages, way, way_on

_GOT = (
    Column(title=say("Name"), value=lambda one: one.contact, ref=lambda one: Ref("contacts", one.contact_id)),
    Column(title=say("Got"), value=lambda one: one.got),
    Column(title=say("On"), value=lambda one: day(one.on)),
    Column(title=say("By which way"), value=lambda one: way(one.channel), lesser=True),
    Column(title=say("Gets no update, because"), value=lambda one: one.why_not),
)
_CAME = {
    Came.APPEALS: say("Appeals"),
    Came.REPLY: say("Replies"),
    Came.THANKS: say("Thanks"),
    Came.MAIL: say("Mails of supporters"),
}


@pages.look("/cases/<int:case_id>")
def show_case(app: App, case_id: int) -> Answer:
    """Show all of a case, with its next step as the main button."""
    case = finding.get_case(app, case_id)
    found, line = showing.shown(app, case), boards.line(app, case_id)
    return page(
        f"{HERE}/case.html",
        found=found,
        line=line,
        state=case.state.label,
        since=day(case.state_on),
        way_on=way_on(case_id, line.step) if line else None,
        pull=stopping.pulls(app, [case]) if case.state is State.STOPPED else [],
        outcomes=OUTCOMES,
        results=RESULTS,
        came=_CAME,
        called=_called,
        got=_got,
        day=day,
    )


def _called(one: ShownIssue) -> str:
    return naming.word(one.issue.kind, one.issue.ordinal)


def _got(one: ShownIssue) -> int:
    return sum(each.sent for each in one.sent)


@pages.lists("/cases/<int:case_id>/got")
def got(app: App, case_id: int) -> Listing:
    """List who got the case, and who of them would get no update, and why."""
    case = finding.get_case(app, case_id)
    rows = following.follow(app, _ref(case_id))
    log_export(app, say("list who got {case}", case=case.ref), Wants.URGENT_ACTIONS, len(rows))
    return Listing(
        title=say("Who got {case}", case=finding.name_of(case)),
        columns=_GOT,
        rows=rows,
        empty=say("Nobody has got an issue of it yet."),
        template=f"{HERE}/beside.html",
        context={"back": url_for("urgent_actions.show_case", case_id=case_id), "name": finding.name_of(case)},
    )


@pages.form("/cases/<int:case_id>/close")
def close(app: App, case_id: int) -> Answer:
    """Close a case: nobody is asked to write any more."""
    case = finding.get_case(app, case_id)
    form = asking.read(Field(key="because", label=say("Why, for the history"), kind=Kind.TEXT))
    if form.ready:
        with asking.told(form) as outcome:
            over = editing.close(app, _ref(case_id), because=form.text("because"))
            return done(say("{case} is closed.", case=case.ref), _path(case_id), change_id=over.change_id)
        form = outcome.form
    explanation = say("Nobody is asked to write any more. To stop appeals that are under way, stop the case instead.")
    title = say("Close {case}", case=finding.name_of(case))
    return page("web/form.html", form, title=title, explanation=explanation, label=say("Close it"), back=_path(case_id))


@pages.form("/cases/<int:case_id>/reopen")
def reopen(app: App, case_id: int) -> Answer:
    """Open a case again; of one that was stopped somebody says why."""
    case = finding.get_case(app, case_id)
    stopped = case.state is State.STOPPED
    hint = say("It was stopped: people were told not to write. Say why they may be asked again.") if stopped else ""
    form = asking.read(Field(key="because", label=say("Why"), kind=Kind.TEXT, hint=hint, needed=stopped))
    if form.ready:
        with asking.told(form) as outcome:
            again = editing.reopen(app, _ref(case_id), because=form.text("because"))
            return done(say("{case} is open.", case=case.ref), _path(case_id), change_id=again.change_id)
        form = outcome.form
    title = say("Open {case} again", case=finding.name_of(case))
    return page("web/form.html", form, title=title, label=say("Open it again"), back=_path(case_id))


def _path(case_id: int) -> str:
    return url_for("urgent_actions.show_case", case_id=case_id)


def _ref(case_id: int) -> str:
    return str(Ref("ua_cases", case_id))
