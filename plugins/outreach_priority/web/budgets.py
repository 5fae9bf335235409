"""Pages of effort: what each level of involvement takes, and the best there is with the hours at hand."""

from typing import Any

from flask import Response, request, url_for

from outreach_crm.app import App
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.groups.model import Structure
from outreach_crm.text import say
from outreach_crm.web import asking
from outreach_crm.web.asking import Form
from outreach_crm.web.lists import further
from outreach_crm.web.office import Answer, done, page
from outreach_priority import service
from outreach_priority.model import Assessment, State
from outreach_priority.model.budgets import Budget
from outreach_priority.model.involvement import MODELS, Level, Package, PackageDraft, Resource, written
from outreach_priority.service import packaging, sealing
from outreach_priority.web import means
from outreach_priority.web.blueprint import of_assessment, pages

_DRAWS = 1_000
"""How many draws a page makes to see what of a budget holds: a second of work."""


@pages.look("/<int:assessment_id>/effort")
def packages(app: App, assessment_id: int) -> Answer:
    """Show the best use of what there is, as the address says it, and what each level of involvement takes."""
    assessment = service.get(app, assessment_id)
    asked = means.asked(assessment)
    context: dict[str, Any] = {
        "asked": asked,
        "resources": [*Resource],
        "written": written,
    }
    if assessment.state is not State.OPEN and asked.sent:
        chosen, context["asked"] = _best(app, assessment, asked)
        context["chosen"] = chosen
    if assessment.state is State.SEALED:
        context["adopted"] = bool(service.plans_of(app, assessment))
        kept = service.sealed(app, assessment)
        context["altered"] = sealing.altered(assessment, kept) if kept and not kept.genuine else ""
    context["there"], context["decided"] = means.halves(context["asked"])
    context["further"] = further
    context["usual"], context["special"] = packaging.overview(app, assessment)
    context["of_one"] = asking.read(*_which(assessment)).fields
    return of_assessment("packages.html", app, assessment, "packages", levels=means.PLANNED, **context)


def _which(assessment: Assessment) -> list[Field]:
    """Return the questions for which of those that are judged, and which level, something else is to be said."""
    subjects = tuple(Choice(one.key, one.title or one.key) for one in assessment.judged)
    levels = tuple(Choice(one.value, one.label) for one in means.PLANNED)
    return [
        Field(
            key="for", label=say("For"), kind=Kind.ONE_OF, choices=subjects, value=subjects[0].key if subjects else ""
        ),
        Field(key="level", label=say("Level"), kind=Kind.ONE_OF, choices=levels, value=levels[0].key),
    ]


def _best(app: App, assessment: Assessment, asked: Form) -> tuple[Budget | None, Form]:
    """Return the best use of what there is, or the questions with what is wrong with them."""
    draws = _DRAWS if request.args.get("firm") else 0
    with asking.told(asked) as outcome:
        return service.budget(app, assessment, means.read(asked, assessment), draws=draws), asked
    return None, outcome.form


@pages.form("/<int:assessment_id>/effort/package")
def package(app: App, assessment_id: int) -> Answer:
    """Say anew what a level takes, for all that is judged or for one of it."""
    assessment = service.get(app, assessment_id)
    level = packaging.read_level(request.args.get("level", Level.SINGLE))
    key = request.args.get("for", "")
    title = service.subject_meant(assessment, key).title if key else say("all")
    now = packaging.package_of(app, assessment, level, key)
    form = asking.read(*_asked(now))
    if form.ready:
        with asking.told(form) as outcome:
            with app.change("set package of effort", because=form.text("because")) as change:
                service.set_package(app, assessment, _draft(form, now, key))
            said = say("Kept: what the level {level} takes for {whom}.", level=level, whom=title)
            return done(said, _effort(assessment_id, "packages"), change_id=change.id)
        form = outcome.form
    heading = say("What the level {level} takes for {whom}", level=level, whom=title)
    told = say("In a year, and at least: below that it is not worth beginning.")
    context = {"title": heading, "explanation": told, "back": _effort(assessment_id)}
    return page("web/form.html", form, shape="pairs", **context)


@pages.act("/<int:assessment_id>/effort/package/drop")
def drop_package(app: App, assessment_id: int) -> Response:
    """Let a level take again what it takes otherwise."""
    assessment = service.get(app, assessment_id)
    level, key = packaging.read_level(request.form.get("level", "")), request.form.get("for", "")
    with app.change("drop package of effort") as change:
        service.drop_package(app, assessment, level, key)
    said = say("The level {level} takes again what it takes otherwise.", level=level)
    return done(said, _effort(assessment_id, "packages"), change_id=change.id)


def _effort(assessment_id: int, place: str | None = None) -> str:
    return url_for("outreach_priority.packages", assessment_id=assessment_id, _anchor=place)


def _asked(now: Package) -> list[Field]:
    models = tuple(Choice(one.value, Structure(one).label) for one in MODELS)
    model = Field(key="model", label=say("Model"), kind=Kind.ONE_OF, choices=models, value=now.model)
    share = written(100 * now.share)
    return [
        *([model] if now.level is Level.STRUCTURE else []),
        *means.amount_fields(means.needs_of(now)),
        Field(key="share", label=say("How much of the priority it brings, in per cent"), kind=Kind.TEXT, value=share),
        Field(key="because", label=say("Why"), kind=Kind.TEXT),
    ]


def _draft(form: Form, now: Package, key: str) -> PackageDraft:
    """Return what was said of a package; another model begins with its own numbers, where none were written."""
    said: dict[str, Any] = {
        one: amount
        for one, amount in means.amounts(form, [one.field for one in Resource]).items()
        if amount != getattr(now, one)
    }
    if (share := means.share(form, "share")) is not None and share != now.share:
        said["share"] = share
    return PackageDraft(level=now.level, subject=key, model=form.text("model") or None, **said)
