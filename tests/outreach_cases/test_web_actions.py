"""Pages of letter-writing actions, of what groups take of them, and of what they ask the programme for."""

import pytest

from outreach_cases import service
from outreach_cases.model.actions import Source
from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.policy import Role
from tests.outreach_cases.actions import PROGRAMME, a_letter_group, an_action, with_programme
from tests.outreach_cases.holdings import a_free_case
from tests.web.office import Desk, at_desk, words

pytestmark = pytest.mark.connections
MEETS = "2026-04-02"


@pytest.fixture
def office(app: App) -> Desk:
    """The desk of a section whose programme can be asked."""
    return at_desk(with_programme(app))


def test_an_action_is_written_down_listed_and_shown_with_its_case(desk: Desk) -> None:
    case = a_free_case(desk.app)
    sent = {"source": "monthly mailing", "case": str(case.id), "text": "Write to the minister", "until_on": MEETS}

    page = desk.follow(desk.send("/cases/actions/add", {**sent, "addressees": "Minister of Justice"}))

    assert "Kept: Sanaa Rezaiy." in words(page)
    assert "Source monthly mailing Where Iran Case Sanaa Rezaiy" in words(page)
    assert "Write to the minister" in page
    assert "Sanaa Rezaiy : monthly mailing, until 2 Apr 2026" in words(desk.read(f"/cases/{case.id}"))
    assert "Sanaa Rezaiy (active)" in words(desk.read(f"/cases/actions/add?case={case.id}"))
    assert "Sanaa Rezaiy" in words(desk.read("/cases/actions"))
    assert "No action stands here" in words(desk.read("/cases/actions?source=magazine"))
    assert "Letter-writing actions" in desk.read("/cases/actions?source=nowhere")


def test_what_cannot_be_is_told_beside_its_question_and_nothing_is_lost(desk: Desk) -> None:
    answer = desk.send("/cases/actions/add", {"source": "region", "title": "Water", "text": "For Kibera"})

    assert answer.status_code == 422
    assert "Say of which region or country it is" in words(answer.text)
    assert "For Kibera" in answer.text
    assert service.actions(desk.app) == []


def test_the_mailing_of_an_action_is_prepared_and_leads_to_where_it_is_let_go(desk: Desk) -> None:
    a_letter_group(desk.app)
    found = an_action(desk.app)
    here = f"/cases/actions/{found.id}"

    page = desk.follow(desk.send(f"{here}/send", {}, seen=here))

    assert "It is ready for 1 group. Nothing has left." in words(page)
    made = service.mailing_under_way(desk.app, found.id)
    assert made is not None
    assert dispatch.to_send(desk.app, made.id) == 1
    assert f"/mailings/{made.id}" in desk.read(here)
    assert "Prepare its mailing" not in desk.read(here)


def test_an_action_is_over_by_a_button_and_stands_among_those_that_are(desk: Desk) -> None:
    found = an_action(desk.app)
    here = f"/cases/actions/{found.id}"

    assert "Free the miners is over." in words(desk.follow(desk.send(f"{here}/end", {}, seen=here)))

    assert "It is over" not in desk.read(here)
    assert "Free the miners" not in words(desk.read("/cases/actions"))
    assert "Free the miners" in words(desk.read("/cases/actions?all=yes"))


def test_a_group_says_which_actions_it_takes_and_takes_them_no_longer(desk: Desk) -> None:
    group = a_letter_group(desk.app)
    here = f"/cases/groups/{group}"

    page = desk.follow(desk.send(f"{here}/sign-up", {"source": "region", "place": "Africa", "wants": "yes"}))
    assert "Region: Africa: yes, since 9 March 2026" in words(page)
    assert "Magazine: yes, as local groups do" in words(page)

    page = desk.follow(desk.send(f"{here}/sign-up", {"source": "magazine", "place": "", "wants": "no"}))
    assert "Magazine: no, since 9 March 2026" in words(page)
    answer = desk.send(f"{here}/sign-up", {"source": "region", "place": "Atlantis", "wants": "yes"})
    assert (answer.status_code, "Atlantis" in answer.text) == (422, True)
    assert [one.wants for one in service.sign_ups(desk.app, group)] == [False, True, True]


def test_a_group_asks_the_programme_and_what_it_gave_is_kept(office: Desk) -> None:
    group = a_letter_group(office.app)
    here = f"/cases/groups/{group}"

    page = office.follow(office.send(f"{here}/request", {"meets_on": MEETS, "how_many": "2"}))
    assert "The request is on its way." in words(page)
    assert "Nothing so far." in words(page)
    (made,) = service.requests(office.app)
    again = office.send(f"{here}/request", {"meets_on": MEETS})
    assert (again.status_code, "already for the meeting of Lyon group" in words(again.text)) == (409, True)
    assert "Lyon group : meets on 2 April 2026, asked on 9 March 2026" in words(office.read("/cases/actions"))

    answer = f"/cases/requests/{made.id}/answer"
    assert office.send(answer, {"title": ""}).status_code == 422
    page = office.follow(office.send(answer, {"title": "For Reza", "note": "More next week"}))

    assert "Kept: answered on 9 March 2026: 1 of 2." in words(page)
    assert "More next week" in page
    assert "For Reza" in words(page)
    assert "For 2 April 2026 : answered on 9 March 2026: 1 of 2" in words(office.read(here))


def test_a_late_request_says_so_and_where_nobody_can_be_asked_it_says_what_to_do(desk: Desk) -> None:
    group = a_letter_group(desk.app)
    here, soon = f"/cases/groups/{group}/request", {"meets_on": "2026-03-12"}

    refused = desk.send(here, soon)
    office = at_desk(with_programme(desk.app))
    page = office.follow(office.send(here, soon))

    assert (refused.status_code, "[cases] programme" in refused.text) == (409, True)
    assert "It may be too late: ring the programme up, too." in words(page)
    assert "later than by 26 February 2026" in words(page)


def test_on_how_many_actions_they_write_stands_with_what_they_need(desk: Desk) -> None:
    group = a_letter_group(desk.app)
    here = f"/cases/groups/{group}"

    page = desk.follow(desk.send(f"{here}/terms", {"paper": "post", "actions": "4"}))

    assert "They need 4 actions for a meeting." in words(page)


def test_whoever_may_only_look_is_shown_no_button(app: App) -> None:
    group, found = a_letter_group(app), an_action(app, source=Source.MAILING)
    reader = at_desk(app, "Rita", Role.READER)

    shown = reader.read(f"/cases/actions/{found.id}") + reader.read(f"/cases/groups/{group}")

    assert "Prepare its mailing" not in shown
    assert "Ask for actions" not in shown
    assert reader.client.get("/cases/actions/add").status_code == 403
    assert PROGRAMME not in shown
