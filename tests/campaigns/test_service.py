"""Campaigns: added, found, edited, seen and taken back."""

from datetime import date

import pytest

from outreach_crm.app import App
from outreach_crm.campaigns import service
from outreach_crm.campaigns.model import Campaign, CampaignDraft, CampaignEdit
from outreach_crm.changes import service as changes
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError, OutreachError
from outreach_crm.keywords import service as keywords
from outreach_crm.model import Ref
from tests.builders import a_group
from tests.groups.test_service import hide, insider, outsider

TODAY = date(2026, 3, 9)


def a_campaign(app: App, name: str = "Judges under threat", **given: str) -> Campaign:
    return service.add(app, CampaignDraft(name=name, **given))  # type: ignore[arg-type]


def test_a_campaign_has_dates_countries_themes_and_a_responsible_group(app: App) -> None:
    group = a_group(app)
    draft = CampaignDraft(
        name="  Judges   under threat ",
        from_on="2026-04-01",
        to_on="2026-09-30",
        group="lawyers",
        countries=("Guatemala", "HN", "guatemala"),
        themes=("torture", "judges"),
    )
    campaign = service.add(app, draft, because="the board agreed")
    assert (campaign.name, campaign.from_on, campaign.to_on) == ("Judges under threat", "2026-04-01", "2026-09-30")
    assert (campaign.countries, campaign.group_id, campaign.group) == (("GT", "HN"), group.contact_id, group.name)
    assert campaign.themes == tuple(keywords.resolve(app, text).label for text in ("torture", "judges"))


@pytest.mark.parametrize(
    ("draft", "sentence"),
    [
        (CampaignDraft(name=" "), "needs a name"),
        (CampaignDraft(name="X", from_on="2026-02-01", to_on="2026-01-31"), "cannot end on 2026-01-31"),
        (CampaignDraft(name="X", from_on="2026-02-30"), "is not a day"),
        (CampaignDraft(name="X", countries=("Atlantis",)), "'Atlantis' is not one country"),
        (CampaignDraft(name="X", countries=(" ",)), "needs a name or two letters"),
        (CampaignDraft(name="X", themes=("qqqqzzzz",)), "There is no keyword 'qqqqzzzz'"),
        (CampaignDraft(name="X", group="nobody"), "No group fits 'nobody'"),
        (CampaignDraft(name="judges UNDER threat"), "There is a campaign 'judges UNDER threat' already"),
    ],
)
def test_a_campaign_that_cannot_be_right_leaves_nothing_behind(app: App, draft: CampaignDraft, sentence: str) -> None:
    first = a_campaign(app)
    with pytest.raises(OutreachError, match=sentence):
        service.add(app, draft)
    assert service.list_campaigns(app, past=True) == [first]


def test_a_campaign_is_meant_by_its_number_its_name_or_enough_of_its_words(app: App) -> None:
    judges, juges = a_campaign(app), a_campaign(app, "Juges menacés")
    for text in (str(judges.id), f"campaigns:{judges.id}", "JUDGES", "thr under"):
        assert service.resolve(app, text) == judges
    assert service.resolve(app, "menaces") == juges
    for text, sentence in (
        ("xyz", "No campaign fits"),
        ("ju", "Several campaigns fit 'ju'"),
        ("9999", "no campaign 9999"),
    ):
        with pytest.raises(OutreachError, match=sentence):
            service.resolve(app, text)


def test_campaigns_are_listed_latest_first_those_that_are_over_only_if_asked(app: App) -> None:
    a_campaign(app, "Old", from_on="2025-01-01", to_on="2026-03-08")
    a_campaign(app, "Last day", from_on="2025-02-01", to_on="2026-03-09")
    a_campaign(app, "Undated")
    service.add(app, CampaignDraft(name="New", from_on="2027-01-01", countries=("Iran",)))
    assert [one.name for one in service.list_campaigns(app)] == ["New", "Last day", "Undated"]
    assert [one.name for one in service.list_campaigns(app, past=True)] == ["New", "Last day", "Old", "Undated"]
    assert [one.name for one in service.list_campaigns(app, country="Islamic Republic of Iran")] == ["New"]


def test_an_edit_adds_changes_and_takes_away(app: App) -> None:
    a_group(app)
    draft = CampaignDraft(name="X", from_on="2026-01-01", countries=("Iran",), themes=("torture",), group="lawyers")
    campaign = service.add(app, draft)
    change = CampaignEdit(
        fields={"name": "Y", "from_on": "", "to_on": "2026-12-31", "group": ""},
        countries=("Chile",),
        no_countries=("Iran",),
        themes=("judges",),
        no_themes=("torture",),
    )
    edited = service.edit(app, campaign.id, change)
    assert (edited.name, edited.from_on, edited.to_on, edited.group_id) == ("Y", None, "2026-12-31", None)
    assert edited.countries == ("CL",)
    assert edited.themes == (keywords.resolve(app, "judges").label,)
    changes.undo(app, edited.change_id)
    back = service.get(app, campaign.id)
    assert (back.name, back.from_on, back.countries, back.themes) == ("X", "2026-01-01", ("IR",), campaign.themes)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (CampaignEdit(), "Say what to change"),
        (CampaignEdit(fields={"to_on": "2025-12-31"}), "cannot end on 2025-12-31"),
        (CampaignEdit(fields={"colour": "red"}), "'colour' is not a field of a campaign"),
        (CampaignEdit(fields={"name": "other"}), "There is a campaign 'other' already"),
        (CampaignEdit(no_countries=("Iran",)), "no such target country"),
        (CampaignEdit(no_themes=("torture",)), "no such theme"),
        (CampaignEdit(fields={"name": "Z"}, version=1), "Maria changed .* meanwhile"),
    ],
)
def test_an_edit_that_cannot_be_right_changes_nothing(app: App, change: CampaignEdit, sentence: str) -> None:
    a_campaign(app, "Other")
    campaign = a_campaign(app, from_on="2026-01-01")
    with pytest.raises(OutreachError, match=sentence):
        service.edit(app, campaign.id, change)
    assert service.get(app, campaign.id) == campaign


def test_a_restricted_group_is_not_named_to_others_as_responsible(app: App) -> None:
    group = a_group(app)
    campaign = a_campaign(app, group="lawyers")
    hide(app, group.contact_id)
    seen = service.get(outsider(app), campaign.id)
    assert (seen.group_id, seen.group) == (None, "")
    service.edit(outsider(app), campaign.id, CampaignEdit(fields={"name": "Judges"}))
    assert service.get(insider(app), campaign.id).group == "Lawyers' Network"


def test_undoing_a_campaign_takes_back_its_countries_and_themes_and_leaves_keywords_alone(app: App) -> None:
    campaign = service.add(app, CampaignDraft(name="X", countries=("Iran",), themes=("torture",)))
    report = changes.undo(app, campaign.change_id)
    assert (report.rows, report.stayed, service.list_campaigns(app)) == (3, (), [])
    assert keywords.resolve(app, "torture").label


def test_a_campaign_of_another_version_is_not_overwritten(app: App) -> None:
    campaign = a_campaign(app)
    service.edit(app, campaign.id, CampaignEdit(countries=("Iran",)))
    with pytest.raises(ConflictError, match="Maria changed .* meanwhile"):
        service.edit(app, campaign.id, CampaignEdit(fields={"name": "Y"}, version=campaign.change_id))


def test_nobody_edits_or_links_to_a_campaign_there_is_not(app: App) -> None:
    for use in (
        lambda: service.edit(app, 9999, CampaignEdit(fields={"name": "Y"})),
        lambda: service.link(app, 9999, Ref("tasks", 1), title="x", on=TODAY),
        lambda: service.unlink(app, 9999, Ref("tasks", 1)),
        lambda: service.show(app, 9999),
    ):
        with pytest.raises(NotFoundError, match="There is no campaign 9999"):
            use()
    with pytest.raises(InvalidInputError, match="is not one country"):
        service.list_campaigns(app, country="Atlantis")
