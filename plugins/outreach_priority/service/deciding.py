"""Decisions of a named person on sectors that the check does not clear (F4)."""

from collections.abc import Iterable

from attrs import asdict, evolve

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.meaning import fitting, suggestion
from outreach_crm.text import say
from outreach_priority.formulas.check import Verdict, check
from outreach_priority.model import Analysis, Assessment, Decision, DecisionDraft, Subject
from outreach_priority.queries import decisions as rows
from outreach_priority.service import finding, weighing
from outreach_priority.service.tabling import Table, table

# On what is undecided nobody has seen a risk that could be dealt with.
_MITIGATED = (Verdict.CAUTION, Verdict.HOLD)


def decide(app: App, assessment: Assessment, subject: Subject, draft: DecisionDraft, *, because: str = "") -> Decision:
    """Write down what somebody decides on a sector or organisation, in place of what was decided before.

    Args:
        app: the App.
        assessment: of which assessment.
        subject: on what.
        draft: the decision.
        because: why it is written down now, for the journal; else the reason of the decision.

    Raises:
        RefusedError: the assessment is sealed, or its round still open.
        InvalidInputError: there is no reason, it goes on without saying what is done about the risk, a cost is below 0,
            or the check is clear and there is nothing to decide.
        ConflictError: somebody else decided on it since ``draft.version``.
    """
    weighing.check_unsealed(assessment)
    verdict = verdict_on(app, assessment, subject)
    draft = _checked(subject, verdict, draft)
    written = {
        **asdict(draft, filter=lambda one, _: one.name != "version"),
        "goes": int(draft.goes),
        "verdict": str(verdict),
        "decided_by": " ".join(draft.decided_by.split()) or app.actor.name,
        "decided_on": app.clock.today().isoformat(),
    }
    with app.change("decide on a risk", because=because or draft.because):
        _check_version(app, assessment, subject, draft.version)
        there = rows.row_of(app.store, assessment.id, subject.id)
        if there is None:
            whose = {"assessment_id": assessment.id, "subject_id": subject.id}
            app.store.insert("priority_decisions", {**whose, **written})
        else:
            app.store.update("priority_decisions", there, written)
        return decisions(app, assessment)[subject.key]


def withdraw(
    app: App, assessment: Assessment, subject: Subject, *, because: str = "", version: int | None = None
) -> int:
    """Take a decision back, so that the check decides again, and return the change.

    Args:
        app: the App.
        assessment: of which assessment.
        subject: on what.
        because: why.
        version: of the decision that is meant; None where that is not known.

    Raises:
        RefusedError: the assessment is sealed.
        NotFoundError: nothing was decided.
        ConflictError: somebody else decided on it since.
    """
    weighing.check_unsealed(assessment)
    there = rows.row_of(app.store, assessment.id, subject.id)
    if there is None:
        raise NotFoundError(say("Nothing was decided on {subject}.", subject=subject.title or subject.key))
    with app.change("take a decision on a risk back", because=because) as change:
        _check_version(app, assessment, subject, version)
        app.store.delete("priority_decisions", there)
        return change.id


def _check_version(app: App, assessment: Assessment, subject: Subject, seen: int | None) -> None:
    there = decisions(app, assessment).get(subject.key)
    name = say("the decision on {subject}", subject=subject.title or subject.key)
    journal.check_version(app, name, there.change_id if there else 0, seen=seen)


def decisions(app: App, assessment: Assessment) -> dict[str, Decision]:
    """Return what was decided, by the key of what it is on, whether or not it still holds."""
    return rows.of_assessment(app.store, assessment.id)


def verdict_on(app: App, assessment: Assessment, subject: Subject) -> Verdict:
    """Return what the check says of a subject.

    Raises:
        RefusedError: the round is still open.
    """
    return _verdict(assessment, _ratings(app, assessment), subject)


def undecided(app: App, assessment: Assessment) -> list[tuple[Subject, Verdict]]:
    """Return what the check does not clear and no decision that still holds was made on, with what the check says.

    Raises:
        RefusedError: the round is still open.
    """
    made, ratings = decisions(app, assessment), _ratings(app, assessment)
    found = [(one, _verdict(assessment, ratings, one)) for one in assessment.judged]
    return [
        (one, verdict)
        for one, verdict in found
        if verdict is not Verdict.CLEAR and not (one.key in made and made[one.key].holds(verdict))
    ]


def _ratings(app: App, assessment: Assessment) -> Table:
    return table(assessment, finding.counted(app, assessment), weighing.weights(app, assessment))


def _verdict(assessment: Assessment, ratings: Table, subject: Subject) -> Verdict:
    risks = assessment.questionnaire.of(Analysis.RISK)
    return check({item.key: ratings.ratings(subject.key, item.key) for item in risks}).verdict


def subject_meant(assessment: Assessment, text: str) -> Subject:
    """Return what somebody means: a sector or organisation by its key, or by enough words of its name.

    Raises:
        NotFoundError: none fits, or it was taken out.
        InvalidInputError: several fit.
    """
    by_key = {one.key.casefold(): one for one in assessment.subjects}
    found = by_key.get(text.strip().casefold())
    if found is None:
        found = _subject_of_title(assessment, text, by_key)
    if found.withdrawn_on is not None:
        raise NotFoundError(
            say(
                "{title} was taken out on {withdrawn_on}: {withdrawn_because}.",
                title=found.title,
                withdrawn_on=found.withdrawn_on,
                withdrawn_because=found.withdrawn_because or say("no reason"),
            )
        )
    return found


def _subject_of_title(assessment: Assessment, text: str, keys: Iterable[str]) -> Subject:
    titles = {one.id: one.title for one in assessment.subjects}
    near = fitting(text, titles)
    if not near:
        known = ", ".join(one.key for one in assessment.judged)
        raise NotFoundError(
            say(
                "{assessment} does not judge {text!r}{suggestion}; it judges {known}.",
                assessment=assessment.title,
                text=text,
                suggestion=suggestion(text, keys),
                known=known,
            )
        )
    if len(near) > 1:
        raise InvalidInputError(
            say(
                "Several fit {text!r}: {names}. Give the key.",
                text=text,
                names=", ".join(titles[one] for one in near),
            )
        )
    return next(one for one in assessment.subjects if one.id == near[0])


def _checked(subject: Subject, verdict: Verdict, draft: DecisionDraft) -> DecisionDraft:
    draft = evolve(draft, because=" ".join(draft.because.split()), mitigation=" ".join(draft.mitigation.split()))
    name = subject.title or subject.key
    if verdict is Verdict.CLEAR:
        raise InvalidInputError(say("The check is clear for {name}: there is nothing to decide.", name=name))
    if not draft.because:
        raise InvalidInputError(say("Say why: a decision on {name} is one that can be answered for.", name=name))
    if draft.goes and verdict in _MITIGATED and not draft.mitigation:
        raise InvalidInputError(
            say(
                "{name} is on {verdict}: say what is done about the risk, or it cannot be chosen"
                " (--mitigation, and what that costs).",
                name=name,
                verdict=verdict,
            )
        )
    if min(draft.volunteer_hours, draft.staff_hours, draft.money) < 0:
        raise InvalidInputError(say("Hours and money are 0 or more."))
    return draft
