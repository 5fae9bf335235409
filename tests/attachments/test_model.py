"""What a file may be called, and what kind of file it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.attachments.model import file_name, guessed_media_type, read_media_type
from outreach_crm.errors import InvalidInputError


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("appeal.pdf", "appeal.pdf"),
        ("/home/ana/appeal.pdf", "appeal.pdf"),
        (r"C:\letters\appeal.pdf", "appeal.pdf"),
        ("a\r\nBcc: eve@example.org.pdf", "a Bcc eve@example.org.pdf"),
        ("harmless\u202efdp.exe", "harmlessfdp.exe"),
        ("  Appel  à  l'action.pdf ", "Appel à l'action.pdf"),
        (".profile", "profile"),
    ],
)
def test_a_name_is_kept_without_folders_and_tricks(given_name: str, kept: str) -> None:
    assert file_name(given_name) == kept


@pytest.mark.parametrize("name", ["", "  ", "..", "letters/", "x" * 121])
def test_a_file_needs_a_name_that_fits(name: str) -> None:
    with pytest.raises(InvalidInputError):
        file_name(name)


@given(st.text())
def test_whatever_a_file_is_called_its_name_is_one_line_and_stays_the_same(text: str) -> None:
    try:
        name = file_name(text)
    except InvalidInputError:
        return
    assert name.isprintable()
    assert not set(name) & set('/\\<>:"|?*')
    assert file_name(name) == name


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("appeal.PDF", b"%PDF", "application/pdf"),
        ("meeting.ics", b"BEGIN:VCALENDAR", "text/calendar; charset=utf-8"),
        ("notes.txt", "açcão".encode("latin-1"), "text/plain"),
        ("sheet.docx", b"PK", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("mail.eml", b"From: ana@example.org", "application/octet-stream"),
        ("no end", b"?", "application/octet-stream"),
    ],
)
def test_the_end_of_a_name_tells_what_kind_of_file_it_is(name: str, data: bytes, media_type: str) -> None:
    assert guessed_media_type(name, data) == media_type
    assert read_media_type(media_type) == media_type


def test_a_media_type_may_have_parameters() -> None:
    assert read_media_type("Text/Calendar;method=REQUEST ;  charset=utf-8") == (
        "text/calendar; method=REQUEST; charset=utf-8"
    )


@pytest.mark.parametrize(
    "text", ["pdf", "message/rfc822", "multipart/mixed", "a/b\r\nBcc: eve", 'text/plain; name="x"']
)
def test_what_is_no_media_type_of_a_file_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError, match="no media type"):
        read_media_type(text)
