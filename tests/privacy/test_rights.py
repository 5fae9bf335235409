"""What somebody may ask for: all that is held about her, and that all of it goes."""

import json
from pathlib import Path

import pytest

from outreach_crm import erasure
from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact, ContactDraft, PointKind, RoleDraft
from outreach_crm.errors import ConflictError, NotFoundError, RefusedError
from outreach_crm.model import Ref
from outreach_crm.privacy import service
from outreach_crm.privacy.model import PersonalData
from outreach_crm.privacy.page import page
from outreach_crm.storage.sharing import sharers
from outreach_crm.tasks import service as tasks
from outreach_crm.text import say
from outreach_crm.timeline import service as timeline
from outreach_crm.timeline.model import LogDraft
from tests.builders import a_person, acting
from tests.privacy.conftest import Why, Write

pytestmark = pytest.mark.connections


@pytest.fixture
def known(app: App, write: Write) -> Contact:
    """A person with all that features hold about somebody, some of it shared with others."""
    draft = ContactDraft(
        name="Ana Ruiz",
        emails=("ana@example.org", "office@example.org"),
        phones=("+34 915 550 123",),
        addresses=("Calle Mayor 1; 28013 Madrid; Spain",),
        sectors=("legal",),
        roles=(RoleDraft(at="Colegio de Abogados", title="President"),),
    )
    ana = contacts.add(app, draft)
    paul = contacts.add(app, ContactDraft(name="Paul Meyer", emails=("office@example.org",)))
    contacts.relate(app, ana.id, "knows", paul.id)
    timeline.log(app, LogDraft(contact_ids=(ana.id, paul.id), summary="met Ana Ruiz and Paul Meyer at the congress"))
    tasks.add(app, "Send her the report", contact_id=ana.id)
    contacts.edit(app, ana.id, contacts.Edit(fields={"met": "at a dinner"}))
    contacts.edit(app, ana.id, contacts.Edit(fields={"met": "at the congress"}))
    write(ana.id, "granted", "mailings", wording="You may write to me.")
    return contacts.get(app, ana.id)


def held(data: PersonalData, title: str) -> list[dict[str, object]]:
    return [row for table in data.held if table.title == title for row in table.rows]


def test_all_that_any_feature_holds_is_told(app: App, known: Contact) -> None:
    data = service.export(app, known.id)
    assert {"contact", "basis or consent", "task", "entry in the history", "role in an organisation", "sector"} <= {
        table.title for table in data.held
    }
    assert held(data, "contact")[0]["met"] == "at the congress"
    assert "at a dinner" in [one.values.get("met") for one in data.past]
    assert {"add contact", "log", "record basis"} <= {one["what"] for one in data.changes}
    assert all(one["at"] for one in data.changes)


def test_what_it_says_of_other_persons_is_left_out_and_organisations_stay(app: App, known: Contact) -> None:
    data = service.export(app, known.id)
    whole = json.dumps([row for table in data.held for row in table.rows]) + json.dumps([p.values for p in data.past])
    assert "Paul" not in whole
    assert "Meyer" not in whole
    assert held(data, "relationship") == [{"to_id": "another person", "kind": "knows", "verified_on": "2026-03-09"}]
    assert held(data, "role in an organisation")[0]["organisation_id"] == "Colegio de Abogados"
    assert held(data, "entry in the history")[0]["summary"] == "met Ana Ruiz and ████ at the congress"
    consent = held(data, "basis or consent")[0]
    assert (consent["recorded_by"], consent["wording"]) == ("one of us", "You may write to me.")
    assert "Maria" not in whole


def test_a_sentence_is_read_as_it_is_and_never_in_pieces(app: App, known: Contact) -> None:
    tasks.add(app, say("Tell {name} of it", name=known.name), contact_id=known.id)
    service.export(app, known.id)
    data = service.export(app, known.id)
    assert "Tell Ana Ruiz of it" in [row["title"] for row in held(data, "task")]
    cells = [str(cell) for table in data.held for row in table.rows for cell in row.values()]
    assert [one for one in cells if one.startswith("[")] == []


def test_taking_it_out_stands_in_the_log_of_access(app: App, known: Contact) -> None:
    service.export(app, known.id)
    assert [one.what for one in service.accesses(app, contact_id=known.id)] == ["all that is held about a person"]
    assert held(service.export(app, known.id), "entry in the log of access")


def test_the_page_runs_nothing_and_escapes_all(app: App, known: Contact) -> None:
    contacts.edit(app, known.id, contacts.Edit(fields={"can_do": "<script>alert('x')</script> & more"}))
    text = page(service.export(app, known.id))
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert "default-src &#x27;none&#x27;" in text or "default-src 'none'" in text


def test_nobody_exports_or_erases_whom_they_may_not_see(app: App) -> None:
    accounts.add_circle(app, "casework")
    accounts.join_circle(app, "casework", "Maria")
    hidden = contacts.add(app, ContactDraft(name="Selam", circle="casework")).id
    with acting(app, "Tom") as tom:
        for work in (service.export, service.plan_erasure, lambda app, one: service.erase(app, [one])):
            with pytest.raises(NotFoundError):
                work(tom, hidden)
    assert contacts.get(app, hidden).name == "Selam"


def test_the_sharers_of_a_record_are_those_its_rows_are_about(app: App, known: Contact) -> None:
    entry = contacts.show(app, known.id).history[0].ref
    names = {contacts.get(app, one).name for one in sharers(app.store, entry.kind, entry.id)}
    assert names == {"Ana Ruiz", "Paul Meyer"}


def test_the_plan_says_what_goes_what_stays_and_changes_nothing(app: App, known: Contact) -> None:
    plan = service.plan_erasure(app, known.id)
    goes = {one.title: one.goes for one in plan.report.tables if one.goes}
    told_of = {"contact", "basis or consent", "role in an organisation", "relationship", "e-mail, phone or web address"}
    assert told_of <= set(goes)
    assert plan.suppressed == ("ana@example.org", "+34915550123")
    assert plan.shared == ("office@example.org",)
    stays = "\n".join(plan.stays)
    assert "entry in the history (1): others share it; names and addresses are blotted out" in stays
    assert "digests of 3 addresses" in stays
    assert contacts.get(app, known.id).name == "Ana Ruiz"
    assert service.list_suppressions(app) == []


def test_erasing_is_final_and_keeps_the_addresses_out_but_shared_ones(app: App, known: Contact) -> None:
    report = service.erase(app, [known.id], because="Ana Ruiz asked for it")
    with pytest.raises(NotFoundError):
        contacts.get(app, known.id)
    assert report.change_id is not None
    entry = changes.get(app, report.change_id)
    assert (entry.final, entry.why) == (True, "████ asked for it")
    with pytest.raises(RefusedError, match="final"):
        changes.undo(app, report.change_id)
    assert changes.verify(app).problems == ()
    known_by = ("ANA@example.org", "+34915550123", "office@example.org")
    keys = {contacts.address_key(app, one) for one in known_by} | {service.postal_key(app, "ruiz ana", "28 013")}
    assert len(service.is_suppressed(app, keys)) == 3
    assert {one.reason for one in service.list_suppressions(app)} == {"erased"}


def test_who_is_erased_and_comes_back_is_reached_by_no_way(app: App, known: Contact, why: Why, write: Write) -> None:
    service.erase(app, [known.id])
    again = contacts.add(app, ContactDraft(name="A. Ruiz", emails=("Ana@Example.org",), phones=("+34 915 550 199",))).id
    write(again, "granted", "mailings")
    assert [why(again, channel=one) for one in ("email", "phone", "post")] == [["suppressed"]] * 3
    paul = contacts.resolve(app, "Paul Meyer").id
    assert why(paul, "answers", "email", signed_up=True) == []
    service.allow(app, "ana@example.org", because="she signed up again")
    assert why(again, channel="email") == []


def test_who_was_merged_into_her_goes_and_is_kept_out_with_her(app: App, known: Contact) -> None:
    twin = contacts.add(app, ContactDraft(name="Ana R.", emails=("old@example.org",))).id
    with app.change("merge"):
        app.store.update("contacts", twin, {"merged_into": known.id})
    service.erase(app, [known.id])
    with pytest.raises(NotFoundError):
        contacts.get(app, twin)
    assert service.is_suppressed(app, [contacts.address_key(app, "old@example.org")])


def test_a_restore_keeps_the_addresses_out_again(app: App, known: Contact) -> None:
    service.erase(app, [known.id])
    with app.change("as if it were an older copy"):
        for one in service.list_suppressions(app):
            app.store.delete("suppressions", one.id)
    for _ in range(2):
        erasure.erase_again(app, "restored")
        assert sorted(one.kind for one in service.list_suppressions(app)) == ["email", "phone", "post"]


def test_keys_of_other_features_are_left_to_them(app: App) -> None:
    service.keep_out(app, ["others:theirs", "nothing"])
    assert service.list_suppressions(app) == []


def test_a_wording_goes_with_the_last_who_was_asked_in_it(app: App, known: Contact, write: Write) -> None:
    other = a_person(app, "Bea Soto").id
    write(other, "granted", "mailings", wording="You may write to me.")
    write(other, "granted", "meetings", wording="Bea Soto may be invited.")
    service.erase(app, [other])
    assert [row["wording"] for row in app.store.rows("select wording from consent_wordings")] == [
        "You may write to me."
    ]


def test_who_is_under_a_legal_hold_is_not_erased(app: App, known: Contact) -> None:
    service.hold(app, known.id, "case in court")
    for work in (lambda: service.plan_erasure(app, known.id), lambda: service.erase(app, [known.id])):
        with pytest.raises(RefusedError, match="legal hold \\(case in court\\)"):
            work()
    assert service.list_suppressions(app) == []
    service.release(app, known.id)
    assert service.erase(app, [known.id]).contacts == 1


def test_nobody_is_erased_inside_another_change(app: App, known: Contact) -> None:
    with pytest.raises(RefusedError, match="inside another change"), app.change("import"):
        service.erase(app, [known.id])


def test_a_file_is_private_and_never_written_over(tmp_path: Path) -> None:
    place = tmp_path / "a.html"
    service.write_file(place, "<p>x</p>")
    assert place.stat().st_mode & 0o077 == 0
    with pytest.raises(ConflictError, match="is there already"):
        service.write_file(place, "y")
    assert place.read_text() == "<p>x</p>"


def test_an_address_that_a_relative_still_has_is_the_relatives(app: App) -> None:
    ids = [a_person(app, name).id for name in ("Ada Lind", "Bea Lind")]
    for one in ids:
        contacts.edit(app, one, contacts.Edit(points=((PointKind.EMAIL, "lind@example.org"),)))
    service.erase(app, ids[:1])
    assert service.list_suppressions(app) == []
    service.erase(app, ids[1:])
    assert [one.kind for one in service.list_suppressions(app)] == ["email"]
    assert Ref("contacts", ids[0]) not in [one.ref for one in tasks.due(app)]
