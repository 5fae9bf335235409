"""Pages of contacts that are in the book twice: looked for by a job, seen side by side, made one or told apart."""

import json
import re

import pytest

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.contacts.service import likely
from outreach_crm.jobs import service as jobs
from outreach_crm.policy import Role
from outreach_crm.privacy import service as privacy
from tests.builders import a_person, acting
from tests.web.office import Desk, at_desk, words
from tests.web.payloads import PAYLOADS

pytestmark = pytest.mark.connections


@pytest.fixture
def desk(app: App) -> Desk:
    """Maria at her desk, with two people who are in the book twice, and the pairs looked for."""
    twice(app, "Ana Ruiz", "Anna Ruiz", "ana@example.org")
    twice(app, "Bea Lopez", "Beatriz Lopez", "bea@example.org")
    likely.take(app, lambda done, of: None)
    return at_desk(app)


def twice(app: App, one: str, other: str, email: str) -> tuple[int, int]:
    first, second = (
        service.add(app, ContactDraft(name=name, emails=(email,), fields={"met": f"at the fair of {name}"})).id
        for name in (one, other)
    )
    return first, second


def here(app: App) -> list[tuple[int, int]]:
    return [(pair.one.id, pair.other.id) for pair in service.pairs(app)]


def seen(page: str) -> str:
    mark = re.search('name="seen" value="([^"]*)"', page)
    assert mark, words(page)
    return mark[1]


def test_pairs_are_looked_for_by_a_job(app: App) -> None:
    desk = at_desk(app)
    assert "Nobody has looked for duplicates yet." in words(desk.read("/duplicates"))
    answer = desk.send("/duplicates/search", seen="/duplicates")
    (job,) = jobs.list_jobs(app)
    assert (job.work, answer.headers["Location"]) == ("duplicates", f"/jobs/{job.id}")


def test_what_was_found_is_listed_with_the_time(desk: Desk) -> None:
    page = words(desk.read("/duplicates"))
    assert "Ana Ruiz Anna Ruiz" in page
    assert "Looked for on 9 Mar 2026, 08:00." in page


def test_a_pair_stands_side_by_side_with_reasons_and_what_would_move(desk: Desk) -> None:
    one, other = here(desk.app)[0]
    page = words(desk.read(f"/duplicates/{one}/{other}"))
    for said in ("Speaks for it", "Speaks against it", "ana@example.org", "What goes over to it", "stays"):
        assert said in page


def test_two_are_made_one_and_the_next_pair_is_shown(desk: Desk) -> None:
    (one, other), (third, _) = here(desk.app)
    path = f"/duplicates/{one}/{other}"
    page = desk.read(f"{path}?keep={other}")
    names = {number: service.get(desk.app, number).name for number in (one, other)}
    sent = {"keep": str(other), "seen": seen(page), "take-name": str(one), "because": "the same e-mail"}
    page = desk.follow(desk.send(f"{path}/merge", sent, seen=path))
    assert f"is one with {names[one]} now." in words(page)
    assert str(third) in page
    kept = service.get(desk.app, other)
    assert (kept.name, service.get(desk.app, one).merged_into) == (names[one], other)
    assert len(here(desk.app)) == 1
    changes.undo(desk.app, kept.change_id)
    assert service.get(desk.app, one).merged_into is None
    assert len(here(desk.app)) == 2


def test_two_are_told_apart_and_not_shown_again(desk: Desk) -> None:
    (one, other), _ = here(desk.app)
    path = f"/duplicates/{one}/{other}"
    page = desk.follow(desk.send(f"{path}/not-same", seen=path))
    assert "are two, and will not be shown again." in words(page)
    assert (one, other) not in here(desk.app)
    undo = re.search("/history/([0-9]+)/undo", page)
    assert undo
    changes.undo(desk.app, int(undo[1]))
    assert (one, other) in here(desk.app)


def test_what_was_changed_since_it_was_seen_is_shown_and_not_made_one(desk: Desk) -> None:
    (one, other), _ = here(desk.app)
    path = f"/duplicates/{one}/{other}"
    mark = seen(desk.read(path))
    service.edit(desk.app, one, service.Edit(fields={"met": "in Lima"}))
    answer = desk.send(f"{path}/merge", {"keep": str(one), "seen": mark}, seen=path)
    assert answer.status_code == 409
    assert "was changed since you looked" in words(answer.text)
    assert service.get(desk.app, other).merged_into is None


def test_a_second_click_is_no_accident(desk: Desk) -> None:
    (one, other), _ = here(desk.app)
    path = f"/duplicates/{one}/{other}"
    sent = {"keep": str(one), "seen": seen(desk.read(path))}
    desk.follow(desk.send(f"{path}/merge", sent, seen=path))
    answer = desk.send(f"{path}/merge", sent, seen="/duplicates")
    assert answer.status_code == 409
    assert "is in the trash" in words(answer.text)


def test_the_last_pair_leads_back_to_the_list(desk: Desk) -> None:
    for one, other in here(desk.app):
        path = f"/duplicates/{one}/{other}"
        page = desk.follow(desk.send(f"{path}/not-same", seen=path))
    assert "Nobody seems to be in the book twice." in words(page)


def test_nobody_learns_of_a_pair_they_may_not_see(app: App, desk: Desk) -> None:
    accounts.add_circle(app, "Board")
    (one, other), (third, fourth) = here(app)
    service.edit(app, one, service.Edit(circle="Board"))
    with acting(app, "Jonas") as jonas:
        assert here(jonas) == [(third, fourth)]
        likely.take(jonas, lambda done, of: None)
    assert here(app) == [(one, other), (third, fourth)]
    assert at_desk(app, "Jonas").get(f"/duplicates/{one}/{other}").status_code == 404


def test_whoever_only_reads_makes_nobody_one(app: App, desk: Desk) -> None:
    one, other = here(app)[0]
    reader = at_desk(app, "Rosa", Role.READER)
    assert reader.get(f"/duplicates/{one}/{other}").status_code == 403


def test_hostile_names_are_only_text(app: App) -> None:
    desk = at_desk(app)
    for payload in PAYLOADS[1:12]:
        one, other = (a_person(app, f"Ana {payload}").id for _ in range(2))
        page = desk.read(f"/duplicates/{one}/{other}")
        assert payload not in page or "<" not in payload


def test_a_list_of_many_pairs_goes_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outreach_crm.contacts.web.duplicates._SHOWN", 1)
    first = desk.read("/duplicates")
    more = re.search('href="(/duplicates[?]after=[^"]+)" rel="next"', first)
    assert more
    second = desk.read(more[1])
    assert words(first.split("<tbody>")[1]) != words(second.split("<tbody>")[1])
    assert 'rel="next"' not in second


def test_the_pairs_are_taken_out_as_a_file_which_the_log_of_access_says(desk: Desk) -> None:
    assert 'href="/duplicates.csv"' in desk.read("/duplicates")
    lines = desk.read("/duplicates.csv").splitlines()
    assert lines[0] == "One,Number of one,The other,Number of the other,Probably one"
    assert [line.split(",")[0] for line in lines[1:]] == ["Ana Ruiz", "Bea Lopez"]
    assert [pair["one"]["name"] for pair in json.loads(desk.read("/duplicates.json"))] == ["Ana Ruiz", "Bea Lopez"]
    assert [(one.what, one.count) for one in privacy.accesses(desk.app)][:1] == [("duplicates, as a file", 2)]
