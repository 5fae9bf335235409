"""What of asks waits stands on the list of the day, on cards, and in the way of those who would ask again."""

from datetime import timedelta

from outreach_crm.app import App
from outreach_crm.asks import service
from outreach_crm.asks.model import State
from outreach_crm.contacts import service as contacts
from outreach_crm.model import Ref
from outreach_crm.privacy import service as privacy
from outreach_crm.segments import service as segments
from outreach_crm.tasks import service as tasks
from tests.asks.builders import SENTENCE, an_ask, moved
from tests.builders import a_person, acting, an_organisation


def due(app: App, days: int) -> list[tuple[str, str]]:
    """What the list of the day says of asks in so many days: the sentence and the command."""
    later = app.clock.today() + timedelta(days=days)
    return [(one.sentence, one.command) for one in app.plugins.reminders(app, later) if one.group == "Asks"]


def test_an_ask_is_called_to_mind_as_it_goes_on(app: App) -> None:
    ask = an_ask(app, due_on=(app.clock.today() + timedelta(days=30)).isoformat())

    assert due(app, 22) == []
    assert due(app, 23) == [(f"Bar of Vigo: to be asked: {SENTENCE}", f"outreach asks make {ask.id}")]
    moved(app, ask, State.MADE)
    assert due(app, 20) == []
    assert due(app, 21) == [(f"Bar of Vigo has not answered: {SENTENCE}", f"outreach asks answer {ask.id}")]
    moved(app, service.get(app, ask.id), State.AGREED)
    assert due(app, 29) == []
    assert due(app, 30) == [(f"Bar of Vigo agreed to do it by now: {SENTENCE}", f"outreach asks done {ask.id}")]
    moved(app, service.get(app, ask.id), State.DONE)
    assert due(app, 0) == []
    assert due(app, 1) == [(f"Bar of Vigo did it and was not thanked yet: {SENTENCE}", f"outreach asks thank {ask.id}")]
    assert due(app, 61) == []
    moved(app, service.get(app, ask.id), State.THANKED)
    assert due(app, 1) == []


def test_the_list_of_the_day_has_the_asks_of_whoever_approaches(app: App) -> None:
    ask = an_ask(app, due_on="tomorrow")

    assert [one.command for one in tasks.today(app) if one.group == "Asks"] == [f"outreach asks make {ask.id}"]
    with acting(app, "Bea") as bea:
        assert [one for one in tasks.today(bea) if one.group == "Asks"] == []


def warned(app: App, contact_id: int) -> list[str]:
    """The warnings of asks before a letter to somebody."""
    found = privacy.check(app, contact_id, "outreach").refusals
    return [one.sentence for one in found if one.rule in {"others-ask", "asked-often", "unanswered"}]


def test_two_of_us_who_turn_to_the_same_official_are_told(app: App) -> None:
    ana = a_person(app, "Ana Ruiz")
    an_ask(app, person="Ana Ruiz", due_on="friday")

    assert warned(app, ana.id) == []
    with acting(app, "Bea") as bea:
        assert [one.startswith(f"{app.actor.name} asks them something") for one in warned(bea, ana.id)] == [True]


def test_whoever_was_asked_three_times_in_ninety_days_is_asked_enough(app: App) -> None:
    bar = an_organisation(app, "Bar of Vigo")
    for _ in range(2):
        moved(app, an_ask(app, bar.id), State.AGREED, State.DONE)
    assert warned(app, bar.id) == []

    moved(app, an_ask(app, bar.id), State.AGREED)

    assert warned(app, bar.id) == ["they were asked 3 times in 90 days, and 3 are enough"]


def test_an_ask_that_was_not_answered_is_told_until_a_later_one_is(app: App) -> None:
    bar = an_organisation(app, "Bar of Vigo")
    day = app.clock.today() - timedelta(days=21)
    moved(app, an_ask(app, bar.id), State.MADE, on=day)

    assert warned(app, bar.id) == [f"they have not answered what was asked on {day}"]

    moved(app, an_ask(app, bar.id), State.AGREED)
    assert warned(app, bar.id) == []


def test_nobody_is_said_not_to_have_answered_before_they_had_the_time(app: App) -> None:
    bar, today = an_organisation(app, "Bar of Vigo"), app.clock.today()

    moved(app, an_ask(app, bar.id), State.MADE)
    assert warned(app, bar.id) == []
    ask = moved(app, an_ask(app, bar.id), State.MADE, on=today - timedelta(days=20))
    assert warned(app, bar.id) == []
    with app.change("a day goes by"):
        app.store.update("asks", ask.id, {"due_on": str(today - timedelta(days=1))})
    assert warned(app, bar.id) == [f"they have not answered what was asked on {today - timedelta(days=20)}"]


def test_an_answer_is_a_yes_or_a_no_so_the_day_leads_to_the_ask_itself(app: App) -> None:
    ask = moved(app, an_ask(app), State.MADE)
    later = app.clock.today() + timedelta(days=21)

    (waits,) = [one for one in app.plugins.reminders(app, later) if one.group == "Asks"]

    assert waits.step
    assert waits.step.path == f"/asks/{ask.id}"


def test_the_card_of_a_contact_has_its_asks(app: App) -> None:
    ana = a_person(app, "Ana Ruiz")
    ask = an_ask(app, person="Ana Ruiz")

    for contact_id in (ana.id, ask.contact_id):
        panel = next(one for one in app.plugins.contact_panels(app, contact_id) if one.title == "Asks")
        assert [row[0] for row in panel.rows] == [SENTENCE]
        assert panel.refs == (Ref("asks", ask.id),)


def test_segments_and_the_search_know_what_was_asked(app: App) -> None:
    asked = moved(app, an_ask(app), State.MADE)
    an_organisation(app, "Bar of Lugo")

    def those(*where: str) -> list[str]:
        segment = segments.read(app, [*where, "kind=organisation"])
        return [contacts.get(app, one).name for one in segments.first(app, segment)]

    assert those("asked-since=90d") == those("ask=made") == ["Bar of Vigo"]
    assert those("not:ask=made") == ["Bar of Lugo"]
    assert [hit.ref for hit in app.plugins.hits(app, "minister colleag")] == [Ref("asks", asked.id)]
