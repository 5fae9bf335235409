"""Whoever is asked for dates is asked in their language, and what the mail names as an answer is read."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.dispatch import service as dispatch
from outreach_crm.groups import service as groups
from outreach_crm.privacy import service as privacy
from outreach_meetings import service
from outreach_meetings.model.polls import Answer, Poll
from outreach_meetings.model.replies import read_reply
from outreach_meetings.service import PollMail, tongues
from tests.builders import with_settings
from tests.outreach_meetings.builders import a_doctors_group
from tests.outreach_meetings.invited import BASIS
from tests.outreach_meetings.polls import a_poll
from tests.outreach_meetings.test_polls_mail import later

SPOKEN = {
    "en": ("Which date suits you?", "1. Thursday, 2 April 2026, 19:30", "3 maybe", "Where: Library"),
    "de": ("Welcher Termin passt Ihnen?", "1. Donnerstag, 2. April 2026, 19:30", "3 vielleicht", "Wo: Library"),
    "es": ("¿Qué fecha le conviene?", "1. jueves, 2 de abril de 2026, 19:30", "3 quizás", "Dónde: Library"),
    "fr": ("Quelle date vous convient ?", "1. jeudi 2 avril 2026, 19:30", "3 peut-être", "Où: Library"),
    "pt": ("Que data lhe convém?", "1. quinta-feira, 2 de abril de 2026, 19:30", "3 talvez", "Onde: Library"),
}


def letters(app: App, write: Callable[..., PollMail], found: Poll, folder: Path) -> dict[str, str]:
    """Let a mail leave into a folder, and return what each got, by the language they read."""
    made = write(app, found.id, channel="folder", place=str(folder))
    dispatch.send(app, made.dispatch.id)
    sent = [one.read_text("utf-8") for one in folder.glob("*.txt")]
    return {tag: next(one for one in sent if f"Reader {tag}" in one) for tag in (*SPOKEN, "fi")}


@pytest.mark.parametrize("address", ["", "https://pages.example.org"])
def test_each_is_asked_for_dates_in_the_language_they_read(app: App, tmp_path: Path, address: str) -> None:
    app = with_settings(app, web={"address": address})
    group = a_doctors_group(app)
    for tag in (*SPOKEN, "fi"):
        emails, reads = (f"{tag}@example.org",), {"language": tag}
        made = contacts.add(app, ContactDraft(name=f"Reader {tag}", emails=emails, fields=reads))
        privacy.record(app, made.id, BASIS)
        groups.join(app, group.contact_id, made.id, since=app.clock.today())
    found = a_poll(app, group, place="Library", closes="2026-03-20")

    asked = letters(app, service.ask_for_dates, found, tmp_path / "asked")
    again = letters(later(app, date(2026, 3, 12)), service.remind_of_dates, found, tmp_path / "again")

    for tag in (*SPOKEN, "fi"):
        tongue = tag if tag in SPOKEN else "en"
        assert [text for text in SPOKEN[tongue] if text not in asked[tag]] == []
        assert ("/poll/" in asked[tag]) is bool(address)
        reminded = tongues.spoken()[tongue].poll.again
        assert (reminded in asked[tag], reminded in again[tag]) == (False, True)


@pytest.mark.parametrize("tag", [*SPOKEN])
def test_the_answer_that_a_mail_gives_as_an_example_is_read(tag: str) -> None:
    assert {*tongues.spoken()} == {*SPOKEN}
    example = tongues.spoken()[tag].poll.example

    assert read_reply(example, 3, "Ana Ruiz") == {1: Answer.YES, 2: Answer.NO, 3: Answer.MAYBE}
