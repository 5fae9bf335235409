"""A group asks the programme for actions for its meeting; what the programme answers is for that group."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from outreach_cases import service
from outreach_cases.model.actions import ActionDraft, RequestDraft, Source
from outreach_cases.model.wishes import TermsDraft
from outreach_crm.app import App
from outreach_crm.errors import ConflictError, InvalidInputError, RefusedError
from outreach_crm.model import Ref
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import ConsentDraft
from outreach_crm.privacy.model import State as Said
from tests.outreach_cases.actions import a_letter_group, an_action, matters, titles, with_programme
from tests.outreach_cases.holdings import a_free_case, a_local_group, accepted

MEETS = "2026-04-02"


def asked(app: App, group_id: int, place: Path, **draft: object) -> list[str]:
    """Ask for actions for a group, and return the letters that left."""
    given = RequestDraft(**{"group_id": group_id, "meets_on": MEETS, **draft})  # type: ignore[arg-type]
    service.request(app, given, channel="folder", place=str(place))
    return [one.read_text("utf-8") for one in place.rglob("*.txt")]


def needs(app: App, group_id: int, actions: int) -> None:
    service.set_terms(app, group_id, TermsDraft(actions=str(actions)))


def asking(app: App, group_id: int, on: str = MEETS) -> list[tuple[str, date | None]]:
    """Return by when an agenda says that the programme is to be asked."""
    offered = matters(app, group_id, date.fromisoformat(on))
    return [(str(one.title), one.due_on) for one in offered if not one.appeals and not one.rest]


def test_the_programme_is_told_when_they_meet_how_many_they_want_and_how_they_get_papers(
    app: App, tmp_path: Path
) -> None:
    office, lyon = with_programme(app), a_letter_group(app)
    service.set_terms(office, lyon, TermsDraft(paper="post"))

    (letter,) = asked(office, lyon, tmp_path, how_many=4, people=12)

    assert "Lyon group meets on 2 April 2026 and asks for actions on which it can write letters: 4." in letter
    assert "About 12 people are expected." in letter
    assert "It gets papers by post: Lyon group, lyon@example.org." in letter
    assert "too late" not in letter
    (made,) = service.requests(office, lyon)
    assert (made.due_on, made.late, str(made.told)) == ("2026-03-19", False, "asked on 2026-03-09")


def test_a_request_later_than_the_notice_is_taken_and_says_that_it_may_be_too_late(app: App, tmp_path: Path) -> None:
    office, lyon = with_programme(app, request_days=25), a_letter_group(app)

    (letter,) = asked(office, lyon, tmp_path)

    assert "This comes later than by 8 March 2026, and we know that it may be too late." in letter
    assert service.requests(office, lyon)[0].late


def test_nobody_is_asked_twice_for_one_meeting(app: App, tmp_path: Path) -> None:
    office, lyon = with_programme(app), a_letter_group(app)
    asked(office, lyon, tmp_path)

    with pytest.raises(ConflictError, match="was asked on 2026-03-09 already"):
        asked(office, lyon, tmp_path)
    assert len(asked(office, lyon, tmp_path, meets_on="2026-05-07")) == 2


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        ({"meets_on": "2026-03-01"}, "has passed"),
        ({"meets_on": " "}, "on which day"),
        ({"how_many": 0}, "0 cannot be"),
        ({"people": 10_001}, "10001 cannot be"),
    ],
)
def test_what_cannot_be_asked_is_told_and_nothing_leaves(
    app: App, tmp_path: Path, draft: dict[str, object], said: str
) -> None:
    office, lyon = with_programme(app), a_letter_group(app)
    with pytest.raises(InvalidInputError, match=said):
        asked(office, lyon, tmp_path, **draft)
    assert (service.requests(office), [*tmp_path.rglob("*.txt")]) == ([], [])


def test_without_a_programme_or_where_it_objects_nothing_is_written(app: App, tmp_path: Path) -> None:
    lyon = a_letter_group(app)
    with pytest.raises(ConflictError, match=r"\[cases\] programme"):
        asked(app, lyon, tmp_path)
    office = with_programme(app)
    named = service.programme(office)
    assert named is not None
    privacy.record(office, named.id, ConsentDraft(state=Said.OBJECTED, source="letter"))
    with pytest.raises(RefusedError, match="It cannot go to Risk Programme"):
        asked(office, lyon, tmp_path)
    assert service.requests(office, everything=True) == []


def test_what_the_programme_answers_is_offered_to_that_group_from_that_meeting_on(app: App, tmp_path: Path) -> None:
    office, lyon, ulm = with_programme(app), a_letter_group(app), a_letter_group(app, "Ulm group")
    asked(office, lyon, tmp_path)
    (made,) = service.requests(office)

    after, given = service.answer(office, made.id, ActionDraft(title="For Reza", text="He is ill"))

    assert given is not None
    assert (given.source, given.group) == (Source.REQUEST, "Lyon group")
    assert str(after.told) == "answered on 2026-03-09: 1 of 3"
    assert service.requests(office) == []
    assert service.given_for(office, after) == [given]
    assert titles(office, lyon, date(2026, 4, 1)) == []
    assert titles(office, lyon, date.fromisoformat(MEETS)) == ["For Reza"]
    assert titles(office, ulm, date.fromisoformat(MEETS)) == []
    with pytest.raises(InvalidInputError, match="outreach cases answer"):
        an_action(office, "Other", Source.REQUEST)


def test_an_answer_without_actions_says_why(app: App, tmp_path: Path) -> None:
    office, lyon = with_programme(app), a_letter_group(app)
    asked(office, lyon, tmp_path)
    (made,) = service.requests(office)
    with pytest.raises(InvalidInputError, match="what it said instead"):
        service.answer(office, made.id, None)

    after, _ = service.answer(office, made.id, None, "None in so short a time")

    assert (after.answer, str(after.told)) == ("None in so short a time", "answered on 2026-03-09: 0 of 3")


def test_an_agenda_says_by_when_to_ask_where_less_is_there_than_the_group_needs(app: App, tmp_path: Path) -> None:
    office = with_programme(app)
    lyon, ana = a_local_group(office)
    assert asking(office, lyon) == []
    needs(office, lyon, 3)
    case = a_free_case(office)
    accepted(office, lyon, case, ana)
    an_action(office)
    assert asking(office, lyon) == [("Ask the programme for more cases, by 2026-03-19", date(2026, 3, 19))]
    assert asking(office, lyon, "2026-03-22") == []
    an_action(office, "Write to Minsk", Source.MAILING)

    assert asking(office, lyon) == []


def test_who_says_no_number_asks_for_what_is_missing_and_is_told_no_more_to_ask(app: App, tmp_path: Path) -> None:
    office, lyon = with_programme(app), a_letter_group(app)
    needs(office, lyon, 6)
    an_action(office)
    assert len(asking(office, lyon)) == 1

    (letter,) = asked(office, lyon, tmp_path)

    assert "can write letters: 5." in letter
    assert asking(office, lyon) == []


def test_a_request_without_an_answer_is_called_to_mind_a_week_before_the_meeting(app: App, tmp_path: Path) -> None:
    office, lyon = with_programme(app), a_letter_group(app)
    asked(office, lyon, tmp_path)
    (made,) = service.requests(office)

    (found,) = [
        one for one in office.plugins.reminders(office, date(2026, 3, 20)) if one.group == "Requests for actions"
    ]

    assert found.due_on == date.fromisoformat(MEETS) - timedelta(days=7)
    assert (found.ref, found.ends_on) == (Ref("case_requests", made.id), date.fromisoformat(MEETS))
    service.answer(office, made.id, None, "None")
    assert [one for one in office.plugins.reminders(office, date(2026, 3, 20)) if one.ref == found.ref] == []


def test_the_history_of_a_group_tells_for_what_it_asked(app: App, tmp_path: Path) -> None:
    office, lyon = with_programme(app), a_letter_group(app)
    asked(office, lyon, tmp_path, how_many=2)

    told = [str(one.title) for one in office.plugins.timeline_entries(office, lyon) if one.kind == "request"]

    assert told == ["Asks for 2 actions for 2026-04-02"]
