"""Tokens: each opens one thing for one purpose, whatever the mail servers on the way make of it."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_crm.accounts import service
from outreach_crm.app import App
from outreach_crm.clock import FixedClock
from outreach_crm.errors import NotFoundError
from outreach_crm.keys import Keyring
from outreach_crm.model import Ref
from tests.conftest import CLOCK

GUESSES = 100_000
KINDS = st.sampled_from(["contacts", "deliveries", "ua_sign_ups", "accounts"])
REFS = st.builds(Ref, KINDS, st.integers(0, 2**40))
PURPOSES = st.sampled_from(["return", "leave mailings email", "leave mailings post", "invitation"])
ONE_APP = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
SIGNS = "abcdefghijklmnopqrstuvwxyz234567-_.+=/0189 \n\0é"


def opens(tokens: service.Tokens, token: str) -> Ref | None:
    try:
        return tokens.redeem(token)
    except NotFoundError:
        return None


@ONE_APP
@given(purpose=PURPOSES, ref=REFS, days=st.none() | st.integers(0, 4000))
def test_a_token_opens_what_it_was_made_for(app: App, purpose: str, ref: Ref, days: int | None) -> None:
    token = service.issue_token(app, purpose, ref, days=days)
    assert service.redeem(app, purpose, token) == ref
    assert service.redeem(app, purpose, token.upper()) == ref


@ONE_APP
@given(purpose=PURPOSES, other=PURPOSES, ref=REFS, another=REFS)
def test_a_token_opens_nothing_else(app: App, purpose: str, other: str, ref: Ref, another: Ref) -> None:
    token, theirs = (service.issue_token(app, purpose, one) for one in (ref, another))
    assert (opens(service.tokens(app, other), token) == ref) is (purpose == other)
    assert (token == theirs) is (ref == another)
    swapped = f"{another.kind}-{another.id}-{token.rpartition('-')[2]}"
    assert (opens(service.tokens(app, purpose), swapped) is None) is (ref != another)


def test_the_token_of_another_database_opens_nothing(app: App) -> None:
    other = evolve(app, keyring=Keyring(lambda: b"o" * 32))
    token = service.issue_token(other, "return", Ref("deliveries", 17))
    with pytest.raises(NotFoundError, match="leads nowhere"):
        service.redeem(app, "return", token)


def test_a_token_ends_after_its_last_day(app: App) -> None:
    token = service.issue_token(app, "invitation", Ref("accounts", 3), days=7)
    for days, holds in ((0, True), (7, True), (8, False)):
        app.store.bound.clock = FixedClock(datetime(2026, 3, 9, tzinfo=UTC) + timedelta(days=days))
        later = App.on(app.store, app.plugins, app.settings, app.keyring, app.actor)
        assert (opens(service.tokens(later, "invitation"), token) == Ref("accounts", 3)) is holds
    app.store.bound.clock = CLOCK


def test_its_last_day_cannot_be_moved(app: App) -> None:
    tokens = service.tokens(app, "invitation")
    kind, number, until, mark = service.issue_token(app, "invitation", Ref("accounts", 3), days=7).split("-")
    assert opens(tokens, f"{kind}-{number}-{int(until) + 1}-{mark}") is None
    assert opens(tokens, f"{kind}-{number}-{mark}") is None


@pytest.mark.parametrize(
    "token",
    ["", "-", "contacts-17", "contacts--1-" + "a" * 26, "contacts-17-" + "a" * 26, "x" * 100_000, "contacts-１７-aa"],
)
def test_what_is_no_token_opens_nothing(app: App, token: str) -> None:
    with pytest.raises(NotFoundError, match="leads nowhere"):
        service.redeem(app, "return", token)


def mutations(token: str, chance: random.Random) -> Iterator[str]:
    """Yield texts that differ from a token in more than case, by one sign or several."""
    while True:
        signs = [*token]
        for _ in range(chance.randint(1, 3)):
            place = chance.randrange(len(signs))
            signs[place : place + chance.randint(0, 2)] = chance.choice(SIGNS)
        if "".join(signs) != token:
            yield "".join(signs)


def test_no_guess_among_a_hundred_thousand_opens_anything(app: App) -> None:
    chance, tokens = random.Random(17), service.tokens(app, "return")
    token = tokens.issue("deliveries", 1_234_567)
    guesses = [guess for guess, _ in zip(mutations(token, chance), range(GUESSES // 2), strict=False)]
    letters = "abcdefghijklmnopqrstuvwxyz234567"
    guesses += [f"deliveries-{n}-{''.join(chance.choices(letters, k=26))}" for n in range(GUESSES // 2)]
    assert len(guesses) == GUESSES
    assert [guess for guess in guesses if opens(tokens, guess)] == []


def test_a_token_fits_behind_the_plus_of_a_mail_address(app: App) -> None:
    """The local part of an address has 64 octets at most (RFC 5321, 4.5.3.1.1)."""
    token = service.tokens(app, "return").issue("deliveries", 999_999_999)
    assert len(token) == 47
    assert len(f"returned-mail+{token}") <= 64
    assert set(token) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_")  # atext (RFC 5322, 3.2.3), and no URL escapes it


def test_a_token_may_hold_what_is_given_only_once_instead_of_a_number(app: App) -> None:
    tokens = service.tokens(app, "leave")
    token = tokens.issue("contacts", "00c0ffee00c0ffee")
    assert tokens.opened(token.upper()) == ("contacts", "00c0ffee00c0ffee")
    for asked in (tokens.redeem, service.claimed):
        with pytest.raises(NotFoundError, match="leads nowhere"):
            asked(token)


def test_what_a_token_claims_is_read_without_the_key(app: App) -> None:
    token = service.tokens(app, "return").issue("deliveries", 17)
    assert service.claimed(token) == service.claimed(f"{token[:-4]}aaaa") == Ref("deliveries", 17)
    for none in ("", "deliveries-17", "deliveries-1f-" + "a" * 26, "x" * 10_000):
        with pytest.raises(NotFoundError):
            service.claimed(none)
