"""Pages of weights: what a question is worth, asked step by step, and who set what."""

from functools import partial

from flask import request

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.forms import Field, Kind
from outreach_crm.text import beginning, row, say
from outreach_crm.web import asking, visiting
from outreach_crm.web.office import Answer, done
from outreach_priority import service
from outreach_priority.model import Analysis, Assessment, Method, State, Weighting, WeightsDraft
from outreach_priority.model.weighting import WEIGHED
from outreach_priority.service import weighing, worth
from outreach_priority.service.wording import combining, percent
from outreach_priority.web.blueprint import of_assessment, pages, path_to, unless
from outreach_priority.web.weighing import DIALOGUES, WAYS, Dialogue


@pages.look("/<int:assessment_id>/weights")
def weights(app: App, assessment_id: int) -> Answer:
    """Show what the items weigh, who says so, and what they come to together."""
    assessment = service.get(app, assessment_id)
    told = (*zip(service.weights(app, assessment), _by_analysis(app, assessment), strict=True),)
    return of_assessment(
        "weights.html",
        app,
        assessment,
        "weights",
        told=told,
        open=assessment.state is not State.SEALED,
        raising=worth.raising,
        meaning=partial(worth.in_words, assessment.questionnaire),
        ways={one: say(way) for one, way in WAYS.items()},
        doubt=partial(worth.doubt, assessment.questionnaire),
        ranges=partial(worth.ranges, assessment.questionnaire),
        change=lambda one: _path(assessment, one.analysis, one.set_by, one.method),
        percent=percent,
        rule=combining(assessment.rules),
        first=WEIGHED[0],
    )


def _by_analysis(app: App, assessment: Assessment) -> list[list[Weighting]]:
    everybody = weighing.weightings(app, assessment)
    return [[one for one in everybody if one.analysis is analysis] for analysis in WEIGHED]


@pages.form("/<int:assessment_id>/weights/<string:analysis>")
def weigh(app: App, assessment_id: int, analysis: str) -> Answer:
    """Ask what the items of one analysis are worth, step by step, and keep it."""
    assessment = service.get(app, assessment_id)
    side = next((one for one in WEIGHED if one.value == analysis), None)
    if side is None:
        raise NotFoundError(say("There are weights of the two analyses only."))
    if elsewhere := unless(weighing.check_unsealed, assessment):
        return elsewhere
    method = next((one for one in Method if one.name.lower() == request.args.get("method", "")), Method.SWING)
    who = " ".join(request.args.get("by", "").split())[:200]
    before = _said(app, assessment, side, who or visiting.visitor().actor.name)
    items = assessment.questionnaire.of(side)
    if len(items) == 1:
        raise InvalidInputError(say("Only one question counts for this analysis, so it has all the weight."))
    before = before if before and before.method is method else None
    dialogue = DIALOGUES[method](items=items, asked=request.args.to_dict(), before=before)
    begun = dialogue.begun
    form = asking.read(*(dialogue.then() if begun else dialogue.first()), *(_whose(who) if begun else ()))
    if not begun:
        return _page("weigh_first.html", app, assessment, side, method, who, dialogue, form)
    if form.ready:
        with asking.told(form) as outcome:
            draft = WeightsDraft(analysis=side, method=method, said=dialogue.said(form), set_by=form.text("by"))
            made = service.weigh(app, assessment, draft, because=form.text("because"))
            return _done(app, assessment, made)
        form = outcome.form
    return _page("weigh.html", app, assessment, side, method, who, dialogue, form)


def _whose(who: str) -> tuple[Field, ...]:
    hint = say("A person or a body, such as the board. Weights of several are averaged, and their range is shown.")
    return (
        Field(
            key="by",
            label=say("Whose weights these are"),
            kind=Kind.TEXT,
            value=who or visiting.visitor().actor.name,
            hint=hint,
            needed=True,
        ),
        Field(key="because", label=say("Why, or where it was agreed"), kind=Kind.TEXT),
    )


def _page(
    template: str,
    app: App,
    assessment: Assessment,
    side: Analysis,
    method: Method,
    who: str,
    dialogue: Dialogue,
    form: asking.Form,
) -> Answer:
    others = [(say(WAYS[one]), _path(assessment, side, who, one)) for one in Method if one is not method]
    return of_assessment(
        template,
        app,
        assessment,
        "weights",
        form,
        side=side,
        method=method,
        who=who,
        dialogue=dialogue,
        others=others,
        raising=worth.raising,
        again=_path(assessment, side, who, method),
        back=path_to("weights", assessment),
    )


def _path(assessment: Assessment, side: Analysis, who: str, method: Method) -> str:
    return path_to(
        "weigh",
        assessment,
        analysis=side.value,
        method=None if method is Method.SWING else method.name.lower(),
        by=who or None,
    )


def _said(app: App, assessment: Assessment, side: Analysis, who: str) -> Weighting | None:
    found = weighing.weightings(app, assessment)
    return next((one for one in found if (one.analysis, one.set_by) == (side, who)), None)


def _done(app: App, assessment: Assessment, made: Weighting) -> Answer:
    """Go on to the other analysis where they have not said anything of it yet, else to what weights come to."""
    titles = {item.key: item.title for item in assessment.questionnaire}
    shares = row([say("{item} {n} %", item=titles[key], n=percent(one)) for key, one in made.weights.items()])
    sentence = say(
        "{analysis} weights of {who}: {shares}.",
        analysis=beginning(made.analysis.label),
        who=made.set_by,
        shares=shares,
    )
    other = next(one for one in WEIGHED if one is not made.analysis)
    asked = len(assessment.questionnaire.of(other)) > 1 and not _said(app, assessment, other, made.set_by)
    onward = _path(assessment, other, made.set_by, made.method) if asked else ""
    return done(sentence, onward or path_to("weights", assessment), change_id=made.change_id)


@pages.act("/<int:assessment_id>/weights/drop")
def drop_weights(app: App, assessment_id: int) -> Answer:
    """Take away what somebody said of both analyses."""
    assessment = service.get(app, assessment_id)
    who = request.form.get("by", "")
    change = weighing.drop(app, assessment, who)
    to = path_to("weights", assessment)
    return done(say("The weights of {who} were taken away.", who=who), to, change_id=change)
