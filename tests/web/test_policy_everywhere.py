"""Every route for every role and every class of data is as a policy written by hand says: not one disagreement."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from attrs import evolve, frozen

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.groups import service as groups
from outreach_crm.plugins import Plugins
from outreach_crm.policy import Role
from outreach_crm.settings import Settings
from outreach_crm.web.visiting import PROOF
from tests.web.everywhere import desk_in, everywhere
from tests.web.office import Desk, at_desk
from tests.web.reference_policy import Somebody, disagreements
from tests.web.test_every_page import path_to, rules
from tests.web.walk import Reader, Visit

MARKS = {"personal": "Qpers", "special": "Qspec", "at-risk": "Qrisk", "hidden": "Qhide"}
# What a feature refuses to some who may do what its pages do: deny wins.
NARROWER = {
    "changes.undo": "only administrators take back what was done to accounts and circles",
    "outreach_priority.": "the sheet of somebody else is filled in by them, or by whoever opened the round",
    "outreach_post.file": "in a print job is somebody of a circle that one is not in",
}
_READ = ("text/", "application/json", "application/pdf")
_CONTACT = re.compile(r"/(?:contacts|groups|privacy/contacts)/(\d+)(?=[/.?]|$)")


class Known(NamedTuple):
    """What the reference needs to know of a contact."""

    id: int
    kind: str
    hidden: bool


@frozen(kw_only=True)
class House:
    """An office whose data are marked by their class, who comes there, and the pages that there are."""

    app: App
    pages: tuple[Visit, ...]
    visitors: dict[str, tuple[Somebody, Desk]]
    contacts: dict[int, Known]


def mark(app: App) -> None:
    """Mark data by their class: of persons, what is special of them, what is at risk, and who is of a circle."""
    store = app.store
    circle = accounts.add_circle(app, "Board").id
    with app.change("mark"):
        for row in store.rows("select id, kind, name from contacts"):
            number, person = row["id"], row["kind"] == "person"
            hidden = number % 5 == 0
            name = f"{MARKS['hidden'] if hidden else MARKS['personal'] if person else ''}{row['name']}"
            special = {"remarks": MARKS["special"], "concerns_now": MARKS["special"], "pronouns": MARKS["special"]}
            told = {"name": name, "given": name if person else "", "circle_id": circle if hidden else None}
            store.update("contacts", number, {**told, **(special if person else {})})
            if person:
                store.insert("contact_fields", {"contact_id": number, "field": "faith", "value": MARKS["special"]})
        for row in store.rows("select id from cases"):
            store.update("cases", row["id"], {"wish": MARKS["at-risk"]})
            store.insert(
                "case_notes",
                {"case_id": row["id"], "text": MARKS["at-risk"], "written_by": "Maria", "written_on": "2026-01-01"},
            )
        for row in store.rows("select id from meeting_items where restricted = 1"):
            store.update("meeting_items", row["id"], {"title": MARKS["at-risk"]})


def of_group(app: App, group: int) -> frozenset[int]:
    members = "select person_id as id from group_members where group_id = :id and (to_on is null or to_on > :today)"
    return frozenset({group, *(row["id"] for row in app.store.rows(members, id=group))})


@pytest.fixture(scope="module")
def house(busy_day: Path, tmp_path_factory: pytest.TempPathFactory, plugins: Plugins) -> Iterator[House]:
    """The office that went on from the demo."""
    maria = desk_in(busy_day, tmp_path_factory.mktemp("policy"), plugins)
    app = maria.app
    mark(app)
    pages = tuple(everywhere(maria, 2))
    group = int(app.store.value("select min(contact_id) from groups where contact_id % 5 <> 0"))
    accounts.add_account(app, "Mia", role=Role.MEMBER)
    groups.let_in(app, group, "Mia")
    figures = evolve(app, settings=Settings({**app.settings.written, "policy": {"reader": {"look": "internal"}}}))
    a_member = Somebody(role="member", inside=False, theirs=of_group(app, group))
    visitors = {
        "administrator": (Somebody(role="administrator", inside=True), maria),
        "officer": (Somebody(role="officer", inside=False), at_desk(app, "Olga", Role.OFFICER)),
        "reader": (Somebody(role="reader", inside=False), at_desk(app, "Rosa", Role.READER)),
        "member": (a_member, at_desk(app, "Mia", Role.MEMBER)),
        "nobody": (Somebody(role="nobody", inside=False), Desk(app, maria.client.application.test_client())),
        "figures": (Somebody(role="reader of figures", inside=False), at_desk(figures, "Fay", Role.READER)),
    }
    known = {
        row["id"]: Known(row["id"], row["kind"], row["id"] % 5 == 0)
        for row in app.store.rows("select id, kind from contacts")
    }
    yield House(app=app, pages=pages, visitors=visitors, contacts=known)
    app.close()


def action_of(house: House, endpoint: str) -> str:
    view = house.visitors["officer"][1].client.application.view_functions[endpoint]
    action = getattr(view, "action", None)
    return "" if action is None else str(action.value)


def test_every_page_shows_everybody_what_the_reference_says(house: House) -> None:
    cells, wrong, refused = 0, list[str](), set[str]()
    shown: Counter[str] = Counter()
    for page in house.pages:
        action = action_of(house, page.endpoint)
        if not action or page.endpoint.startswith("account."):
            continue
        found = _CONTACT.match(page.path)
        contact = house.contacts.get(int(found[1])) if found else None
        for who, (somebody, desk) in house.visitors.items():
            answer = desk.get(page.path)
            is_text = (answer.mimetype or "").startswith(_READ) and not page.endpoint.startswith("attachments.")
            readable = is_text and answer.status_code == 200
            said = Visit(page.path, page.endpoint, answer).said if readable else ""
            marks = frozenset(name for name, mark in MARKS.items() if mark in said)
            shown.update(marks)
            told = disagreements(somebody, action, answer.status_code, marks, contact)
            if answer.status_code == 403 and page.endpoint.startswith(tuple(NARROWER)) and somebody.may(action):
                told.remove("status")
                refused.add(next(one for one in NARROWER if page.endpoint.startswith(one)))
            told += ["broken"] if "A part of this page cannot be shown" in said else []
            wrong += [f"{who} {page.path} {one} {answer.status_code}" for one in told]
            cells += 2 + len(MARKS)
    assert not wrong, "\n".join(wrong)
    assert refused == {*NARROWER}
    assert cells >= 20_000, cells
    assert {name for name, n in shown.items() if n >= 5} == {*MARKS}, shown


def test_every_form_is_sent_by_whoever_the_reference_lets(house: House) -> None:
    wrong = []
    for who, (somebody, desk) in house.visitors.items():
        if who == "nobody":
            continue  # who is not signed in is sent away before: test_every_page.py
        site = desk.client.application
        proof = next(form.sent[PROOF] for form in Reader(desk.read("/account")).forms if PROOF in form.sent)
        for rule in rules(site, "POST"):
            if rule.endpoint.startswith("account."):
                continue
            action = action_of(house, rule.endpoint)
            if somebody.may(action) and not rule.arguments:
                continue  # it would be done
            answer = desk.client.post(path_to(rule), data={PROOF: proof})
            if (answer.status_code == 403) is somebody.may(action):
                wrong.append((who, rule.rule, answer.status_code))
    assert wrong == []
