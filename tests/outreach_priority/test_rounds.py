"""An assessment goes from opening through sheets and closing to a further round."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError, RefusedError
from outreach_priority import service
from outreach_priority.model import (
    SCALE,
    Answer,
    Assessment,
    AssessmentDraft,
    Rules,
    SheetState,
    Stance,
    State,
    Subject,
)
from outreach_priority.service import questionnaires
from outreach_priority.service.checking import problems
from tests.outreach_priority.builders import (
    SECTORS,
    advisers,
    an_advisory_group,
    an_assessment,
    answers,
    closed,
    handed_in,
    sheet_of,
)

NOBODY: Any = None
"""No App: what is asked of it is not needed."""
MIDDLING = dict.fromkeys(SECTORS, (2, 2, 2, 2, 2, 0, 0, 0))
HIGH = dict.fromkeys(SECTORS, (4, 4, 4, 4, 4, 0, 0, 0))


def test_an_advisory_group_gets_a_sheet_for_each_adviser(app: App) -> None:
    group = an_advisory_group(app, 3)

    opened = service.open_assessment(app, AssessmentDraft(group=group.name, sectors=("legal", "Medical")))

    assert (opened.title, opened.state, opened.round) == ("Advisory Group 2026", State.OPEN, 1)
    assert [one.key for one in opened.subjects] == ["legal", "medical"]
    assert opened.due_on == "2026-03-23"
    sheets = service.sheets_of(app, opened)
    assert [(one.seat, one.adviser, one.state) for one in sheets] == [
        (1, "Bo Lind", SheetState.ASKED),
        (2, "Chi Okoye", SheetState.ASKED),
        (3, "Ana Ruiz", SheetState.ASKED),
    ]
    assert len({one.uid for one in sheets}) == 3


def test_where_nothing_is_named_all_sectors_are_judged(app: App) -> None:
    person = advisers(app, 1)[0]

    opened = service.open_assessment(app, AssessmentDraft(advisers=(str(person.id),)))

    assert len(opened.subjects) > len(SECTORS)


@pytest.mark.parametrize(
    ("draft", "sentence"),
    [
        (AssessmentDraft(), "Say who is asked"),
        (AssessmentDraft(advisers=("Ana Ruiz", "Ana Ruiz")), "Ana Ruiz is named twice"),
        (AssessmentDraft(advisers=("Ana Ruiz",), sectors=("legal", "legal")), "Legal.* is named twice"),
        (AssessmentDraft(advisers=("Ana Ruiz",), due_on="2026-03-01"), "2026-03-01 has passed"),
        (AssessmentDraft(advisers=("Ana Ruiz",), organisations=("Bar",)), "one with --sector"),
    ],
)
def test_what_cannot_be_opened_is_refused_in_a_sentence(app: App, draft: AssessmentDraft, sentence: str) -> None:
    advisers(app, 1)

    with pytest.raises(InvalidInputError, match=sentence):
        service.open_assessment(app, draft)


def test_an_unknown_sector_or_form_is_refused(app: App) -> None:
    advisers(app, 1)

    with pytest.raises(NotFoundError, match="sector"):
        service.open_assessment(app, AssessmentDraft(advisers=("Ana Ruiz",), sectors=("plumbers",)))
    with pytest.raises(NotFoundError, match="questionnaire"):
        service.open_assessment(app, AssessmentDraft(advisers=("Ana Ruiz",), form="long"))


def test_a_sheet_counts_once_it_is_handed_in_and_the_round_is_closed(app: App) -> None:
    assessment = an_assessment(app, 2)
    handed_in(app, assessment, 1, MIDDLING, stances=[Stance(subject="legal", interest="a member", aims=("action",))])

    with pytest.raises(RefusedError, match="still open"):
        service.counted(app, service.get(app, assessment.id))
    with pytest.raises(RefusedError, match="1 of 2 sheets are out"):
        service.close(app, assessment.id)
    done = service.close(app, assessment.id, early=True)

    (sheet,) = service.counted(app, done)
    assert (sheet.seat, sheet.late, len(sheet.answers)) == (1, False, 24)
    assert sheet.stances == (Stance(subject="legal", interest="a member", aims=("action",)),)


def test_every_mistake_of_a_sheet_is_told_and_nothing_of_it_is_taken(app: App) -> None:
    assessment = an_assessment(app, 1)
    sheet = sheet_of(app, assessment, 1)
    given = [
        *answers({"legal": (2,)}, ("home",)),
        Answer(subject="leagl", item="home", rating=1),
        Answer(subject="legal", item="D1", rating=1),
        Answer(subject="legal", item="world", rating=5),
        Answer(subject="legal", item="Home", rating=3),
    ]

    with pytest.raises(InvalidInputError) as refused:
        service.hand_in(app, sheet.id, given, [Stance(subject="legal", aims=("fame",))])

    said = [str(one) for one in refused.value.problems]
    assert [line.split(": ")[0] for line in said] == [
        "leagl, home",
        "legal, D1",
        "legal, world",
        "legal, Home",
        "legal",
    ]
    assert "did you mean 'legal'" in said[0]
    assert "5 is not on the scale from 0 to 4" in said[2]
    service.close(app, assessment.id, early=True)
    assert service.counted(app, service.get(app, assessment.id)) == []


def test_a_sheet_handed_in_again_is_renewed(app: App) -> None:
    assessment = an_assessment(app, 1)
    handed_in(app, assessment, 1, MIDDLING)
    handed_in(app, assessment, 1, {"legal": (4, None, 4, 4, 4, 0, 0, 0)})

    (sheet,) = service.counted(app, service.close(app, assessment.id))

    assert [one.rating for one in sheet.answers] == [4, None, 4, 4, 4, 0, 0, 0]


def test_an_empty_sheet_is_refused(app: App) -> None:
    assessment = an_assessment(app, 1)

    with pytest.raises(InvalidInputError, match="Nothing is rated"):
        service.hand_in(app, sheet_of(app, assessment, 1).id, [])


def test_what_is_saved_counts_for_nothing_before_it_is_handed_in(app: App) -> None:
    assessment = an_assessment(app, 1)
    service.save(app, sheet_of(app, assessment, 1).id, answers(MIDDLING))

    done = service.close(app, assessment.id, early=True)

    assert service.counted(app, done) == []


def test_a_further_round_begins_with_what_was_said_before(app: App) -> None:
    first = closed(app, [MIDDLING, HIGH], rules=Rules(rounds=2))
    second = service.again(app, first.id, due_on="2026-04-01")
    handed_in(app, second, 2, MIDDLING)

    done = service.close(app, second.id, early=True)

    assert (second.round, second.due_on) == (2, "2026-04-01")
    told = service.counted(app, done)
    assert [(one.seat, one.round) for one in told] == [(1, 1), (2, 2)]
    assert {one.rating for one in told[1].answers} == {0, 2}
    with pytest.raises(RefusedError, match="2 of the 2 rounds"):
        service.again(app, done.id)


def test_a_sheet_of_a_round_that_is_over_stays_as_it_is(app: App) -> None:
    first = closed(app, [MIDDLING])
    old = sheet_of(app, first, 1)

    with pytest.raises(RefusedError, match="Round 1 of Priorities is over"):
        service.hand_in(app, old.id, answers(HIGH))


def test_closing_cannot_be_undone(app: App) -> None:
    done = closed(app, [MIDDLING])

    with pytest.raises(RefusedError):
        journal.undo(app, done.change_id)
    assert service.get(app, done.id).state is State.CLOSED


def test_one_person_has_one_say(app: App) -> None:
    from outreach_crm.contacts import service as contacts

    assessment = an_assessment(app, 2)
    handed_in(app, assessment, 1, MIDDLING)
    one, other = (sheet.adviser_id for sheet in service.sheets_of(app, assessment))
    assert one is not None
    assert other is not None
    contacts.merge(app, one, other)

    with pytest.raises(ConflictError, match="one person has one say"):
        handed_in(app, assessment, 2, HIGH)


def test_a_form_that_was_changed_after_opening_changes_nothing(app: App, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    text = (questionnaires.SHIPPED / "short.toml").read_text("utf-8").replace('key = "short"', 'key = "own"', 1)
    own.write_text(text, "utf-8")
    assessment = an_assessment(app, 1, form=str(own))
    own.write_text(text.replace('key = "home"', 'key = "house"'), "utf-8")

    handed_in(app, assessment, 1, MIDDLING)

    assert service.get(app, assessment.id).questionnaire.item("home") is not None
    assert len(service.counted(app, service.close(app, assessment.id))[0].answers) == 24


@given(
    subject=st.sampled_from([*SECTORS, "plumbers"]),
    item=st.sampled_from(["home", "misuse", "HOME"]),
    rating=st.one_of(st.none(), st.integers(-2, 7)),
)
def test_what_is_not_wrong_is_taken_and_what_is_wrong_is_told(subject: str, item: str, rating: int | None) -> None:
    assessment = Assessment(
        id=1, title="T", group_id=None, group="", sector="", rules=Rules(), seed=1, round=1, state=State.OPEN,
        questionnaire=questionnaires.read(questionnaires.SHIPPED / "short.toml"), opened_on="2026-01-01",
        due_on="2026-02-01", change_id=1,
        subjects=tuple(Subject(id=n, key=key, title=key, sector=key) for n, key in enumerate(SECTORS)),
    )  # fmt: skip
    answer = Answer(subject=subject, item=item, rating=rating)
    right = subject in SECTORS and (rating is None or rating in SCALE)

    wrong = problems(NOBODY, assessment, [answer], [])

    assert bool(wrong) is not right


def test_more_time_is_given_with_a_reason_and_never_less(app: App) -> None:
    assessment = an_assessment(app, due_on="1w")
    later = app.clock.today() + timedelta(days=10)

    with pytest.raises(InvalidInputError, match="--because"):
        service.extend(app, assessment.id, due_on="3w", because=" ")
    with pytest.raises(InvalidInputError, match="no later than"):
        service.extend(app, assessment.id, due_on="3d", because="a holiday")
    assert service.extend(app, assessment.id, due_on=later.isoformat(), because="a holiday").due_on == later.isoformat()

    service.close(app, assessment.id, early=True)
    with pytest.raises(RefusedError, match="is open"):
        service.extend(app, assessment.id, due_on="3w", because="a holiday")
