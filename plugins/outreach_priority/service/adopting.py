"""Turns a sealed result and a budget into plans: level, group, hours and money, review, whom to approach."""

from typing import Any

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.dates import read_date
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError, RefusedError
from outreach_crm.groups import service as groups
from outreach_crm.segments import service as segments
from outreach_crm.tasks import service as tasks
from outreach_crm.tasks.model import TaskEdit
from outreach_priority.model import Assessment, Subject
from outreach_priority.model.budgets import Line
from outreach_priority.model.involvement import Level, Resource
from outreach_priority.model.plans import AdoptionDraft, Plan, PlanEdit
from outreach_priority.queries import plans as queries
from outreach_priority.service import budgeting, deciding, finding, packaging, sealing

_NAME = 100
_NOTHING: dict[str, Any] = {"review_on": None, "task_id": None, "segment_id": None, "group_id": None}


def adopt(app: App, assessment: Assessment, draft: AdoptionDraft, *, because: str = "") -> list[Plan]:
    """Turn a sealed result into plans, all in one change that can be taken back.

    Whatever was judged gets a plan; those of the level none say that nothing is planned. Every other one gets a task
    for the review, and where a whole sector is meant a segment of the organisations to approach.

    Raises:
        RefusedError: the result is not sealed, was altered, or what is fixed may not be chosen.
        ConflictError: it was adopted before.
        InvalidInputError: nothing is limited, the day of the review has passed, or something is named that was not
            judged.
        NotFoundError: there is no such group or account.
    """
    with app.change("adopt priorities", because=because):
        assessment = finding.get(app, assessment.id)
        _check(app, assessment)
        for key in draft.groups:
            deciding.subject_meant(assessment, key)
        review_on = _review(app, draft.review)
        chosen = budgeting.budget(app, assessment, draft.means)
        for subject in assessment.judged:
            line = chosen.line(subject.key)
            values = _plan(app, assessment, subject, line, review_on, draft) if line else _none()
            pointer = {"assessment_id": assessment.id, "subject_id": subject.id}
            app.store.insert("priority_plans", {**pointer, **values})
        return plans_of(app, assessment)


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
        raise NotFoundError(f"There is no plan {number}; outreach priority plans lists them.")
    return found


def edit_plan(app: App, number: int, edit: PlanEdit, *, because: str = "") -> Plan:
    """Change a plan: its level, the responsible group, hours and money, when it is looked at again.

    A new level brings its own package; what is said of hours and money beside it counts instead.

    Raises:
        NotFoundError: there is no such plan or group.
        InvalidInputError: a level, number or day cannot be right.
        RefusedError: the level may not be chosen for it.
        ConflictError: somebody else changed it since ``edit.version``.
    """
    with app.change("edit plan for a sector", because=because):
        plan = get_plan(app, number)
        journal.check_version(app, f"the plan for {plan.title}", plan.change_id, seen=edit.version)
        assessment = finding.get(app, plan.assessment_id)
        values: dict[str, Any] = {}
        if edit.level is not None:
            values |= _other_level(app, assessment, plan, packaging.read_level(edit.level))
        if edit.group is not None:
            values["group_id"] = groups.resolve(app, edit.group).contact_id if edit.group.strip() else None
        values |= {one.field: _amount(edit, one) for one in Resource if getattr(edit, one.field) is not None}
        if edit.review is not None:
            values["review_on"] = _move_review(app, plan, edit.review)
        if values:
            app.store.update("priority_plans", number, values)
        return get_plan(app, number)


def _check(app: App, assessment: Assessment) -> None:
    kept = sealing.sealed(app, assessment)
    if kept is None:
        raise RefusedError(
            f"{assessment.title} is not sealed yet: outreach priority seal {assessment.id} says what counts."
        )
    if not kept.genuine:
        raise RefusedError(sealing.altered(assessment, kept))
    if queries.is_adopted(app.store, assessment.id):
        raise ConflictError(
            f"{assessment.title} was adopted already: outreach priority plans shows it, outreach priority plan changes"
            " one of them; to begin anew, take the adoption back (outreach history)."
        )


def _review(app: App, text: str) -> str:
    today = app.clock.today()
    day = read_date(text, today)
    if day <= today:
        raise InvalidInputError(f"{day} is not in the future; say when the plans are looked at again: --review 1y.")
    return day.isoformat()


def _none() -> dict[str, Any]:
    return {"level": Level.NONE.value, **_NOTHING, **{one.field: 0.0 for one in Resource}}


def _plan(
    app: App, assessment: Assessment, subject: Subject, line: Line, review_on: str, draft: AdoptionDraft
) -> dict[str, Any]:
    if line.level is Level.NONE:
        return _none()
    group = draft.groups.get(subject.key, "")
    return {
        "level": line.level.value,
        "model": line.model,
        "group_id": groups.resolve(app, group).contact_id if group.strip() else _their_group(app, subject),
        **{one.field: line.needs.get(one, 0.0) for one in Resource},
        "review_on": review_on,
        "task_id": _task(app, subject, review_on, draft.owner),
        "segment_id": _segment(app, assessment, subject),
    }


def _their_group(app: App, subject: Subject) -> int | None:
    """Return the only group of ours in the sector, if there is just one."""
    there = groups.list_groups(app, sector=subject.sector)
    return there[0].contact_id if len(there) == 1 else None


def _task(app: App, subject: Subject, review_on: str, owner: str) -> int:
    due_on = read_date(review_on, app.clock.today())
    title = f"Look at the plan for {subject.title} again: what came of it, and what next"
    return tasks.add(app, title, due_on=due_on, owner=owner, contact_id=subject.contact_id).id


def _segment(app: App, assessment: Assessment, subject: Subject) -> int | None:
    """Make the segment of the organisations of a sector; what is one organisation needs none."""
    if subject.key != subject.sector:
        return None
    there = {one.name for one in segments.list_segments(app)}
    name = f"{subject.title}: to approach ({assessment.title})"[:_NAME].rstrip()
    number = 2
    while name in there:
        name, number = f"{subject.title}: to approach ({assessment.title[:40]}, {number})"[:_NAME], number + 1
    lines = [f"sector={subject.sector}", "kind=organisation"]
    if app.section.country:
        lines.append(f"country={app.section.country}")
    return segments.add(app, name, lines).id


def _other_level(app: App, assessment: Assessment, plan: Plan, level: Level) -> dict[str, Any]:
    subject = deciding.subject_meant(assessment, plan.key)
    if level is Level.NONE:
        if plan.task_id is not None and not tasks.get(app, plan.task_id).done_on:
            tasks.finish(app, plan.task_id)
        return _none()
    result, _ = sealing.standing(app, assessment)
    one = next(one for one in budgeting.candidates(assessment, result) if one.key == plan.key)
    if why_not := one.why_not(level):
        raise RefusedError(why_not)
    package = next(each for each in packaging.packages_of(app, assessment)[plan.key] if each.level is level)
    values: dict[str, Any] = {"level": level.value, "model": package.model}
    values |= {each.field: round(package.needs[each] + one.extra.get(each, 0), 2) for each in Resource}
    if plan.level is Level.NONE:
        review_on = _review(app, "1y")
        values |= {
            "review_on": review_on,
            "task_id": _task(app, subject, review_on, ""),
            "segment_id": _segment(app, assessment, subject),
            "group_id": _their_group(app, subject),
        }
    return values


def _move_review(app: App, plan: Plan, text: str) -> str:
    review_on = _review(app, text)
    if plan.task_id is not None:
        task, day = tasks.get(app, plan.task_id), read_date(review_on, app.clock.today())
        if not task.done_on:
            edit = TaskEdit(title=task.title, due_on=day, owner=task.owner, contact_id=task.contact_id)
            tasks.edit(app, task.id, edit)
    return review_on


def _amount(edit: PlanEdit, one: Resource) -> float:
    amount = float(getattr(edit, one.field))
    if not 0 <= amount < float("inf"):
        raise InvalidInputError(f"{one} are nothing or more, not {amount:g}.")
    return round(amount, 2)
