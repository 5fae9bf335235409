"""Pages over the wire: a real server in a process of its own, proxies before it, several at once."""

import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
from click.testing import Result

from outreach_crm.app import App
from outreach_crm.contacts.model import Contact
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.privacy import service as privacy
from outreach_crm.web.safety import HEADERS, MOST_BYTES
from outreach_crm.web.serving import Plan, serve
from tests.web.conftest import ONE_CLICK, link_of, reachable
from tests.web.served import served

pytestmark = pytest.mark.connections


def test_a_mail_program_takes_somebody_off_the_list_over_the_wire(app: App, ana: Contact) -> None:
    link = link_of(reachable(app), ana)
    with served(app) as site:
        status, headers, page = site.ask("GET", link)
        assert (status, "What we send you, Ana" in page) == (200, True)
        assert {name: headers[name] for name in HEADERS} == HEADERS
        assert headers["Server"] is None
        body = "&".join(f"{name}={value}" for name, value in ONE_CLICK.items())
        with ThreadPoolExecutor(8) as threads:
            assert {*threads.map(lambda _: site.ask("POST", link, body)[0], range(16))} == {200}
        assert site.ask("POST", link, "a=" + "x" * MOST_BYTES)[0] == 413
        assert site.ask("GET", "//evil.example/")[0] == 404
    said = [one for one in privacy.ledger(app, ana.id) if one.state == "objected"]
    assert [(one.purpose, one.channel) for one in said] == [("mailings", "email")]


def test_whoever_holds_many_connections_and_says_nothing_keeps_nobody_out(app: App, ana: Contact) -> None:
    link = link_of(reachable(app), ana)
    with served(app) as site, ExitStack() as held:
        host, port = urlsplit(site.address).hostname, urlsplit(site.address).port
        for _ in range(150):  # more than waitress takes by itself
            slow = held.enter_context(socket.create_connection((host, port)))
            slow.sendall(f"POST {link} HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\na".encode())
        assert site.ask("GET", link)[0] == 200


def test_several_processes_serve_one_database(app: App, ana: Contact) -> None:
    link = link_of(reachable(app), ana)
    with served(app) as one, served(app) as other, ThreadPoolExecutor(8) as threads:
        asks = [ask for _ in range(8) for ask in (one.ask, other.ask)]
        body = "what=everything"
        assert {*threads.map(lambda ask: ask("POST", f"{link}/stop", body)[0], asks)} == {200}
        assert "None of this is sent to you" in other.ask("GET", link)[2]
    assert len([one for one in privacy.ledger(app, ana.id) if one.state == "objected"]) == 1


@pytest.mark.parametrize(("proxies", "path"), [("0", "/static/pages.css"), ("1", "/outreach/static/pages.css")])
def test_only_proxies_that_the_settings_trust_are_believed(app: App, ana: Contact, proxies: str, path: str) -> None:
    link = link_of(reachable(app), ana)
    with served(app, OUTREACH_WEB__PROXIES=proxies) as site:
        page = site.ask(
            "GET", link, X_Forwarded_For="192.0.2.1", X_Forwarded_Prefix="/outreach", X_Forwarded_Proto="https"
        )[2]
    assert f'href="{path}?v=' in page


def test_a_port_that_is_taken_is_told_in_a_sentence(app: App) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ConflictError, match=f"127.0.0.1:{port}"):
            serve(app, Plan(port=port), ready=lambda *_: None)


def test_a_demo_is_not_shown_to_others(app: App) -> None:
    with pytest.raises(InvalidInputError, match="on this machine only"):
        serve(app, Plan(host="0.0.0.0", guest="Maria"), ready=lambda *_: None)


def test_the_demo_has_a_database_of_its_own(cli: Callable[..., Result]) -> None:
    assert "give --demo alone" in cli("serve", "--demo", "--public-only", code=2).stderr
