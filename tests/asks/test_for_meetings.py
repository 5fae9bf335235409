"""Advice that a group is asked for, asks that it puts and asks of the sector it knows are matters of its meeting."""

from datetime import date, timedelta

from outreach_crm.app import App
from outreach_crm.asks import service
from outreach_crm.asks.model import State
from outreach_crm.asks.model.advice import AdviceDraft, AdviceGiven
from outreach_crm.model import Ref
from tests.asks.builders import SENTENCE, an_ask, moved
from tests.builders import a_group, acting, an_organisation
from tests.meeting import TODAY, days, hide, in_a_sector, matters, titles

LATER = TODAY + timedelta(weeks=3)


def a_bar(app: App, name: str = "Bar of Vigo") -> int:
    """Add an organisation of lawyers."""
    return in_a_sector(app, an_organisation(app, name).id, "legal")


def lawyers(app: App, structure: str = "specialist") -> int:
    """Add a group of lawyers."""
    return in_a_sector(app, a_group(app, f"Lawyers ({structure})", structure).contact_id, "legal")


def test_a_group_that_advises_hears_of_asks_of_its_sector_that_wait(app: App) -> None:
    group, network = lawyers(app), lawyers(app, "network")
    ask = moved(app, an_ask(app, a_bar(app)), State.MADE)
    an_ask(app, in_a_sector(app, an_organisation(app, "Nurses' League").id, "medical"))
    assert titles(app, group, "Asks") == []
    (item,) = matters(app, group, "Asks", LATER)
    assert item.title == f"Bar of Vigo has not answered: {SENTENCE}"
    assert (item.ref, item.due_on, item.owner, item.office) == (Ref("asks", ask.id), LATER, "Maria", True)
    assert titles(app, network, "Asks", LATER) == []
    moved(app, ask, State.GIVEN_UP)
    assert titles(app, group, "Asks", LATER) == []


def test_an_ask_that_a_group_puts_is_its_own_matter_and_stands_first(app: App) -> None:
    group = lawyers(app)
    an_ask(app, a_bar(app))
    own = an_ask(app, an_organisation(app, "Dockers' Union").id, group=str(group), due_on="4w")
    found = matters(app, group, "Asks", LATER + timedelta(weeks=1))
    assert [one.office for one in found] == [False, True]
    assert found[0].ref == Ref("asks", own.id)


def test_advice_waits_for_the_group_that_is_asked_until_it_is_given(app: App) -> None:
    group, other = lawyers(app, "advisory"), lawyers(app)
    about = a_bar(app)
    draft = AdviceDraft(adviser=str(group), question="Whom, and how?", due_on="2w", about="Bar of Vigo")
    advice = service.ask_advice(app, draft)
    (item,) = matters(app, group, "Advice")
    assert (item.title, item.detail, item.due_on) == ("Whom, and how?", "Bar of Vigo", TODAY + timedelta(weeks=2))
    assert titles(app, other, "Advice") == []
    (event,) = days(app, "advice", TODAY, LATER)
    assert (event.contact_ids, event.on, event.title) == ((group,), item.due_on, "Advice: Whom, and how?")
    hide(app, about)
    with acting(app, "Jonas") as jonas:
        assert titles(jonas, group, "Advice") == []
        assert days(jonas, "advice", TODAY, LATER) == []
    service.give_advice(app, advice.id, AdviceGiven(what="Write to the minister"))
    assert titles(app, group, "Advice") == []
    assert days(app, "advice", TODAY, LATER) == []


def test_an_open_ask_is_in_the_calendar_for_its_contact_and_for_the_group_that_puts_it(app: App) -> None:
    bar, group = a_bar(app), lawyers(app, "network")
    ask = an_ask(app, bar, group=str(group))
    (event,) = days(app, "asks", TODAY, date(2026, 12, 31))
    assert (event.on, event.contact_ids) == (LATER, (bar, group))
    assert event.title == f"Bar of Vigo: {SENTENCE}"
    moved(app, ask, State.DECLINED)
    assert days(app, "asks", TODAY, date(2026, 12, 31)) == []


def test_an_ask_of_somebody_hidden_is_offered_to_nobody_else(app: App) -> None:
    group, bar = lawyers(app), a_bar(app)
    an_ask(app, bar)
    hide(app, bar)
    assert len(titles(app, group, "Asks", LATER)) == len(days(app, "asks", TODAY, LATER)) == 1
    with acting(app, "Jonas") as jonas:
        assert titles(jonas, group, "Asks", LATER) == []
        assert days(jonas, "asks", TODAY, LATER) == []
