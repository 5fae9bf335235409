"""Small makers of cases, and of feedback on decisions."""

from datetime import timedelta
from typing import Any

from outreach_cases import service
from outreach_cases.model.cases import Case, CaseDraft
from outreach_cases.model.feedback import Feedback, FeedbackDraft, Outcome, State, StepDraft
from outreach_cases.model.levels import Decided, Level, Reason, Stance, Transition
from outreach_cases.service import feedback
from outreach_crm.app import App

SINCE = "2026-01-05"


def a_case(app: App, name: str = "Sanaa Rezaiy", level: Level = Level.ACTIVE, **draft: Any) -> Case:
    """Write down a case that has had a level since the beginning of the year."""
    given = {"country": "Iran", "opened_on": SINCE, **draft}
    return service.add(app, CaseDraft(name=name, **given), Decided(state=level.value))


def level(app: App, case: Case, state: Level, reason: Reason | None = None, **draft: Any) -> Transition:
    """Write down a level of a case."""
    return service.level(app, case.id, Decided(state=state.value, reason=reason, **{"note": "So they say", **draft}))


def work(app: App, case: Case, stance: Stance = Stance.WORK, **draft: Any) -> Transition:
    """Write down what our section decided on a case."""
    return service.decide(app, case.id, Decided(state=stance.value, **{"note": "The board", **draft}))


def days_ago(app: App, days: int) -> str:
    """Return a day before today, as people write it."""
    return (app.clock.today() - timedelta(days=days)).isoformat()


def a_feedback(app: App, case: Case | None = None, text: str = "She is still in prison", **draft: Any) -> Feedback:
    """Write down what a member said of the closure of a case."""
    about = {"case": str(case.id)} if case else {"about": "Reza Amini"}
    given = {"decision": "closure", **about, **({} if "contact" in draft else {"giver": "a member"}), **draft}
    return feedback.receive(app, FeedbackDraft(text=text, **given))


def answered(app: App, found: Feedback, text: str = "She was released on 3 March", **draft: Any) -> Feedback:
    """Say that feedback was answered."""
    return feedback.answered(app, found.id, StepDraft(text=text, **draft))


def appealed(app: App, found: Feedback, text: str = "It was another woman", **draft: Any) -> Feedback:
    """Say that feedback was answered, and that they appeal."""
    found = found if found.steps else answered(app, found)
    return feedback.appeal(app, found.id, StepDraft(text=text, **draft))


def concluded(app: App, found: Feedback, outcome: Outcome = Outcome.UPHELD, **draft: Any) -> Feedback:
    """Say that they appealed, and how that ended."""
    found = found if outcome is Outcome.WITHDRAWN or found.state is State.APPEALED else appealed(app, found)
    return feedback.conclude(app, found.id, outcome, StepDraft(**{"text": "The lawyer confirms it", **draft}))
