"""The scenes of meetings: what they promise is so."""

from datetime import timedelta

from outreach_crm.changes import service as changes
from outreach_crm.demo.cli.page import Page
from outreach_crm.groups import service as groups
from outreach_meetings import service
from outreach_meetings.scenes import SCENES
from outreach_urgent_actions.scenes import SCENES as ACTIONS


def test_the_doctors_prepare_write_decide_and_find_their_next_date(page: Page) -> None:
    for scene in ACTIONS:
        page.play(scene)
    day = {scene.title: "\n".join(page.play(scene).lines) for scene in SCENES}
    tonight, evening, coming, year = day.values()
    assert "1      Minutes" in tonight
    assert "5      Urgent Actions" in tonight
    assert "Thiri" not in tonight
    assert "Ask the nurses for a speaker" in tonight
    assert "5 of 8 members there: a quorum of 4" in evening
    assert "Approved on 2026-03-09 at the meeting of 2026-03-09." in evening
    assert "Decision 2026/2: Every letter says" in evening
    assert "14 letters on UA 90/2026" in evening
    assert "6 letters on UA 94/2026" in evening
    assert "Finished on 2026-03-09, waiting for approval." in evening
    assert "Planned: Meeting of Medical Group, number " in coming
    assert "2026-04-08 from 18:30 to 20:30" in coming
    assert "every 4 weeks on Wednesday" in coming
    assert "Would get the invitation (2026-04-08): Gösta Ahlin" in coming
    assert "Four wards of nine have written" in year
    assert "20 letters" in year


def test_all_that_the_evening_wrote_can_be_taken_back(page: Page) -> None:
    for scene in ACTIONS:
        page.play(scene)
    before = changes.latest(page.app, limit=1)[0].id
    for scene in SCENES:
        page.play(scene)

    those = [one.id for one in changes.latest(page.app, limit=100) if one.id > before]
    for number in those:
        changes.undo(page.app, number)

    today = page.app.clock.today()
    assert len(those) > 15
    assert service.between(page.app, today - timedelta(days=60), today + timedelta(days=60)) == []
    group_id = groups.resolve(page.app, "Medical Group").contact_id
    assert service.work_plan(page.app, group_id, today.year).objectives == ()
