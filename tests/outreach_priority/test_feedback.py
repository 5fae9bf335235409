"""What advisers are told after a round."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.app import App
from outreach_crm.errors import NotFoundError, RefusedError
from outreach_priority import service
from outreach_priority.model import Analysis, Answer, Method, Rules, WeightsDraft
from outreach_priority.model.feedback import Feedback, ItemFeedback
from outreach_priority.service import telling
from outreach_priority.service.feedback import verdict
from outreach_priority.service.weighing import read_judgements
from tests.outreach_priority.builders import NAMES, an_assessment, answers, closed, handed_in, sheet_of

CALM = (2, 2, 2, 2, 2, 0, 0, 0)
SPLIT = [{"legal": (rating, 2, 2, 2, 2, 0, 0, 0)} for rating in (0, 0, 4, 4)]


def item(told: Feedback, key: str) -> ItemFeedback:
    """Return how the answers to one item lie for the law."""
    return next(one for one in told.items if one.item.key == key)


def test_it_tells_how_the_answers_lie_beside_ones_own(app: App) -> None:
    done = closed(app, [{"legal": (rating, *CALM[1:])} for rating in (1, 2, 3, 4, None)])

    told = service.give_feedback(app, done, 4)

    home = item(told, "home")
    assert home.own is not None
    assert (home.own.rating, home.median, home.q1, home.q3) == (4, 2.5, 1.75, 3.25)
    assert (home.n, home.dont_know, home.histogram) == (4, 1, (0, 1, 1, 1, 1))
    assert (told.asked, told.advisers, told.seat) == (5, 5, 4)
    assert item(service.give_feedback(app, done), "home").own is None


def test_of_a_round_without_sheets_there_is_nothing_to_tell(app: App) -> None:
    done = service.close(app, an_assessment(app, 2, sectors=("legal",)).id, early=True)

    told = service.give_feedback(app, done)

    assert (told.advisers, told.items, told.discuss) == (0, (), ())
    assert verdict(told) == "Nobody has handed in a sheet, so there is nothing to be read."


def test_whoever_withdrew_is_counted_alike_in_the_feedback_and_in_the_result(app: App) -> None:
    made = an_assessment(app, 2, sectors=("legal",))
    service.withdraw_sheet(app, sheet_of(app, made, 2).id, because="moved away")
    done = service.close(app, made.id, early=True)

    assert service.give_feedback(app, done).asked == 1
    said = telling.story(done, service.result(app, done))
    assert "0 of 1 advisers handed in a sheet, 1 more took theirs back." in said


def test_reasons_are_told_without_whose_they_are(app: App) -> None:
    assessment = an_assessment(app, 2, sectors=("legal",))
    for seat, (rating, text) in enumerate(((4, "They sat in the commission"), (1, "Nobody answers")), 1):
        said = [Answer(subject="legal", item="home", rating=rating, evidence=text, source="letter")]
        service.hand_in(app, sheet_of(app, assessment, seat).id, said)

    told = service.give_feedback(app, service.close(app, assessment.id), 1)

    reasons = item(told, "home").reasons
    assert [one.text for one in reasons] == ["Nobody answers (letter)", "They sat in the commission (letter)"]
    assert not any(name in str(told) for name in NAMES)


def test_what_is_disputed_or_not_known_is_to_be_discussed_most_consequential_first(app: App) -> None:
    said = [
        {"legal": (rating, unknown, 2, 2, 2, 0, 0, 0)} for rating, unknown in ((0, 2), (0, None), (4, None), (4, 3))
    ]
    done = closed(app, said)

    told = service.give_feedback(app, done)

    assert [(one.item, one.iqr, one.share_dont_know) for one in told.discuss] == [("home", 4, 0), ("world", 0.5, 0.5)]
    assert not told.weights_set
    assert told.worth_another
    assert told.changed is None


def test_the_weights_that_were_set_decide_the_order(app: App) -> None:
    said = [{"legal": (rating, 2, 2, 2, rating, 0, 0, 0)} for rating in (0, 0, 4, 4)]
    done = closed(app, said)
    assert [one.item for one in service.give_feedback(app, done).discuss] == ["home", "reached"]
    weighed = read_judgements(done, ["home=20", "reached=100"], Method.SWING)[Analysis.DOMESTIC]
    service.weigh(app, done, WeightsDraft(analysis=Analysis.DOMESTIC, set_by="Board", said=weighed))

    told = service.give_feedback(app, done)

    assert [one.item for one in told.discuss] == ["reached", "home"]
    assert told.weights_set


def test_a_round_that_changed_little_needs_no_other(app: App) -> None:
    done = closed(app, SPLIT, rules=Rules(rounds=3))
    service.again(app, done.id)
    for seat, said in enumerate(SPLIT[:3], 1):
        handed_in(app, done, seat, said)
    settled = service.give_feedback(app, service.close(app, done.id, early=True))
    service.again(app, done.id)
    for seat in (1, 2, 3):
        handed_in(app, done, seat, {"legal": (2, 1, 1, 1, 2, 0, 0, 0)})
    moved = service.give_feedback(app, service.close(app, done.id, early=True))

    assert (settled.changed, settled.settled, settled.worth_another) == (0, True, False)
    assert settled.discuss
    assert moved.changed == pytest.approx((3 * 3 + 3) / 24)
    assert not moved.settled


def test_while_a_second_round_is_open_the_feedback_is_that_of_the_first(app: App) -> None:
    done = closed(app, SPLIT)
    before = service.give_feedback(app, done, 1)
    second = service.again(app, done.id)
    handed_in(app, done, 1, {"legal": (2, 1, 1, 1, 2, 0, 0, 0)})

    assert service.give_feedback(app, second, 1) == before
    service.withdraw_sheet(app, sheet_of(app, second, 2).id)
    assert (service.give_feedback(app, second).asked, service.give_feedback(app, second).advisers) == (3, 3)


def test_there_is_none_while_a_round_is_open_nor_for_a_seat_without_a_sheet(app: App) -> None:
    assessment = an_assessment(app, 2, sectors=("legal",))
    handed_in(app, assessment, 1, {"legal": CALM})
    with pytest.raises(RefusedError, match="still open"):
        service.give_feedback(app, assessment, 1)
    done = service.close(app, assessment.id, early=True)
    with pytest.raises(NotFoundError, match="No sheet of adviser 2"):
        service.give_feedback(app, done, 2)


def test_all_dont_know_and_nobody_at_all_are_told_plainly(app: App) -> None:
    unknown = closed(app, [{"legal": (None,) * 8}] * 2)
    told = service.give_feedback(app, unknown)
    assert {one.median for one in told.items} == {None}
    assert len(told.discuss) == 8
    empty = service.close(app, an_assessment(app, 1, sectors=("legal",)).id, early=True)
    assert service.give_feedback(app, empty).advisers == 0


@given(st.permutations([0, 1, 1, 3, 4]))
def test_the_order_of_the_advisers_changes_nothing(order: list[int]) -> None:
    from outreach_priority.model import Assessment, State
    from outreach_priority.model.assessments import Subject
    from outreach_priority.service import questionnaires
    from outreach_priority.service.feedback import lying

    form = questionnaires.read(questionnaires.SHIPPED / "short.toml")
    assessment = Assessment(
        id=1, title="T", group_id=None, group="", sector="", questionnaire=form, rules=Rules(), seed=1, round=1,
        state=State.CLOSED, opened_on="2026-01-01", due_on="2026-02-01", change_id=1,
        subjects=(Subject(id=1, key="legal", title="Legal", sector="legal"),),
    )  # fmt: skip
    said = {seat: {("legal", "home"): answers({"legal": (one,)}, ("home",))[0]} for seat, one in enumerate(order)}

    first = lying(assessment, said)[0]

    assert (first.median, first.q1, first.q3, first.histogram) == (1, 1, 3, (1, 2, 0, 1, 1))
