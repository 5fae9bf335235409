"""Addresses: one plain one, or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.errors import InvalidInputError
from outreach_mail.composing import Mailbox, read_address, read_mailbox


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("ana@example.org", "ana@example.org"),
        ("Ana.Ruiz+news@mail.example.co.uk", "Ana.Ruiz+news@mail.example.co.uk"),
        ("o'brien_%&=?^`{|}~!#$*/-@example.org", "o'brien_%&=?^`{|}~!#$*/-@example.org"),
        ("ana@bücher.example", "ana@xn--bcher-kva.example"),
        ("ana@例え.テスト", "ana@xn--r8jz45g.xn--zckzah"),
        ("anä@example.org", "anä@example.org"),
        (f"{'a' * 64}@example.org", f"{'a' * 64}@example.org"),
    ],
)
def test_an_address_is_read_as_servers_know_it(text: str, address: str) -> None:
    assert read_address(text) == address


# Each of these reaches somebody else, or nobody, when smtplib or a server makes the best of it.
TRICKS = [
    *("", "ana", "@example.org", "ana@", "ana@example", "ana@@example.org", "ana@example.org, eve@example.net"),
    *("ana@example.org\r\nRCPT TO:<eve@example.net>", '"ana\r\n"@example.org', '"ana ruiz"@example.org'),
    *("ana@example.org SIZE=1", "ana(hidden)@example.org", "ana)@example.org", "<ana@example.org>"),
    *("ana @example.org", ".ana@example.org", "ana.@example.org", "a..b@example.org", "ana@-example.org"),
    *("ana@example-.org", "ana@example..org", "ana@.example.org", "ana@example.org.", "ana@[192.0.2.1]"),
    *("ana@192.0.2.1", "ana@exa_mple.org", f"{'a' * 65}@example.org", f"ana@{'a' * 64}.org"),
    *(f"ana@{'a.' * 127}org", "@eve:ana@example.org", "ana%00@exa\0.org", "ana\u202e@example.org"),
    *("anä eve@example.org", "anä,eve@example.org", "ana@bü cher.example", "ana@ex\u2024mple.org,"),
    *("ana\x85@example.org", "an\u2028a@example.org", "ana@xn--\udcff.org", "anä..b@example.org"),
    "ana\uff20example.org",
]


@pytest.mark.parametrize("text", TRICKS)
def test_what_could_be_read_in_two_ways_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError):
        read_address(text)


@given(st.one_of(st.text(), st.from_regex(r"[a-z.\"(),:;<>@ \r\n\x00]+@[a-zé.\-]+", fullmatch=True)))
def test_what_is_accepted_has_one_at_and_no_letter_that_means_something(text: str) -> None:
    try:
        address = read_address(text)
    except InvalidInputError:
        return
    local, _, domain = address.rpartition("@")
    assert domain.isascii()
    assert not set(local) & set('@"(),:;<>[]\\ \t\r\n\0\x85\u2028')
    assert len(local.encode()) <= 64
    assert read_address(address) == address


@pytest.mark.parametrize(
    ("text", "mailbox"),
    [
        ("office@example.org", Mailbox("", "office@example.org")),
        ("Section Example <office@example.org>", Mailbox("Section Example", "office@example.org")),
        ('"Example, Section" <office@example.org>', Mailbox("Example, Section", "office@example.org")),
        ("Sección Ejemplo  <office@example.org> ", Mailbox("Sección Ejemplo", "office@example.org")),
    ],
)
def test_a_mailbox_may_have_a_name(text: str, mailbox: Mailbox) -> None:
    assert read_mailbox(text) == mailbox
    assert (mailbox.local, mailbox.domain) == ("office", "example.org")


@pytest.mark.parametrize("text", ["a <b@example.org> <c@example.org>", "a\nb <c@example.org>", "a@example.org <b>"])
def test_a_mailbox_of_several_is_none(text: str) -> None:
    with pytest.raises(InvalidInputError):
        read_mailbox(text)
