"""Rules of answers, whatever their order: the latest counts, replays change nothing, the time they were to matters."""

from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.app import App
from outreach_meetings import ical
from outreach_meetings.model.drafts import MeetingEdit
from outreach_meetings.model.invitations import Answer, Given, Heard, Method, Sent, answered, heard
from outreach_meetings.model.series import Meeting, Series, Sitting
from outreach_meetings.service import altering, answering, hearing, occurring
from tests.builders import taken_back
from tests.outreach_meetings.builders import a_meeting
from tests.outreach_meetings.invited import a_member, a_reply, invite, posting, the_doctors

ANSWERS = ("ACCEPTED", "DECLINED", "TENTATIVE")


@pytest.fixture
def meeting(app: App, tmp_path: Path) -> Meeting:
    office = posting(app, tmp_path)
    made = a_meeting(office, the_doctors(office, a_member(office, "Ana Ruiz")))
    invite(office, made)
    for place in ("Station", "Clinic"):
        altering.alter(office, made, MeetingEdit(fields={"place": place}))
        made = occurring.meeting(office, made.series.id, made.key)
    return made


def test_in_whatever_order_answers_come_the_latest_of_the_latest_version_counts(app: App, meeting: Meeting) -> None:
    one = st.tuples(st.integers(0, 2), st.integers(0, 50), st.sampled_from(ANSWERS))

    @given(st.lists(one, min_size=1, max_size=6, unique_by=lambda told: told[:2]), st.randoms())
    def holds(said: list[tuple[int, int, str]], chance: Random) -> None:
        replayed = [*said, *said]
        chance.shuffle(replayed)
        with taken_back(app):
            for sequence, minute, partstat in replayed:
                stamp = f"20260308T08{minute:02}00Z"
                reply = a_reply(meeting, "ana@example.net", partstat, sequence=str(sequence), dtstamp=stamp)
                (told,) = ical.read(reply)
                answering.take(app, told, came_by="file")
            (kept,) = hearing.answers(app, meeting).values()
        assert kept.answer is Answer[max(said)[2]]

    holds()


SERIES: dict[str, Any] = {
    "uid": "1",
    "group_id": 1,
    "group": "Doctors",
    "title": "Meeting",
    "minutes": 60,
    "zone": "UTC",
    "rule": "",
}
SERIES |= {"place": "", "link": "", "quorum": 0, "note": "", "called_off_on": None, "change_id": 1}


def planned(moved_sequence: int) -> Meeting:
    series = Series(id=1, starts="2026-04-02T19:30", sequence=0, **SERIES)
    sitting = Sitting(id=5, series_id=1, original="2026-04-02T19:30", sequence=9, moved_sequence=moved_sequence)
    return Meeting(series=series, original=datetime(2026, 4, 2, 19, 30), sitting=sitting)


def said(partstat: str, sitting_id: int | None, sequence: int = 0, at: str = "2026-03-01T08:00:00Z") -> Given:
    return Given(
        id=1, sitting_id=sitting_id, contact_id=1, partstat=partstat, answered_at=at, sequence=sequence, comment=""
    )


@given(st.integers(0, 9), st.integers(0, 9), st.sampled_from(ANSWERS), st.sampled_from([None, 5]))
def test_an_answer_counts_only_if_the_time_is_the_one_that_it_was_to(
    moved: int, sequence: int, partstat: str, sitting_id: int | None
) -> None:
    found = answered([said(partstat, sitting_id, sequence)], planned(moved))
    assert (found is not None) is (sequence >= moved)


def test_what_was_said_of_one_meeting_counts_before_what_was_said_of_all_unless_they_called_off_all() -> None:
    own, whole = said("ACCEPTED", 5), said("TENTATIVE", None, at="2026-03-02T08:00:00Z")
    assert answered([own, whole], planned(0)) is own
    off = said("DECLINED", None, at="2026-03-02T08:00:00Z")
    assert answered([own, off], planned(0)) is off
    assert answered([own, said("DECLINED", None, at="2026-02-02T08:00:00Z")], planned(0)) is own


def sent(method: Method, sequence: int, *, arrived: bool = True) -> Sent:
    about: dict[str, Any] = {
        "id": 1,
        "sitting_id": None,
        "contact_id": 1,
        "name": "Ana",
        "delivery_id": 1,
        "organizer": "",
        "sent_on": "",
    }
    return Sent(method=method, sequence=sequence, arrived=arrived, **about)


def test_a_mail_that_did_not_arrive_told_nobody_anything() -> None:
    lost = sent(Method.REQUEST, 1, arrived=False)
    assert heard([lost], 1, wanted=True) is Heard.NEW
    assert heard([sent(Method.REQUEST, 0), lost], 1, wanted=True) is Heard.STALE
    assert heard([sent(Method.REQUEST, 1), sent(Method.CANCEL, 1, arrived=False)], 1, wanted=False) is Heard.UNTOLD
    assert heard([], 1, wanted=False) is None
