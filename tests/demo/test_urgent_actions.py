"""The scenes of Urgent Actions: what they promise is so."""

from outreach_crm.demo.cli.page import Page
from outreach_urgent_actions.scenes import SCENES


def test_an_urgent_action_is_read_sent_followed_and_stopped(page: Page) -> None:
    day = {scene.title: "\n".join(page.play(scene).lines) for scene in SCENES}
    arrives, goes_on = day["An Urgent Action arrives"], day["An update, and a stop"]
    assert "9 get it:" in arrives
    assert "signed up as the sector legal: Unfair trials" in arrives
    assert "signed up for none of its keywords  Börje Lindqvist" in arrives
    assert ": 9 sent now; it is done." in arrives
    assert ", update: 8 sent now; it is done." in goes_on
    assert ", stop: 9 sent now; it is done." in goes_on
    assert [line.split()[4] for line in goes_on.splitlines() if ", stop  " in line] == ["9"]
