"""One basis for all members of a group: by command and page, in one change, and never against somebody's no."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from attrs import evolve
from click.testing import Result

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.groups import service as groups
from outreach_crm.privacy import service
from outreach_crm.privacy.model import ConsentDraft, GroupGrant, SaidNo, State
from tests.builders import a_group, a_person
from tests.privacy.conftest import Why, Write
from tests.web.office import Desk, words

Cli = Callable[..., Result]
BASIS = ConsentDraft(purpose="meetings", basis="members-and-contacts", source="list of members")
GRANT = ("privacy", "grant", "--group", "Doctors", "--purpose", "meetings", "--basis", "members-and-contacts")


@pytest.fixture
def tom(app: App) -> int:
    return a_person(app, "Tom Bell").id


@pytest.fixture
def doctors(app: App, ana: int, tom: int) -> int:
    """A group of Ana and Tom; Paul left it, and Zoe is yet to join."""
    group = a_group(app, "Doctors").contact_id
    for one in (ana, tom):
        groups.join(app, group, one, since=date(2026, 1, 1))
    groups.join(app, group, a_person(app, "Paul Meyer").id, since=date(2026, 1, 1), until=date(2026, 3, 9))
    groups.join(app, group, a_person(app, "Zoe Diaz").id, since=date(2026, 3, 10))
    return group


def grant(app: App, group: int, draft: ConsentDraft = BASIS, *, dry_run: bool = False) -> GroupGrant:
    return service.grant_members(app, group, draft, dry_run=dry_run)


def test_each_member_of_the_day_has_the_basis_and_one_undo_takes_it_from_all(
    app: App, doctors: int, ana: int, tom: int, why: Why
) -> None:
    came = grant(app, doctors)

    assert came.recorded == ("Tom Bell", "Ana Ruiz")
    assert why(ana, "meetings") == why(tom, "meetings") == []
    assert came.change_id is not None
    journal.undo(app, came.change_id)
    assert why(ana, "meetings") == why(tom, "meetings") == ["no-basis"]


def test_a_dry_run_says_of_whom_and_refuses_what_cannot_be_right_and_writes_nothing(
    app: App, doctors: int, ana: int, why: Why
) -> None:
    came = grant(app, doctors, dry_run=True)
    assert (came.recorded, came.change_id) == (("Tom Bell", "Ana Ruiz"), None)
    with pytest.raises(InvalidInputError, match="needs a source"):
        grant(app, doctors, ConsentDraft(purpose="meetings", basis="members-and-contacts"), dry_run=True)
    with pytest.raises(NotFoundError, match="no purpose"):
        grant(app, doctors, ConsentDraft(purpose="meeting", basis="agreed", source="form"), dry_run=True)
    assert why(ana, "meetings") == ["no-basis"]


@pytest.mark.parametrize("state", ["objected", "withdrawn"])
@pytest.mark.parametrize("purpose", ["meetings", ""])
def test_whoever_said_no_is_left_as_they_are_though_the_group_is_said_to_consent(
    app: App, doctors: int, ana: int, write: Write, why: Why, state: str, purpose: str
) -> None:
    write(ana, state, purpose)
    consent = ConsentDraft(purpose="meetings", basis="consent", source="a list", wording="We all agree.")

    came = grant(app, doctors, consent)

    assert (came.recorded, came.said_no) == (("Tom Bell",), (SaidNo("Ana Ruiz", "2026-03-09"),))
    assert "objected" in why(ana, "meetings")


def test_a_no_to_another_purpose_is_none_to_this(app: App, doctors: int, ana: int, write: Write) -> None:
    write(ana, "objected", "mailings")
    assert "Ana Ruiz" in grant(app, doctors).recorded


def test_of_whoever_has_it_already_nothing_is_written_again_unless_it_holds_longer(
    app: App, doctors: int, ana: int
) -> None:
    until = evolve(BASIS, valid_until=date(2026, 12, 31))
    service.record(app, ana, until)
    assert grant(app, doctors, until).known == ("Ana Ruiz",)
    assert grant(app, doctors).recorded == ("Tom Bell", "Ana Ruiz")

    again = grant(app, doctors)

    assert (again.recorded, again.known, again.change_id) == ((), ("Tom Bell", "Ana Ruiz"), None)
    assert len(service.ledger(app, ana)) == 2


def test_what_was_taken_back_on_the_same_day_can_be_recorded_anew(app: App, doctors: int, ana: int) -> None:
    grant(app, doctors)
    service.record(app, ana, ConsentDraft(state=State.WITHDRAWN, purpose="meetings", ours=True))
    assert grant(app, doctors).recorded == ("Ana Ruiz",)
    assert [one.basis for one in service.present(app, ana)] == ["members-and-contacts"]


def test_a_group_without_members_is_told_how_people_join(app: App) -> None:
    with pytest.raises(InvalidInputError, match='Nobody is in Empty today: outreach groups join "Empty" NAME'):
        grant(app, a_group(app, "Empty").contact_id)


def test_the_command_names_whom_it_is_recorded_of_and_what_takes_it_back(cli: Cli) -> None:
    cli("groups", "add", "Doctors", "--structure", "specialist")
    for name in ("Ana Ruiz", "Tom Bell", "Li Wei"):
        cli("contacts", "add", name)
        cli("groups", "join", "Doctors", name)
    cli("privacy", "object", "Li Wei", "--purpose", "meetings")
    source = ("--source", "list of members")

    assert "Would be recorded of Tom Bell, Ana Ruiz." in cli(*GRANT, *source, "--dry-run").stdout
    told = cli(*GRANT, *source).stdout
    assert "Recorded of Tom Bell, Ana Ruiz (take back: outreach undo " in told
    assert "Left as they are: Li Wei said no on " in told
    again = json.loads(cli(*GRANT, *source, "--json").stdout)
    assert (again["known"], again["recorded"]) == (["Tom Bell", "Ana Ruiz"], [])
    cli("undo", told.split("undo ")[1].split(")")[0])
    assert "no-basis" in cli("privacy", "check", "ana", "--purpose", "meetings", code=1).stdout


def test_a_command_is_about_one_or_about_a_group(cli: Cli) -> None:
    cli("groups", "add", "Doctors", "--structure", "specialist")
    assert "or --group GROUP" in cli(*GRANT, "Ana", code=2).stderr
    assert "--dry-run goes with --group" in cli("privacy", "grant", "Ana", *GRANT[4:], "--dry-run", code=2).stderr
    alone = cli("privacy", "grant", "Doctors", *GRANT[4:], "--source", "list", code=1).stderr
    assert 'for all its members: outreach privacy grant --group "Doctors"' in " ".join(alone.split())


@pytest.mark.connections
def test_the_page_of_a_group_records_it_of_all_members_and_offers_the_way_back(desk: Desk, doctors: int) -> None:
    at = f"/privacy/contacts/{doctors}"
    assert f'href="{at}/members"' in desk.read(at)
    asked = desk.read(f"{at}/members?purpose=meetings")
    assert '<option value="meetings" selected>' in asked or 'value="meetings" checked' in asked
    answer = desk.send(f"{at}/members", {"purpose": "meetings", "basis": "", "source": "list"})
    assert (answer.status_code, "Say on which basis." in answer.text) == (422, True)
    sent = {"purpose": "meetings", "basis": "members-and-contacts", "source": "list"}

    page = desk.follow(desk.send(f"{at}/members", sent))

    assert "Recorded of Tom Bell, Ana Ruiz." in words(page)
    assert "/undo" in page
