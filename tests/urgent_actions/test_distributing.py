"""Sending an issue: to whom, what it says, and what it must not do."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import State
from outreach_crm.errors import ConflictError, InvalidInputError, RefusedError
from outreach_crm.sectors import service as sectors
from outreach_urgent_actions.model.sending import Order
from outreach_urgent_actions.service import distributing
from tests.dispatch.letters import later, states
from tests.urgent_actions.builders import add_issue
from tests.urgent_actions.outgoing import REF, a_member, files, names, sent

TODAY = date(2026, 3, 9)
_A_DAY = 86_400


def test_it_goes_once_to_everybody_whom_it_fits_with_the_reason(app: App, tmp_path: Path) -> None:
    a_member(app, "Ana Ruiz", "health professionals")
    a_member(app, "Jon Berg", "lawyers")
    issue = add_issue(app, "nurses", "Chile", ref=REF, languages=("en",))
    handed = sent(app, issue, tmp_path)
    assert (handed.recipients, handed.dispatch.name, handed.dispatch.until_on) == (1, REF, None)
    (got,) = dispatch.show(app, handed.dispatch.id).deliveries
    assert (got.name, got.state.value) == ("Ana Ruiz", "sent")
    assert got.why == ("signed up for Health professionals (Nurses → Health professionals)",)
    assert dispatch.get(app, handed.dispatch.id).state is State.DONE
    with pytest.raises(ConflictError, match=r"UA 205/2001 was sent by Maria, 2026-03-09T08:00Z already"):
        distributing.send(app, issue, Order(place=str(tmp_path)))
    assert names(tmp_path) == {"ana"}


def test_a_proposal_shows_what_sending_does_and_writes_nothing(app: App, tmp_path: Path) -> None:
    a_member(app, "Ana Ruiz", "nurses")
    a_member(app, "Jon Berg", "nurses")
    issue = add_issue(app, "nurses", languages=("en",))
    order = Order(place=str(tmp_path))
    proposed = distributing.propose(app, issue, order)
    assert proposed == distributing.propose(app, issue, order)
    assert (proposed.preview.recipients, proposed.to) == (2, "to everybody who signed up for it")
    assert "it has no deadline" in proposed.warnings
    assert dispatch.list_dispatches(app, everything=True) == []
    assert distributing.send(app, issue, order).recipients == 2


def test_the_covering_text_is_that_of_the_sector_and_of_how_somebody_takes_part(app: App, tmp_path: Path) -> None:
    a_member(app, "Ana Ruiz", like="medical", capacity="professional")
    a_member(app, "Jon Berg", "nurses")
    sent(app, add_issue(app, "nurses", ref=REF, languages=("en",)), tmp_path)
    (ana,), (jon,) = files(tmp_path)["ana"], files(tmp_path)["jon"]
    assert "Dear Ana Ruiz,\n\n" in ana
    there = sectors.all_sectors(app)
    asked, anyone = there.covering_of(sectors.get(app, "medical")), there.covering_of(None)
    assert asked is not None
    assert anyone is not None
    assert asked.professional.replace("{ua_number}", REF) in ana
    assert anyone.anyone.replace("{ua_number}", REF) in jon
    assert "{" not in ana + jon
    assert all(one.endswith("Please write.\n") for one in (ana, jon))


def test_everybody_gets_the_sheet_in_their_language_whose_braces_are_braces(app: App, tmp_path: Path) -> None:
    a_member(app, "Ana Ruiz", "nurses", language="es")
    a_member(app, "Jon Berg", "nurses")
    issue = add_issue(app, "nurses", languages=("es", "en"))
    with app.change("test: text"):
        text = app.store.value("select id from ua_texts where language = 'es'")
        app.store.update("ua_texts", text, {"body": "Escriba {ya}"})
    sent(app, issue, tmp_path)
    assert files(tmp_path)["ana"][0].endswith("Escriba {ya}\n")
    assert files(tmp_path)["jon"][0].endswith("Please write.\n")


def test_of_a_heading_alone_what_is_known_is_sent(app: App, tmp_path: Path) -> None:
    a_member(app, "Ana Ruiz", "nurses")
    issue = add_issue(app, "nurses", ref=REF, deadline_on="2026-04-20", concerns="Fear for safety")
    assert any("there is no text" in one for one in distributing.propose(app, issue, Order()).warnings)
    sent(app, issue, tmp_path)
    (ana,) = files(tmp_path)["ana"]
    assert ana.endswith("UA 205/2001 nurses\n\nFear for safety\n\nPlease write before 20 April 2026.\n")


def test_what_is_for_members_goes_to_nobody_else_however_they_came_into_the_list(app: App, tmp_path: Path) -> None:
    member = {"membership": "member"}
    a_member(app, "Ana Ruiz", "nurses", fields=member)
    outsider = a_member(app, "Jon Berg", "nurses")
    first = add_issue(app, "nurses", ref=REF, languages=("en",))
    sent(app, first, tmp_path / "first")
    second = add_issue(app, "nurses", ref=REF, kind="followup", ordinal=1, audience="members", languages=("en",))
    handed = sent(app, second, tmp_path / "second")
    assert names(tmp_path / "first") == {"ana", "jon"}
    assert names(tmp_path / "second") == {"ana"}
    told = {one.contact_id: one.left_out for one in dispatch.show(app, handed.dispatch.id).deliveries}
    assert told[outsider.id] == "it is for members only, and they are none"
    # Nor as one of those who missed it.
    with pytest.raises(InvalidInputError, match="Nobody is left"):
        dispatch.begin(app, dispatch.follow(app, handed.dispatch.id).id)


def test_whoever_is_no_member_any_more_when_it_leaves_does_not_get_it(app: App, tmp_path: Path) -> None:
    ana = a_member(app, "Ana Ruiz", "nurses", fields={"membership": "member"})
    issue = add_issue(app, "nurses", audience="members", languages=("en",))
    handed = distributing.send(app, issue, Order(place=str(tmp_path)))
    contacts.edit(app, ana.id, contacts.Edit(fields={"membership": ""}))
    dispatch.send(app, handed.dispatch.id)
    assert states(app, handed.dispatch) == {"Ana Ruiz": "cancelled"}
    assert names(tmp_path) == set()


def test_after_its_deadline_it_goes_out_by_a_decision_only(app: App, tmp_path: Path) -> None:
    a_member(app, "Ana Ruiz", "nurses")
    issue = add_issue(app, "nurses", deadline_on="2026-03-08", languages=("en",))
    with pytest.raises(RefusedError, match="The deadline was 2026-03-08"):
        distributing.propose(app, issue, Order())
    with pytest.raises(InvalidInputError, match="Say why"):
        distributing.send(app, issue, Order(place=str(tmp_path), after_deadline=True))
    sent(app, issue, tmp_path, after_deadline=True, because="it is still urgent")
    assert names(tmp_path) == {"ana"}


def test_what_is_queued_at_the_deadline_does_not_leave_after_it(app: App, tmp_path: Path) -> None:
    a_member(app, "Ana Ruiz", "nurses")
    issue = add_issue(app, "nurses", deadline_on=TODAY.isoformat(), languages=("en",))
    assert any("the deadline is 2026-03-09" in one for one in distributing.propose(app, issue, Order()).warnings)
    handed = distributing.send(app, issue, Order(place=str(tmp_path)))
    tomorrow = later(app, _A_DAY)
    run = dispatch.send(tomorrow, handed.dispatch.id)
    assert (run.sent, run.dispatch.state, names(tmp_path)) == (0, State.PAUSED, set())
    dispatch.resume(tomorrow, handed.dispatch.id, until_on=TODAY + timedelta(7), because="it is still urgent")
    assert dispatch.send(tomorrow, handed.dispatch.id).sent == 1


def test_a_frozen_list_stays_when_the_thesaurus_changes(app: App, tmp_path: Path) -> None:
    a_member(app, "Ana Ruiz", "health professionals")
    issue = add_issue(app, "nurses", languages=("en",))
    handed = distributing.send(app, issue, Order(place=str(tmp_path)))
    with app.change("test: the keyword means nothing any more"):
        app.store.execute("update ua_issue_keywords set keyword_id = null, change_id = :change_id")
    dispatch.send(app, handed.dispatch.id)
    assert names(tmp_path) == {"ana"}


def test_a_case_that_is_closed_or_stopped_is_opened_again_first(app: App, tmp_path: Path) -> None:
    a_member(app, "Ana Ruiz", "nurses")
    issue = add_issue(app, "nurses", ref=REF, languages=("en",))
    for state in ("closed", "stopped"):
        with app.change("test: close"):
            case = app.store.value("select id from ua_cases where ref = :ref", ref=REF)
            app.store.update("ua_cases", case, {"state": state, "state_on": "2026-03-01"})
        with pytest.raises(ConflictError, match=rf"UA 205/2001 is {state} since 2026-03-01; to go on.*ua reopen"):
            distributing.send(app, issue, Order(place=str(tmp_path)))


def test_who_does_not_get_it_although_it_fits_is_kept(app: App, tmp_path: Path) -> None:
    a_member(app, "Ana Ruiz", "nurses")
    jon = a_member(app, "Jon Berg", "nurses", at_most="1/month")
    sent(app, add_issue(app, "nurses", languages=("en",)), tmp_path)
    issue = add_issue(app, "nurses", languages=("en",))
    assert distributing.propose(app, issue, Order()).held == {"the limit is reached: … received in its time": 1}
    sent(app, issue, tmp_path)
    assert app.store.rows("select contact_id, rule from ua_held where issue_id = :id", id=issue) == [
        {"contact_id": jon.id, "rule": "limit"}
    ]
