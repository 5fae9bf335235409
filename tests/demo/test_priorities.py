"""The scenes of priorities: what they promise is so."""

from outreach_crm.demo.cli.page import Page
from outreach_priority.scenes import SCENES, council


def test_seven_disagree_are_heard_twice_and_what_they_say_becomes_plans(page: Page) -> None:
    day = {scene.title: "\n".join(page.play(scene).lines) for scene in SCENES}
    apart, decided = day["Seven sheets, and no agreement"], day["What counts, and what is decided"]
    acted, chile = day["What to do with the hours there are"], day["Who reaches Chile?"]
    assert "7 of 7 advisers count." in apart
    assert "Trade Unions: International influence: quartiles 3 steps apart" in apart
    assert "Closed: round 2 of Where to go next; 7 sheets count." in apart
    assert "is first" in decided
    assert "would lose first place" in decided
    assert "Sealed: Where to go next." in decided
    assert "The board decided against it: Not before Rodrigo can sit" in acted
    assert "the risk is met by this: Never one church alone" in acted
    assert "Take back: outreach undo" in acted
    assert (
        chile.index("1. Trade Unions")
        < chile.index("2. The Medical Sector")
        < chile.index("Sectors without a known route")
    )


def test_nobody_of_the_seven_speaks_for_a_body_that_exists() -> None:
    said = [text for one in council().adviser for told in one.evidence.values() for text in told.values()]
    assert len(council().adviser) == 7
    assert said
    assert [text for text in said if "Confederation" in text or "Association" in text] == []
