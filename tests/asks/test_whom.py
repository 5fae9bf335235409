"""An ask is put to a contact or to each of a segment: one of the two, and somebody."""

import re
from collections.abc import Callable

import pytest
from click.testing import Result

from outreach_crm.app import App
from outreach_crm.asks import service
from outreach_crm.asks.model import AskDraft
from outreach_crm.campaigns import service as campaigns
from outreach_crm.campaigns.model import CampaignDraft
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import InvalidInputError
from outreach_crm.segments import service as segments
from tests.asks.builders import SENTENCE, an_ask
from tests.builders import an_organisation
from tests.web.office import Desk, words

Cli = Callable[..., Result]
SAID = {"sentence": SENTENCE, "why": "They can", "due_on": "2999-01-01", "owner": "Maria"}


def spain(app: App, *names: str) -> str:
    """Save a segment of organisations made for it; return its number."""
    for name in names:
        contacts.edit(app, an_organisation(app, name).id, contacts.Edit(fields={"country": "ES"}))
    return str(segments.add(app, "Spain", ["country=Spain"]).id)


@pytest.mark.connections
@pytest.mark.parametrize("path", ["/asks/plan", "/log", "/tasks/add", "/requests/add"])
def test_a_button_that_looks_for_somebody_needs_nothing_else_to_be_written(desk: Desk, path: str) -> None:
    buttons = re.findall('<button name="look"[^>]*>', desk.read(path))

    assert buttons
    assert all(" formnovalidate" in one for one in buttons)


@pytest.mark.connections
def test_an_ask_of_nobody_is_asked_again_beside_whom(desk: Desk) -> None:
    answer = desk.send("/asks/plan", SAID)
    assert (answer.status_code, "Look by name, then choose." in words(answer.text)) == (422, True)

    spain(desk.app, "Bar of Vigo")
    answer = desk.send("/asks/plan", {**SAID, "contact": "", "segment": ""})
    assert answer.status_code == 422
    assert "Say who is asked: look by name, then choose." in words(answer.text)
    assert "contact 0" not in words(answer.text)


@pytest.mark.connections
def test_somebody_whose_name_was_only_typed_is_to_be_chosen(desk: Desk) -> None:
    an_organisation(desk.app, "Bar of Vigo")

    page = words(desk.send("/asks/plan", {**SAID, "contact-words": "vigo"}).text)
    assert "Choose one of these." in page
    assert "Bar of Vigo" in page

    looked = words(desk.send("/asks/plan", {**SAID, "contact-words": "vigo", "look": "contact"}).text)
    assert "Choose one of these." not in looked


@pytest.mark.connections
def test_a_segment_stands_beside_whom_and_is_not_chosen_beforehand(desk: Desk) -> None:
    spain(desk.app, "Bar of Vigo")

    page = desk.read("/asks/plan")

    assert page.index("Or each contact of a segment") < page.index("What they are asked to do")
    assert "Nobody yet" in words(page)


@pytest.mark.connections
def test_a_contact_is_not_left_out_for_a_segment_without_a_word(desk: Desk) -> None:
    segment, guild = spain(desk.app, "Bar of Vigo"), an_organisation(desk.app, "Doctors' Guild")

    answer = desk.send("/asks/plan", {**SAID, "contact": str(guild.id), "segment": segment})

    assert answer.status_code == 422
    assert "Ask Doctors' Guild, or each contact of a segment: one of the two." in words(answer.text)
    assert service.listed(desk.app) == []


def test_a_command_asks_one_or_a_segment_and_never_drops_one_of_them(cli: Cli) -> None:
    cli("contacts", "add", "Bar of Vigo", "--organisation")
    cli("segments", "add", "Bars", "--where", "kind=organisation")

    both = cli("asks", "plan", "Bar of Vigo", "Sign", "--segment", "Bars", "--why", "x", "--by", "2w", code=1)
    assert "Ask Bar of Vigo, or each contact of a segment: one of the two." in both.stderr
    advised = cli("asks", "plan", "Sign", "--segment", "Bars", "--advice", "1", "--why", "x", "--by", "2w", code=2)
    assert "--advice" in advised.stderr
    assert cli("asks", "list", "--json").stdout.strip() == "[]"


def test_all_that_is_missing_is_told_at_once_whom_too(app: App) -> None:
    with pytest.raises(InvalidInputError) as refused:
        service.plan(app, AskDraft(contact_id=0, sentence=" ", why="", due_on=""))

    assert [one.field for one in refused.value.problems] == ["contact", "sentence", "why", "due_on"]


@pytest.mark.connections
def test_days_that_are_missing_are_told_with_all_else(desk: Desk) -> None:
    for path in ("/asks/plan", "/asks/advice/ask"):
        page = words(desk.send(path, {}).text)
        assert "Write something here." in page
        assert "Choose a day." in page
        assert "friday" not in page


def test_a_campaign_names_the_asks_that_belong_to_it(app: App) -> None:
    campaign = campaigns.add(app, CampaignDraft(name="Free them"))

    an_ask(app, campaign="Free them")

    assert [one.title for one in campaigns.show(app, campaign.id).links] == [SENTENCE]
