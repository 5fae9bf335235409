"""The casefile of a case is kept version by version; restricted notes are for whoever may read them."""

import pytest
from attrs import evolve

from outreach_cases import service
from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.attachments import service as attachments
from outreach_crm.changes import service as journal
from outreach_crm.errors import InvalidInputError, NotFoundError, RefusedError
from outreach_crm.policy import Role
from tests.builders import acting
from tests.outreach_cases.builders import a_case, days_ago

PDF = b"%PDF-1.7 the casefile"


def test_every_version_of_the_casefile_stays_and_the_latest_day_is_current(app: App) -> None:
    case = a_case(app)
    service.keep(app, case.id, "casefile.pdf", PDF, dated_on=days_ago(app, 3), note="The first one")
    new = service.keep(app, case.id, "casefile 2.pdf", PDF + b" 2", dated_on="yesterday", note="A new prison")

    service.keep(app, case.id, "older.pdf", PDF + b" 0", dated_on=days_ago(app, 30))

    found = service.versions(app, case.id)
    assert [(one.note, one.current) for one in found] == [("A new prison", True), ("The first one", False), ("", False)]
    assert new.file is not None
    assert attachments.content(app, new.file.id) == PDF + b" 2"
    assert (new.kept_by, new.dated_on) == ("Maria", days_ago(app, 1))


def test_a_version_is_of_a_day_that_has_come_and_is_what_its_name_says(app: App) -> None:
    case = a_case(app)

    with pytest.raises(InvalidInputError, match="has not come"):
        service.keep(app, case.id, "casefile.pdf", PDF, dated_on="2027-01-01")
    with pytest.raises(InvalidInputError, match="no PDF"):
        service.keep(app, case.id, "casefile.pdf", b"MZ not a document"[2:])
    assert service.versions(app, case.id) == []


def test_a_restricted_note_is_read_by_its_circle_alone(app: App) -> None:
    case = a_case(app)
    accounts.add_circle(app, "Casework")

    service.note(app, case.id, "The brother's address is in the safe", circle="casework")
    service.note(app, case.id, "The lawyer does not want to be named")

    mine = [(one.circle, one.written_by) for one in service.notes(app, case.id)]
    assert mine == [("Casework", "Maria"), ("", "Maria")]
    with acting(app, "Bea") as bea:
        assert [one.text for one in service.notes(bea, case.id)] == ["The lawyer does not want to be named"]
        with pytest.raises(RefusedError, match="You are no member of Casework"):
            service.note(bea, case.id, "Mine", circle="Casework")


def test_whoever_may_only_look_reads_no_restricted_note_and_writes_none(app: App) -> None:
    case = a_case(app)
    service.note(app, case.id, "The lawyer does not want to be named")

    with acting(app, "Bea") as bea:
        reader = App.on(app.store, app.plugins, app.settings, app.keyring, evolve(bea.actor, role=Role.READER))
        assert service.notes(reader, case.id) == []
        with pytest.raises(RefusedError, match="only look"):
            service.note(reader, case.id, "Mine")


def test_the_history_keeps_back_what_a_restricted_note_says(app: App) -> None:
    case = a_case(app)
    service.note(app, case.id, "The brother hides in Abéché")
    (note,) = service.notes(app, case.id)
    service.drop_note(app, note.id)

    told = repr([journal.detail(app, one.id) for one in journal.latest(app, limit=20)])

    assert "take restricted note away" in told
    assert "Abéché" not in told


def test_a_note_of_another_circle_cannot_be_taken_away(app: App) -> None:
    case = a_case(app)
    accounts.add_circle(app, "Casework")
    service.note(app, case.id, "Hidden", circle="Casework")
    (note,) = service.notes(app, case.id)

    with acting(app, "Bea") as bea, pytest.raises(NotFoundError):
        service.drop_note(bea, note.id)
    assert service.drop_note(app, note.id) == case.id
