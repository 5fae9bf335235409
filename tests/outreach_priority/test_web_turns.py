"""Pages of rounds: what comes next, who is asked and how far they are, the turns of a round."""

import re

import pytest

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.policy import Role
from outreach_priority import service
from outreach_priority.model import DecisionDraft, Rules, SheetState, State
from tests.builders import a_person, an_organisation
from tests.outreach_priority.builders import (
    an_assessment,
    closed,
    handed_in,
    sheet_of,
)
from tests.outreach_priority.pages import APART, CALM, days_later, main_button, path
from tests.web.office import Desk, at_desk, words
from tests.web.walk import Reader

pytestmark = pytest.mark.connections


def test_the_list_says_how_far_each_is(desk: Desk) -> None:
    assert "Nothing was judged yet" in words(desk.read("/priorities"))
    first = an_assessment(desk.app, 2)
    handed_in(desk.app, first, 1, CALM)
    said = words(desk.read("/priorities"))
    assert "Priorities open 1 of 2 1 of 2 23 Mar 2026 Hand in what came back" in said.replace("\u00a0", " ")
    assert f'href="{path(first, "hand-in")}"' in desk.read("/priorities")
    found = desk.get("/priorities.json")
    assert [one["id"] for one in found.json] == [first.id]  # type: ignore[union-attr]


def test_each_state_has_one_next_thing_to_do(desk: Desk) -> None:
    made = an_assessment(desk.app, 4)
    assert main_button(desk.read(path(made))) == "Hand out the sheets"
    assert "Nobody has begun yet" in words(desk.read(path(made)))
    for seat, ratings in enumerate(APART[:3], 1):
        handed_in(desk.app, made, seat, ratings)
    assert main_button(desk.read(path(made))) == "Hand in what came back"
    assert "1 of 4 sheets are out, until 23 March 2026." in words(desk.read(path(made)))
    handed_in(desk.app, made, 4, APART[3])
    assert main_button(desk.read(path(made))) == "Close the round"
    assert "All 4 sheets are in." in words(desk.read(path(made)))

    service.close(desk.app, made.id)
    page = desk.read(path(made))
    assert main_button(page) == "See what is in dispute"
    assert "1 question is in dispute" in words(page)
    assert [one for one in Reader(page).links if one.endswith(("/weights", "/decide/legal", "/seal"))]

    again = service.again(desk.app, made.id)
    assert main_button(desk.read(path(again))) == "Hand out the sheets"
    assert words(desk.read(path(again))).count("as in round 1") == 4
    for seat in (1, 2, 3, 4):
        handed_in(desk.app, again, seat, {**CALM, "legal": (2, 2, 2, 2, 2, 3, 0, 0)})
    service.close(desk.app, made.id)
    assert main_button(desk.read(path(made))) == "Set weights"


def test_what_is_undecided_stands_in_the_way_and_then_the_seal_and_the_plans_are_next(desk: Desk) -> None:
    risky = {**CALM, "legal": (2, 2, 2, 2, 2, 4, 0, 0)}
    made = closed(desk.app, [risky, risky, risky])
    coming = service.coming(desk.app, made)
    assert [one.turn for one in coming] == [service.Turn.WEIGH, service.Turn.DECIDE, service.Turn.SEAL]
    assert "is on hold and cannot be chosen" in coming[1].why
    legal = made.subject("legal")
    assert legal
    service.decide(desk.app, made, legal, DecisionDraft(goes=False, because="The board said so"))
    assert [one.turn for one in service.coming(desk.app, made)] == [service.Turn.WEIGH, service.Turn.SEAL]
    service.seal(desk.app, made, because="Board, 12 March")
    sealed = service.get(desk.app, made.id)
    assert [one.turn for one in service.coming(desk.app, sealed)] == [service.Turn.ADOPT]
    assert main_button(desk.read(path(made))) == "Turn it into plans"
    with desk.app.change("tamper"):
        row = desk.app.store.value("select max(id) from priority_results")
        desk.app.store.update("priority_results", row, {"because": "Nobody"})
    page = desk.read(path(made))
    assert main_button(page) == "See the result"
    assert "it was altered in the database" in words(page)


def test_more_time_is_given_on_a_page_and_taken_back(desk: Desk) -> None:
    made = an_assessment(desk.app, 2)
    assert f'href="{path(made, "extend")}"' in desk.read(path(made))

    page = desk.follow(desk.send(path(made, "extend"), {"due_on": "2026-04-20", "because": "Easter"}))

    assert "Sheets are asked for until 20 April 2026." in words(page)
    changed = service.get(desk.app, made.id)
    assert changed.due_on == "2026-04-20"
    assert f"/history/{changed.change_id}/undo" in page
    less = desk.send(path(made, "extend"), {"due_on": "2026-03-12", "because": "in a hurry"})
    assert "no later than" in words(less.text)


def test_once_the_deadline_has_passed_the_round_is_to_be_closed(app: App) -> None:
    made, strict = an_assessment(app, 2), an_assessment(app, 1, rules=Rules(late=False))
    desk = days_later(app, 15)
    page = desk.read(path(made))
    assert main_button(page) == "Close the round"
    assert "The deadline was 23 March 2026, and 2 of 2 sheets are out." in words(page)
    assert "Late sheets are taken" in words(page)
    assert "Late sheets are taken" not in words(desk.read(path(strict))).split("Rules agreed")[0]
    handed_in(desk.app, made, 1, CALM)
    assert "handed in, late" in words(desk.read(path(made)))
    assert 'name="early"' not in desk.read(path(made, "close"))
    desk.follow(desk.send(path(made, "close"), {"because": ""}))
    assert service.get(desk.app, made.id).state is State.CLOSED


def test_a_round_where_nobody_said_anything_is_opened_anew(desk: Desk) -> None:
    made = an_assessment(desk.app, 1, rules=Rules(rounds=1))
    service.close(desk.app, made.id, early=True)
    page = desk.read(path(made))
    assert main_button(page) == "Open a new assessment"
    assert "Nobody has handed in a sheet" in words(page)
    assert "for nobody" not in words(desk.read(path(made, "feedback")))


def test_a_round_is_closed_early_only_knowingly_and_for_good(desk: Desk) -> None:
    made = an_assessment(desk.app, 2)
    handed_in(desk.app, made, 1, CALM)
    form = words(desk.read(path(made, "close")))
    assert "This cannot be taken back" in form
    assert "1 sheet is out: Bo Lind" in form
    refused = desk.send(path(made, "close"), {"because": "hurry"})
    assert refused.status_code == 422
    assert "1 of 2 sheets are out, and they are asked for until 23 March 2026." in words(refused.text)
    assert "early closes" not in words(refused.text)
    assert service.get(desk.app, made.id).state is State.OPEN
    page = desk.follow(desk.send(path(made, "close"), {"early": "yes", "because": "all others are away"}))
    assert "Round 1 of Priorities is closed; 1 sheet counts." in words(page)
    assert "/undo" not in page


def test_a_further_round_is_opened_as_often_as_was_agreed_and_can_be_taken_back(desk: Desk) -> None:
    made = closed(desk.app, APART)
    page = desk.follow(desk.send(path(made, "again"), {"due_on": "2026-04-01"}))
    assert "Round 2 of Priorities is open." in words(page)
    assert service.get(desk.app, made.id).due_on == "2026-04-01"
    assert "/undo" in page
    assert "Round 2 of Priorities is still open." in words(desk.follow(desk.get(path(made, "again"))))
    service.close(desk.app, made.id, early=True)
    told = words(desk.follow(desk.get(path(made, "again"))))
    assert "has had 2 of the 2 rounds that were agreed" in told


def test_a_further_person_is_asked_and_one_who_left_anew(desk: Desk) -> None:
    made = an_assessment(desk.app, 2)
    bo = sheet_of(desk.app, made, 2)
    new = a_person(desk.app, "Chi Okoye")
    page = desk.follow(desk.send(path(made, "ask"), {"person": str(new.id), "role": "judge"}))
    assert "Chi Okoye is asked, until 23 March 2026." in words(page)
    again = desk.send(path(made, "ask"), {"person": str(bo.adviser_id)})
    assert again.status_code == 409
    assert "is adviser 2 of Priorities already" in words(again.text)

    page = desk.follow(desk.send(path(made, "leave?seat=2"), {"seat": "2", "because": "moved away"}))
    assert "Bo Lind takes part no longer" in words(page)
    assert sheet_of(desk.app, made, 2).state is SheetState.WITHDRAWN
    assert f'/ask?person={bo.adviser_id}"' in page
    assert f'value="{bo.adviser_id}" checked' in desk.read(path(made, f"ask?person={bo.adviser_id}"))
    desk.follow(desk.send(path(made, "ask"), {"person": str(bo.adviser_id)}))
    assert sheet_of(desk.app, made, 2).state is SheetState.ASKED


def test_a_sector_is_taken_out_with_a_reason_that_is_told(desk: Desk) -> None:
    made = an_assessment(desk.app, 1)
    assert desk.send(path(made, "withdraw"), {"subject": "legal", "because": " "}).status_code == 422
    page = desk.follow(desk.send(path(made, "withdraw"), {"subject": "legal", "because": "they asked us to"}))
    assert "is not judged any more." in words(page)
    assert "on 9 March 2026: they asked us to" in words(page)
    assert [one.key for one in service.get(desk.app, made.id).judged] == ["medical", "unions"]
    undo = re.search(r'action="(/history/\d+/undo)"', page)
    assert undo
    desk.send(undo[1], {"next": path(made)}, seen=path(made, "ask"))
    assert len(service.get(desk.app, made.id).judged) == 3


def test_pages_of_a_round_that_is_over_lead_back_to_it(desk: Desk) -> None:
    made = closed(desk.app, [CALM])
    for one in ("close", "hand-in", "hand-out", "ask"):
        assert "No round of Priorities is open" in words(desk.follow(desk.get(path(made, one))))
    assert desk.get(path(made, "sheets.csv.zip")).status_code == 403
    service.seal(desk.app, made, because="Board")
    for one in ("again", "leave", "withdraw"):
        assert "is sealed and stays as it is" in words(desk.follow(desk.get(path(made, one))))


def test_who_only_reads_sees_how_far_they_are_and_no_link_to_a_sheet(app: App) -> None:
    made = an_assessment(app, 2)
    reader = at_desk(app, "Rosa", Role.READER)
    page = reader.read(path(made))
    assert "Ana Ruiz" in words(page)
    assert main_button(page) == ""
    assert [one for one in Reader(page).links if one.startswith(path(made)) and one.count("/") > 2] == [
        path(made, one) for one in ("feedback", "weights", "result", "effort")
    ]
    for one in ("hand-out", "hand-in", "close", "again", "ask", "leave", "withdraw", "sheets.csv.zip"):
        assert reader.get(path(made, one)).status_code == 403, one


def test_reminders_lead_to_the_pages(app: App) -> None:
    made = an_assessment(app, 1)
    desk = days_later(app, 12)
    page = desk.read("/today")
    assert f'href="{path(made, "hand-in")}"' in page
    handed_in(desk.app, made, 1, CALM)
    page = desk.read("/today")
    assert f'href="{path(made, "close")}"' in page
    assert "Priorities: all sheets are in" in words(page)


def test_of_organisations_that_somebody_may_not_see_only_the_round_is_told(app: App) -> None:
    one = an_organisation(app, "Colegio de Abogados")
    contacts.edit(app, one.id, contacts.Edit(sectors=("legal",)))
    made = an_assessment(app, 1, sectors=("legal",), organisations=(one.name,))
    key = made.judged[0].key
    handed_in(app, made, 1, {key: CALM["legal"]})
    accounts.add_circle(app, "Board")
    contacts.edit(app, one.id, contacts.Edit(circle="Board"))
    bea = at_desk(app, "Bea")
    for page in ("", "close", "hand-out", "withdraw"):
        assert "Colegio" not in bea.read(path(made, page))
    service.close(app, made.id)
    for page in ("", "feedback", "again", "feedback?all=yes"):
        assert "Colegio" not in bea.read(path(made, page))
    assert "Priorities" in words(bea.read("/priorities"))
