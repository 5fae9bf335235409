"""What an officer is told of asks: before she asks, as she writes one down, and what stands on a card afterwards."""

import re
from collections.abc import Callable

import pytest
from click.testing import Result

from outreach_crm.app import App
from outreach_crm.asks import service
from outreach_crm.asks.model import AskDraft, State
from outreach_crm.asks.model.advice import AdviceDraft, AdviceGiven, Role
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import RoleDraft
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.segments import service as segments
from tests.asks.builders import SENTENCE, an_ask, moved
from tests.builders import a_group, a_person, an_organisation
from tests.web.office import Desk, words

Cli = Callable[..., Result]


def told(app: App, ask_id: int) -> list[str]:
    """What to know before an ask is put."""
    return [one.sentence for one in service.hints(app, service.get(app, ask_id))]


def test_a_right_person_of_no_role_there_is_told_with_who_of_the_name_has_one(app: App) -> None:
    bar = an_organisation(app, "Bar of Vigo")
    a_person(app, "Hanna Berg")
    contacts.add_role(app, a_person(app, "Ana Ruiz Vigo").id, RoleDraft(at="Bar of Vigo", title="Secretary"))
    ana = a_person(app, "Ana Ruiz")

    mistaken = told(app, an_ask(app, bar.id, person=str(ana.id)).id)
    assert mistaken[0] == "Ana Ruiz has no role at Bar of Vigo. It may be Ana Ruiz Vigo."
    stranger = told(app, an_ask(app, bar.id, person="Hanna Berg").id)
    assert stranger[0] == "Hanna Berg has no role at Bar of Vigo, as far as it is written down."
    right = told(app, an_ask(app, bar.id, person="Ana Ruiz Vigo").id)
    assert not any("no role" in one for one in right)


def test_an_ask_of_the_very_same_is_told(app: App) -> None:
    first = moved(app, an_ask(app), State.DECLINED)

    again = told(app, an_ask(app, first.contact_id).id)

    assert f"Ask {first.id} puts the very same to them; it is declined." in again
    assert not any("very same" in one for one in told(app, an_ask(app, first.contact_id, sentence="Sign").id))


def test_who_of_a_segment_carries_a_warning_is_told_and_who_is_asked_twice(app: App) -> None:
    vigo, lugo = an_organisation(app, "Bar of Vigo"), an_organisation(app, "Bar of Lugo")
    contacts.add_role(app, a_person(app, "Ana Ruiz").id, RoleDraft(at="Bar of Vigo", title="President"))
    for _ in range(3):
        moved(app, an_ask(app, lugo.id, sentence="Sign"), State.AGREED)
    an_ask(app, vigo.id)
    segments.add(app, "All", ["kind=person,organisation"])

    found = service.plan_for(app, "All", AskDraft(contact_id=0, sentence=SENTENCE, why="All of them", due_on="2w"))
    said = [one.sentence for one in service.hints_of_many(app, found)]

    assert "they were asked 3 times in 90 days, and 3 are enough: Bar of Lugo" in said
    assert any(one.endswith("of them carry a warning.") for one in said)
    assert "A person and their own organisation are both asked: Ana Ruiz (Bar of Vigo)" in said
    assert "Another ask puts the very same to them: Bar of Vigo" in said


def test_a_command_tells_what_to_know_of_a_segment_and_how_all_is_taken_back(cli: Cli) -> None:
    cli("contacts", "add", "Bar of Vigo", "--organisation")
    cli("segments", "add", "Bars", "--where", "kind=organisation")
    cli("asks", "plan", "Bar of Vigo", "Sign", "--why", "They can", "--by", "3w")

    said = cli("asks", "plan", "Sign", "--segment", "Bars", "--why", "They can", "--by", "3w").stdout

    assert "Planned: 1 ask (take back: outreach undo " in said
    assert "Another ask puts the very same to them: Bar of Vigo" in said
    assert "(take back: outreach undo " in cli("asks", "make", "1", "called").stdout


@pytest.mark.connections
def test_the_page_of_asks_planned_together_tells_what_to_know(desk: Desk) -> None:
    an_ask(desk.app)
    segments.add(desk.app, "All", ["kind=organisation"])
    found = service.plan_for(desk.app, "All", AskDraft(contact_id=0, sentence=SENTENCE, why="x", due_on="2w"))

    page = words(desk.read(f"/asks?batch={found[0].batch}"))

    assert "Another ask puts the very same to them: Bar of Vigo" in page
    assert "very same" not in words(desk.read("/asks"))


def test_an_ask_is_said_otherwise_by_a_command_and_what_is_not_said_stays(cli: Cli) -> None:
    cli("contacts", "add", "Bar of Vigo", "--organisation")
    cli("contacts", "add", "Ana Ruiz")
    given = ("--why", "They can", "--by", "3w", "--person", "Ana Ruiz", "--person-because", "chairs it")
    cli("asks", "plan", "Bar of Vigo", "Sign", *given, "--country", "Chile", "--not-copied")

    said = cli("asks", "edit", "1", "--by", "2999-01-01", "--what", "Print the appeal").stdout
    assert "by 2999-01-01" in said
    assert "take back: outreach undo" in said
    shown = cli("asks", "show", "1").stdout
    for text in ("Print the appeal", "2999-01-01", "Ana Ruiz: chairs it", "Chile", "we do not ask to be copied in"):
        assert text in shown
    cli("asks", "edit", "1", "--person", "")
    assert "Ana Ruiz" not in cli("asks", "show", "1").stdout


def test_what_is_shown_of_an_ask_names_its_campaign(cli: Cli) -> None:
    cli("contacts", "add", "Bar of Vigo", "--organisation")
    cli("campaigns", "add", "Free them")
    cli("asks", "plan", "Bar of Vigo", "Sign", "--why", "They can", "--by", "3w", "--campaign", "Free them")

    assert "Free them" in cli("asks", "show", "1").stdout
    assert "Sign" in cli("campaigns", "show", "1").stdout


@pytest.mark.connections
def test_a_page_says_whether_we_ask_to_be_copied_in(desk: Desk) -> None:
    ask = an_ask(desk.app, copied=False)
    assert "We do not ask to be copied in." in words(desk.read(f"/asks/{ask.id}"))


def test_a_card_says_what_was_asked_last_and_how_far_that_is(app: App) -> None:
    ana = a_person(app, "Ana Ruiz")
    ask = an_ask(app, person="Ana Ruiz")
    assert contacts.show(app, ask.contact_id).we_asked == ""

    moved(app, ask, State.AGREED)

    for contact_id in (ask.contact_id, ana.id):
        assert contacts.show(app, contact_id).we_asked == f"today: {SENTENCE} (agreed)"


def test_what_they_did_is_theirs_on_a_card_as_in_the_history(cli: Cli) -> None:
    cli("contacts", "add", "Bar of Vigo", "--organisation")
    cli("asks", "plan", "Bar of Vigo", "Sign", "--why", "They can", "--by", "3w")
    cli("asks", "done", "1", "did sign")

    for command in (("contacts", "show", "Vigo"), ("timeline", "Vigo")):
        (line,) = (one for one in cli(*command).stdout.splitlines() if "did sign" in one and one.startswith("20"))
        assert line.split()[-1] == "they"


@pytest.mark.connections
def test_a_person_has_no_form_for_a_level_of_contact(desk: Desk) -> None:
    ana = a_person(desk.app, "Ana Ruiz")

    answer = desk.get(f"/asks/level/{ana.id}")

    assert (answer.status_code, "people have none" in words(answer.text)) == (409, True)


def test_what_was_advised_before_stays_where_it_is_not_said_again(app: App) -> None:
    council = a_group(app, "Council", "advisory")
    a_person(app, "Ana Ruiz")
    draft = AdviceDraft(adviser=str(council.contact_id), question="Whom?", due_on="2w")
    advice = service.ask_advice(app, draft)
    service.give_advice(app, advice.id, AdviceGiven(what="Sign", how="Ring first"))

    given = service.give_advice(app, advice.id, AdviceGiven(whom="Ana Ruiz"))
    assert (given.what, given.how, [one.name for one in given.those(Role.WHOM)]) == ("Sign", "Ring first", ["Ana Ruiz"])
    again = service.give_advice(app, advice.id, AdviceGiven(what="Print", how=""))
    assert (again.what, again.how, again.approached) == ("Print", "", "Ana Ruiz")


def test_an_adviser_who_names_one_of_several_is_asked_which(app: App) -> None:
    a_person(app, "Ana Ruiz")
    a_person(app, "Ana Lind")
    council = a_group(app, "Council", "advisory")
    advice = service.ask_advice(app, AdviceDraft(adviser=str(council.contact_id), question="Whom?", due_on="2w"))

    with pytest.raises(InvalidInputError, match="Several contacts fit"):
        service.give_advice(app, advice.id, AdviceGiven(whom="Ana"))


def test_advice_is_not_asked_for_by_a_day_that_has_passed(app: App) -> None:
    a_group(app, "Council", "advisory")

    with pytest.raises(InvalidInputError) as refused:
        service.ask_advice(app, AdviceDraft(adviser="Council", question=" ", due_on="2020-01-01"))

    assert [one.field for one in refused.value.problems] == ["question", "due_on"]
    assert "has passed" in refused.value.problems[1].sentence
    assert service.advice_listed(app) == []


def test_an_advisory_group_that_is_not_there_is_told_how_to_write_it_down(app: App) -> None:
    with pytest.raises(NotFoundError) as refused:
        service.ask_advice(app, AdviceDraft(adviser="Outreach Council", question="Whom?", due_on="2w"))

    assert 'outreach groups add "Outreach Council" --structure advisory' in str(refused.value)
    assert "outreach" not in refused.value.on_page


def test_what_is_missing_is_told_once_by_the_options_of_the_command(cli: Cli) -> None:
    cli("contacts", "add", "Bar of Vigo", "--organisation")

    said = cli("asks", "plan", "Bar of Vigo", "Sign", code=1).stderr

    assert said.splitlines() == [
        "Error: Say why they. (--why)",
        "  Say by when it should be done (--by 2w, friday, 2026-03-09).",
    ]


@pytest.mark.connections
def test_a_telephone_shows_what_is_asked_of_whom_and_by_when(desk: Desk) -> None:
    an_ask(desk.app)

    heads = re.findall(r'<th scope="col"( class="lesser")?>([^<]+)<', desk.read("/asks"))

    assert [title for lesser, title in heads if not lesser] == ["What", "Whom", "By when"]


def test_the_order_of_a_list_is_told_as_it_is(cli: Cli) -> None:
    assert "with --all the latest first" in " ".join(cli("asks", "list", "--help").stdout.split())
