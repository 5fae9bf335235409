"""Lists say what they leave out."""

import pytest

from outreach_crm.app import App
from outreach_crm.campaigns import service as campaigns
from outreach_crm.campaigns.model import CampaignDraft
from tests.web.office import at_desk, words

pytestmark = pytest.mark.connections
NAMES = ("Close the camps", "Free the judges", "Stop the trials")


@pytest.mark.parametrize(("most", "there", "left_out"), [(2, 2, True), (3, 3, False)])
def test_a_list_says_when_it_leaves_rows_out(
    app: App, monkeypatch: pytest.MonkeyPatch, most: int, there: int, left_out: bool
) -> None:
    monkeypatch.setattr("outreach_crm.campaigns.web._PAGE", most)
    for name in NAMES:
        campaigns.add(app, CampaignDraft(name=name))
    desk = at_desk(app)
    page = words(desk.read("/campaigns"))
    assert sum(name in page for name in NAMES) == there
    assert (f"These are the first {most}." in page) == left_out
    assert len(desk.get("/campaigns.json").json or ()) == there
