"""The office over the wire: the first visit, several processes, one of them killed, names, long work, the demo."""

import http.client
import os
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from attrs import evolve

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.clock import SystemClock
from outreach_crm.demo import service as demo
from outreach_crm.jobs import service as jobs
from outreach_crm.plugins import Plugins
from outreach_crm.transfer.service import LARGEST
from outreach_crm.web.site import make_site
from tests.accounts.people import PASSWORD, cheap, with_password
from tests.web.conftest import ADDRESS
from tests.web.office import words
from tests.web.served import Site, served

pytestmark = pytest.mark.connections
OFFICE = ("--host", "127.0.0.1")


def sign_in(site: Site, who: str = "Rosa") -> str:
    """Sign in and return the cookie."""
    body = urlencode({"who": who, "password": PASSWORD})
    status, headers, page = site.ask("POST", "/account/sign-in", body)
    assert status == 303, words(page)
    return headers["Set-Cookie"].partition(";")[0]


def test_the_program_says_where_the_first_account_is_made(app: App) -> None:
    code = accounts.first_code(evolve(app, clock=SystemClock()))
    with served(app, *OFFICE) as site:
        path = f"/account/first?code={code}"
        assert site.ask("GET", "/")[1]["Location"] == "/today"
        assert "The first account" in site.ask("GET", path)[2]
        body = urlencode({"name": "Ana", "password": PASSWORD, "code": code})
        status, headers, _ = site.ask("POST", path, body)
        cookie = headers["Set-Cookie"].partition(";")[0]
        assert (status, "Ana" in site.ask("GET", "/accounts", Cookie=cookie)[2]) == (303, True)


def test_several_processes_are_one_office_and_one_that_is_killed_is_followed_by_another(app: App) -> None:
    with_password(cheap(app))
    with served(app, *OFFICE, "--processes", "2") as site:
        cookie = sign_in(site)
        assert {site.ask("GET", "/account", Cookie=cookie)[0] for _ in range(12)} == {200}
        crew = children(site.pid)
        os.kill(crew[0], signal.SIGKILL)
        for _ in range(300):
            if len(set(children(site.pid)) - {crew[0]}) >= len(crew):
                break
            time.sleep(0.1)
        assert site.ask("GET", "/account", Cookie=cookie)[0] == 200
        assert set(children(site.pid)) - set(crew)


def test_no_process_outlives_the_one_that_leads_them(app: App) -> None:
    with_password(cheap(app))
    crew: list[int] = []
    with pytest.raises(AssertionError), served(app, *OFFICE, "--processes", "2") as site:
        crew = children(site.pid)
        assert len(crew) >= 2
        os.kill(site.pid, signal.SIGKILL)
    for _ in range(300):
        if not any(Path(f"/proc/{one}").exists() for one in crew):
            return
        time.sleep(0.1)
    pytest.fail("some go on alone")


def children(pid: int) -> list[int]:
    """The processes that serve for a process."""
    found = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return sorted(one for one in found if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes())


def test_long_work_is_done_beside_the_pages(app: App) -> None:
    job = app.store.insert(
        "jobs",
        {"work": "sing", "title": "Sing", "arguments": "{}", "actor": "Rosa", "via": "web", "role": "officer"}
        | {"made_at": "2026-03-09T08:00:00Z", "account_id": with_password(cheap(app)).id},
    )
    with served(app, *OFFICE) as site:
        cookie = sign_in(site)
        for _ in range(200):
            page = site.ask("GET", f"/jobs/{job}", Cookie=cookie)[2]
            if "went wrong" in page:
                break
            time.sleep(0.05)
        assert "Nothing here does work called &#39;sing&#39;" in page
    assert jobs.get(app, job).is_over


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8080", 200),
        ("127.0.0.1", 200),
        ("[::1]:8080", 200),
        ("192.168.1.7", 200),
        ("pages.example.org", 200),
        ("evil.example", 421),
        ("evil.example:80", 421),
        ("127.0.0.1.evil.example", 421),
        ("[", 421),
        ("", 421),
    ],
)
def test_pages_answer_to_their_own_names_only(app: App, host: str, status: int) -> None:
    with_password(cheap(app))
    own = evolve(app, settings=type(app.settings)({"web": {"address": ADDRESS}}))
    answer = make_site(own, public_only=False).test_client().get("/account/sign-in", headers={"Host": host})
    assert answer.status_code == status


def test_an_upload_of_the_office_may_be_larger_than_a_form_and_has_its_bounds(app: App) -> None:
    with_password(cheap(app))
    with served(app, *OFFICE) as site:
        assert site.ask("POST", "/account/sign-in", "a=" + "x" * 2_000_000)[0] == 413  # as its view says
        assert site.ask("POST", "/account/sign-in", "_kept=" + "x" * 300_000)[0] == 422  # it may hold what was written
        assert site.ask("POST", "/import", "a=" + "x" * LARGEST)[0] == 403  # a stranger, but it may be so large
        wire = http.client.HTTPConnection(urlsplit(site.address).netloc, timeout=60)
        wire.putrequest("POST", "/import")
        wire.putheader("Content-Length", str(33 * 1024 * 1024))
        wire.endheaders()
        assert wire.getresponse().status == 413
        wire.close()


@pytest.fixture
def a_demo(tmp_path: Path, plugins: Plugins) -> Iterator[App]:
    """A demo with nobody in it but its officer."""
    path = tmp_path / "demo.db"
    with demo.fresh(path, plugins) as made, made.change("begin"):
        pass
    assert not demo.is_whole(path)
    with demo.fresh(path, plugins) as made:
        with made.change("begin"):
            pass
        demo.finish(made)
    assert demo.is_whole(path)
    with demo.open_demo(path, plugins, made.settings) as opened:
        yield opened


def test_a_demo_asks_nobody_who_they_are_and_says_that_it_is_one(a_demo: App) -> None:
    client = make_site(a_demo, public_only=False, guest=a_demo.actor.name).test_client()
    page = client.get("/tasks/add")
    assert page.status_code == 200
    assert "This is a demo with invented people" in words(page.text)
    hidden = dict(re.findall(r'<input type="hidden" name="(_\w+)" value="([^"]*)"', page.text))
    assert client.post("/tasks/add", data={**hidden, "title": "Try it"}).status_code == 303
    assert "On the list: Try it." in words(client.get("/tasks").text)
    assert client.get("/accounts").status_code == 200
    for host in ("192.168.1.7", "evil.example"):
        assert client.get("/tasks", headers={"Host": host}).status_code == 421


def test_a_demo_uses_no_server_of_the_section(a_demo: App) -> None:
    assert a_demo.settings.written.keys() == {"section", "mailings"}
