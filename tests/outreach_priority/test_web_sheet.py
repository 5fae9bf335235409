"""The sheet of an adviser on pages by its link, without an account."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.privacy import service as privacy
from outreach_priority import service
from outreach_priority.model import Answer, Assessment, Confidence, Rules, SheetState, Stance
from tests.builders import acting
from tests.outreach_priority.builders import ITEMS, an_assessment, handed_in
from tests.outreach_priority.linked import TOLD, WHOLE, Linked, ratings
from tests.web.conftest import changes_of
from tests.web.office import words
from tests.web.walk import Reader

pytestmark = pytest.mark.connections

HOME = f"rating-{ITEMS.index('home')}"


def order(one: Linked) -> list[str]:
    """The keys of the sectors in the order of a sheet."""
    return [page.subject.key for page in service.pages(service.get(one.app, one.sheet.assessment_id), one.sheet)]


def test_opening_the_pages_changes_nothing(ana: Linked) -> None:
    before = changes_of(ana.app)
    for path in ("", "/on/legal", "/hand-in", "/files", "/as/xlsx", "/as/csv", "/as/toml"):
        assert ana.get(path).status_code == 200
    assert changes_of(ana.app) == before


def test_a_volunteer_goes_through_page_by_page_and_hands_in(ana: Linked) -> None:
    first, *others = order(ana)
    page = ana.read()
    assert "until 23 March 2026" in page
    assert [page.count(f"/on/{one}") for one in (first, *others)] == [2, 1, 1]
    assert "Begin with" in page

    page = ana.onward(ana.send(f"/on/{first}", **ratings("3")))
    assert "Kept:" in page
    assert f"/on/{others[0]}" in page
    ana.onward(ana.send(f"/on/{others[0]}", **ratings("?")))
    page = ana.onward(ana.send(f"/on/{others[1]}", **{HOME.replace("-", "_"): "0"}))
    assert "7 questions have no answer" in page
    assert service.sheet(ana.app, ana.sheet.id).state is SheetState.ASKED

    page = ana.onward(ana.send("/hand-in", role="Chair of the  lawyers"))

    assert "Handed in. Thank you." in page
    sheet = service.sheet(ana.app, ana.sheet.id)
    assert (sheet.state, sheet.role, sheet.rated) == (SheetState.HANDED_IN, "Chair of the lawyers", 17)
    assert {one.rating for (subject, _), one in ana.said.items() if subject == others[0]} == {None}


def test_all_that_can_be_said_of_a_sector_is_kept_and_asked_with_what_stands_there(ana: Linked) -> None:
    n = ITEMS.index("home")
    sent = {f"sure_{n}": "high", f"evidence_{n}": f"{TOLD}\r\ntwice", f"source_{n}": "El Faro"}
    ana.send("/on/legal", **{f"rating_{n}": "3"}, **sent, interest="a judge", aims=["0", "2"])
    kept = ana.said["legal", "home"]
    assert (kept.rating, kept.confidence, kept.evidence, kept.source) == (
        3,
        Confidence.HIGH,
        f"{TOLD}\ntwice",
        "El Faro",
    )
    form = ana.form("/on/legal")
    assert (form[HOME], form[f"sure-{n}"], form["interest"]) == (["3"], ["high"], ["a judge"])
    assert form["aims"] == ["0", "2"]
    ana.send("/on/medical", **ratings("1"))
    assert ana.said["legal", "home"] == kept

    ana.send("/on/legal", **{f"rating_{n}": "", f"sure_{n}": "", f"evidence_{n}": "", f"source_{n}": ""})

    assert ("legal", "home") not in ana.said


def test_what_stands_there_already_leaves_no_trace(ana: Linked) -> None:
    ana.send("/on/legal", **ratings("3"))
    before = changes_of(ana.app)
    for _ in range(2):
        assert ana.send("/on/legal").status_code == 303
    assert ana.client.post(f"{ana.link}/on/legal", data={**ana.form("/on/legal"), "_version": "1"}).status_code == 303
    assert changes_of(ana.app) == before


def test_a_mistake_stands_beside_its_question_and_nothing_typed_is_lost(ana: Linked) -> None:
    n = ITEMS.index("home")
    answer = ana.send("/on/legal", **{f"evidence_{n}": TOLD, "rating_1": "4"})
    assert answer.status_code == 422
    assert "Nothing was saved yet" in answer.text
    assert f'href="#q-{n}"' in answer.text
    form = next(one.sent for one in Reader(answer.text).forms if one.method == "post")
    assert (form[f"evidence-{n}"], form["rating-1"]) == ([TOLD], ["4"])
    assert ana.said == {}
    assert ana.send("/on/legal", **{f"rating_{n}": "5"}).status_code == 422
    assert ana.send("/on/legal", **{f"rating_{n}": "3", f"evidence_{n}": "x" * 2001}).status_code == 422


def test_an_old_page_does_not_silently_take_the_place_of_what_was_said_since(ana: Linked) -> None:
    old = ana.form("/on/legal")
    ana.send("/on/legal", **ratings("3"))

    answer = ana.client.post(f"{ana.link}/on/legal", data={**old, HOME: "1"})

    assert answer.status_code == 409
    assert "filled in elsewhere by now" in answer.text
    assert "What stands there by now: 3" in answer.text
    assert ana.said["legal", "home"].rating == 3
    again = next(one.sent for one in Reader(answer.text).forms if one.method == "post")
    assert again[HOME] == ["1"]
    assert ana.client.post(f"{ana.link}/on/legal", data=again).status_code == 303
    assert [*ana.said] == [("legal", "home")]


def test_nothing_at_all_is_not_handed_in(ana: Linked) -> None:
    answer = ana.send("/hand-in", role="Chair")
    assert answer.status_code == 422
    assert "Nothing is rated in this sheet" in answer.text
    assert service.sheet(ana.app, ana.sheet.id).state is SheetState.ASKED
    ana.send("/on/legal", **ratings("3"))
    assert ana.send("/hand-in", role="x" * 201).status_code == 422


def test_a_second_round_begins_with_what_was_said_and_asks_why_it_is_changed(
    app: App, linked: Callable[[Assessment, int], Linked], assessment: Assessment
) -> None:
    old = linked(assessment, 1)
    for seat in (1, 2, 3):
        handed_in(app, assessment, seat, WHOLE)
    service.close(app, assessment.id)
    assert "Round 1 is over" in words(old.read(status=410))
    service.again(app, assessment.id)
    new = linked(assessment, 1)
    assert new.link in old.read(status=410)
    assert "Begin with" in new.read()
    assert "In round 1 the answer was 2." in new.read("/on/legal")

    n, m = ITEMS.index("home"), ITEMS.index("world")
    new.send("/on/legal", **{f"rating_{n}": "4", f"reason_{n}": TOLD, f"reason_{m}": "not changed at all"})

    assert (new.said["legal", "home"].reason, new.said["legal", "world"].reason) == (TOLD, "")
    assert "1 changed" in new.read()
    assert "In round 1 the answer was 2." in new.read("/on/legal")


def test_a_file_is_taken_away_and_brought_back(ana: Linked) -> None:
    ana.send("/on/legal", **ratings("3"))
    for form in ("xlsx", "csv", "toml"):
        taken = ana.get(f"/as/{form}")
        assert f"1-ana-ruiz-round-1.{form}" in taken.headers["Content-Disposition"]
        sent = {"file": (BytesIO(taken.data), f"mine.{form}")}
        answer = ana.client.post(f"{ana.link}/files", data=sent, content_type="multipart/form-data")
        assert "Handed in. Thank you." in ana.onward(answer)
    assert {one.rating for one in ana.said.values()} == {3}
    assert ana.get("/as/docx").status_code == 404


def test_every_mistake_of_a_file_is_told_and_nothing_of_it_taken(ana: Linked) -> None:
    text = ana.get("/as/toml").text.replace('rating = ""', "rating = 5")
    for name, content in (("mine.toml", text), ("mine.docx", text), ("mine.toml", "?"), ("", "")):
        sent = {"file": (BytesIO(content.encode()), name)}
        answer = ana.client.post(f"{ana.link}/files", data=sent, content_type="multipart/form-data")
        assert answer.status_code == 422
        assert "Nothing of it was taken" in answer.text
        if content == text and name == "mine.toml":
            assert answer.text.count("5 is not on the scale from 0 to 4") == 24
    assert ana.said == {}


def test_the_link_of_one_opens_nothing_of_another(
    app: App, linked: Callable[[Assessment, int], Linked], assessment: Assessment
) -> None:
    ana, bo = linked(assessment, 1), linked(assessment, 2)
    handed_in(app, assessment, 2, WHOLE, stances=[Stance(subject="legal", interest="a judge")])
    service.hand_in(app, bo.sheet.id, [Answer(subject="legal", item="home", rating=4, evidence=TOLD)])
    file = bo.get("/as/toml").data
    sent = {"file": (BytesIO(file), "mine.toml")}

    answer = ana.client.post(f"{ana.link}/files", data=sent, content_type="multipart/form-data")

    assert answer.status_code == 422
    assert "is not this sheet, but another one" in answer.text
    assert ana.said == {}
    for path in ("", "/on/legal", "/hand-in", "/files", "/as/csv", "/as/toml"):
        found = ana.get(path).text
        assert [one for one in (TOLD, "a judge", "Bo Lind", bo.sheet.uid) if one in found] == []
    swapped = ana.link.replace(ana.sheet.uid, bo.sheet.uid)
    for path in ("", "/on/legal", "/as/csv"):
        assert ana.client.get(f"{swapped}{path}").status_code == 404
    assert ana.client.post(f"{swapped}/hand-in").status_code == 404
    assert ana.client.get(f"/sheet/{bo.sheet.uid}").status_code == 404
    assert ana.get("/on/nothing").status_code == 404


@pytest.mark.parametrize("path", ["/on/legal", "/hand-in", "/files"])
def test_a_page_of_another_site_sends_nothing_in_the_name_of_an_adviser(ana: Linked, path: str) -> None:
    answer = ana.client.post(f"{ana.link}{path}", data={HOME: "4"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert ana.said == {}


def test_a_link_written_in_capitals_with_a_dot_behind_it_opens_the_same_page(ana: Linked) -> None:
    token = ana.link.removeprefix("/sheet/").upper()
    assert ana.client.get(f"/sheet/{token}.").text == ana.read()


def test_what_cannot_be_filled_in_any_more_says_so_and_gives_back_what_was_typed(ana: Linked, app: App) -> None:
    form = ana.form("/on/legal")
    service.withdraw_sheet(app, ana.sheet.id)
    for path in ("", "/on/legal", "/hand-in", "/files", "/as/csv"):
        assert "This sheet was withdrawn" in ana.read(path, 410)
    answer = ana.client.post(f"{ana.link}/on/legal", data={**form, HOME: "3", "interest": TOLD})
    assert (answer.status_code, TOLD in answer.text) == (422, True)
    assert "was withdrawn" in answer.text
    service.close(app, ana.sheet.assessment_id, early=True)
    assert "Round 1 is over" in ana.read(status=410)
    answer = ana.client.post(f"{ana.link}/on/legal", data={**form, HOME: "3", "interest": TOLD})
    assert (answer.status_code, TOLD in answer.text) == (422, True)
    assert ana.client.post(f"{ana.link}/hand-in", data={"role": ""}).status_code == 422
    assert ana.said == {}


def test_a_link_that_came_into_other_hands_is_ended_by_asking_the_adviser_anew(
    ana: Linked, app: App, linked: Callable[[Assessment, int], Linked], assessment: Assessment
) -> None:
    ana.send("/on/legal", **ratings("3"))
    file = ana.get("/as/toml").data
    service.withdraw_sheet(app, ana.sheet.id, because="the link went to somebody else")
    service.ask(app, assessment.id, str(ana.sheet.adviser_id))
    anew = linked(assessment, 1)
    assert [ana.get(path).status_code for path in ("", "/on/legal", "/as/toml")] == [404, 404, 404]
    assert "Begin with" in anew.read()
    sent = {"file": (BytesIO(file), "mine.toml")}
    answer = anew.client.post(f"{anew.link}/files", data=sent, content_type="multipart/form-data")
    assert (answer.status_code, anew.said) == (422, {})


@pytest.mark.parametrize("late", [True, False])
def test_after_the_deadline_it_is_taken_and_marked_or_said_to_be_too_late(
    app: App, linked: Callable[[Assessment, int], Linked], late: bool
) -> None:
    ana = linked(an_assessment(app, rules=Rules(late=late)), 1)
    past = (app.clock.today() - timedelta(days=1)).isoformat()
    with app.change("edit"):
        app.store.update("priority_assessments", ana.sheet.assessment_id, {"due_on": past})
    page = ana.read(status=200 if late else 410)
    assert ("marked as late" in page) is late
    assert ("nothing is taken after it" in page) is not late
    if late:
        ana.send("/on/legal", **ratings("3"))
        ana.send("/hand-in")
    assert service.sheet(app, ana.sheet.id).late is late


def test_a_sector_that_was_taken_out_is_told_and_the_others_go_on(ana: Linked, app: App) -> None:
    ana.send("/on/legal", **ratings("3"))
    form = ana.form("/on/medical")
    service.withdraw_subject(app, ana.sheet.assessment_id, "medical", because="no time")
    assert "was taken out on 9 March 2026" in ana.read()
    for answer in (ana.get("/on/medical"), ana.client.post(f"{ana.link}/on/medical", data=form)):
        assert answer.status_code == 410
        assert "nobody is asked about it any more" in answer.text
    ana.send("/on/unions", **ratings("3"))
    ana.send("/hand-in")
    assert service.sheet(app, ana.sheet.id).rated == 16


def test_an_adviser_whom_a_circle_hides_fills_in_their_sheet_and_one_who_was_erased_has_none(
    ana: Linked, app: App
) -> None:
    accounts.add_circle(app, "Board")
    assert ana.sheet.adviser_id is not None
    contacts.edit(app, ana.sheet.adviser_id, contacts.Edit(circle="Board"))
    with acting(app, "Bea"):
        assert "sheet of Ana" in ana.read()
        assert ana.send("/on/legal", **ratings("3")).status_code == 303
    accounts.join_circle(app, "Board", app.actor.name)
    privacy.erase(app, [ana.sheet.adviser_id], because="asked for it")
    assert [ana.get(path).status_code for path in ("", "/on/legal", "/as/csv")] == [404, 404, 404]


def test_the_page_speaks_the_language_of_the_adviser_and_calls_them_by_their_given_name(ana: Linked, app: App) -> None:
    assert "Ruiz" not in ana.read()
    assert ana.sheet.adviser_id is not None
    contacts.edit(app, ana.sheet.adviser_id, contacts.Edit(fields={"country": "US"}))
    assert "until March 23, 2026" in ana.read()
