"""What mailings add elsewhere: the history, a panel, reminders, conditions, settings."""

from typing import Any

import pytest

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import DeliveryState, Outcome
from outreach_crm.errors import NotFoundError
from outreach_crm.segments import service as segments
from outreach_crm.tasks import service as tasks
from outreach_crm.timeline import service as timeline
from tests.dispatch.letters import a_letter, an_addressee, later, under_way, with_rules


@pytest.fixture(name="app")
def with_wire(app: App) -> App:
    return with_rules(app)


def settled(app: App, *states: DeliveryState) -> int:
    """Send a letter whose messages, in order of the contacts, come to these states."""
    sent = under_way(app)
    batch = service.claim(app, "wire", "elsewhere/1")
    assert batch is not None
    numbers = [one.id for one in batch.messages]
    service.commit_to_send(app, batch, numbers)
    told = [Outcome(id=one, state=state, code="250") for one, state in zip(numbers, states, strict=True)]
    service.settle(app, batch.owner, told)
    return sent.id


def test_what_left_stands_in_the_history_and_what_became_of_it_on_the_page(app: App) -> None:
    bar, owl = an_addressee(app, "Bar"), an_addressee(app, "Owl")
    guild = an_addressee(app, "Guild", country="AQ")
    settled(app, DeliveryState.SENT, DeliveryState.FAILED)
    (entry,) = timeline.history(app, bar.id)
    assert (entry.kind, entry.title, entry.on.isoformat(), entry.by) == (
        "mailing",
        "Spring letter",
        "2026-03-09",
        "Maria",
    )
    assert timeline.history(app, owl.id) == timeline.history(app, guild.id) == []
    assert panel(app, bar.id) == (("2026-03-09", "Spring letter", "wire", "sent", ""),)
    assert panel(app, owl.id) == (("2026-03-09", "Spring letter", "wire", "failed", ""),)
    assert panel(app, guild.id) == (
        ("2026-03-09", "Spring letter", "wire", "left out", "lives where it is too cold (AQ)"),
    )


def panel(app: App, contact_id: int) -> Any:
    return next(one for one in contacts.show(app, contact_id).panels if one.title == "Mailings").rows


def test_what_may_have_left_is_told_as_such(app: App) -> None:
    bar = an_addressee(app, "Bar")
    settled(app, DeliveryState.IN_DOUBT)
    assert timeline.history(app, bar.id)[0].detail == "in doubt whether it arrived"


def test_whoever_approved_it_is_reminded_of_what_stands(app: App) -> None:
    an_addressee(app, "Bar")
    sent = under_way(app)
    assert lines(app) == {"Spring letter: 1 not sent, approved": f"outreach mailings send {sent.id}"}
    service.stop(app, sent.id, because="the date is wrong")
    assert lines(app) == {
        "Spring letter: 1 not sent, stopped (the date is wrong)": f"outreach mailings resume {sent.id}"
    }
    service.stop(app, sent.id, because="the date is wrong", for_good=True)
    assert lines(app) == {}


def test_what_is_in_doubt_is_told(app: App) -> None:
    an_addressee(app, "Bar")
    an_addressee(app, "Owl")
    number = settled(app, DeliveryState.IN_DOUBT, DeliveryState.IN_DOUBT)
    assert lines(app) == {"Spring letter: 2 are in doubt": f"outreach mailings doubt {number}"}


def test_a_draft_reminds_nobody(app: App) -> None:
    a_letter(app)
    assert lines(app) == {}


def lines(app: App) -> dict[str, str]:
    return {line.sentence: line.command for line in tasks.today(app) if line.group == "Mailings"}


def test_a_segment_may_ask_who_received_a_mailing_and_who_missed_it(app: App) -> None:
    for name, more in (("Bar", {}), ("Guild", {"country": "AQ"}), ("Owl", {})):
        an_addressee(app, name, **more)
    number = settled(app, DeliveryState.SENT, DeliveryState.FAILED)
    an_addressee(app, "Late")
    assert members(app, "received=spring letter") == ["Bar"]
    assert members(app, f"missed={number}") == ["Guild", "Owl"]
    assert members(app, f"not:received={number}") == ["Guild", "Late", "Owl"]
    assert members(app, "sent-since=180d") == ["Bar"]
    assert members(app, "not:sent-since=180d") == ["Guild", "Late", "Owl"]
    assert members(app, "sent-since=2999-01-01") == []
    said = segments.sentence(app, segments.read(app, ["missed=spring"]))
    assert said == "Contacts who should have received and missed the mailing Spring letter"
    with pytest.raises(NotFoundError, match="No mailing fits"):
        segments.read(app, ["received=autumn"])


def members(app: App, line: str) -> list[str]:
    return [contacts.get(app, one).name for one in segments.first(app, segments.read(app, [line]))]


def test_the_view_tells_other_features_what_was_sent(app: App) -> None:
    bar = an_addressee(app, "Bar")
    settled(app, DeliveryState.SENT)
    (row,) = app.store.rows("select contact_id, state, purpose, name, settled_at from v_deliveries")
    assert row == {
        "contact_id": bar.id,
        "state": "sent",
        "purpose": "mailings",
        "name": "Spring letter",
        "settled_at": "2026-03-09T08:00:00Z",
    }


def test_a_reminder_of_tomorrow_is_not_one_of_today(app: App) -> None:
    an_addressee(app, "Bar")
    under_way(later(app, 86_400))
    assert app.plugins.reminders(app, app.clock.today()) == []
