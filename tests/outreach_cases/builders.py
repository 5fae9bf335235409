"""Small makers of cases."""

from datetime import timedelta
from typing import Any

from outreach_cases import service
from outreach_cases.model.cases import Case, CaseDraft
from outreach_cases.model.levels import Decided, Level, Reason, Stance, Transition
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
