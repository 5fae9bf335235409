"""Pages of who coordinates the work on a country, and of how many groups a case is for."""

import pytest

from outreach_cases import service
from outreach_crm.changes import service as journal
from outreach_crm.policy import Role
from tests.builders import a_person
from tests.outreach_cases.builders import a_case
from tests.outreach_cases.holdings import a_local_group, hold
from tests.web.office import Desk, at_desk, words

pytestmark = pytest.mark.connections
HERE = "/cases/coordinators"


def coordinates(desk: Desk, name: str, country: str) -> str:
    """Write down on the page that a new person coordinates the work on a country, and return the page after it."""
    who = a_person(desk.app, name)
    return desk.follow(desk.send(f"{HERE}/add", {"country": country, "who": str(who.id)}))


def names(desk: Desk) -> list[tuple[str, str]]:
    return [(one.country, one.name) for one in service.coordinators(desk.app)]


def test_who_coordinates_a_country_is_written_down_changed_and_ended(desk: Desk) -> None:
    assert "Cé Do coordinates the work on Iran." in words(coordinates(desk, "Cé Do", "Iran"))
    assert "Middle East" in words(desk.read(HERE))

    coordinates(desk, "Bo Li", "Iran")
    assert names(desk) == [("IR", "Bo Li")]
    assert 'value="IR"' in desk.read(f"{HERE}/add?country=IR")

    (one,) = service.coordinators(desk.app)
    page = words(desk.follow(desk.send(f"{HERE}/{one.id}/end", seen=HERE)))
    assert "Bo Li no longer coordinates the work on Iran." in page
    assert names(desk) == []
    again = desk.send(f"{HERE}/{one.id}/end", seen="/cases/add")
    assert again.status_code == 404
    journal.undo(desk.app, desk.app.store.value("select max(id) as id from changes"))
    assert names(desk) == [("IR", "Bo Li")]


def test_the_list_is_of_a_country_or_a_region_and_says_where_that_cannot_be(desk: Desk) -> None:
    for name, country in (("Cé Do", "Iran"), ("Bo Li", "Chad")):
        coordinates(desk, name, country)

    assert "Bo Li" not in words(desk.read(f"{HERE}?in=Iran"))
    assert "Bo Li" in words(desk.read(f"{HERE}?in=Africa"))
    assert "Cé Do" not in words(desk.read(f"{HERE}?in=Africa"))
    assert "is no country and no region" in words(desk.read(f"{HERE}?in=Atlantis"))


def test_what_was_typed_stays_where_it_is_no_country_or_they_do_so_already(desk: Desk) -> None:
    coordinates(desk, "Cé Do", "Iran")
    (one,) = service.coordinators(desk.app)

    for country, status in (("Atlantis", 422), ("Iran", 409)):
        answer = desk.send(f"{HERE}/add", {"country": country, "who": str(one.contact_id)})
        assert answer.status_code == status
        assert f'value="{country}"' in answer.text
    assert names(desk) == [("IR", "Cé Do")]


def test_who_only_reads_sees_no_button_and_alters_nothing(desk: Desk) -> None:
    coordinates(desk, "Cé Do", "Iran")
    rita = at_desk(desk.app, "Rita", Role.READER)

    page = rita.read(HERE)

    assert "Cé Do" in words(page)
    assert "End the coordination" not in words(page)
    assert rita.get(f"{HERE}/add").status_code == 403
    assert rita.get("/cases/1/places").status_code == 403


def test_how_many_groups_a_case_is_for_is_set_and_is_as_usual_again(desk: Desk) -> None:
    case = a_case(desk.app)
    here = f"/cases/{case.id}/places"
    assert "Empty: as usual, 4." in words(desk.read(here))

    desk.follow(desk.send(here, {"least": "2", "most": "5"}))
    assert service.limits(desk.app, case.id) == (2, 5)
    assert 'value="5"' in desk.read(here)
    desk.follow(desk.send(here, {"least": "", "most": ""}))
    assert service.own_limits(desk.app, case.id) == (None, None)
    assert service.limits(desk.app, case.id) == service.usual_limits(desk.app)


@pytest.mark.parametrize(
    ("least", "most", "told"),
    [("5", "2", "5 groups shall and 2 may"), ("0", "0", "At least 1 group"), ("x", "", "Write a number")],
)
def test_numbers_that_cannot_be_are_told_and_stay(desk: Desk, least: str, most: str, told: str) -> None:
    case = a_case(desk.app)

    answer = desk.send(f"/cases/{case.id}/places", {"least": least, "most": most})

    assert answer.status_code == 422
    assert told in words(answer.text)
    assert f'value="{least}"' in answer.text
    assert service.own_limits(desk.app, case.id) == (None, None)


def test_nobody_is_taken_off_a_case_by_a_lower_number(desk: Desk) -> None:
    (group, ana), (other, bo) = a_local_group(desk.app), a_local_group(desk.app, "Bern group", "Bo Li")
    case = a_case(desk.app)
    for number, person in ((group, ana), (other, bo)):
        hold(desk.app, number, case, person)

    answer = desk.send(f"/cases/{case.id}/places", {"least": "", "most": "1"})

    assert answer.status_code == 422
    assert "has 2 already; nobody is taken off it" in words(answer.text)
