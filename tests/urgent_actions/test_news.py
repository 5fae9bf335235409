"""What a newsletter tells of Urgent Actions: what a sector can still write about, and what is new to read."""

from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.errors import RefusedError
from outreach_crm.keywords import service as keywords
from outreach_crm.tasks import service as tasks
from outreach_urgent_actions.model.sending import Order
from outreach_urgent_actions.service import editing, stopping
from outreach_urgent_actions.service.news import ACTIONS, PUBLICATIONS
from tests.dispatch.letters import states
from tests.urgent_actions.builders import add_issue
from tests.urgent_actions.newsletters import leave, newsletter

SINCE = date(2026, 2, 1)


@pytest.fixture(name="app")
def with_thesaurus(app: App) -> App:
    keywords.prepare(app)
    return app


def told(app: App, sector: str = "medical", heading: str = ACTIONS) -> list[str]:
    """Return the titles of the news of a sector."""
    return [one.title for one in app.plugins.news(app, sector, SINCE) if one.heading == heading]


def test_open_cases_of_the_keywords_that_a_sector_watches_are_told_the_newest_first(app: App) -> None:
    add_issue(app, "nurses", "Myanmar", ref="UA 1/2026", issued="2026-01-05", deadline_on="2026-03-09", action="Write.")
    add_issue(app, "torture", ref="UA 2/2026", issued="2026-03-01")
    add_issue(app, "journalists", ref="UA 3/2026", deadline_on="2026-04-01")
    assert told(app) == ["UA 2/2026 torture", "UA 1/2026 nurses Myanmar"]
    first = app.plugins.news(app, "medical", SINCE)[1]
    assert (first.lines, first.on, first.ref.kind) == (
        ("– Write.", "Please write before 9 March 2026."),
        date(2026, 1, 5),
        "ua_issues",
    )


def test_what_nobody_is_to_write_about_any_more_is_not_told(app: App) -> None:
    add_issue(app, "nurses", ref="UA 1/2026", deadline_on="2026-03-08")
    add_issue(app, "nurses", ref="UA 2/2026", issued="2026-01-31")
    add_issue(app, "nurses", ref="UA 3/2026", audience="members")
    add_issue(app, "nurses", ref="UA 4/2026", deadline_on="2026-04-01")
    editing.close(app, "UA 4/2026", because="she is free")
    assert told(app) == []


def test_a_case_is_told_by_its_latest_issue_whatever_became_of_its_keywords(app: App) -> None:
    add_issue(app, "nurses", ref="UA 1/2026", issued="2026-02-01", deadline_on="2026-04-01")
    add_issue(app, "Myanmar", ref="UA 1/2026", issued="2026-03-01", kind="followup", deadline_on="2026-04-20")
    assert told(app) == ["UA 1/2026 Myanmar"]


def test_publications_since_the_day_are_told_by_keyword(app: App) -> None:
    for day, word in (("2026-02-01", "nurses"), ("2026-01-31", "doctors"), ("2026-02-02", "journalists")):
        add_issue(app, word, kind="publication", issued=day, index_number="ASA 16/901/2026", audience="public")
    (found,) = [one for one in app.plugins.news(app, "medical", SINCE) if one.heading == PUBLICATIONS]
    assert found.title.endswith("nurses")
    assert found.lines == ("Index number: ASA 16/901/2026",)
    assert told(app, "legal") == []


def test_a_newsletter_drafted_before_a_stop_waits_until_it_does_not_tell_of_the_case(app: App) -> None:
    for ref, word in (("UA 1/2026", "nurses"), ("UA 2/2026", "torture")):
        add_issue(app, word, ref=ref, deadline_on="2026-04-01")
    drafted = newsletter(app)
    stopping.stop(app, "UA 1/2026", Order(place="", because="her family asks for silence"))
    wrong = "Spring still tells of what was stopped: UA 1/2026 nurses."
    assert any(one.startswith(wrong) for one in dispatch.preview(app, drafted.id).advice)
    with pytest.raises(RefusedError, match=wrong):
        dispatch.freeze(app, drafted.id)
    (text,) = drafted.texts
    without = "\n\n".join(part for part in text.body.split("\n\n") if "UA 1/2026" not in part)
    edited = dispatch.set_text(app, drafted.id, evolve(text, body=without))
    assert "UA 2/2026" in edited.texts[0].body
    assert not any("still tells" in one for one in dispatch.preview(app, drafted.id).advice)
    assert dispatch.freeze(app, drafted.id, confirmed=True, because="they are few").frozen_at


def test_a_newsletter_on_its_way_is_stopped_with_the_case_that_it_tells_of(app: App) -> None:
    add_issue(app, "nurses", ref="UA 1/2026", deadline_on="2026-04-01")
    told_of = newsletter(app)
    dispatch.freeze(app, told_of.id, confirmed=True, because="they are few")
    stopping.stop(app, "UA 1/2026", Order(place="", because="her family asks for silence"))
    stopped = dispatch.get(app, told_of.id)
    assert (stopped.for_good, stopped.halted_because) == (True, "her family asks for silence")
    assert {*states(app, stopped).values()} <= {"cancelled", "refused"}


def test_whoever_stops_a_case_is_told_of_the_newsletters_that_left_with_it_and_writes_to_their_readers_once(
    app: App, tmp_path: Path
) -> None:
    add_issue(app, "nurses", ref="UA 1/2026", deadline_on="2026-04-01")
    sent = newsletter(app)
    leave(app, sent, tmp_path)
    to_do = "Write to the reader of Spring: it told of UA 1/2026 nurses, which is stopped"

    stopped = stopping.stop(app, "UA 1/2026", Order(because="her family asks for silence"))
    again = stopping.stop(app, "UA 1/2026", Order(because="her family asks for silence"))

    assert [(one.dispatch_id, one.readers, one.to_do) for one in stopped.told_before] == [(sent.id, 1, to_do)]
    assert again.told_before == ()
    (task,) = tasks.list_tasks(app)
    assert (task.title, task.due_on) == (to_do, "2026-03-09")


@pytest.mark.parametrize("late", ["not sent", "taken out"])
def test_a_newsletter_that_nobody_read_it_in_leaves_nothing_to_do(app: App, tmp_path: Path, late: str) -> None:
    add_issue(app, "nurses", ref="UA 1/2026", deadline_on="2026-04-01")
    drafted = newsletter(app)
    if late == "taken out":
        (text,) = drafted.texts
        dispatch.set_text(app, drafted.id, evolve(text, body="{salutation}, nothing is new."))
        leave(app, drafted, tmp_path)

    stopped = stopping.stop(app, "UA 1/2026", Order(because="her family asks for silence"))

    assert (stopped.told_before, tasks.list_tasks(app)) == ((), [])
