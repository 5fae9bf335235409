"""An action goes to the groups that it is for, as each gets papers; nothing leaves before somebody lets it."""

from pathlib import Path

import pytest

from outreach_cases import service
from outreach_cases.model.actions import Source
from outreach_cases.model.levels import Reason
from outreach_cases.model.wishes import TermsDraft
from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import State, Wanted
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.groups import service as groups
from outreach_crm.groups.model import GroupEdit
from outreach_crm.model import Ref
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import ConsentDraft
from outreach_crm.privacy.model import State as Said
from tests.builders import acting, with_settings
from tests.outreach_cases.actions import ON, a_letter_group, an_action, titles
from tests.outreach_cases.holdings import a_free_case, hide


def test_an_action_waits_for_whoever_lets_it_leave_and_then_reaches_all_it_is_for(app: App, tmp_path: Path) -> None:
    a_letter_group(app), a_letter_group(app, "Ulm group"), a_letter_group(app, "Doctors", "network")
    found = an_action(app, text="Write to the minister", addressees="Minister of Mines\nLa Paz", until_on="2026-04-01")

    made = service.pass_on(app, found.id, channel="folder", place=str(tmp_path))

    assert (made.groups, made.left_out, made.mailing.state) == (2, 0, State.DRAFT)
    assert [*tmp_path.rglob("*.txt")] == []
    dispatch.begin(app, made.mailing.id)
    dispatch.send(app, made.mailing.id)
    letters = [one.read_text("utf-8") for one in tmp_path.rglob("*.txt")]
    assert len(letters) == 2
    assert all("Write to the minister" in one and "Minister of Mines\nLa Paz" in one for one in letters)
    assert all("Please write until 1 April 2026." in one for one in letters)


def test_who_signs_up_later_gets_it_later_and_nobody_twice(app: App, tmp_path: Path) -> None:
    lyon = a_letter_group(app)
    found = an_action(app, "Water for Kibera", Source.REGION, place="Kenya")
    with pytest.raises(ConflictError, match="for no group that has not got it"):
        service.pass_on(app, found.id, channel="folder", place=str(tmp_path))
    service.sign_up(app, lyon, Source.REGION, "Africa")
    first = service.pass_on(app, found.id, channel="folder", place=str(tmp_path))
    with pytest.raises(ConflictError, match="waits already"):
        service.pass_on(app, found.id, channel="folder", place=str(tmp_path))
    dispatch.begin(app, first.mailing.id)
    dispatch.send(app, first.mailing.id)
    with pytest.raises(ConflictError, match="for no group that has not got it"):
        service.pass_on(app, found.id, channel="folder", place=str(tmp_path))
    service.sign_up(app, a_letter_group(app, "Ulm group"), Source.REGION, "Kenya")

    assert service.pass_on(app, found.id, channel="folder", place=str(tmp_path)).groups == 1


def test_each_group_gets_it_by_post_or_by_mail_as_it_gets_papers(app: App) -> None:
    lyon, ulm = a_letter_group(app), a_letter_group(app, "Ulm group")
    contacts.edit(app, ulm, contacts.Edit(addresses=("Markt 1; 89073 Ulm; DE",)))
    service.set_terms(app, ulm, TermsDraft(paper="post"))

    office = with_settings(app, mailings={"channel": "email"})

    made = service.pass_on(office, an_action(office).id)

    sent = {one.contact_id: one.channel for one in dispatch.recipients(office, made.mailing.id, Wanted(limit=9))}
    assert sent == {lyon: "email", ulm: "post"}


def test_who_objects_or_has_written_on_it_gets_none(app: App, tmp_path: Path) -> None:
    lyon, ulm, york = (a_letter_group(app, f"{name} group") for name in ("Lyon", "Ulm", "York"))
    found = an_action(app)
    privacy.record(app, lyon, ConsentDraft(state=Said.OBJECTED, source="letter"))
    with app.change("test: letters"):
        app.plugins.acted(app, Ref("case_actions", found.id), ulm, ON.replace(day=2), 3)

    made = service.pass_on(app, found.id, channel="folder", place=str(tmp_path))

    assert (made.groups, made.left_out) == (1, 1)
    dispatch.begin(app, made.mailing.id)
    dispatch.send(app, made.mailing.id)
    (letter,) = [one.read_text("utf-8") for one in tmp_path.rglob("*.txt")]
    assert "York group" in letter
    assert york


def test_where_nobody_can_be_turned_to_nothing_is_written(app: App, tmp_path: Path) -> None:
    lyon = a_letter_group(app)
    privacy.record(app, lyon, ConsentDraft(state=Said.OBJECTED, source="letter"))
    with pytest.raises(InvalidInputError, match="Nobody is left"):
        service.pass_on(app, an_action(app).id, channel="folder", place=str(tmp_path))
    assert dispatch.list_dispatches(app) == []


def test_a_group_that_is_no_more_in_the_trash_or_of_another_circle_gets_none(app: App, tmp_path: Path) -> None:
    ended, trashed, hidden = (a_letter_group(app, f"{name} group") for name in ("Lyon", "Ulm", "York"))
    a_letter_group(app, "Bern group")
    groups.edit(app, ended, GroupEdit(fields={"ended_on": "2026-03-01"}))
    contacts.trash(app, trashed)
    accounts.add_circle(app, "Board")
    hide(app, hidden)
    found = an_action(app)

    with acting(app, "Otto") as otto:
        made = service.pass_on(otto, found.id, channel="folder", place=str(tmp_path))

    assert made.groups == 1


def test_a_stop_keeps_back_what_has_not_left_and_takes_it_off_the_agendas(app: App, tmp_path: Path) -> None:
    lyon, case = a_letter_group(app), a_free_case(app)
    found = an_action(app, "For Sanaa", case=str(case.id))
    made = service.pass_on(app, found.id, channel="folder", place=str(tmp_path))

    service.stop(app, case.id, Reason.WISH, note="Her sister rang")

    assert titles(app, lyon) == []
    assert dispatch.get(app, made.mailing.id).state is State.DONE
    assert dispatch.to_send(app, made.mailing.id) == 0
    with pytest.raises(ConflictError, match="want no work"):
        service.pass_on(app, found.id, channel="folder", place=str(tmp_path))


def test_an_action_is_not_ended_while_a_mailing_of_it_waits(app: App, tmp_path: Path) -> None:
    a_letter_group(app)
    found = an_action(app)
    made = service.pass_on(app, found.id, channel="folder", place=str(tmp_path))

    with pytest.raises(ConflictError, match=f"outreach mailings stop {made.mailing.id}"):
        service.end_action(app, found.id)
    dispatch.stop(app, made.mailing.id, because="The date was wrong", for_good=True)
    service.end_action(app, found.id)

    with pytest.raises(ConflictError, match="nobody is sent it"):
        service.pass_on(app, found.id, channel="folder", place=str(tmp_path))
