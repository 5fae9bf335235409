"""Pages of an import: a file is sent, its columns mapped, looked at, imported, reported and taken back."""

import re

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.jobs.model import State
from outreach_crm.policy import Role
from outreach_crm.privacy import service as privacy
from outreach_crm.transfer import service
from tests.transfer.sending import MEMBERS, arrived, mapped, sent, worked
from tests.web.office import Desk, at_desk, words

pytestmark = pytest.mark.connections


def names(app: App) -> list[str]:
    return sorted(one.name for one in contacts.list_contacts(app))


def imported(desk: Desk, place: str) -> str:
    """Press the button below the preview, let the job be done, and return the page of the report."""
    answer = desk.send(f"{place}/import", seen=f"{place}/preview")
    assert answer.headers["Location"].startswith("/jobs/")
    assert worked(desk).state is State.DONE
    return desk.read(f"{place}/report")


def test_the_columns_are_proposed_with_what_stands_in_them(desk: Desk) -> None:
    page = desk.read(f"{arrived(desk)}/columns")
    assert '<option value="name" selected>whole name</option>' in page
    assert '<option value="email" selected>e-mail</option>' in page
    assert '<option value="organisation" selected>organisation</option>' in page
    assert "ana@example.org; paul@example.org" in words(page)
    assert "by its heading" in words(page)


def test_the_preview_counts_what_would_become_of_each_row_and_writes_nothing(desk: Desk) -> None:
    place = arrived(desk)
    page = words(desk.follow(mapped(desk, place)))
    assert "3 rows : new 2, refused 1." in page
    assert "New organisations that people are in: 1." in page
    assert "No basis is said" in page
    assert names(desk.app) == []
    refused = words(desk.read(f"{place}/preview?show=refused"))
    assert "no name" in refused or "neither" in refused


def test_an_import_is_reported_with_the_rows_to_mend_and_a_way_back(desk: Desk) -> None:
    place = arrived(desk)
    mapped(desk, place)
    page = imported(desk, place)
    assert names(desk.app) == ["Ana Ruiz", "Colegio de Abogados", "Paul Meyer"]
    change_id = journal.latest(desk.app)[0].id
    assert f"/history/{change_id}/undo" in page
    answer = desk.get(f"{place}/refused")
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''members.csv.refused.csv"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert "not imported because" in answer.data.decode("utf-8-sig").splitlines()[0]
    journal.undo(desk.app, change_id)
    assert names(desk.app) == []


def test_what_was_not_taken_in_is_mended_and_sent_again(desk: Desk) -> None:
    place = arrived(desk)
    mapped(desk, place)
    imported(desk, place)
    mended = desk.get(f"{place}/refused").data.replace(b"\n,,,,3", b"\nEva Cohen,,,,3")
    again = arrived(desk, mended, "members.csv.refused.csv")
    mapped(desk, again)
    imported(desk, again)
    assert "Eva Cohen" in names(desk.app)


def test_changed_fields_stand_before_and_after(desk: Desk) -> None:
    made = contacts.add(desk.app, ContactDraft(name="Ana Ruiz", emails=("ana@example.org",), fields={"language": "es"}))
    place = arrived(desk, "Name,E-mail,Language\nAna Ruiz,ana@example.org,French\n")
    page = desk.follow(mapped(desk, place))
    assert "changed 1" in words(page)
    assert "<del>es</del>" in page
    assert "<ins>fr</ins>" in page
    imported(desk, place)
    assert contacts.get(desk.app, made.id).language == "fr"


def test_who_is_probably_there_is_named_and_left_out_until_the_terms_say_otherwise(desk: Desk) -> None:
    contacts.add(desk.app, ContactDraft(name="Jonathan Whitfield", emails=("jon@example.org",)))
    place = arrived(desk, "Name,E-mail\nJonathan Whitfeld,jon@example.org\n")
    page = words(desk.follow(mapped(desk, place)))
    assert "probably there already 1" in page
    assert "It is probably contact" in page
    terms = {"duplicates": "update", "basis": "", "purpose": "", "wording": "", "because": ""}
    page = words(desk.follow(desk.send(f"{place}/terms", terms)))
    assert "are taken for the contact they resemble" in page
    imported(desk, place)
    assert len(names(desk.app)) == 1


def test_what_was_found_in_a_file_is_said_in_the_language_of_whoever_looks_at_it(desk: Desk) -> None:
    desk.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "fr"
    contacts.add(desk.app, ContactDraft(name="Jonathan Whitfield", emails=("jon@example.org",)))
    place = arrived(desk, "Name,E-mail,,Member since\nJonathan Whitfeld,jon@example.org,x,someday\n,,x,\n")
    assert "1 colonne n'a pas de titre" in words(desk.read(f"{place}/columns"))
    page = words(desk.follow(mapped(desk, place)))
    assert "C'est probablement le contact" in page
    assert "'someday' n'est pas un jour compréhensible" in page
    assert "On n'y trouve ni nom, ni organisation, ni adresse." in words(desk.read(f"{place}/preview?show=refused"))


def test_the_terms_say_what_is_missing_beside_its_question(desk: Desk) -> None:
    place = arrived(desk)
    mapped(desk, place)
    terms = {"duplicates": "skip", "basis": "consent", "purpose": "", "wording": "", "because": "they signed up"}
    answer = desk.send(f"{place}/terms", terms)
    assert answer.status_code == 422
    assert "Say for which purpose the basis holds." in words(answer.text)
    assert "Write what exactly they agreed to" in words(answer.text)
    assert 'value="they signed up"' in answer.text
    desk.follow(desk.send(f"{place}/terms", {**terms, "purpose": "mailings", "wording": "Yes, write to me."}))
    imported(desk, place)
    ana = contacts.resolve(desk.app, "Ana Ruiz")
    assert privacy.check(desk.app, ana.id, "mailings", "email").clear
    assert privacy.ledger(desk.app, ana.id)[0].wording == "Yes, write to me."


def test_a_column_that_says_what_another_says_is_told_beside_it(desk: Desk) -> None:
    answer = mapped(desk, arrived(desk), c3="name")
    assert answer.status_code == 422
    assert "The column Name says that already; leave one of them out." in words(answer.text)
    assert '<option value="name" selected>' in answer.text


def test_a_mapping_that_is_kept_is_proposed_for_the_next_file(desk: Desk) -> None:
    mapped(desk, arrived(desk), c4="note", remember="Old book")
    page = desk.read(f"{arrived(desk)}/columns")
    assert re.search(r'<option value="note" selected>', page)
    assert "<option selected>Old book</option>" in page


def test_a_question_that_only_a_person_can_answer_is_asked_first(desk: Desk) -> None:
    place = arrived(desk, "Name,Town\nJosé Peña,Málaga\n".encode("cp1252"))
    page = desk.read(f"{place}/columns")
    assert "In which encoding do its names look right?" in words(page)
    desk.follow(desk.send(f"{place}/columns", {"answer": "cp1252"}))
    assert "José Peña" in words(desk.read(f"{place}/columns"))


def test_back_and_forward_keep_what_was_answered(desk: Desk) -> None:
    place = arrived(desk)
    mapped(desk, place, c4="note")
    terms = {
        "duplicates": "add",
        "basis": "legitimate-interests",
        "purpose": "outreach",
        "wording": "",
        "because": "fair",
    }
    desk.send(f"{place}/terms", terms)
    assert '<option value="note" selected>' in desk.read(f"{place}/columns")
    page = desk.read(f"{place}/terms")
    assert 'value="add" checked' in page
    assert '<option value="legitimate-interests" selected>' in page
    assert desk.get(place).headers["Location"].endswith("/preview")


def test_cards_need_no_columns(desk: Desk) -> None:
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Ruiz\r\nEMAIL:ana@example.org\r\nEND:VCARD\r\n"
    place = arrived(desk, card, "book.vcf")
    assert "no column has to be chosen" in words(desk.read(f"{place}/columns"))
    desk.follow(desk.send(f"{place}/columns"))
    imported(desk, place)
    assert names(desk.app) == ["Ana Ruiz"]


def test_rows_can_be_pasted_and_several_files_sent_at_once(desk: Desk) -> None:
    answer = sent(desk, ("a.csv", MEMBERS), ("b.csv", MEMBERS), pasted="Name\tE-mail\nEva Cohen\teva@example.org\n")
    assert answer.status_code == 303
    page = words(desk.read("/import"))
    assert all(name in page for name in ("a.csv", "b.csv", "pasted rows.csv"))


def test_a_file_is_thrown_away_by_a_button(desk: Desk) -> None:
    place = arrived(desk)
    desk.follow(desk.send(f"{place}/drop", seen="/import"))
    assert desk.get(f"{place}/columns").status_code == 404
    assert service.uploads(desk.app) == []


def test_a_file_is_there_for_whoever_sent_it_and_for_who_administers(app: App, desk: Desk) -> None:
    place = arrived(desk)
    paul = at_desk(app, "Paul")
    for path in ("columns", "preview", "terms", "report", "refused", ""):
        assert paul.get(f"{place}/{path}".rstrip("/")).status_code == 404
    assert "members.csv" not in paul.read("/import")
    assert "members.csv" in at_desk(app, "Eva", Role.ADMINISTRATOR).read("/import")
    assert at_desk(app, "Rosa", Role.READER).get("/import").status_code == 403


def test_two_presses_of_the_button_are_one_import(desk: Desk) -> None:
    place = arrived(desk)
    mapped(desk, place)
    first = desk.send(f"{place}/import", seen=f"{place}/preview").headers["Location"]
    assert desk.send(f"{place}/import", seen=f"{place}/preview").headers["Location"] == first
    worked(desk)
    assert desk.send(f"{place}/import", seen="/import").status_code == 409
    assert len(names(desk.app)) == 3


def test_a_large_file_is_looked_at_beside_the_pages(desk: Desk) -> None:
    rows = "".join(f"Person {n},person{n}@example.org,{'x' * 200}\n" for n in range(1500))
    place = arrived(desk, f"Name,E-mail,Note\n{rows}")
    answer = mapped(desk, place)
    assert answer.headers["Location"].startswith("/jobs/")
    assert desk.get(f"{place}/preview").headers["Location"] == answer.headers["Location"]
    assert worked(desk).path == f"{place}/preview"
    page = desk.read(f"{place}/preview")
    assert "The first 1000 of 1500 can be seen here." in words(page)
    more = re.search(r'<a href="([^"]*after=[^"]*)" rel="next"', page)
    assert more
    assert "Person 50 " in words(desk.read(more[1].replace("&amp;", "&")))
