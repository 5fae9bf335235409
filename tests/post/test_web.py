"""Pages of letters and calls: printed, handed over, pulled; calls worked through one by one."""

import re

import pytest

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import DeliveryState
from outreach_crm.jobs import service as jobs
from outreach_crm.policy import Role
from outreach_crm.privacy import service as privacy
from outreach_crm.segments import service as segments
from outreach_post.service import answering, handing, reminding
from tests.builders import a_group
from tests.post.mailings import MINISTER, a_mailing, a_reader, printed, states
from tests.post.test_calling import listed
from tests.web.office import Desk, at_desk, words

pytestmark = pytest.mark.connections


def worked(app: App) -> None:
    """Let the thread beside the pages do all it has."""
    while jobs.run_one(app):
        pass


def test_what_waits_is_printed_beside_the_page(desk: Desk) -> None:
    a_reader(desk.app, "Bar")
    made = a_mailing(desk.app)
    assert "Spring letter: 1 to be printed or listed." in words(desk.read("/paper"))
    desk.follow(desk.send(f"/mailings/{made.id}/start", seen="/paper"))
    worked(desk.app)
    page = desk.read("/paper")
    assert "Spring letter 1 letters 1" in words(page)
    assert "Go on with what is made" in desk.read(f"/mailings/{made.id}")


def test_the_document_is_given_as_a_file_never_shown_and_written_down(desk: Desk) -> None:
    _, job = printed(desk.app, "Bar")
    answer = desk.get(f"/paper/{job.id}/file")
    assert answer.data.startswith(b"%PDF")
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert privacy.accesses(desk.app)[0].what == f"take the file of job {job.id}"
    assert at_desk(desk.app, "Rosa", Role.READER).get(f"/paper/{job.id}/file").status_code == 403


def test_a_file_that_is_not_as_it_was_made_is_not_given(desk: Desk) -> None:
    from pathlib import Path

    _, job = printed(desk.app, "Bar")
    Path(job.file).write_bytes(b"something else")
    assert desk.get(f"/paper/{job.id}/file").status_code == 404


def test_a_job_is_handed_to_the_post_once_but_for_some_sheets(desk: Desk) -> None:
    sent, job = printed(desk.app, "Bar", "Owl")
    path = f"/paper/{job.id}"
    assert "They are in the letter box" in desk.read(path)
    answer = desk.send(f"{path}/handed", {"except_": "99"}, seen=path)
    assert answer.status_code == 422
    assert "There is no sheet 99" in words(answer.text)
    desk.follow(desk.send(f"{path}/handed", {"except_": "2"}, seen=path))
    assert states(desk.app, sent) == {"Bar": DeliveryState.SENT, "Owl": DeliveryState.IN_HAND}
    desk.follow(desk.send(f"{path}/handed", {}, seen=path))
    assert states(desk.app, sent) == {"Bar": DeliveryState.SENT, "Owl": DeliveryState.SENT}
    assert desk.send(f"{path}/handed", {}, seen="/mailings/add").status_code == 409


def test_what_must_not_go_is_named_to_be_pulled_and_taken_out(desk: Desk) -> None:
    sent, job = printed(desk.app, "Bar", "Owl")
    dispatch.stop(desk.app, sent.id, because="the date is wrong")
    assert "2 of these must not go" in words(desk.read(f"/paper/{job.id}"))
    page = desk.read("/paper/pull")
    assert f"{job.id}-1 Bar was stopped: the date is wrong" in words(page)
    assert "These 2 are out of the pile" in page
    page = desk.follow(desk.send("/paper/pull/done", as_shown(page), seen="/paper/pull"))
    assert "2 are out of the pile and never leave." in words(page)
    assert handing.pull_list(desk.app) == []


def as_shown(page: str) -> dict[str, str]:
    """Return what the button of a page sends of what stands on it."""
    found = re.search(r'name="shown" value="([^"]*)"', page)
    assert found
    return {"mailing": "0", "shown": found[1]}


def test_what_came_on_the_list_of_sheets_to_pull_since_it_was_shown_stays_on_it(desk: Desk) -> None:
    sent, _ = printed(desk.app, "Bar")
    dispatch.stop(desk.app, sent.id, because="the date is wrong")
    page = desk.read("/paper/pull")
    later, _ = printed(desk.app, name="Summer letter")
    dispatch.stop(desk.app, later.id, because="it is about another day")
    told = words(desk.follow(desk.send("/paper/pull/done", as_shown(page), seen="/paper/pull")))
    assert "1 is out of the pile and never leaves. On the list still, since it was shown: 1." in told
    assert [one.dispatch for one in handing.pull_list(desk.app)] == ["Summer letter"]
    assert states(desk.app, later) == {"Bar": DeliveryState.IN_HAND}


def test_after_a_jam_it_is_printed_again_as_a_copy(desk: Desk) -> None:
    sent, job = printed(desk.app, "Bar", "Owl")
    desk.follow(desk.send(f"/paper/{job.id}/again", {"only": "2"}))
    worked(desk.app)
    latest = handing.list_jobs(desk.app)[0]
    assert (latest.copies, latest.dispatch_id) == (1, sent.id)


def test_labels_are_looked_over_then_made(desk: Desk) -> None:
    a_reader(desk.app, "Bar")
    a_reader(desk.app, "Nowhere", address="")
    saved = segments.add(desk.app, "Organisations", ["kind=organisation"])
    asked = {"whom": f"segments:{saved.id}", "purpose": "mailings", "sheet": "", "first": "1"}
    page = words(desk.send("/paper/labels", asked).text)
    assert "Organisations: 1 label" in page
    assert "1 left out: has no address for letters Nowhere" in page
    assert privacy.accesses(desk.app) == []
    answer = desk.send("/paper/labels", {**asked, "make": "yes"})
    assert answer.data.startswith(b"%PDF")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert [one.count for one in privacy.accesses(desk.app)] == [1]


def test_a_pack_is_made_for_one_person(desk: Desk) -> None:
    owl = a_reader(desk.app, "Owl")
    made = a_mailing(desk.app, letters=(MINISTER,))
    answer = desk.send("/paper/pack", {"mailing": str(made.id), "whom": str(owl.id)})
    assert answer.data.startswith(b"%PDF")


def test_postage_without_a_rate_is_counted_and_not_noted(desk: Desk) -> None:
    a_group(desk.app)
    _, job = printed(desk.app, "Bar")
    page = words(desk.read(f"/paper/{job.id}/postage"))
    assert "Letters: 1. Sheets of paper: 1." in page
    assert "no rate" in page


def test_calls_are_worked_through_one_after_the_other(desk: Desk) -> None:
    sent = listed(desk.app, Bar="+49 30 901820", Owl="+34 915 550 123")
    page = desk.read(f"/paper/calls?mailing={sent.id}")
    assert "Bar +49 30 901820" in words(page)
    first, second = (one.line for one in answering.call_list(desk.app))
    path = f"/paper/calls/{first}?mailing={sent.id}"
    assert "the law is out." in words(desk.read(path))
    assert "Dear Bar" in words(desk.read(path))
    assert desk.send(path, {"said": "will write"}).status_code == 422
    answer = desk.send(path, {"came": "reached", "said": "will write"})
    assert answer.headers["Location"] == f"/paper/calls/{second}?mailing={sent.id}"
    assert "Bar: reached. 1 is left to call." in words(desk.follow(answer))
    assert states(desk.app, sent) == {"Bar": DeliveryState.SENT, "Owl": DeliveryState.IN_HAND}


def test_a_line_that_was_settled_is_not_settled_twice(desk: Desk) -> None:
    listed(desk.app, Bar="+49 30 901820")
    (line,) = answering.call_list(desk.app)
    path = f"/paper/calls/{line.line}"
    first = desk.send(path, {"came": "wrong number"})
    assert first.status_code == 303
    again = desk.follow(desk.send(path, {"came": "reached"}, seen="/mailings/add"))
    assert f"Line {line.line} is settled already." in words(again)
    assert any(one.wrong_since for one in contacts.show(desk.app, line.contact_id or 0).points)


def test_who_must_not_be_called_has_no_number_on_the_page_and_is_struck(desk: Desk) -> None:
    sent = listed(desk.app, Bar="+49 30 901820")
    dispatch.stop(desk.app, sent.id, because="wrong script")
    (line,) = answering.call_list(desk.app)
    for path in ("/paper/calls", f"/paper/calls/{line.line}"):
        assert "901820" not in desk.read(path)
    shown = as_shown(desk.read("/paper/calls"))
    page = desk.follow(desk.send("/paper/calls/strike", shown, seen="/paper/calls"))
    assert "1 line is struck." in words(page)
    assert answering.call_list(desk.app) == []


def test_reminders_lead_to_the_page_where_it_is_done(desk: Desk) -> None:
    sent, job = printed(desk.app, "Bar")
    dispatch.stop(desk.app, sent.id, because="wrong")
    (found,) = reminding.reminders(desk.app, desk.app.clock.today())
    assert found.step is not None
    assert found.step.path == f"/paper/pull?mailing={sent.id}"
    assert f"{job.id}-1" in words(desk.read(found.step.path))


def test_whoever_only_reads_hands_over_and_calls_nothing(app: App) -> None:
    _, job = printed(app, "Bar")
    rosa = at_desk(app, "Rosa", Role.READER)
    assert "letter box" not in rosa.read(f"/paper/{job.id}")
    for path in ("handed", "again"):
        assert rosa.get(f"/paper/{job.id}/{path}").status_code == 403
    assert rosa.get("/paper/labels").status_code == 403
    assert rosa.get("/paper/calls/1-1").status_code == 403
    assert rosa.get("/paper/calls.json").status_code == 403


def test_hostile_names_stay_words(desk: Desk) -> None:
    hostile = "<script>alert(1)</script>"
    _, job = printed(desk.app, f"Zed {hostile}", name=f"Spring {hostile}")
    for path in ("/paper", f"/paper/{job.id}", "/paper/pull", "/paper/labels", "/paper/pack"):
        assert "<script>alert" not in desk.read(path)
