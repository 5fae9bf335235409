"""How often a page is opened by its link, and wrong links are tried: limits, restarts, several processes."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask.testing import FlaskClient

from outreach_crm.app import App
from outreach_crm.contacts.model import Contact
from outreach_crm.errors import StorageError
from outreach_crm.web import counting, safety
from outreach_crm.web.site import make_site
from tests.builders import a_person
from tests.web.conftest import link_of, reachable
from tests.web.office import words
from tests.web.served import served

pytestmark = pytest.mark.connections
WRONG = "/you/a/b/{}"
ELSEWHERE = {"REMOTE_ADDR": "198.51.100.7"}


def client_of(app: App, **web: object) -> FlaskClient:
    return make_site(reachable(app, **web), public_only=True).test_client(use_cookies=False)


def rows(app: App) -> int:
    return int(app.store.value("select count(*) from limits"))


def test_guesses_come_to_an_end_and_the_right_link_is_let_through(app: App, ana: Contact) -> None:
    client = client_of(app, wrong_links=3)
    assert [client.get(WRONG.format(n)).status_code for n in range(5)] == [404, 404, 404, 429, 429]
    told = client.get(WRONG.format("x"))
    assert ("Wait a few minutes" in words(told.text), told.headers["Retry-After"]) == (True, "600")
    assert client.get(link_of(reachable(app), ana)).status_code == 200
    assert client.get(WRONG.format("c"), environ_base=ELSEWHERE).status_code == 404


def test_what_has_no_page_at_all_is_no_guess(app: App) -> None:
    client = client_of(app, wrong_links=1)
    assert {client.get(path).status_code for path in ("/favicon.ico", "/robots.txt", "/you", "/wp-login.php")} == {404}
    assert rows(app) == 0


def test_a_page_is_opened_and_sent_so_often_a_minute_each_by_itself(app: App, ana: Contact) -> None:
    client, link = client_of(app, pages_a_minute=4), link_of(reachable(app), ana)
    assert [client.get(link).status_code for _ in range(6)] == [200] * 4 + [429] * 2
    assert 0 < int(client.get(link).headers["Retry-After"]) <= 60
    assert [client.post(f"{link}/stop", data={"what": "this"}).status_code for _ in range(5)] == [200] * 4 + [429]


def test_whoever_opens_a_page_too_often_keeps_nobody_else_out(app: App, ana: Contact) -> None:
    client, link = client_of(app, pages_a_minute=2), link_of(reachable(app), ana)
    paul = link_of(reachable(app), a_person(app, "Paul Meyer"))
    assert [client.get(link).status_code for _ in range(3)][-1] == 429
    assert client.get(link, environ_base=ELSEWHERE).status_code == 200
    assert client.get(paul).status_code == 200


def test_only_every_tenth_visit_costs_a_write_and_other_processes_hear_of_it(app: App, ana: Contact) -> None:
    link = link_of(reachable(app), ana)
    here, there = client_of(app, pages_a_minute=30), client_of(app, pages_a_minute=30)
    written = []
    for _ in range(10):
        written.append(rows(app))
        assert here.get(link).status_code == 200
    assert (written, rows(app)) == ([0] * 10, 1)
    codes = [Counter(client.get(link).status_code for _ in range(20)) for client in (here, there, here, there)]
    # Thirty were written down, whoever asked; a process that hears of it only now has let nine more through.
    assert codes == [{200: 20}, {200: 9, 429: 11}, {429: 20}, {429: 20}]


def test_a_network_is_one_customer() -> None:
    assert safety.network("2001:db8::1") == safety.network("2001:db8::ffff:1") != safety.network("2001:db9::1")
    assert safety.network("::ffff:192.0.2.7") == "192.0.2.7"  # not all of them together
    assert safety.network("odd") == ""


def test_visits_among_threads_are_all_counted(app: App) -> None:
    counter = counting.Counter(pages=500, wrong=1)
    own = [app.as_actor(app.actor) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        waits = [*threads.map(lambda one: [counter.visit(one, "a link") for _ in range(200)], own)]
    for one in own:
        one.close()
    assert sum(wait == 0 for each in waits for wait in each) == 500


def test_what_a_process_remembers_has_an_end(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "_MOST", 3)
    counter = counting.Counter(pages=1, wrong=1)
    assert [counter.visit(app, f"link {n}") for n in range(9)] == [0] * 9
    assert len(counter._seen) == 3


def test_a_database_that_takes_no_writes_keeps_nobody_out(
    app: App, ana: Contact, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> int:
        raise StorageError("The disk is full.")

    monkeypatch.setattr("outreach_crm.limits.service.count", full)
    client, link = client_of(app), link_of(reachable(app), ana)
    assert {client.get(link).status_code for _ in range(20)} == {200}
    assert {client.get(WRONG.format(n)).status_code for n in range(30)} == {404}


def test_of_a_thousand_guesses_at_two_processes_and_after_a_restart_twenty_are_answered(app: App, ana: Contact) -> None:
    link = link_of(reachable(app), ana)
    with served(app) as one, served(app) as other, ThreadPoolExecutor(8) as threads:
        asks = [ask for _ in range(500) for ask in (one.ask, other.ask)]
        codes = Counter(threads.map(lambda ask: ask("GET", WRONG.format("x"))[0], asks))
        assert codes == {404: 20, 429: 980}
        assert other.ask("GET", link)[0] == 200
    with served(app) as again:
        status, headers, _ = again.ask("GET", WRONG.format("y"))
        assert (status, 0 < int(headers["Retry-After"]) <= 600) == (429, True)
        assert again.ask("GET", link)[0] == 200
