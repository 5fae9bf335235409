"""An answer leaves through the channels, once, as it was written, or not at all."""

from pathlib import Path

import pytest

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.contacts.service import Edit
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import State as Far
from outreach_crm.errors import ConflictError, DeliveryError, InvalidInputError, NotFoundError, RefusedError
from outreach_crm.privacy import service as privacy
from outreach_crm.timeline import service as timeline
from outreach_mutuality import service
from outreach_mutuality.model.assessing import Outcome
from outreach_mutuality.model.requests import State
from tests.builders import acting
from tests.mail.servers import into
from tests.outreach_mutuality.answers import ANA, GLADLY, UNION, answerable, files, leaving, objects, state, with_ana
from tests.outreach_mutuality.builders import a_request, decided


def test_it_leaves_as_it_was_written_and_the_request_is_closed(app: App, tmp_path: Path) -> None:
    request = answerable(app)

    sent = service.send(app, request.id, channel="folder", place=str(tmp_path))

    assert (sent.sent, sent.dispatch.state) == (1, Far.DONE)
    (file,) = files(tmp_path)
    content = file.read_text("utf-8")
    assert GLADLY in content
    assert "Subject: Your request\n" in content
    assert UNION in content
    written = service.written(app, request)
    assert written is not None
    assert (written.sent_on, written.sent_by) == (app.clock.today().isoformat(), "folder")
    assert state(app, request) is State.CLOSED


def test_it_stands_in_the_history_once(app: App, tmp_path: Path) -> None:
    request = answerable(app)
    service.send(app, request.id, channel="folder", place=str(tmp_path))

    titles = [one.title for one in timeline.history(app, request.contact_id)]

    assert titles.count(f"Answer to Dockers' Union ({request.id})") == 1
    assert len(titles) == 2


def test_nobody_else_is_told_of_an_answer_to_an_organisation_that_only_a_circle_sees(app: App, tmp_path: Path) -> None:
    request = answerable(app)
    accounts.add_account(app, "Olga")
    accounts.add_circle(app, "Safety")
    contacts.edit(app, request.contact_id, Edit(circle="Safety"))

    begun = service.begin(app, request.id, channel="folder", place=str(tmp_path))

    told = [one.sentence for one in app.plugins.reminders(app, app.clock.today())]
    assert any(begun.name in one for one in told)
    with acting(app, "Olga") as olga:
        assert [one.name for one in dispatch.list_dispatches(olga, everything=True)] == []
        assert not any(begun.name in one.sentence for one in olga.plugins.reminders(olga, app.clock.today()))
        with pytest.raises(NotFoundError):
            dispatch.look(olga, begun.id)
        assert dispatch.send(olga, begun.id).sent == 1
    assert begun.name == f"Answer to an organisation ({request.id})"
    assert begun.name in [one.title for one in timeline.history(app, request.contact_id)]


def test_a_request_with_a_promise_is_answered_and_not_closed(app: App, tmp_path: Path) -> None:
    request = a_request(app)
    decided(app, request, Outcome.ACCEPT, promises=(("Sign", "1w"),))
    service.write(app, request.id, GLADLY, language="en")

    service.send(app, request.id, channel="folder", place=str(tmp_path))

    assert state(app, request) is State.ANSWERED


def test_it_goes_to_who_asks_where_they_can_be_reached_else_to_the_organisation(app: App, tmp_path: Path) -> None:
    request = with_ana(app, ANA)
    by_key = {one.channel: one for one in service.ways(app, request.id)}
    assert (by_key["email"].to, by_key["email"].address) == ("Ana Ruiz", ANA)
    assert by_key["phone"].to == "Dockers' Union"
    assert "post" not in by_key

    service.send(app, request.id, channel="folder", place=str(tmp_path))

    assert leaving(app, request).to == "Ana Ruiz"


def test_an_answer_to_one_is_no_letter_for_each_household(app: App) -> None:
    request = answerable(app)
    contacts.edit(app, request.contact_id, contacts.Edit(addresses=("Quay 1; Nowhere; DE",)))

    titles = {one.channel: str(one.title) for one in service.ways(app, request.id)}

    assert titles["post"] == "a letter"
    assert "household" not in titles
    assert not any("each" in title for title in titles.values())


def test_whom_no_channel_reaches_gets_nothing_by_it(app: App, tmp_path: Path) -> None:
    request = answerable(into(app, tmp_path), emails=())

    with pytest.raises(RefusedError, match="cannot go to Dockers' Union: has no address for this channel"):
        service.send(into(app, tmp_path), request.id, channel="email")

    assert state(app, request) is State.DECIDED


def test_an_objection_holds_it_back_and_nothing_is_written(app: App, tmp_path: Path) -> None:
    request = with_ana(app, ANA)
    assert request.person_id is not None
    objects(app, request.person_id)

    with pytest.raises(RefusedError, match="It cannot go to Ana Ruiz: "):
        service.send(app, request.id, channel="folder", place=str(tmp_path))

    assert (files(tmp_path), state(app, request)) == ([], State.DECIDED)
    assert dispatch.list_dispatches(app, everything=True) == []
    (folder,) = (one for one in service.ways(app, request.id) if one.channel == "folder")
    assert folder.against


def test_an_objection_between_the_press_and_the_last_step_holds_it_back_too(app: App, tmp_path: Path) -> None:
    request = answerable(app)
    begun = service.begin(app, request.id, channel="folder", place=str(tmp_path))
    objects(app, request.contact_id)

    dispatch.send(app, begun.id)

    assert (files(tmp_path), state(app, request)) == ([], State.DECIDED)
    assert leaving(app, request).sentence.startswith("It was held back from Dockers' Union: ")
    assert not leaving(app, request).under_way


def test_a_way_that_is_blocked_is_told_before_anything_is_written(app: App, tmp_path: Path) -> None:
    request = answerable(app)
    (tmp_path / "file").write_text("")

    with pytest.raises(DeliveryError, match="cannot be made"):
        service.send(app, request.id, channel="folder", place=str(tmp_path / "file" / "folder"))

    assert dispatch.list_dispatches(app, everything=True) == []


def test_pressing_twice_sends_once(app: App, tmp_path: Path) -> None:
    request = answerable(app)
    first = service.begin(app, request.id, channel="folder", place=str(tmp_path))

    with acting(app, "Bea") as bea:
        assert service.begin(bea, request.id, channel="folder").id == first.id
        with pytest.raises(ConflictError, match=f"{app.actor.name} has let the answer leave by folder already"):
            service.begin(bea, request.id, channel="email")
        service.send(bea, request.id)
        with pytest.raises(ConflictError, match="closed: there is nothing to answer now"):
            service.send(bea, request.id)

    assert len(files(tmp_path)) == 1


def test_while_it_is_on_its_way_nothing_behind_it_is_altered(app: App, tmp_path: Path) -> None:
    request = answerable(app)
    begun = service.begin(app, request.id, channel="folder", place=str(tmp_path))

    with pytest.raises(ConflictError, match="on its way by folder"):
        service.write(app, request.id, "No.", language="en")
    with pytest.raises(ConflictError, match="on its way by folder"):
        service.take_back(app, request.id, because="a mistake")
    with pytest.raises(ConflictError, match="on its way by folder"):
        service.answered(app, request.id)

    dispatch.stop(app, begun.id, because="a mistake", for_good=True)
    service.take_back(app, request.id, because="a mistake")
    assert state(app, request) is State.ASSESSED


def test_what_was_halted_is_not_sent_anew_but_gone_on_with(app: App, tmp_path: Path) -> None:
    request = answerable(app)
    begun = service.begin(app, request.id, channel="folder", place=str(tmp_path))
    dispatch.stop(app, begun.id, because="wait for Tom")
    assert leaving(app, request).sentence == "It stands still: wait for Tom"

    with pytest.raises(ConflictError, match=f"wait for Tom; to go on: outreach mailings resume {begun.id}"):
        service.begin(app, request.id, channel="folder")

    dispatch.resume(app, begun.id)
    service.send(app, request.id)
    assert state(app, request) is State.CLOSED


def test_undo_takes_back_neither_what_was_sent_nor_what_was_decided(app: App, tmp_path: Path) -> None:
    request = answerable(app)
    decision = service.decision(app, request)
    assert decision is not None
    begun = service.begin(app, request.id, channel="folder", place=str(tmp_path))

    with pytest.raises(RefusedError, match="final and cannot be taken back"):
        journal.undo(app, begun.change_id)
    with pytest.raises(ConflictError, match="used since"):
        journal.undo(app, decision.change_id)

    assert service.decision(app, request) == decision


def test_an_old_page_sends_nothing(app: App, tmp_path: Path) -> None:
    request = answerable(app)
    seen = service.written(app, request)
    assert seen is not None
    service.write(app, request.id, "With joy.", language="en")

    with pytest.raises(ConflictError, match="look again"):
        service.begin(app, request.id, channel="folder", place=str(tmp_path), seen=seen.change_id)


def test_nothing_leaves_before_somebody_has_written_it(app: App) -> None:
    request = a_request(app)
    with pytest.raises(ConflictError, match="nothing to answer now"):
        service.send(app, request.id, channel="folder")
    decided(app, request)

    with pytest.raises(InvalidInputError, match="Nothing is written"):
        service.send(app, request.id, channel="folder")


def test_the_name_of_a_person_stands_in_no_name_and_the_text_goes_with_them(app: App, tmp_path: Path) -> None:
    ana = contacts.add(app, ContactDraft(name="Ana Ruiz", emails=(ANA,)))
    request = a_request(app, ana.id)
    decided(app, request)
    service.write(app, request.id, "Dear Ana", language="en")
    sent = service.send(app, request.id, channel="folder", place=str(tmp_path))
    assert sent.dispatch.name == f"Answer to a person ({request.id})"

    privacy.erase(app, [ana.id], because="asked for it")

    assert [one.body for one in dispatch.get(app, sent.dispatch.id).texts] == [""]


def test_whoever_may_not_see_whose_request_it_is_lets_it_leave_all_the_same(app: App, tmp_path: Path) -> None:
    from outreach_crm.accounts import service as accounts

    request = answerable(app)
    begun = service.begin(app, request.id, channel="folder", place=str(tmp_path))
    accounts.add_circle(app, "Board")
    contacts.edit(app, request.contact_id, contacts.Edit(circle="Board"))

    with acting(app, "Bea") as bea:
        dispatch.send(bea, begun.id)

    assert state(app, request) is State.CLOSED
