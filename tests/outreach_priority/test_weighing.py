"""Weights: who says what of the items, by which method, and what a group comes to."""

from collections.abc import Callable
from contextlib import closing
from types import SimpleNamespace

import pytest
from click.testing import Result as Printed

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.errors import InvalidInputError, NotFoundError, RefusedError
from outreach_priority import service
from outreach_priority.cli import weighing as commands
from outreach_priority.model import Analysis, Assessment, Judgement, Method, Weighting, WeightsDraft
from outreach_priority.service import weighing
from tests.outreach_priority.builders import an_assessment, closed

MIDDLING = {"legal": (2, 2, 2, 2, 2, 0, 0, 0), "medical": (3, 3, 3, 3, 3, 0, 0, 0)}
FULL_ABROAD = ("I1", "I2", "I3", "I4", "I5", "B1", "B2", "B3", "B4")


@pytest.fixture
def assessment(app: App) -> Assessment:
    return closed(app, [MIDDLING] * 3)


def said(app: App, assessment: Assessment, text: str, method: Method = Method.SWING, by: str = "") -> Weighting:
    ((analysis, judgements),) = weighing.read_judgements(assessment, text.split(), method).items()
    draft = WeightsDraft(analysis=analysis, method=method, said=judgements, set_by=by)
    return service.weigh(app, assessment, draft)


def test_points_become_shares_and_it_is_known_who_set_them_when(app: App, assessment: Assessment) -> None:
    kept = said(app, assessment, "world=100 capacity=60")

    assert kept.weights == pytest.approx({"world": 0.625, "capacity": 0.375})
    assert (kept.set_by, kept.set_on, kept.method) == ("Maria", "2026-03-09", Method.SWING)


def test_who_says_it_anew_says_it_instead(app: App, assessment: Assessment) -> None:
    said(app, assessment, "world=100 capacity=60")
    kept = said(app, assessment, "world=1 capacity=2", Method.ROC)

    assert kept.weights == pytest.approx({"world": 0.75, "capacity": 0.25})
    assert [one.method for one in weighing.weightings(app, assessment)] == [Method.ROC]


def test_a_group_has_the_mean_of_its_members_and_their_range(app: App, assessment: Assessment) -> None:
    said(app, assessment, "world=100 capacity=0", by="Board")
    said(app, assessment, "world=1 capacity=2", Method.SR, by="Advisers")

    abroad, at_home = service.weights(app, assessment)

    assert abroad.items["world"].weight == pytest.approx((1 + 2 / 3) / 2)
    assert (abroad.items["world"].high, abroad.items["capacity"].low, abroad.joined) == (1.0, 0.0, weighing.MEAN)
    assert {one.name for one in abroad.set_by} == {"Board", "Advisers"}
    assert (at_home.set_by, at_home.items["home"].weight) == ((), 0.5)


def test_comparisons_tell_how_far_they_agree_with_themselves(app: App) -> None:
    """Of three items the eigenvalue is 1 + t + 1/t with t the cube root of 3 * 9 / 5, and the random index 0.58."""
    assessment = _netherlands(app)
    t = (3 * 9 / 5) ** (1 / 3)
    kept = said(app, assessment, "impact/preventive=3 impact/information=5 preventive/information=9", Method.AHP)

    assert kept.consistency == pytest.approx((t + 1 / t - 2) / 2 / 0.58)
    assert set(kept.doubtful) < {"impact", "preventive", "information"}
    assert len(kept.doubtful) == 2


def test_best_and_worst_are_found_in_what_is_compared(app: App) -> None:
    assessment = _netherlands(app)
    kept = said(app, assessment, "impact/preventive=2 impact/information=8 preventive/information=4", Method.BWM)

    assert kept.weights == pytest.approx({"impact": 8 / 13, "preventive": 4 / 13, "information": 1 / 13})
    assert kept.consistency == pytest.approx(0.0, abs=1e-9)
    assert kept.doubtful == ()


def test_comparisons_of_several_are_joined_before_weights_are_made(app: App) -> None:
    assessment = _netherlands(app)
    said(app, assessment, "impact/preventive=2 impact/information=8 preventive/information=4", Method.AHP, "A")
    said(app, assessment, "preventive/impact=2 information/impact=8 information/preventive=4", Method.AHP, "B")

    abroad = service.weights(app, assessment)[0]

    assert [one.weight for one in abroad.items.values()] == pytest.approx([1 / 3] * 3)
    assert abroad.joined == weighing.COMPARED


def _netherlands(app: App) -> Assessment:
    return an_assessment(app, 1, form="netherlands")


@pytest.mark.parametrize(
    ("text", "method", "sentence"),
    [
        ("world=0 capacity=0", Method.SWING, "sum to nothing"),
        ("world=100", Method.SWING, "capacity is missing"),
        ("world=-1 capacity=1", Method.SWING, "from 0 upwards"),
        ("world=nan capacity=1", Method.SWING, "from 0 upwards"),
        ("world=100 WORLD=50 capacity=1", Method.SWING, "stands there twice"),
        ("wrld=100 capacity=1", Method.SWING, "no item 'wrld'.*did you mean 'world'"),
        ("misuse=100", Method.SWING, "misuse has no weight"),
        ("world=many capacity=1", Method.SWING, "'many' is not a number"),
        ("world 100", Method.SWING, "equals sign"),
        ("world/capacity=3", Method.SWING, "one item"),
        ("world=3", Method.AHP, "two items"),
        ("world/capacity=0", Method.AHP, "not been compared|above 0"),
        ("world/capacity=3 capacity/world=3", Method.AHP, "compared twice"),
        ("world/capacity=3 capacity/world=3", Method.BWM, "Compare only"),
        ("world/capacity=0.5", Method.BWM, "from 1"),
    ],
)
def test_what_cannot_be_weights_is_refused_in_a_sentence(
    app: App, assessment: Assessment, text: str, method: Method, sentence: str
) -> None:
    with pytest.raises(InvalidInputError, match=sentence):
        said(app, assessment, text, method)
    assert weighing.weightings(app, assessment) == []


def test_items_of_risk_and_readiness_have_no_weights(app: App, assessment: Assessment) -> None:
    draft = WeightsDraft(analysis=Analysis.RISK, said=(Judgement(item="misuse", number=1),))
    with pytest.raises(InvalidInputError, match="risk have no weights"):
        service.weigh(app, assessment, draft)


def test_weights_of_a_sealed_assessment_stand(app: App, assessment: Assessment) -> None:
    said(app, assessment, "world=100 capacity=60")
    service.seal(app, assessment, because="Board")
    sealed = service.get(app, assessment.id)

    with pytest.raises(RefusedError, match="is sealed"):
        said(app, sealed, "world=1 capacity=1")
    with pytest.raises(RefusedError, match="is sealed"):
        weighing.drop(app, sealed, "Maria")


def test_weights_of_somebody_can_be_taken_away(app: App, assessment: Assessment) -> None:
    said(app, assessment, "world=100 capacity=60", by="Board")

    change = weighing.drop(app, assessment, "board")

    assert service.weights(app, assessment)[0].set_by == ()
    with pytest.raises(NotFoundError, match="has set no weights"):
        weighing.drop(app, assessment, "Board")
    journal.undo(app, change)
    assert [one.name for one in service.weights(app, assessment)[0].set_by] == ["Board"]


@pytest.mark.parametrize(
    ("method", "typed", "world"),
    [
        ("swing", "world\n40\nhome\n100\n", 100 / 140),
        ("roc", "capacity\nhome\n", 0.25),
        ("sr", "world\nhome\n", 2 / 3),
        ("bwm", "world\ncapacity\n3\nhome\nreached\n2\n", 0.75),
        ("ahp", "world\n3\nhome\n1\n", 0.75),
    ],
)
def test_at_a_terminal_weights_are_asked_for(
    cli: Callable[..., Printed], monkeypatch: pytest.MonkeyPatch, method: str, typed: str, world: float
) -> None:
    monkeypatch.setattr(commands, "sys", SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True)))
    with closing(App.open()) as app:
        number = closed(app, [MIDDLING] * 3).id

    printed = cli("priority", "weigh", str(number), "--method", method, input=typed)

    assert f"{100 * world:.1f} %" in printed.stdout
    assert "Maria" in printed.stdout or "maria" in printed.stdout
    told = next(line for line in printed.stdout.splitlines() if " on 2" in line and " by " in line)
    assert "question" in told
    assert not {"swing", "centroid", "reciprocal", "pairwise"} & {*told.rstrip(".").split()}


def test_without_a_terminal_items_are_needed(cli: Callable[..., Printed]) -> None:
    with closing(App.open()) as app:
        number = closed(app, [MIDDLING] * 3).id
    assert "Give items with points" in cli("priority", "weigh", str(number), code=2).stderr


@pytest.mark.parametrize("method", [Method.BWM, Method.AHP])
def test_an_only_item_has_all_the_weight_and_nothing_to_be_compared_with(app: App, method: Method) -> None:
    draft = WeightsDraft(analysis=Analysis.DOMESTIC, method=method, said=())
    assert service.weigh(app, _netherlands(app), draft).weights == {"size": 1.0}
