"""Files in the office: saved by whoever may see what they belong to, and judged by what is in them."""

import pytest

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
from tests.web.office import at_desk

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
