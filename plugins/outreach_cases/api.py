"""Long-term cases as other programs have them, to be read: levels and decisions are for people."""

from collections.abc import Iterable
from functools import partial

from attrs import frozen

from outreach_cases import service
from outreach_cases.formulas.individuals import Counted
from outreach_cases.model.cases import Consent, Gender, Whom
from outreach_cases.model.levels import Level, Reason, Stance
from outreach_crm.app import App
from outreach_crm.machines import goes_out, those_there


@frozen(kw_only=True)
class CaseRecord:
    """A long-term case as it is today: days are ISO 8601, the country ISO 3166 alpha-2.

    ``stopped`` says why all work on it has to rest; nobody turns to anybody about a case that is stopped.
    """

    id: int
    ref: str
    name: str
    whom: Whom
    people: int | None
    counted: Counted
    gender: Gender | None
    country: str
    language: str
    public: bool
    consent: Consent
    wish: str
    poc: bool
    opened_on: str
    level: Level
    level_on: str
    reason: Reason | None
    stance: Stance | None
    stance_on: str | None
    stance_reason: Reason | None
    stopped: Reason | None
    change_id: int


def some(app: App, ids: Iterable[int]) -> list[CaseRecord]:
    """Return those of some cases that the actor may see."""
    return [goes_out(one, CaseRecord) for one in those_there(partial(service.get, app), ids)]
