"""Whatever people write in a mail or a table, it is read as they mean it or refused; no answer is made up."""

import csv
from contextlib import suppress
from io import StringIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_crm.app import App
from outreach_crm.errors import OutreachError
from outreach_meetings import service
from outreach_meetings.model.polls import Answer, Poll
from outreach_meetings.model.replies import read_reply
from tests.builders import taken_back
from tests.outreach_meetings.builders import a_doctors_group
from tests.outreach_meetings.polls import DATES, PEOPLE, a_poll, said, who

_MANY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
_WORD = {Answer.YES: "yes", Answer.NO: "no", Answer.MAYBE: "maybe"}


@given(st.text(alphabet=st.sampled_from("123 yesnomaybe,.;:-()?\n\tandif\x00é１ſ"), max_size=60))
def test_a_mail_is_read_as_answers_or_left_to_a_person(text: str) -> None:
    found = read_reply(text, 3, "Ana Ruiz")
    if found is not None:
        assert {*found} <= {1, 2, 3}
        assert all(str(number) in text for number in found)


@given(st.dictionaries(st.integers(1, 9), st.sampled_from(Answer), min_size=1), st.sampled_from([", ", "\n", "; "]))
def test_answers_that_are_written_plainly_are_read(answers: dict[int, Answer], between: str) -> None:
    told = between.join(f"{number} {_WORD[one]}" for number, one in answers.items())
    assert read_reply(f"Hello,\n\n{told}\n\nThank you, Ana", 9, "Ana Ruiz") == answers


@pytest.fixture
def opened(app: App) -> Poll:
    """A poll of three people and three dates."""
    return a_poll(app)


@_MANY
@given(st.lists(st.lists(st.sampled_from([*Answer, None]), min_size=3, max_size=3), min_size=3, max_size=3))
def test_what_stands_in_a_table_is_read_back_as_it_was(app: App, opened: Poll, grid: list[list[Answer | None]]) -> None:
    with taken_back(app):
        found = opened
        for person, row in zip(found.people, grid, strict=True):
            given_ = {day.id: one for day, one in zip(found.dates, row, strict=True) if one}
            found = service.answer_poll(app, found.id, person.contact_id, given_)
        sheet = service.write_poll(found)
        for person in found.people:
            service.answer_poll(app, found.id, person.contact_id, dict.fromkeys([one.id for one in found.dates]))

        came = service.read_poll(app, found.id, sheet, "dates.csv")

        assert (len(came.taken), came.problems) == (3, ())
        now = service.poll(app, found.id)
        assert {key: one.answer for key, one in now.said.items()} == {k: one.answer for k, one in found.said.items()}


@_MANY
@given(st.binary(max_size=80) | st.text(max_size=80).map(str.encode))
def test_a_file_that_is_no_such_table_is_refused_and_answers_nothing(app: App, opened: Poll, content: bytes) -> None:
    heading = f"number,name,{','.join(DATES)}\n".encode()
    for one in (content, heading + content):
        with taken_back(app):
            with suppress(OutreachError):
                service.read_poll(app, opened.id, one, "dates.csv")
            assert service.poll(app, opened.id).said == {}


def test_a_name_that_a_spreadsheet_would_evaluate_is_found_again(app: App) -> None:
    group = a_doctors_group(app, "=Ana Ruiz", *PEOPLE[1:])
    found = said(app, a_poll(app, group), Bo="yyy")
    rows = [*csv.reader(StringIO(service.write_poll(found).decode("utf-8-sig")))]
    assert "'=Ana Ruiz" in [row[1] for row in rows]
    sheet = "\n".join(",".join(row[1:2] + (["no"] * 3)) for row in rows[1:])

    came = service.read_poll(app, found.id, f"name,{','.join(DATES)}\n{sheet}".encode(), "dates.csv")

    assert (len(came.taken), came.problems) == (3, ())
    now = service.poll(app, found.id)
    assert {now.answer(who(now, "=Ana Ruiz").contact_id, one.id) for one in now.dates} == {Answer.NO}


@pytest.mark.parametrize("heading", [f"name,{DATES[0]},2026-04-02", f"name,{DATES[0]},{DATES[0]}"])
def test_two_columns_for_one_date_are_refused(app: App, heading: str) -> None:
    found = a_poll(app)
    with pytest.raises(OutreachError, match="two columns for one date"):
        service.read_poll(app, found.id, f"{heading}\nBo Li,yes,no\n".encode(), "dates.csv")
