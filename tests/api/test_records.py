"""Records are listed, shown, added, edited and put away, and each answer says what a program has to know."""

from collections.abc import Callable

import pytest

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact, ContactDraft
from tests.api.conftest import Program

pytestmark = pytest.mark.connections


def test_a_contact_is_shown_with_what_belongs_to_it(program: Program, ana: Contact) -> None:
    found = program.read(f"/contacts/{ana.id}")
    assert (found["uid"], found["country"], found["trashed_on"]) == (ana.uid, "PE", None)
    assert [(one["kind"], one["value"]) for one in found["points"]] == [("email", "ana@example.org")]


def test_what_is_added_is_in_the_history_under_the_account_and_can_be_taken_back(program: Program) -> None:
    made = program.add("/contacts", name="Rosa Quispe", country="Peru", emails=["office: rosa@example.org"])
    row = program.app.store.one("select actor, via, what from changes where id = :id", id=made["change_id"])
    assert row == {"actor": "Maria", "via": "api", "what": "add contact"}
    assert (made["name"], made["country"], made["points"][0]["label"]) == ("Rosa Quispe", "PE", "office")


def test_where_it_was_added_is_where_it_is(program: Program) -> None:
    answer = program.ask("POST", "/contacts", {"name": "Rosa Quispe"})
    there = program.client.get(answer.headers["Location"], headers={"Authorization": f"Bearer {program.issued.text}"})
    assert (there.get_json(), there.headers["ETag"]) == (answer.get_json(), answer.headers["ETag"])


def test_what_is_left_out_of_an_edit_stays(program: Program, ana: Contact) -> None:
    answer = program.edit(f"/contacts/{ana.id}", remarks="Met in Lima", membership_from="2026-01-01")
    assert answer.status_code == 200, answer.text
    assert (answer.get_json()["remarks"], answer.get_json()["membership_from"], answer.get_json()["country"]) == (
        "Met in Lima",
        "2026-01-01",
        "PE",
    )


def test_an_edit_that_says_nothing_is_refused(program: Program, ana: Contact) -> None:
    answer = program.edit(f"/contacts/{ana.id}")
    assert (answer.status_code, answer.get_json()["detail"]) == (422, "Say what to change.")


def test_what_is_put_away_is_in_no_list_but_that_of_what_was_changed(program: Program, ana: Contact) -> None:
    tag = program.get(f"/contacts/{ana.id}").headers["ETag"]
    assert program.ask("DELETE", f"/contacts/{ana.id}", If_Match=tag).status_code == 204
    assert program.read("/contacts")["items"] == []
    changed = program.read("/contacts?updated_since=2026-03-08")["items"]
    assert [(one["id"], one["trashed_on"]) for one in changed] == [(ana.id, "2026-03-09")]


def test_a_state_that_a_program_has_is_not_sent_again(program: Program, ana: Contact) -> None:
    tag = program.get(f"/contacts/{ana.id}").headers["ETag"]
    again = program.get(f"/contacts/{ana.id}", If_None_Match=tag)
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert not tag.startswith("W/")


def test_nothing_is_written_on_a_state_that_nobody_named(program: Program, ana: Contact) -> None:
    answer = program.ask("PATCH", f"/contacts/{ana.id}", {"remarks": "x"})
    assert (answer.status_code, answer.mimetype) == (428, "application/problem+json")


def test_nothing_is_written_over_what_somebody_else_changed(program: Program, ana: Contact) -> None:
    path = f"/contacts/{ana.id}"
    seen = program.get(path).headers["ETag"]
    assert program.edit(path, remarks="first").status_code == 200
    for method, sent in (("PATCH", {"remarks": "second"}), ("DELETE", None)):
        answer = program.ask(method, path, sent, If_Match=seen)
        assert answer.status_code == 412, answer.text
    assert program.read(path)["remarks"] == "first"


def test_pages_neither_miss_nor_repeat_a_record_though_others_are_added_meanwhile(app: App, program: Program) -> None:
    first = [contacts.add(app, ContactDraft(name=f"Person {n}")).id for n in range(5)]
    seen, path = [], "/contacts?limit=2"
    while path:
        answer = program.get(path)
        seen += [one["id"] for one in answer.get_json()["items"]]
        assert len(answer.get_json()["items"]) <= 2
        if len(seen) == 2:
            contacts.add(app, ContactDraft(name="Aaron"))
        link = answer.headers.get("Link", "")
        path = link.partition(">")[0].removeprefix("</api/v1")
        assert not link or link.endswith('>; rel="next"')
    assert (seen[:5], len(seen), len(set(seen))) == (first, 6, 6)


def test_a_list_is_narrowed_by_what_is_asked(app: App, program: Program, ana: Contact) -> None:
    contacts.add(app, ContactDraft(name="Ben Okri", sectors=("legal",)))
    assert [one["id"] for one in program.read("/contacts?q=rui")["items"]] == [ana.id]
    assert [one["name"] for one in program.read("/contacts?sector=legal")["items"]] == ["Ben Okri"]
    assert program.read("/contacts?sector=legal&q=rui")["items"] == []


def test_what_changed_since_a_moment_is_found_by_it(app: App, program: Program, ana: Contact) -> None:
    assert [one["id"] for one in program.read("/contacts?updated_since=2026-03-09T07:59:59Z")["items"]] == [ana.id]
    assert program.read("/contacts?updated_since=2026-03-09T09:30:00%2B01:00")["items"] == []


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("?limit=0", "limit is a number from 1 to 200."),
        ("?limit=201", "limit is a number from 1 to 200."),
        ("?limit=ten", "limit is a number from 1 to 200."),
        ("?after=17", "after is what the header Link of the page before says, and nothing else."),
        ("?updated_since=yesterday", "'yesterday' is no moment such as 2026-03-09T08:00:00Z."),
        ("?page=2", "'page' cannot be asked here; there are limit, after, updated_since, q, sector."),
        ("?q=a&q=b", "q was said more than once."),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(program: Program, path: str, said: str) -> None:
    answer = program.get(f"/contacts{path}")
    assert (answer.status_code, answer.get_json()["detail"]) == (422, said)


def test_a_list_of_persons_is_in_the_log_of_access(program: Program, ana: Contact) -> None:
    program.read("/contacts")
    row = program.app.store.one("select actor, what, count from access_log order by id desc")
    assert row == {"actor": "Maria", "what": "contacts, by the API", "count": 1}


def test_nobody_is_shown_whom_the_account_may_not_see(
    app: App, ana: Contact, program_for: Callable[..., Program]
) -> None:
    from outreach_crm.accounts import service as accounts

    accounts.add_circle(app, "Few")
    contacts.edit(app, ana.id, contacts.Edit(circle="Few"))
    outside = program_for("Ben")
    assert outside.get(f"/contacts/{ana.id}").status_code == 404
    assert outside.read("/contacts")["items"] == []
