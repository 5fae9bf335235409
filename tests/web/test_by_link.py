"""Pages by link are all made in one manner: who may open them, what they change, in which language, how they end."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import frozen
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from outreach_crm.app import App
from outreach_crm.privacy import service as privacy
from outreach_crm.web import safety
from outreach_crm.web.site import make_site
from outreach_meetings import service as meetings
from tests.web.conftest import changes_of, reachable
from tests.web.links import Pair, pairs, path_of, rules_of, speak

pytestmark = pytest.mark.connections
_MARK = "a" * 26
NOT_YET = {"priority_sheet.sheet_feedback", "priority_sheet.sheet_file"}
"""What there is only after a round is closed, and a file, which is no page."""


@frozen
class House:
    """All pages by link, and two links of each kind."""

    app: App
    site: Flask
    pairs: dict[str, Pair]

    @property
    def client(self) -> FlaskClient:
        return self.site.test_client(use_cookies=False)

    def routes(self) -> Iterator[tuple[Rule, Pair]]:
        for rule in rules_of(self.site):
            yield rule, self.pairs[rule.endpoint.partition(".")[0]]

    def ask(self, rule: Rule, link: dict[str, str]) -> TestResponse:
        """Ask for a route with a link, in the way in which it takes questions."""
        way = "GET" if "GET" in (rule.methods or ()) else "POST"
        return self.client.open(path_of(self.site, rule, link), method=way)


@pytest.fixture
def house(app: App, tmp_path: Path) -> House:
    found = pairs(app, tmp_path)
    return House(app, make_site(reachable(app, wrong_links=10_000), public_only=True), found)


def test_every_page_without_an_account_is_a_page_by_link(house: House) -> None:
    made = {
        rule.endpoint: getattr(house.site.view_functions[rule.endpoint], "by_link", "") for rule, _ in house.routes()
    }
    assert {name for name, by in made.items() if not by} == set()
    assert {*made.values()} == {*house.pairs}


def test_who_holds_a_link_opens_all_of_its_pages_and_none_changes_anything(house: House) -> None:
    before = changes_of(house.app)
    for rule, pair in house.routes():
        for _ in range(2):
            if "GET" in (rule.methods or ()) and rule.endpoint not in NOT_YET:
                assert house.ask(rule, pair.one).status_code == 200, rule.endpoint
    assert changes_of(house.app) == before


def test_all_say_that_nobody_shall_keep_them_list_them_or_pass_their_address_on(house: House) -> None:
    for rule, pair in house.routes():
        for link in (pair.one, dict.fromkeys(pair.one, "x")):
            answer = house.ask(rule, link)
            assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            kept = rule.endpoint == "meeting_calendar.calendar" and answer.status_code == 200
            assert answer.headers["Cache-Control"] == (safety.ASKED_AGAIN if kept else "no-store")
            assert "Set-Cookie" not in answer.headers


def test_whatever_is_wrong_with_a_link_the_page_is_the_same(house: House) -> None:
    gone = {holder for pair in house.pairs.values() for holder in pair.holders[1:]}
    privacy.erase(house.app, sorted(gone), because="asked for it")
    meetings.revoke(house.app, next(one for one in meetings.feeds(house.app) if one.name == "Lawyers' Network"))
    told = set()
    for rule, pair in house.routes():
        token = pair.one["token"]
        kind = token.partition("-")[0]
        wrong = [pair.other, *(pair.one | {"token": one} for one in (token[:-1], f"{kind}-1-{_MARK}", "x", "0" * 500))]
        for link in wrong:
            answer = house.ask(rule, link)
            told.add((answer.status_code, answer.text))
    ((status, text),) = told
    assert (status, "There is no such page" in text) == (404, True)


def test_the_link_of_one_page_opens_no_other(house: House) -> None:
    tokens = {name: pair.one["token"] for name, pair in house.pairs.items()}
    for rule, pair in house.routes():
        own = rule.endpoint.partition(".")[0]
        for name, token in tokens.items():
            answer = house.ask(rule, pair.one | {"token": token})
            if name != own:
                assert answer.status_code == 404, (rule.endpoint, name)


def test_a_page_speaks_the_language_of_who_holds_its_link(house: House) -> None:
    for pair in house.pairs.values():
        for holder in pair.holders[:1]:
            speak(house.app, holder, "fr")
    for rule, pair in house.routes():
        if pair.holders and "GET" in (rule.methods or ()) and rule.endpoint not in NOT_YET:
            assert '<html lang="fr"' in house.ask(rule, pair.one).text, rule.endpoint
            assert '<html lang="en"' in house.ask(rule, pair.other).text, rule.endpoint


def test_a_link_is_the_same_whatever_became_of_its_letters(house: House) -> None:
    for rule, pair in house.routes():
        if "GET" in (rule.methods or ()) and rule.endpoint not in NOT_YET:
            loud = {name: value.upper() for name, value in pair.one.items()}
            assert house.ask(rule, loud).status_code == 200, rule.endpoint
