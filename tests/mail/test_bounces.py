"""What a returned mail says: precision over samples in the forms of many servers, and texts of people."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_mail.bounces import own_words, read
from outreach_mail.bounces.statuses import kind_of
from outreach_mail.model import BOUNCES, Kind, Returned
from tests.mail.samples import SAMPLES, Sample
from tests.mail.samples.forms import OWN_ID, RETURN_PATH

BY_NAME = {one.name: one for one in SAMPLES}


def told(name: str) -> Returned:
    return read(BY_NAME[name].content)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one.name)
def test_a_mail_is_what_it_is_taken_for(sample: Sample) -> None:
    found = read(sample.content)
    assert (found.kind, found.status) == (sample.kind, sample.status)


def test_at_least_ten_forms_of_bounces_are_known() -> None:
    assert len({one.name.split(",")[0] for one in SAMPLES if one.kind in BOUNCES}) >= 10
    assert len(SAMPLES) >= 40


@pytest.mark.parametrize("sample", [one for one in SAMPLES if one.kind in BOUNCES], ids=lambda one: one.name)
def test_a_bounce_names_the_return_path_it_came_to(sample: Sample) -> None:
    assert RETURN_PATH in read(sample.content).to


@pytest.mark.parametrize("name", ["postfix, unknown user", "exim, unrouteable", "qmail, quota", "exim, delayed"])
def test_a_bounce_brings_back_the_name_of_our_message(name: str) -> None:
    assert told(name).ids == (f"{OWN_ID}@example.org",)


@pytest.mark.parametrize("name", ["postfix, unknown user", "exim, unrouteable", "qmail, no mailbox", "yahoo, old form"])
def test_a_bounce_says_for_whom_and_why(name: str) -> None:
    found = told(name)
    assert found.recipients[0].startswith("ana.ruiz@")
    assert found.diagnostic


def test_the_message_that_comes_back_is_no_answer_of_somebody() -> None:
    assert told("a forwarded bounce").ids == ()


def test_of_a_reply_only_the_writers_own_words_are_kept() -> None:
    assert told("a reply").text == "We have written two letters.\n\nAna"
    assert told("a reply in HTML only").text == "Wir schreiben nächste Woche."


def test_an_answer_to_an_invitation_comes_with_the_mail() -> None:
    found = told("an answer to an invitation")
    assert found.text == "I will come."
    (file,) = found.attached
    assert (file.name, file.media_type) == ("file.calendar", "text/calendar")
    assert file.data.startswith(b"BEGIN:VCALENDAR")


def test_what_a_worker_tells_is_the_same_record() -> None:
    for sample in SAMPLES:
        found = read(sample.content)
        assert Returned.from_told(json.loads(json.dumps(found.told()))) == found


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Yes.\n\nAm 06.03.2026 um 09:00 schrieb Section Example <office@example.org>:\n> Dear Ana", "Yes."),
        ("Sí.\n\nEl vie, 6 mar 2026 a las 9:00, Section Example (<office@example.org>)\nescribió:\n\n> Querida", "Sí."),
        ("Yes.\n\n-----Original Message-----\nFrom: office@example.org\nDear Ana", "Yes."),
        ("Yes.\n\n________________________________\nFrom: Office\nDear Ana", "Yes."),
        ("Yes.\n\nFrom: Office <office@example.org>\nSent: Friday\nDear Ana", "Yes."),
        ("On Friday, Section Example wrote:\n> Dear Ana,\n> please write.\n\nWe did.", "We did."),
        ("> Can you come?\nYes.\n> And eat?\nNo.", "Yes.\nNo."),
        ("Here is what we need:\n\n- paper\n- stamps", "Here is what we need:\n\n- paper\n- stamps"),
        ("On Monday we wrote to the ministry.", "On Monday we wrote to the ministry."),
    ],
)
def test_own_words_are_told_from_quoted_ones(text: str, own: str) -> None:
    assert own_words(text) == own


def test_headers_are_read_as_people_see_them() -> None:
    found = read(
        b"From: =?iso-8859-1?q?Jos=E9?= <jose@example.org>\nSubject: =?utf-8?B?Q2Fy?=\n =?utf-8?B?dGE=?= 5\n"
        b"Date: Fri, 06 Mar 2026 10:01:02 +0100\nMessage-ID: <a@b>\nList-ID: News <news.example.org>\n\nHola\n"
    )
    assert (found.sender, found.subject, found.day) == ("jose@example.org", "Carta 5", "2026-03-06")
    assert (found.own_id, found.list_id, found.text) == ("a@b", "news.example.org", "Hola")


@pytest.mark.parametrize(
    ("status", "said", "kind"),
    [
        ("5.1.1", "", "hard"),
        ("5.1.3", "bad syntax", "hard"),
        ("5.1.8", "bad sender", "blocked"),
        ("5.2.1", "account disabled", "hard"),
        ("5.2.1", "receiving mail at a rate that prevents delivery", "soft"),
        ("5.2.2", "", "soft"),
        ("5.2.3", "", "blocked"),
        ("4.2.2", "user unknown", "soft"),
        ("5.0.0", "", "soft"),
        ("5.0.0", "user unknown", "hard"),
        ("5.1.1", "550 5.7.1 not authorized", "blocked"),
        ("5.4.6", "", "soft"),
        ("5.5.0", "mailbox unavailable", "hard"),
        ("5.6.0", "", "blocked"),
        ("", "550 user unknown", "hard"),
        ("", "550 no reason", "soft"),
        ("", "553 sorry, that domain isn't in my list", "hard"),
        ("", "421 try later", "soft"),
        ("", "550 blocked: user unknown", "blocked"),
    ],
)
def test_only_what_says_that_the_address_is_not_there_is_hard(status: str, said: str, kind: str) -> None:
    assert kind_of(status, said)[0] == kind


@given(st.binary(max_size=600))
def test_any_bytes_are_read(content: bytes) -> None:
    assert read(content).kind in Kind


@given(st.text(max_size=400))
def test_any_text_below_headers_is_read(text: str) -> None:
    head = b"From: mailer-daemon@example.org\nSubject: failure notice\nIn-Reply-To: <a@b>\n\n"
    assert read(head + text.encode("utf-8", "replace")).kind in Kind


@pytest.mark.parametrize(
    ("charset", "written", "words"),
    [
        ("gb2312", "gbk", "謝謝您"),  # traditional letters, which GB 2312 has not
        ("ks_c_5601-1987", "cp949", "똠방각하"),
        ("shift_jis", "cp932", "①髙橋"),
        ("iso-8859-1", "cp1252", "C’est très bien – merci"),
        ("unknown-8bit", "cp1252", "C’est très bien"),
        ("iso-8859-9", "cp1254", "Teşekkürler – iyi günler"),
        ("iso-2022-jp", "iso2022_jp", "ありがとう"),
        ("koi8-r", "koi8-r", "Спасибо"),
        ("", "utf-8", "شكرا جزيلا"),
        ("iso-8859-1", "latin-1", "\x81é"),
    ],
)
def test_words_are_read_in_the_letters_they_were_written_in(charset: str, written: str, words: str) -> None:
    head = f"From: a@example.org\nSubject: x\nContent-Type: text/plain; charset={charset}\n\n"
    assert read(head.encode() + words.encode(written)).text == words


@pytest.mark.parametrize(
    ("subject", "shown"),
    [
        ("=?utf-8?Q?Gr=C3?=\n =?utf-8?Q?=BC=C3=9Fe?=", "Grüße"),  # a letter parted between two words
        ("=?utf-8?B?w4k=?= =?iso-8859-1?Q?=E9?= x =?utf-8?Q?=C3=A9?=", "Éé x é"),
        ("=?utf-8?Q?=C3?= x", "Ã x"),
        ("=?no-such?Q?a?==?utf-8?B?*?=", "a"),
    ],
)
def test_subjects_are_read_as_people_see_them(subject: str, shown: str) -> None:
    assert read(f"From: a@example.org\nSubject: {subject}\n\nx".encode()).subject == shown
