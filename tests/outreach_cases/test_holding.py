"""Whoever holds a casefile is named always; a group lets go with a word why, and at once where work stops."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach_cases import service
from outreach_cases.model.cases import Case
from outreach_cases.model.holdings import Ended
from outreach_cases.model.levels import Level, Reason, Stance, Transition
from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError, OutreachError, RefusedError
from outreach_crm.groups import service as groups
from outreach_crm.tasks import service as tasks
from outreach_crm.timeline import service as timeline
from tests.builders import a_person, acting, taken_back
from tests.outreach_cases.builders import days_ago, level, work
from tests.outreach_cases.holdings import a_free_case, a_local_group, accepted, hide, hold


def _joined(app: App, group_id: int, name: str) -> int:
    person = a_person(app, name)
    groups.join(app, group_id, person.id)
    return person.id


def _titles(app: App) -> list[str]:
    return [one.title for one in tasks.list_tasks(app, everybody=True)]


def test_a_casefile_is_handed_over_with_a_day_and_papers_and_who_held_it_stays_known(app: App) -> None:
    group, ana = a_local_group(app)
    bo = _joined(app, group, "Bo Li")
    held = accepted(app, group, a_free_case(app), ana, on=days_ago(app, 9))

    found = service.hand_over(app, held.id, bo, papers="The box of copies", on=days_ago(app, 1))

    assert found.holder is not None
    assert (found.holder.person, found.holder.papers, found.holder.told_on) == ("Bo Li", "The box of copies", None)
    first, second = service.holders(app, held.id)
    assert (first.to_on, second.from_on, second.to_on) == (days_ago(app, 1), days_ago(app, 1), None)
    journal.undo(app, second.change_id)
    (again,) = service.holders(app, held.id)
    assert (again.person, again.to_on) == ("Ana Ruiz", None)


def test_a_casefile_is_not_handed_to_who_holds_it_or_before_it_was_there(app: App) -> None:
    group, ana = a_local_group(app)
    bo = _joined(app, group, "Bo Li")
    held = accepted(app, group, a_free_case(app), ana, on=days_ago(app, 2))

    with pytest.raises(ConflictError, match="already"):
        service.hand_over(app, held.id, ana)
    with pytest.raises(InvalidInputError, match="cannot be"):
        service.hand_over(app, held.id, bo, on=days_ago(app, 3))
    with pytest.raises(InvalidInputError, match="not come yet"):
        service.hand_over(app, held.id, bo, on="tomorrow")
    with pytest.raises(NotFoundError, match="outreach cases holders"):
        service.hand_over(app, 999, bo)
    assert len(service.holders(app, held.id)) == 1


def test_who_is_in_the_trash_holds_no_casefile_and_somebody_else_takes_it_over(app: App) -> None:
    group, ana = a_local_group(app)
    bo = _joined(app, group, "Bo Li")
    held = accepted(app, group, a_free_case(app), ana)
    contacts.trash(app, ana)
    assert service.holding_of(app, held.id).vacant

    assert not service.hand_over(app, held.id, bo).vacant


def test_a_group_lets_go_of_a_case_with_a_word_why_and_has_room_again(app: App) -> None:
    group, ana = a_local_group(app)
    case = a_free_case(app)
    held = accepted(app, group, case, ana)

    with pytest.raises(InvalidInputError, match="Say why"):
        service.relinquish(app, held.id, because=" ")
    found = service.relinquish(app, held.id, because="Only three of us are left")

    assert (found.ended, found.because, found.open) == (Ended.RELINQUISHED, "Only three of us are left", False)
    assert found.holder is not None
    assert found.holder.to_on == found.to_on
    assert _titles(app)[-1] == "Lyon group has let go of Sanaa Rezaiy, 0 groups are left: tell the coordinator"
    assert service.held_by(app, group) == []
    assert service.held_by(app, group, past=True) == [found]
    with pytest.raises(ConflictError, match="any more"):
        service.relinquish(app, held.id, because="Again")
    with pytest.raises(ConflictError, match="does not hold"):
        service.meant_holding(app, group, case.id)
    assert [one.case.name for one in service.offer(app, group).offered] == ["Sanaa Rezaiy"]


def test_the_history_of_a_group_tells_what_it_took_on_and_let_go_of(app: App) -> None:
    group, ana = a_local_group(app)
    held = accepted(app, group, a_free_case(app), ana, on=days_ago(app, 5))
    service.relinquish(app, held.id, because="Few of us")

    told = [(one.on.isoformat(), str(one.title), one.detail) for one in timeline.history(app, group)]

    assert (app.clock.today().isoformat(), "Holds Sanaa Rezaiy no more: relinquished", "Few of us") in told
    assert (days_ago(app, 5), "Took on Sanaa Rezaiy", held.why) in told


def test_whoever_holds_a_case_is_told_that_it_rests_and_keeps_it(app: App) -> None:
    group, ana = a_local_group(app)
    case = a_free_case(app)
    held = accepted(app, group, case, ana)

    level(app, case, Level.DORMANT)

    assert service.holding_of(app, held.id).open
    titles = _titles(app)
    assert "Tell Ana Ruiz (Lyon group) of Sanaa Rezaiy: dormant" in titles
    assert "Tell whoever else works on Sanaa Rezaiy: dormant" in titles


@pytest.mark.parametrize(
    ("close", "how"),
    [
        (lambda app, case: level(app, case, Level.CLOSED, Reason.RELEASED), Ended.CLOSED),
        (lambda app, case: work(app, case, Stance.NOT, reason=Reason.CAPACITY), Ended.LEFT),
    ],
)
def test_of_a_case_that_is_closed_or_left_no_group_holds_anything_and_an_undo_gives_it_back(
    app: App, close: Callable[[App, Case], Transition], how: Ended
) -> None:
    group, ana = a_local_group(app)
    case = a_free_case(app)
    held = accepted(app, group, case, ana)

    made = close(app, case)

    found = service.holding_of(app, held.id)
    assert (found.ended, found.to_on, found.because) == (how, app.clock.today().isoformat(), str(made.told))
    journal.undo(app, made.change_id)
    assert service.holding_of(app, held.id).open
    assert [one.to_on for one in service.holders(app, held.id)] == [None]


def test_a_stop_ends_at_once_what_all_groups_hold_those_that_only_a_circle_sees_too(app: App) -> None:
    group, ana = a_local_group(app)
    other, bo = a_local_group(app, "Quiet group", "Bo Li")
    case = a_free_case(app)
    held, hidden = (accepted(app, *pair) for pair in ((group, case, ana), (other, case, bo)))
    accounts.add_circle(app, "Board")
    hide(app, other)

    with acting(app, "Bea") as bea:
        made = service.stop(bea, case.id, Reason.SAFETY, note="Arrests after letters came")

    for one in (held, hidden):
        found = service.holding_of(app, one.id)
        assert (found.ended, found.to_on) == (Ended.STOPPED, app.clock.today().isoformat())
    assert [one for one in _titles(app) if "circle" in one] == [
        "1 group that only a circle sees holds Sanaa Rezaiy: have them told:"
        " we do not work on it: ethical risk or safety"
    ]
    with pytest.raises(RefusedError):
        journal.undo(app, made.change_id)


def test_what_was_given_without_it_waits_for_the_duties_to_be_read(app: App) -> None:
    group, ana = a_local_group(app)
    number = hold(app, group, a_free_case(app), ana)

    assert service.agree(app, number).agreed_on == app.clock.today().isoformat()
    with pytest.raises(ConflictError, match="already"):
        service.agree(app, number)


_STEPS = st.lists(
    st.tuples(st.sampled_from(["accept", "over", "let go", "rest", "open"]), st.integers(0, 2)), max_size=12
)


def test_whatever_is_done_an_open_holding_has_one_holder_and_an_ended_one_none(app: App) -> None:
    group, ana = a_local_group(app)
    people = [ana, *(_joined(app, group, name) for name in ("Bo Li", "Cé Do"))]
    case = a_free_case(app)

    @settings(max_examples=25)
    @given(steps=_STEPS)
    def holds(steps: list[tuple[str, int]]) -> None:
        with taken_back(app):
            for what, number in steps:
                with suppress(OutreachError):
                    _do(app, what, group, people[number], case.id)
            for one in service.held_by(app, group, past=True):
                days = [holder.to_on for holder in service.holders(app, one.id)]
                assert days.count(None) == int(one.open)
            assert len(service.held_by(app, group)) <= 1

    holds()


def _do(app: App, what: str, group: int, person: int, case_id: int) -> None:
    case = service.get(app, case_id)
    if what == "accept":
        accepted(app, group, case, person)
    elif what == "rest":
        level(app, case, Level.CLOSED, Reason.CAPACITY)
    elif what == "open":
        level(app, case, Level.ACTIVE)
    else:
        held = service.meant_holding(app, group, case_id)
        if what == "over":
            service.hand_over(app, held.id, person)
        else:
            service.relinquish(app, held.id, because="No time")
