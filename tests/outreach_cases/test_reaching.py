"""How far the goals are: whose they are, which levels count, what is quiet, and who was left behind."""

from datetime import date, timedelta

import pytest
from attrs import evolve

from outreach_cases import service
from outreach_cases.model.cases import Consent
from outreach_cases.model.figures import of_goals
from outreach_cases.model.levels import Level, Reason
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import InvalidInputError
from outreach_crm.settings import Settings
from tests.builders import a_group, a_person
from tests.outreach_cases.builders import a_case, a_feedback, answered, days_ago, level, work
from tests.outreach_cases.holdings import a_free_case, a_local_group, accepted, hold


def with_settings(app: App, **written: object) -> App:
    return evolve(app, settings=Settings({"cases": written}))


def test_the_goal_of_the_movement_stands_unless_the_section_says_otherwise(app: App) -> None:
    a_case(app)
    found = service.goals(app)
    assert (found.owner, found.levels, found.forecast.progress.target, found.forecast.progress.gap) == (
        "the movement",
        ("active",),
        500,
        499,
    )
    assert found.needed == {12: pytest.approx(499 / 12), 24: pytest.approx(499 / 24)}

    own = service.goals(with_settings(app, goal=1, goal_owner="our section"))
    assert (own.owner, own.forecast.progress.gap, own.needed[12]) == ("our section", 0, 0)
    assert str(own.forecast.told) == "The goal is reached."


def test_only_levels_that_count_count_and_a_move_between_two_of_them_is_none(app: App) -> None:
    case = a_case(app)
    level(app, case, Level.DORMANT, decided_on="2026-02-01")
    a_case(app, "Reza Amini")

    only = service.goals(app)
    both = service.goals(with_settings(app, goal_levels=["active", "dormant"]))

    assert (only.forecast.progress.now, only.change.entered, only.change.left) == (1, 2, 1)
    assert (both.forecast.progress.now, both.change.entered, both.change.left) == (2, 2, 0)
    assert both.people.known == 2


@pytest.mark.parametrize(
    "wrong", [{"goal": 0}, {"goal_levels": ["open"]}, {"goal_levels": []}, {"goal_covered": 101}, {"quiet_months": 0}]
)
def test_settings_that_cannot_be_are_refused(app: App, wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidInputError, match=next(iter(wrong))):
        service.goals(with_settings(app, **wrong))


def test_active_cases_without_news_are_named_longest_quiet_first(app: App) -> None:
    quiet = a_case(app, "Long quiet", opened_on="2024-01-05")
    also = a_case(app, "Quiet", opened_on="2025-09-08")
    filed = a_case(app, "With a new casefile", opened_on="2024-01-05")
    service.keep(app, filed.id, "casefile.pdf", b"%PDF-1.7\n%%EOF\n", note="A new prison")
    a_case(app, "On the very day", opened_on="2025-09-09")
    gone = a_case(app, "Closed", opened_on="2024-01-05")
    level(app, gone, Level.CLOSED, Reason.DIED)

    found = service.goals(app)

    told = [(one.case_id, one.called, one.country, one.since) for one in found.quiet]
    assert told == [
        (quiet.id, "Long quiet", "IR", date(2024, 1, 5)),
        (also.id, "Quiet", "IR", date(2025, 9, 8)),
    ]
    assert str(found.with_news.told) == "2 of 4"
    assert [one.case_id for one in service.goals(with_settings(app, quiet_months=24)).quiet] == [quiet.id]


def test_what_is_open_to_groups_is_what_we_work_on_and_nothing_forbids(app: App) -> None:
    for consent in (Consent.PUBLIC, Consent.QUIET):
        work(app, a_case(app, f"A case that {consent}", consent=consent.value))
    a_case(app, "Not decided")

    assert str(service.goals(app).open_to_groups.told) == "1 of 3"


def test_countries_are_named_where_prisoners_of_conscience_were_left_while_others_stayed(app: App) -> None:
    for name, country, reason in (
        ("A", "Chad", Reason.CAPACITY),
        ("B", "Chad", Reason.SAFETY),
        ("C", "Iran", Reason.RELEASED),
        ("D", "Iran", Reason.DIED),
        ("E", "Peru", Reason.CAPACITY),
        ("F", "", Reason.CAPACITY),
    ):
        level(app, a_case(app, name, country=country, poc=True), Level.CLOSED, reason)
    for name, country in (("G", "Chad"), ("H", "Iran"), ("I", "")):
        a_case(app, name, country=country, poc=True)
    a_case(app, "J", country="Peru")

    found = service.goals(app)

    told = [(one.country, one.closed, one.open, one.reasons) for one in found.left_behind]
    assert told == [("TD", 2, 1, (Reason.CAPACITY, Reason.SAFETY))]
    assert str(found.poc.told) == "3 of 4"


def test_goals_are_told_as_they_were_on_a_day(app: App) -> None:
    case = a_case(app, opened_on="2024-06-01")
    level(app, case, Level.DORMANT, decided_on="2026-02-01")

    assert service.goals(app, date(2026, 1, 31)).forecast.progress.now == 1
    assert service.goals(app).forecast.progress.now == 0
    assert service.goals(app, date(2024, 5, 31)).active == 0


def test_coverage_tells_on_which_active_cases_a_group_works_and_who_holds_the_casefile(app: App) -> None:
    (group, ana), other = a_local_group(app), a_group(app).contact_id
    both, one, vacant = (a_case(app, name) for name in ("Both", "One", "Vacant"))
    a_case(app, "Nobody's")
    for case, holder, groups in ((both, ana, (group, other)), (one, ana, (group,))):
        for number in groups:
            hold(app, number, case, holder)
    gone = a_person(app, "Bo Li").id
    hold(app, other, vacant, gone)
    contacts.trash(app, gone)

    found = service.goals(app).coverage

    assert (str(found.with_group.told), str(found.with_holder.told)) == ("3 of 4", "2 of 4")
    assert (found.by_groups, found.groups_per_case) == ({0: 1, 1: 2, 2: 1}, 1.0)
    contacts.trash(app, group)
    assert str(service.goals(app).coverage.with_group.told) == "2 of 4"


def test_a_case_is_held_up_to_the_day_before_it_was_handed_back(app: App) -> None:
    group, ana = a_local_group(app)
    case = a_free_case(app)
    held = accepted(app, group, case, ana, on=days_ago(app, 9))
    service.relinquish(app, held.id, because="Too few of us", on=days_ago(app, 1))

    today = app.clock.today()
    told = [service.goals(app, today - timedelta(days)).coverage.with_group.n for days in (10, 9, 2, 1, 0)]
    assert told == [0, 1, 1, 0, 0]


def test_feedback_is_told_with_what_is_late_overdue_and_not_due_yet(app: App) -> None:
    assert "Feedback answered on time" not in [one.label for one in of_goals(service.goals(app))]
    for day in ("2026-01-31", "2026-02-01"):
        answered(app, a_feedback(app, received_on="2026-01-01"), on=day)
    for days in (31, 30):
        a_feedback(app, received_on=days_ago(app, days))

    told = {str(one.label): str(one.said) for one in of_goals(service.goals(app))}

    assert told["Feedback answered on time"] == (
        "1 of 3; 1 late; 1 overdue and open; 1 not due yet;"
        " half of the answers within 30.5 days, nine in ten within 30.9"
    )
    assert service.published(app).on_time is None
