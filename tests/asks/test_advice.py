"""Advisers are asked whom to approach, what to ask and how; what they say begins an ask."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from click.testing import Result

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.asks import service
from outreach_crm.asks.model import AskDraft
from outreach_crm.asks.model.advice import Advice, AdviceDraft, AdviceGiven, Role
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import RoleDraft
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.privacy import service as privacy
from outreach_crm.timeline import service as timeline
from outreach_crm.timeline.model import LogDraft
from tests.asks.builders import an_ask
from tests.builders import a_group, a_person, acting, an_organisation

Cli = Callable[..., Result]


def asked(app: App, **draft: str) -> Advice:
    """Ask an advisory group about a bar."""
    a_group(app, "Council", "advisory")
    an_organisation(app, "Bar of Vigo")
    said = {"adviser": "Council", "question": "Whom, and how?", "due_on": "2w", "about": "Bar of Vigo", **draft}
    return service.ask_advice(app, AdviceDraft(**said))


def test_advice_begins_the_ask_that_follows_from_it(app: App) -> None:
    a_person(app, "Ana Ruiz")
    advice = asked(app)

    given = service.give_advice(
        app, advice.id, AdviceGiven(whom="Ana Ruiz", what="Write to the minister", how="Through her deputy")
    )

    assert [one.name for one in given.those(Role.WHOM)] == ["Ana Ruiz"]
    draft = service.advised(app, AskDraft(contact_id=0, sentence="", why="They can", due_on="3w"), given)
    ask = service.plan(app, draft)
    assert (ask.contact, ask.sentence, ask.how) == ("Bar of Vigo", "Write to the minister", "Through her deputy")
    assert ask.person
    assert (ask.person.name, ask.person.because) == ("Ana Ruiz", "advised by Council")


def test_somebody_who_is_not_in_the_book_is_kept_in_words(app: App) -> None:
    given = service.give_advice(app, asked(app).id, AdviceGiven(whom="the new treasurer"))

    assert (given.whom, given.those(Role.WHOM)) == ("the new treasurer", ())


def test_what_is_advised_again_takes_the_place_of_what_was(app: App) -> None:
    a_person(app, "Ana Ruiz")
    a_person(app, "Bo Lind")
    advice = asked(app)
    service.give_advice(app, advice.id, AdviceGiven(whom="Ana Ruiz"))

    again = service.give_advice(app, advice.id, AdviceGiven(whom="Bo Lind", what="Sign"))

    assert [one.name for one in again.those(Role.WHOM)] == ["Bo Lind"]
    with pytest.raises(ConflictError):
        service.give_advice(app, advice.id, AdviceGiven(what="Print", version=advice.change_id))


@pytest.mark.parametrize(
    ("draft", "sentence"),
    [
        ({"question": " "}, "what you would like to know"),
        ({"due_on": ""}, "by when"),
        ({"adviser": "Bar of Vigo"}, "is an organisation"),
        ({"sector": "gardeners"}, "gardeners"),
    ],
)
def test_what_cannot_be_advice_is_refused_in_a_sentence(app: App, draft: dict[str, str], sentence: str) -> None:
    with pytest.raises((InvalidInputError, NotFoundError), match=sentence):
        asked(app, **draft)


def test_advice_without_a_word_is_none(app: App) -> None:
    with pytest.raises(InvalidInputError, match="one of the three"):
        service.give_advice(app, asked(app).id, AdviceGiven())


def test_whoever_asked_is_reminded_until_it_is_given(app: App) -> None:
    advice = asked(app)
    later = app.clock.today() + timedelta(days=14)

    def waiting() -> list[str]:
        return [one.command for one in app.plugins.reminders(app, later) if one.group == "Asks"]

    assert waiting() == [f"outreach asks advice answer {advice.id}"]
    service.give_advice(app, advice.id, AdviceGiven(what="Sign"))
    assert waiting() == []


def test_advice_stands_on_the_card_of_whom_it_is_about(app: App) -> None:
    advice = asked(app)
    service.give_advice(app, advice.id, AdviceGiven(what="Sign", how="Ring first"))
    bar = contacts.resolve(app, "Bar of Vigo")

    panel = next(one for one in app.plugins.contact_panels(app, bar.id) if one.title == "Advice")

    assert panel.rows == (("Whom, and how?", "Council", "", "Sign", "Ring first"),)


def test_advice_about_somebody_hidden_is_hidden_and_a_hidden_adviser_has_no_name(app: App) -> None:
    advice = asked(app)
    accounts.add_circle(app, "Board")
    council, bar = contacts.resolve(app, "Council"), contacts.resolve(app, "Bar of Vigo")

    contacts.edit(app, council.id, contacts.Edit(circle="Board"))
    with acting(app, "Bea") as bea:
        assert [one.adviser for one in service.advice_listed(bea)] == [""]
    contacts.edit(app, bar.id, contacts.Edit(circle="Board"))
    with acting(app, "Bea") as bea:
        assert service.advice_listed(bea) == []
        with pytest.raises(NotFoundError):
            service.get_advice(bea, advice.id)


def test_advice_goes_with_the_last_of_those_it_names(app: App) -> None:
    advice = asked(app)
    council, bar = contacts.resolve(app, "Council"), contacts.resolve(app, "Bar of Vigo")

    privacy.erase(app, [bar.id], because="asked for it")
    assert service.get_advice(app, advice.id).adviser == "Council"
    privacy.erase(app, [council.id], because="asked for it")
    assert service.advice_listed(app, everything=True) == []


def test_an_officer_is_told_what_to_know_before_asking(app: App) -> None:
    bar, ana = an_organisation(app, "Bar of Vigo"), a_person(app, "Ana Ruiz")
    accounts.add_account(app, "Bea")
    contacts.edit(app, bar.id, contacts.Edit(fields={"can_do": "Send observers", "level": "national"}, holder="Bea"))
    contacts.add_role(app, ana.id, RoleDraft(at="Bar of Vigo", title="Secretary", right_person_for="human rights"))
    a_group(app, "Group 12", "local")

    told = [one.sentence for one in service.hints(app, an_ask(app, bar.id, group="Group 12"))]

    assert told[:3] == [
        "No right person is named. It may be Ana Ruiz (Secretary).",
        "What they can do, as far as we know: Send observers",
        "Group 12 is a local group and Bar of Vigo works nationwide: Bea holds that relationship, ask first.",
    ]


def test_what_the_clearance_says_is_told_with_whom_it_is_about_and_for_what(app: App) -> None:
    bar = an_organisation(app, "Bar of Vigo")
    timeline.log(app, LogDraft(contact_ids=(bar.id,), summary="called"))

    told = [one.sentence for one in service.hints(app, an_ask(app, bar.id))]

    day = app.clock.today()
    (said,) = [one for one in told if "Bar of Vigo for outreach" in one]
    assert said.startswith("To think of before you turn to Bar of Vigo for outreach: ")
    assert f"we turned to them on {day}" in said
    assert said.endswith(".")


def test_what_they_can_do_is_not_told_again_where_it_is_asked(app: App) -> None:
    bar = an_organisation(app, "Bar of Vigo")
    contacts.edit(app, bar.id, contacts.Edit(fields={"can_do": "Write letters to ministers"}))

    told = [one.sentence for one in service.hints(app, an_ask(app, bar.id))]

    assert not any(one.startswith("What they can do") for one in told)


def test_commands_ask_for_advice_and_begin_an_ask_with_it(cli: Cli) -> None:
    cli("contacts", "add", "Ana Ruiz")
    cli("contacts", "add", "Bar of Vigo", "--organisation")

    cli("asks", "advice", "ask", "Ana Ruiz", "Whom, and how?", "--about", "Bar of Vigo", "--by", "2w")
    cli("asks", "advice", "answer", "1", "--what", "Write to the minister", "--how", "Ring first")
    cli("asks", "plan", "--advice", "1", "--why", "They can", "--by", "3w")

    (ask,) = json.loads(cli("asks", "list", "--json").stdout)
    assert (ask["contact"], ask["sentence"], ask["how"]) == ("Bar of Vigo", "Write to the minister", "Ring first")
    assert json.loads(cli("asks", "advice", "list", "--json").stdout) == []
