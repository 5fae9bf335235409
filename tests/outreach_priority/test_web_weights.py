"""Pages of weights: the dialogue that asks for them, who set what, and what they mean."""

import pytest

from outreach_crm.app import App
from outreach_crm.policy import Role
from outreach_priority import service
from outreach_priority.model import Assessment
from outreach_priority.model.weighting import Method
from outreach_priority.service import weighing
from tests.outreach_priority.builders import an_assessment, closed, handed_in
from tests.outreach_priority.test_results import CALM, SAID
from tests.web.office import Desk, at_desk, words

pytestmark = pytest.mark.connections


@pytest.fixture
def assessment(app: App) -> Assessment:
    return closed(app, SAID)


def path(assessment: Assessment, rest: str = "") -> str:
    return f"/priorities/{assessment.id}/weights{rest}"


def shares(app: App, assessment: Assessment) -> dict[str, float]:
    told = service.weights(app, assessment)
    return {item: round(one.weight, 3) for side in told for item, one in side.items.items()}


def test_whoever_never_heard_of_swing_weights_is_led_through_both_analyses(desk: Desk, assessment: Assessment) -> None:
    page = desk.read(path(assessment))
    assert "Nobody has set any yet: all questions weigh the same." in words(page)

    first = words(desk.read(path(assessment, "/international")))
    assert "Imagine a sector that gets the lowest answer" in first
    assert "International influence: from “none known” to “a seat or voice, and many living links”" in first
    then = path(assessment, "/international?first=world")
    assert "You would first raise International influence, from “none known”" in words(desk.read(then))
    answer = desk.send(then, {"item-1": "60", "by": "The board", "because": "Meeting of 12 March"})

    onward = desk.follow(answer)
    assert "International weights of The board: International influence 62 %" in words(onward)
    assert "Weights of the domestic analysis" in words(onward)
    assert answer.headers["Location"].endswith("/weights/domestic?by=The+board")
    answer = desk.send(path(assessment, "/domestic?first=home&by=The+board"), {"item-1": "40", "by": "The board"})
    page = words(desk.follow(answer))
    assert "To raise Influence in its own society is worth 2.5 times as much as to raise Not reached" in page
    assert shares(desk.app, assessment) == {"world": 0.625, "capacity": 0.375, "home": 0.714, "reached": 0.286}


def test_what_somebody_said_before_is_there_to_be_changed(desk: Desk, assessment: Assessment) -> None:
    desk.send(path(assessment, "/international?first=world"), {"item-1": "60", "by": "The board"})

    first = desk.read(path(assessment, "/international?by=The+board"))
    assert 'value="world" checked' in " ".join(first.split())
    assert 'value="60"' in desk.read(path(assessment, "/international?by=The+board&first=world"))
    # Beside another first one the same points would mean something else.
    assert 'value="60"' not in desk.read(path(assessment, "/international?by=The+board&first=capacity"))


@pytest.mark.parametrize(
    ("points", "said"), [("", "This has no answer yet."), ("101", "Not more than 100."), ("x", "Write a number.")]
)
def test_what_is_no_answer_stands_beside_its_question_and_nothing_is_lost(
    desk: Desk, assessment: Assessment, points: str, said: str
) -> None:
    answer = desk.send(path(assessment, "/international?first=world"), {"item-1": points, "by": "The board"})

    assert answer.status_code == 422
    assert said in words(answer.text)
    assert 'value="The board"' in answer.text
    assert weighing.weightings(desk.app, assessment) == []


@pytest.mark.parametrize(
    ("method", "asked", "sent", "world"),
    [
        (Method.ROC, "?method=roc", {"item-0": "1", "item-1": "2"}, 0.75),
        (Method.SR, "?method=sr", {"item-0": "1", "item-1": "1"}, 0.5),
        (Method.BWM, "?method=bwm&best=world&worst=capacity", {"pair-0": "3"}, 0.75),
        (Method.AHP, "?method=ahp", {"pair-0": "b4"}, 0.2),
        (Method.AHP, "?method=ahp", {"pair-0": "1"}, 0.5),
    ],
)
def test_other_ways_to_ask_lead_to_weights_too(
    desk: Desk, assessment: Assessment, method: Method, asked: str, sent: dict[str, str], world: float
) -> None:
    desk.follow(desk.send(path(assessment, f"/international{asked}"), {**sent, "by": "Ana"}))

    (made,) = weighing.weightings(desk.app, assessment)
    assert (made.method, round(made.weights["world"], 3)) == (method, world)
    again = desk.read(path(assessment, f"/international{asked}&by=Ana"))
    key, given = next(iter(sent.items()))
    assert f'value="{given}"' in again, key


def test_with_many_questions_every_way_can_be_walked_to_its_end(desk: Desk) -> None:
    assessment = an_assessment(desk.app, 1, form="full")
    items = [one.key for one in assessment.questionnaire if one.analysis == "domestic"]
    for asked, sent in (
        (f"?first={items[0]}", {f"item-{n}": "50" for n in range(1, len(items))}),
        ("?method=roc", {f"item-{n}": str(n + 1) for n in range(len(items))}),
        (f"?method=bwm&best={items[0]}&worst={items[1]}", {f"pair-{n}": "2" for n in range(2 * len(items) - 3)}),
        ("?method=ahp", {f"pair-{n}": "a3" for n in range(len(items) * (len(items) - 1) // 2)}),
    ):
        answer = desk.send(path(assessment, f"/domestic{asked}"), {**sent, "by": asked})
        assert answer.status_code == 303, words(answer.text)
    told = words(desk.read(path(assessment)))
    assert "Together: mean of the weights." in told
    assert "The comparisons contradict each other" in told


def test_the_best_cannot_be_the_worst(desk: Desk, assessment: Assessment) -> None:
    page = desk.read(path(assessment, "/international?method=bwm&best=world&worst=world"))
    assert "Choose two that differ." in words(page)


def test_weights_are_taken_away_and_brought_back(desk: Desk, assessment: Assessment) -> None:
    desk.send(path(assessment, "/international?first=world"), {"item-1": "60", "by": "The board"})

    answer = desk.send(path(assessment, "/drop"), {"by": "The board"}, seen=path(assessment))

    assert "The weights of The board were taken away." in words(desk.follow(answer))
    assert weighing.weightings(desk.app, assessment) == []


def test_only_who_may_write_is_asked_and_nobody_once_it_is_sealed(desk: Desk, assessment: Assessment) -> None:
    reader = at_desk(desk.app, "Rosa", Role.READER)
    assert "Set weights" not in words(reader.read(path(assessment)))
    assert reader.get(path(assessment, "/international")).status_code == 403
    service.seal(desk.app, assessment, because="Board")
    assert "these weights stand as they are" in words(desk.read(path(assessment)))
    assert "its weights and decisions stand as they are" in words(desk.follow(desk.get(path(assessment, "/domestic"))))


def test_there_are_weights_of_the_two_analyses_only(desk: Desk, assessment: Assessment) -> None:
    assert desk.get(path(assessment, "/risk")).status_code == 404


def test_weights_can_be_set_while_a_round_is_open_and_tell_nothing_of_it(desk: Desk) -> None:
    assessment = an_assessment(desk.app, 2)
    before = words(desk.read(path(assessment)))
    handed_in(desk.app, assessment, 1, CALM[0])
    assert words(desk.read(path(assessment))) == before
    desk.follow(desk.send(path(assessment, "/international?first=world"), {"item-1": "60", "by": "The board"}))
