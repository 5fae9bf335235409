"""Where messages come back to: an address that names the message, and nobody else can make."""

import pytest

from outreach_crm.app import App
from outreach_mail.composing import Composer, return_path, returned
from tests.mail.letters import a_letter, a_message, a_section, parsed


@pytest.fixture(name="section")
def a_section_that_looks(app: App) -> App:
    return a_section(app)


def address_of(section: App, delivery_id: int) -> str:
    path = return_path(section)
    assert path is not None
    return path.of(delivery_id)


@pytest.mark.parametrize("number", [1, 17, 1_000_000_000])
def test_what_comes_back_names_its_message(section: App, number: int) -> None:
    address = address_of(section, number)
    assert returned(section, address) == number
    assert returned(section, f" {address.upper()} ") == number
    assert len(address.partition("@")[0]) <= 64


def test_what_nobody_here_made_names_nothing(section: App) -> None:
    address = address_of(section, 17)
    forged = [
        address.replace("-17-", "-18-"),
        address.replace("@example.org", "@example.net"),
        address.replace("bounces+", "other+"),
        f"{address[:-14]}x@example.org",
        "bounces@example.org",
        "bounces+@example.org",
        "",
        "x" * 100_000,
        address.replace("+", "++"),
    ]
    assert [returned(section, one) for one in forged] == [None] * len(forged)


def test_a_link_to_leave_is_no_return_path(section: App) -> None:
    letter = a_letter(section)
    leave = str(parsed(Composer(section, letter).compose(a_message(letter)).data)["List-Unsubscribe"])
    token = leave.strip("<>").rpartition("/")[2]
    assert returned(section, f"bounces+{token}@example.org") is None


def test_a_plus_of_ones_own_stays(app: App) -> None:
    section = a_section(app, return_path="mail+back@example.org")
    address = address_of(section, 17)
    assert address.startswith("mail+back+deliveries-17-")
    assert returned(section, address) == 17


def test_without_a_return_path_it_comes_back_to_whoever_writes(app: App) -> None:
    section = a_section(app, return_path="")
    letter = a_letter(section)
    assert Composer(section, letter).compose(a_message(letter)).sender == "office@example.org"
    assert returned(section, "bounces+x@example.org") is None


def test_without_pages_one_leaves_by_a_letter(app: App) -> None:
    from tests.builders import with_settings
    from tests.mail.letters import MAIL

    section = with_settings(app, mail=MAIL)
    letter = a_letter(section)
    composer = Composer(section, letter)
    made = composer.compose(a_message(letter))
    assert str(parsed(made.data)["List-Unsubscribe"]) == f"<mailto:{made.sender}?subject=leave>"
    assert "List-Unsubscribe-Post" not in parsed(made.data)
    assert composer.can_be_left
    alone = with_settings(app, mail=MAIL | {"return_path": ""})
    composer = Composer(alone, letter)
    assert not composer.can_be_left
    assert "List-Unsubscribe" not in parsed(composer.compose(a_message(letter)).data)
