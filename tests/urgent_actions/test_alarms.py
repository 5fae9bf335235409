"""Alarms: what falls silent, what takes over, what few got, what left late."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.keywords import service as keywords
from outreach_urgent_actions.service import alarms, delays, rates, showing
from tests.urgent_actions.builders import add_issue, add_sign_up
from tests.urgent_actions.outgoing import a_member, sent

UNTIL = date(2026, 3, 1)


@pytest.fixture
def log(app: App) -> App:
    """Six years of two Urgent Actions a month; trade unionists in the first five of them only."""
    keywords.prepare(app)
    for month in range(72):
        day = f"{2020 + (month + 2) // 12}-{(month + 2) % 12 + 1:02d}"
        add_issue(app, "lawyers", "Peru", issued=f"{day}-05")
        add_issue(app, "trade unionists" if month < 60 else "nurses", "Peru", issued=f"{day}-07")
    return app


def test_a_sign_up_whose_keyword_fell_silent_is_told_and_others_are_not(log: App) -> None:
    for name, words in (("Union group", ("trade unionists",)), ("Lawyers", ("lawyers",)), ("All", ())):
        add_sign_up(log, contacts.add(log, ContactDraft(name=name)).id, *words)
    (one,) = rates.falls(log, UNTIL)
    assert "Trade unionists (Union group): 0 of 12 first issues in 6 months" in one.sentence
    assert one.since == date(2025, 9, 1)


def test_a_keyword_together_with_a_region_falls_as_one(log: App) -> None:
    add_sign_up(log, contacts.add(log, ContactDraft(name="A")).id, "trade unionists", regions=("Americas",))
    add_sign_up(log, contacts.add(log, ContactDraft(name="B")).id, "trade unionists", regions=("Africa",))
    (one,) = rates.falls(log, UNTIL)
    assert "(A)" in one.sentence


def test_a_keyword_that_a_sector_watches_is_told_though_others_still_bring_something(log: App) -> None:
    add_sign_up(log, contacts.add(log, ContactDraft(name="Union group")).id, like="unions")
    assert not rates.silent(log, date(2025, 2, 1))
    told = [one.sentence for one in rates.silent(log, UNTIL)]
    assert any("Trade unionists, watched by unions: 0 of" in one for one in told)
    assert not any("Death threats" in one for one in told)


def test_sign_ups_that_have_ended_raise_no_alarm(log: App) -> None:
    add_sign_up(log, contacts.add(log, ContactDraft(name="Gone")).id, "trade unionists")
    with log.change("test: leave"):
        for row in log.store.rows("select id from ua_sign_ups"):
            log.store.update("ua_sign_ups", row["id"], {"left_on": "2025-01-01"})
    assert not rates.falls(log, UNTIL)


def renamed(app: App, new: str, keyword: str | None) -> None:
    """Write another word for a keyword in the last two years; the thesaurus knows it as ``keyword``, or not at all."""
    number = keywords.resolve(app, keyword).id if keyword else None
    with app.change("test: rename"):
        for row in app.store.rows(
            "select w.id from ua_issue_keywords w join ua_issues i on i.id = w.issue_id"
            " where w.written = 'lawyers' and i.issued_on >= '2024-03-01'"
        ):
            app.store.update("ua_issue_keywords", row["id"], {"written": new, "keyword_id": number})


def test_a_new_word_for_the_same_keyword_is_told_as_known(log: App) -> None:
    renamed(log, "advocates of the bar", "lawyers")
    told = [one.sentence for one in rates.taken_over(log, UNTIL)]
    assert any("'advocates of the bar' takes over from 'lawyers'" in one and "already" in one for one in told)


def test_a_new_word_that_the_thesaurus_does_not_know_is_proposed_by_its_likeness(log: App) -> None:
    renamed(log, "lawyers'", None)
    (one,) = [one.sentence for one in rates.taken_over(log, UNTIL) if "lawyers" in one.sentence]
    assert "make it a synonym" in one


def test_an_unlike_keyword_that_comes_up_meanwhile_is_not_proposed(log: App) -> None:
    renamed(log, "nurses of the bar", "nurses")
    assert not [one for one in rates.taken_over(log, UNTIL) if "'lawyers'" in one.sentence]


def test_what_few_got_and_what_left_late_is_told_and_the_hours_are_shown(app: App, tmp_path: Path) -> None:
    keywords.prepare(app)
    a_member(app, "Vera Lind", "nurses")
    today = app.clock.today()
    came = {"received_at": f"{today.replace(day=1)}T08:00:00Z"}
    issue_id = add_issue(app, "nurses", ref="UA 7/2026", languages=("en",), **came)
    waits = add_issue(app, "lawyers", ref="UA 8/2026", **came)
    sent(app, issue_id, tmp_path)
    few = delays.few_takers(app, today)
    assert [(one.ref and one.ref.id, "1 only" in one.sentence) for one in few] == [(issue_id, True)]
    late = {one.ref.id: one.sentence for one in delays.late(app, today) if one.ref}
    assert " left " in late[issue_id]
    assert "has not left" in late[waits]
    (shown,) = showing.show_case(app, "UA 7/2026").issues
    assert shown.hours is not None
    assert f"{shown.hours:.0f} hours" in late[issue_id]
    assert {one.ref for one in alarms.reminders(app, today)} >= {one.ref for one in few}


def test_what_expired_before_it_was_sent_is_late_no_more(app: App) -> None:
    today = app.clock.today()
    add_issue(app, received_at=f"{today.replace(day=1)}T08:00:00Z", deadline_on=f"{today.replace(day=2)}")
    assert not delays.late(app, today)


def test_an_empty_book_raises_no_alarm(app: App) -> None:
    keywords.prepare(app)
    assert not alarms.alarms(app)


def test_the_command_says_that_there_is_none(cli: Callable[..., Result]) -> None:
    assert "There is no alarm" in cli("ua", "alarms").stdout
