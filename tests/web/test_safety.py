"""What holds for every page: headers, sizes, forms from elsewhere, guessing, and no word too many when it fails."""

import logging
import re
from collections.abc import Sequence
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from attrs import evolve
from flask import Blueprint, request
from flask.testing import FlaskClient
from markupsafe import escape

from outreach_crm import errors
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact, ContactDraft
from outreach_crm.forms import Choice, Field, Kind, Preference
from outreach_crm.hooks import hookimpl
from outreach_crm.model import Pages
from outreach_crm.plugins import Plugins
from outreach_crm.web import safety
from outreach_crm.web.site import make_site
from tests.outreach_meetings.linked import page_of_a_calendar, page_of_a_poll
from tests.outreach_priority.linked import pages_of_a_sheet
from tests.web.conftest import ONE_CLICK, Browser, changes_of, link_of, reachable
from tests.web.payloads import PAYLOADS, structure

pytestmark = pytest.mark.connections
SECRET = "the secret of ana@example.org"
broken = Blueprint("broken", __name__)
beside = Blueprint("beside", __name__)
inside = Blueprint("inside", __name__)
beside.add_url_rule("/a/b", "show", lambda: "beside")
inside.add_url_rule("/c/d", "show", lambda: "inside")


@broken.get("/<kind>")
def fail(kind: str) -> str:
    raise getattr(errors, kind, ValueError)(SECRET)


class Broken:
    """A plugin whose pages fail."""

    @hookimpl
    def blueprints(self) -> list[Pages]:
        return [
            Pages(f"{__name__}:broken", "/broken", public=True),
            Pages("no.such.module:pages", "/gone", public=True),
            Pages(f"{__name__}:PAYLOADS", "/odd", public=True),
            Pages(f"{__name__}:beside", "/broken", public=True),
            Pages(f"{__name__}:inside", "/broken"),
            Pages(f"{__name__}:broken", "/again", public=True),
        ]


def client_of(app: App, **web: object) -> FlaskClient:
    return make_site(reachable(app, **web), public_only=True).test_client(use_cookies=False)


def with_broken(app: App) -> App:
    return evolve(app, plugins=Plugins.load(extra={"broken": Broken()}))


def paths_of(browser: Browser) -> list[tuple[str, str, dict[str, str]]]:
    """Every route of the site and what else can be asked of it, as method, path and form."""
    own = browser.link
    return [
        ("GET", own, {}),
        ("HEAD", own, {}),
        ("OPTIONS", own, {}),
        ("POST", own, ONE_CLICK),
        ("POST", f"{own}/stop", {"what": "this"}),
        ("POST", f"{own}/save/privacy", {}),
        ("POST", f"{own}/save/privacy", {"mailings": "pigeon"}),
        ("GET", f"{own}/save/privacy", {}),
        ("PUT", own, {}),
        ("GET", "/static/pages.css", {}),
        ("GET", "/static/../model.py", {}),
        ("GET", "/", {}),
        ("POST", own, {"a": "x" * safety.MOST_BYTES}),
        *(("GET", path, {}) for path in (*pages_of_a_sheet(browser.app), page_of_a_poll(browser.app))),
        ("GET", page_of_a_calendar(browser.app), {}),
        ("GET", "/invitation/of/somebody", {}),
    ]


def endpoint_of(browser: Browser, method: str, path: str) -> str:
    with browser.client.application.test_request_context(path, method=method):
        return request.endpoint or ""


def test_every_response_has_every_header_and_no_cookie_and_leads_nowhere_else(browser: Browser) -> None:
    rules = {rule.endpoint for rule in browser.client.application.url_map.iter_rules()}
    asked = {endpoint_of(browser, method, path) for method, path, _ in paths_of(browser)}
    for method, path, sent in paths_of(browser):
        answer = browser.client.open(path, method=method, data=sent or None)
        kept = {"Cache-Control": safety.ASKED_AGAIN} if path.endswith(".ics") else {}
        assert {name: answer.headers.get(name) for name in safety.HEADERS} == {**safety.HEADERS, **kept}, path
        assert not {"Set-Cookie", "Location"} & {*answer.headers.keys()}, path
        answer.close()
    assert rules <= asked


def test_pages_hold_nothing_inline_and_nothing_from_elsewhere(browser: Browser) -> None:
    page = browser.get().text
    assert re.findall(r"<(?:script|style|iframe|object)|style=|\son\w+=|https?:|\s(?:src|action|href)=\"//", page) == []
    assert {link[0] for link in re.findall(r'(?:href|action)="([^"]*)"', page)} == {"/", "#"}


@pytest.mark.parametrize(
    "path", ["//evil.example", "/\\evil.example", "/%5cevil.example", "//evil.example/%2e%2e", "/you//x", "/you/a/b/c/"]
)
def test_no_path_leads_to_another_site(browser: Browser, path: str) -> None:
    answer = browser.client.get(path)
    assert answer.status_code == 404
    assert "Location" not in answer.headers


@pytest.mark.parametrize("path", ["", "/stop"])
def test_what_is_too_large_is_refused_before_it_is_read(browser: Browser, path: str) -> None:
    answer = browser.client.post(browser.link + path, data={**ONE_CLICK, "a": "x" * safety.MOST_BYTES})
    assert answer.status_code == 413
    assert "more than a page takes" in answer.text


@pytest.mark.parametrize(
    ("headers", "taken"),
    [
        ({}, True),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, True),
        ({"Origin": "null"}, True),
        ({"Origin": "http://localhost"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Origin": "https://evil.example"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, False),
    ],
)
def test_a_form_of_another_site_changes_nothing(browser: Browser, headers: dict[str, str], taken: bool) -> None:
    before = changes_of(browser.app)
    for path in ("/stop", "/save/privacy"):
        answer = browser.client.post(browser.link + path, data={"what": "everything"}, headers=headers)
        assert answer.status_code == (200 if taken else 403)
    assert (changes_of(browser.app) > before) is taken
    # A mail program is no page of ours, and is let in.
    assert browser.client.post(browser.link, data=ONE_CLICK, headers=headers).status_code == 200


def test_errors_are_one_sentence_and_tell_nobodys_secret(app: App, caplog: pytest.LogCaptureFixture) -> None:
    client = client_of(with_broken(app))
    statuses = {
        "NotFoundError": 404,
        "InvalidInputError": 422,
        "ConflictError": 409,
        "RefusedError": 403,
        "DeliveryError": 502,
        "StorageError": 503,
        "ValueError": 500,
    }
    for kind, status in statuses.items():
        answer = client.get(f"/broken/{kind}")
        assert (answer.status_code, "secret" in answer.text) == (status, False)
        assert answer.text.count("<h1>") == 1
    assert "ValueError in broken.fail" in caplog.text
    assert [word for word in ("secret", "ana@", "/broken/") if word in caplog.text] == []


def test_pages_that_cannot_be_loaded_are_named_and_the_others_stand(app: App, caplog: pytest.LogCaptureFixture) -> None:
    client = client_of(with_broken(app))
    assert "no.such.module:pages" in caplog.text
    assert "PAYLOADS is no blueprint" in caplog.text
    assert client.get("/broken/ConflictError").status_code == 409


def test_several_may_have_pages_below_one_path_but_no_pages_stand_twice(app: App) -> None:
    own = with_broken(app)
    client = client_of(own)
    assert client.get("/broken/a/b").text == "beside"
    assert client.get("/broken/ConflictError").status_code == 409
    assert client.get("/broken/c/d").status_code == 404  # it is not for the public
    assert client.get("/again/ConflictError").status_code == 404
    assert [one.sentence for one in own.plugins.failed] == [
        f"blueprints: ValueError: there is a blueprint {__name__}:broken already"
    ]


def asked(words: Sequence[str]) -> list[Preference]:
    """Sections that show words wherever a page can show any."""
    choices = tuple(Choice(str(n), one, heading=one) for n, one in enumerate(words))
    fields = [Field(key=f"n{n}", label=one, kind=Kind.NUMBER, hint=one, least=1, most=2) for n, one in enumerate(words)]
    several = Field(key="s", label="x", kind=Kind.SEVERAL_OF, choices=choices, find=f"{__name__}:find_nothing")
    keys = tuple(Choice(one, one) for one in words)
    one_of = Field(key="o", label="x", kind=Kind.ONE_OF, value=words[0], choices=keys)
    sections = [Preference(key=f"t{n}", title=one, explanation=one, fields=(), save="x") for n, one in enumerate(words)]
    return [Preference(key="x", title="x", fields=(*fields, several, one_of), save="x:y", rank=1), *sections]


def find_nothing(app: App, words: str, chosen: Sequence[str]) -> list[Choice]:
    return []


def shown_with(app: App, words: Sequence[str]) -> list[str]:
    """Return the pages of somebody whose name, questions and answers are words, and of who has no link."""

    @hookimpl
    def preferences(contact_id: int) -> list[Preference]:
        return asked(words)

    own = evolve(app, plugins=Plugins.load(extra={"odd": SimpleNamespace(preferences=preferences)}))
    client, pages = client_of(own), []
    draft = ContactDraft(name="x", fields={"given": "x", "family": "x"}, emails=("x@example.org",))
    link = link_of(reachable(own), contacts.add(own, draft))
    pages.append((200, client.get(link)))
    pages.append((422, client.post(f"{link}/save/x", data={f"n{n}": one for n, one in enumerate(words)})))
    for one in words[:: len(words) // 3]:
        pages.append((200, client.post(f"{link}/save/x", data={"s-words": one, "s": one, "o": one})))
        pages.append((404, client.get(quote(f"/you/a/b/{one.replace('/', '')}"))))
    assert [answer.status_code for _, answer in pages] == [status for status, _ in pages]
    return [answer.text for _, answer in pages]


def test_what_people_wrote_is_text_wherever_it_is_shown(app: App) -> None:
    hostile, plain = shown_with(app, PAYLOADS), shown_with(app, [f"w{n}" for n in range(len(PAYLOADS))])
    assert len(PAYLOADS) > 300
    for one, other in zip(hostile, plain, strict=True):
        assert structure(one) == structure(other)
    assert [one for one in ("1234321", "mappingproxy", "&lt;class") if any(one in page for page in hostile)] == []


@pytest.mark.parametrize("payload", PAYLOADS[:20])
def test_a_name_is_text_on_the_page(app: App, payload: str) -> None:
    fields = {"given": payload, "family": "x"}
    made = contacts.add(app, ContactDraft(name="x", fields=fields, emails=("x@example.org",)))
    page = client_of(app).get(link_of(reachable(app), made)).text
    assert f"What we send you, {escape(' '.join(payload.split()))}" in page


def test_a_plugin_that_raises_is_left_out_of_the_page_which_says_so(
    app: App, ana: Contact, caplog: pytest.LogCaptureFixture
) -> None:
    raised = []

    @hookimpl
    def preferences(contact_id: int) -> list[Preference]:
        raised.append(contact_id)
        raise ValueError("ana@example.org")

    own = evolve(app, plugins=Plugins.load(extra={"odd": SimpleNamespace(preferences=preferences)}))
    client, link = client_of(own), link_of(reachable(own), ana)
    for _ in range(2):
        page = client.get(link)
        assert (page.status_code, "What we may send you" in page.text) == (200, True)
        assert "A part of this page cannot be shown" in page.text
    assert raised == [ana.id, ana.id]  # it is asked again with the next page
    assert "The plugin odd raised" in caplog.text
    assert "ana@" not in caplog.text


def test_a_closed_database_is_told_in_a_sentence(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> None:
        raise errors.StorageError("The database /srv/secret.db is locked.")

    monkeypatch.setattr(type(browser.app.store), "another", busy)
    logging.getLogger("outreach_crm.web").propagate = True
    answer = browser.get()
    assert (answer.status_code, "busy or away" in answer.text, "secret" in answer.text) == (503, True, False)
