"""What waits is told to whoever looks after it, and to whoever is asked about it."""

from datetime import timedelta

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.tasks import service as tasks
from outreach_mutuality import service
from outreach_mutuality.model.assessing import DecisionDraft, Outcome, Verdict
from outreach_mutuality.model.requests import Request, State
from tests.builders import acting
from tests.outreach_mutuality.builders import TEXT, a_request, assessed


def told(app: App) -> list[str]:
    """What stands on somebody's list of the day about requests."""
    return [str(one.sentence) for one in tasks.due(app) if one.group == "Requests"]


def told_to_tom(app: App) -> list[str]:
    """What stands on Tom's list of the day about requests."""
    with acting(app, "Tom") as tom:
        return told(tom)


def consulted(app: App, request: Request, whom: str) -> None:
    """Let somebody be consulted on a request."""
    service.decide(app, request.id, DecisionDraft(outcome=Outcome.CONSULT, told="", offered=whom))


def test_whoever_looks_at_an_unclear_rule_is_told_who_asks_what(app: App) -> None:
    accounts.add_account(app, "Tom")
    request = a_request(app)
    service.assess(app, request.id, {"mandate": Verdict.UNCLEAR}, ask="Tom")

    (one,) = told_to_tom(app)
    assert one.startswith(f"{app.actor.name} asks you about a request of Dockers' Union: {TEXT} (")
    assert [found.id for found in service.listed(app, owner="Tom")] == [request.id]

    service.assess(app, request.id, {"mandate": Verdict.YES})
    assert told_to_tom(app) == []
    assert service.listed(app, owner="Tom") == []


def test_whoever_is_consulted_is_told_where_that_is_an_account(app: App) -> None:
    accounts.add_account(app, "Tom")
    request = a_request(app)
    consulted(app, request, "tom")

    assert told_to_tom(app) == [f"{app.actor.name} asks you about a request of Dockers' Union: {TEXT}"]
    decision = service.decision(app, request)
    assert decision is not None
    assert decision.ask == "Tom"

    assessed(app, request)
    service.decide(app, request.id, DecisionDraft(outcome=Outcome.ACCEPT, told=""))
    assert told_to_tom(app) == []


def test_a_board_that_is_consulted_has_no_list_of_the_day(app: App) -> None:
    accounts.add_account(app, "Tom")
    request = a_request(app)
    consulted(app, request, "the board")

    assert told_to_tom(app) == []
    assert service.get(app, request.id).state is State.CONSULTED


def test_whoever_looks_after_a_request_is_not_told_twice(app: App) -> None:
    request = a_request(app, received_on="yesterday")
    service.assess(app, request.id, {"mandate": Verdict.UNCLEAR}, ask=app.actor.name)

    assert told(app) == [f"Dockers' Union asks, and a rule is unclear: {TEXT}"]


def test_whoever_may_not_see_whose_request_it_is_is_told_nothing(app: App) -> None:
    accounts.add_account(app, "Tom")
    accounts.add_circle(app, "Board")
    request = a_request(app)
    service.assess(app, request.id, {"mandate": Verdict.UNCLEAR}, ask="Tom")
    contacts.edit(app, request.contact_id, contacts.Edit(circle="Board"))

    assert told_to_tom(app) == []


def test_a_request_is_told_of_on_its_deadline_or_the_day_after_it_came(app: App) -> None:
    today = app.clock.today()
    request = a_request(app, text="Any time")
    assert told(app) == []
    a_request(app, request.contact_id, text="Today", deadline_on=today.isoformat())
    a_request(app, request.contact_id, text="Too late", deadline_on=(today - timedelta(days=1)).isoformat())

    found = {str(one.sentence): one for one in tasks.due(app)}

    assert sorted(found) == [f"Dockers' Union asks, to be assessed: {text}" for text in ("Today", "Too late")]
    assert [one.alarm for _, one in sorted(found.items())] == [False, True]
