"""A group that meets is offered the actions of what it takes, once, while letters can be written on them."""

from datetime import date

import pytest

from outreach_cases import service
from outreach_cases.model.actions import ActionDraft, Source
from outreach_cases.model.levels import Decided, Level, Reason, Stance
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.model import Ref
from tests.outreach_cases.actions import ON, a_letter_group, an_action, matters, titles
from tests.outreach_cases.builders import a_case, work
from tests.outreach_cases.holdings import a_free_case, a_local_group, accepted


def test_magazine_and_mailing_come_to_every_local_group_that_did_not_say_no(app: App) -> None:
    lyon, ulm = a_letter_group(app), a_letter_group(app, "Ulm group")
    network = a_letter_group(app, "Doctors", "network")
    an_action(app, "Free the miners")
    an_action(app, "Write to Minsk", Source.MAILING)
    service.sign_up(app, ulm, Source.MAGAZINE, wants=False)

    assert titles(app, lyon) == ["Free the miners", "Write to Minsk"]
    assert titles(app, ulm) == ["Write to Minsk"]
    assert titles(app, network) == []
    service.sign_up(app, network, Source.MAILING)
    assert titles(app, network) == ["Write to Minsk"]


def test_a_region_comes_to_who_signed_up_to_it_with_all_its_countries(app: App) -> None:
    lyon, ulm = a_letter_group(app), a_letter_group(app, "Ulm group")
    an_action(app, "Water for Kibera", Source.REGION, place="Kenya")
    an_action(app, "Votes in Peru", Source.REGION, place="Peru")
    service.sign_up(app, lyon, Source.REGION, "Africa")

    assert titles(app, lyon) == ["Water for Kibera"]
    assert titles(app, ulm) == []
    service.sign_up(app, ulm, Source.REGION, "Peru")
    assert titles(app, ulm) == ["Votes in Peru"]


def test_what_a_group_no_longer_takes_is_dated_and_what_it_took_before_stays_known(app: App) -> None:
    lyon = a_letter_group(app)
    an_action(app, "Water for Kibera", Source.REGION, place="Kenya")
    service.sign_up(app, lyon, Source.REGION, "Africa")

    after = service.sign_up(app, lyon, Source.REGION, "Africa", wants=False)

    assert titles(app, lyon) == []
    assert [(one.what, one.told) for one in after] == [
        ("magazine", "yes, as local groups do"),
        ("monthly mailing", "yes, as local groups do"),
        ("region: Africa", "no, since 2026-03-09"),
    ]
    with pytest.raises(ConflictError, match="does not take the actions of Africa already"):
        service.sign_up(app, lyon, Source.REGION, "Africa", wants=False)
    journal.undo(app, app.store.value("select max(id) from changes"))
    assert titles(app, lyon) == ["Water for Kibera"]


def test_who_signs_up_says_to_what(app: App) -> None:
    lyon = a_letter_group(app)
    with pytest.raises(InvalidInputError, match="which region or country"):
        service.sign_up(app, lyon, Source.REGION)
    with pytest.raises(NotFoundError):
        service.sign_up(app, lyon, Source.REGION, "Atlantis")
    with pytest.raises(InvalidInputError, match="is of no region"):
        service.sign_up(app, lyon, Source.MAGAZINE, "Africa")
    with pytest.raises(InvalidInputError, match="outreach cases request"):
        service.sign_up(app, lyon, Source.REQUEST)
    with pytest.raises(ConflictError, match="takes the magazine already"):
        service.sign_up(app, lyon, Source.MAGAZINE)


def test_an_action_is_offered_from_its_first_day_to_its_last(app: App) -> None:
    lyon = a_letter_group(app)
    an_action(app, "Free the miners", issued_on="2026-03-11", until_on="2026-03-13")

    days = [date(2026, 3, day) for day in range(9, 16)]

    assert [day.day for day in days if titles(app, lyon, day)] == [11, 12, 13]


def test_those_that_end_first_stand_first_and_of_many_the_rest_is_counted(app: App) -> None:
    lyon = a_letter_group(app)
    an_action(app, "Open end")
    for day in range(20, 27):
        an_action(app, f"Until {day}", until_on=f"2026-03-{day}", text="What they ask for")

    found = matters(app, lyon)

    assert [str(one.title) for one in found] == [*(f"Until {day}" for day in range(20, 25)), "3 more"]
    assert (found[0].due_on, found[0].detail, found[-1].rest) == (date(2026, 3, 20), "What they ask for", 3)


def test_what_a_group_wrote_on_at_an_earlier_meeting_is_not_offered_again(app: App) -> None:
    lyon, ulm = a_letter_group(app), a_letter_group(app, "Ulm group")
    found = an_action(app)
    with app.change("test: letters"):
        app.plugins.acted(app, Ref("case_actions", found.id), lyon, date(2026, 3, 9), 4)

    assert titles(app, lyon, date(2026, 3, 9)) == ["Free the miners"]
    assert titles(app, lyon) == []
    assert titles(app, ulm) == ["Free the miners"]
    with app.change("test: letters"):
        app.plugins.acted(app, Ref("case_actions", found.id), lyon, date(2026, 3, 9), -4)
    assert titles(app, lyon) == ["Free the miners"]


def test_letters_on_the_action_of_a_case_count_for_the_case(app: App) -> None:
    lyon, case = a_letter_group(app), a_free_case(app)
    found = an_action(app, case=str(case.id))
    with app.change("test: letters"):
        app.plugins.acted(app, Ref("case_actions", found.id), lyon, date(2026, 3, 9), 4)

    assert [(one.group, one.number) for one in service.activities(app, case.id)] == [("Lyon group", 4)]
    assert [(row["name"], row["letters"]) for row in service.writers(app, found.id)] == [("Lyon group", 4)]
    with pytest.raises(ConflictError, match="-1 letters on Free the miners cannot be"), app.change("test: letters"):
        app.plugins.acted(app, Ref("case_actions", found.id), lyon, date(2026, 3, 9), -5)


def test_a_case_that_a_group_holds_is_not_offered_a_second_time(app: App) -> None:
    lyon, ana = a_local_group(app)
    other = a_letter_group(app, "Ulm group")
    case = a_free_case(app)
    an_action(app, "For Sanaa", case=str(case.id))
    accepted(app, lyon, case, ana)

    assert titles(app, lyon) == []
    assert titles(app, other) == ["For Sanaa"]


def test_two_actions_on_one_case_are_offered_as_the_one_that_ends_first(app: App) -> None:
    lyon, case = a_letter_group(app), a_free_case(app)
    an_action(app, "In the magazine", case=str(case.id))
    an_action(app, "In the mailing", Source.MAILING, case=str(case.id), until_on="2026-03-20")

    assert titles(app, lyon) == ["In the mailing"]


@pytest.mark.parametrize("level", [Level.DORMANT, Level.CLOSED])
def test_nobody_is_offered_the_action_of_a_case_that_rests(app: App, level: Level) -> None:
    lyon, case = a_letter_group(app), a_free_case(app)
    an_action(app, "For Sanaa", case=str(case.id))
    reason = Reason.RELEASED if level is Level.CLOSED else None

    service.level(app, case.id, Decided(state=level.value, reason=reason, note="So they say"))

    assert titles(app, lyon) == []
    with pytest.raises(ConflictError, match="Sanaa"):
        an_action(app, "Another", case=str(case.id))


def test_an_action_can_be_on_a_case_on_which_nothing_is_decided_and_on_none_that_we_left(app: App) -> None:
    lyon, case = a_letter_group(app), a_case(app)
    an_action(app, "For Sanaa", case=str(case.id))
    assert titles(app, lyon) == ["For Sanaa"]

    work(app, case, Stance.NOT)

    assert titles(app, lyon) == []


def test_an_action_that_was_ended_is_offered_no_more(app: App) -> None:
    lyon, found = a_letter_group(app), an_action(app)

    assert service.end_action(app, found.id, because="The date was wrong").until_on == "2026-03-08"

    assert (titles(app, lyon), service.actions(app)) == ([], [])
    assert [one.id for one in service.actions(app, everything=True)] == [found.id]
    with pytest.raises(ConflictError, match="over since"):
        service.end_action(app, found.id)


def test_an_action_says_what_it_is_about_and_where_it_is_of(app: App) -> None:
    case = a_free_case(app)
    assert an_action(app, "", case=str(case.id)).title == "Sanaa Rezaiy"
    assert an_action(app, "Her", Source.REGION, case=str(case.id)).place == "Iran"
    for draft, said in (
        (ActionDraft(title=" "), "in a few words"),
        (ActionDraft(title="x" * 201), "at most 200"),
        (ActionDraft(title="Late", until_on="2026-03-01"), "that is over"),
        (ActionDraft(title="Long", text="x" * 100_001), "longer than"),
    ):
        with pytest.raises(InvalidInputError, match=said):
            service.add_action(app, Source.MAGAZINE, draft)
    with pytest.raises(InvalidInputError, match="which region or country"):
        an_action(app, "Somewhere", Source.REGION)
    an_action(app)
    with pytest.raises(ConflictError, match="is there already"):
        an_action(app)


def test_the_search_finds_actions_by_words_so_that_letters_can_be_told(app: App) -> None:
    found = an_action(app, "Free the miners of Oruro")
    ended = an_action(app, "Miners of Potosí")
    service.end_action(app, ended.id)

    assert [one.ref for one in app.plugins.hits(app, "miners oru")] == [Ref("case_actions", found.id)]
    assert [one.ref for one in app.plugins.hits(app, "potosi")] == []


def test_the_history_of_a_group_tells_of_letters_that_no_case_tells_of(app: App) -> None:
    lyon, case = a_letter_group(app), a_free_case(app)
    for found in (an_action(app), an_action(app, "For Sanaa", case=str(case.id))):
        with app.change("test: letters"):
            app.plugins.acted(app, Ref("case_actions", found.id), lyon, ON.replace(day=9), 2)

    told = [str(one.title) for one in app.plugins.timeline_entries(app, lyon) if one.kind == "activity"]

    assert sorted(told) == ["2 letters on Free the miners", "Sanaa Rezaiy: appeal letters (2)"]
