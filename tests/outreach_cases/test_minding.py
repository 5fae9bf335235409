"""The list of the day says what a case that a group holds still lacks, one thing after the other."""

from pathlib import Path

import pytest
from attrs import evolve

from outreach_cases import service
from outreach_cases.service import minding
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.dispatch import service as dispatch
from outreach_crm.errors import ConflictError, RefusedError
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import ConsentDraft
from outreach_crm.privacy.model import State as Said
from tests.builders import a_person, with_settings
from tests.outreach_cases.holdings import a_free_case, a_local_group, accepted, hold


def _said(app: App) -> list[str]:
    return [str(one.sentence) for one in minding.reminders(app)]


def test_of_a_case_that_was_given_what_is_to_be_done_comes_one_after_the_other(app: App, tmp_path: Path) -> None:
    group, ana = a_local_group(app)
    case = a_free_case(app)
    number = hold(app, group, case, ana)
    assert _said(app) == ["Lyon group has not read the duties for Sanaa Rezaiy"]

    service.agree(app, number)
    assert _said(app) == ["Ana Ruiz (Lyon group) waits for the casefile of Sanaa Rezaiy"]
    service.keep(app, case.id, "casefile.pdf", b"%PDF-1.7 the casefile")
    service.send_casefile(app, number, channel="folder", place=str(tmp_path))
    assert _said(app) == [
        "Tell coordinator and programme that Ana Ruiz (Lyon group) holds the casefile of Sanaa Rezaiy"
    ]
    office = a_person(app, "Individuals at Risk Programme")
    named = with_settings(app, cases={"programme": str(office.id)})
    held, left = service.announce(named, number, channel="folder", place=str(tmp_path))
    assert (left.to, left.waiting) == (("Individuals at Risk Programme",), {})
    assert held.holder is not None
    assert held.holder.told_on == app.clock.today().isoformat()
    assert _said(app) == []


def test_a_casefile_is_told_as_sent_once_it_has_left(app: App, tmp_path: Path) -> None:
    group, ana = a_local_group(app)
    held = accepted(app, group, a_free_case(app), ana)
    service.keep(app, held.case_id, "casefile.pdf", b"%PDF-1.7 the casefile")

    made = service.begin_casefile(app, held.id, channel="folder", place=str(tmp_path))
    assert [one.casefile_told for one in service.holders(app, held.id)] == ["not left so far"]
    dispatch.send(app, made.id)
    assert [one.casefile_told for one in service.holders(app, held.id)] == ["sent"]


def test_a_holder_in_the_trash_is_an_alarm_until_somebody_else_is_named(app: App) -> None:
    group, ana = a_local_group(app)
    accepted(app, group, a_free_case(app), ana)
    contacts.trash(app, ana)

    (found,) = minding.reminders(app)

    assert (str(found.sentence), found.alarm) == ("Lyon group: nobody holds the casefile of Sanaa Rezaiy", True)
    assert found.command.startswith("outreach cases hand-over")


def test_of_a_case_that_is_public_no_more_it_is_told_who_holds_it_still(app: App) -> None:
    group, ana = a_local_group(app)
    case = a_free_case(app)
    held = accepted(app, group, case, ana)
    service.edit(app, case.id, evolve(service.draft_of(case), consent="agrees to quiet work only"))

    (found, *_) = minding.reminders(app)

    why = "Those whom Sanaa Rezaiy is about agree to quiet work only."
    assert str(found.sentence) == f"Lyon group holds a case that is not for groups: {why}"
    assert found.alarm
    service.relinquish(app, held.id, because="They want quiet work")
    assert _said(app) == []


def test_of_what_has_ended_nothing_is_to_be_done(app: App) -> None:
    group, ana = a_local_group(app)
    held = accepted(app, group, a_free_case(app), ana)
    service.relinquish(app, held.id, because="Few")

    assert _said(app) == []


def test_a_casefile_leaves_once_with_the_document_and_again_only_where_it_is_said(app: App, tmp_path: Path) -> None:
    group, ana = a_local_group(app)
    case = a_free_case(app, wish="No letters to the family")
    held = accepted(app, group, case, ana)
    with pytest.raises(ConflictError, match="No casefile"):
        service.send_casefile(app, held.id, channel="folder", place=str(tmp_path))
    version = service.keep(app, case.id, "casefile.pdf", b"%PDF-1.7 the casefile")

    now, sent = service.send_casefile(app, held.id, channel="folder", place=str(tmp_path))

    assert now.holder is not None
    assert (sent.sent, now.holder.version_id, now.holder.dispatch_id) == (1, version.id, sent.dispatch.id)
    files = [one.read_bytes() for one in tmp_path.rglob("*") if one.is_file()]
    assert b"%PDF-1.7 the casefile" in files
    assert b"No letters to the family" in b"\n".join(files)
    with pytest.raises(ConflictError, match="already"):
        service.send_casefile(app, held.id, channel="folder", place=str(tmp_path))
    assert service.send_casefile(app, held.id, channel="folder", place=str(tmp_path), again=True)[1].sent == 1


def test_whoever_objects_is_sent_no_casefile_and_nothing_is_written(app: App, tmp_path: Path) -> None:
    group, ana = a_local_group(app)
    case = a_free_case(app)
    service.keep(app, case.id, "casefile.pdf", b"%PDF-1.7 the casefile")
    held = accepted(app, group, case, ana)
    privacy.record(app, ana, ConsentDraft(state=Said.OBJECTED, purpose="answers", source="a call"))

    with pytest.raises(RefusedError, match="cannot go to Ana Ruiz"):
        service.send_casefile(app, held.id, channel="folder", place=str(tmp_path))
    now = service.holding_of(app, held.id).holder
    assert now is not None
    assert now.dispatch_id is None
