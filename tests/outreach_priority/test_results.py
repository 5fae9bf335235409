"""Decisions on risks, sealing, what was sealed and altered, and what moved since."""

from collections.abc import Sequence

import pytest

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft, Kind
from outreach_crm.errors import InvalidInputError, NotFoundError, RefusedError
from outreach_priority import service
from outreach_priority.formulas.check import Verdict
from outreach_priority.model import Assessment, DecisionDraft, Judgement, State, Subject, WeightsDraft
from outreach_priority.model.questionnaire import Analysis
from outreach_priority.service import comparing, deciding
from tests.builders import acting
from tests.outreach_priority.builders import Ratings, an_assessment, closed, handed_in

GO = DecisionDraft(goes=True, because="The board weighed it", mitigation="No logo on joint papers", staff_hours=10)
SAID: Sequence[Ratings] = [
    {"legal": (4, 3, 3, 2, 3, 0, 0, 0), "medical": (2, 2, 2, 2, 2, 0, 2, 0), "unions": (1, 1, 1, 1, 1, 0, 4, 0)},
    {"legal": (3, 3, 4, 2, 3, 0, 0, 0), "medical": (2, 2, 2, 2, 2, 0, 2, 0), "unions": (1, 1, 1, 1, 1, 0, 0, 0)},
]
CALM: Sequence[Ratings] = [
    {"legal": (4, 3, 3, 2, 3, 0, 0, 0), "medical": (2, 2, 2, 2, 2, 0, 0, 0), "unions": (1, 1, 1, 1, 1, 0, 0, 0)},
    {"legal": (3, 3, 4, 2, 3, 0, 0, 0), "medical": (4, 4, 4, 4, 4, 0, 0, 0), "unions": (1, 1, 1, 1, 1, 0, 0, 0)},
]


@pytest.fixture
def assessment(app: App) -> Assessment:
    return closed(app, SAID)


def on(assessment: Assessment, key: str) -> Subject:
    return deciding.subject_meant(assessment, key)


def test_a_named_person_decides_on_a_hold_with_reason_and_cost(app: App, assessment: Assessment) -> None:
    made = service.decide(app, assessment, on(assessment, "unions"), GO)

    assert (made.verdict, made.decided_by, made.decided_on, made.staff_hours) == (
        Verdict.HOLD,
        "Maria",
        "2026-03-09",
        10,
    )
    score = service.result(app, assessment).score("unions")
    assert score is not None
    assert (score.eligible, score.decision) == (True, made)


def test_a_decision_can_be_made_anew_and_taken_back(app: App, assessment: Assessment) -> None:
    unions = on(assessment, "unions")
    service.decide(app, assessment, unions, GO)
    service.decide(app, assessment, unions, DecisionDraft(goes=False, because="Not now", decided_by="Board"))
    assert [one.goes for one in service.decisions(app, assessment).values()] == [False]

    deciding.withdraw(app, assessment, unions)

    assert service.decisions(app, assessment) == {}
    with pytest.raises(NotFoundError, match="Nothing was decided"):
        deciding.withdraw(app, assessment, unions)


@pytest.mark.parametrize(
    ("key", "draft", "sentence"),
    [
        ("unions", DecisionDraft(goes=True, because=" "), "Say why"),
        ("unions", DecisionDraft(goes=True, because="x"), "say what is done about the risk"),
        ("medical", DecisionDraft(goes=True, because="x"), "on CAUTION: say what is done"),
        ("legal", GO, "nothing to decide"),
        ("unions", DecisionDraft(goes=False, because="x", money=-1), "0 or more"),
    ],
)
def test_what_is_no_decision_is_refused(
    app: App, assessment: Assessment, key: str, draft: DecisionDraft, sentence: str
) -> None:
    with pytest.raises(InvalidInputError, match=sentence):
        service.decide(app, assessment, on(assessment, key), draft)


def test_before_the_round_is_closed_nothing_is_told_or_decided(app: App) -> None:
    assessment = an_assessment(app, 2)
    with pytest.raises(RefusedError, match="still open"):
        service.result(app, assessment)
    with pytest.raises(RefusedError, match="still open"):
        service.decide(app, assessment, on(assessment, "legal"), GO)
    with pytest.raises(RefusedError, match="still open"):
        service.seal(app, assessment, because="Board")


@pytest.mark.parametrize(("text", "key"), [("LEGAL", "legal"), ("medical sector", "medical"), ("trade un", "unions")])
def test_a_sector_is_found_by_its_key_or_by_words_of_its_name(
    app: App, assessment: Assessment, text: str, key: str
) -> None:
    assert on(assessment, text).key == key


def test_what_is_not_judged_is_named_with_what_is(app: App, assessment: Assessment) -> None:
    with pytest.raises(NotFoundError, match="does not judge 'meidcal'.*did you mean 'medical'.*judges legal"):
        on(assessment, "meidcal")


def test_a_sealed_result_stands_whatever_becomes_of_sheets(app: App, assessment: Assessment) -> None:
    before = service.result(app, assessment)

    kept = service.seal(app, assessment, because="Board of 9 March")

    assert (kept.result, kept.genuine, kept.sealed_by) == (before, True, "Maria")
    sealed = service.get(app, assessment.id)
    assert sealed.state is State.SEALED
    assert service.standing(app, sealed) == (before, kept)
    with pytest.raises(RefusedError, match="is sealed already"):
        service.seal(app, sealed, because="Again")
    with pytest.raises(RefusedError, match="is sealed"):
        service.decide(app, sealed, on(sealed, "unions"), GO)


def test_sealing_is_final(app: App, assessment: Assessment) -> None:
    service.seal(app, assessment, because="Board")
    change = app.store.value("select max(id) as id from changes where what = 'seal priorities'")
    with pytest.raises(RefusedError):
        journal.undo(app, change, because="A mistake")


def test_without_reason_or_sheets_nothing_is_sealed(app: App, assessment: Assessment) -> None:
    with pytest.raises(InvalidInputError, match="--because"):
        service.seal(app, assessment, because=" ")
    silent = service.close(app, an_assessment(app, 2).id, early=True)
    with pytest.raises(RefusedError, match="Nobody has handed in a sheet"):
        service.seal(app, silent, because="Board")
    assert service.get(app, silent.id).state is State.CLOSED


@pytest.mark.parametrize("column", ["result", "sealed_by", "because", "sealed_at"])
def test_an_altered_result_is_shown_as_altered(app: App, assessment: Assessment, column: str) -> None:
    service.seal(app, assessment, because="Board")
    with app.change("alter"):
        row = app.store.one("select * from priority_results")
        assert row is not None
        text = row[column].replace('"place": 1', '"place": 2', 1) if column == "result" else f"{row[column]}x"
        assert text != row[column]
        app.store.update("priority_results", row["id"], {column: text})

    kept = service.sealed(app, service.get(app, assessment.id))

    assert kept is not None
    assert not kept.genuine
    assert kept.result is not None


def test_a_result_that_cannot_be_read_any_more_is_refused_in_a_sentence(app: App, assessment: Assessment) -> None:
    kept = service.seal(app, assessment, because="Board")
    with app.change("alter"):
        row = app.store.value("select id from priority_results")
        app.store.update("priority_results", row, {"result": "{}"})
    sealed = service.get(app, assessment.id)

    with pytest.raises(RefusedError, match=f"not the result that {kept.sealed_by} sealed on 2026-03-09"):
        service.standing(app, sealed)


def test_what_moved_since_the_last_sealed_one_is_told_with_its_parts(app: App) -> None:
    earlier = closed(app, CALM)
    service.seal(app, earlier, because="Board")
    later = closed(app, [CALM[1], CALM[1]])

    found = service.compare(app, later)

    assert found.earlier_id == earlier.id
    moved = {one.subject: (one.before, one.after) for one in found.moves}
    assert moved == {"medical": (2, 1), "legal": (1, 2), "unions": (3, 3)}
    for one in found.moves:
        assert one.by_item is not None
        assert one.by_weights == pytest.approx(0)
        assert one.value_after is not None
        assert one.value_before is not None
        assert sum(one.by_item.values()) == pytest.approx(one.value_after - one.value_before)
    told = comparing.in_words(later, found)
    assert any("The Medical Sector: second then, first now (+25.0): " in one for one in told), told


def test_other_weights_are_told_apart_from_other_ratings(app: App) -> None:
    earlier = closed(app, CALM)
    service.seal(app, earlier, because="Board")
    later = closed(app, CALM)
    said = (Judgement(item="world", number=100), Judgement(item="capacity", number=0))
    service.weigh(app, later, WeightsDraft(analysis=Analysis.INTERNATIONAL, said=said))

    legal = next(one for one in service.compare(app, later).moves if one.subject == "legal")

    assert legal.by_item is not None
    assert legal.by_weights is not None
    assert sum(legal.by_item.values()) == pytest.approx(0)
    assert legal.by_weights == pytest.approx((legal.value_after or 0) - (legal.value_before or 0))
    assert legal.by_weights < 0


def test_a_round_is_compared_with_the_one_before(app: App) -> None:
    first = closed(app, CALM)
    again = service.again(app, first.id)
    handed_in(app, again, 1, CALM[1])
    handed_in(app, again, 2, CALM[1])
    second = service.close(app, again.id)

    found = service.compare(app, second, until=1)

    assert (found.round, [one.subject for one in found.moves if one.before != one.after]) == (1, ["medical", "legal"])
    assert comparing.latest(app, second) == found
    with pytest.raises(InvalidInputError, match="no round 2 before round 2"):
        service.compare(app, second, until=2)


def test_where_nothing_was_sealed_before_there_is_nothing_to_compare(app: App, assessment: Assessment) -> None:
    assert comparing.latest(app, assessment) is None
    with pytest.raises(NotFoundError, match="nothing to compare"):
        service.compare(app, assessment)


def test_an_altered_earlier_result_is_named_beside_what_moved(app: App) -> None:
    earlier = closed(app, CALM)
    service.seal(app, earlier, because="Board")
    later = closed(app, CALM)
    row = app.store.value("select id from priority_results")
    with app.change("alter"):
        app.store.update("priority_results", row, {"sealed_by": "Nobody"})

    found = service.compare(app, later)

    assert found.altered
    assert "altered" in comparing.in_words(later, found)[0]
    with app.change("alter"):
        app.store.update("priority_results", row, {"result": "{}"})
    assert comparing.latest(app, later) is None


def test_what_came_and_went_is_told(app: App) -> None:
    earlier = closed(app, CALM)
    service.seal(app, earlier, because="Board")
    later = closed(app, [{"legal": CALM[0]["legal"], "youth": CALM[1]["legal"]}] * 2)

    told = comparing.in_words(later, service.compare(app, later))

    assert [one for one in told if one.startswith("New: ")]
    assert [one for one in told if one.startswith("Not judged any more: ")]


def test_whoever_may_not_see_all_that_is_judged_neither_seals_nor_sees_it(app: App) -> None:
    drafts = [
        ContactDraft(name=name, kind=Kind.ORGANISATION, sectors=("legal",)) for name in ("Open Bar", "Closed Bar")
    ]
    bodies = [contacts.add(app, one) for one in drafts]
    draft = {"organisations": tuple(str(one.id) for one in bodies), "sectors": ("legal",)}
    opened = an_assessment(app, 2, **draft)
    rows = {one.key: CALM[0]["legal"] for one in opened.subjects}
    for seat in (1, 2):
        handed_in(app, opened, seat, rows)
    assessment = service.close(app, opened.id)
    accounts.add_circle(app, "Board")
    contacts.edit(app, bodies[1].id, contacts.Edit(circle="Board"))

    with acting(app, "Olga") as other, pytest.raises(RefusedError, match="organisations that you may not see"):
        service.seal(other, service.get(other, assessment.id), because="Board")
    service.seal(app, service.get(app, assessment.id), because="Board")
    with acting(app, "Olga") as other:
        kept = service.sealed(other, service.get(other, assessment.id))

    assert kept is not None
    assert kept.genuine
    assert kept.result is not None
    assert [one.subject for one in kept.result.scores] == [bodies[0].uid]
