"""Writing down what happened, on pages."""

from datetime import date, timedelta

import pytest

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.attachments import service as attachments
from outreach_crm.campaigns import service as campaigns
from outreach_crm.campaigns.model import CampaignDraft
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.errors import NotFoundError
from outreach_crm.model import Ref
from outreach_crm.policy import Role
from outreach_crm.timeline import service
from outreach_crm.timeline.model import EntryKind, LogDraft, LogEntry
from tests.builders import a_person
from tests.conftest import CLOCK
from tests.web.office import Desk, Sent, at_desk, words

pytestmark = pytest.mark.connections

TODAY = CLOCK.today()


def logged(app: App, contact_id: int, summary: str = "called") -> LogEntry:
    """Write down a call."""
    return service.log(app, LogDraft(contact_ids=(contact_id,), summary=summary))


def test_a_call_is_written_down_with_what_everybody_says(desk: Desk) -> None:
    ana = a_person(desk.app, "Ana Ruiz")
    page = desk.read(f"/log?contact={ana.id}&next=/today")
    assert f'value="{ana.id}" checked' in page
    sent = {"contacts": str(ana.id), "kind": "call", "summary": "will sign", "days": "14", "side": "we", "campaign": ""}
    page = desk.follow(desk.send(f"/log?contact={ana.id}", {**sent, "next": "/today"}))
    assert "Noted: call with Ana Ruiz." in words(page)
    entry = service.get(desk.app, 1)
    assert (entry.kind, entry.summary, entry.happened_on) == (EntryKind.CALL, "will sign", TODAY.isoformat())
    assert (entry.follow_up_on, entry.by) == ((TODAY + timedelta(days=14)).isoformat(), ("Maria",))


def test_everything_there_is_to_say_can_be_said(desk: Desk) -> None:
    ana, eva = a_person(desk.app, "Ana Ruiz"), a_person(desk.app, "Eva Lind")
    campaign = campaigns.add(desk.app, CampaignDraft(name="Judges under threat"))
    sent: dict[str, Sent] = {
        "contacts": [str(ana.id), str(eva.id)],
        "kind": "visit",
        "summary": "at their congress",
        "outcome": "a resolution",
        "side": "they",
        "day": "2026-03-01",
        "campaign": str(campaign.id),
    }
    desk.follow(desk.send("/log", sent))
    entry = service.get(desk.app, 1)
    assert (entry.side, entry.outcome, entry.happened_on) == ("they", "a resolution", "2026-03-01")
    assert set(entry.with_contacts) == {"Ana Ruiz", "Eva Lind"}
    assert [one.name for one in campaigns.of_ref(desk.app, Ref("timeline_entries", 1))] == ["Judges under threat"]


def test_whom_it_was_with_is_found_by_name_and_nothing_is_lost(desk: Desk) -> None:
    a_person(desk.app, "Ana Ruiz")
    sent = {"contacts-words": "rui", "kind": "call", "summary": "will sign", "side": "we", "campaign": ""}
    answer = desk.send("/log", sent)
    assert "Ana Ruiz" in words(answer.text)
    assert 'value="will sign"' in answer.text
    assert "Nothing is called so: nobody." in words(desk.send("/log", {**sent, "contacts-words": "nobody"}).text)


def test_what_is_wrong_is_said_beside_it_and_nothing_is_lost(desk: Desk) -> None:
    ana = a_person(desk.app, "Ana Ruiz")
    good = {"contacts": str(ana.id), "kind": "call", "summary": "will sign", "side": "we", "campaign": ""}
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    for wrong, said in (
        ({"contacts": ""}, "Say with whom: write a part of the name, then choose."),
        ({"summary": ""}, "Write something here."),
        ({"day": tomorrow}, "Not after 9 March 2026."),
        ({"days": "soon"}, "Write a number."),
        ({"kind": "seance"}, "Choose one of these."),
        ({"contacts": "999"}, "One of these is not to be had any more; choose again."),
    ):
        answer = desk.send("/log", {**good, **wrong})
        assert (answer.status_code, said in words(answer.text)) == (422, True), (wrong, words(answer.text))
    assert service.history(desk.app, ana.id) == []


def test_the_link_to_the_log_knows_where_one_was(desk: Desk) -> None:
    assert 'href="/log?next=/tasks%3Feverybody%3D"' in desk.read("/tasks?everybody=")


def test_an_entry_is_shown_and_put_right(desk: Desk) -> None:
    ana = a_person(desk.app, "Ana Ruiz")
    entry = logged(desk.app, ana.id, "called, <b>yes</b>")
    page = desk.read(f"/log/{entry.id}")
    assert "<b>yes</b>" not in page
    sent = {"kind": "letter", "summary": "wrote, yes", "side": "we", "day": "2026-03-01", "follow_up_on": "2026-03-20"}
    seen = {"_version": str(entry.change_id)}
    desk.follow(desk.send(f"/log/{entry.id}/edit", {**sent, **seen}))
    changed = service.get(desk.app, entry.id)
    assert (changed.kind, changed.summary, changed.follow_up_on) == (EntryKind.LETTER, "wrote, yes", "2026-03-20")
    assert desk.send(f"/log/{entry.id}/edit", {**sent, **seen, "summary": "stale"}).status_code == 409
    assert service.get(desk.app, entry.id).summary == "wrote, yes"


def test_an_entry_is_struck_out_with_its_campaign_and_comes_back_by_undo(desk: Desk) -> None:
    ana = a_person(desk.app, "Ana Ruiz")
    campaign = campaigns.add(desk.app, CampaignDraft(name="Judges under threat"))
    draft = LogDraft(contact_ids=(ana.id,), summary="called")
    entry = service.log(desk.app, draft, campaign=str(campaign.id))
    pointer = Ref("timeline_entries", entry.id)
    attachments.attach(desk.app, pointer, "resolution.txt", "text/plain", b"We resolve")
    answer = desk.send(f"/log/{entry.id}/strike", seen=f"/log/{entry.id}")
    assert answer.headers["Location"] == f"/contacts/{ana.id}"
    with pytest.raises(NotFoundError):
        service.get(desk.app, entry.id)
    assert campaigns.show(desk.app, campaign.id).links == ()
    assert attachments.of(desk.app, pointer) == []
    change_id = desk.app.store.value("select max(id) as id from changes")
    desk.follow(desk.send(f"/history/{change_id}/undo", seen="/history"))
    assert service.get(desk.app, entry.id).with_contacts == ("Ana Ruiz",)
    assert len(campaigns.show(desk.app, campaign.id).links) == 1
    assert [one.name for one in attachments.of(desk.app, pointer)] == ["resolution.txt"]


def test_an_entry_in_which_somebody_hidden_took_part_is_not_struck_out(desk: Desk) -> None:
    accounts.add_circle(desk.app, "board")
    accounts.join_circle(desk.app, "board", "Maria")
    hidden = contacts.add(desk.app, ContactDraft(name="Hidden Ana", circle="board"))
    eva = a_person(desk.app, "Eva Lind")
    entry = service.log(desk.app, LogDraft(contact_ids=(hidden.id, eva.id), summary="met"))
    tom = at_desk(desk.app, "Tom")
    assert "Ana" not in words(tom.read(f"/log/{entry.id}"))
    answer = tom.send(f"/log/{entry.id}/strike", seen=f"/log/{entry.id}")
    assert (answer.status_code, "Somebody you may not see took part" in words(answer.text)) == (403, True)
    assert "Ana" not in words(tom.read(f"/log?contact={hidden.id}"))


def test_a_contact_says_what_is_to_be_followed_up_and_how_to_log(app: App) -> None:
    ana = a_person(app, "Ana Ruiz")
    draft = LogDraft(contact_ids=(ana.id,), summary="called", follow_up_on=date(2026, 5, 1))
    entry = service.log(app, draft)
    panel = next(one for one in app.plugins.contact_panels(app, ana.id) if one.title == "To follow up")
    assert panel.rows == (("2026-05-01", "called"),)
    assert panel.refs == (Ref("timeline_entries", entry.id),)
    assert panel.steps[0].path == f"/log?contact={ana.id}&next=/contacts/{ana.id}"


def test_whoever_only_reads_writes_nothing_down(app: App) -> None:
    desk = at_desk(app, "Rosa", Role.READER)
    assert desk.get("/log").status_code == 403
    assert "Log" not in words(desk.read("/today"))
