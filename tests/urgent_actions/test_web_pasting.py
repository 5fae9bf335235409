"""Pages on which an Urgent Action is pasted or dropped, put right and saved."""

from io import BytesIO
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from outreach_crm.app import App
from outreach_crm.policy import Role
from outreach_urgent_actions.service import show_case
from outreach_urgent_actions.web.pasting import MOST_BYTES
from tests.urgent_actions.at_work import FOLLOWUP, SHEET, Answers, coordinator, read_sheet, saved
from tests.web.office import Desk, words

pytestmark = pytest.mark.connections
NEW = "/urgent-actions/new"
MAIL = b"From: desk@example.org\r\nDate: Fri, 6 Mar 2026 08:00:00 +0000\r\nSubject: UA 12/26\r\n\r\n"


@pytest.fixture
def desk(app: App, tmp_path: Path) -> Desk:
    """Maria at her desk."""
    return coordinator(app, tmp_path / "sent")


def dropped(desk: Desk, name: str, content: bytes) -> TestResponse:
    """Send a file as the page of a new one does."""
    return desk.send(NEW, {"text": "", "file": (BytesIO(content), name)})


def test_what_a_sheet_is_taken_for_is_shown_with_where_each_keyword_stands(desk: Desk) -> None:
    page = desk.send(NEW, {"text": SHEET}).text
    told, sent = words(page), Answers.of(page)
    assert "It is the first issue of a new case, UA 12/2026: nothing of that number is in the book." in told
    assert "Nurses: “COLOMBIA Elena Duarte Prieto (f), aged 41, nurse and trade unionist”" in told
    assert (sent["case"], sent["deadline"], sent["country"]) == (["UA 12/2026"], ["2026-04-17"], ["Colombia"])
    assert sent["keyword"] == ["Fear for safety", "Death threats", "Nurses", "Trade unionists", "Lawyers"]
    assert "Elena Duarte Prieto (f), 41, nurse and trade unionist" in sent["people"][0]


def test_what_is_saved_is_what_was_put_right(desk: Desk) -> None:
    keywords = ["Fear for safety", "Lawyers", "Women"]
    path = saved(desk, deadline="2026-05-01", audience="members", keyword=keywords, people="Ana Gil (f), 34, nurse")
    case = show_case(desk.app, "UA 12/26")
    (shown,) = case.issues
    assert (shown.issue.deadline_on, shown.issue.audience.value) == ("2026-05-01", "members")
    assert {one.label for one in shown.keywords if one.origin != "place"} == set(keywords)
    assert [(one.name, one.age, one.occupation) for one in case.people] == [("Ana Gil", 34, "nurse")]
    assert [(one.name, one.salutation) for one in shown.addressees] == [("Minister of the Interior", "Dear Minister")]
    assert shown.texts[0].body == SHEET.strip()
    assert path == f"/urgent-actions/issues/{shown.issue.id}/preview"
    assert "Saved: UA 12/2026. It goes to everybody who signed up for it." in words(desk.read(path))


def test_what_was_saved_can_be_taken_back(desk: Desk) -> None:
    page = desk.read(saved(desk))
    change = show_case(desk.app, "UA 12/26").issues[0].issue.change_id
    assert f"/history/{change}/undo" in page


def test_an_update_is_told_to_be_one_with_the_reason_and_the_extension(desk: Desk) -> None:
    saved(desk)
    later = FOLLOWUP.replace("after 17 April 2026", "after 30 May 2026")
    told = words(desk.send(NEW, {"text": later}).text)
    assert "It is the update of UA 12/2026, which has 1 issue in the book; its heading says so" in told
    assert "It is an extension: the deadline moves from 17 April 2026 to 30 May 2026." in told


def test_nothing_that_somebody_wrote_is_lost_where_something_is_wrong(desk: Desk) -> None:
    wrong = {**read_sheet(desk), "deadline": "the day after", "subject": "My <b>own</b> words", "case": "soon"}
    answer = desk.send(NEW, wrong)
    told, sent = words(answer.text), Answers.of(answer.text)
    assert answer.status_code == 422
    assert (sent["deadline"], sent["subject"], sent["case"]) == (["the day after"], ["My <b>own</b> words"], ["soon"])
    assert "the day after" in told.partition("Deadline")[2]
    assert answer.text.count('aria-invalid="true"') == 2
    assert "Nothing was saved yet." in told
    assert SHEET.strip().splitlines()[0] in answer.text


def test_it_can_be_checked_before_it_is_saved(desk: Desk) -> None:
    saved(desk)
    as_stop = {**read_sheet(desk, FOLLOWUP), "kind": "stop", "check": "yes"}
    told = words(desk.send(NEW, as_stop).text)
    assert "It is a stop: saving it stops the case" in told
    assert len(show_case(desk.app, "UA 12/26").issues) == 1


def test_the_same_sheet_again_is_told_and_not_saved(desk: Desk) -> None:
    saved(desk)
    page = desk.send(NEW, {"text": SHEET}).text
    assert "It is in the book already; nothing would be saved." in words(page)
    assert desk.send(NEW, Answers.of(page)).status_code == 409
    assert len(show_case(desk.app, "UA 12/26").issues) == 1


def test_an_email_is_dropped_as_a_file(desk: Desk) -> None:
    sent = Answers.of(dropped(desk, "sheet.eml", MAIL + SHEET.encode()).text)
    assert (sent["case"], sent["issued"]) == (["UA 12/2026"], ["2026-03-06"])


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("sheet.pdf", b"%PDF-1.7", "sheet.pdf is a PDF; open it, mark all of its text, and paste that"),
        ("sheet.bin", b"\0\1\2", "sheet.bin is not a text"),
        ("empty.txt", b"", "There is no text in it"),
        ("log.txt", b"UA 1/26 and so on\n" * 20_000, "This is longer than any Urgent Action"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(desk: Desk, name: str, content: bytes, sentence: str) -> None:
    answer = dropped(desk, name, content)
    assert answer.status_code == 422
    assert sentence in words(answer.text)


def test_ten_megabytes_are_refused_with_a_sentence(desk: Desk) -> None:
    answer = desk.client.post(NEW, data={"text": "x" * 10_000_000})
    assert MOST_BYTES < 10_000_000
    assert answer.status_code == 413
    assert "That is more than a page takes. Nothing was changed." in words(answer.text)


def test_keywords_are_looked_for_by_name_and_nothing_else_is_lost(desk: Desk) -> None:
    sent = {**read_sheet(desk), "keyword-words": "midwi", "look": "keyword", "subject": "Mine"}
    found = Answers.of(desk.send(NEW, sent).text)
    assert found["subject"] == ["Mine"]
    assert "Midwives" in desk.send(NEW, sent).text


def test_whoever_only_reads_pastes_nothing(app: App, tmp_path: Path) -> None:
    assert coordinator(app, tmp_path, "Rosa", Role.READER).get(NEW).status_code == 403


def test_the_language_of_the_text_is_asked(desk: Desk) -> None:
    sent = read_sheet(desk)
    assert sent["language"] == [desk.app.section.language]
    assert desk.send(NEW, {**sent, "language": "fr"}).status_code == 303
    assert [text.language for text in show_case(desk.app, "UA 12/26").issues[0].texts] == ["fr"]
