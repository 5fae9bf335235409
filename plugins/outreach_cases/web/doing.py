"""Pages for what a group holds: what it did for the case, its reports, and the forms by which they are written down."""

from flask import request, url_for

from outreach_cases import service
from outreach_cases.model.activities import ActivityDraft, ActivityKind
from outreach_cases.model.openness import against_more
from outreach_cases.model.prompts import Prompt
from outreach_cases.web.blueprint import home, pages
from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.errors import ConflictError
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.policy import Action
from outreach_crm.text import beginning, row, say, term
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, done, page

_KINDS = tuple(Choice(one.value, beginning(one.label)) for one in ActivityKind)
_RESTRICTED = (
    Choice("", say("As usual for what it is")),
    Choice("yes", say("Only whoever may write here")),
    Choice("no", say("Everybody here")),
)


@pages.form("/holdings/<int:holding_id>/activity")
def of_group(app: App, holding_id: int) -> Answer:
    """Write down what a group did for a case that it holds."""
    held = service.holding_of(app, holding_id)
    title, back = say("What {group} did for {case}", group=held.group, case=held.case), holding_page(holding_id)
    return _written(app, title, back, held.case_id, held.group_id)


@pages.form("/<int:case_id>/activity")
def of_section(app: App, case_id: int) -> Answer:
    """Write down what the section itself did for a case."""
    case = service.get(app, case_id)
    return _written(app, say("What we did for {case}", case=case.called), home(case_id), case_id, None)


def _written(app: App, title: str, back: str, case_id: int, group_id: int | None) -> Answer:
    first = ActivityKind.LETTERS if group_id is not None else ActivityKind.PRESS
    form = asking.read(*_fields(app, first))
    if form.ready:
        with asking.told(form, "words") as outcome:
            made = service.record(app, _draft(form, case_id, group_id))
            told = row([say("Kept: {what}.", what=made.told), *against_more(service.get(app, case_id))], " ")
            return done(told, back, change_id=made.change_id)
        form = outcome.form
    return page("web/form.html", form, title=title, label=say("Keep it"), further=("outcome", "restricted"), back=back)


def _fields(app: App, first: ActivityKind) -> tuple[Field, ...]:
    today, many = app.clock.today(), say("Letters, messages or people; nothing where nobody counted.")
    return (
        Field(key="kind", label=say("What"), kind=Kind.ONE_OF, choices=_KINDS, value=first.value, needed=True),
        Field(key="number", label=say("How many"), kind=Kind.NUMBER, least=1, most=service.MOST, hint=many),
        Field(key="words", label=say("In words"), kind=Kind.TEXT),
        Field(key="on", label=say("When"), kind=Kind.DATE, value=today, most=today),
        Field(key="outcome", label=say("What came of it"), kind=Kind.LINES),
        Field(key="restricted", label=say("Who reads of it"), kind=Kind.ONE_OF, choices=_RESTRICTED, value=""),
    )


def _draft(form: asking.Form, case_id: int, group_id: int | None) -> ActivityDraft:
    number, day = form.answer("number"), form.answer("on")
    return ActivityDraft(
        case_id=case_id,
        group_id=group_id,
        kind=form.text("kind"),
        number=number if isinstance(number, int) else None,
        words=form.text("words"),
        on=day.isoformat() if day else "",
        outcome=form.text("outcome"),
        restricted={"yes": True, "no": False}.get(form.text("restricted")),
    )


@pages.form("/holdings/<int:holding_id>/report")
def report(app: App, holding_id: int) -> Answer:
    """Take in the report of a group, which begins as what it did."""
    held, today = service.holding_of(app, holding_id), app.clock.today()
    try:
        so_far = service.report_so_far(app, holding_id)
    except ConflictError as error:
        if request.method == "GET":
            return done(error.on_page, holding_page(holding_id))
        so_far = None  # somebody was quicker: what is typed stays on the form, with the same sentence
    more = say("{n} are written down; give only those that are not.", n=so_far.letters if so_far else 0)
    form = asking.read(
        Field(key="text", label=say("What it says"), kind=Kind.LINES, value=so_far.text if so_far else "", needed=True),
        Field(key="letters", label=say("Further appeal letters"), kind=Kind.NUMBER, value=0, least=0, hint=more),
        Field(key="on", label=say("Handed in on"), kind=Kind.DATE, value=today, most=today),
    )
    if form.ready:
        with asking.told(form, "text") as outcome:
            letters, day = form.answer("letters"), form.answer("on")
            made, after = service.hand_in(
                app,
                holding_id,
                text=form.text("text"),
                letters=letters if isinstance(letters, int) else 0,
                on=day.isoformat() if day else "",
            )
            told = row([made.told, say("the next report is due by {day}", day=after.report_on)], "; ")
            return done(beginning(told), holding_page(holding_id), change_id=made.change_id)
        form = outcome.form
    title = say("Report of {group} on {case}", group=held.group, case=held.case)
    since = so_far.from_on if so_far else held.from_on
    explanation = say("It begins as what was written down since {day}; what is restricted is left out.", day=since)
    return page("web/form.html", form, title=title, explanation=explanation, back=holding_page(holding_id))


@pages.act("/holdings/<int:holding_id>/prompt", Action.SEND)
def prompt(app: App, holding_id: int) -> Answer:
    """Write to whom it concerns about what is due, which is what the button said."""
    kind = next((one for one in Prompt if one.value == request.args.get("about")), None)
    made = service.begin_prompt(app, holding_id, kind=kind)
    for number in made:
        dispatch.send_beside(app, number, path=holding_page(holding_id))
    return done(say("They are written to: {names}.", names=row(made.values())), holding_page(holding_id))


@pages.act("/activities/<int:activity_id>/remove")
def drop_activity(app: App, activity_id: int) -> Answer:
    """Take away what was written down by mistake."""
    with app.change(term("take activity away")) as change:
        made = service.drop_activity(app, activity_id)
    held = service.held_by(app, made.group_id, past=True) if made.group_id is not None else []
    back = next((holding_page(one.id) for one in held if one.case_id == made.case_id), home(made.case_id))
    return done(say("It is gone."), back, change_id=change.id)


def holding_page(holding_id: int) -> str:
    """Return where it is shown what a group holds."""
    return url_for("outreach_cases.held", holding_id=holding_id)
