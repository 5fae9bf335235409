"""Plans for sectors and organisations: what they are made of, how they are found and changed."""

from typing import Any

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.dates import read_date
from outreach_crm.errors import InvalidInputError, NotFoundError, RefusedError
from outreach_crm.groups import service as groups
from outreach_crm.segments import service as segments
from outreach_crm.tasks import service as tasks
from outreach_crm.tasks.model import TaskEdit
from outreach_crm.text import say
from outreach_priority.model import Assessment, Subject
from outreach_priority.model.involvement import Level, Resource, together
from outreach_priority.model.plans import Plan, PlanEdit, Planned
from outreach_priority.queries import plans as queries
from outreach_priority.service import budgeting, deciding, finding, packaging, sealing

REVIEW = "1y"
"""When a plan is looked at again where nobody says."""
# So many letters has the name of a segment.
_NAME = 100


def plans_of(app: App, assessment: Assessment) -> list[Plan]:
    """Return the plans that an assessment was turned into, those of the level none too."""
    return queries.of_assessment(app.store, assessment.id)


def current_plans(app: App) -> list[Plan]:
    """Return the plans that hold now, by sector: of each sector or organisation the one adopted last."""
    return queries.current(app.store)


def get_plan(app: App, number: int) -> Plan:
    """Return a plan.

    Raises:
        NotFoundError: there is none of that number, or the actor may not see the organisation.
    """
    found = queries.plan(app.store, number)
    if found is None:
        raise NotFoundError(say("There is no plan {number}; outreach priority plans lists them.", number=number))
    return found


def edit_plan(app: App, number: int, edit: PlanEdit, *, because: str = "") -> Plan:
    """Change a plan: its level, the responsible group, hours and money, when it is looked at again.

    A new level brings its own package; what is said of hours and money beside it counts instead.

    Raises:
        NotFoundError: there is no such plan or group.
        InvalidInputError: a level, number or day cannot be right, or nothing is planned that could be changed.
        RefusedError: the level may not be chosen for it.
        ConflictError: somebody else changed it since ``edit.version``.
    """
    with app.change("edit plan for a sector", because=because):
        plan = get_plan(app, number)
        journal.check_version(app, say("the plan for {subject}", subject=plan.title), plan.change_id, seen=edit.version)
        level = packaging.read_level(edit.level) if edit.level is not None else plan.level
        amounts = {one.field: _amount(edit, one) for one in Resource if getattr(edit, one.field) is not None}
        if level is Level.NONE and (amounts or edit.group is not None or edit.review is not None):
            raise InvalidInputError(
                say("Nothing is planned for {plan}; say how far it goes: --level contact.", plan=plan.title)
            )
        changed: dict[str, Any] = {}
        if level is not plan.level:
            changed = _other_level(app, plan, level, edit.review or REVIEW)
        if edit.review is not None and plan.level is not Level.NONE:
            changed["review_on"] = _move_review(app, plan, edit.review)
        if edit.group is not None:
            changed["group_id"] = groups.resolve(app, edit.group).contact_id if edit.group.strip() else None
        if changed | amounts:
            app.store.update("priority_plans", number, changed | amounts)
        return get_plan(app, number)


def values(app: App, assessment: Assessment, subject: Subject, planned: Planned) -> dict[str, Any]:
    """Return a plan as it is stored, inside a change: with its task and its segment, which are made."""
    amounts = {one.field: planned.needs.get(one, 0.0) for one in Resource}
    if planned.level is Level.NONE:
        nothing = dict.fromkeys(("review_on", "task_id", "segment_id", "group_id"))
        return {"level": Level.NONE.value, "model": "", **nothing, **amounts}
    return {
        "level": planned.level.value,
        "model": planned.model,
        **amounts,
        "group_id": _group(app, subject, planned.group),
        "review_on": planned.review_on,
        "task_id": _task(app, subject, planned),
        "segment_id": _segment(app, assessment, subject),
    }


def review_day(app: App, text: str) -> str:
    """Return the day on which a plan is looked at again (ISO 8601).

    Raises:
        InvalidInputError: it is no day, or not in the future.
    """
    today = app.clock.today()
    day = read_date(text, today)
    if day <= today:
        raise InvalidInputError(
            say("{day} is not in the future; say when the plans are looked at again: --review 1y.", day=day)
        )
    return day.isoformat()


def _group(app: App, subject: Subject, named: str | None) -> int | None:
    if named is None:
        return their_group(app, subject)
    return groups.resolve(app, named).contact_id if named.strip() else None


def their_group(app: App, subject: Subject) -> int | None:
    """Return the only group of ours in the sector, if there is just one."""
    there = groups.list_groups(app, sector=subject.sector)
    return there[0].contact_id if len(there) == 1 else None


def _task(app: App, subject: Subject, planned: Planned) -> int:
    due_on = read_date(planned.review_on, app.clock.today())
    title = say("Look at the plan for {subject} again: what came of it, and what next", subject=subject.title)
    return tasks.add(app, title, due_on=due_on, owner=planned.owner, contact_id=subject.contact_id).id


def _segment(app: App, assessment: Assessment, subject: Subject) -> int | None:
    """Make the segment of the organisations of a sector; what is one organisation needs none."""
    if subject.key != subject.sector:
        return None
    there = {one.name for one in segments.list_segments(app)}
    name = f"{subject.title}: to approach ({assessment.title})"[:_NAME].rstrip()
    number = 2
    while name in there:
        name, number = f"{subject.title[:70]}: to approach ({assessment.id}, {number})", number + 1
    lines = [f"sector={subject.sector}", "kind=organisation"]
    if app.section.country:
        lines.append(f"country={app.section.country}")
    return segments.add(app, name, lines).id


def _other_level(app: App, plan: Plan, level: Level, review: str) -> dict[str, Any]:
    """Return what another level changes: its package, and of a plan that begins or ends all that it has."""
    assessment = finding.get(app, plan.assessment_id)
    subject = deciding.subject_meant(assessment, plan.key)
    if level is Level.NONE:
        if plan.task_id is not None and not tasks.get(app, plan.task_id).done_on:
            tasks.finish(app, plan.task_id)
        return values(app, assessment, subject, Planned(level=level))
    result, _ = sealing.standing(app, assessment)
    one = next(one for one in budgeting.candidates(assessment, result) if one.key == plan.key)
    if why_not := one.why_not(level):
        raise RefusedError(why_not)
    package = next(each for each in packaging.packages_of(app, assessment)[plan.key] if each.level is level)
    needs = together([package.needs, one.extra])
    if plan.level is Level.NONE:
        begun = Planned(level=level, model=package.model, needs=needs, review_on=review_day(app, review))
        return values(app, assessment, subject, begun)
    return {"level": level.value, "model": package.model, **{each.field: needs[each] for each in Resource}}


def _move_review(app: App, plan: Plan, text: str) -> str:
    review_on = review_day(app, text)
    if plan.task_id is not None:
        task, day = tasks.get(app, plan.task_id), read_date(review_on, app.clock.today())
        if not task.done_on:
            edit = TaskEdit(title=task.title, due_on=day, owner=task.owner, contact_id=task.contact_id)
            tasks.edit(app, task.id, edit)
    return review_on


def _amount(edit: PlanEdit, one: Resource) -> float:
    amount = float(getattr(edit, one.field))
    if not 0 <= amount < float("inf"):
        raise InvalidInputError(say("{amount} cannot be planned; it is nothing or more.", amount=one.amount(amount)))
    return round(amount, 2)
