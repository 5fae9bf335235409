"""Behind a proxy, below a path such as /crm: every link, form and redirect leads there, and nothing else alters."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from attrs import evolve
from werkzeug.test import TestResponse

from outreach_crm.app import App
from outreach_crm.plugins import Plugins
from outreach_crm.settings import Settings
from outreach_crm.tasks import service as tasks
from tests.web.everywhere import WHO, copied
from tests.web.office import Desk, at_desk
from tests.web.walk import Reader

BELOW = "/crm"
_NAV = re.compile(r"<nav.*?</nav>", re.DOTALL)


def behind(app: App, proxies: int = 1) -> Desk:
    """Maria, whose browser comes through a proxy."""
    desk = at_desk(evolve(app, settings=Settings({"web": {"proxies": proxies}})), WHO)
    desk.client.environ_base["HTTP_X_FORWARDED_PREFIX"] = BELOW
    return desk


@pytest.fixture(scope="module")
def desk(demo_day: Path, tmp_path_factory: pytest.TempPathFactory, plugins: Plugins) -> Iterator[Desk]:
    """Maria in a copy of the demo."""
    found = behind(copied(demo_day, tmp_path_factory.mktemp("below"), plugins))
    yield found
    found.app.close()


def opened(desk: Desk, path: str) -> TestResponse:
    """Open a page by the path that a browser has; the proxy takes its own part away."""
    assert path.startswith(f"{BELOW}/"), path
    answer = desk.get(path.removeprefix(BELOW))
    while answer.status_code in {302, 303}:
        to = answer.headers["Location"]
        assert to.startswith(f"{BELOW}/"), (path, to)
        answer = desk.get(to.removeprefix(BELOW))
    return answer


def paths(page: str) -> Iterator[tuple[str, str, str]]:
    """All paths that stand in a page: of which element, in what, and which; what somebody may read or send is none."""
    for tag, own in Reader(page).elements:
        for name, text in own.items():
            if text and text.startswith("/") and name not in {"value", "content", "placeholder"}:
                yield tag, name, text


def test_the_menu_and_all_that_its_pages_lead_to_stand_below_the_path_of_the_proxy(desk: Desk) -> None:
    first = opened(desk, f"{BELOW}/")
    menu = _NAV.search(first.text)
    assert menu
    there = {*Reader(menu[0]).links}
    assert len(there) > 10
    seen = 0
    for link in sorted(there):
        page = opened(desk, link)
        assert page.status_code == 200, link
        leads = [*paths(page.text)]
        assert [one for one in leads if not one[2].startswith(f"{BELOW}/")] == [], link
        assert [one for one in leads if one[2].startswith(f"{BELOW}{BELOW}/")] == [], link
        further = {to for tag, name, to in leads if (tag, name) == ("a", "href")} - there
        for to in sorted(further)[:4]:
            inner = opened(desk, to)
            assert inner.status_code == 200, (link, to)
            if inner.mimetype == "text/html":
                assert [one for one in paths(inner.text) if not one[2].startswith(f"{BELOW}/")] == [], to
                seen += 1
        for part in {to for tag, _, to in leads if tag in {"link", "script"}}:
            with desk.get(part.removeprefix(BELOW)) as found:
                assert found.status_code == 200
    assert seen > 20


def test_a_form_leads_on_below_it_and_back_to_where_somebody_was(desk: Desk) -> None:
    page = opened(desk, f"{BELOW}/tasks/add?next=/contacts").text
    (form,) = (one for one in Reader(page).forms if one.method == "post" and "title" in one.sent)
    sent, action = {**form.sent, "title": "Ring Ana"}, (form.action or f"{BELOW}/tasks/add").removeprefix(BELOW)
    answers = [desk.client.post(action, data=sent) for _ in range(2)]
    assert {(one.status_code, one.headers["Location"]) for one in answers} == {(303, f"{BELOW}/contacts")}
    assert [one.title for one in tasks.list_tasks(desk.app)].count("Ring Ana") == 1


def test_who_is_not_signed_in_is_led_to_the_page_for_it_and_to_where_they_wanted(desk: Desk) -> None:
    stranger = desk.client.application.test_client()
    said = {"X-Forwarded-Prefix": BELOW}
    to = stranger.get("/tasks?which=done", headers=said).headers["Location"]
    assert to == f"{BELOW}/account/sign-in?next=/tasks%3Fwhich%3Ddone"
    by_part = {**said, "HX-Request": "true", "HX-Current-URL": f"https://pages.example.org{BELOW}/tasks?a=b"}
    part = stranger.get("/jobs/1", headers=by_part)
    assert part.headers["HX-Redirect"] == f"{BELOW}/account/sign-in?next=/tasks%3Fa%3Db"


@pytest.mark.connections
def test_what_somebody_typed_stays_as_it_is(app: App) -> None:
    desk = behind(app)
    typed = 'a href="/contacts" <b action="/x">'
    tasks.add(app, typed)
    page = desk.read("/tasks")
    assert "a href=&#34;/contacts&#34; &lt;b action=&#34;/x&#34;&gt;" in page


@pytest.mark.connections
@pytest.mark.parametrize(
    "odd", ["//evil.example", "https://evil.example", '/a"onload="x', "/a b", "crm", "/a\\b", "/é", "", "/", "/<b>"]
)
def test_what_is_no_path_is_not_believed(app: App, odd: str) -> None:
    desk = behind(app)
    desk.client.environ_base["HTTP_X_FORWARDED_PREFIX"] = odd
    assert desk.get("/").headers["Location"] == "/today"
    assert 'href="/contacts"' in desk.read("/today")


@pytest.mark.connections
def test_a_slash_behind_the_path_does_not_matter_and_nobody_else_is_believed(app: App) -> None:
    desk = behind(app)
    desk.client.environ_base["HTTP_X_FORWARDED_PREFIX"] = f"{BELOW}/"
    assert desk.get("/").headers["Location"] == f"{BELOW}/today"
    assert behind(app, proxies=0).get("/").headers["Location"] == "/today"


@pytest.mark.connections
def test_a_link_for_a_new_account_leads_below_it(app: App) -> None:
    from outreach_crm.accounts import service as accounts
    from outreach_crm.policy import Role

    made = accounts.add_account(app, "Rosa", role=Role.OFFICER)
    plain = evolve(app, settings=Settings({"web": {"proxies": 1}}))
    desk = at_desk(plain, "Eva", Role.ADMINISTRATOR)
    desk.client.environ_base["HTTP_X_FORWARDED_PREFIX"] = BELOW
    answer = desk.send(f"/accounts/{made.id}/link", seen=f"/accounts/{made.id}")
    found = re.search(r"https?://[^\s\"<]+/account/link/[\w-]+", answer.text)
    assert found
    assert urlsplit(found[0]).path.startswith(f"{BELOW}/account/link/")
