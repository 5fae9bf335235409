"""Several officers who give one case to groups, take it back, or take in a report on it, at the same moment."""

import pytest

from outreach_cases import service
from outreach_cases.model.activities import ActivityDraft, ActivityKind
from outreach_cases.model.holdings import Holding
from outreach_cases.model.levels import Reason
from outreach_cases.model.wishes import TermsDraft
from outreach_crm.app import App
from outreach_crm.groups import service as groups
from outreach_crm.tasks import service as tasks
from tests.builders import a_person
from tests.outreach_cases.builders import a_case, work
from tests.outreach_cases.holdings import a_free_case, a_local_group, accepted
from tests.outreach_cases.rivals import ONE_WINS, RIVALS, at_once

pytestmark = pytest.mark.connections


def some_groups(app: App) -> list[tuple[int, int]]:
    """A group for each rival, and who of it could hold a casefile."""
    return [a_local_group(app, f"Group {n}", f"Holder {n}") for n in range(RIVALS)]


def held(app: App) -> tuple[Holding, list[int]]:
    """What a group holds, and further members who could hold the casefile."""
    group, ana = a_local_group(app)
    others = [a_person(app, f"Other {n}").id for n in range(RIVALS)]
    for one in others:
        groups.join(app, group, one)
    return accepted(app, group, a_free_case(app), ana), others


def open_rows(app: App, table: str) -> int:
    return int(app.store.value(f"select count(*) from {table} where to_on is null") or 0)


def test_the_last_place_of_a_case_goes_to_one_group_and_the_others_hear_that_it_is_full(app: App) -> None:
    there, case = some_groups(app), a_free_case(app)
    service.set_limits(app, case.id, least=1, most=1)

    race = at_once(app, lambda mine, n: accepted(mine, there[n][0], case, there[n][1]))

    assert race.names == ONE_WINS
    assert race.told == {"Sanaa Rezaiy is full: it has 1 of the 1 groups that may work on it."}
    assert len(service.holders_of(app, case.id)) == open_rows(app, "case_holders") == 1


def test_one_group_takes_a_case_on_once_however_often_it_is_written_down(app: App) -> None:
    (group, ana), case = a_local_group(app), a_free_case(app)

    race = at_once(app, lambda mine, _: accepted(mine, group, case, ana))

    assert race.names == ONE_WINS
    assert race.told == {"Lyon group holds Sanaa Rezaiy already."}
    assert open_rows(app, "case_holdings") == open_rows(app, "case_holders") == 1


def test_the_last_place_of_a_group_takes_one_case(app: App) -> None:
    group, ana = a_local_group(app)
    service.set_terms(app, group, TermsDraft(capacity="1"))
    free = [a_free_case(app, f"Case {n}") for n in range(RIVALS)]

    race = at_once(app, lambda mine, n: accepted(mine, group, free[n], ana))

    assert race.names == ONE_WINS
    assert all("Lyon group has no room: it holds 1" in one for one in race.told)
    assert len(service.held_by(app, group)) == 1


def test_a_place_that_is_let_go_of_while_others_ask_for_it_is_never_held_twice(app: App) -> None:
    there, case = some_groups(app), a_free_case(app)
    service.set_limits(app, case.id, least=1, most=1)
    first = accepted(app, *there[0][:1], case, there[0][1])

    def act(mine: App, n: int) -> None:
        if n == 0:
            service.relinquish(mine, first.id, because="Too few of us")
        else:
            accepted(mine, there[n][0], case, there[n][1])

    race = at_once(app, act)

    assert "done" in race.names
    assert race.told <= {"Sanaa Rezaiy is full: it has 1 of the 1 groups that may work on it."}
    assert len(service.holders_of(app, case.id)) == race.names.count("done") - 1 <= 1
    assert open_rows(app, "case_holders") == open_rows(app, "case_holdings")


def test_whoever_takes_a_case_on_in_the_moment_it_is_stopped_holds_it_no_more(app: App) -> None:
    there, case = some_groups(app), a_case(app)
    work(app, case)

    def act(mine: App, n: int) -> None:
        if n == 0:
            service.stop(mine, case.id, Reason.SAFETY, note="Her sister rang")
        else:
            accepted(mine, there[n][0], case, there[n][1])

    at_once(app, act)

    assert service.get(app, case.id).stopped is Reason.SAFETY
    assert open_rows(app, "case_holdings") == open_rows(app, "case_holders") == 0


def test_of_several_who_let_go_of_a_case_one_does_and_one_task_says_whom_to_tell(app: App) -> None:
    mine, _ = held(app)

    race = at_once(app, lambda rival, _: service.relinquish(rival, mine.id, because="Too few of us"))

    assert race.names == ONE_WINS
    assert len(race.told) == 1
    assert all("does not hold Sanaa Rezaiy any more" in one for one in race.told)
    assert len([one for one in tasks.list_tasks(app, everybody=True) if "has let go" in one.title]) == 1


def test_a_casefile_that_several_hand_over_has_one_holder_and_all_but_one_are_told_of_them(app: App) -> None:
    mine, others = held(app)
    seen = mine.holder.id if mine.holder else None

    race = at_once(app, lambda rival, n: service.hand_over(rival, mine.id, others[n], seen=seen))

    assert race.names == ONE_WINS
    now = service.holding_of(app, mine.id).holder
    assert now is not None
    assert race.told == {f"{now.person} holds the casefile of Sanaa Rezaiy since 2026-03-09. Look again."}
    assert [one.to_on is None for one in service.holders(app, mine.id)] == [False, True]


def test_a_casefile_handed_over_while_the_group_lets_go_of_the_case_stays_with_nobody(app: App) -> None:
    mine, others = held(app)

    def act(rival: App, n: int) -> None:
        if n == 0:
            service.relinquish(rival, mine.id, because="Too few of us")
        else:
            service.hand_over(rival, mine.id, others[n])

    at_once(app, act)

    assert open_rows(app, "case_holdings") == open_rows(app, "case_holders") == 0


def test_a_report_that_several_take_in_is_there_once_and_its_letters_count_once(app: App) -> None:
    mine, _ = held(app)

    race = at_once(app, lambda rival, _: service.hand_in(rival, mine.id, text="We wrote", letters=9))

    assert race.names == ONE_WINS
    assert race.told == {"Lyon group handed in a report on 2026-03-09 already; give a later day."}
    assert [one.letters for one in service.reports(app, mine.id)] == [9]
    assert [one.number for one in service.activities(app, mine.case_id)] == [9]


def test_letters_that_several_write_down_alike_count_once(app: App) -> None:
    mine, _ = held(app)
    draft = ActivityDraft(case_id=mine.case_id, group_id=mine.group_id, kind=ActivityKind.LETTERS, number=12)

    race = at_once(app, lambda rival, _: service.record(rival, draft))

    assert race.names == ONE_WINS
    assert len(race.told) == 1
    assert [one.number for one in service.activities(app, mine.case_id)] == [12]
