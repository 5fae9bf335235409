"""Requests of a sector that wait for advice, and promises to it, are matters of the group that knows the sector."""

from datetime import timedelta

from outreach_crm.app import App
from outreach_crm.model import Due, Ref
from outreach_mutuality import service
from outreach_mutuality.model.assessing import DecisionDraft, Outcome, Verdict
from tests.builders import a_group, acting, an_organisation
from tests.meeting import TODAY, days, hide, in_a_sector, matters, titles
from tests.outreach_mutuality.builders import TEXT, a_request, decided

WEEK = TODAY + timedelta(weeks=1)


def dockers(app: App) -> int:
    """Add an organisation of the unions."""
    return in_a_sector(app, an_organisation(app, "Dockers' Union").id, "unions")


def unionists(app: App, structure: str = "advisory") -> int:
    """Add a group of ours that knows the unions."""
    return in_a_sector(app, a_group(app, f"Unionists ({structure})", structure).contact_id, "unions")


def test_a_request_waits_for_advice_while_a_rule_is_unclear_or_others_are_consulted(app: App) -> None:
    group, local = unionists(app), unionists(app, "local")
    request = a_request(app, dockers(app), deadline_on="1w")
    assert titles(app, group, "Requests") == []
    service.assess(app, request.id, {"mandate": Verdict.UNCLEAR}, ask="Maria")
    assert titles(app, group, "Requests") == [f"Dockers' Union asks, and a rule is unclear: {TEXT}"]
    service.decide(app, request.id, DecisionDraft(outcome=Outcome.CONSULT, told="", offered="the board"))
    (item,) = matters(app, group, "Requests")
    assert item.title == f"Dockers' Union asks, and others are consulted: {TEXT}"
    assert (item.ref, item.due_on, item.office) == (Ref("mutuality_requests", request.id), WEEK, True)
    assert titles(app, local, "Requests") == []
    decided(app, request)
    assert titles(app, group, "Requests") == []


def test_a_promise_is_a_matter_from_the_day_it_is_due_until_it_is_kept(app: App) -> None:
    group = unionists(app)
    request = a_request(app, dockers(app))
    decided(app, request, promises=(("Sign the letter", "1w"),))
    assert titles(app, group, "Promises") == []
    assert titles(app, group, "Promises", WEEK) == ["Promised to Dockers' Union: Sign the letter"]
    (event,) = days(app, "mutuality_promises", TODAY, WEEK)
    assert (event.on, event.kind, event.done_on) == (WEEK, Due.TASK, None)
    service.keep(app, event.ref.id)
    assert titles(app, group, "Promises", WEEK) == []
    (event,) = days(app, "mutuality_promises", TODAY, WEEK)
    assert event.done_on == TODAY


def test_a_request_needs_an_answer_by_a_day_of_the_calendar_until_it_has_one(app: App) -> None:
    union = dockers(app)
    request = a_request(app, union, deadline_on="1w")
    (event,) = days(app, "mutuality_requests", WEEK, WEEK)
    assert (event.title, event.contact_ids) == (f"Dockers' Union needs an answer: {TEXT}", (union,))
    assert days(app, "mutuality_requests", TODAY, WEEK - timedelta(1)) == []
    decided(app, request, Outcome.DECLINE)
    service.write(app, request.id, "We cannot", language="en")
    service.answered(app, request.id)
    assert days(app, "mutuality_requests", WEEK, WEEK) == []


def test_requests_and_promises_of_somebody_hidden_are_offered_to_nobody_else(app: App) -> None:
    group, union = unionists(app), dockers(app)
    decided(app, a_request(app, union), promises=(("Sign the letter", "1w"),))
    service.assess(app, a_request(app, union, deadline_on="1w").id, {"mandate": Verdict.UNCLEAR}, ask="Maria")
    hide(app, union)
    assert len(titles(app, group, "Requests", WEEK)) == len(titles(app, group, "Promises", WEEK)) == 1
    with acting(app, "Jonas") as jonas:
        assert titles(jonas, group, "Requests", WEEK) == titles(jonas, group, "Promises", WEEK) == []
        assert days(jonas, "mutuality_requests", TODAY, WEEK) == days(jonas, "mutuality_promises", TODAY, WEEK) == []
