"""Levels and decisions follow each other in order, are never overwritten, and hold as of any day."""

from datetime import date, timedelta

import pytest

from outreach_cases import service
from outreach_cases.model.cases import Consent
from outreach_cases.model.levels import Decided, Level, Reason, Stance
from outreach_cases.model.openness import against_giving
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError, OutreachError
from outreach_crm.tasks import service as tasks
from tests.builders import acting
from tests.outreach_cases.builders import SINCE, a_case, days_ago, level, work


def test_a_level_is_a_further_row_with_its_day_reason_and_decider(app: App) -> None:
    case = a_case(app)

    made = level(app, case, Level.CLOSED, Reason.RELEASED, decided_on="2026-03-02", note="Out on bail, then pardoned")

    now = service.get(app, case.id)
    assert (now.level, now.level_on, now.reason) == (Level.CLOSED, "2026-03-02", Reason.RELEASED)
    assert str(now.standing) == "closed: released, not decided"
    assert (made.decider, made.said_by, str(made.told)) == ("International Secretariat", "Maria", "closed: released")
    assert [one.state for one in service.history(app, case.id)] == ["active", "closed"]


def test_a_case_was_what_it_was_on_any_day(app: App) -> None:
    case = a_case(app)
    work(app, case, decided_on="2026-01-20")
    level(app, case, Level.DORMANT, decided_on="2026-02-10")
    level(app, case, Level.ACTIVE, decided_on="2026-02-10")
    level(app, case, Level.CLOSED, Reason.CAPACITY, decided_on="2026-03-01")

    def was(day: str) -> tuple[str, str | None]:
        one = service.get(app, case.id, date.fromisoformat(day))
        return one.level.value, one.stance.value if one.stance else None

    assert was(SINCE) == ("active", None)
    assert was("2026-01-20") == ("active", "work")
    # Of two on one day the one that was written last holds.
    assert was("2026-02-10") == ("active", "work")
    assert was("2026-03-01") == ("closed", "work")
    with pytest.raises(NotFoundError, match="on 2026-01-04"):
        was("2026-01-04")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Level.DRAFT, Level.DORMANT),
        (Level.ACTIVE, Level.DRAFT),
        (Level.DORMANT, Level.DRAFT),
        (Level.CLOSED, Level.DORMANT),
        (Level.CLOSED, Level.DRAFT),
    ],
)
def test_a_level_that_cannot_follow_is_refused(app: App, before: Level, after: Level) -> None:
    case = a_case(app, level=Level.DRAFT if before is Level.DRAFT else Level.ACTIVE)
    if before not in {Level.DRAFT, Level.ACTIVE}:
        level(app, case, before, Reason.DIED if before is Level.CLOSED else None)

    with pytest.raises(InvalidInputError, match=f"does not become {after.value}") as refused:
        level(app, case, after)

    assert refused.value.problems[0].field == "state"


def test_what_is_decided_twice_is_refused_and_says_since_when_it_holds(app: App) -> None:
    case = a_case(app)
    work(app, case, decided_on="2026-02-01")

    with pytest.raises(ConflictError, match=f"active, since {SINCE} already"):
        level(app, case, Level.ACTIVE)
    with pytest.raises(ConflictError, match="we work on it, since 2026-02-01 already"):
        work(app, case)


def test_no_day_is_before_the_case_before_the_last_row_or_still_to_come(app: App) -> None:
    case = a_case(app)
    made = level(app, case, Level.DORMANT, decided_on="2026-02-10")

    for day, said in (("2026-02-09", f"outreach undo {made.change_id}"), ("2027-01-01", "has not come")):
        with pytest.raises(InvalidInputError, match=said):
            level(app, case, Level.ACTIVE, decided_on=day)
    with pytest.raises(InvalidInputError, match=f"a case since {SINCE}"):
        work(app, case, decided_on="2025-12-31")
    assert service.get(app, case.id).level is Level.DORMANT


def test_closing_resting_and_opening_again_say_why(app: App) -> None:
    case = a_case(app)

    def missing(state: Level, reason: Reason | None = None) -> str:
        with pytest.raises(InvalidInputError) as refused:
            service.level(app, case.id, Decided(state=state.value, reason=reason))
        return refused.value.problems[0].field

    assert (missing(Level.CLOSED), missing(Level.DORMANT)) == ("reason", "note")
    assert missing(Level.DORMANT, Reason.DIED) == "reason"
    service.level(app, case.id, Decided(state=Level.CLOSED.value, reason=Reason.DUPLICATE))
    assert missing(Level.ACTIVE) == "note"


def test_the_case_of_a_prisoner_of_conscience_is_not_closed_unresolved_without_a_word(app: App) -> None:
    case = a_case(app, poc=True)
    with pytest.raises(InvalidInputError, match="prisoner of conscience is closed unresolved"):
        level(app, case, Level.CLOSED, Reason.CAPACITY, note=" ")

    service.level(app, case.id, Decided(state=Level.CLOSED.value, reason=Reason.RELEASED))

    assert service.get(app, case.id).reason is Reason.RELEASED


def test_whoever_closes_one_unresolved_hears_which_others_in_that_country_stay_open(app: App) -> None:
    case, other = a_case(app, poc=True), a_case(app, "Reza Amini", poc=True)
    a_case(app, "Not a prisoner")
    a_case(app, "Elsewhere", country="Chad", poc=True)
    level(app, a_case(app, "Closed", poc=True), Level.CLOSED, Reason.DIED)

    (told,) = service.cautions(app, case, Reason.CAPACITY)

    assert str(told) == f"1 case of a prisoner of conscience in that country stays open: {other.name}."
    assert service.cautions(app, case, Reason.RELEASED) == []
    assert service.cautions(app, a_case(app, "Nobody else", country="Peru", poc=True), Reason.CAPACITY) == []


def test_our_section_takes_on_no_closed_case_none_that_is_not_public_and_none_that_wants_no_work(app: App) -> None:
    closed, hidden = a_case(app), a_case(app, "Hidden", public=False)
    unwilling = a_case(app, "Unwilling", consent=Consent.AGAINST.value)
    level(app, closed, Level.CLOSED, Reason.DIED)

    for case, said in ((closed, "is closed since"), (hidden, "is not public"), (unwilling, "want no work")):
        with pytest.raises(ConflictError, match=said):
            work(app, case)
        work(app, case, Stance.NOT)


def test_our_decision_and_the_level_are_two_things(app: App) -> None:
    case = a_case(app, level=Level.DRAFT)
    work(app, case)

    level(app, case, Level.ACTIVE)
    now = service.get(app, case.id)
    assert (now.level, now.stance) == (Level.ACTIVE, Stance.WORK)
    assert list(against_giving(now)) == []

    work(app, case, Stance.NOT, reason=Reason.CAPACITY)
    now = service.get(app, case.id)
    assert (now.level, now.stance, now.stance_reason) == (Level.ACTIVE, Stance.NOT, Reason.CAPACITY)
    assert [*map(str, against_giving(now))] == [
        f"Our section decided on {app.clock.today()} not to work on {case.called}."
    ]


def test_not_to_work_on_a_case_has_a_reason(app: App) -> None:
    with pytest.raises(InvalidInputError, match="why we do not work"):
        work(app, a_case(app), Stance.NOT, note="")


def test_somebody_who_saw_an_older_state_is_told_of_the_newer(app: App) -> None:
    case = a_case(app)
    seen = service.history(app, case.id)[-1].id
    with acting(app, "Bea") as bea:
        level(bea, case, Level.DORMANT)

    with pytest.raises(ConflictError, match="Bea wrote down meanwhile: dormant"):
        level(app, case, Level.CLOSED, Reason.DIED, seen=seen)


def test_who_works_on_a_case_is_to_be_told_that_it_rests(app: App) -> None:
    case, unworked = a_case(app), a_case(app, "Nobody works on it")
    work(app, case)

    level(app, case, Level.DORMANT)
    level(app, unworked, Level.DORMANT)

    (task,) = tasks.list_tasks(app, everybody=True)
    assert (task.title, task.due_on) == ("Tell whoever works on Sanaa Rezaiy: dormant", app.clock.today().isoformat())


def test_an_undo_takes_a_level_back_and_what_was_before_holds_again(app: App) -> None:
    case = a_case(app)
    made = level(app, case, Level.CLOSED, Reason.DIED)

    journal.undo(app, made.change_id)

    assert service.get(app, case.id).level is Level.ACTIVE
    assert [one.state for one in service.history(app, case.id)] == ["active"]
    assert level(app, case, Level.DORMANT).state == "dormant"


def test_no_row_of_the_history_can_be_altered(app: App) -> None:
    case = a_case(app)
    made = level(app, case, Level.DORMANT)

    with pytest.raises(OutreachError, match="only added to"), app.change("alter"):
        app.store.update("case_transitions", made.id, {"state": "active"})


def test_days_are_read_as_people_write_them(app: App) -> None:
    case = a_case(app)

    assert level(app, case, Level.DORMANT, decided_on="3 days ago").decided_on == days_ago(app, 3)
    assert level(app, case, Level.ACTIVE, decided_on="yesterday").decided_on == days_ago(app, 1)
    assert date.fromisoformat(days_ago(app, 1)) == app.clock.today() - timedelta(days=1)
