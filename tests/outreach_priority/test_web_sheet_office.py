"""The sheet of an adviser on pages for who is signed in: filled in for them, and never read before its time."""

from collections.abc import Callable
from io import BytesIO

import pytest
from attrs import evolve

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.policy import Role
from outreach_crm.privacy import service as privacy
from outreach_crm.web.visiting import PROOF
from outreach_priority import service
from outreach_priority.model import Assessment, Sheet, SheetState
from tests.outreach_priority.builders import ITEMS, an_assessment, answers, handed_in, sheet_of
from tests.outreach_priority.linked import TOLD, WHOLE, Linked, ratings
from tests.web.office import Desk, at_desk
from tests.web.walk import Reader

pytestmark = pytest.mark.connections


def path(sheet: Sheet, page: str = "") -> str:
    """A page of a sheet in the office."""
    return f"/priorities/sheets/{sheet.id}{page}"


def test_somebody_fills_in_a_sheet_for_an_adviser_who_says_it_by_telephone(desk: Desk, assessment: Assessment) -> None:
    sheet = sheet_of(desk.app, assessment, 1)
    assert "Begin with" in desk.read(path(sheet))
    desk.send(path(sheet, "/on/legal"), {f"rating-{n}": "3" for n in range(8)})
    desk.send(path(sheet, "/hand-in"), {"role": "judge"})
    found = service.own(desk.app, sheet.id)
    assert (found.state, found.role, {one.rating for one in found.answers}) == (SheetState.HANDED_IN, "judge", {3})


def test_in_an_open_round_nobody_reads_on_any_page_what_an_adviser_said_by_their_link(desk: Desk, ana: Linked) -> None:
    n = ITEMS.index("home")
    ana.send("/on/legal", **{f"rating_{n}": "3", f"evidence_{n}": TOLD}, interest="a judge")
    proof = Reader(desk.read("/tasks/add")).forms
    mark = next(one.sent[PROOF] for one in proof if PROOF in one.sent)

    assert "is theirs until the round is closed" in desk.read(path(ana.sheet))
    for page in ("/on/legal", "/hand-in"):
        assert desk.get(path(ana.sheet, page)).status_code == 403
    # To write beside what one may not read would be a way to read it.
    sent = {PROOF: mark, "rating-1": "2", "role": "x"}
    assert desk.client.post(path(ana.sheet, "/on/medical"), data=sent).status_code == 403
    assert desk.client.post(path(ana.sheet, "/hand-in"), data=sent).status_code == 403
    assert len(ana.said) == 1
    for page in ("", "/on/legal", "/files", "/hand-in"):
        answer = desk.get(path(ana.sheet, page))
        assert TOLD.encode() not in answer.data
        assert b"a judge" not in answer.data
    for form in ("csv", "toml"):
        assert TOLD not in desk.read(path(ana.sheet, f"/as/{form}"))
    for entry in journal.latest(desk.app):
        page = desk.read(f"/history/{entry.id}")
        assert TOLD not in page
        assert "a judge" not in page
    ana.send("/hand-in")
    assert "is theirs until the round is closed" in desk.read(path(ana.sheet))

    service.close(desk.app, ana.sheet.assessment_id, early=True)

    assert TOLD in desk.read(path(ana.sheet))


def test_an_officer_of_the_name_of_the_link_reads_no_sheet(ana: Linked) -> None:
    ana.send("/on/legal", **ratings("3"))
    by = next(one.by for one in journal.latest(ana.app) if one.what == "fill in own sheet")
    desk = at_desk(ana.app, by)
    assert "is theirs until the round is closed" in desk.read(path(ana.sheet))


def test_what_was_said_of_a_sector_is_not_read_by_taking_it_out_and_writing_the_rest(ana: Linked, app: App) -> None:
    ana.send("/on/legal", **ratings("3"))
    service.withdraw_subject(app, ana.sheet.assessment_id, "legal", because="to look")
    taken_out = journal.latest(app)[0].id
    service.hand_in(app, ana.sheet.id, answers({"medical": (1,) * 8}))
    journal.undo(app, taken_out)
    assert not service.may_read(app, service.get(app, ana.sheet.assessment_id), service.sheet(app, ana.sheet.id))


def test_a_file_that_came_by_mail_is_handed_in_by_whoever_may_not_read_what_stood_there(
    desk: Desk, ana: Linked
) -> None:
    file = ana.get("/as/toml").text.replace('rating = ""', "rating = 2", 1)
    ana.send("/on/legal", **ratings("3"))
    mark = next(one.sent[PROOF] for one in Reader(desk.read(path(ana.sheet, "/files"))).forms if PROOF in one.sent)
    sent = {PROOF: mark, "file": (BytesIO(file.encode()), "ana.toml")}
    answer = desk.client.post(path(ana.sheet, "/files"), data=sent, content_type="multipart/form-data")
    assert answer.status_code == 303
    assert "Handed in" in desk.follow(answer)
    assert len(ana.said) == 1


def test_who_may_only_look_reads_a_closed_sheet_and_writes_nothing(app: App, assessment: Assessment) -> None:
    handed_in(app, assessment, 1, WHOLE)
    service.close(app, assessment.id, early=True)
    sheet = sheet_of(app, assessment, 1)
    reader = at_desk(app, "Rita", Role.READER)
    assert "Influence in its own society" in reader.read(path(sheet))
    assert [reader.get(path(sheet, page)).status_code for page in ("/on/legal", "/as/csv")] == [403, 403]
    assert at_desk(app).get(path(sheet, "/as/csv")).status_code == 200
    assert privacy.accesses(app)[0].what == "a sheet of Priorities, as a file"
    assert at_desk(app).get(path(sheet, "/on/legal")).headers["Location"] == path(sheet)


def test_hostile_words_are_text(app: App, linked: Callable[[Assessment, int], Linked]) -> None:
    assessment = an_assessment(app)
    with app.change("edit"):
        app.store.update("priority_assessments", assessment.id, {"title": "<script>alert(1)</script>"})
    ana = linked(assessment, 1)
    n = ITEMS.index("home")
    ana.send("/on/legal", **{f"rating_{n}": "3", f"evidence_{n}": "</textarea><script>"}, interest='"><script>')
    for page in ("", "/on/legal", "/hand-in", "/files"):
        assert "<script>" not in ana.read(page)


def test_the_same_rating_of_a_sheet_is_the_same_mark(app: App, assessment: Assessment) -> None:
    sheet = sheet_of(app, assessment, 1)
    before = service.begin(app, sheet.id).leaves
    service.save(app, sheet.id, answers({"legal": WHOLE["legal"]}))
    after = service.begin(app, sheet.id).leaves
    assert [one.subject.key for one, other in zip(before, after, strict=True) if one.mark != other.mark] == ["legal"]
    assert evolve(after[0]).mark == after[0].mark
