"""The list of contacts: its filter as a sentence, saved lists, columns, and the list in other forms."""

from html import unescape

import pytest

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.policy import Role
from outreach_crm.privacy import service as privacy
from outreach_crm.segments import service
from tests.builders import a_person, an_organisation, with_settings
from tests.web.office import Desk, Sent, at_desk, words
from tests.web.payloads import PAYLOADS

pytestmark = pytest.mark.connections


@pytest.fixture
def desk(app: App) -> Desk:
    """Maria at her desk, with two people in France and a bar in Peru."""
    a_person(app, "Ana Ruiz", country="FR", language="fr")
    a_person(app, "Bea Lopez", country="FR", language="es")
    an_organisation(app, "Colegio de Abogados", country="PE")
    return at_desk(app)


def shown(page: str) -> list[str]:
    """The names on a page, in their order."""
    return [name for name in ("Ana Ruiz", "Bea Lopez", "Colegio de Abogados") if name in words(page)]


def test_everybody_is_listed_and_counted(desk: Desk) -> None:
    page = desk.read("/contacts")
    assert shown(page) == ["Ana Ruiz", "Bea Lopez", "Colegio de Abogados"]
    assert "3 contacts, counted on" in words(page)
    assert "All contacts." in words(page)


def test_the_filter_reads_as_a_sentence_and_stands_in_the_address(desk: Desk) -> None:
    page = desk.read("/contacts?where=country%3DFrance,Peru&where=not:language%3DSpanish")
    assert "Contacts who are in France × or Peru × or … and do not speak Spanish × or … ." in words(page)
    assert shown(page) == ["Ana Ruiz", "Colegio de Abogados"]


def test_a_condition_is_chosen_and_then_said(desk: Desk) -> None:
    page = desk.read("/contacts?where=kind%3Dperson&add=language")
    assert "speak …" in words(page)
    assert "do not speak …" in words(page)
    answer = desk.get("/contacts?where=kind%3Dperson&add=language&not=1&value=spanish")
    assert answer.status_code == 303
    assert shown(desk.follow(answer)) == ["Ana Ruiz"]
    assert answer.headers["Location"] == "/contacts?where=kind%3Dperson&where=not:language%3Des"


def test_an_alternative_is_added_to_a_condition(desk: Desk) -> None:
    answer = desk.get("/contacts?where=language%3Dfr&to=0&add=kind&not=&value=organisation")
    page = desk.follow(answer)
    assert shown(page) == ["Ana Ruiz", "Colegio de Abogados"]
    assert "Contacts who speak French × or are organisations ×" in words(page)


def test_conditions_are_taken_away_one_by_one(desk: Desk) -> None:
    page = unescape(desk.read("/contacts?where=country%3DFR,PE&where=language%3Des"))
    assert '"/contacts?where=country%3DPE&where=language%3Des"' in page
    assert '"/contacts?where=country%3DFR&where=language%3Des"' in page
    assert '"/contacts?where=country%3DFR,PE"' in page


def test_a_value_that_cannot_be_is_said_beside_it_and_stays(desk: Desk) -> None:
    page = desk.read("/contacts?add=country&not=&value=Atlantis")
    assert "'Atlantis' is neither one country nor a region" in words(page)
    assert 'value="Atlantis"' in page
    assert shown(page) == ["Ana Ruiz", "Bea Lopez", "Colegio de Abogados"]


def test_what_no_condition_is_can_be_taken_out_of_the_address(desk: Desk) -> None:
    page = desk.read("/contacts?where=shoe%3D42&where=kind%3Dperson")
    assert "There is no condition 'shoe'" in words(page)
    assert 'href="/contacts?where=kind%3Dperson"' in page
    assert shown(page) == []


def test_hostile_conditions_are_only_text(desk: Desk) -> None:
    for payload in PAYLOADS[:40]:
        for query in ({"where": payload}, {"add": "town", "not": "", "value": payload}, {"sort": payload}):
            page = desk.client.get("/contacts", query_string=query, follow_redirects=True)
            assert page.status_code in {200, 404}
            assert payload not in page.text or payload.isalnum() or "<" not in payload


@pytest.mark.parametrize(
    ("order", "first"), [("name", "Colegio"), ("-name", "Ana"), ("added", "Ana"), ("-added", "Colegio")]
)
def test_the_list_is_put_in_an_order(desk: Desk, order: str, first: str) -> None:
    page = words(desk.read(f"/contacts?sort={order}"))
    names = sorted(("Ana Ruiz", "Bea Lopez", "Colegio de Abogados"), key=page.index)
    assert names[0].startswith(first)


def test_a_list_is_saved_renamed_changed_and_removed(desk: Desk) -> None:
    page = desk.follow(desk.send("/segments/add?where=country%3DFrance", {"name": "French", "where": "country=France"}))
    assert "Saved: French." in words(page)
    assert shown(page) == ["Ana Ruiz", "Bea Lopez"]
    (saved,) = service.list_segments(desk.app)
    page = desk.follow(desk.send(f"/segments/{saved.id}/rename", {"name": "In France"}))
    assert "Called In France now." in words(page)
    narrower = f"/contacts?where=country%3DFR&where=language%3Des&segment={saved.id}"
    assert "Save to In France" in words(desk.read(narrower))
    version = service.get(desk.app, str(saved.id)).change_id
    sent: dict[str, Sent] = {"where": ["country=FR", "language=es"], "version": str(version)}
    assert shown(desk.follow(desk.send(f"/segments/{saved.id}/edit", sent, seen=narrower))) == ["Bea Lopez"]
    page = desk.follow(desk.send(f"/segments/{saved.id}/remove", seen="/contacts"))
    assert "Removed: the list In France" in words(page)
    assert service.list_segments(desk.app) == []


def test_a_change_of_a_list_that_somebody_else_has_changed_since_is_refused(desk: Desk) -> None:
    saved = service.add(desk.app, "French", ["country=France"])
    service.edit(desk.app, "French", ["country=Belgium"])
    sent = {"where": "country=FR", "version": str(saved.change_id)}
    assert desk.send(f"/segments/{saved.id}/edit", sent, seen="/contacts").status_code == 409


def test_a_name_that_is_taken_is_said_beside_it(desk: Desk) -> None:
    service.add(desk.app, "French", ["country=France"])
    answer = desk.send("/segments/add?where=country%3DPeru", {"name": "french", "where": "country=Peru"})
    assert answer.status_code in {409, 422}
    assert "There is a segment 'french' already" in words(answer.text)
    assert 'value="french"' in answer.text


def test_saved_lists_say_how_they_read_and_how_many_they_have(desk: Desk) -> None:
    service.add(desk.app, "French", ["country=France"])
    assert "French Contacts who are in France 2" in words(desk.read("/segments"))


def test_columns_are_chosen_for_oneself(desk: Desk) -> None:
    page = desk.follow(desk.send("/contacts/columns?next=/contacts%3Fsort%3Dname", {"columns": ["language", "email"]}))
    assert "Language" in words(page)
    assert "Sectors" not in words(page.split("<thead>")[1])
    assert desk.read("/contacts.csv").splitlines()[:2] == ["Name,Language,E-mail", "Colegio de Abogados,,"]


def test_pages_follow_each_other_and_lose_nobody(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outreach_crm.segments.web.listing._SHOWN", 1)
    seen, path = [], "/contacts?sort=-name"
    while path:
        page = desk.read(path)
        seen += shown(page.split("<tbody>")[1])
        before, more, _ = page.partition('" rel="next"')
        path = unescape(before.rpartition('href="')[2]) if more else ""
    assert seen == ["Ana Ruiz", "Bea Lopez", "Colegio de Abogados"]


def test_a_list_that_is_taken_out_is_written_down(desk: Desk) -> None:
    rows = desk.get("/contacts.json?where=country%3DPeru").json
    assert [row["name"] for row in rows] == ["Colegio de Abogados"]  # type: ignore[union-attr]
    (access,) = privacy.accesses(desk.app)
    assert (access.what, access.purpose) == ("list contacts as JSON", "Contacts who are in Peru")


def test_whoever_only_reads_takes_no_list_out(app: App, desk: Desk) -> None:
    reader = at_desk(app, "Rosa", Role.READER)
    assert reader.get("/contacts.csv").status_code == 403
    page = reader.read("/contacts")
    assert shown(page) == ["Ana Ruiz", "Bea Lopez", "Colegio de Abogados"]
    assert "Change them together" not in words(page)


def test_more_than_a_list_holds_is_refused_with_the_way_to_all(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outreach_crm.segments.web.listing._MOST_TAKEN_OUT", 2)
    answer = desk.get("/contacts.csv")
    assert answer.status_code == 403
    assert "/export" in answer.text


def test_own_fields_of_special_care_are_written_down_where_they_are_shown(app: App) -> None:
    own = with_settings(app, contacts={"fields": [{"key": "union", "title": "Union"}]})
    a_person(own, "Ana Ruiz")
    contacts.edit(own, contacts.find(own, "ana")[0].id, contacts.Edit(own_fields={"union": "dockers"}))
    desk = at_desk(own)
    desk.send("/contacts/columns", {"columns": ["field:union"]})
    assert "dockers" in words(desk.read("/contacts"))
    assert [one.what for one in privacy.accesses(own)] == ["list contacts with special fields"] * 1


def test_an_empty_book_says_how_to_begin(app: App) -> None:
    assert "Nobody is in the book yet." in words(at_desk(app).read("/contacts"))


def test_when_many_fit_the_list_goes_on_along_an_index(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outreach_crm.segments.service.listing.COUNTED", 1)
    page = words(desk.read("/contacts?where=country%3DFrance&sort=-name"))
    assert "More than 1 contacts" in page
    assert page.index("Ana Ruiz") < page.index("Bea Lopez")
