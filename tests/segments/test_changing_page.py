"""Pages on which many contacts are changed together."""

import re

import pytest

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.jobs import service as jobs
from outreach_crm.policy import Role
from tests.builders import a_person
from tests.web.office import Desk, Sent, at_desk, words

pytestmark = pytest.mark.connections


@pytest.fixture
def desk(app: App) -> Desk:
    """Maria at her desk, with three people."""
    for name in ("Ana", "Bea", "Cy"):
        a_person(app, name, country="FR")
    return at_desk(app)


def numbers(app: App) -> list[str]:
    return [str(one.id) for one in contacts.list_contacts(app)]


def change(desk: Desk, **sent: Sent) -> str:
    """Ask what a change would do, and do it."""
    seen = desk.send("/contacts/change", {**sent, "step": "preview"}, seen="/contacts").text
    mark = re.search('name="seen" value="([^"]*)"', seen)
    assert mark, words(seen)
    told = mark[1].replace("&#34;", '"')
    return desk.follow(desk.send("/contacts/change", {**sent, "step": "do", "seen": told}, seen="/contacts"))


def test_nothing_is_written_before_it_was_seen(desk: Desk) -> None:
    chosen = numbers(desk.app)[:2]
    page = desk.send("/contacts/change", {"id": chosen}, seen="/contacts")
    assert "Change 2 contacts together" in words(page.text)
    for step in ("preview", "do"):
        sent: dict[str, Sent] = {"id": chosen, "sector": "legal", "step": step}
        page = desk.send("/contacts/change", sent, seen="/contacts")
        assert "2 change, 0 are so already." in words(page.text)
        assert "into the sector The International Legal Network" in words(page.text)
    assert contacts.list_contacts(desk.app, sector="legal") == []


def test_what_was_seen_is_done_with_one_way_back(desk: Desk) -> None:
    page = change(desk, id=numbers(desk.app)[:2], sector="legal", because="they joined the bar")
    assert "2 contacts were changed." in words(page)
    assert len(contacts.list_contacts(desk.app, sector="legal")) == 2
    assert re.search("/history/[0-9]+/undo", page)


def test_all_that_fit_can_be_meant(desk: Desk) -> None:
    a_person(desk.app, "Dora", country="PE")
    change(desk, everybody="yes", where="country=France", holder="Maria")
    assert [
        one.contact.name for number in numbers(desk.app) if (one := contacts.show(desk.app, int(number))).held_by
    ] == [
        "Ana",
        "Bea",
        "Cy",
    ]


def test_what_was_changed_since_is_shown_again(desk: Desk) -> None:
    chosen = numbers(desk.app)
    sent: dict[str, Sent] = {"id": chosen, "trash": "yes", "step": "preview"}
    seen = desk.send("/contacts/change", sent, seen="/contacts").text
    mark = re.search('name="seen" value="([^"]*)"', seen)
    contacts.trash(desk.app, int(chosen[0]))
    told = mark[1].replace("&#34;", '"') if mark else ""
    page = desk.send("/contacts/change", {**sent, "step": "do", "seen": told}, seen="/contacts").text
    assert "it was changed since" in words(page)
    assert len(contacts.list_contacts(desk.app)) == 2


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(desk: Desk) -> None:
    sent: dict[str, Sent] = {"id": numbers(desk.app), "field": "country", "value": "Atlantis", "step": "preview"}
    answer = desk.send("/contacts/change", sent, seen="/contacts")
    assert answer.status_code == 422
    assert "Atlantis" in words(answer.text)
    assert 'value="Atlantis"' in answer.text


def test_choosing_nobody_is_told(desk: Desk) -> None:
    page = desk.follow(desk.send("/contacts/change", {}, seen="/contacts"))
    assert "Choose the contacts that are to be changed together." in words(page)


def test_too_many_are_refused_with_a_sentence(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outreach_crm.contacts.service.together.MOST", 2)
    sent: dict[str, Sent] = {"everybody": "yes", "trash": "yes", "step": "preview"}
    answer = desk.send("/contacts/change", sent, seen="/contacts")
    assert answer.status_code == 422
    assert "3 contacts are too many to be changed together: 2 at most." in words(answer.text)


def test_many_become_a_job(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outreach_crm.segments.web.changing.AT_ONCE", 2)
    change(desk, everybody="yes", sector="legal")
    (job,) = jobs.list_jobs(desk.app)
    assert job.arguments["said"] == {"sector": "legal"}
    assert sorted(map(str, job.arguments["ids"])) == sorted(numbers(desk.app))


def test_whoever_only_reads_changes_nobody(app: App, desk: Desk) -> None:
    assert at_desk(app, "Rosa", Role.READER).client.post("/contacts/change").status_code == 403
