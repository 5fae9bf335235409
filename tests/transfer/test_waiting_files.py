"""Files that wait: whose they are, for how long, and what an import that was cut off leaves to be gone on with."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from attrs import evolve

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.changes.model import State
from outreach_crm.clock import FixedClock
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.errors import ConflictError, NotFoundError
from outreach_crm.model import Actor
from outreach_crm.policy import Role
from outreach_crm.privacy import service as privacy
from outreach_crm.transfer import service
from outreach_crm.transfer.service import Outcome, Preview, importing, working
from tests.builders import a_person
from tests.conftest import CLOCK

pytestmark = pytest.mark.connections

ROWS = 1_600


@pytest.fixture
def maria(app: App) -> App:
    """Maria, who has an account."""
    a_person(app, "Somebody Else")
    return app


def waiting(app: App, text: str) -> int:
    """Send a file, map its columns as they are guessed, and look at it."""
    one = service.receive(app, "members.csv", BytesIO(text.encode()))
    service.look(app, lambda *_: None, file=one.id)
    return one.id


def many() -> str:
    return "Name,E-mail\n" + "".join(f"Person {n},p{n}@example.org\n" for n in range(ROWS))


def later(app: App, days: int) -> App:
    """The same App some days on."""
    clock = FixedClock(CLOCK.moment + timedelta(days=days))
    app.store.bound.clock = clock
    return evolve(app, clock=clock)


class CutError(BaseException):
    """The power fails."""


def cut_off(app: App, number: int, after: int) -> None:
    """Begin an import and have the power fail once so many bytes were read."""

    def tell(done: int, _total: int | None) -> None:
        if done > after:
            raise CutError

    with pytest.raises(CutError):
        service.take(app, tell, file=number)


@pytest.fixture
def in_small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write a step for each page, so that an import of some hundred rows has several."""
    monkeypatch.setattr(importing, "_STEP", 0.0)


def people(app: App) -> int:
    return sum(one.name.startswith("Person") for one in contacts.list_contacts(app, limit=5_000))


def test_an_import_that_was_cut_off_goes_on_under_its_own_entry(maria: App, in_small_steps: None) -> None:
    number = waiting(maria, many())
    size = service.upload(maria, number).file.size
    cut_off(maria, number, size // 2)
    assert 0 < people(maria) < ROWS
    assert service.is_cut_off(maria, service.upload(maria, number))
    begun = journal.latest(maria)[0].id
    result = service.take(maria, lambda *_: None, file=number)
    assert people(maria) == ROWS
    assert result.change_id == begun
    taken = service.upload(maria, number).stages.taken
    assert taken is not None
    assert taken.counts[Outcome.NEW] == ROWS
    journal.undo(maria, begun)
    assert people(maria) == 0


def test_an_import_that_is_done_is_not_done_again(maria: App) -> None:
    number = waiting(maria, "Name\nPerson One\n")
    first = service.take(maria, lambda *_: None, file=number)
    assert service.take(maria, lambda *_: None, file=number) == first
    assert people(maria) == 1


def test_one_that_was_cut_off_and_taken_back_can_be_mapped_anew(maria: App, in_small_steps: None) -> None:
    number = waiting(maria, many())
    size = service.upload(maria, number).file.size
    cut_off(maria, number, size // 2)
    with pytest.raises(ConflictError, match="imported already"):
        service.map_columns(maria, number, {"Name": "name", "E-mail": "note"})
    entry = journal.latest(maria)[0]
    assert entry.state is State.INTERRUPTED
    journal.undo(maria, entry.id)
    service.map_columns(maria, number, {"Name": "name", "E-mail": "note"})
    service.look(maria, lambda *_: None, file=number)
    service.take(maria, lambda *_: None, file=number)
    assert people(maria) == ROWS


def test_what_was_looked_at_is_not_looked_at_again_unless_something_was_written_since(
    maria: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    contacts.add(maria, ContactDraft(name="Jonathan Whitfield", emails=("jon@example.org",)))
    rows = "Name,E-mail\nPerson One,p1@example.org\nJonathan Whitfeld,jon@example.org\n"
    first, second = waiting(maria, rows), waiting(maria, rows)
    looks = []

    def looking(*given: Any, **more: Any) -> Preview:
        looks.append(1)
        return importing.preview(*given, **more)

    monkeypatch.setattr(working, "preview", looking)
    service.take(maria, lambda *_: None, file=first)
    assert looks == []
    taken = service.upload(maria, first).stages.taken
    assert taken is not None
    assert (taken.counts[Outcome.NEW], taken.counts[Outcome.DUPLICATE]) == (1, 1)
    service.take(maria, lambda *_: None, file=second)
    assert looks == [1]
    assert people(maria) == 1


def test_the_file_goes_when_it_is_imported(maria: App) -> None:
    number = waiting(maria, "Name\nPerson One\n")
    service.take(maria, lambda *_: None, file=number)
    assert maria.store.value("select count(*) from transfer_file_parts") == 0
    assert maria.store.value("select count(*) from transfer_lines") == 0


def test_what_was_altered_since_must_be_looked_at_first(maria: App) -> None:
    number = waiting(maria, "Name,E-mail\nPerson One,p1@example.org\n")
    service.map_columns(maria, number, {"Name": "name", "E-mail": ""})
    with pytest.raises(ConflictError, match="Look first"):
        service.begin_import(maria, number)


def test_a_file_goes_after_a_week_whoever_looks(maria: App) -> None:
    number = waiting(maria, "Name\nPerson One\n")
    assert service.upload(later(maria, 7), number).name == "members.csv"
    app = later(maria, 8)
    with pytest.raises(NotFoundError):
        service.upload(app, number)
    service.receive(app, "next.csv", BytesIO(b"Name\nPerson Two\n"))
    assert app.store.value("select count(*) from transfer_files") == 1


def test_a_file_whose_days_are_over_goes_beside_the_pages_with_no_other_made(maria: App) -> None:
    waiting(maria, "Name\nPerson One\n")
    later(maria, 7).plugins.sweep(maria)
    assert maria.store.value("select count(*) from transfer_file_parts") > 0
    later(maria, 8).plugins.sweep(maria)
    assert maria.store.value("select count(*) from transfer_files") == 0
    assert maria.store.value("select count(*) from transfer_file_parts") == 0


def test_a_file_is_for_whoever_sent_it_and_who_administers(maria: App) -> None:
    number = waiting(maria, "Name\nPerson One\n")
    paul = maria.as_actor(Actor(name="Paul", role=Role.OFFICER))
    a_person(paul, "Known To Paul")
    with pytest.raises(NotFoundError):
        service.upload(paul, number)
    assert service.uploads(paul) == []
    paul.close()
    eva = maria.as_actor(Actor(name="Eva", role=Role.ADMINISTRATOR))
    assert service.upload(eva, number).file.by == "Maria"
    eva.close()


def test_the_plan_of_an_erasure_names_the_files_that_wait(maria: App) -> None:
    ana = contacts.add(maria, ContactDraft(name="Ana Ruiz", emails=("ana@example.org",)))
    waiting(maria, "Name,E-mail,Language\nAna Ruiz,ana@example.org,French\n")
    stays = privacy.plan_erasure(maria, ana.id).stays
    assert any("members.csv that Maria sent to be imported" in one and "2026-03-16" in one for one in stays)
    privacy.erase(maria, [ana.id])
    assert maria.store.value("select count(*) from transfer_lines") == 0


def test_who_was_erased_is_counted_in_a_preview_and_never_named(maria: App) -> None:
    ana = contacts.add(maria, ContactDraft(name="Ana Ruiz", emails=("ana@example.org",)))
    privacy.erase(maria, [ana.id])
    number = waiting(maria, "Name,E-mail\nAna Ruiz,ana@example.org\n")
    assert dict(service.upload(maria, number).stages.counts or {})[Outcome.SUPPRESSED] == 1
    assert maria.store.value("select count(*) from transfer_lines") == 0
