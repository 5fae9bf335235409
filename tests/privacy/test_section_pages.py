"""Pages of privacy about the whole section: counts, suppressions, holds, retention, who looked."""

from datetime import date

import pytest
from attrs import evolve

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.jobs import service as jobs
from outreach_crm.jobs.model import State
from outreach_crm.policy import Role
from outreach_crm.privacy import service
from outreach_crm.settings import Settings
from outreach_crm.text import Sentence, say
from tests.builders import a_person, an_organisation
from tests.privacy.conftest import Write
from tests.web.office import Desk, at_desk, words

pytestmark = pytest.mark.connections


@pytest.fixture
def desk(app: App) -> Desk:
    """Maria at her desk, who administers."""
    return at_desk(app, role=Role.ADMINISTRATOR)


def keeping(app: App, months: int) -> App:
    """The App of a section that keeps people for some months."""
    return evolve(app, settings=Settings({"privacy": {"retention": [{"months": months}]}}))


def test_how_many_may_be_turned_to_is_counted_by_way_with_the_reasons(desk: Desk, write: Write) -> None:
    for name in ("Ana Ruiz", "Eva Cohen", "Paul Meyer"):
        contacts.add(desk.app, ContactDraft(name=name, emails=(f"{name[:3]}@example.org",)))
    an_organisation(desk.app)  # without an address
    ana, eva = (contacts.resolve(desk.app, name).id for name in ("Ana Ruiz", "Eva Cohen"))
    write(ana, "granted", "mailings")
    write(eva, "granted", "mailings")
    write(eva, "objected", "mailings", channel="email")
    page = words(desk.read("/privacy/purposes/mailings"))
    assert "by e-mail 3 1 0 1: said no 1: no basis is recorded for this purpose" in page
    assert "by telephone 0 0 0 nobody" in page
    assert desk.get("/privacy/purposes/nothing").status_code == 404


def test_the_first_page_says_what_is_to_be_seen_to_and_which_bases_there_are(desk: Desk, write: Write) -> None:
    ana = a_person(desk.app).id
    write(ana, "granted", "mailings", valid_until=date(2026, 3, 20))
    service.hold(desk.app, ana, "case in court")
    page = words(desk.read("/privacy"))
    assert "Consents that end within a month 1" in page
    assert "Who must be kept 1" in page
    assert "no rule says how long people are kept" in page
    assert "the person's explicit consent (GDPR 6(1)(a) and 9(2)(a))" in page
    assert "Ana Ruiz" in words(desk.read("/privacy/ending"))
    assert "case in court" in words(desk.read("/privacy/holds"))


def test_an_address_is_suppressed_in_any_spelling_and_allowed_again_with_a_reason(desk: Desk) -> None:
    ana = contacts.add(desk.app, ContactDraft(name="Ana Ruiz", emails=("ana@example.org",))).id
    sent = {"address": "ANA@Example.org", "postcode": "", "purpose": "", "reason": "asked"}
    desk.follow(desk.send("/privacy/suppress", sent))
    assert not service.check(desk.app, ana, "answers", "email").clear
    page = desk.read("/privacy/suppressions")
    assert "ana@example.org" not in page.lower()
    answer = desk.send("/privacy/allow", {"address": "ana@example.org", "postcode": "", "because": ""})
    assert answer.status_code == 422
    answer = desk.send("/privacy/allow", {"address": "eva@example.org", "postcode": "", "because": "she wrote"})
    assert "That address is not suppressed." in words(answer.text)
    page = desk.follow(desk.send("/privacy/allow", {**sent, "because": "she wrote to us"}))
    assert "That address may be used again." in words(page)
    assert "/undo" in page
    assert service.check(desk.app, ana, "answers", "email").clear


def test_no_address_at_all_is_told_beside_the_question(desk: Desk) -> None:
    answer = desk.send("/privacy/suppress", {"address": "nonsense", "postcode": "", "purpose": "", "reason": ""})
    assert answer.status_code == 422
    assert '-address-wrong"' in answer.text
    assert 'value="nonsense"' in answer.text


def test_letters_to_a_name_at_a_postcode_are_suppressed(desk: Desk) -> None:
    sent = {"address": "Ana Ruiz", "postcode": "28013", "purpose": "", "reason": "asked"}
    desk.follow(desk.send("/privacy/suppress", sent))
    (made,) = service.list_suppressions(desk.app)
    assert (made.kind, made.channel) == ("post", "post")


def test_whose_time_is_over_is_listed_and_disposed_of_by_a_job_that_names_nobody(app: App) -> None:
    ana = a_person(app).id
    old = keeping(app, 1)
    with old.change("add long ago"):
        old.store.update("contacts", ana, {"added_on": "2025-01-01"})
    desk = at_desk(old, role=Role.ADMINISTRATOR)
    page = words(desk.read("/privacy/retention"))
    assert "Ana Ruiz the whole person" in page
    answer = desk.send("/privacy/retention/dispose", {"sure": "2"})
    assert answer.status_code == 422
    answer = desk.send("/privacy/retention/dispose", {"sure": "1"})
    assert answer.headers["Location"].startswith("/jobs/")
    job = jobs.run_one(old)
    assert job is not None
    assert (job.state, job.sentence) == (State.DONE, "Disposed of 1; 0 are still due.")
    assert "Ana" not in str(job)
    assert contacts.list_contacts(old) == []


def test_lists_of_persons_leave_as_files_only_for_who_may_export_and_are_logged(app: App, desk: Desk) -> None:
    service.hold(desk.app, a_person(desk.app).id, "case in court")
    assert desk.get("/privacy/holds.csv").status_code == 200
    assert [(one.what, one.count) for one in service.accesses(desk.app)] == [("who is held, as a file", 1)]
    reader = at_desk(app, "Rosa", Role.READER)
    for path in ("holds", "ending", "retention", "access"):
        assert reader.get(f"/privacy/{path}").status_code == 200
        assert reader.get(f"/privacy/{path}.csv").status_code == 403
        assert reader.get(f"/privacy/{path}.json").status_code == 403
    assert reader.get("/privacy/suppress").status_code == 403
    assert at_desk(app, "Paul").get("/privacy/retention/dispose").status_code == 403


def test_the_log_of_access_can_be_narrowed_and_odd_questions_are_refused(desk: Desk) -> None:
    assert "Nobody looked" in words(desk.read("/privacy/access?since=2026-03-01&contact=7"))
    assert desk.get("/privacy/access?since=yesterday").status_code == 404


def test_the_log_of_access_names_whom_somebody_looked_at(desk: Desk) -> None:
    ana = a_person(desk.app)
    service.log_access(desk.app, "show", contact_id=ana.id)
    assert f"show 1 {ana.name} ({ana.id})" in words(desk.read("/privacy/access"))


def test_every_page_says_its_rule_and_teaches_where_it_is_empty(desk: Desk) -> None:
    for path in ("", "/ending", "/suppressions", "/holds", "/retention", "/access", "/purposes/outreach"):
        assert 'class="quietly"' in desk.read(f"/privacy{path}")
    assert "Rules stand in the settings" in words(desk.read("/privacy/retention"))


def test_who_said_no_on_two_days_are_counted_together(desk: Desk, write: Write) -> None:
    for name, day in (("Ana Ruiz", date(2026, 1, 5)), ("Eva Cohen", date(2026, 2, 6))):
        one = contacts.add(desk.app, ContactDraft(name=name, emails=(f"{name[:3]}@example.org",))).id
        write(one, "granted", "mailings", given_on=date(2026, 1, 1))
        write(one, "objected", "mailings", given_on=day)
    assert "by e-mail 2 0 0 2: said no" in words(desk.read("/privacy/purposes/mailings"))


def test_the_log_says_what_left_and_for_what_in_sentences(desk: Desk) -> None:
    what, of = say("export contacts as {format}", format="CSV"), say("Contacts who are in {place}", place="Peru")
    service.log_access(desk.app, what, of, 3)
    (one,) = service.accesses(desk.app)
    assert (one.what, one.purpose) == ("export contacts as CSV", "Contacts who are in Peru")
    assert isinstance(one.what, Sentence)
    assert isinstance(one.purpose, Sentence)
    assert "export contacts as CSV Contacts who are in Peru 3" in words(desk.read("/privacy/access"))
