"""Accounts and circles: who works here, and who lets whom in."""

import pytest

from outreach_crm.accounts import service
from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError, RefusedError
from tests.builders import acting


def names(app: App) -> list[str]:
    return [one.name for one in service.list_accounts(app)]


def test_an_account_is_found_whatever_the_case_accents_and_blanks(app: App) -> None:
    made = service.add_account(app, "  José   Pérez ")
    assert made.name == "José Pérez"
    assert service.find_account(app, "jose perez") == made
    assert service.find_account(app, " JOSÉ  Pérez") == made


@pytest.mark.parametrize("name", ["", "   ", "...", "\n"])
def test_an_account_needs_a_name(app: App, name: str) -> None:
    with pytest.raises(InvalidInputError, match="needs a name"):
        service.add_account(app, name)
    assert names(app) == []


def test_a_name_of_a_thousand_letters_is_refused(app: App) -> None:
    with pytest.raises(InvalidInputError, match="1000 letters"):
        service.add_account(app, "a" * 1000)


@pytest.mark.parametrize("again", ["Ana", "ANA", " ana ", "Aná"])
def test_two_accounts_of_one_name_are_refused(app: App, again: str) -> None:
    service.add_account(app, "Ana")
    with pytest.raises(ConflictError, match="already"):
        service.add_account(app, again)
    assert names(app) == ["Ana", "Maria"]


def test_a_retired_account_keeps_its_name_and_is_retired_once(app: App) -> None:
    service.add_account(app, "Ana")
    assert service.retire_account(app, "ana", because="moved").retired_on == "2026-03-09"
    with pytest.raises(ConflictError, match="since 2026-03-09"):
        service.retire_account(app, "Ana")
    assert "Ana" in names(app)


def test_undo_of_a_retirement_brings_the_account_back(app: App) -> None:
    service.add_account(app, "Ana")
    service.retire_account(app, "Ana")
    changes.undo(app, changes.latest(app)[0].id)
    assert service.find_account(app, "Ana").retired_on is None


def test_the_maker_of_a_circle_is_its_first_member(app: App) -> None:
    circle = service.add_circle(app, "Board")
    assert circle.members == ("Maria",)
    assert service.is_member(app, circle)
    with pytest.raises(ConflictError, match="already"):
        service.add_circle(app, " BOARD ")


def test_members_let_others_in_and_send_them_out(app: App) -> None:
    service.add_account(app, "Ana")
    service.add_circle(app, "Board")
    assert service.join_circle(app, "board", "ana").members == ("Ana", "Maria")
    assert service.join_circle(app, "board", "ana").members == ("Ana", "Maria")
    assert service.leave_circle(app, "board", "ana").members == ("Maria",)
    with pytest.raises(NotFoundError, match="no member"):
        service.leave_circle(app, "board", "ana")


def test_nobody_lets_themselves_into_a_circle(app: App) -> None:
    service.add_circle(app, "Board")
    service.add_account(app, "Jonas")
    with acting(app, "Jonas") as jonas:
        with pytest.raises(RefusedError, match="ask Maria"):
            service.join_circle(jonas, "Board", "Jonas")
        with pytest.raises(RefusedError, match="ask Maria"):
            service.leave_circle(jonas, "Board", "Maria")
    assert service.find_circle(app, "Board").members == ("Maria",)


def test_the_last_member_stays_because_nobody_would_see_what_the_circle_sees(app: App) -> None:
    service.add_circle(app, "Board")
    with pytest.raises(RefusedError, match="let somebody else in first"):
        service.leave_circle(app, "Board", "Maria")


def test_a_retired_account_joins_no_circle(app: App) -> None:
    service.add_account(app, "Ana")
    service.retire_account(app, "Ana")
    service.add_circle(app, "Board")
    with pytest.raises(ConflictError, match="retired"):
        service.join_circle(app, "Board", "Ana")


def test_an_unknown_circle_or_account_is_named(app: App) -> None:
    with pytest.raises(NotFoundError, match="no circle 'Bord'"):
        service.join_circle(app, "Bord", "Ana")
    service.add_circle(app, "Board")
    with pytest.raises(NotFoundError, match="Nobody here is called 'Ana'"):
        service.join_circle(app, "Board", "Ana")


def test_who_acts_first_gets_an_account_in_a_change_of_its_own(app: App) -> None:
    service.add_circle(app, "Board")
    assert [(one.what, one.by) for one in changes.latest(app)] == [("add circle", "Maria"), ("add account", "Maria")]
