"""Where messages come back to: an address that names the message, and nobody else can make."""

from outreach_crm.app import App
from outreach_mail.composing import Composer, return_path, returned, tokens_of
from tests.builders import with_settings
from tests.mail.letters import MAIL, a_letter, a_message, a_section, parsed
from tests.mail.posting import Sent, an_office, comes_back_to, sent_to


def the_first(office: App) -> Sent:
    return sent_to(office, an_office(office))[1][0]


def test_what_comes_back_names_its_message(office: App) -> None:
    sent = the_first(office)
    address = comes_back_to(office, sent)
    assert returned(office, address) == sent.id
    assert returned(office, f" {address.upper()} ") == sent.id


def test_a_billion_messages_have_addresses_that_fit(office: App) -> None:
    """What stands before the @ has 64 letters at most (RFC 5321, 4.5.3.1.1)."""
    path = return_path(office)
    assert path is not None
    assert len(path.of(tokens_of(office, "", None), 1_000_000_000).partition("@")[0]) <= 64


def test_what_nobody_here_made_names_nothing(office: App) -> None:
    sent = the_first(office)
    address = comes_back_to(office, sent)
    forged = [
        address.replace(f"-{sent.id}-", f"-{sent.id + 1}-"),
        address.replace(f"-{sent.id}-", f"-0{sent.id}-"),
        address.replace(f"-{sent.id}-", f"-{sent.id}f-"),
        address.replace(f"-{sent.id}-", f"-{'9' * 18}-"),
        address.replace("@example.org", "@example.net"),
        address.replace("returns+", "other+"),
        f"{address[:-14]}x@example.org",
        "returns@example.org",
        "returns+@example.org",
        "",
        "x" * 100_000,
        address.replace("+", "++"),
    ]
    assert [returned(office, one) for one in forged] == [None] * len(forged)


def test_a_message_of_another_dispatch_with_the_same_number_is_not_named(office: App) -> None:
    sent = the_first(office)
    path, made = return_path(office), sent_to(office, an_office(office, "Other", "o@example.org"), name="Second")[0]
    assert path is not None
    for uid, frozen_at in ((made.uid, made.frozen_at), ("", None)):
        assert returned(office, path.of(tokens_of(office, uid, frozen_at), sent.id)) is None


def test_a_link_to_leave_is_no_return_path(app: App) -> None:
    section = a_section(app)
    letter = a_letter(section)
    leave = str(parsed(Composer(section, letter).compose(a_message(letter)).data)["List-Unsubscribe"])
    token = leave.strip("<>").rpartition("/")[2]
    assert returned(section, f"bounces+{token}@example.org") is None


def test_a_plus_of_ones_own_stays(office: App) -> None:
    sent = the_first(office)
    section = with_settings(office, mail={"return_path": "mail+back@example.org"})
    address = comes_back_to(section, sent)
    assert address.startswith(f"mail+back+deliveries-{sent.id}-")
    assert returned(section, address) == sent.id


def test_without_a_return_path_it_comes_back_to_whoever_writes(app: App) -> None:
    section = a_section(app, return_path="")
    letter = a_letter(section)
    assert Composer(section, letter).compose(a_message(letter)).sender == "office@example.org"
    assert returned(section, "bounces+x@example.org") is None


def test_without_pages_one_leaves_by_a_letter(app: App) -> None:
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
