"""The scenes of casework: what they promise is so."""

from outreach_cases.scenes import SCENES
from outreach_crm.demo.cli.page import Page


def test_a_list_arrives_a_group_takes_a_case_on_one_is_closed_and_one_stopped(page: Page) -> None:
    arrived, given, ended = (" ".join(" ".join(page.play(scene).lines).split()) for scene in SCENES)

    assert "6 new. Nothing was written." in arrived
    assert "6 new (take back: outreach undo" in arrived
    assert "Thandar Nwe (IP 2041): we work on it, from 2026-03-09 on" in arrived
    assert "Not for groups" not in arrived.split("outreach cases show")[1]
    assert "4 cases, 1203 people." in arrived
    assert "meets all wishes: gender, issue" in given
    assert "Work on the case for a sustained time" in given
    assert "Group 3 Visby holds Gulmira Sadova (IP 2077); Greta Olsson has the casefile" in given
    assert "The casefile has not left. No casefile of Gulmira Sadova (IP 2077) is kept" in given
    assert "stopped" in ended.split("outreach cases holders")[1]
    assert "Farhod Nazarkul (IP 2078): closed: capacity or strategy" in ended
    assert "in that country stays open: Gulmira Sadova (IP 2077)." in ended
    assert "we do not work on it: ethical risk or safety, from 2026-03-09 on (no undo takes this back)" in ended
    assert "Gulmira Sadova (IP 2077), active, not decided" in ended
