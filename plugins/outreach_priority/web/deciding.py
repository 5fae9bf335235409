"""Pages of what is decided on a result: on a risk by a named person, and that it stands for good."""

from math import ceil

from outreach_crm.app import App
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.jobs import service as jobs
from outreach_crm.model import Ref
from outreach_crm.text import figure, say
from outreach_crm.web import asking, visiting
from outreach_crm.web.office import Answer, done, lead_to
from outreach_priority import service
from outreach_priority.formulas.combination import Rule
from outreach_priority.formulas.robustness import DRAWS
from outreach_priority.model import Assessment, Decision, DecisionDraft, Score
from outreach_priority.service import deciding, opinions, reasons, sealing, telling, weighing
from outreach_priority.web.blueprint import pages, path_to, unless
from outreach_priority.web.results import Told, score_of, shown, told_of

_GO, _NO, _UNDECIDED = "go", "no", "undecided"


@pages.form("/<int:assessment_id>/decide/<string:subject>")
def decide(app: App, assessment_id: int, subject: str) -> Answer:
    """Ask a named person whether something that the check does not clear can be chosen."""
    assessment = service.get(app, assessment_id)
    if elsewhere := unless(weighing.check_unsealed, assessment):
        return elsewhere
    told = told_of(app, assessment)
    if isinstance(told, str):
        return shown("", app, assessment, told)
    score = score_of(told, subject)
    there = score.decision
    form = asking.read(*_questions(there), version=there.change_id if there else 0)
    back = path_to("result", assessment)
    if form.ready:
        with asking.told(form) as outcome:
            return _decided(app, told, score, form, back)
        form = outcome.form
    return shown(
        "decide.html",
        app,
        assessment,
        told,
        form=form,
        score=score,
        about=reasons.about(assessment, told.result, score.subject)[:1],
        back=back,
    )


def _questions(there: Decision | None) -> tuple[Field, ...]:
    answers = [Choice(_GO, say("It can be chosen")), Choice(_NO, say("It is not chosen"))]
    if there:
        answers.append(Choice(_UNDECIDED, say("Take the decision back")))
    costs = (
        ("volunteer_hours", say("Hours of volunteers that this takes"), there and there.volunteer_hours),
        ("staff_hours", say("Hours of staff"), there and there.staff_hours),
        ("money", say("Money"), there and there.money),
    )
    return (
        Field(
            key="answer",
            label=say("Decision"),
            kind=Kind.ONE_OF,
            choices=tuple(answers),
            value=(_GO if there.goes else _NO) if there else None,
        ),
        Field(
            key="decided_by",
            label=say("Who decides"),
            kind=Kind.TEXT,
            value=there.decided_by if there else visiting.visitor().actor.name,
            hint=say("A named person or body that answers for it."),
            needed=True,
        ),
        Field(key="because", label=say("Why"), kind=Kind.LINES, value=there.because if there else "", needed=True),
        Field(
            key="mitigation",
            label=say("What is done about the risk"),
            kind=Kind.LINES,
            value=there.mitigation if there else "",
            hint=say("Needed for whatever can be chosen in spite of it; what it takes counts in the budget."),
        ),
        *(
            # Part of an hour is an hour: less would be promised than was said.
            Field(key=key, label=label, kind=Kind.NUMBER, value=ceil(now) if now else None, least=0)
            for key, label, now in costs
        ),
    )


def _decided(app: App, told: Told, score: Score, form: asking.Form, back: str) -> Answer:
    subject = service.subject_meant(told.assessment, score.subject)
    name = told.names.subject(score.subject)
    if form.text("answer") == _UNDECIDED:
        change = deciding.withdraw(app, told.assessment, subject, because=form.text("because"), version=form.seen)
        return done(say("Undecided again: {name}.", name=name), back, change_id=change)
    draft = DecisionDraft(
        goes=form.text("answer") == _GO,
        because=form.text("because"),
        mitigation=form.text("mitigation"),
        volunteer_hours=form.answer("volunteer_hours") or 0,
        staff_hours=form.answer("staff_hours") or 0,
        money=form.answer("money") or 0,
        decided_by=form.text("decided_by"),
        version=form.seen,
    )
    made = service.decide(app, told.assessment, subject, draft)
    sentence = say("{name} can be chosen.", name=name) if made.goes else say("{name} is not chosen.", name=name)
    return done(sentence, back, change_id=made.change_id)


@pages.form("/<int:assessment_id>/seal")
def seal(app: App, assessment_id: int) -> Answer:
    """Ask whether a result stands for good, and seal it."""
    assessment = service.get(app, assessment_id)
    if elsewhere := unless(weighing.check_unsealed, assessment):
        return elsewhere
    told = told_of(app, assessment)
    if isinstance(told, str):
        return shown("", app, assessment, told)
    multiplied = told.result.rules.combining is Rule.GEOMETRIC
    hint = say("On whose behalf, or where it was decided; it is kept with the result.")
    because = Field(key="because", label=say("Why it is sealed"), kind=Kind.TEXT, hint=hint, needed=True)
    draws = Field(
        key="draws",
        label=say("Keep with it in how many of {n} plausible cases each is first", n=figure(DRAWS)),
        kind=Kind.YES_NO,
        value=multiplied,
    )
    form = asking.read(because, *((draws,) if multiplied else ()), version=sealing.version(told.result))
    back = path_to("result", assessment)
    if form.ready:
        with asking.told(form) as outcome:
            return _sealed(app, told, form, back)
        form = outcome.form
    first = told.names.subjects(told.result.first)
    weights = [*telling.weights_in_words(told.result)]
    return shown("seal.html", app, assessment, told, form=form, back=back, first=first, weights=weights)


def _sealed(app: App, told: Told, form: asking.Form, back: str) -> Answer:
    """Seal a result; where drawing would take longer than somebody waits, as a job."""
    assessment: Assessment = told.assessment
    because, draws = form.text("because"), DRAWS if form.answer("draws") else 0
    if draws and opinions.draws_at_once(told.result) < DRAWS:
        sealing.check_seen(told.result, form.seen)
        given = {"assessment": assessment.id, "because": because, "seen": form.seen}
        return lead_to(Ref("jobs", jobs.start(app, "seal-priorities", given).id))
    service.seal(app, assessment, because=because, draws=draws, seen=form.seen)
    return done(say("{title} is sealed: the result stands as it is.", title=assessment.title), back)
