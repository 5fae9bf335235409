"""The balance tells what was asked and done in both directions, and what is out of balance."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from attrs import evolve
from click.testing import Result

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.asks.model import State
from outreach_crm.clock import FixedClock
from outreach_crm.contacts import service as contacts
from outreach_crm.model import Ref
from outreach_mutuality import service
from outreach_mutuality.model.assessing import Outcome
from outreach_mutuality.model.balances import Alarm, Balance
from tests.asks.builders import an_ask, moved
from tests.builders import a_person, acting, an_organisation
from tests.outreach_mutuality.builders import a_request, decided
from tests.web.office import Desk, words

Cli = Callable[..., Result]


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


def test_what_was_given_up_or_thanked_for_a_no_does_not_vanish(app: App) -> None:
    union = an_organisation(app, "Dockers' Union").id
    moved(app, an_ask(app, union), State.MADE, State.GIVEN_UP)
    moved(app, an_ask(app, union), State.MADE, State.GIVEN_UP, State.PLANNED)
    moved(app, an_ask(app, union), State.DECLINED, State.THANKED)
    moved(app, an_ask(app, union), State.MADE, State.DECLINED, State.THANKED)
    moved(app, an_ask(app, union), State.GIVEN_UP)

    found = the_balance(app, union)

    assert (found.we_asked, found.they_declined, found.asks_open, found.asks_given_up) == (4, 2, 1, 1)


def test_people_are_not_weighed(app: App) -> None:
    ana = a_person(app, "Ana Ruiz")
    moved(app, an_ask(app, ana.id), State.MADE)
    a_request(app, ana.id)

    assert service.balances(app) == []


def in_sectors(app: App, name: str, *keys: str) -> int:
    """Add an organisation of some sectors."""
    one = an_organisation(app, name)
    contacts.edit(app, one.id, contacts.Edit(sectors=keys))
    return one.id


def test_a_sector_is_told_as_one_and_how_kinds_were_treated(app: App) -> None:
    for name, outcome in (("Dockers' Union", Outcome.ACCEPT), ("Bakers", Outcome.DECLINE)):
        decided(app, a_request(app, in_sectors(app, name, "unions")), outcome)

    whole = service.together("Unions", service.balances(app, sector="unions"))

    assert (whole.organisations, whole.they_asked, whole.we_did, whole.we_declined) == (2, 2, 1, 1)
    assert [(one.kind, one.sector, one.met, one.declined) for one in service.treatment(app)] == [
        ("sign-on", "", 1, 1),
        ("sign-on", "unions", 1, 1),
    ]


def test_whoever_belongs_to_two_sectors_counts_in_both_and_once_in_all(app: App) -> None:
    nurses, bakers = in_sectors(app, "Nurses' Union", "unions", "medical"), in_sectors(app, "Bakers", "unions")
    for whose in (nurses, bakers, an_organisation(app, "Choir").id):
        decided(app, a_request(app, whose))

    found = service.by_sector(app)

    told = [(one.sector, one.organisations, one.they_asked, one.we_did) for one in found.sectors]
    assert sorted(told) == [("", 1, 1, 1), ("medical", 1, 1, 1), ("unions", 2, 2, 2)]
    assert (found.sectors[-1].name, found.whole.organisations, found.whole.they_asked) == ("No sector", 3, 3)
    assert [(one.sector, one.met) for one in service.treatment(app)] == [("", 3), ("medical", 1), ("unions", 2)]


def test_an_alarm_leads_to_what_can_be_done_about_it(app: App) -> None:
    union, bakers = an_organisation(app, "Dockers' Union").id, an_organisation(app, "Bakers").id
    long_ago = (app.clock.today() - timedelta(days=31)).isoformat()
    waits = a_request(app, union, received_on=long_ago)
    for _ in range(3):
        moved(app, an_ask(app, bakers), State.MADE)
    later = evolve(app, clock=FixedClock(app.clock.now() + timedelta(days=2)))
    promised = a_request(app, bakers, received_on="today")
    decided(app, promised, promises=(("Sign", "1d"),))

    found = service.pressing(later)

    assert [(one.alarm, one.ref) for one in found] == [
        (Alarm.OVERDUE, Ref("mutuality_requests", promised.id)),
        (Alarm.OPEN, Ref("mutuality_requests", waits.id)),
        (Alarm.WITHOUT_RETURN, Ref("contacts", bakers)),
    ]
    assert found[1].command == f"outreach mutuality assess {waits.id}"
    assert found[2].what == "3 asks without return"


def test_who_got_what_is_told_where_some_were_met_and_others_declined(app: App) -> None:
    nurses, bakers = in_sectors(app, "Nurses' Union", "unions", "medical"), in_sectors(app, "Bakers", "unions")
    decided(app, a_request(app, nurses), Outcome.ACCEPT)
    decided(app, a_request(app, nurses, "Sign once more"), Outcome.ACCEPT)
    decided(app, a_request(app, bakers), Outcome.DECLINE)
    decided(app, a_request(app, bakers, "100 leaflets"), Outcome.ACCEPT)

    (kind,) = service.consistency(app).mixed

    assert (kind.kind, kind.met, kind.declined) == ("sign-on", 2, 1)
    assert [(one.contact, len(one.sectors), one.met) for one in kind.met_for] == [("Nurses' Union", 2, 2)]
    assert [(one.contact, one.declined) for one in kind.declined_for] == [("Bakers", 1)]


def test_of_many_who_got_something_those_decided_on_last_are_shown(app: App) -> None:
    for number in range(4):
        decided(app, a_request(app, an_organisation(app, f"Choir {number}").id), [*Outcome][number % 2 * 4])

    (kind,) = service.consistency(app, 3).mixed

    assert (len(kind.shares), kind.organisations, kind.more) == (3, 4, 1)


def test_decisions_that_departed_are_listed_with_the_latest_first(app: App) -> None:
    first = a_request(app)
    decided(app, first, Outcome.DECLINE)
    other = a_request(app, first.contact_id)
    decided(app, other, Outcome.ACCEPT)

    (one,) = service.consistency(app).departures

    assert (one.request_id, one.outcome) == (other.id, Outcome.ACCEPT)
    assert one.departs == f"other than on like requests: {first.id} (decline)"


def test_nobody_hidden_or_in_the_trash_is_told_of(app: App) -> None:
    hidden, trashed = a_request(app), a_request(app, an_organisation(app, "Bakers").id)
    decided(app, hidden, Outcome.DECLINE)
    decided(app, trashed, Outcome.ACCEPT)
    accounts.add_circle(app, "Board")
    contacts.edit(app, hidden.contact_id, contacts.Edit(circle="Board"))
    contacts.trash(app, trashed.contact_id)

    with acting(app, "Bea") as bea:
        found, balance = service.consistency(bea), service.by_sector(bea)
    assert (found.treated, found.departures, found.mixed) == ((), (), ())
    assert (balance.sectors, balance.whole.they_asked) == ((), 0)


def test_commands_tell_the_balance_in_each_view(cli: Cli) -> None:
    cli("contacts", "add", "Health Union", "--organisation", "--sector", "unions")
    cli("contacts", "add", "Bakers", "--organisation")
    cli("mutuality", "log", "Health Union", "100 leaflets", "--accept")
    cli("mutuality", "log", "Bakers", "100 leaflets", "--on", "2026-01-02")
    cli("mutuality", "assess", "2", "--all", "yes")
    assert "outreach mutuality decide 2" in cli("mutuality", "balance", "--alarms").stdout
    cli("mutuality", "decide", "2", "decline", "--told", "We have none left")

    assert "They asked 1: 1 met." in cli("mutuality", "balance", "Health Union").stdout
    assert "No sector" in cli("mutuality", "balance", "--by-sector").stdout
    told = json.loads(cli("mutuality", "balance", "--by-sector", "--json").stdout)
    assert [(one["sector"], one["we_did"], one["index"]) for one in told["sectors"]] == [
        ("unions", 1, 0.0),
        ("", 0, None),
    ]
    assert told["whole"]["they_asked"] == 2
    said = cli("mutuality", "balance", "--kinds").stdout
    assert "information: 1 met, 1 declined" in said
    assert "declined for Bakers" in said
    told = json.loads(cli("mutuality", "balance", "--kinds", "--json").stdout)
    assert [len(told[part]) for part in ("treated", "departures", "mixed")] == [2, 1, 1]
    cli("mutuality", "balance", "--kinds", "--alarms", code=2)


@pytest.mark.connections
def test_pages_show_each_view_of_the_balance(desk: Desk) -> None:
    nurses, bakers = in_sectors(desk.app, "Nurses' Union", "medical"), in_sectors(desk.app, "Bakers", "unions")
    decided(desk.app, a_request(desk.app, nurses), Outcome.DECLINE)
    decided(desk.app, a_request(desk.app, bakers))
    waits = a_request(desk.app, bakers, received_on="2026-01-02")

    assert "2: 1 met, 1 not decided" in words(desk.read("/requests/balance"))
    assert "We did" in desk.read("/requests/balance.csv")
    assert "3: 1 met, 1 declined, 1 not decided" in words(desk.read("/requests/balance/sectors"))
    assert f'href="/requests/{waits.id}"' in desk.read("/requests/balance/alarms")
    page = words(desk.read("/requests/balance/alike"))
    assert "Decided otherwise than like requests" in page
    assert "Met: 1" in page


def test_something_else_is_neither_met_nor_declined(app: App) -> None:
    union, bakers = an_organisation(app, "Dockers' Union").id, an_organisation(app, "Bakers").id
    moved(app, an_ask(app, union), State.DONE)
    decided(app, a_request(app, union), Outcome.SOMETHING_ELSE)
    decided(app, a_request(app, bakers), Outcome.DECLINE)

    found = the_balance(app, union)

    assert (found.they_asked, found.we_did, found.we_offered, found.we_declined, found.index) == (1, 0, 1, 0, 0.0)
    assert found.theirs == "1: 1 offered something else"
    assert service.by_sector(app).whole.we_offered == 1
    (kind,) = service.consistency(app).mixed
    assert (kind.met, kind.offered, kind.declined) == (0, 1, 1)
    assert [one.contact for one in kind.offered_for] == ["Dockers' Union"]
    assert [(one.met, one.offered, one.declined) for one in service.treatment(app)] == [(0, 1, 1)]


def test_whoever_did_what_we_asked_and_never_got_what_they_asked_is_an_alarm(app: App) -> None:
    union = an_organisation(app, "Dockers' Union").id
    moved(app, an_ask(app, union), State.DONE)
    request = a_request(app, union)
    assert the_balance(app, union).alarms == ()
    decided(app, request, Outcome.DECLINE)

    assert the_balance(app, union).alarms == (Alarm.ONE_SIDED,)
    (one,) = service.pressing(app)
    assert (one.alarm, one.contact_id, one.on) == (Alarm.ONE_SIDED, union, app.clock.today().isoformat())
    assert one.command == f"outreach mutuality list --contact {union} --all"

    decided(app, a_request(app, union))
    assert the_balance(app, union).alarms == ()


@pytest.mark.connections
def test_pages_tell_something_else_apart(desk: Desk) -> None:
    decided(desk.app, a_request(desk.app), Outcome.SOMETHING_ELSE)
    decided(desk.app, a_request(desk.app, an_organisation(desk.app, "Bakers").id), Outcome.DECLINE)

    page = words(desk.read("/requests/balance/alike"))

    assert "Something else: 1" in page
    assert "2: 1 offered something else, 1 declined" in page
    assert "We offered something else" in desk.read("/requests/balance.csv")
