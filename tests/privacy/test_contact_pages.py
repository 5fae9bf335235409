"""Pages of privacy about one contact: may we, what they said, all that is held, and erasing them."""

import json
from datetime import date

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.errors import NotFoundError
from outreach_crm.policy import Role
from outreach_crm.privacy import service
from outreach_crm.privacy.model import ConsentDraft, State
from tests.builders import an_organisation
from tests.privacy.conftest import Write
from tests.web.office import Desk, at_desk, words
from tests.web.payloads import PAYLOADS, structure

pytestmark = pytest.mark.connections

SAID = {"what": "granted", "purpose": "mailings", "channel": "email", "basis": "consent", "source": "form of 9 March"}


@pytest.fixture
def desk(app: App) -> Desk:
    """Maria at her desk, who administers."""
    return at_desk(app, role=Role.ADMINISTRATOR)


@pytest.fixture
def known(app: App) -> int:
    """Ana, with an e-mail address and a telephone."""
    draft = ContactDraft(name="Ana Ruiz", emails=("ana@example.org",), phones=("+34 915 550 123",))
    return contacts.add(app, draft).id


def of(contact_id: int, rest: str = "") -> str:
    return f"/privacy/contacts/{contact_id}{rest}"


def test_the_page_says_for_what_and_by_which_way_we_may_and_why_not(desk: Desk, known: int, write: Write) -> None:
    write(known, "granted", "mailings", channel="email")
    page = words(desk.read(of(known)))
    assert "Newsletters, reports and other mailings yes no no basis is recorded for this purpose" in page
    assert "Answers to what they asked of us yes yes yes" in page
    write(known, "objected", "mailings", source="a call")
    page = words(desk.read(of(known)))
    assert "Newsletters, reports and other mailings no said no on 9 March 2026" in page
    assert "they said no Newsletters, reports and other mailings any way" in page


def test_what_somebody_said_is_recorded_with_its_words_and_can_be_taken_back(desk: Desk, known: int) -> None:
    sent = {**SAID, "wording": "You may write to me.", "given_on": "2026-03-02", "because": "she rang"}
    page = desk.follow(desk.send(of(known, "/record"), sent))
    assert "Recorded of Ana Ruiz: they may be turned to." in words(page)
    assert "You may write to me." in words(page)
    (entry,) = service.ledger(desk.app, known)
    assert (entry.basis, entry.given_on, entry.source) == ("consent", "2026-03-02", "form of 9 March")
    assert f"/history/{entry.change_id}/undo" in page
    journal.undo(desk.app, entry.change_id)
    assert "<del>they may be turned to</del>" in desk.read(of(known))


@pytest.mark.parametrize(
    ("altered", "told"),
    [
        ({"wording": ""}, "This basis needs it."),
        ({"basis": ""}, "Say on which basis."),
        ({"purpose": ""}, "Say for which purpose it holds."),
        ({"given_on": "2026-03-10"}, "Not after"),
        ({"sector": "medical"}, "does not cover; choose another one"),
    ],
)
def test_what_is_missing_stands_beside_its_question_and_nothing_is_lost(
    desk: Desk, known: int, altered: dict[str, str], told: str
) -> None:
    answer = desk.send(of(known, "/record"), {**SAID, "wording": "Yes.", **altered})
    assert answer.status_code == 422
    assert told in words(answer.text)
    assert 'value="form of 9 March"' in answer.text
    assert service.ledger(desk.app, known) == []


def test_an_objection_needs_no_more_than_that(desk: Desk, known: int) -> None:
    sent = {"what": "objected", "purpose": "", "channel": "phone", "basis": "", "sector": ""}
    desk.follow(desk.send(of(known, "/record"), sent))
    assert [one.rule for one in service.check(desk.app, known, "answers", "phone").refusals] == ["objected"]


def test_an_organisation_needs_no_basis(desk: Desk) -> None:
    number = an_organisation(desk.app).id
    answer = desk.send(of(number, "/record"), {**SAID, "wording": "Yes."})
    assert answer.status_code == 422
    assert "is no person, and only persons need a basis" in words(answer.text)


def test_an_address_of_theirs_is_suppressed(desk: Desk, known: int) -> None:
    sent = {"address": "ana@example.org", "purpose": "", "reason": "asked"}
    page = words(desk.follow(desk.send(of(known, "/suppress"), sent)))
    assert "by e-mail, everything, since 9 March 2026 asked" in page
    assert not service.check(desk.app, known, "answers", "email").clear
    answer = desk.send(of(known, "/suppress"), {**sent, "address": "somebody@else.example"})
    assert answer.status_code == 422


def test_who_must_be_kept_cannot_be_erased_until_released(desk: Desk, known: int) -> None:
    desk.follow(desk.send(of(known, "/hold"), {"reason": "case in court", "until": ""}))
    assert "Ana Ruiz must be kept: case in court." in words(desk.read(of(known, "/erase")))
    page = desk.follow(desk.send(of(known, "/release"), seen=of(known)))
    assert "Ana Ruiz is not held any more." in words(page)
    assert "/undo" in page
    assert "Erase for good" in words(desk.read(of(known, "/erase")))


def test_all_that_is_held_is_handed_over_as_a_file_and_logged(desk: Desk, known: int) -> None:
    answer = desk.send(of(known, "/held/page"), seen=of(known))
    assert answer.headers["Content-Disposition"] == f"attachment; filename*=UTF-8''contact-{known}.html"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert "What is held about Ana Ruiz" in answer.text
    data = json.loads(desk.send(of(known, "/held/json"), seen=of(known)).data)
    assert data["name"] == "Ana Ruiz"
    assert [one.what for one in service.accesses(desk.app, contact_id=known)].count(
        "all that is held about a person"
    ) == 2


def test_all_that_is_held_reads_in_the_language_of_whoever_hands_it_over(desk: Desk, known: int) -> None:
    desk.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "es"
    page = desk.send(of(known, "/held/page"), seen=of(known)).text
    assert '<html lang="es">' in page
    assert "Lo que se conserva sobre Ana Ruiz" in page
    assert "<h2>Contacto</h2>" in page


def test_erasing_says_what_goes_and_what_stays_and_wants_the_name(desk: Desk, known: int) -> None:
    page = words(desk.read(of(known, "/erase")))
    assert "This is for good. It cannot be undone" in page
    assert "contact 1" in page
    assert "the journal: that something was done, when and by whom" in page
    answer = desk.send(of(known, "/erase"), {"name": "Ana", "because": "she asked"})
    assert answer.status_code == 422
    assert "The name is another one. Nothing was erased." in words(answer.text)
    assert contacts.get(desk.app, known).name == "Ana Ruiz"
    page = desk.follow(desk.send(of(known, "/erase"), {"name": " ana  RUIZ", "because": "Ana Ruiz asked"}))
    assert "One contact was erased for good." in words(page)
    assert "Ana" not in page
    assert "/undo" not in page
    with pytest.raises(NotFoundError):
        contacts.get(desk.app, known)
    assert desk.get(of(known)).status_code == 404


def test_only_who_administers_erases_and_only_officers_record(app: App, known: int) -> None:
    officer, reader = at_desk(app, "Paul"), at_desk(app, "Rosa", Role.READER)
    assert officer.get(of(known, "/erase")).status_code == 403
    assert "Erase" not in words(officer.read(of(known)))
    assert reader.get(of(known, "/record")).status_code == 403
    page = words(reader.read(of(known)))
    assert "All that is held" not in page
    assert "Must be kept" not in page


def test_that_somebody_looked_stands_in_the_log(desk: Desk, known: int) -> None:
    desk.read(of(known))
    (entry,) = service.accesses(desk.app, contact_id=known)
    assert (entry.by, entry.what) == ("Maria", "consents of a contact")
    assert "consents of a contact" in words(desk.read(f"/privacy/access?contact={known}"))


def test_the_panel_and_the_reminder_lead_here(desk: Desk, known: int) -> None:
    panel = next(one for one in contacts.show(desk.app, known).panels if one.title == "Consent and basis")
    assert [one.path for one in panel.steps] == [of(known), of(known, "/record")]
    for step in panel.steps:
        desk.read(step.path)


def test_nobodys_words_alter_a_page(desk: Desk) -> None:
    def a_page(text: str) -> list[list[tuple[str, ...]]]:
        number = contacts.add(desk.app, ContactDraft(name=f"Ana {text}", emails=("ana@example.org",))).id
        sent = {**SAID, "source": text, "wording": text, "proof": text}
        desk.send(of(number, "/record"), sent)
        service.hold(desk.app, number, text)
        found = [structure(desk.read(of(number, rest))) for rest in ("", "/record", "/erase", "/suppress")]
        return [*found, structure(desk.read("/privacy/holds"))[:40]]

    plain = a_page("x")
    for text in PAYLOADS[::7]:
        assert a_page(" ".join(text.replace("\x00", "").split())) == plain, text


def test_why_not_is_said_with_its_day_in_words(desk: Desk, known: int) -> None:
    no = ConsentDraft(state=State.OBJECTED, purpose="meetings", source="call", given_on=date(2026, 2, 6))
    service.record(desk.app, known, no)
    page = words(desk.read(of(known)))
    assert "said no on 6 February 2026" in page
    assert "2026-02-06" not in page
