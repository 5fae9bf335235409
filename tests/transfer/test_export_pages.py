"""Pages of exports: who would leave and why others do not, made by a job, fetched by whoever asked."""

from collections.abc import Callable

import pytest

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.jobs import service as jobs
from outreach_crm.jobs.model import State
from outreach_crm.model import Actor
from outreach_crm.policy import Role
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import ConsentDraft
from outreach_crm.privacy.model import State as Said
from outreach_crm.segments import service as segments
from outreach_crm.transfer import service
from tests.builders import an_organisation
from tests.transfer.sending import worked
from tests.web.office import Desk, at_desk, words

pytestmark = pytest.mark.connections

ASKED = {"segment": "", "sector": "", "purpose": "mailings", "channel": "", "format": "csv"}
WHO = "/export/who?purpose=mailings&format=csv"


@pytest.fixture
def desk(app: App) -> Desk:
    """Maria at her desk, with one who agreed, one who objected, one of whom nothing is known, and an organisation."""
    for name in ("Ana Ruiz", "Paul Meyer", "Eva Cohen"):
        contacts.add(app, ContactDraft(name=name, emails=(f"{name.split()[0].lower()}@example.org",)))
    an_organisation(app)
    yes = ConsentDraft(purpose="mailings", basis="consent", source="form", wording="Yes, write to me.")
    for name in ("Ana Ruiz", "Paul Meyer"):
        privacy.record(app, contacts.resolve(app, name).id, yes)
    privacy.record(app, contacts.resolve(app, "Paul Meyer").id, ConsentDraft(state=Said.OBJECTED, purpose="mailings"))
    return at_desk(app)


def made(desk: Desk, because: str = "the spring letter") -> str:
    """Ask for an export, let the job be done, and return where it is."""
    answer = desk.send(WHO, {"because": because})
    assert answer.headers["Location"].startswith("/jobs/")
    job = worked(desk)
    assert job.state is State.DONE, job.sentence
    return job.path


def test_who_would_leave_is_counted_with_the_reasons_of_the_others(desk: Desk) -> None:
    page = words(desk.follow(desk.send("/export", ASKED)))
    assert "2 of 4 leave" in page
    assert "Left out: 2" in page
    assert "said no on 9 March 2026" in page
    assert "no basis is recorded for this purpose" in page
    assert privacy.accesses(desk.app) == []


def test_an_export_is_made_beside_the_pages_and_fetched_as_a_file(desk: Desk) -> None:
    place = made(desk)
    assert "for you alone" in words(desk.read(place))
    answer = desk.get(f"{place}/file")
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''mailings-2026-03-09.csv"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    text = answer.data.decode("utf-8-sig")
    assert "Ana Ruiz" in text
    assert "Colegio de Abogados" in text
    assert "Paul Meyer" not in text
    assert "Eva Cohen" not in text


def test_an_export_stands_in_the_history_and_in_the_log_of_access(desk: Desk) -> None:
    made(desk)
    entry = journal.latest(desk.app)[0]
    assert (entry.what, entry.final) == ("export contacts", True)
    assert entry.why == "the spring letter; 2 as CSV for mailings"
    logged = privacy.accesses(desk.app)
    assert [(one.what, one.purpose, one.count) for one in logged] == [("export contacts as CSV", "mailings", 2)]


def test_an_export_is_for_nobody_but_whoever_asked(app: App, desk: Desk) -> None:
    place = made(desk)
    for other in (at_desk(app, "Paul"), at_desk(app, "Eva", Role.ADMINISTRATOR)):
        assert other.get(place).status_code == 404
        assert other.get(f"{place}/file").status_code == 404
    reader = at_desk(app, "Rosa", Role.READER)
    assert {reader.get(path).status_code for path in ("/export", WHO, place)} == {403}


def test_warnings_need_a_reason(desk: Desk) -> None:
    for name in ("Ana Ruiz", "Colegio de Abogados"):
        contacts.edit(desk.app, contacts.resolve(desk.app, name).id, contacts.Edit(fields={"rhythm_days": "90"}))
    from outreach_crm.timeline import service as timeline
    from outreach_crm.timeline.model import LogDraft

    timeline.log(desk.app, LogDraft(contact_ids=(contacts.resolve(desk.app, "Ana Ruiz").id,), summary="rang her"))
    assert "Warnings" in words(desk.read(WHO))
    answer = desk.send(WHO, {"because": ""})
    assert answer.status_code == 422
    assert jobs.list_jobs(desk.app) == []
    made(desk, "the spring letter")


def test_a_segment_is_exported_and_the_address_can_be_mailed(desk: Desk) -> None:
    saved = segments.add(desk.app, "Houses", ["kind=organisation"])
    page = words(desk.read(f"{WHO}&segment={saved.id}"))
    assert "1 of 1 leave" in page
    assert 'value="mailings" checked' in desk.read(f"/export?purpose=mailings&segment={saved.id}")


def test_where_nobody_would_leave_nothing_is_made(desk: Desk) -> None:
    segments.add(desk.app, "Nobody", ["country=France"])
    page = words(desk.read(f"{WHO}&segment=Nobody"))
    assert "Nobody would leave" in page


def test_a_job_that_is_run_again_makes_no_second_export(desk: Desk) -> None:
    place = made(desk)
    number = int(place.rpartition("/")[2])
    service.make(desk.app, lambda *_: None, file=number)
    assert len(privacy.accesses(desk.app)) == 1


def object_to(app: App) -> None:
    privacy.record(app, contacts.resolve(app, "Ana Ruiz").id, ConsentDraft(state=Said.OBJECTED, purpose="mailings"))


def erase(app: App) -> None:
    privacy.erase(app, [contacts.resolve(app, "Ana Ruiz").id], because="asked by letter")


def hide(app: App) -> None:
    """Let only Rosa see Ana."""
    rosa = app.as_actor(Actor(name="Rosa"))
    accounts.add_circle(rosa, "Witnesses")
    contacts.edit(rosa, contacts.resolve(rosa, "Ana Ruiz").id, contacts.Edit(circle="Witnesses"))
    rosa.close()


@pytest.mark.parametrize("since", [object_to, erase, hide], ids=lambda one: one.__name__)
def test_whether_all_of_them_may_leave_is_asked_again_when_it_is_fetched(
    desk: Desk, since: Callable[[App], None]
) -> None:
    place = made(desk)
    assert desk.get(f"{place}/file").status_code == 200
    since(desk.app)
    answer = desk.get(f"{place}/file")
    assert answer.status_code == 409
    assert "Ana" not in answer.text
    page = desk.read(place)
    assert "1 of those in it may not leave any more" in words(page)
    assert "Fetch it" not in page
    assert "Ana Ruiz" not in desk.get(f"{made(desk)}/file").text


def test_what_is_taken_from_a_list_since_does_not_spoil_an_export(desk: Desk) -> None:
    saved = segments.add(desk.app, "People of Spain", ["kind=person"])
    answer = desk.send(f"{WHO}&segment={saved.id}", {"because": "the spring letter"})
    assert answer.status_code == 303
    place = worked(desk).path
    segments.remove(desk.app, saved.name)
    assert "Ana Ruiz" in desk.get(f"{place}/file").text


def test_who_may_export_no_more_fetches_nothing(app: App, desk: Desk) -> None:
    place = made(desk)
    assert at_desk(app, "Maria", Role.READER).get(f"{place}/file").status_code == 403


def test_what_is_thrown_away_is_gone(desk: Desk) -> None:
    place = made(desk)
    desk.follow(desk.send(f"{place}/drop", seen=place))
    assert desk.get(f"{place}/file").status_code == 404
