"""Files in the office: saved by whoever may see what they belong to, and judged by what is in them."""

from io import BytesIO

import pytest
from werkzeug.test import TestResponse

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.attachments import service
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.contacts.service import Edit
from outreach_crm.errors import InvalidInputError
from outreach_crm.model import Ref
from outreach_crm.policy import Role
from outreach_crm.timeline import service as timeline
from outreach_crm.timeline.model import LogDraft
from tests.asks.builders import an_ask
from tests.web.office import Desk, at_desk, words

PDF = b"%PDF-1.7\n"


@pytest.mark.connections
@pytest.mark.parametrize(
    ("name", "media_type", "data", "told"),
    [
        ("sheet.pdf", "application/pdf", PDF, "application/pdf"),
        ("page.html", "text/html", b"<script>alert(1)</script>", "application/octet-stream"),
        ("picture.svg", "image/svg+xml", b"<svg onload='alert(1)'/>", "application/octet-stream"),
        ("carta «ñ».pdf", "application/pdf", PDF, "application/pdf"),
    ],
)
def test_a_file_is_saved_and_never_a_page_of_ours(app: App, name: str, media_type: str, data: bytes, told: str) -> None:
    person = contacts.add(app, ContactDraft(name="Ana Ruiz"))
    made = service.attach(app, Ref("contacts", person.id), name, media_type, data)
    answer = at_desk(app, "Rosa", Role.READER).get(f"/attachments/{made.id}")
    assert (answer.status_code, answer.data, answer.mimetype) == (200, data, told)
    assert answer.headers["Content-Disposition"].startswith("attachment; filename")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.connections
def test_a_file_of_what_somebody_may_not_see_is_not_there(app: App) -> None:
    person = contacts.add(app, ContactDraft(name="Ana Ruiz"))
    entry = timeline.log(app, LogDraft(contact_ids=(person.id,), summary="She rang."))
    files = [
        service.attach(app, ref, "a.pdf", "application/pdf", PDF)
        for ref in (Ref("contacts", person.id), Ref("timeline_entries", entry.id))
    ]
    accounts.add_circle(app, "Board")
    contacts.edit(app, person.id, Edit(circle="Board"))
    rosa, maria = at_desk(app, "Rosa"), at_desk(app, "Maria")
    for one in files:
        assert rosa.get(f"/attachments/{one.id}").status_code == 404
        assert maria.get(f"/attachments/{one.id}").status_code == 200
    assert rosa.get("/attachments/999").status_code == 404


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("letter.pdf", b"MZ\x90\x00", "is a program"),
        ("letter.exe", PDF, "is a program"),
        ("letter.pdf.JS", b"alert(1)", "is a program"),
        ("run", b"#!/bin/sh\n", "is a program"),
        ("letter.pdf", b"<html>", "no PDF file"),
        ("picture.png", b"GIF89a", "no PNG file"),
        ("dates.ics", b"BEGIN:VCARD", "no ICS file"),
        ("run.txt", b"\xef\xbb\xbf#!/bin/sh", "is a program"),
        ("letter.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "no DOCX file"),
        ("list.csv", b"a\x00b", "no text"),
        ("letter.docx", b"PK\x03\x04....word/vbaProject.bin", "has macros"),
    ],
)
def test_what_is_not_what_its_name_says_is_not_taken(name: str, data: bytes, said: str) -> None:
    with pytest.raises(InvalidInputError, match=said):
        service.judged(name, data)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("letter.pdf", PDF, "application/pdf"),
        ("late.pdf", b"\r\n" + PDF, "application/pdf"),
        ("dates.ics", b"\xef\xbb\xbfBEGIN:VCALENDAR", "text/calendar; charset=utf-8"),
        ("photo.JPG", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("list.csv", "Name\nJosé\n".encode(), "text/csv; charset=utf-8"),
        ("something", b"\x01\x02", "application/octet-stream"),
    ],
)
def test_what_is_what_its_name_says_is_of_that_kind(name: str, data: bytes, kind: str) -> None:
    assert service.judged(name, data) == kind


def sent(desk: Desk, ref: str, name: str = "reply.pdf", data: bytes = PDF) -> TestResponse:
    """Give a file to a record."""
    return desk.send(f"/attachments/to/{ref}", {"file": (BytesIO(data), name)})


@pytest.mark.connections
def test_a_file_is_given_to_a_record_on_a_page_and_taken_away_again(app: App) -> None:
    ask, maria = an_ask(app), at_desk(app, "Maria")

    page = maria.follow(sent(maria, f"asks:{ask.id}"))

    assert "Kept: reply.pdf." in words(page)
    (file,) = service.of(app, Ref("asks", ask.id))
    assert f"/attachments/{file.id}" in page
    assert maria.get(f"/attachments/{file.id}").data == PDF
    maria.send(f"/attachments/{file.id}/remove", seen=f"/asks/{ask.id}")
    assert service.of(app, Ref("asks", ask.id)) == []


@pytest.mark.connections
def test_a_program_or_nothing_is_no_file(app: App) -> None:
    ask, maria = an_ask(app), at_desk(app, "Maria")

    assert sent(maria, f"asks:{ask.id}", "run.exe", b"MZ").status_code == 422
    assert "Choose a file first." in words(maria.send(f"/attachments/to/asks:{ask.id}").text)
    assert service.of(app, Ref("asks", ask.id)) == []


@pytest.mark.connections
@pytest.mark.parametrize("ref", ["", "asks", "asks:999", "circles:1", "nothing:1", "asks:1;drop"])
def test_what_is_no_record_gets_no_file(app: App, ref: str) -> None:
    an_ask(app)
    assert at_desk(app, "Maria").get(f"/attachments/to/{ref}").status_code == 404


@pytest.mark.connections
def test_a_file_of_an_ask_of_somebody_hidden_is_neither_given_nor_taken(app: App) -> None:
    ask = an_ask(app)
    file = service.attach(app, Ref("asks", ask.id), "a.pdf", "application/pdf", PDF)
    accounts.add_circle(app, "Board")
    contacts.edit(app, ask.contact_id, Edit(circle="Board"))
    rosa = at_desk(app, "Rosa")

    assert rosa.get(f"/attachments/{file.id}").status_code == 404
    assert rosa.get(f"/attachments/to/asks:{ask.id}").status_code == 404
    assert rosa.send(f"/attachments/{file.id}/remove", seen="/tasks/add").status_code == 404


@pytest.mark.connections
def test_whoever_only_reads_gives_no_file(app: App) -> None:
    ask = an_ask(app)
    assert at_desk(app, "Rosa", Role.READER).get(f"/attachments/to/asks:{ask.id}").status_code == 403
