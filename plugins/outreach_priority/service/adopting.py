"""Turns a sealed result and a budget into plans: level, group, hours and money, review, whom to approach."""

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.errors import ConflictError, RefusedError
from outreach_crm.text import say
from outreach_priority.model import Assessment
from outreach_priority.model.involvement import Level
from outreach_priority.model.plans import AdoptionDraft, Plan, Planned
from outreach_priority.queries import plans as queries
from outreach_priority.queries import results
from outreach_priority.service import budgeting, deciding, finding, planning, sealing


def adopt(app: App, assessment: Assessment, draft: AdoptionDraft, *, because: str = "") -> list[Plan]:
    """Turn a sealed result into plans, all in one change that can be taken back.

    Whatever was judged gets a plan; those of the level none say that nothing is planned. Every other one gets a task
    for the review, and where a whole sector is meant a segment of the organisations to approach.

    Raises:
        RefusedError: the result is not sealed, was altered, what is fixed may not be chosen, or the actor may not see
            all that was judged.
        ConflictError: it was adopted before.
        InvalidInputError: nothing is limited, the day of the review has passed, or something is named that was not
            judged.
        NotFoundError: there is no such group or account.
    """
    with app.change("adopt priorities", because=because):
        assessment = finding.get(app, assessment.id)
        check(app, assessment)
        named = {deciding.subject_meant(assessment, key).key: group for key, group in draft.groups.items()}
        review_on = planning.review_day(app, draft.review)
        chosen = budgeting.budget(app, assessment, draft.means)
        for subject in assessment.judged:
            line = chosen.line(subject.key)
            planned = Planned(level=Level.NONE)
            if line and line.level is not Level.NONE:
                planned = Planned(level=line.level, model=line.model, needs=line.needs, review_on=review_on)
                planned = evolve(planned, group=named.get(subject.key), owner=draft.owner)
            pointer = {"assessment_id": assessment.id, "subject_id": subject.id}
            app.store.insert("priority_plans", {**pointer, **planning.values(app, assessment, subject, planned)})
        return planning.plans_of(app, assessment)


def check(app: App, assessment: Assessment) -> None:
    """Refuse what cannot be turned into plans.

    Raises:
        RefusedError: the result is not sealed, was altered, or the actor may not see all that was judged.
        ConflictError: it was adopted before.
    """
    kept = sealing.sealed(app, assessment)
    if kept is None:
        raise RefusedError(
            say(
                "{assessment} is not sealed yet: outreach priority seal {assessment_id} says what counts.",
                assessment=assessment.title,
                assessment_id=assessment.id,
            )
        )
    if not kept.genuine:
        raise RefusedError(sealing.altered(assessment, kept))
    if results.hidden(app.store, assessment.id):
        raise RefusedError(say("In it are organisations that you may not see; somebody of their circle adopts this."))
    if queries.is_adopted(app.store, assessment.id):
        raise ConflictError(
            say(
                "{assessment} was adopted already: outreach priority plans shows it, outreach priority plan changes"
                " one of them; to begin anew, take the adoption back (outreach history).",
                assessment=assessment.title,
            )
        )
