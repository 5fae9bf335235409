"""Pages stay between two: HTTPS once is HTTPS always, no other site reads them, and nothing else is served."""

import pytest

from outreach_crm.app import App
from outreach_crm.web.safety import SECURE_ONLY
from outreach_crm.web.site import make_site
from tests.web.conftest import Browser, reachable
from tests.web.office import Desk

pytestmark = pytest.mark.connections
YEAR = 31_536_000
ELSEWHERE = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}


@pytest.mark.parametrize("path", ["/today", "/nowhere", "/static/office.js", "/account/sign-in", "/"])
def test_whoever_came_by_https_comes_by_nothing_else_for_a_year(desk: Desk, path: str) -> None:
    with desk.client.get(path, base_url="https://localhost") as answer:
        assert answer.headers["Strict-Transport-Security"] == SECURE_ONLY
    assert int(SECURE_ONLY.removeprefix("max-age=")) >= YEAR
    # Over http it would mean nothing (RFC 6797, 8.1).
    with desk.client.get(path) as answer:
        assert "Strict-Transport-Security" not in answer.headers


def test_a_proxy_that_is_trusted_says_that_it_was_https(app: App) -> None:
    for proxies, told in ((1, SECURE_ONLY), (0, None)):
        client = make_site(reachable(app, proxies=proxies), public_only=True).test_client()
        answer = client.get("/", headers={"X-Forwarded-Proto": "https"})
        assert answer.headers.get("Strict-Transport-Security") == told


@pytest.mark.parametrize("method", ["GET", "OPTIONS", "HEAD"])
def test_no_other_site_reads_a_page(desk: Desk, browser: Browser, method: str) -> None:
    for client, path in ((desk.client, "/today"), (desk.client, "/accounts.json"), (browser.client, browser.link)):
        answer = client.open(path, method=method, headers=ELSEWHERE)
        assert [name for name, _ in answer.headers if name.startswith("Access-Control-")] == []


@pytest.mark.parametrize(
    "path",
    [
        *("/.git/config", "/.git/HEAD", "/.svn/entries", "/.env", "/outreach.toml", "/outreach.db", "/outreach.db.key"),
        *("/static/", "/static/..", "/static/../model.py", "/static/%2e%2e/model.py", "/static/..%2fsafety.py"),
        *("/static/../../../.git/config", "/static//etc/passwd", "/static/.gitignore", "/setup.cfg", "/README.md"),
    ],
)
def test_nothing_of_the_program_is_served_but_the_files_of_its_pages(desk: Desk, path: str) -> None:
    for client in (desk.client, make_site(desk.app, public_only=True).test_client()):
        assert client.get(path).status_code == 404


def test_no_page_is_had_in_a_way_that_shows_what_was_sent_or_changes_what_is_served(desk: Desk) -> None:
    for method in ("TRACE", "PUT", "DELETE", "PATCH", "CONNECT", "DEBUG"):
        assert desk.client.open("/today", method=method).status_code in {404, 405}
