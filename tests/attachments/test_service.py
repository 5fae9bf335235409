"""Files that belong to records: kept once, brought back by undo, gone for good with an erasure."""

from datetime import date, timedelta

import pytest
from attrs import evolve

from outreach_crm import erasure
from outreach_crm.app import App
from outreach_crm.attachments import service
from outreach_crm.attachments.model import LARGEST, Attachment
from outreach_crm.changes import service as changes
from outreach_crm.clock import FixedClock
from outreach_crm.errors import InvalidInputError, NotFoundError, StorageError
from outreach_crm.model import Ref
from outreach_crm.storage.contents import unnamed_contents
from outreach_crm.tasks import service as tasks
from outreach_crm.upkeep import service as upkeep
from tests.builders import a_person

PDF = bytes(range(256)) * 4


def a_record(app: App) -> Ref:
    return Ref("tasks", tasks.add(app, "Write to the bar").id)


@pytest.fixture(name="here")
def the_record(app: App) -> Ref:
    return a_record(app)


def attached(app: App, ref: Ref, name: str = "appeal.pdf", data: bytes = PDF) -> Attachment:
    return service.attach(app, ref, name, "application/pdf", data)


def contents(app: App) -> int:
    return int(app.store.value("select count(*) as n from attachment_contents"))


def last_change(app: App) -> int:
    return int(app.store.value("select max(id) as id from changes"))


def test_what_is_attached_is_what_is_read(app: App, here: Ref) -> None:
    there = a_record(app)
    one = service.attach(app, here, "folder/appeal.pdf", "Application/PDF", PDF, language="es")
    assert (one.name, one.media_type, one.size, one.language) == ("appeal.pdf", "application/pdf", 1024, "es")
    assert service.of(app, here) == [one]
    assert service.content(app, one.id) == PDF
    assert service.of(app, there) == []


def test_a_file_given_twice_is_kept_once(app: App, here: Ref) -> None:
    there = a_record(app)
    one, other = attached(app, here), attached(app, there, "the same.pdf")
    assert contents(app) == 1
    service.detach(app, one.id)
    assert service.content(app, other.id) == PDF


def test_a_copy_belongs_to_another_record_too(app: App, here: Ref) -> None:
    there = a_record(app)
    attached(app, here)
    (copied,) = service.copy(app, here, there)
    assert (copied.ref, copied.name, service.content(app, copied.id)) == (there, "appeal.pdf", PDF)
    assert contents(app) == 1


@pytest.mark.parametrize(
    ("data", "said"), [(b"", "is empty"), (bytes(LARGEST + 1), "a file may have 10.0 MB")], ids=["empty", "large"]
)
def test_a_file_has_something_in_it_and_not_too_much(app: App, here: Ref, data: bytes, said: str) -> None:
    with pytest.raises(InvalidInputError, match=said):
        attached(app, here, data=data)
    assert contents(app) == 0


def test_undo_takes_a_file_away_and_brings_it_back(app: App, here: Ref) -> None:
    one = attached(app, here)
    came = last_change(app)
    changes.undo(app, came)
    assert service.of(app, here) == []
    changes.undo(app, last_change(app))
    assert service.of(app, here) == [one]
    service.detach(app, one.id)
    assert service.of(app, here) == []
    changes.undo(app, last_change(app))
    assert service.content(app, one.id) == PDF


def test_what_can_be_brought_back_is_not_swept_away(app: App, here: Ref) -> None:
    service.detach(app, attached(app, here).id)
    assert upkeep.mend(app) == []
    changes.undo(app, last_change(app))
    assert [service.content(app, one.id) for one in service.of(app, here)] == [PDF]


def test_what_nobody_can_bring_back_goes(app: App, here: Ref) -> None:
    service.detach(app, attached(app, here).id)
    later = FixedClock(app.clock.now() + timedelta(days=401))
    app.store.bound.clock = later
    upkeep.mend(evolve(app, clock=later))
    assert contents(app) == 0


def test_the_doctor_finds_and_mends_contents_of_nobody(app: App, here: Ref) -> None:
    attached(app, here)
    with app.store.write():
        app.store.execute("insert into attachment_contents (sha256, data) values ('x', :data)", data=b"x")
    assert unnamed_contents(app.store) == 1
    assert [one.sentence for one in upkeep.examine(app) if one.subject == "files"] == [
        "the contents of 1 file belong to nothing any more: outreach doctor --mend"
    ]
    assert "The contents of 1 file that belonged to nothing any more are gone." in upkeep.mend(app)
    assert contents(app) == 1


def test_a_file_that_the_disk_has_altered_is_told_and_never_read(app: App, here: Ref) -> None:
    one = attached(app, here)
    with app.store.write():
        app.store.execute("update attachment_contents set data = :data", data=b"something else")
    with pytest.raises(StorageError, match="damaged"):
        service.content(app, one.id)
    assert [one.sentence for one in upkeep.examine(app) if one.subject == "files"] == [
        f"damaged, attach them again: appeal.pdf of {here}"
    ]


def test_erasing_somebody_takes_the_files_of_records_about_them_alone(app: App, here: Ref) -> None:
    ana = a_person(app)
    task = tasks.add(app, "Call Ana", due_on=date(2026, 4, 1), contact_id=ana.id)
    attached(app, Ref("tasks", task.id), "ana.pdf", b"all about Ana")
    gone = attached(app, Ref("contacts", ana.id), "gone.pdf", b"what was about Ana")
    service.detach(app, gone.id)
    kept = attached(app, here)
    report = erasure.erase(app, [ana.id])
    assert [(one.table, one.goes) for one in report.tables if one.table == "attachments"] == [("attachments", 1)]
    assert [service.content(app, one.id) for one in service.of(app, here)] == [PDF]
    assert contents(app) == 1
    with pytest.raises(NotFoundError):
        service.get(app, kept.id + 1000)


def test_an_erasure_keeps_what_another_record_has_too(app: App, here: Ref) -> None:
    ana = a_person(app)
    attached(app, Ref("contacts", ana.id))
    kept = attached(app, here)
    erasure.erase(app, [ana.id])
    assert service.content(app, kept.id) == PDF
