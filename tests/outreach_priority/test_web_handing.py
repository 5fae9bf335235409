"""Sheets on pages: they go out by a link or as files, come back, and tell nobody anything before their time."""

import csv
import re
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO, StringIO

import pytest
from werkzeug.test import TestResponse

from outreach_crm.web.visiting import PROOF
from outreach_priority import service
from outreach_priority.model import Answer, Assessment, SheetState
from tests.builders import acting
from tests.outreach_priority.builders import (
    an_assessment,
    sheet_of,
)
from tests.outreach_priority.pages import TOLD, path
from tests.web.office import Desk, words
from tests.web.walk import Reader

pytestmark = pytest.mark.connections


def file_of(desk: Desk, assessment: Assessment, seat: int, form: str = "csv") -> str:
    """Where the file of a sheet is to be had."""
    return f"/priorities/sheets/{sheet_of(desk.app, assessment, seat).id}/as/{form}"


def filled(desk: Desk, assessment: Assessment, seat: int, rating: str, but: Sequence[str] = ()) -> bytes:
    """The file of a sheet, with the same rating for every question but some."""
    rows = list(csv.DictReader(StringIO(desk.get(file_of(desk, assessment, seat)).data.decode("utf-8-sig"))))
    out = StringIO(newline="")
    writer = csv.DictWriter(out, [*rows[0]])
    writer.writeheader()
    writer.writerows(
        [row if row["item"].startswith("#") or row["item"] in but else {**row, "rating": rating} for row in rows]
    )
    return out.getvalue().encode()


def upload(desk: Desk, assessment: Assessment, files: Mapping[str, bytes]) -> TestResponse:
    """Send files that came back."""
    here = path(assessment, "hand-in")
    proof = next(form.sent[PROOF] for form in Reader(desk.read(here)).forms if PROOF in form.sent)
    sent = {PROOF: proof, "file": [(BytesIO(content), name) for name, content in files.items()]}
    return desk.client.post(here, data=sent, content_type="multipart/form-data")


def test_each_adviser_has_a_link_and_files_of_their_own(desk: Desk) -> None:
    made = an_assessment(desk.app, 2)
    page = desk.read(path(made, "hand-out"))
    for seat in (1, 2):
        assert f"http://localhost{service.sheet_path(desk.app, sheet_of(desk.app, made, seat))}<" in page
    assert "The settings do not say yet where these pages are found" in words(page)
    here = file_of(desk, made, 2, "xlsx")
    assert f'href="{here}"' in page
    answer = desk.get(here)
    assert answer.data[:2] == b"PK"
    assert "2-bo-lind-round-1.xlsx" in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(BytesIO(desk.get(path(made, "sheets.toml.zip")).data)) as archive:
        assert archive.namelist() == ["1-ana-ruiz-round-1.toml", "2-bo-lind-round-1.toml"]
        assert sheet_of(desk.app, made, 2).uid in archive.read(archive.namelist()[1]).decode()
    (*_, logged) = desk.app.store.rows("select what, count from access_log order by id")
    assert (logged["what"], logged["count"]) == ("the sheets of Priorities, as files", 2)


def test_files_that_came_back_are_handed_in_together_and_taken_back_together(desk: Desk) -> None:
    made = an_assessment(desk.app, 2)
    files = {f"{seat}.csv": filled(desk, made, seat, "2") for seat in (1, 2)}
    page = desk.follow(upload(desk, made, files))
    assert "2 sheets were handed in." in words(page)
    assert [one.state for one in service.sheets_of(desk.app, made)] == [SheetState.HANDED_IN] * 2
    undo = re.search(r'action="(/history/\d+/undo)"', page)
    assert undo
    desk.send(undo[1], {"next": path(made)}, seen=path(made, "ask"))
    assert [one.state for one in service.sheets_of(desk.app, made)] == [SheetState.ASKED] * 2


def test_of_files_with_mistakes_nothing_is_taken_and_each_mistake_is_told_with_its_place(desk: Desk) -> None:
    made, other = an_assessment(desk.app, 2), an_assessment(desk.app, 1)
    wrong = filled(desk, made, 2, "7")
    before = desk.app.store.value("select max(id) from changes")
    answer = upload(desk, made, {"2.csv": wrong, "x.csv": b"nonsense", "other.csv": filled(desk, other, 1, "1")})
    assert answer.status_code == 422
    said = words(answer.text)
    assert "Nothing of it was taken, because of 24 mistakes." in said
    assert said.count("7 is not on the scale from 0 to 4") == 24
    assert "is a sheet of" in said
    assert "line 2" in said or "row" in said
    assert desk.app.store.value("select max(id) from changes") == before

    answer = upload(desk, made, {"1.csv": filled(desk, made, 1, "2"), "2.csv": wrong})
    assert answer.status_code == 422
    assert "1 sheet was handed in." in words(answer.text)
    assert "/undo" in answer.text
    assert [one.state for one in service.sheets_of(desk.app, made)] == [SheetState.HANDED_IN, SheetState.ASKED]
    assert "Choose a file first." in words(upload(desk, made, {}).text)


def test_what_is_missing_in_a_file_is_told_and_guessed_by_nobody(desk: Desk) -> None:
    made = an_assessment(desk.app, 1)
    short = filled(desk, made, 1, "2", but=("misuse",))
    assert "Ratings are missing of Ana Ruiz (3)." in words(desk.follow(upload(desk, made, {"1.csv": short})))
    assert "21 of 24" in words(desk.read(path(made)))


def test_while_a_round_is_open_no_page_or_file_tells_what_somebody_said(desk: Desk) -> None:
    made = an_assessment(desk.app, 2)
    sheet = sheet_of(desk.app, made, 1)
    with acting(desk.app, "Bea") as bea:
        given = [Answer(subject="legal", item="home", rating=3, evidence=TOLD, source="El Faro")]
        service.hand_in(bea, sheet.id, given)
    pages = ("", "hand-out", "hand-in", "close", "ask", "leave", "withdraw", "feedback", "feedback?seat=1&all=yes")
    files = [file_of(desk, made, 1, form) for form in ("csv", "toml")]
    for one in (*(path(made, page) for page in pages), f"/priorities/sheets/{sheet.id}", *files):
        answer = desk.get(one)
        assert answer.status_code == 200, one
        assert TOLD.encode() not in answer.data
        assert b"El Faro" not in answer.data
    assert "Nobody sees what others said before it is closed" in words(desk.read(path(made, "feedback")))
    with zipfile.ZipFile(BytesIO(desk.get(path(made, "sheets.csv.zip")).data)) as archive:
        assert not [name for name in archive.namelist() if TOLD.encode() in archive.read(name)]
    assert TOLD not in desk.get("/priorities.json").text
    service.close(desk.app, made.id, early=True)
    assert TOLD in desk.read(path(made, "feedback?all=yes"))
    assert TOLD in desk.read(f"/priorities/sheets/{sheet.id}")
