"""Campaigns are matters of the group that is responsible, and begin and end in the calendar."""

from datetime import date

from outreach_crm.app import App
from outreach_crm.campaigns import service
from outreach_crm.campaigns.model import CampaignDraft
from tests.builders import a_group, acting
from tests.meeting import TODAY, days, hide, matters, titles


def test_a_group_hears_of_campaigns_it_is_responsible_for_until_their_last_day(app: App) -> None:
    group = a_group(app).contact_id
    who = str(group)
    service.add(app, CampaignDraft(name="Stop torture", from_on="2026-01-01", to_on="2026-03-09", group=who))
    service.add(app, CampaignDraft(name="No end", group=who))
    service.add(app, CampaignDraft(name="Next year", from_on="2027-01-01", group=who))
    service.add(app, CampaignDraft(name="Somebody else's"))
    assert titles(app, group, "Campaigns") == ["Stop torture", "No end"]
    assert titles(app, group, "Campaigns", date(2026, 3, 10)) == ["No end"]
    assert matters(app, group, "Campaigns")[0].due_on == TODAY


def test_a_campaign_begins_and_ends_in_the_calendar(app: App) -> None:
    group = a_group(app).contact_id
    draft = CampaignDraft(name="Stop torture", from_on="2026-03-09", to_on="2026-06-26", group=str(group))
    service.add(app, draft)
    year = days(app, "campaigns", date(2026, 1, 1), date(2026, 12, 31))
    assert [(str(one.title), one.on.isoformat()) for one in year] == [
        ("Stop torture begins", "2026-03-09"),
        ("Stop torture ends", "2026-06-26"),
    ]
    assert [str(one.title) for one in days(app, "campaigns")] == ["Stop torture begins"]
    assert (year[0].contact_ids, year[0].office) == ((group,), True)


def test_a_hidden_group_is_not_named_beside_its_campaign(app: App) -> None:
    group = a_group(app).contact_id
    service.add(app, CampaignDraft(name="Stop torture", from_on="2026-03-09", group=str(group)))
    hide(app, group)
    with acting(app, "Jonas") as jonas:
        assert titles(jonas, group, "Campaigns") == []
        assert [one.contact_ids for one in days(jonas, "campaigns")] == [()]
