"""People are asked for dates by mail, through clearance, and what they answer is taken in where it is clear."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from attrs import evolve

from outreach_crm.app import App
from outreach_crm.clock import FixedClock
from outreach_crm.dispatch import service as dispatch
from outreach_crm.errors import ConflictError, RefusedError
from outreach_crm.model import Mail, Ref
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import ConsentDraft
from outreach_crm.privacy.model import State as Consent
from outreach_crm.settings import Settings
from outreach_meetings import service
from outreach_meetings.model.polls import Answer, Poll, Way
from outreach_meetings.model.replies import read_reply
from outreach_meetings.service import poll_noticing
from tests.outreach_meetings.polls import PEOPLE, a_poll, reachable_doctors, said, who

ADDRESS = "https://pages.example.org"


def reached(app: App) -> App:
    return evolve(app, settings=Settings({"web": {"address": ADDRESS}}))


def later(app: App, day: date) -> App:
    """The same office on another day."""
    clock = FixedClock(datetime(day.year, day.month, day.day, 8, tzinfo=UTC))
    app.store.bound.clock = clock
    return evolve(app, clock=clock)


def asked(app: App, folder: Path) -> Poll:
    found = a_poll(app, reachable_doctors(app), closes="2026-03-20")
    made = service.ask_for_dates(app, found.id, channel="folder", place=str(folder))
    dispatch.send(app, made.dispatch.id)
    return service.poll(app, found.id)


def mails(folder: Path) -> list[str]:
    return [one.read_text("utf-8") for one in sorted(folder.glob("*.txt"))]


def reply(app: App, found: Poll, name: str, text: str, on: date | None = None) -> Poll:
    mail = Mail(
        contact_id=who(found, name).contact_id,
        sender="x@example.org",
        subject="Re",
        text=text,
        on=on or date(2026, 3, 9),
    )
    with app.change("mail came back"):
        app.plugins.incoming(app, Ref("meeting_polls", found.id), mail)
    return service.poll(app, found.id)


def test_each_gets_the_dates_and_a_link_of_their_own(app: App, tmp_path: Path) -> None:
    found = asked(reached(app), tmp_path)

    texts = mails(tmp_path)

    assert len(texts) == 3
    for name, text in zip(PEOPLE, texts, strict=True):
        assert "1. Thursday, 2 April 2026, 19:30\n2. Friday, 3 April 2026, 19:30\n3. Monday, 6 April 2026" in text
        assert f"Dear {name}" in text
        assert [service.poll_link(reached(app), one) in text for one in found.people] == [
            one.name == name for one in found.people
        ]
    assert {one.asked_on for one in found.people} == {"2026-03-09"}


def test_without_pages_they_are_asked_to_answer_by_mail(app: App, tmp_path: Path) -> None:
    asked(app, tmp_path)
    assert all("/poll/" not in text and "1 yes, 2 no, 3 maybe" in text for text in mails(tmp_path))


def test_whoever_objects_gets_nothing_and_is_told_of(app: App, tmp_path: Path) -> None:
    found = a_poll(app, reachable_doctors(app))
    tom = who(found, "Tom Bell").contact_id
    privacy.record(app, tom, ConsentDraft(state=Consent.OBJECTED, purpose="meetings", source="a call"))

    made = service.ask_for_dates(app, found.id, channel="folder", place=str(tmp_path))

    assert (made.asked, [one.partition(":")[0] for one in made.left_out]) == (2, ["Tom Bell"])
    dispatch.send(app, made.dispatch.id)
    assert len(mails(tmp_path)) == 2
    assert [one.name for one in service.to_ask(service.poll(app, found.id))] == ["Tom Bell"]
    with pytest.raises(RefusedError, match="Nobody can be written to: Tom Bell"):
        service.ask_for_dates(app, found.id, channel="folder", place=str(tmp_path))


def test_nobody_is_reminded_twice_within_three_days_nor_when_they_have_answered(app: App, tmp_path: Path) -> None:
    found = said(app, asked(app, tmp_path), Ana="yyn")
    for day in (9, 11):
        with pytest.raises(ConflictError, match="nobody is reminded within 3 days"):
            service.remind_of_dates(later(app, date(2026, 3, day)), found.id, channel="folder", place=str(tmp_path))

    app = later(app, date(2026, 3, 12))
    made = service.remind_of_dates(app, found.id, channel="folder", place=str(tmp_path))
    dispatch.send(app, made.dispatch.id)

    assert made.asked == 2
    texts = [one for one in mails(tmp_path) if "not heard from you yet" in one]
    assert sorted("Bo Li" in one for one in texts) == [False, True]
    with pytest.raises(ConflictError, match="within 3 days"):
        service.remind_of_dates(later(app, date(2026, 3, 14)), found.id, channel="folder", place=str(tmp_path))
    with pytest.raises(ConflictError, match="Everybody was asked already"):
        service.ask_for_dates(app, found.id, channel="folder", place=str(tmp_path))


def test_after_its_last_day_and_once_closed_nobody_is_asked(app: App, tmp_path: Path) -> None:
    found = asked(app, tmp_path)
    with pytest.raises(ConflictError, match="taken until 2026-03-20"):
        service.remind_of_dates(later(app, date(2026, 3, 21)), found.id)
    service.close_poll(app, found.id, found.dates[0].starts.date().isoformat())
    with pytest.raises(ConflictError, match="is closed"):
        service.ask_for_dates(app, found.id)


def test_what_has_not_left_by_the_last_day_does_not_leave(app: App, tmp_path: Path) -> None:
    found = a_poll(app, reachable_doctors(app), closes="2026-03-20")
    made = service.ask_for_dates(app, found.id, channel="folder", place=str(tmp_path))

    sent = dispatch.send(later(app, date(2026, 3, 21)), made.dispatch.id)

    assert (sent.sent, mails(tmp_path)) == (0, [])


def test_a_clear_reply_is_written_down_and_what_was_there_is_replaced(app: App, tmp_path: Path) -> None:
    found = said(app, asked(app, tmp_path), Ana="nnn")

    now = reply(app, found, "Ana Ruiz", "Hello,\n\n1 yes, 2 no, 3 maybe\n\nBest regards\nAna\n-- \nTel. 555 12")

    ana = who(now, "Ana Ruiz").contact_id
    assert [now.answer(ana, one.id) for one in now.dates] == [Answer.YES, Answer.NO, Answer.MAYBE]
    assert {one.way for one in now.said.values()} == {Way.MAIL, Way.COMMAND}  # no stays the no it was


def test_what_is_not_clear_waits_for_a_person_until_somebody_answers_for_them(app: App, tmp_path: Path) -> None:
    found = reply(app, asked(app, tmp_path), "Tom Bell", "1 yes, but only if Ana comes")

    assert found.said == {}
    assert who(found, "Tom Bell").reply == "1 yes, but only if Ana comes"
    (reminder,) = poll_noticing.reminders(app, date(2026, 3, 9))
    assert "1 answer by mail is to be read" in reminder.sentence
    assert who(said(app, found, Tom="ynn"), "Tom Bell").reply == ""


def test_a_reply_after_the_last_day_waits_for_a_person_and_one_after_closing_stands_in_the_history(
    app: App, tmp_path: Path
) -> None:
    found = reply(app, asked(app, tmp_path), "Tom Bell", "1 yes", date(2026, 3, 21))
    assert (found.said, who(found, "Tom Bell").reply) == ({}, "1 yes")
    service.close_poll(app, found.id, found.dates[0].starts.date().isoformat())
    assert reply(app, found, "Ana Ruiz", "1 yes").said == {}


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("1 yes, 2 no, 3 maybe", "ynm"),
        ("1) Yes\n2) NO.\n3: if need be", "ynm"),
        ("Dear all,\n1 yes; 2 yes and 3 no\nThank you, Ana Ruiz", "yyn"),
        ("2 - no", ".n."),
        ("Bonjour,\n1 : oui, 2 : non et 3 peut-être\nMerci beaucoup", "ynm"),
        ("Hola a", None),
        ("1 sí y 2 no\nMuchas gracias", "yn."),
        ("1 si\u0301, 3 tal vez", "y.m"),
        ("1 ja und 2 zur Not\nViele Grüße, Ana", "ym."),
        ("1 sim e 2 não", "yn."),
        ("1 oui, si je peux", None),
        ("1 yes, 1 yes", "y.."),
        ("1 yes, 1 no", None),
        ("4 yes", None),
        ("0 yes", None),
        ("yes", None),
        ("not 1 yes", None),
        ("1 yes?", None),
        ("1 yes, or 2", None),
        ("1 yes\nbut not for long", None),
        ("I am away", None),
        ("1 no problem", None),
        ("", None),
        ("999999999999999999999999 yes", None),
    ],
)
def test_only_a_mail_of_answers_alone_is_clear(text: str, answers: str | None) -> None:
    words = {"y": Answer.YES, "n": Answer.NO, "m": Answer.MAYBE}
    wanted = {n: words[one] for n, one in enumerate(answers, 1) if one != "."} if answers else None
    assert read_reply(text, 3, "Ana Ruiz") == wanted
