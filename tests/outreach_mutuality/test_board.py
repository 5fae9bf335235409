"""The board shows what waits for us by what is next with it, in one query however much there is."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from click.testing import Result

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.policy import Role
from outreach_mutuality import service
from outreach_mutuality.model.assessing import DecisionDraft, Outcome, Verdict
from outreach_mutuality.model.boards import Lane, Stage
from outreach_mutuality.model.requests import Request
from tests.builders import acting, an_organisation
from tests.outreach_mutuality.builders import a_request, assessed, decided
from tests.web.office import Desk, at_desk, words

Cli = Callable[..., Result]


def lane(app: App, stage: Stage, owner: str = "") -> Lane:
    """The lane of a stage."""
    return next(one for one in service.board(app, owner=owner) if one.stage is stage)


def answered(app: App, request: Request, *promises: tuple[str, str]) -> Request:
    """Meet a request and tell them so."""
    decided(app, request, promises=promises)
    service.write(app, request.id, "Gladly.", language="en")
    return service.answered(app, request.id)


def test_each_request_stands_in_the_lane_of_what_is_next(app: App) -> None:
    union = an_organisation(app, "Dockers' Union").id
    received, unclear, ready, told, promised, _ = (a_request(app, union) for _ in range(6))
    consulted = a_request(app, union)
    service.decide(app, consulted.id, DecisionDraft(outcome=Outcome.CONSULT, told="", offered="the board"))
    service.assess(app, unclear.id, {"mandate": Verdict.UNCLEAR}, ask=app.actor.name)
    assessed(app, ready)
    decided(app, told, Outcome.DECLINE)
    answered(app, promised, ("Sign", "1w"))
    answered(app, _)

    shown = {one.stage: [card.request.id for card in one.cards] for one in service.board(app)}

    assert shown == {
        Stage.RECEIVED: [received.id],
        Stage.UNCLEAR: [unclear.id],
        Stage.CONSULTED: [consulted.id],
        Stage.TO_DECIDE: [ready.id],
        Stage.TO_ANSWER: [told.id],
        Stage.PROMISED: [promised.id],
    }


def test_an_empty_board_has_all_its_lanes(app: App) -> None:
    assert [(one.stage, one.count) for one in service.board(app)] == [(stage, 0) for stage in Stage]


def test_what_is_due_first_stands_first_and_what_is_past_its_day_is_late(app: App) -> None:
    union, today = an_organisation(app, "Dockers' Union").id, app.clock.today()
    whenever = a_request(app, union)
    later = a_request(app, union, deadline_on="2w")
    late = a_request(app, union, deadline_on=(today - timedelta(days=1)).isoformat())

    cards = lane(app, Stage.RECEIVED).cards

    assert [one.request.id for one in cards] == [late.id, later.id, whenever.id]
    assert [one.is_late(today.isoformat()) for one in cards] == [True, False, False]


def test_of_what_is_promised_the_promise_that_is_due_next_counts(app: App) -> None:
    request = a_request(app, deadline_on="1w")
    answered(app, request, ("Bring leaflets", "3w"), ("Sign", "2w"))

    (card,) = lane(app, Stage.PROMISED).cards
    assert card.promise is not None
    assert (card.promise.what, card.due_on) == ("Sign", (app.clock.today() + timedelta(weeks=2)).isoformat())

    service.keep(app, card.promise.id)
    (card,) = lane(app, Stage.PROMISED).cards
    assert card.promise is not None
    assert card.promise.what == "Bring leaflets"


def test_a_full_lane_shows_the_first_cards_and_tells_how_many_more_there_are(app: App) -> None:
    union = an_organisation(app, "Dockers' Union").id
    for _ in range(23):
        a_request(app, union)

    found = lane(app, Stage.RECEIVED)

    assert (len(found.cards), found.count, found.more) == (20, 23, 3)


def test_a_board_can_be_of_one_of_us(app: App) -> None:
    mine = a_request(app)
    with acting(app, "Bea") as bea:
        a_request(bea, mine.contact_id)

    assert [one.request.id for one in lane(app, Stage.RECEIVED, owner=app.actor.name).cards] == [mine.id]
    assert lane(app, Stage.RECEIVED).count == 2


def test_whoever_is_hidden_or_in_the_trash_stands_on_no_board(app: App) -> None:
    hidden, trashed = a_request(app), a_request(app, an_organisation(app, "Bakers").id)
    accounts.add_circle(app, "Board")
    contacts.edit(app, hidden.contact_id, contacts.Edit(circle="Board"))
    contacts.trash(app, trashed.contact_id)

    with acting(app, "Bea") as bea:
        assert sum(one.count for one in service.board(bea)) == 0
    assert [one.request.id for one in lane(app, Stage.RECEIVED).cards] == [hidden.id]


def test_the_command_prints_the_lanes_and_leaves_json_as_it_is(cli: Cli) -> None:
    cli("contacts", "add", "Health Union", "--organisation")
    cli("mutuality", "log", "Health Union", "Sign our letter", "--by", "2w")

    shown = cli("mutuality", "list", "--board").stdout

    assert "Received: 1\n- 1 Health Union: Sign our letter; sign-on; answer by" in shown
    assert "Promised: 0" in shown
    listed = json.loads(cli("mutuality", "list", "--json").stdout)
    assert json.loads(cli("mutuality", "list", "--board", "--json").stdout) == listed
    cli("mutuality", "list", "--board", "--all", code=2)


def test_the_command_says_how_to_see_the_rest_of_a_lane(cli: Cli) -> None:
    cli("contacts", "add", "Health Union", "--organisation")
    for _ in range(21):
        cli("mutuality", "log", "Health Union", "Sign our letter")

    assert "and 1 more: outreach mutuality list --state received" in cli("mutuality", "list", "--board").stdout


@pytest.mark.connections
def test_the_page_shows_cards_with_what_is_next_and_says_what_is_late(desk: Desk) -> None:
    yesterday = (desk.app.clock.today() - timedelta(days=1)).isoformat()
    request = a_request(desk.app, deadline_on=yesterday)

    page = desk.read("/requests")

    assert f'href="/requests/{request.id}/assess"' in page
    assert all(one in words(page) for one in ("Received 1", "Dockers' Union", "sign-on", "late", "A rule is unclear 0"))


@pytest.mark.connections
def test_the_page_leads_from_a_full_lane_to_the_list_of_its_state(desk: Desk) -> None:
    union = an_organisation(desk.app, "Dockers' Union").id
    for number in range(22):
        a_request(desk.app, union, f"Sign letter {number}")
    assessed(desk.app, a_request(desk.app, union, "Sign the last one"))

    assert "and 2 more" in words(desk.read("/requests"))
    page = words(desk.read("/requests/list?state=received"))
    assert all(f"Sign letter {number}" in page for number in range(22))
    assert "the last one" not in page


@pytest.mark.connections
def test_pages_show_only_mine_where_that_is_asked(desk: Desk) -> None:
    request = a_request(desk.app, text="Sign the letter of the bakers")
    with acting(desk.app, "Bea") as bea:
        a_request(bea, request.contact_id, "Sign the letter of the millers")

    for path in ("/requests?mine=yes", "/requests/list?mine=yes", "/requests/list?all=yes&mine=yes"):
        page = words(desk.read(path))
        assert "bakers" in page
        assert "millers" not in page
    assert "millers" in words(desk.read("/requests"))


@pytest.mark.connections
def test_a_long_list_goes_on_on_a_further_page(desk: Desk) -> None:
    union = an_organisation(desk.app, "Dockers' Union").id
    for _ in range(101):
        a_request(desk.app, union)

    assert "from=100" in desk.read("/requests/list")
    assert desk.read("/requests/list?from=100").count("Will you sign our open letter") == 1


@pytest.mark.connections
def test_whoever_only_reads_sees_the_board_and_no_next_step(app: App) -> None:
    a_request(app)
    page = at_desk(app, "Rosa", Role.READER).read("/requests")

    assert "Dockers' Union" in words(page)
    assert "/assess" not in page
