"""What a circle keeps from somebody is on no page of theirs, in no list and no file, and cannot be written either."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from outreach_crm.accounts import service as accounts
from outreach_crm.plugins import Plugins
from outreach_crm.policy import Role
from outreach_crm.web.visiting import PROOF
from tests.web.everywhere import desk_in
from tests.web.office import Desk, at_desk
from tests.web.test_every_page import rules
from tests.web.walk import Reader, walk

_MARK = "Qzx"
_ABOUT = frozenset({"contact_id", "person_id", "one_id", "other_id"})


@pytest.fixture(scope="module")
def desks(demo_day: Path, tmp_path_factory: pytest.TempPathFactory, plugins: Plugins) -> Iterator[tuple[Desk, Desk]]:
    """Maria, of whose circle every second contact of the demo is, and Olga, who is in none."""
    maria = desk_in(demo_day, tmp_path_factory.mktemp("hidden"), plugins)
    app = maria.app
    accounts.add_circle(app, "Board")
    accounts.join_circle(app, "Board", "Maria")
    store, circle = app.store, accounts.find_circle(app, "Board").id
    with app.change("hide every second contact"):
        for row in store.rows("select id from contacts where id % 2 = 0"):
            name = f"{_MARK}{row['id']}"
            told = {"circle_id": circle, "name": name, "given": name, "family": "", "sort_name": name.lower()}
            store.update("contacts", row["id"], told)
            for point in store.rows("select id from contact_points where contact_id = :id", id=row["id"]):
                store.update("contact_points", point["id"], {"value": f"{name}@example.org"})
    yield maria, at_desk(app, "Olga")
    app.close()


def proof_of(desk: Desk) -> str:
    return next(form.sent[PROOF][0] for form in Reader(desk.read("/tasks/add")).forms if PROOF in form.sent)


def test_who_is_hidden_stands_on_no_page_in_no_list_and_in_no_file(desks: tuple[Desk, Desk]) -> None:
    maria, olga = desks
    assert _MARK in maria.read("/contacts")
    starts = ("/", f"/find?q={_MARK}", f"/contacts?q={_MARK}", f"/find/hits?q={_MARK}x")
    read = ("text/", "application/")
    shown = [one for one in walk(olga.client, *starts) if (one.answer.mimetype or "").startswith(read)]
    told = {visit.path for visit in shown if re.search(rf"{_MARK}\d", visit.said)}
    assert told == set()
    assert len(shown) > 100


def test_what_is_about_them_is_not_there(desks: tuple[Desk, Desk]) -> None:
    maria, olga = desks
    site, proof = olga.client.application, proof_of(olga)
    kinds = "select max(id) as id from contacts where circle_id is not null group by kind"
    before = maria.app.store.value("select max(id) from changes")
    for number in [row["id"] for row in maria.app.store.rows(kinds)]:
        for method in ("GET", "POST"):
            for rule in (one for one in rules(site, method) if one.arguments & _ABOUT):
                path = re.sub(r"<int:\w+>", str(number), re.sub(r"<(?!int:)[^>]+>", "names", rule.rule))
                answer = olga.client.open(path, method=method, data={PROOF: proof} if method == "POST" else None)
                assert answer.status_code in {403, 404}, (method, path, answer.status_code)
                assert not re.search(rf"{_MARK}\d", answer.text), path
    assert maria.app.store.value("select max(id) from changes") == before


def test_changing_the_role_of_somebody_does_not_let_them_see_more(desks: tuple[Desk, Desk]) -> None:
    maria, _ = desks
    number = maria.app.store.value("select max(id) from contacts where circle_id is not null")
    ada = at_desk(maria.app, "Ada", Role.ADMINISTRATOR)
    assert (maria.get(f"/contacts/{number}").status_code, ada.get(f"/contacts/{number}").status_code) == (200, 404)
