"""Pages of a result: the order and why, who decides on risks, how firm it is, and that it stands for good."""

import json

import pytest

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.jobs import service as jobs
from outreach_crm.policy import Role
from outreach_priority import plots, service
from outreach_priority.model import Assessment, AssessmentDraft, State
from outreach_priority.service import opinions
from tests.builders import a_person, an_organisation
from tests.outreach_priority.builders import an_assessment, closed, handed_in
from tests.outreach_priority.test_results import CALM, SAID
from tests.web.office import Desk, at_desk, words

pytestmark = pytest.mark.connections
GO = {"answer": "go", "decided_by": "Board", "because": "It weighed it", "mitigation": "No logo", "staff_hours": "8"}


@pytest.fixture
def assessment(app: App) -> Assessment:
    return closed(app, SAID)


def path(assessment: Assessment, rest: str = "result") -> str:
    return f"/priorities/{assessment.id}/{rest}"


def test_the_first_page_says_who_comes_first_and_why_and_what_is_to_be_decided(
    desk: Desk, assessment: Assessment
) -> None:
    page = words(desk.read(path(assessment)))

    assert "The International Legal Network is first (81.2 of 100)" in page
    assert "Ahead of The Medical Sector by 31.2" in page
    assert "On hold: 1 adviser rated Damage to our impartiality or independence 4." in page
    assert "on hold , to be decided" in page
    assert "Weights: equal, nobody has set any." in page
    assert "Not sealed" in page
    assert "plausible cases" not in page


def test_one_subject_shows_the_ratings_its_numbers_rest_on_and_sums_that_can_be_checked(
    desk: Desk, assessment: Assessment
) -> None:
    page = words(desk.read(path(assessment, "result/medical")))

    assert "International: 50.0, which is 50.0 % of 50.0 (International influence) + 50.0 % of 50.0" in page
    assert "Together: 50.0, the square root of 50.0 × 50.0." in page
    assert "It is 31.2 behind The International Legal Network. What speaks most against it: Capacity" in page
    assert "Influence in its own society 2 2 2.0 50.0 50.0 %" in page
    beside = words(desk.read(path(assessment, "result/medical?beside=unions")))
    assert "It is 25.0 ahead of Trade Unions" in beside
    assert desk.get(path(assessment, "result/nothing")).status_code == 404


def test_a_named_person_decides_and_takes_it_back(desk: Desk, assessment: Assessment) -> None:
    where = path(assessment, "decide/unions")
    answer = desk.send(where, {**GO, "mitigation": ""})
    assert answer.status_code == 422
    assert "say what is done about the risk" in words(answer.text)
    assert "It weighed it" in answer.text

    page = words(desk.follow(desk.send(where, GO)))

    assert "Trade Unions can be chosen." in page
    assert "on hold; Board: can be chosen" in page
    made = service.decisions(desk.app, assessment)["unions"]
    assert (made.decided_by, made.staff_hours, made.mitigation) == ("Board", 8, "No logo")
    assert 'value="8"' in desk.read(where)
    undone = desk.send(where, {**GO, "answer": "undecided", "_version": str(made.change_id)})
    assert "Undecided again: Trade Unions." in words(desk.follow(undone))
    assert service.decisions(desk.app, assessment) == {}


def test_a_decision_that_somebody_else_made_meanwhile_is_not_written_over(desk: Desk, assessment: Assessment) -> None:
    where = path(assessment, "decide/unions")
    desk.follow(desk.send(where, GO))

    answer = desk.send(where, {**GO, "answer": "no", "because": "Too early", "_version": "0"})

    assert answer.status_code == 409
    assert "changed the decision on Trade Unions meanwhile" in words(answer.text)
    assert "Somebody else wrote by now: It weighed it" in words(answer.text)
    assert service.decisions(desk.app, assessment)["unions"].goes


def test_what_is_clear_needs_no_decision(desk: Desk, assessment: Assessment) -> None:
    answer = desk.send(path(assessment, "decide/legal"), GO)
    assert "there is nothing to decide" in words(answer.text)


def test_how_firm_it_is_stands_on_a_page_of_its_own_with_the_seed(desk: Desk, assessment: Assessment) -> None:
    page = words(desk.read(path(assessment, "firmness")))

    assert "10,000 draws" in page
    assert f"Drawn with the seed {assessment.seed}" in page
    assert "PROMETHEE II The International Legal Network, The Medical Sector, Trade Unions It uses:" in page
    assert "Adviser 1 the same" in page


def test_as_many_draws_are_made_as_somebody_waits_for(desk: Desk) -> None:
    small, large = closed(desk.app, SAID), an_assessment(desk.app, 7, form="full", sectors=())
    for seat in range(1, 8):
        sheet = {one.key: [seat % 5] * 23 for one in large.judged}
        handed_in(desk.app, large, seat, sheet, items=[one.key for one in large.questionnaire])
    large = service.close(desk.app, large.id)
    many = [opinions.draws_at_once(service.result(desk.app, one)) for one in (small, large)]
    assert many[0] == 10_000
    assert 500 <= many[1] < 10_000
    assert f"{many[1]:,} draws" in words(desk.read(path(large, "firmness")))
    sealed = desk.send(path(large, "seal"), {"because": "Board", "draws": "yes"})
    assert sealed.headers["Location"].startswith("/jobs/")
    while jobs.run_one(desk.app):
        pass
    assert service.get(desk.app, large.id).state is State.SEALED
    assert "10,000 draws" in words(desk.read(path(large, "firmness")))


def test_sealing_says_what_is_missing_and_is_final(desk: Desk, assessment: Assessment) -> None:
    form = words(desk.read(path(assessment, "seal")))
    assert "This cannot be taken back" in form
    assert "Trade Unions is not decided on, and cannot be chosen then." in form
    assert "Weights: equal, nobody has set any. Set weights" in form

    answer = desk.send(path(assessment, "seal"), {"because": "The board, 12 March"})
    page = words(desk.follow(answer))

    assert "Priorities is sealed: the result stands as it is." in page
    assert "Sealed by Maria on 9 March 2026: The board, 12 March" in page
    assert "Undo" not in page
    assert "draws" not in page
    for one in ("seal", "decide/unions"):
        assert "is sealed" in words(desk.follow(desk.get(path(assessment, one))))


def test_what_was_changed_since_it_was_looked_at_is_not_sealed(desk: Desk, assessment: Assessment) -> None:
    answer = desk.send(path(assessment, "seal"), {"because": "Board", "_version": "12345"})

    assert answer.status_code == 409
    assert "Something that counts was changed meanwhile" in words(answer.text)
    assert service.get(desk.app, assessment.id).state is State.CLOSED


@pytest.mark.parametrize("broken", ["{}", ""])
def test_an_altered_result_is_shown_as_altered_on_every_page(desk: Desk, assessment: Assessment, broken: str) -> None:
    kept = service.seal(desk.app, assessment, because="Board")
    assert kept.result
    with desk.app.change("tamper"):
        number = desk.app.store.value("select id from priority_results")
        told = broken or desk.app.store.value("select result from priority_results").replace('"asked": 2', '"asked": 3')
        desk.app.store.update("priority_results", number, {"result": told})

    for rest in ("result", "result/legal", "firmness", "compare", "report"):
        page = desk.read(path(assessment, rest))
        assert "This is not the result that Maria sealed" in words(page), rest


def test_the_report_is_a_page_and_a_file_that_needs_nothing_else(desk: Desk, assessment: Assessment) -> None:
    page = desk.read(path(assessment, "report"))
    answer = desk.get(path(assessment, "report.html"))

    assert "Each of them" in words(page)
    assert f'src="/priorities/{assessment.id}/picture/map.svg"' in page
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.text.startswith("<!doctype html>")
    assert "<style>" in answer.text
    assert "src=" not in answer.text
    assert words(answer.text).count("Together: 50.0, the square root of 50.0 × 50.0.") == 1


def test_all_numbers_can_be_taken_out_by_who_may(desk: Desk, assessment: Assessment) -> None:
    told = json.loads(desk.get(path(assessment, "result.json")).text)
    assert told["result"]["scores"][0]["subject"] == "legal"
    assert told["sealed"] is None
    reader = at_desk(desk.app, "Rosa", Role.READER)
    page = reader.read(path(assessment))
    for one in ("seal", "decide/unions", "result.json", "report.html"):
        assert path(assessment, one) not in page
        assert reader.get(path(assessment, one)).status_code == 403
    assert reader.get(path(assessment, "report")).status_code == 200


def test_pictures_are_drawn_and_said_in_words(desk: Desk, assessment: Assessment) -> None:
    pytest.importorskip("vl_convert")
    page = desk.read(path(assessment))
    assert "The Medical Sector: international 50.0, domestic 50.0" in page
    for name in ("map", "heat", "stability", "shares"):
        answer = desk.get(path(assessment, f"picture/{name}.svg"))
        assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
        assert "style=" not in answer.text
        assert "<script" not in answer.text
    assert desk.get(path(assessment, "picture/nothing.svg")).status_code == 404


def test_without_the_package_for_pictures_the_page_says_so(
    desk: Desk, assessment: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plots, "is_there", lambda: False)
    assert "Pictures need one more package" in words(desk.read(path(assessment)))
    assert "Pictures need one more package" in words(desk.read(path(assessment, "report")))


def test_what_moved_since_the_last_sealed_one_is_told_with_the_names_of_then(desk: Desk) -> None:
    earlier = closed(desk.app, [{**one, "youth": (2, 2, 2, 2, 2, 0, 0, 0)} for one in CALM])
    assert "there is nothing to compare it with" in words(desk.read(path(earlier, "compare")))
    service.seal(desk.app, earlier, because="Board")
    later = closed(desk.app, CALM)

    assert "Not judged any more: Youth Activists." in words(desk.read(path(later)))
    page = desk.read(path(later, "compare"))
    assert "Trade Unions: number 4 then, third now" in words(page)
    assert f"/priorities/{later.id}/compare?with={earlier.id}" in page


def test_rounds_are_compared(desk: Desk, assessment: Assessment) -> None:
    service.again(desk.app, assessment.id)
    handed_in(desk.app, assessment, 1, {"unions": (4, 4, 4, 4, 4, 0, 0, 0)})
    service.close(desk.app, assessment.id, early=True)

    page = words(desk.read(path(assessment, "compare?round=1")))

    assert "Since Priorities, round 1" in page
    assert "Trade Unions" in page
    assert desk.get(path(assessment, "compare?round=7")).status_code == 422


def test_of_an_open_round_no_page_of_a_result_tells_anything(desk: Desk) -> None:
    assessment = an_assessment(desk.app, 2)
    views = ("result", "result/legal", "firmness", "compare", "report", "decide/legal", "seal")
    files = ("result.json", "report.html", "picture/map.svg", "picture/heat.svg", "compare?round=1")
    before = {one: words(desk.get(path(assessment, one)).text) for one in (*views, *files)}
    assert all("There will be a result when this round is closed" in before[one] for one in views)

    handed_in(desk.app, assessment, 1, CALM[0])

    assert {one: words(desk.get(path(assessment, one)).text) for one in (*views, *files)} == before
    for one in files[:-1]:
        assert desk.get(path(assessment, one)).status_code == 403, one


def test_while_a_second_round_is_open_the_first_is_not_told_either(desk: Desk, assessment: Assessment) -> None:
    service.again(desk.app, assessment.id)
    assert "There will be a result" in words(desk.read(path(assessment)))
    assert desk.get(path(assessment, "result.json")).status_code == 403


def test_nothing_of_a_round_in_which_nobody_said_anything_is_a_result(desk: Desk) -> None:
    assessment = service.close(desk.app, an_assessment(desk.app, 2).id, early=True)
    assert "Nobody has handed in a sheet, so there is no order." in words(desk.read(path(assessment)))
    for one in ("result/legal", "firmness", "compare", "report"):
        assert desk.get(path(assessment, one)).status_code == 200, one
    answer = desk.send(path(assessment, "seal"), {"because": "Board"})
    assert "there is nothing to seal" in words(answer.text)


def test_a_decision_is_one_change_that_is_taken_back(desk: Desk, assessment: Assessment) -> None:
    desk.send(path(assessment, "decide/unions"), GO)
    journal.undo(desk.app, service.decisions(desk.app, assessment)["unions"].change_id)
    assert service.decisions(desk.app, assessment) == {}


def test_of_a_part_of_a_sealed_result_nothing_is_drawn(desk: Desk) -> None:
    app = desk.app
    names = ("Bar of Vigo", "Bar of Lugo", "Law Clinic")
    for one in names:
        contacts.edit(app, an_organisation(app, one).id, contacts.Edit(sectors=("legal",)))
    adviser = str(a_person(app).id)
    draft = AssessmentDraft(title="Whom first", sectors=("legal",), organisations=names, advisers=(adviser,))
    assessment = service.open_assessment(app, draft)
    ratings = {one.key: (4 - at, 3, 3, 2, 3, 0, 0, 0) for at, one in enumerate(assessment.judged)}
    handed_in(app, assessment, 1, ratings)
    assessment = service.close(app, assessment.id)
    service.seal(app, assessment, because="Board")
    accounts.add_circle(app, "Board")
    hidden = assessment.subjects[0]
    assert hidden.contact_id
    contacts.edit(app, hidden.contact_id, contacts.Edit(circle="Board"))

    olga = at_desk(app, "Olga")

    assert "so nothing is drawn for you" in words(olga.read(path(assessment, "firmness")))
    for one in ("result", "firmness", "report", "compare", "result.json", "picture/map.svg"):
        told = olga.get(path(assessment, one)).text
        assert "Bar of Vigo" not in told, one
        assert hidden.key not in told, one
    assert olga.get(path(assessment, f"result/{hidden.key}")).status_code == 404
