"""Passwords as people choose and type them: which are taken, how they are tried, and what their fields allow."""

import re

import pytest

from outreach_crm.accounts import service
from outreach_crm.accounts.service.guessing import _known, is_guessed
from outreach_crm.accounts.service.passwords import _LONGEST, check_password, hashed, verified
from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError
from tests.accounts.people import PASSWORD, cheap, visitor, with_password
from tests.house import ROOT
from tests.web.office import Desk
from tests.web.walk import Reader

# Of those that lists of stolen passwords have most often and that are long enough; told apart by blanks.
OFTEN = """
qwertyuiop123 1q2w3e4r5t6y 1qaz2wsx3edc passwordpassword password12345 iloveyou1234 administrator1 q1w2e3r4t5y6
zaq12wsxcde3 123456789abc abcdefghijkl abc123abc123 qwerty123456 asdfghjkl123 princess1234 football1234 letmein12345
manchesterunited liverpool123 changeme1234 P@ssw0rd1234 Passw0rd123! superman1234 123456qwerty 123qweasdzxc
aaaaaaaaaaaa 112233445566 121212121212 123321123321 987654321000 contraseña123 motdepasse123 azertyuiop123
hallo1234567 realmadrid123 spongebobsquarepants christopher1988 teamoranger1 AngelAngela12
unbelievable1 0123456789ab Summer2024!! Welcome2026#
"""
FEW = 3_000


@pytest.fixture(name="app")
def the_app(app: App) -> App:
    """An App with passwords that take no time."""
    return cheap(app)


def combined() -> list[str]:
    """Passwords that are long enough, of a well-known word with digits, and of two."""
    words = _known("words")
    with_digits = [f"{word}{digits}" for word in words for digits in ("1234567", "2026!!!", "12345678", "1", "123")]
    pairs = [f"{one.title()}{other}{sign}" for one in words[::7] for other in words[::5] for sign in ("", "1", "!")]
    return [one for one in (*with_digits, *pairs) if len(one) >= 12]


@pytest.mark.parametrize("password", OFTEN.split())
def test_what_lists_of_stolen_passwords_have_most_often_is_no_password(password: str) -> None:
    assert is_guessed(password, ())


def test_thousands_that_are_long_enough_and_guessed_first_are_no_passwords() -> None:
    there = {*combined()}
    assert len(there) > FEW
    assert [one for one in there if not is_guessed(one, ())] == []


@pytest.mark.parametrize("password", ["mariadelcarmenrosa", "Rosa.Carmen.Maria1", "maria@example", "sectionexample1"])
def test_names_of_the_account_and_the_section_are_none_however_many_there_are(password: str) -> None:
    assert is_guessed(password, ("Maria del Carmen Rosa", "maria@example.org", "Section Example"))


@pytest.mark.parametrize(
    "password",
    [
        *("black coffee guitar summer", "schwertfisch tanzt leise", "azul lento puente nube", "83920571648203"),
        *("mx7-qlr-92v-tzp", "les chats verts dorment", "9 kettles, 1 oven", "correcthorsecorrecthorse"),
    ],
)
def test_words_that_have_nothing_to_do_with_each_other_are_one(password: str) -> None:
    assert not is_guessed(password, ("Rosa Quispe", "rosa@example.org", "Section Example"))


@pytest.mark.parametrize(
    "password",
    ["onlysmallletterswithoutend", "ONLY LARGE LETTERS HERE", "83920571648203", "!?&%$§=+*~#-_.:;", "🐘" * 4],
)
def test_nothing_is_asked_of_the_kinds_of_letters(app: App, password: str) -> None:
    account = with_password(app)
    long_enough = password if len(password) >= 12 else password + "🦒🐟🦩🐢🦉🐝🦔🐌"
    check_password(app, account, long_enough)


@pytest.mark.parametrize(("letters", "taken"), [(11, False), (12, True), (64, True), (_LONGEST, True), (201, False)])
def test_a_password_has_twelve_letters_or_more_and_long_ones_are_taken(app: App, letters: int, taken: bool) -> None:
    account = with_password(app)
    text = ("vo7kQ wenzi plurb 4x " * 10)[:letters].replace(" ", "-")
    if taken:
        return check_password(app, account, text)
    with pytest.raises(InvalidInputError):
        check_password(app, account, text)
    return None


@pytest.mark.parametrize("more", ["x", " ", "\n", "x" * 100_000])
def test_a_password_is_tried_as_it_was_typed_and_never_cut(app: App, more: str) -> None:
    longest = ("vo7kQ wenzi plurb 4x " * 10)[:_LONGEST]
    kept = hashed(app, longest)
    assert verified(app, kept, longest)
    for typed in (longest + more, longest[:-1], longest.lower(), f" {longest[1:]}", longest[:72]):
        assert not verified(app, kept, typed)


def pages_with_passwords(app: App) -> list[str]:
    service.add_account(app, "Tom")
    link = f"/account/link/{service.invite(app, 'Tom').token}"
    first = visitor(app).get(f"/account/first?code={service.first_code(app)}").text
    with_password(app)
    client = visitor(app)
    opened = client.get(link).text
    asked = client.get("/account/sign-in").text
    client.post("/account/sign-in", data={"who": "Rosa", "password": PASSWORD})
    return [first, opened, asked, Desk(app, client).read("/account/password")]


@pytest.mark.connections
def test_fields_of_passwords_hide_what_is_typed_and_take_what_a_manager_fills_in(app: App) -> None:
    for page in pages_with_passwords(app):
        fields = [own for tag, own in Reader(page).elements if tag == "input" and "password" in own.get("name", "")]
        assert fields
        for own in fields:
            assert (own["type"], own["autocomplete"] in {"current-password", "new-password"}) == ("password", True)
            assert not {"readonly", "maxlength", "pattern", "value"} & {name for name in own if own[name]}
    script = (ROOT / "outreach_crm/web/static/office.js").read_text("utf-8")
    assert re.findall(r"paste|clipboard|contextmenu", script) == []


@pytest.mark.connections
def test_a_password_is_asked_for_and_no_question_that_others_can_answer(app: App) -> None:
    for page in pages_with_passwords(app):
        names = {own["name"] for tag, own in Reader(page).elements if tag == "input" and own.get("name", "_")[0] != "_"}
        assert names <= {"q", "who", "whose", "name", "email", "code", "next", "password", "password_now"}
