"""What is linked to campaigns, by whom it is seen, and how it is taken back."""

from datetime import date

import pytest

from outreach_crm.app import App
from outreach_crm.campaigns import service
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import ConflictError, NotFoundError, OutreachError
from outreach_crm.model import Ref
from outreach_crm.tasks import service as tasks
from outreach_crm.timeline import service as timeline
from outreach_crm.timeline.model import LogDraft
from tests.builders import a_group, a_person, an_organisation
from tests.campaigns.test_service import a_campaign
from tests.groups.test_service import hide, insider, outsider

TODAY = date(2026, 3, 9)


def a_task(app: App, title: str = "write a statement") -> Ref:
    return Ref("tasks", tasks.add(app, title).id)


def linked(app: App, campaign_id: int) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.what, one.title, one.contacts) for one in service.show(app, campaign_id).links]


def counted(app: App, campaign_id: int) -> dict[str, int]:
    return {one.kind: one.n for one in service.show(app, campaign_id).counts}


def test_whatever_belongs_to_a_campaign_is_gathered_newest_first(app: App) -> None:
    campaign, ana = a_campaign(app), a_person(app)
    task = a_task(app)
    service.link(app, campaign.id, task, title="statement on the new law", on=date(2026, 1, 1))
    service.link(app, campaign.id, Ref("contacts", ana.id), title="", on=date(2026, 2, 1))
    timeline.log(app, LogDraft(contact_ids=(ana.id,), summary="met about the law"), campaign="judges")
    assert linked(app, campaign.id) == [
        ("entry in the history", "met about the law", ("Ana Ruiz",)),
        ("contact", "", ("Ana Ruiz",)),
        ("task", "statement on the new law", ()),
    ]
    assert counted(app, campaign.id) == {"contacts": 1, "tasks": 1, "timeline_entries": 1}
    assert [one.what for one in service.show(app, campaign.id, limit=1).links] == ["entry in the history"]
    assert service.of_ref(app, task) == [campaign]
    assert service.of_ref(app, Ref("tasks", task.id + 1)) == []


def test_what_is_linked_again_is_renewed(app: App) -> None:
    campaign, ana, paul = a_campaign(app), a_person(app), a_person(app, "Paul Meyer")
    task = a_task(app)
    service.link(app, campaign.id, task, title="draft", on=TODAY, contact_ids=[ana.id])
    service.link(app, campaign.id, task, title="statement", on=date(2026, 1, 1), contact_ids=[paul.id, paul.id])
    assert linked(app, campaign.id) == [("task", "statement", ("Paul Meyer",))]


def test_one_thing_may_belong_to_several_campaigns(app: App) -> None:
    first, second = a_campaign(app, "First", from_on="2025-01-01"), a_campaign(app, "Second", from_on="2026-01-01")
    task = a_task(app)
    for campaign in (first, second):
        service.link(app, campaign.id, task, title="statement", on=TODAY)
    assert service.of_ref(app, task) == [second, first]
    service.unlink(app, first.id, task)
    assert service.of_ref(app, task) == [second]
    with pytest.raises(NotFoundError, match=f"{task} is not linked to First"):
        service.unlink(app, first.id, task)


def test_a_link_that_leads_nowhere_is_refused(app: App) -> None:
    campaign = a_campaign(app)
    for ref, title, sentence in (
        (Ref("tasks", 9999), "x", "There is no tasks:9999"),
        (Ref("wishes", 1), "x", "no records called 'wishes'"),
        (Ref("contacts", 9999), "x", "There is no contact"),
        (Ref("campaigns", campaign.id), "x", "cannot be linked to itself"),
        (a_task(app), " ", "Say in a few words"),
    ):
        with pytest.raises(OutreachError, match=sentence):
            service.link(app, campaign.id, ref, title=title, on=TODAY)
    assert linked(app, campaign.id) == []


def test_what_is_about_a_restricted_contact_is_neither_shown_nor_counted_to_others(app: App) -> None:
    campaign, ana, bar = a_campaign(app), a_person(app), an_organisation(app)
    timeline.log(app, LogDraft(contact_ids=(ana.id, bar.id), summary="met"), campaign="judges")
    timeline.log(app, LogDraft(contact_ids=(bar.id,), summary="rang"), campaign="judges")
    service.link(app, campaign.id, Ref("contacts", ana.id), title="", on=TODAY)
    hide(app, ana.id)
    other = outsider(app)
    assert linked(other, campaign.id) == [("entry in the history", "rang", ("Colegio de Abogados",))]
    assert counted(other, campaign.id) == {"timeline_entries": 1}
    assert [(one.campaign, one.links) for one in service.shares(other, bar.id)] == [("Judges under threat", 1)]
    with pytest.raises(NotFoundError, match="There is no contact"):
        service.link(other, campaign.id, Ref("contacts", ana.id), title="x", on=TODAY)
    assert counted(insider(app), campaign.id) == {"contacts": 1, "timeline_entries": 2}


def test_nobody_alters_a_link_they_may_not_see(app: App) -> None:
    campaign, ana, task = a_campaign(app), a_person(app), a_task(app)
    service.link(app, campaign.id, task, title="visit", on=TODAY, contact_ids=[ana.id])
    before = linked(app, campaign.id)
    hide(app, ana.id)
    other = outsider(app)
    with pytest.raises(NotFoundError, match=f"There is no {task}"):
        service.link(other, campaign.id, task, title="x", on=TODAY)
    with pytest.raises(NotFoundError, match=f"There is no {task}"):
        service.unlink(other, campaign.id, task)
    assert linked(insider(app), campaign.id) == before


def test_a_campaign_something_was_linked_to_stays_when_its_adding_is_undone(app: App) -> None:
    campaign = a_campaign(app)
    service.link(app, campaign.id, a_task(app), title="statement", on=TODAY)
    with pytest.raises(ConflictError, match="was used since"):
        changes.undo(app, campaign.change_id)


def test_a_link_is_taken_back_and_so_is_its_end(app: App) -> None:
    campaign, ana, task = a_campaign(app), a_person(app), a_task(app)
    service.link(app, campaign.id, task, title="statement", on=TODAY, contact_ids=[ana.id])
    before = linked(app, campaign.id)
    service.unlink(app, campaign.id, task)
    changes.undo(app, changes.latest(app, 1)[0].id)
    assert linked(app, campaign.id) == before
    other = a_task(app, "second")
    service.link(app, campaign.id, other, title="second", on=TODAY, contact_ids=[ana.id])
    changes.undo(app, changes.latest(app, 1)[0].id)
    assert linked(app, campaign.id) == before


def test_what_was_written_down_and_linked_at_once_is_taken_back_at_once(app: App) -> None:
    campaign, ana = a_campaign(app), a_person(app)
    entry = timeline.log(app, LogDraft(contact_ids=(ana.id,), summary="met"), campaign="judges")
    report = changes.undo(app, entry.change_id)
    assert (report.stayed, linked(app, campaign.id), timeline.history(app, ana.id)) == ((), [], [])


def test_what_was_linked_later_stays_when_its_own_adding_is_undone(app: App) -> None:
    campaign, task = a_campaign(app), a_task(app)
    service.link(app, campaign.id, task, title="statement", on=TODAY)
    with pytest.raises(ConflictError, match="was used since"):
        changes.undo(app, tasks.get(app, task.id).change_id)


def test_a_group_shares_in_the_campaigns_it_is_responsible_for(app: App) -> None:
    group, ana = a_group(app), a_person(app)
    campaign = a_campaign(app, group="lawyers")
    for contact_id in (group.contact_id, ana.id):
        service.link(app, campaign.id, Ref("contacts", contact_id), title="", on=TODAY)
    panels = {
        who: next(one.rows for one in contacts.show(app, who).panels if one.title == "Campaigns")
        for who in (group.contact_id, ana.id)
    }
    assert panels == {
        group.contact_id: (("Judges under threat", "responsible", 1),),
        ana.id: (("Judges under threat", "", 1),),
    }
    assert app.plugins.failed == []
