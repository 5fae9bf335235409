"""Pages of asks and of advice."""

import pytest

from outreach_crm.app import App
from outreach_crm.asks import service
from outreach_crm.asks.model import State
from outreach_crm.asks.model.points import POINTS
from outreach_crm.contacts import service as contacts
from outreach_crm.policy import Role
from outreach_crm.segments import service as segments
from outreach_crm.timeline import service as timeline
from tests.asks.builders import SENTENCE, an_ask, moved
from tests.builders import a_group, a_person, an_organisation
from tests.web.office import Desk, at_desk, words

pytestmark = pytest.mark.connections


def said(desk: Desk, **more: str) -> dict[str, str]:
    """What somebody fills in at least, and more."""
    return {"sentence": SENTENCE, "why": "They can", "due_on": "2999-01-01", "owner": "Maria", **more}


def test_an_ask_is_planned_beside_the_points_of_the_manual(desk: Desk) -> None:
    bar, ana = an_organisation(desk.app, "Bar of Vigo"), a_person(desk.app, "Ana Ruiz")
    page = words(desk.read(f"/asks/plan?contact={bar.id}"))
    assert all(one.sentence in page for one in POINTS)

    page = desk.follow(desk.send("/asks/plan", said(desk, contact=str(bar.id), person=str(ana.id))))

    assert f"Planned: {SENTENCE}" in words(page)
    (ask,) = service.listed(desk.app)
    assert (ask.contact, ask.owner, ask.person and ask.person.name) == ("Bar of Vigo", "Maria", "Ana Ruiz")
    assert f"/history/{ask.change_id}/undo" in page


def test_what_is_missing_is_told_beside_it_and_nothing_is_lost(desk: Desk) -> None:
    bar = an_organisation(desk.app, "Bar of Vigo")

    answer = desk.send("/asks/plan", said(desk, contact=str(bar.id), due_on="", why="They can write"))

    assert answer.status_code == 422
    assert "Choose a day." in words(answer.text)
    assert "They can write" in answer.text
    assert service.listed(desk.app) == []


def test_each_contact_of_a_segment_is_asked(desk: Desk) -> None:
    for name in ("Bar of Vigo", "Bar of Lugo"):
        contacts.edit(desk.app, an_organisation(desk.app, name).id, contacts.Edit(fields={"country": "ES"}))
    segment = segments.add(desk.app, "Spain", ["country=Spain"])

    page = words(desk.follow(desk.send("/asks/plan", said(desk, contact="", segment=str(segment.id)))))

    assert "Planned: 2 asks." in page
    assert "Bar of Lugo" in page
    assert "Bar of Vigo" in page


def test_an_ask_says_what_to_know_before_and_what_comes_next(desk: Desk) -> None:
    ask = an_ask(desk.app)
    page = desk.read(f"/asks/{ask.id}")

    assert "No right person is named" in words(page)
    assert f"/asks/{ask.id}/make" in page
    assert f"/asks/{ask.id}/thank" not in page


def test_a_step_is_taken_on_a_page(desk: Desk) -> None:
    ask = an_ask(desk.app)

    page = desk.follow(desk.send(f"/asks/{ask.id}/answer", {"note": "will sign", "how": "call", "days": "14"}))

    assert "Bar of Vigo agreed." in words(page)
    assert "will sign" in page
    assert service.get(desk.app, ask.id).state is State.AGREED
    (entry,) = timeline.history(desk.app, ask.contact_id)
    assert (entry.title, entry.kind) == ("will sign", "call")


def test_a_step_on_a_page_is_a_note_unless_a_way_is_chosen(desk: Desk) -> None:
    ask = an_ask(desk.app)

    page = desk.read(f"/asks/{ask.id}/done")

    assert '<option value="note" selected>' in page
    assert '<option value="call" selected>' not in page


def test_a_line_on_a_page_names_an_ask_of_whom_it_was_with_and_moves_it(desk: Desk) -> None:
    ask = an_ask(desk.app)
    line = {"contacts": str(ask.contact_id), "kind": "call", "side": "we", "campaign": "", "state": ""}
    page = desk.read(f"/log?contact={ask.contact_id}")
    assert f"Bar of Vigo: {SENTENCE} (planned)" in words(page)

    page = desk.follow(desk.send("/log", {**line, "summary": "will sign", "ask": str(ask.id)}))

    assert "The words were read so that the ask is agreed now." in words(page)
    agreed = service.get(desk.app, ask.id)
    assert (agreed.state, f"/history/{agreed.change_id}/undo" in page) == (State.AGREED, True)
    page = desk.follow(desk.send("/log", {**line, "summary": "lovely weather", "ask": str(ask.id)}))
    assert "The ask stays agreed: the words do not clearly say more." in words(page)
    desk.follow(desk.send("/log", {**line, "summary": "on the phone", "ask": str(ask.id), "state": "done"}))
    assert service.get(desk.app, ask.id).state is State.DONE


def test_an_ask_on_the_log_is_found_by_words_and_is_one_of_whom_it_was_with(desk: Desk) -> None:
    ask, other = an_ask(desk.app), an_organisation(desk.app, "Bar of Lugo")
    line = {"contacts": str(other.id), "kind": "call", "side": "we", "campaign": "", "state": "", "summary": "yes"}

    assert f"Bar of Vigo: {SENTENCE}" in words(desk.send("/log", {**line, "ask-words": "vigo minister"}).text)
    answer = desk.send("/log", {**line, "ask": str(ask.id)})

    assert answer.status_code == 422
    assert "is one of Bar of Vigo, who did not take part" in words(answer.text)
    assert timeline.history(desk.app, other.id) == []
    desk.follow(desk.send("/log", {**line, "ask": ""}))
    assert len(timeline.history(desk.app, other.id)) == 1


def test_a_step_that_cannot_be_is_told_in_a_sentence(desk: Desk) -> None:
    ask = moved(desk.app, an_ask(desk.app), State.DECLINED)

    looked = desk.get(f"/asks/{ask.id}/make")
    assert (looked.status_code, "This ask is declined" in words(looked.text)) == (409, True)
    answer = desk.send(f"/asks/{ask.id}/make", {"note": "called", "how": "call"}, seen=f"/asks/{ask.id}/edit")

    assert answer.status_code == 409
    assert "can go on to agreed" in words(answer.text)
    assert desk.get(f"/asks/{ask.id}/dance").status_code == 404


def test_an_ask_is_said_otherwise(desk: Desk) -> None:
    a_person(desk.app, "Ana Ruiz")
    group = a_group(desk.app, "Lawyers' Network")
    ask = an_ask(desk.app, person="Ana Ruiz", person_because="chairs it", group="Lawyers' Network", country="CL")

    page = desk.read(f"/asks/{ask.id}/edit")
    assert "chairs it" in page
    desk.send(f"/asks/{ask.id}/edit", said(desk, sentence="Sign", group=str(group.contact_id)))

    changed = service.get(desk.app, ask.id)
    assert (changed.sentence, changed.person, len(changed.groups)) == ("Sign", None, 1)


def test_the_list_has_what_waits(desk: Desk) -> None:
    moved(desk.app, an_ask(desk.app, due_on="2999-01-01"), State.MADE)
    moved(desk.app, an_ask(desk.app, an_organisation(desk.app, "Bar of Lugo").id), State.DONE)

    assert "Bar of Vigo" in words(desk.read("/asks"))
    assert "Bar of Lugo" not in words(desk.read("/asks"))
    assert "Bar of Lugo" in words(desk.read("/asks?which=thank"))
    assert len(desk.get("/asks.json?which=all").json or []) == 2


def test_advice_is_asked_for_and_begins_an_ask(desk: Desk) -> None:
    council, bar = a_group(desk.app, "Council", "advisory"), an_organisation(desk.app, "Bar of Vigo")
    ana = a_person(desk.app, "Ana Ruiz")

    asked = {"adviser": str(council.contact_id), "question": "Whom, and how?", "due_on": "2999-01-01"}
    page = desk.follow(desk.send("/asks/advice/ask", {**asked, "about": str(bar.id), "sector": ""}))
    assert "Asked of Council." in words(page)
    (advice,) = service.advice_listed(desk.app)
    desk.send(f"/asks/advice/{advice.id}/answer", {"whom": str(ana.id), "what": "Sign", "how": "Ring first"})

    page = desk.read(f"/asks/plan?advice={advice.id}")
    assert all(text in page for text in ("Ring first", 'value="Sign"', "Ana Ruiz", "Bar of Vigo"))


def test_whoever_only_reads_asks_nobody(app: App) -> None:
    ask = an_ask(app)
    rosa = at_desk(app, "Rosa", Role.READER)

    assert rosa.get("/asks/plan").status_code == 403
    assert f"/asks/{ask.id}/make" not in rosa.read(f"/asks/{ask.id}")
