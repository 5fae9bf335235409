"""Every page asks whether who is there may do what it does with the record that its path is about."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Blueprint, Flask
from werkzeug.routing import Rule

from outreach_crm import policy
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.model import Actor, Pages, Ref
from outreach_crm.plugins import Plugins
from outreach_crm.policy import Action, DataClass
from outreach_crm.web import links, visiting
from tests.web.everywhere import desk_in
from tests.web.office import Desk, at_desk, words

_NUMBER = 999_999
# Of two that a path names, the page asks for the other one itself.
_OTHER = re.compile(r"<int:\w+>")


@pytest.fixture(scope="module")
def desk(demo_day: Path, tmp_path_factory: pytest.TempPathFactory, plugins: Plugins) -> Iterator[Desk]:
    """Maria, who may do everything, in a copy of the demo."""
    found = desk_in(demo_day, tmp_path_factory.mktemp("rights"), plugins)
    yield found
    found.app.close()


def numbered(site: Flask) -> list[Rule]:
    """The routes of the office whose path has the number of a record."""
    guarded = [rule for rule in site.url_map.iter_rules() if hasattr(site.view_functions[rule.endpoint], "action")]
    return [rule for rule in guarded if "<int:" in rule.rule]


def path_to(rule: Rule) -> str:
    return re.sub(r"<\w+>", "nowhere", _OTHER.sub(str(_NUMBER), rule.rule))


def test_whoever_asks_for_a_page_of_a_record_is_asked_with_that_record(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Action, Ref | None]] = []

    def noted(actor: Actor, action: Action, record: Ref | None = None) -> None:
        asked.append((action, record))
        policy.demand(actor, action, record)

    monkeypatch.setattr(visiting, "demand", noted)
    site = desk.client.application
    kinds: dict[str, str] = {}
    for rule in numbered(site):
        for method in {"GET", "POST"} & {*(rule.methods or ())}:
            asked.clear()
            desk.client.open(path_to(rule), method=method)
            action, record = asked[0]
            assert action is getattr(site.view_functions[rule.endpoint], "action", None), rule
            assert record is not None, f"{rule} is about no record: see Pages.records and Pages.about"
            assert record.id == _NUMBER, rule
            kinds[rule.rule.removesuffix(".csv").removesuffix(".json")] = record.kind
    assert kinds["/contacts/<int:contact_id>/roles/<int:role_id>"] == "contacts"
    assert kinds["/groups/<int:contact_id>/members/<int:person_id>"] == "contacts"
    assert kinds["/groups/number/<int:number>"] == "groups"
    assert kinds["/import/<int:file_id>/preview"] == "transfer_files"
    assert kinds["/history/<int:change_id>/undo"] == "changes"


def closed_to(monkeypatch: pytest.MonkeyPatch, record: Ref, *actions: Action) -> None:
    """Let nobody do something with a record."""
    may = policy.may

    def but_not(actor: Actor, action: Action, about: Ref | None = None, **data: DataClass) -> bool:
        return may(actor, action, about, **data) and not (about == record and action in actions)

    monkeypatch.setattr(policy, "may", but_not)
    monkeypatch.setattr(visiting, "may", but_not)


def two(app: App) -> tuple[int, int]:
    with app.change("add"):
        return contacts.add(app, ContactDraft(name="Ana Ruiz")).id, contacts.add(app, ContactDraft(name="Bo Li")).id


@pytest.mark.connections
def test_a_record_that_is_closed_to_somebody_is_closed_on_all_its_pages_and_no_other_is(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, bo = two(app)
    desk = at_desk(app)
    closed_to(monkeypatch, Ref("contacts", ana), *Action)
    for path in ("/contacts/{}", "/contacts/{}/history", "/contacts/{}/history.csv", "/privacy/contacts/{}"):
        assert [desk.get(path.format(one)).status_code for one in (ana, bo)] == [403, 200], path
    assert desk.get(f"/contacts/{ana}/nothing").status_code == 404
    assert desk.get("/contacts").status_code == 200


@pytest.mark.connections
def test_a_number_that_is_written_otherwise_opens_no_other_door(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    ana, _ = two(app)
    desk = at_desk(app)
    fullwidth = str(ana).translate({ord(str(n)): 0xFF10 + n for n in range(10)})
    spellings = (f"000{ana}", "0" * 40 + str(ana), fullwidth)
    assert "Ana Ruiz" in words(desk.read(f"/contacts/000{ana}"))
    closed_to(monkeypatch, Ref("contacts", ana), *Action)
    assert {desk.get(f"/contacts/{one}").status_code for one in spellings} <= {403, 404}


@pytest.mark.connections
def test_buttons_of_a_page_are_those_for_what_may_be_done_with_its_record(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, bo = two(app)
    desk = at_desk(app)
    closed_to(monkeypatch, Ref("contacts", ana), Action.WRITE)
    pages = {one: desk.read(f"/contacts/{one}") for one in (ana, bo)}
    assert [f"/contacts/{one}/edit/" in pages[one] for one in (ana, bo)] == [False, True]
    assert [f"/contacts/{one}/trash" in pages[one] for one in (ana, bo)] == [False, True]
    assert desk.client.post(f"/contacts/{ana}/trash").status_code == 403


@pytest.mark.connections
def test_two_of_whom_one_is_closed_to_somebody_are_not_put_together(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    ana, bo = two(app)
    desk = at_desk(app)
    closed_to(monkeypatch, Ref("contacts", ana), Action.WRITE)
    for one, other in ((ana, bo), (bo, ana)):
        assert desk.get(f"/duplicates/{one}/{other}").status_code == 403
        for what in ("merge", "not-same"):
            assert desk.send(f"/duplicates/{one}/{other}/{what}", seen="/tasks/add").status_code == 403
    assert len(contacts.find(app, "a")) == 1  # Ana is still herself


def test_the_longest_path_that_is_a_beginning_says_what_a_page_is_about() -> None:
    site = Flask("asks")
    asks = Blueprint("asks", "asks")
    rules = ("/<int:ask>", "/<int:ask>/close", "/<int:ask>/answer", "/<int:ask>/answer/<int:part>", "/<int:ask>.csv")
    for rule in (*rules, "/<word>", "", "/add"):
        asks.add_url_rule(rule, f"v{len(asks.deferred_functions)}", lambda **path: str(links.record_asked()))
    site.register_blueprint(asks, url_prefix="/asks")
    records = {"asks": "/asks/{id}", "segments": "/asks?segment={id}"}
    links.teach(site, [Pages("asks:pages", "/asks", records=records, about={"answers": "/asks/{id}/answer"})])
    client = site.test_client()
    about = {path: client.get(f"/asks{path}").text for path in ("", "/7", "/7/close", "/7.csv", "/add", "/7/answer/3")}
    assert about == {
        "": "None",
        "/7": "asks:7",
        "/7/close": "asks:7",
        "/7.csv": "asks:7",
        "/add": "None",
        "/7/answer/3": "answers:7",
    }
