"""What is done for a case is written down once, on a day that can be, and quiet work stays quiet."""

from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach_cases import service
from outreach_cases.model.activities import Activity, ActivityDraft, ActivityKind
from outreach_cases.model.cases import Case
from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError, RefusedError
from outreach_crm.model import Ref
from outreach_crm.policy import Role
from outreach_crm.timeline import service as timeline
from tests.builders import a_group, acting, taken_back
from tests.outreach_cases.builders import a_case, days_ago
from tests.outreach_cases.holdings import hide

LETTERS, PRESS, STALL = ActivityKind.LETTERS, ActivityKind.PRESS, ActivityKind.STALL


def _done(app: App, case: Case, kind: ActivityKind = LETTERS, **draft: Any) -> Activity:
    given = {"number": 12, **draft} if kind is LETTERS else draft
    return service.record(app, ActivityDraft(case_id=case.id, kind=kind, **given))


def test_letters_of_a_group_stand_with_the_case_and_in_the_history_of_the_group(app: App) -> None:
    case, group = a_case(app), a_group(app, "Lyon group", "local").contact_id

    made = _done(app, case, group_id=group, on=days_ago(app, 3), words="to the minister", outcome="A reply")

    assert service.activities(app, case.id) == [made]
    assert made.told == "appeal letters (12): to the minister. What came of it: A reply"
    assert (made.group, made.done_on, made.restricted) == ("Lyon group", days_ago(app, 3), False)
    told = [one.title for one in timeline.history(app, group)]
    assert f"Sanaa Rezaiy: {made.told}" in told
    journal.undo(app, made.change_id)
    assert service.activities(app, case.id) == []


@pytest.mark.parametrize(
    ("draft", "sentence"),
    [
        ({"on": "tomorrow"}, "has not come yet"),
        ({"on": "2026-01-04"}, "began on 2026-01-05"),
        ({"number": 0}, "0 cannot be"),
        ({"number": 1_000_001}, "cannot be"),
        ({"number": None}, "how many appeal letters"),
        ({"kind": ActivityKind.OTHER}, "in a few words"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(app: App, draft: dict[str, Any], sentence: str) -> None:
    case = a_case(app)
    with pytest.raises(InvalidInputError, match=sentence):
        _done(app, case, **draft)
    assert service.activities(app, case.id) == []


def test_an_activity_is_not_written_down_twice_but_two_stalls_of_a_day_are_two(app: App) -> None:
    case = a_case(app)
    first = _done(app, case, STALL, words="At the market")

    with pytest.raises(ConflictError, match=f"as activity {first.id}"):
        _done(app, case, STALL, words=" At the market ")
    _done(app, case, STALL, words="At the station")
    _done(app, case, STALL, words="At the market", group_id=a_group(app, "Lyon group", "local").contact_id)

    assert len(service.activities(app, case.id)) == 3


def test_quiet_work_is_restricted_unless_somebody_says_otherwise(app: App) -> None:
    case = a_case(app)
    quiet, told = _done(app, case, PRESS), _done(app, case, PRESS, words="An interview", restricted=False)
    hidden = _done(app, case, STALL, restricted=True).id

    with acting(app, "Bea") as bea:
        reader = App.on(app.store, app.plugins, app.settings, app.keyring, evolve(bea.actor, role=Role.READER))
        assert service.activities(reader, case.id) == [told]
        with pytest.raises(NotFoundError):
            service.activity(reader, hidden)
        with pytest.raises(RefusedError):
            _done(reader, case, PRESS, words="More")
    again = App.on(app.store, app.plugins, app.settings, app.keyring, app.actor)
    assert {one.id for one in service.activities(again, case.id)} == {quiet.id, told.id, hidden}


def test_the_history_tells_that_something_was_written_and_not_what(app: App) -> None:
    _done(app, a_case(app), PRESS, words="The ambassador was called")

    told = repr([journal.detail(app, one.id) for one in journal.latest(app, limit=5)])

    assert "write activity down" in told
    assert "ambassador" not in told


def test_what_a_hidden_group_did_is_seen_by_its_circle_only(app: App) -> None:
    case, group = a_case(app), a_group(app, "Lyon group", "local").contact_id
    _done(app, case, group_id=group)
    accounts.add_circle(app, "Board")
    hide(app, group)

    assert len(service.activities(app, case.id)) == 1
    with acting(app, "Ivo") as ivo:
        assert service.activities(ivo, case.id) == []


def test_an_activity_written_down_by_mistake_is_taken_away(app: App) -> None:
    case = a_case(app)
    made = _done(app, case)

    assert service.drop_activity(app, made.id) == made

    assert service.activities(app, case.id) == []
    with pytest.raises(NotFoundError, match="outreach cases activities"):
        service.drop_activity(app, made.id)


def test_letters_told_at_a_meeting_are_corrected_there(app: App) -> None:
    case, group = a_case(app), a_group(app, "Lyon group", "local").contact_id
    ref, day = Ref("cases", case.id), app.clock.today() - timedelta(days=2)
    with app.change("test: letters"):
        app.plugins.acted(app, ref, group, day, 12)
        app.plugins.acted(app, ref, group, day, -2)

    (found,) = service.activities(app, case.id)
    assert (found.letters, found.at_meeting, found.done_on) == (10, True, day.isoformat())
    with pytest.raises(ConflictError, match="correct the number there"):
        service.drop_activity(app, found.id)
    with pytest.raises(InvalidInputError, match="cannot be"):
        service.acted(app, case.id, group, day, -11)
    service.acted(app, case.id, group, day, -10)
    assert service.activities(app, case.id) == []


def test_letters_of_a_meeting_are_what_was_told_last(app: App) -> None:
    case, group = a_case(app), a_group(app, "Lyon group", "local").contact_id

    @settings(max_examples=25)
    @given(st.lists(st.integers(-9, 9), max_size=8))
    def tells(steps: list[int]) -> None:
        total = 0
        with taken_back(app):
            for step in steps:
                if total + step < 0:
                    with pytest.raises(InvalidInputError):
                        service.acted(app, case.id, group, date(2026, 3, 1), step)
                else:
                    service.acted(app, case.id, group, date(2026, 3, 1), step)
                    total += step
            assert sum(one.letters for one in service.activities(app, case.id)) == total

    tells()


def test_a_merged_group_did_what_both_did_at_one_meeting_too(app: App) -> None:
    case, day = a_case(app), date(2026, 3, 1)
    one, other = (a_group(app, name, "local").contact_id for name in ("Lyon group", "Lyon group 2"))
    service.acted(app, case.id, one, day, 7)
    service.acted(app, case.id, other, day, 5)
    _done(app, case, STALL, group_id=other)

    contacts.merge(app, one, other)

    assert {done.group_id for done in service.activities(app, case.id)} == {one}
    assert sum(done.letters for done in service.activities(app, case.id)) == 12
