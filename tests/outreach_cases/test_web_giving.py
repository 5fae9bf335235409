"""Pages on which a group is offered cases, takes one on, hands its casefile over and lets go of it."""

import re

import pytest

from outreach_cases import service
from outreach_cases.model.wishes import Facet
from outreach_crm.dispatch import service as dispatch
from outreach_crm.groups import service as groups
from outreach_crm.policy import Role
from tests.builders import a_person
from tests.outreach_cases.holdings import a_free_case, a_local_group, accepted, hold, with_mail
from tests.web.office import Desk, at_desk, words

pytestmark = pytest.mark.connections


def test_a_group_is_offered_cases_with_reasons_and_the_duties(desk: Desk) -> None:
    group, _ = a_local_group(desk.app)
    case = a_free_case(desk.app, gender="f")
    service.wish(desk.app, group, Facet.GENDER, "f")

    page = desk.read(f"/cases/groups/{group}")

    assert "Sanaa Rezaiy" in words(page)
    assert "meets all wishes: gender" in words(page)
    assert "Keep a record of activities" in words(page)
    assert f"/cases/groups/{group}/accept?case={case.id}" in page
    assert f"/cases/groups/{group}" in desk.read(f"/contacts/{group}")


def test_what_a_group_holds_stands_first_with_the_day_of_its_report(desk: Desk) -> None:
    group, ana = a_local_group(desk.app)
    accepted(desk.app, group, a_free_case(desk.app), ana)

    page = words(desk.read(f"/cases/groups/{group}"))

    assert page.index("What they hold") < page.index("The best for them")
    assert "next report by 9 Mar 2027" in page


def test_a_group_takes_a_case_on_and_its_card_says_so(desk: Desk) -> None:
    group, ana = a_local_group(desk.app)
    case = a_free_case(desk.app)
    sent = {"case": str(case.id), "holder": str(ana), "on": desk.app.clock.today().isoformat(), "agreed": "yes"}

    page = desk.follow(desk.send(f"/cases/groups/{group}/accept", sent))

    assert "Lyon group holds Sanaa Rezaiy. Now send the casefile." in words(page)
    assert "Sanaa Rezaiy" in words(desk.read(f"/contacts/{group}"))
    assert "Lyon group" in words(desk.read(f"/cases/{case.id}"))
    assert "since 9 March 2026, Ana Ruiz" in words(desk.read(f"/cases/{case.id}"))
    assert "Casefiles they hold" in words(desk.read(f"/contacts/{ana}"))


def test_without_the_duties_nothing_is_given_and_nothing_that_was_typed_is_lost(desk: Desk) -> None:
    group, ana = a_local_group(desk.app)
    a_free_case(desk.app)
    day = desk.app.clock.today().isoformat()

    answer = desk.send(
        f"/cases/groups/{group}/accept", {"case": "Sanaa", "holder": str(ana), "on": day, "other": "Kin"}
    )

    assert answer.status_code == 422
    assert "Read the 4 duties" in words(answer.text)
    assert 'value="Kin"' in answer.text
    assert service.held_by(desk.app, group) == []


def test_wishes_needs_and_refusals_are_written_down_on_pages(desk: Desk) -> None:
    group, _ = a_local_group(desk.app)
    case, here = a_free_case(desk.app), f"/cases/groups/{group}"

    desk.follow(desk.send(f"{here}/wish", {"facet": "region", "value": "Africa", "mark": "must"}))
    page = desk.follow(
        desk.send(f"{here}/terms", {"capacity": "2", "languages": "en fr", "paper": "post", "note": "Hi"})
    )
    assert "Region: Africa (must)" in words(page)
    assert desk.send(f"{here}/terms", {"capacity": "many", "paper": "post"}).status_code == 422
    (wish,) = service.wishes(desk.app, group)
    assert "They wish for nothing" in words(desk.follow(desk.send(f"{here}/wish/{wish.id}/drop", {}, seen=here)))
    assert "Too far" in words(desk.follow(desk.send(f"{here}/refuse/{case.id}", {"because": "Too far"})))
    assert "Too far" not in words(desk.follow(desk.send(f"{here}/refuse/{case.id}/again", {}, seen=here)))


def test_a_casefile_is_handed_over_and_the_case_let_go_on_pages(desk: Desk) -> None:
    group, ana = a_local_group(desk.app)
    bo = a_person(desk.app, "Bo Li")
    groups.join(desk.app, group, bo.id)
    held = accepted(desk.app, group, a_free_case(desk.app), ana)
    here, day = f"/cases/holdings/{held.id}", desk.app.clock.today().isoformat()
    form = desk.read(f"{here}/hand-over")
    assert f'value="{bo.id}"' in form
    assert f'value="{ana}"' not in form

    page = desk.follow(desk.send(f"{here}/hand-over", {"holder": str(bo.id), "papers": "The box", "on": day}))
    assert "The box" in words(page)
    assert desk.send(f"{here}/relinquish", {"because": "", "on": day}).status_code == 422
    page = desk.follow(desk.send(f"{here}/relinquish", {"because": "Few of us", "on": day}))
    assert "relinquished: Few of us" in words(page)
    assert "Hand the casefile over" not in words(page)


def test_whoever_hands_a_casefile_over_that_went_to_somebody_else_meanwhile_is_told_and_loses_nothing(
    desk: Desk,
) -> None:
    group, ana = a_local_group(desk.app)
    bo, ce = (a_person(desk.app, name).id for name in ("Bo Li", "Cé Do"))
    for one in (bo, ce):
        groups.join(desk.app, group, one)
    held = accepted(desk.app, group, a_free_case(desk.app), ana)
    form = f"/cases/holdings/{held.id}/hand-over"
    shown = re.search(r'name="_version" value="(\d+)"', desk.read(form))
    assert shown is not None
    service.hand_over(desk.app, held.id, bo)

    answer = desk.send(form, {"holder": str(ce), "papers": "The blue box", "_version": shown[1]})

    assert answer.status_code == 409
    assert "Bo Li holds the casefile of Sanaa Rezaiy since 9 March 2026." in words(answer.text)
    assert "The blue box" in answer.text
    assert [one.person for one in service.holders(desk.app, held.id)] == ["Ana Ruiz", "Bo Li"]


def test_the_casefile_leaves_and_the_others_are_told_by_a_button(desk: Desk) -> None:
    app = desk.app
    group, ana = a_local_group(app)
    case = a_free_case(app)
    held = accepted(app, group, case, ana)
    here = f"/cases/holdings/{held.id}"
    assert desk.send(f"{here}/announce", {}, seen=here).status_code == 409
    service.keep(app, case.id, "casefile.pdf", b"%PDF-1.7 the casefile")
    service.coordinate(app, with_mail(app, a_person(app, "Cé Do").id), "Iran")
    with_mail(app, ana)

    assert "The casefile is on its way." in words(desk.follow(desk.send(f"{here}/send", {}, seen=here)))
    assert "They are told: Cé Do." in words(desk.follow(desk.send(f"{here}/announce", {}, seen=here)))

    now = service.holding_of(app, held.id).holder
    assert now is not None
    assert now.told_on == app.clock.today().isoformat()
    assert now.dispatch_id is not None
    assert dispatch.get(app, now.dispatch_id).name.startswith(f"Casefile {case.id}")
    assert "Send the casefile" not in words(desk.read(here))
    assert desk.send(f"{here}/send", {}, seen=f"{here}/relinquish").status_code == 409


def test_what_was_given_in_a_batch_is_agreed_to_by_a_button(desk: Desk) -> None:
    group, ana = a_local_group(desk.app)
    number = hold(desk.app, group, a_free_case(desk.app), ana)

    page = desk.follow(desk.send(f"/cases/holdings/{number}/agree", {}, seen=f"/cases/holdings/{number}"))

    assert "agreed to the duties" in words(page)
    assert service.holding_of(desk.app, number).agreed_on


def test_all_groups_with_room_are_given_just_what_was_looked_at(desk: Desk) -> None:
    group, _ = a_local_group(desk.app)
    service.wish(desk.app, group, Facet.GENDER, "f")
    a_free_case(desk.app, gender="f")
    page = desk.read("/cases/batch")
    assert "meets all wishes: gender" in words(page)
    assert "/cases/batch" in desk.read("/cases")
    proposal = service.batch(desk.app)
    sent = {"seed": str(proposal.seed), "seen": proposal.seen}

    assert "look again" in words(desk.send("/cases/batch", {**sent, "seen": "other"}).text)
    assert service.held_by(desk.app, group) == []
    assert "1 case is given." in words(desk.follow(desk.send("/cases/batch", sent)))
    assert "No group with room takes part" in words(desk.read("/cases/batch"))
    assert len(service.held_by(desk.app, group)) == 1


def test_whoever_may_only_look_sees_no_buttons_and_gives_nothing(desk: Desk) -> None:
    group, ana = a_local_group(desk.app)
    held = accepted(desk.app, group, a_free_case(desk.app), ana)
    looking = at_desk(desk.app, "Lena", Role.READER)

    page = looking.read(f"/cases/holdings/{held.id}")

    assert "Hand the casefile over" not in words(page)
    assert looking.client.get(f"/cases/holdings/{held.id}/hand-over").status_code == 403
