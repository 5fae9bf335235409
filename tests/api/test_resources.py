"""Each resource in turn: what comes in goes out again, and what is for people is not offered."""

from datetime import date

import pytest

from outreach_crm.app import App
from outreach_crm.asks import service as asks
from outreach_crm.asks.model import State, StepDraft
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact, ContactDraft, Kind
from tests.api.conftest import Program

pytestmark = pytest.mark.connections


@pytest.fixture
def union(app: App) -> Contact:
    """An organisation."""
    return contacts.add(app, ContactDraft(name="Union of Judges", kind=Kind.ORGANISATION))


def test_a_group_is_known_by_its_number_as_a_contact(program: Program) -> None:
    made = program.add("/groups", name="Lawyers", structure="network", capacity=3, founded_on="2020-05-01")
    assert (made["capacity"], made["founded_on"], made["structure"]) == (3, "2020-05-01", "network")
    assert program.read(f"/contacts/{made['id']}")["kind"] == "group"
    edited = program.edit(f"/groups/{made['id']}", purpose="Letters").get_json()
    assert (edited["purpose"], edited["capacity"]) == ("Letters", 3)
    assert [one["id"] for one in program.read("/groups")["items"]] == [made["id"]]


def test_a_contact_that_is_no_group_is_none(program: Program, ana: Contact) -> None:
    assert program.get(f"/groups/{ana.id}").status_code == 404


def test_a_campaign_names_its_themes_as_keywords_are_named(program: Program) -> None:
    theme = program.read("/keywords?q=lawyers")["items"][0]["address"]
    made = program.add("/campaigns", name="Judges", from_on="2026-03-01", countries=["Peru"], themes=[theme])
    assert (made["countries"], made["themes"], made["from_on"], made["to_on"]) == (["PE"], [theme], "2026-03-01", None)
    edited = program.edit(f"/campaigns/{made['id']}", to_on="2026-06-30", no_themes=[theme]).get_json()
    assert (edited["themes"], edited["to_on"], edited["name"]) == ([], "2026-06-30", "Judges")


def test_to_take_back_what_a_program_added_leaves_the_keywords(program: Program) -> None:
    from outreach_crm.changes import service as changes

    program.add("/campaigns", name="Judges", themes=["lawyers"])
    assert program.app.store.one("select what, actor from changes order by id desc") == {
        "what": "add campaign",
        "actor": "Maria",
    }
    changes.undo(program.app, program.app.store.value("select max(id) from changes"))
    assert (program.read("/campaigns")["items"], len(program.read("/keywords?limit=3")["items"])) == ([], 3)


def test_a_segment_goes_out_in_the_words_in_which_it_comes_in(program: Program) -> None:
    made = program.add("/segments", name="Peru", conditions=["country=PE", "kind=person"])
    again = program.edit(f"/segments/{made['id']}", name="People in Peru", conditions=made["conditions"])
    assert (again.get_json()["name"], again.get_json()["conditions"]) == ("People in Peru", made["conditions"])


def test_an_ask_is_planned_and_a_person_says_what_became_of_it(program: Program, union: Contact) -> None:
    told = {"sentence": "Write to the minister", "why": "He was a judge", "due_on": "2026-04-01"}
    made = program.add("/asks", contact_id=union.id, **told, kind="action")
    assert (made["state"], made["owner"], made["kind"], made["copied"]) == ("planned", "Maria", "action", True)
    edited = program.edit(f"/asks/{made['id']}", how="By telephone", copied=False).get_json()
    assert (edited["how"], edited["copied"], edited["sentence"]) == ("By telephone", False, told["sentence"])
    assert program.edit(f"/asks/{made['id']}", state="agreed").status_code == 422
    assert [one["id"] for one in program.read("/asks?state=planned")["items"]] == [made["id"]]
    assert program.read("/asks?state=agreed")["items"] == []


def test_what_belongs_to_a_record_counts_as_a_change_of_it(app: App, program: Program, union: Contact) -> None:
    made = program.add("/asks", contact_id=union.id, sentence="Write", why="Judges", due_on="2026-04-01")
    tag = program.get(f"/asks/{made['id']}").headers["ETag"]
    asks.move(app, made["id"], StepDraft(to=State.MADE, note="rang", on=date(2026, 3, 9)))
    assert program.get(f"/asks/{made['id']}").headers["ETag"] != tag
    assert [one["state"] for one in program.read("/asks?updated_since=2026-03-09")["items"]] == ["made"]


def test_a_request_is_written_down_and_a_person_decides_on_it(program: Program, union: Contact) -> None:
    made = program.add("/requests", contact_id=union.id, text="Please sign our letter", deadline_on="2026-04-01")
    assert (made["state"], made["outcome"], made["deadline_on"]) == ("received", None, "2026-04-01")
    assert program.ask("PATCH", f"/requests/{made['id']}", {"outcome": "accept"}, If_Match="*").status_code == 405


@pytest.mark.parametrize("name", ["cases", "distributions", "keywords", "meetings", "urgent-actions"])
def test_what_a_person_has_to_say_is_only_read(program: Program, name: str) -> None:
    program.read(f"/{name}")
    for method, path in (("POST", ""), ("PATCH", "/1"), ("DELETE", "/1")):
        answer = program.ask(method, f"/{name}{path}", {}, If_Match="*")
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")


def test_the_document_names_every_resource(program: Program) -> None:
    document = program.client.get("/api/v1/openapi.json").get_json()
    named = {path.split("/")[1] for path in document["paths"]}
    assert named >= {
        *("asks", "campaigns", "cases", "contacts", "distributions", "groups", "keywords", "meetings", "requests"),
        *("segments", "urgent-actions"),
    }
    assert document["openapi"].startswith("3.1")
