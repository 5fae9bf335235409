"""What holds for every page of the office, whoever made it: a walk over all routes and links, with the demo data."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from werkzeug.routing import Rule

from outreach_crm.plugins import Plugins
from outreach_crm.policy import Action, Role
from outreach_crm.web.lists import FORMS
from outreach_crm.web.safety import HEADERS
from outreach_crm.web.visiting import PROOF
from tests.web.everywhere import desk_in, everywhere
from tests.web.office import Desk, at_desk, words
from tests.web.walk import Reader, Visit, endpoint_of, here

# Views that ask for no account: the endpoint, or the beginning of one, and why.
OPEN = {
    "static": "files that every page uses",
    "start": "leads on to the first page",
    "api.": "asked for by programs, each of which shows a token",
    "account.": "signing in, the first visit, and links of invitations",
}
# Pages to which no link leads in the demo, and why.
UNLINKED: dict[str, str] = {
    "changes.undo": "shown where something of a change stays, or it was undone before",
    "exports.weigh": "the form of an export leads there",
    "privacy.dispose": "nobody's time is over in the demo",
    "tokens.revoke": "no program has a token in the demo",
    "urgent_actions.pause": "only while an Urgent Action leaves",
    "urgent_actions.resume": "only while an Urgent Action leaves, or stands still",
    "duplicates.pair": "pairs are there once somebody has looked for them",
    "attachments.download": "the demo has no files",
    "saved.add": "once a condition is chosen",
    "find.find": "the field of the search leads there, which every page has",
    "find.hits": "a part of a page, asked for while somebody types in that field",
}
_NUMBER = 999_999


@pytest.fixture(scope="module")
def desk(busy_day: Path, tmp_path_factory: pytest.TempPathFactory, plugins: Plugins) -> Iterator[Desk]:
    """Maria, who may do everything, in a copy of the demo."""
    found = desk_in(busy_day, tmp_path_factory.mktemp("every"), plugins)
    yield found
    found.app.close()


@pytest.fixture(scope="module")
def visits(desk: Desk) -> list[Visit]:
    """Some pages of every rule to which links lead."""
    return [*everywhere(desk)]


def rules(site: Flask, method: str = "GET") -> list[Rule]:
    """The routes of the office."""
    found = [rule for rule in site.url_map.iter_rules() if method in (rule.methods or ())]
    return [rule for rule in found if hasattr(site.view_functions[rule.endpoint], "action")]


def path_to(rule: Rule) -> str:
    """A path of a rule to something that is not there."""
    return re.sub(r"<(?:int:)?(\w+)>", str(_NUMBER), re.sub(r"<(?:string|path|any[^:]*):\w+>", "nowhere", rule.rule))


def test_every_view_of_the_office_says_what_it_does(desk: Desk) -> None:
    site = desk.client.application
    public = tuple(f"{pages.prefix}/" for pages in desk.app.plugins.blueprints() if pages.public)
    of_all = [rule for rule in site.url_map.iter_rules() if not hasattr(site.view_functions[rule.endpoint], "action")]
    unguarded = {rule.endpoint for rule in of_all if not rule.rule.startswith(public)}
    assert [name for name in unguarded if not name.startswith(tuple(OPEN))] == []
    assert {view.action for view in site.view_functions.values() if hasattr(view, "action")} <= {*Action}


def test_links_and_forms_lead_to_every_page(desk: Desk, visits: list[Visit]) -> None:
    there = {visit.endpoint for visit in visits}
    # An empty list does not lead to itself in other forms.
    there |= {f"{one}_{form}" for one in there for form in FORMS}
    assert {rule.endpoint for rule in rules(desk.client.application)} - there == set()


def test_every_page_is_there_and_says_so_once(visits: list[Visit]) -> None:
    statuses = {visit.path: visit.answer.status_code for visit in visits}
    assert {path: one for path, one in statuses.items() if one not in {200, 302, 303}} == {}
    parts = {to.partition("?")[0] for visit in visits if visit.is_html for to in visit.page.parts}
    for visit in (one for one in visits if one.is_html and one.answer.status_code == 200 and one.bare not in parts):
        tags = [tag for tag, _ in visit.page.elements]
        counted = {tag: tags.count(tag) for tag in ("h1", "main")}
        assert counted == {"h1": 1, "main": 1}, visit.path
        assert "A part of this page cannot be shown" not in visit.answer.text, visit.path


def test_every_answer_has_every_header(visits: list[Visit]) -> None:
    for visit in visits:
        assert {name: visit.answer.headers.get(name) for name in HEADERS} == HEADERS, visit.path


def test_every_answer_says_what_it_is_and_in_which_letters(visits: list[Visit]) -> None:
    told = {visit.path: visit.answer.headers.get("Content-Type", "") for visit in visits if visit.answer.data}
    # JSON is in UTF-8 and has no such word (RFC 8259, 8.1 and 11); what is made of bytes has no letters.
    lettered = {path: one for path, one in told.items() if one.startswith("text/") or "xml" in one}
    assert {one.partition(";")[0] for one in told.values()} >= {"text/html", "text/csv", "application/json"}
    assert {path: one for path, one in lettered.items() if not one.lower().endswith("; charset=utf-8")} == {}
    for visit in (one for one in visits if one.answer.data):
        saved = visit.answer.headers.get("Content-Disposition", "").startswith("attachment")
        assert visit.is_html or saved or not visit.answer.data.lstrip().lower().startswith(b"<!doctype"), visit.path
        assert visit.answer.mimetype != "application/json" or visit.answer.json is not None, visit.path


def test_opening_pages_changes_nothing(desk: Desk, visits: list[Visit]) -> None:
    before = desk.app.store.value("select max(id) from changes")
    opened = [desk.get(re.sub(r"<[^>]+>", "1", rule.rule)).status_code for rule in rules(desk.client.application)]
    opened += [desk.get(visit.path).status_code for visit in visits[::3]]
    assert (opened.count(200) > 100, desk.app.store.value("select max(id) from changes")) == (True, before)


def test_every_link_and_every_form_leads_to_a_page_of_ours(desk: Desk, visits: list[Visit]) -> None:
    site = desk.client.application
    lost = set()
    for visit in (one for one in visits if one.is_html):
        page = visit.page
        asked = [(link, "GET") for link in page.links if link.startswith(("/", "?"))]
        asked += [(form.action or visit.path, form.method.upper()) for form in page.forms if form.method != "dialog"]
        lost |= {(visit.endpoint, to, how) for to, how in asked if not endpoint_of(site, here(visit.path, to), how)}
    assert lost == set()


def test_every_form_that_writes_has_a_proof(visits: list[Visit]) -> None:
    bare = {
        (visit.endpoint, form.action)
        for visit in visits
        if visit.is_html
        for form in visit.page.forms
        if form.method == "post" and PROOF not in form.sent
    }
    assert bare == set()


def test_no_page_has_anything_inline_or_from_elsewhere(visits: list[Visit]) -> None:
    for visit in (one for one in visits if one.is_html):
        for tag, own in visit.page.elements:
            assert tag not in {"style", "iframe", "object", "embed", "base"}, visit.path
            assert not [name for name in own if name == "style" or name.startswith(("on", "hx-on"))], (visit.path, tag)
            if tag == "script":
                assert own["src"].startswith("/static/"), visit.path
            for name in ("src", "action", "formaction", "hx-get", "hx-post"):
                assert not own.get(name) or own[name][0] in "/?#", (visit.path, tag, own[name])


def test_ids_are_there_once_and_fields_have_names(visits: list[Visit]) -> None:
    for visit in (one for one in visits if one.is_html):
        ids = [own["id"] for _, own in visit.page.elements if "id" in own]
        assert sorted(ids) == sorted({*ids}), visit.path


def test_whoever_is_not_signed_in_is_led_to_the_page_for_it(desk: Desk) -> None:
    site = desk.client.application
    stranger = site.test_client()
    for rule in site.url_map.iter_rules():
        if not hasattr(site.view_functions[rule.endpoint], "action"):
            continue
        for method in {"GET", "POST"} & {*(rule.methods or ())}:
            answer = stranger.open(path_to(rule), method=method)
            assert answer.status_code == 303, rule
            assert answer.headers["Location"].startswith(("/account/sign-in?next=", "/account/first")), rule


def test_what_is_not_there_is_a_plain_page(desk: Desk) -> None:
    for rule in rules(desk.client.application):
        if not rule.arguments:
            continue
        answer = desk.get(path_to(rule))
        assert answer.status_code in {303, 404, 422}, (rule, answer.status_code)
        assert "Traceback" not in answer.text, rule


def test_a_form_without_its_proof_changes_nothing(desk: Desk) -> None:
    before = desk.app.store.value("select max(id) from changes")
    for rule in rules(desk.client.application, "POST"):
        for proof in ("", "0" * 32, "ü"):
            answer = desk.client.post(path_to(rule), data={PROOF: proof})
            assert answer.status_code == 403, rule
    assert desk.app.store.value("select max(id) from changes") == before


def test_forms_about_what_is_gone_are_answered_by_a_plain_page(desk: Desk) -> None:
    page = desk.client.get("/tasks/add").text
    proof = next(form.sent[PROOF] for form in Reader(page).forms if PROOF in form.sent)
    for rule in rules(desk.client.application, "POST"):
        if not rule.arguments:
            continue
        answer = desk.client.post(path_to(rule), data={PROOF: proof})
        assert answer.status_code in {303, 404, 409, 422}, (rule, answer.status_code, words(answer.text)[:300])


@pytest.mark.parametrize("odd", ["999999999999999999999", "-1", "0", "%00", quote("<script>alert(1)</script>"), "%f0"])
def test_odd_numbers_and_words_in_a_path_are_no_accident(desk: Desk, odd: str) -> None:
    for rule in rules(desk.client.application):
        if rule.arguments:
            answer = desk.get(re.sub(r"<[^>]+>", odd, rule.rule))
            assert answer.status_code in {200, 303, 404, 422}, (rule, answer.status_code)
            assert "<script>alert" not in answer.text, rule


def test_whoever_only_reads_can_do_nothing_else(desk: Desk) -> None:
    site = desk.client.application
    reader = at_desk(desk.app, "Rosa", Role.READER)
    for method in ("GET", "POST"):
        for rule in rules(site, method):
            if getattr(site.view_functions[rule.endpoint], "action", None) is Action.LOOK:
                continue
            answer = reader.client.open(path_to(rule), method=method)
            assert answer.status_code == 403, rule


@pytest.mark.parametrize("role", Role)
def test_the_menu_leads_everybody_to_what_they_may_see_and_to_all_of_it(
    demo_day: Path, tmp_path: Path, plugins: Plugins, role: Role
) -> None:
    desk = desk_in(demo_day, tmp_path, plugins, role)
    there = {one.path for pages in plugins.blueprints() for one in pages.menu}
    menu = re.search(r"<nav.*?</nav>", desk.read("/today"), re.DOTALL)
    assert menu
    shown = {*Reader(menu[0]).links}
    assert {path: desk.get(path).status_code for path in there} == {
        path: 200 if path in shown else 403 for path in there
    }
    desk.app.close()
