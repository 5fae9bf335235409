"""Erasing, what somebody is given of what is held, merging, and taking steps back: nothing of it stays or is lost."""

import json
from collections.abc import Callable
from typing import Any

import attrs
import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import ConflictError, NotFoundError
from outreach_crm.privacy import service as privacy
from outreach_crm.timeline import service as timeline
from outreach_mutuality import service
from outreach_mutuality.model.assessing import DecisionDraft, Outcome, Verdict
from outreach_mutuality.model.requests import Request, RequestDraft
from outreach_mutuality.service import rules
from tests.builders import a_person, acting, an_organisation
from tests.outreach_mutuality.builders import a_request, assessed, decided

SECRET = "Zauberberg"
Step = Callable[[App, int], object]


def told(app: App, **draft: Any) -> Request:
    """A request that Ana Ruiz brought, decided and answered, with her name in every text of it."""
    request = a_request(app, person="Ana Ruiz", text="Ana Ruiz asks us to sign", **draft)
    kept = f"Ana Ruiz stands for a party, {SECRET}"
    decided(app, request, told="Not yet, Ana Ruiz", kept=kept, promises=(("Call Ana Ruiz", "1w"),))
    service.write(app, request.id, f"Dear Ana Ruiz, gladly. {SECRET}", language="en")
    return service.answered(app, request.id)


def where(app: App, text: str) -> set[str]:
    """The tables in which a text stands, the journal's among them."""
    return {
        table
        for table in app.store.tables()
        if text in json.dumps(app.store.rows(f"select * from {table}"), default=str)
    }


@pytest.mark.connections
def test_of_who_is_erased_no_name_stays_in_what_they_brought(app: App) -> None:
    ana = a_person(app, "Ana Ruiz")
    request = told(app)

    privacy.erase(app, [ana.id], because="asked for it")

    now = service.get(app, request.id)
    answer = service.written(app, now)
    assert (now.text, now.person, now.contact) == ("████ asks us to sign", "", "Dockers' Union")
    assert answer is not None
    assert answer.text.startswith("Dear ████")
    assert service.promises(app, now)[0].what == "Call ████"
    assert where(app, "Ruiz") == set()
    assert service.hits(app, "ruiz") == []
    assert [one.ref.id for one in service.hits(app, "sign dock") if one.ref] == [request.id]


@pytest.mark.connections
def test_of_an_erased_organisation_nothing_stays_and_who_asked_for_it_does(app: App) -> None:
    ana = a_person(app, "Ana Ruiz")
    request = told(app)

    privacy.erase(app, [request.contact_id], because="it is no more")

    with pytest.raises(NotFoundError):
        service.get(app, request.id)
    assert service.listed(app, contact_id=ana.id) == []
    assert contacts.get(app, ana.id).name == "Ana Ruiz"
    assert {one for one in where(app, SECRET) if one.startswith("mutuality")} == set()
    rows = [table for table in app.store.tables() if table.startswith("mutuality")]
    assert [app.store.rows(f"select * from {table}") for table in rows] == [[]] * len(rows)
    assert SECRET not in json.dumps(app.store.rows("select before from change_rows"), default=str)


def test_who_asks_what_is_held_is_given_their_request_and_not_what_stays_with_us(app: App) -> None:
    ana = a_person(app, "Ana Ruiz")
    told(app)

    data = privacy.export(app, ana.id)

    held = {table.title: table.rows for table in data.held}
    assert held["request of an organisation"][0]["text"] == "Ana Ruiz asks us to sign"
    (decision,) = held["decision on a request"]
    assert (decision["told"], decision["kept"]) == ("Not yet, Ana Ruiz", "stays with us")
    assert decision["decided_by"] == "stays with us"
    past = json.dumps([one.values for one in data.past])
    assert "stands for a party" not in json.dumps([list(rows) for rows in held.values()], default=str) + past


def test_what_stood_before_stays_with_us_too(app: App) -> None:
    ana = a_person(app, "Ana Ruiz")
    request = a_request(app, person="Ana Ruiz")
    decided(app, request, kept=SECRET)
    service.take_back(app, request.id, because="another board")

    data = privacy.export(app, ana.id)

    assert SECRET not in json.dumps([one.values for one in data.past])
    assert "stays with us" in [one.values.get("kept") for one in data.past]


def test_merged_organisations_have_the_requests_of_both_and_undo_parts_them(app: App) -> None:
    ana = a_person(app, "Ana Ruiz")
    one, other = an_organisation(app, "Dockers' Union").id, an_organisation(app, "Dockers Union").id
    first = decided(app, a_request(app, one, person="Ana Ruiz"), Outcome.DECLINE)
    second = a_request(app, other, person="Ana Ruiz")

    contacts.merge(app, one, other)

    ids = {first.request_id, second.id}
    for contact_id in (one, ana.id):
        assert {request.id for request in service.listed(app, contact_id=contact_id)} == ids
    (balance,) = service.balances(app)
    assert (balance.contact_id, balance.they_asked) == (one, 2)
    journal.undo(app, _last(app))
    assert [request.id for request in service.listed(app, contact_id=other)] == [second.id]


def test_merged_persons_have_brought_what_both_did(app: App) -> None:
    ana, anna = a_person(app, "Ana Ruiz").id, a_person(app, "Anna Ruiz").id
    requests = [a_request(app, person=str(ana)), a_request(app, person=str(anna), text="100 leaflets")]

    contacts.merge(app, ana, anna)

    assert [service.get(app, one.id).person_id for one in requests] == [ana, ana]
    assert len(service.listed(app, contact_id=ana)) == 2


def _all_yes(app: App, request_id: int) -> object:
    return assessed(app, service.get(app, request_id))


def _decide(app: App, request_id: int) -> object:
    draft = DecisionDraft(outcome=Outcome.ACCEPT, told="Gladly", promises=(("Sign", "1w"), ("Read it out", "2w")))
    return service.decide(app, request_id, draft)


def _edit(app: App, request_id: int) -> object:
    whose = service.get(app, request_id).contact_id
    return service.edit(app, request_id, RequestDraft(contact_id=whose, text="Sign this", person="Bo Li", owner=""))


def _unclear(app: App, request_id: int) -> object:
    return service.assess(app, request_id, {"mandate": Verdict.UNCLEAR}, ask=app.actor.name)


def _keep(app: App, request_id: int) -> object:
    promises = service.promises(app, service.get(app, request_id))
    return service.keep(app, next(one.id for one in promises if not one.done_on))


def _take_back(app: App, request_id: int) -> object:
    return service.take_back(app, request_id, because="the text was changed")


def _write(app: App, request_id: int) -> object:
    return service.write(app, request_id, "Gladly.", language="en")


STEPS: tuple[Step, ...] = (
    *(_edit, _unclear, _all_yes, _decide, _take_back, _decide, _keep, _write),
    service.answered,
    _keep,
)
"""All that can be done with a request, in an order in which it can be."""


def _whole(app: App, request_id: int) -> list[object]:
    """All that is said of a request, without which change said it."""
    request = service.get(app, request_id)
    answer, decision = service.written(app, request), service.decision(app, request)
    people = [(one.title, one.detail) for one in timeline.history(app, request.contact_id)]
    data = (request, answer, decision, *service.promises(app, request))
    plain = [{**attrs.asdict(one), "change_id": 0} for one in data if one is not None]
    return [*plain, service.findings(app, request), people]


@pytest.mark.parametrize("number", range(len(STEPS)))
def test_every_step_can_be_taken_back_and_done_again(app: App, number: int) -> None:
    a_person(app, "Bo Li")
    request = a_request(app)
    for step in STEPS[:number]:
        step(app, request.id)
    before = _whole(app, request.id)
    STEPS[number](app, request.id)
    after = _whole(app, request.id)
    assert after != before

    back = journal.undo(app, _last(app))
    assert (back.stayed, _whole(app, request.id)) == ((), before)
    again = journal.undo(app, back.change.id)
    assert (again.stayed, _whole(app, request.id)) == ((), after)


def test_a_request_that_was_written_down_can_be_taken_back_and_brought_again(app: App) -> None:
    a_person(app, "Ana Ruiz")
    request = a_request(app, person="Ana Ruiz")

    back = journal.undo(app, request.change_id)
    with pytest.raises(NotFoundError):
        service.get(app, request.id)
    journal.undo(app, back.change.id)

    assert service.get(app, request.id).person == "Ana Ruiz"


def test_of_a_request_that_went_on_the_first_steps_stay(app: App) -> None:
    request = assessed(app, a_request(app))
    made = service.decide(app, request.id, DecisionDraft(outcome=Outcome.ACCEPT, told=""))

    with pytest.raises(ConflictError, match="was used since"):
        journal.undo(app, request.change_id)

    assert service.decision(app, request) == made
    assert {*service.findings(app, request)} == {*rules.put(app, request.kind)}


def _last(app: App) -> int:
    return int(app.store.value("select max(id) as n from changes"))


def test_a_request_of_somebody_hidden_is_hidden(app: App) -> None:
    from outreach_crm.accounts import service as accounts

    request = a_request(app)
    accounts.add_circle(app, "Board")
    contacts.edit(app, request.contact_id, contacts.Edit(circle="Board"))

    with acting(app, "Bea") as bea:
        assert service.listed(bea) == []
        with pytest.raises(NotFoundError):
            service.get(bea, request.id)
