"""The balance tells what was asked and done in both directions, and what is out of balance."""

from datetime import timedelta

from outreach_crm.app import App
from outreach_crm.asks.model import State
from outreach_crm.contacts import service as contacts
from outreach_mutuality import service
from outreach_mutuality.model.assessing import Outcome
from outreach_mutuality.model.balances import Alarm, Balance
from tests.asks.builders import an_ask, moved
from tests.builders import an_organisation
from tests.outreach_mutuality.builders import a_request, decided


def the_balance(app: App, contact_id: int) -> Balance:
    """The balance with one organisation."""
    (found,) = service.balances(app, contact_id=contact_id)
    return found


def test_asks_and_requests_are_counted_by_what_became_of_them(app: App) -> None:
    union = an_organisation(app, "Dockers' Union").id
    for states in ((State.DONE,), (State.DECLINED,), (State.MADE,), ()):
        moved(app, an_ask(app, union), *states)
    decided(app, a_request(app, union), Outcome.ACCEPT)
    decided(app, a_request(app, union), Outcome.DECLINE)
    a_request(app, union)

    found = the_balance(app, union)

    assert (found.we_asked, found.they_did, found.they_declined, found.asks_open) == (3, 1, 1, 1)
    assert (found.they_asked, found.we_did, found.we_declined, found.requests_open) == (3, 1, 1, 1)
    assert (found.index, found.alarms) == (1.0, ())


def test_whoever_was_never_asked_and_asked_nothing_is_left_out(app: App) -> None:
    an_organisation(app, "Bakers")

    assert service.balances(app) == []


def test_a_request_that_waits_too_long_is_an_alarm(app: App) -> None:
    union = an_organisation(app, "Dockers' Union").id
    long_ago = app.clock.today() - timedelta(days=30)
    a_request(app, union, received_on=long_ago.isoformat())
    assert the_balance(app, union).alarms == ()

    a_request(app, union, received_on=(long_ago - timedelta(days=1)).isoformat())

    assert the_balance(app, union).alarms == (Alarm.OPEN,)


def test_three_asks_without_return_are_an_alarm(app: App) -> None:
    union = an_organisation(app, "Dockers' Union").id
    for _ in range(3):
        moved(app, an_ask(app, union), State.MADE)
    assert the_balance(app, union).alarms == (Alarm.WITHOUT_RETURN,)

    moved(app, an_ask(app, union), State.DONE)

    assert the_balance(app, union).alarms == ()


def test_a_sector_is_told_as_one_and_how_kinds_were_treated(app: App) -> None:
    for name, outcome in (("Dockers' Union", Outcome.ACCEPT), ("Bakers", Outcome.DECLINE)):
        one = an_organisation(app, name)
        contacts.edit(app, one.id, contacts.Edit(sectors=("unions",)))
        decided(app, a_request(app, one.id), outcome)

    whole = service.together("Unions", service.balances(app, sector="unions"))

    assert (whole.they_asked, whole.we_did, whole.we_declined) == (2, 1, 1)
    assert [(one.kind, one.sector, one.met, one.declined) for one in service.treatment(app)] == [
        ("sign-on", "", 1, 1),
        ("sign-on", "unions", 1, 1),
    ]
