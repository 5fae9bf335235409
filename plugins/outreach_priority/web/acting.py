"""Pages of plans: a sealed result becomes one for each sector, with a group, hours and the day of its review."""

from typing import Any

from flask import request, url_for

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.errors import ConflictError, OutreachError, RefusedError
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.groups import service as groups
from outreach_crm.model import Ref
from outreach_crm.sectors import service as sectors
from outreach_crm.text import beginning, count, read_number, say
from outreach_crm.web import asking
from outreach_crm.web.asking import Form
from outreach_crm.web.links import path_of
from outreach_crm.web.lists import Column, Listing
from outreach_crm.web.office import Answer, done, lead_to, page
from outreach_priority import service
from outreach_priority.model import Assessment, Subject
from outreach_priority.model.budgets import Line
from outreach_priority.model.involvement import Level, Resource, in_words, written
from outreach_priority.model.plans import AdoptionDraft, Plan, PlanEdit
from outreach_priority.service import adopting, planning
from outreach_priority.web import means
from outreach_priority.web.blueprint import of_assessment, pages


@pages.form("/<int:assessment_id>/adopt")
def adopt(app: App, assessment_id: int) -> Answer:
    """Show what would be planned with what there is, and make plans of it, all in one change."""
    assessment = service.get(app, assessment_id)
    effort = url_for("outreach_priority.packages", assessment_id=assessment_id)
    try:
        adopting.check(app, assessment)
    except (RefusedError, ConflictError) as error:
        if request.method == "POST":
            raise
        return done(error.on_page, effort)
    asked = means.asked(assessment)
    if not asked.sent:
        return done(say("Say what there is of hours and money first; the plans follow from it."), effort)
    try:
        there = means.read(asked, assessment)
        chosen = service.budget(app, assessment, there)
    except OutreachError:
        return lead_to(f"{effort}?{request.query_string.decode()}#there-is")
    planned = [one for one in chosen.lines if one.level is not Level.NONE]
    form = asking.read(*_about_all(app, assessment, planned))
    if form.ready:
        with asking.told(form, beside="review") as outcome:
            draft = AdoptionDraft(means=there, groups=_groups(form, assessment, planned), **_review(form))
            made = service.adopt(app, assessment, draft, because=form.text("because"))
            told = count(len(planned), "{n} plan was made.", "{n} plans were made.")
            to = url_for("outreach_priority.plans", assessment=assessment_id)
            return done(told, to, change_id=made[0].change_id if made else None)
        form = outcome.form
    back = f"{effort}?{request.query_string.decode()}#best"
    context = {"chosen": chosen, "planned": planned, "amounts": in_words, **_beside(app, assessment, planned)}
    return of_assessment("adopt.html", app, assessment, "packages", form, back=back, **context)


@pages.lists("/plans")
def plans(app: App) -> Listing:
    """List the plans that hold now, or with ``assessment`` those that were made of one, of nothing too."""
    number = read_number(request.args.get("assessment", ""))
    of = service.get(app, number) if number is not None else None
    rows = (
        [one for one in service.plans_of(app, of) if one.level is not Level.NONE] if of else service.current_plans(app)
    )
    return Listing(
        title=say("Plans"),
        columns=(
            Column(title=say("For"), value=lambda one: one.title, ref=_ref),
            Column(title=say("Level"), value=lambda one: beginning(one.label)),
            Column(title=say("Responsible"), value=_responsible, ref=_group_ref),
            *(Column(title=beginning(one.label), value=_takes(one), lesser=True) for one in Resource),
            Column(title=say("Looked at again"), value=lambda one: one.review_on, late=_is_late(app)),
        ),
        rows=rows,
        empty=say(
            "Nothing is planned yet. Plans are made of a sealed assessment, from what there is of hours and money."
        ),
        template="outreach_priority/plans.html",
        context={"of": of},
    )


@pages.look("/plans/<int:plan_id>")
def plan(app: App, plan_id: int) -> Answer:
    """Show the plan for a sector or organisation: how far it goes, who is responsible, whom to approach, until when."""
    found = service.get_plan(app, plan_id)
    now = next((one for one in service.current_plans(app) if one.key == found.key), None)
    later = now if now is not None and now.id > found.id else None
    sector = next((one.name for one in sectors.all_sectors(app) if one.key == found.sector), found.sector)
    context: dict[str, Any] = {"resources": [*Resource], "written": written}
    return page("outreach_priority/plan.html", plan=found, later=later, sector=sector, **context)


@pages.form("/plans/<int:plan_id>/edit")
def edit_plan(app: App, plan_id: int) -> Answer:
    """Change a plan: its level, who is responsible, hours and money, when it is looked at again."""
    now = service.get_plan(app, plan_id)
    form = asking.read(*_about_one(app, now), version=now.change_id)
    if form.ready:
        with asking.told(form, beside="level") as outcome:
            edit = _edit(form, now)
            if edit == PlanEdit(version=form.seen):
                return done(say("It is as it was."), path_of(_ref(now)))
            after = service.edit_plan(app, plan_id, edit, because=form.text("because"))
            return done(
                say("The plan for {who} was changed.", who=after.title), path_of(_ref(now)), change_id=after.change_id
            )
        form = outcome.form
    told = say("Another level brings what it takes itself; hours and money that you write beside it count instead.")
    context = {"title": say("The plan for {who}", who=now.title), "explanation": told, "back": path_of(_ref(now))}
    return page("web/form.html", form, **context)


def _ref(one: Plan) -> Ref:
    return Ref("priority_plans", one.id)


def _group_ref(one: Plan) -> Ref | None:
    return Ref("contacts", one.group_id) if one.group_id else None


def _responsible(one: Plan) -> str:
    return one.group or say("nobody yet")


def _takes(resource: Resource) -> Any:
    return lambda one: written(one.needs[resource])


def _is_late(app: App) -> Any:
    today = app.clock.today().isoformat()
    return lambda one: one.review_on is not None and one.review_on < today


def _about_all(app: App, assessment: Assessment, planned: list[Line]) -> list[Field]:
    named = [Choice(str(one.contact_id), one.name) for one in groups.list_groups(app)]
    choices = (Choice("", say("nobody yet")), *named)
    asked = [
        Field(
            key=f"group-{subject.id}",
            label=say("Who is responsible for {who}", who=subject.title),
            kind=Kind.ONE_OF,
            choices=choices,
            value=str(planning.their_group(app, subject) or ""),
        )
        for subject in _subjects(assessment, planned)
    ]
    owners = [one for one in accounts.in_use(app) if one != app.actor.name]
    people = (Choice("", app.actor.name), *(Choice(one, one) for one in owners))
    return [
        *asked,
        Field(
            key="review",
            label=say("When the plans are looked at again"),
            kind=Kind.DATE,
            value=planning.review_day(app, planning.REVIEW),
        ),
        Field(key="owner", label=say("Whose task that is"), kind=Kind.ONE_OF, choices=people, value=""),
        Field(key="because", label=say("Who decided, or why"), kind=Kind.TEXT),
    ]


def _subjects(assessment: Assessment, planned: list[Line]) -> list[Subject]:
    keys = [one.key for one in planned]
    return sorted((one for one in assessment.judged if one.key in keys), key=lambda one: keys.index(one.key))


def _groups(form: Form, assessment: Assessment, planned: list[Line]) -> dict[str, str]:
    return {one.key: form.text(f"group-{one.id}") for one in _subjects(assessment, planned)}


def _review(form: Form) -> dict[str, str]:
    return {"review": form.text("review") or planning.REVIEW, "owner": form.text("owner")}


def _beside(app: App, assessment: Assessment, planned: list[Line]) -> dict[str, list[str]]:
    """Return for whom nothing is planned, and which assessments the plans are of that do not count any more then."""
    keys = {one.key for one in assessment.judged}
    some = {one.key for one in planned}
    return {
        "nothing": [one.title or one.key for one in assessment.judged if one.key not in some],
        "instead": list(dict.fromkeys(one.assessment for one in service.current_plans(app) if one.key in keys)),
    }


def _about_one(app: App, now: Plan) -> list[Field]:
    named = {one.contact_id: one.name for one in groups.list_groups(app)}
    if now.group_id:
        named.setdefault(now.group_id, now.group)
    levels = tuple(Choice(one.value, beginning(one.label)) for one in Level)
    choices = (Choice("", say("nobody yet")), *(Choice(str(number), name) for number, name in named.items()))
    amounts = {one.field: amount for one, amount in now.needs.items()}
    return [
        Field(key="level", label=say("How far it goes"), kind=Kind.ONE_OF, choices=levels, value=now.level.value),
        Field(
            key="group",
            label=say("Who is responsible"),
            kind=Kind.ONE_OF,
            choices=choices,
            value=str(now.group_id or ""),
        ),
        *means.amount_fields(amounts),
        Field(key="review", label=say("When it is looked at again"), kind=Kind.DATE, value=now.review_on),
        Field(key="because", label=say("Why"), kind=Kind.TEXT),
    ]


def _edit(form: Form, now: Plan) -> PlanEdit:
    """Return what is to be otherwise; what was left as it was is not said."""
    said = means.amounts(form, [one.field for one in Resource])
    changed: dict[str, Any] = {one: amount for one, amount in said.items() if amount != getattr(now, one)}
    if form.text("level") != now.level:
        changed["level"] = form.text("level")
    if form.text("group") != str(now.group_id or ""):
        changed["group"] = form.text("group")
    if (review := form.text("review")) and review != (now.review_on or ""):
        changed["review"] = review
    return PlanEdit(version=form.seen, **changed)
