"""The scenes of mutuality: what they promise is so."""

from outreach_crm.demo.cli.page import Page
from outreach_mutuality.scenes import SCENES


def test_a_union_that_helped_is_told_no_with_something_instead(page: Page) -> None:
    day = {scene.title: "\n".join(page.play(scene).lines) for scene in SCENES}
    asked, answered = day["A union on strike asks for our name"], day["A no that keeps a friend"]
    assert "sign-on, received (take back: outreach undo" in asked
    assert "is assessed (take back: outreach undo" in asked
    assert "offer something else, by The board (take back: outreach undo" in answered
    assert "a statement of ours on the right to strike" in answered
    assert "The letter asks the owners to sell" not in answered.split("outreach mutuality answer")[1]
    assert "There is no draft in Swedish: this one is in English." in answered
    assert "What we can offer you: a statement of ours on the right to strike, read at the gate." in answered
    assert "It sounds as if" not in answered
    assert "It went out on" in answered
    assert "information, decided (take back: outreach undo" in answered
    assert "We asked 2: 2 done" in answered
    assert "They asked 2: 1 met, 1 offered something else." in answered
