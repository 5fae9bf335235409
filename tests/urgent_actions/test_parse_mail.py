"""Urgent Actions as e-mail: the text a reader sees, or a sentence why there is none."""

from datetime import date
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.errors import ImportRejectedError
from outreach_urgent_actions.parse import read_eml, read_sheet
from tests.urgent_actions import printed


def mail(text: str = "", html: str = "") -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "UA 205/01 – Colombia: Néstor"
    message["Date"] = "Fri, 24 Aug 2001 23:30:00 -0400"
    if text:
        message.set_content(text)
    if html and text:
        message.add_alternative(html, subtype="html")
    elif html:
        message.set_content(html, subtype="html")
    return message


def test_plain_text_goes_before_html_and_attachments_are_left_out() -> None:
    message = mail(printed.MAIL_2001, "<p>another text</p>")
    message.add_attachment("not this", filename="a.txt")
    read = read_eml(message.as_bytes())
    assert read.text == printed.MAIL_2001.strip()
    assert (read.subject, read.sent) == ("UA 205/01 – Colombia: Néstor", date(2001, 8, 24))
    assert str(read_sheet(read.text).heading.cases[0]) == "UA 205/2001"


def test_html_alone_is_read_as_its_reader_sees_it() -> None:
    head = "<head><title>x</title><style>p{}</style></head>"
    page = f"<html>{head}<body><p>UA 9/12&nbsp;Togo</p><p>Fear for<br>safety</p></body>"
    assert read_eml(mail(html=page).as_bytes()).text == "UA 9/12 Togo\n\nFear for\nsafety"


def test_a_charset_nobody_knows_loses_no_text() -> None:
    content = b"Subject: UA 9/12\nContent-Type: text/plain; charset=martian\n\nUA 9/12 on C\xf4te d'Ivoire\n"
    assert read_eml(content).text == "UA 9/12 on Côte d'Ivoire"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Subject: UA 9/12\n\n",
        b"Content-Type: image/png\n\nabc",
        b"x" * 20_000_001,
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000)),
    ],
)
def test_what_holds_no_text_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(ImportRejectedError, match=r"paste its text"):
        read_eml(content)


@given(st.binary(max_size=400), st.integers(0, 600))
def test_any_bytes_are_read_or_refused(broken: bytes, at: int) -> None:
    content = mail(printed.MEMBERS_ONLY, "<b>x</b>").as_bytes()
    sentences = set()
    for given_bytes in (broken, content[:at] + broken + content[at:]):
        try:
            read_eml(given_bytes)
        except ImportRejectedError as error:
            sentences.add(str(error)[-15:])
    assert sentences <= {"paste its text."}
