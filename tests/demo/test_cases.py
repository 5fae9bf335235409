"""The scenes of casework: what they promise is so."""

from outreach_cases.scenes import SCENES
from outreach_crm.demo.cli.page import Page


def test_a_list_arrives_a_group_takes_a_case_on_one_is_closed_and_one_stopped(page: Page) -> None:
    arrived, _, given, _, ended, _ = (" ".join(" ".join(page.play(scene).lines).split()) for scene in SCENES)

    assert "6 new. Nothing was written." in arrived
    assert "6 new (take back: outreach undo" in arrived
    assert "Thandar Nwe (IP 2041): we work on it, from 2026-03-09 on" in arrived
    assert "Not for groups" not in arrived.split("outreach cases show")[1]
    assert "4 cases: 3 people; about 1200 more." in arrived
    assert "meets all wishes: gender, issue" in given
    assert "Work on the case for a sustained time" in given
    assert "Group 3 Visby holds Gulmira Sadova (IP 2077); Greta Olsson has the casefile" in given
    assert "The casefile has not left. No casefile of Gulmira Sadova (IP 2077) is kept" in given
    assert "stopped" in ended.split("outreach cases holders")[1]
    assert "Farhod Nazarkul (IP 2078): closed: capacity or strategy" in ended
    assert "in that country stays open: Gulmira Sadova (IP 2077)." in ended
    assert "we do not work on it: ethical risk or safety, from 2026-03-09 on (no undo takes this back)" in ended
    assert "Gulmira Sadova (IP 2077), active, not decided" in ended


def test_what_a_group_did_counts_its_holder_reads_what_is_new_and_its_report_comes_in(page: Page) -> None:
    _, worked_on, given, told, *_ = (" ".join(" ".join(page.play(scene).lines).split()) for scene in SCENES)

    assert "Medical Group holds Thandar Nwe (IP 2041); Gösta Ahlin has the casefile" in worked_on
    assert "The casefile has left to: Gösta Ahlin." in worked_on
    assert "stall: In the hall of the hospital. What came of it: 112 have signed" in worked_on
    assert given.index("Gulmira Sadova (IP 2077), Tajikistan: meets all wishes") < given.index(
        "Thandar Nwe (IP 2041), Myanmar"
    )
    assert "Sent to: Gösta Ahlin." in told
    assert "sent to 1, read by 1" in told
    assert "Medical Group: read on 2026-03-09 (their page)" in told
    assert "Written to: Gösta Ahlin." in told
    assert "Report, 2025-04-03 to 2026-03-09: 40 appeal letters" in told
    assert "The next one is due by 2027-03-09" in told


def test_goals_are_told_with_whom_to_call_and_outside_nothing_is_told_of_six_cases(page: Page) -> None:
    *_, told = (" ".join(" ".join(page.play(scene).lines).split()) for scene in SCENES)

    inside, outside = told.split("cases goals --outside")
    assert "Goal: 500 cases (active), a goal of the movement There are: 3 cases, 497 are missing" in inside
    assert "Tajikistan 1 1 capacity or strategy" in inside
    assert "A group works on: 1 of 3" in inside
    assert "Thandar Nwe (IP 2041)" not in outside
    assert "There are: too few to be told" in outside
