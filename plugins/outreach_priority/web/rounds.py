"""Pages of assessments: which there are, who is asked and how far they are, what comes next, the turns of a round."""

from datetime import date

from outreach_crm.app import App
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.model import Ref
from outreach_crm.text import Sentence, count, row, say
from outreach_crm.web import asking, visiting
from outreach_crm.web.lists import Column, Listing
from outreach_crm.web.office import Answer, done, page
from outreach_priority import service
from outreach_priority.model import Assessment, Sheet, SheetState, State
from outreach_priority.service.closing import check_another, check_not_sealed, check_open
from outreach_priority.service.withdrawing import WITHDRAWN
from outreach_priority.web.blueprint import because, of_assessment, pages, path_to, unless, until
from outreach_priority.web.opening import told_of
from outreach_priority.web.steps import Ahead, steps_of


@pages.lists("")
def listed(app: App) -> Listing:
    """List assessments, the latest first."""
    today, far, rows = app.clock.today().isoformat(), service.how_far(app), service.listed(app)
    ahead = {one.id: next(iter(steps_of(one, service.coming(app, one))), None) for one in rows}
    return Listing(
        title=say("Priorities"),
        columns=(
            Column(title=say("Assessment"), value=lambda one: one.title, ref=_ref),
            Column(title=say("Group"), value=lambda one: one.group, lesser=True),
            Column(title=say("State"), value=lambda one: one.state),
            Column(title=say("Round"), value=_turn, lesser=True),
            Column(title=say("Sheets in"), value=lambda one: _in(one, far)),
            Column(title=say("Until"), value=_until, late=lambda one: bool(_until(one)) and one.due_on < today),
            Column(title=say("Next"), value=lambda one: _label(ahead[one.id]), ref=lambda one: _way(ahead[one.id])),
        ),
        rows=rows,
        empty=say(
            "Nothing was judged yet. Open an assessment: an advisory group says, each by themselves, which sectors to"
            " turn to."
        ),
        template="outreach_priority/assessments.html",
    )


def _ref(one: object) -> Ref:
    return Ref("priority_assessments", getattr(one, "id", 0))


def _turn(one: Assessment) -> Sentence:
    return say("{n} of {most}", n=one.round, most=max(one.round, one.rules.rounds))


def _in(one: Assessment, far: dict[int, tuple[int, int]]) -> Sentence:
    there, asked = far.get(one.id, (0, 0))
    return say("{n} of {most}", n=there, most=asked)


def _label(ahead: Ahead | None) -> str:
    return ahead.step.label if ahead else ""


def _way(ahead: Ahead | None) -> str:
    return ahead.step.path if ahead and visiting.allowed(ahead.action) else ""


def _until(one: Assessment) -> str:
    return one.due_on if one.state is State.OPEN else ""


@pages.look("/<int:assessment_id>")
def show(app: App, assessment_id: int) -> Answer:
    """Show an assessment: what comes next, its round, who is asked and how far they are; never what they say."""
    assessment = service.get(app, assessment_id)
    sheets = service.sheets_now(app, assessment)
    return of_assessment(
        "round.html",
        app,
        assessment,
        "show",
        steps=steps_of(assessment, service.coming(app, assessment)),
        sheets=sheets,
        whole=service.asked_for(assessment),
        state=_state(app, assessment),
        late=assessment.state is State.OPEN and assessment.due_on < app.clock.today().isoformat(),
        untouched=lambda one: assessment.round > 1 and service.is_untouched(assessment, one),
        another=assessment.state is State.CLOSED and assessment.round < assessment.rules.rounds,
        rules=told_of(assessment.rules),
        thin=_asked(sheets) < assessment.rules.least,
    )


def _state(app: App, one: Assessment) -> Sentence:
    if one.state is State.SEALED:
        return say("sealed after round {round}", round=one.round)
    told = {"round": one.round, "most": max(one.round, one.rules.rounds), "day": one.due_on}
    if one.state is State.CLOSED:
        return say("round {round} of {most} is closed", **told)
    said = say("round {round} of {most}, open until {day}", **told)
    left = (date.fromisoformat(one.due_on) - app.clock.today()).days
    return row([said, count(left, "{n} day is left", "{n} days are left")]) if left > 0 else said


def _asked(sheets: list[Sheet]) -> int:
    return sum(one.state is not SheetState.WITHDRAWN for one in sheets)


@pages.form("/<int:assessment_id>/close")
def close(app: App, assessment_id: int) -> Answer:
    """End the round: what was said can be read from now on, and nobody can take that back."""
    assessment = service.get(app, assessment_id)
    if back := unless(check_open, assessment):
        return back
    out = [one for one in service.sheets_now(app, assessment) if one.state is SheetState.ASKED]
    ahead = bool(out) and app.clock.today().isoformat() <= assessment.due_on
    form = asking.read(*([_early(assessment)] if ahead else []), because())
    if form.ready:
        with asking.told(form, beside="early") as outcome:
            early = bool(form.answer("early"))
            closed = service.close(app, assessment_id, early=early, because=form.text("because"))
            n = len(service.counted(app, closed))
            told = count(
                n,
                "Round {round} of {title} is closed; {n} sheet counts.",
                "Round {round} of {title} is closed; {n} sheets count.",
                round=closed.round,
                title=closed.title,
            )
            return done(told, path_to("feedback", closed))
        form = outcome.form
    return of_assessment("close.html", app, assessment, "show", form, out=out, back=path_to("show", assessment))


def _early(assessment: Assessment) -> Field:
    told = say("Close it before the deadline, {day}, while sheets are out", day=assessment.due_on)
    return Field(key="early", label=told, kind=Kind.YES_NO)


@pages.form("/<int:assessment_id>/extend")
def extend(app: App, assessment_id: int) -> Answer:
    """Give more time for the sheets of the round."""
    assessment = service.get(app, assessment_id)
    if back := unless(check_open, assessment):
        return back
    form = asking.read(until(app), because(say("Why; whoever kept to the deadline may ask"), needed=True))
    if form.ready:
        with asking.told(form, beside="due_on") as outcome:
            due_on = str(form.answer("due_on") or "")
            later = service.extend(app, assessment_id, due_on=due_on, because=form.text("because"))
            told = say("Sheets are asked for until {day}.", day=later.due_on)
            return done(told, path_to("show", later), change_id=later.change_id)
        form = outcome.form
    title, label = say("More time for {title}", title=assessment.title), say("Give more time")
    return page("web/form.html", form, title=title, label=label, back=path_to("show", assessment))


@pages.form("/<int:assessment_id>/again")
def again(app: App, assessment_id: int) -> Answer:
    """Open a further round, in which each sheet begins with what its adviser said before."""
    assessment = service.get(app, assessment_id)
    if back := unless(check_another, assessment):
        return back
    form = asking.read(until(app), because())
    if form.ready:
        with asking.told(form, beside="due_on") as outcome:
            due_on = str(form.answer("due_on") or "")
            opened = service.again(app, assessment_id, due_on=due_on, because=form.text("because"))
            told = say("Round {round} of {title} is open.", round=opened.round, title=opened.title)
            return done(told, path_to("hand_out", opened), change_id=opened.change_id)
        form = outcome.form
    return page(
        "web/form.html",
        form,
        title=say("Round {round} of {title}", round=assessment.round + 1, title=assessment.title),
        explanation=say(
            "Each sheet begins with what its adviser said in round {round}; who changes it says why. Whoever says"
            " nothing in this round stands by what they said.",
            round=assessment.round,
        ),
        label=say("Open it"),
        back=path_to("show", assessment),
    )


@pages.form("/<int:assessment_id>/withdraw")
def withdraw(app: App, assessment_id: int) -> Answer:
    """Take out a sector or an organisation: it is asked about no more, and its ratings count for nothing."""
    assessment = service.get(app, assessment_id)
    if back := unless(check_not_sealed, assessment):
        return back
    choices = tuple(Choice(one.key, one.title or one.key) for one in assessment.judged)
    form = asking.read(
        Field(key="subject", label=say("What is taken out"), kind=Kind.ONE_OF, choices=choices),
        because(say("Why; whoever reads the result will ask"), needed=True),
    )
    if form.ready:
        with asking.told(form) as outcome, app.change(WITHDRAWN, because=form.text("because")) as change:
            key = form.text("subject")
            service.withdraw_subject(app, assessment_id, key, because=form.text("because"))
            told = say("{what} is not judged any more.", what=next(one.label for one in choices if one.key == key))
            return done(told, path_to("show", assessment), change_id=change.id)
        form = outcome.form
    return page(
        "web/form.html",
        form,
        title=say("Take something out of {title}", title=assessment.title),
        explanation=say("It is asked about no more. Its ratings stay in the books and count for nothing."),
        label=say("Take it out"),
        back=path_to("show", assessment),
    )
