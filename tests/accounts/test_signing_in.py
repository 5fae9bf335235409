"""Signing in: passwords, tries, links, sessions that end."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from attrs import evolve

from outreach_crm.accounts import service
from outreach_crm.accounts.service import passwords, signing_in
from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.clock import FixedClock
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError, RefusedError
from outreach_crm.policy import Role
from tests.accounts.people import ANOTHER, PASSWORD, cheap, with_password
from tests.conftest import CLOCK

HERE = "192.0.2.1"


@pytest.fixture(name="app")
def the_app(app: App) -> App:
    """An App with passwords that take no time."""
    return cheap(app)


def after(app: App, **time: float) -> App:
    """The App some time later."""
    app.store.bound.clock = FixedClock(CLOCK.moment + timedelta(**time))
    return evolve(app, clock=app.store.bound.clock)


@pytest.mark.parametrize("who", ["Rosa", " rosa ", "ROSA@example.org"])
def test_somebody_signs_in_by_name_or_address(app: App, who: str) -> None:
    service.add_account(app, "Rosa", email="Rosa@Example.org")
    rosa = with_password(app)
    assert service.sign_in(app, who, PASSWORD, HERE).id == rosa.id


@pytest.mark.parametrize(
    ("who", "password"), [("Rosa", "wrong"), ("Rosa", ""), ("Nobody", PASSWORD), ("", PASSWORD), ("Ana", PASSWORD)]
)
def test_every_failure_has_the_same_sentence(app: App, who: str, password: str) -> None:
    with_password(app)
    with_password(app, "Ana")
    service.retire_account(app, "Ana")
    with pytest.raises(RefusedError) as told:
        service.sign_in(app, who, password, HERE)
    assert str(told.value) == service.FAILED


def test_an_account_without_a_password_signs_in_with_none(app: App) -> None:
    service.add_account(app, "Ana")
    service.invite(app, "Ana")
    for password in ("", "x"):
        with pytest.raises(RefusedError):
            service.sign_in(app, "Ana", password, HERE)


def test_whoever_guesses_waits_a_quarter_of_an_hour_and_others_do_not(app: App) -> None:
    with_password(app)
    for _ in range(signing_in._TOGETHER):
        with pytest.raises(RefusedError):
            service.sign_in(app, "Rosa", "wrong", HERE)
    with pytest.raises(RefusedError):
        service.sign_in(app, "Rosa", PASSWORD, HERE)
    assert service.sign_in(app, "Rosa", PASSWORD, "198.51.100.7")  # from elsewhere she comes in
    later = after(app, minutes=16)
    assert service.sign_in(later, "Rosa", PASSWORD, HERE)


def test_a_network_that_tries_many_names_is_kept_out(app: App) -> None:
    with_password(app)
    for number in range(signing_in._NETWORK):
        with pytest.raises(RefusedError):
            service.sign_in(app, f"Name {number}", "wrong", HERE)
    with pytest.raises(RefusedError):
        service.sign_in(app, "Rosa", PASSWORD, HERE)


def test_others_lock_nobody_out_of_the_browser_in_which_they_were_signed_in(app: App) -> None:
    own = service.former(app, service.begin(app, with_password(app)))
    other = service.former(app, service.begin(app, with_password(app, "Tom")))
    for number in range(signing_in._NAME):
        with pytest.raises(RefusedError):
            service.sign_in(app, "Rosa", "wrong", f"192.0.2.{number}")
    for before in (None, other):
        with pytest.raises(RefusedError):
            service.sign_in(app, "Rosa", PASSWORD, "198.51.100.7", before)
    for _ in range(signing_in._TOGETHER - 1):
        with pytest.raises(RefusedError):
            service.sign_in(app, "Rosa", "wrong", "198.51.100.7", own)
    assert service.sign_in(app, "Rosa", PASSWORD, "198.51.100.7", own)
    for _ in range(signing_in._TOGETHER):
        with pytest.raises(RefusedError):
            service.sign_in(app, "Rosa", "wrong", "198.51.100.7", own)
    with pytest.raises(RefusedError):  # whoever took the browser guesses no better
        service.sign_in(app, "Rosa", PASSWORD, "198.51.100.7", own)


def test_whoever_finds_an_open_session_does_not_guess_its_password(app: App) -> None:
    rosa = with_password(app)
    for _ in range(signing_in._TOGETHER):
        with pytest.raises(InvalidInputError, match="not your present password"):
            service.change_password(app, rosa, "wrong", ANOTHER, mark="")
    with pytest.raises(InvalidInputError, match="wait a quarter of an hour"):
        service.change_password(app, rosa, PASSWORD, ANOTHER, mark="")
    assert service.sign_in(app, "Rosa", PASSWORD, HERE)  # which is another matter
    service.change_password(after(app, minutes=16), rosa, PASSWORD, ANOTHER, mark="")
    assert service.sign_in(app, "Rosa", ANOTHER, HERE)


@pytest.mark.connections
def test_tries_from_many_programs_at_once_are_all_counted(app: App) -> None:
    with_password(app)

    def guess(one: App) -> None:
        with pytest.raises(RefusedError):
            service.sign_in(one, "Rosa", "wrong", HERE)

    own = [cheap(app.as_actor(app.actor)) for _ in range(signing_in._TOGETHER)]
    with ThreadPoolExecutor(5) as threads:
        [*threads.map(guess, own)]
    with pytest.raises(RefusedError):
        service.sign_in(app, "Rosa", PASSWORD, HERE)
    for one in own:
        one.close()


def test_neither_names_nor_addresses_of_tries_are_kept(app: App) -> None:
    with pytest.raises(RefusedError):
        service.sign_in(app, "hunter2 by mistake", "x", HERE)
    kept = str(app.store.rows("select * from limits"))
    assert "hunter2" not in kept
    assert HERE not in kept


def test_a_hash_made_with_less_work_is_made_anew(app: App) -> None:
    with_password(app)
    dearer = cheap(app, hash_memory=64)
    before = app.store.value("select hash from credentials")
    service.sign_in(dearer, "Rosa", PASSWORD, HERE)
    after_it = app.store.value("select hash from credentials")
    assert before != after_it
    assert "m=64," in after_it
    assert service.sign_in(dearer, "Rosa", PASSWORD, HERE)


@pytest.mark.parametrize(
    "password",
    ["short", "aaaaaaaaaaaaaaaa", "1234567890123", "qwertyuiopas", "password1234", "RosaRosa2026", "outreach-2026!"],
)
def test_what_would_be_guessed_first_is_no_password(app: App, password: str) -> None:
    service.add_account(app, "Rosa")
    link = service.invite(app, "Rosa")
    with pytest.raises(InvalidInputError):
        service.choose_password(app, link.token, password)
    service.choose_password(app, link.token, PASSWORD)  # the link is good yet


@pytest.mark.parametrize(
    "password", [PASSWORD, "Mañana llueve en Cusco", "zX9$kq2!vT7w", "これは私の合言葉です、誰も知らない"]
)
def test_what_nobody_would_guess_is_one(app: App, password: str) -> None:
    with_password(app, password=password)
    assert service.sign_in(app, "Rosa", password, HERE)


def test_a_password_is_the_same_however_its_accents_are_typed(app: App) -> None:
    with_password(app, password="man\u0303ana llueve en Cusco")
    assert service.sign_in(app, "Rosa", "ma\u00f1ana llueve en Cusco", HERE)


def test_a_link_is_good_once_and_only_the_newest(app: App) -> None:
    service.add_account(app, "Rosa")
    old, new = service.invite(app, "Rosa"), service.invite(app, "Rosa")
    with pytest.raises(NotFoundError, match="link is over"):
        service.choose_password(app, old.token, PASSWORD)
    service.choose_password(app, new.token, PASSWORD)
    with pytest.raises(NotFoundError, match="link is over"):
        service.choose_password(app, new.token, ANOTHER)
    assert service.sign_in(app, "Rosa", PASSWORD, HERE)


@pytest.mark.parametrize("token", ["", "x", "accounts-1-aaaaaaaaaaaaaaaaaaaaaaaaaa", "contacts-1-" + "a" * 26])
def test_a_link_of_nobodys_making_opens_nothing(app: App, token: str) -> None:
    service.add_account(app, "Rosa")
    service.invite(app, "Rosa")
    with pytest.raises(NotFoundError, match="link is over"):
        service.whose_link(app, token)


def test_a_link_ends_with_its_days_and_with_the_account(app: App) -> None:
    service.add_account(app, "Rosa")
    link = service.invite(app, "Rosa")
    assert service.whose_link(after(app, days=7), link.token).name == "Rosa"
    with pytest.raises(NotFoundError):
        service.whose_link(after(app, days=8), link.token)
    service.retire_account(after(app, days=1), "Rosa")
    with pytest.raises(NotFoundError):
        service.whose_link(app, link.token)
    with pytest.raises(ConflictError, match="retired"):
        service.invite(app, "Rosa")


def test_another_password_ends_the_other_sessions(app: App) -> None:
    rosa = with_password(app)
    here, there = service.begin(app, rosa), service.begin(app, rosa)
    now = service.of_token(app, here)
    assert now is not None
    with pytest.raises(InvalidInputError, match="not your present password"):
        service.change_password(app, rosa, "wrong", ANOTHER, mark=now.mark)
    assert service.change_password(app, rosa, PASSWORD, ANOTHER, mark=now.mark) == 1
    assert service.of_token(app, here) == now
    assert service.of_token(app, there) is None
    assert service.sign_in(app, "Rosa", ANOTHER, HERE)


def test_a_session_ends_when_nobody_comes_at_the_end_of_the_day_and_with_the_account(app: App) -> None:
    rosa = with_password(app)
    token = service.begin(app, rosa)
    assert service.of_token(after(app, minutes=119), token)
    assert service.of_token(after(app, minutes=230), token)  # seen in between
    assert service.of_token(after(app, minutes=360), token) is None
    busy = service.begin(after(app), rosa)
    for half_hours in range(1, 24):
        assert service.of_token(after(app, minutes=30 * half_hours), busy)
    assert service.of_token(after(app, hours=12), busy) is None
    another = service.begin(after(app), rosa)
    service.retire_account(app, "Rosa")
    assert service.of_token(app, another) is None
    assert service.reinstate_account(app, "Rosa").retired_on is None
    assert service.of_token(app, another) is None


def test_tokens_are_not_kept_and_hashes_are_in_no_journal(app: App) -> None:
    rosa = with_password(app)
    token = service.begin(app, rosa)
    assert token not in str(app.store.rows("select * from sessions"))
    assert "argon2" not in str(app.store.rows("select * from change_rows"))
    assert [one.what for one in changes.latest(app)][:2] == ["set password", "invite"]


def test_the_first_account_is_made_once_with_the_code(app: App) -> None:
    assert service.is_new(app)
    code = service.first_code(app)
    with pytest.raises(RefusedError):
        service.make_first(app, "accounts-0-" + "a" * 26, "Ana", PASSWORD)
    first = service.make_first(app, code, "Ana", PASSWORD, email="ana@example.org")
    assert (first.role, first.email, first.can_sign_in) == (Role.ADMINISTRATOR, "ana@example.org", True)
    with pytest.raises(RefusedError):
        service.make_first(app, code, "Eve", PASSWORD)
    assert not service.is_new(app)
    assert service.sign_in(app, "ana", PASSWORD, HERE).id == first.id


def test_the_last_administrator_stays_one(app: App) -> None:
    with_password(app, "Ana", Role.ADMINISTRATOR)
    with pytest.raises(RefusedError, match="only administrator"):
        service.set_role(app, "Ana", Role.READER)
    with pytest.raises(RefusedError, match="only administrator"):
        service.retire_account(app, "Ana")
    service.add_account(app, "Rosa", role=Role.ADMINISTRATOR)
    made = service.set_role(app, "Ana", Role.READER)
    assert made.role is Role.READER
    with pytest.raises(RefusedError, match="final"):
        changes.undo(app, changes.latest(app)[0].id)


def test_an_address_is_of_one_account_only(app: App) -> None:
    service.add_account(app, "Rosa", email="us@example.org")
    with pytest.raises(ConflictError, match="Rosa signs in with us@example.org"):
        service.add_account(app, "Ana", email="US@example.org")
    with pytest.raises(InvalidInputError, match="no e-mail address"):
        service.add_account(app, "Ana", email="us at example")


def test_hashing_takes_as_long_for_whoever_is_not_there(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def verified(app: App, known: str, password: str) -> bool:
        tried.append(known)
        return passwords.verified(app, known, password)

    monkeypatch.setattr(signing_in, "verified", verified)
    with_password(app)
    for who in ("Rosa", "Nobody"):
        with pytest.raises(RefusedError):
            service.sign_in(app, who, "wrong", HERE)
    assert len(tried) == 2
    assert tried[1] == ""  # which is tried against the hash of nobody's password
