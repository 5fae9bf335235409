"""Altering a draft: what it is called, to whom and how it goes, what it says."""

import pytest
from attrs import evolve

from outreach_crm.app import App
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import Dispatch, Text
from outreach_crm.dispatch.service import Edit
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError, RefusedError
from tests.dispatch.letters import a_letter, a_segment, an_addressee, frozen, with_rules


@pytest.fixture(name="app")
def with_somebody(app: App) -> App:
    app = with_rules(app)
    an_addressee(app, "Bar")
    a_segment(app)
    return app


@pytest.fixture
def letter(app: App) -> Dispatch:
    return a_letter(app)


def same(found: Dispatch) -> Edit:
    """An edit that alters nothing."""
    return Edit(name=found.name, purpose=found.purpose, segment=found.segment, channel=found.channel)


def test_what_is_asked_for_is_altered_and_nothing_else(app: App, letter: Dispatch) -> None:
    done = service.edit(app, letter.id, evolve(same(letter), name="Autumn letter", segment="Organisations"))
    assert (done.name, done.texts, done.channel) == ("Autumn letter", letter.texts, letter.channel)
    assert service.preview(app, letter.id).recipients == 1


def test_a_name_of_another_mailing_is_refused_beside_its_field(app: App, letter: Dispatch) -> None:
    a_letter(app, "Taken")
    with pytest.raises(InvalidInputError, match="already") as told:
        service.edit(app, letter.id, evolve(same(letter), name="taken"))
    assert [one.field for one in told.value.problems] == ["name"]


def test_what_somebody_else_altered_meanwhile_is_not_overwritten(app: App, letter: Dispatch) -> None:
    service.edit(app, letter.id, evolve(same(letter), name="Theirs"))
    with pytest.raises(ConflictError, match="changed Theirs meanwhile"):
        service.edit(app, letter.id, evolve(same(letter), version=letter.change_id))


def test_what_is_frozen_is_altered_no_more(app: App, letter: Dispatch) -> None:
    frozen(app, letter)
    with pytest.raises(RefusedError, match="frozen"):
        service.edit(app, letter.id, same(letter))


def test_a_way_out_that_there_is_not_is_no_way(app: App, letter: Dispatch) -> None:
    with pytest.raises(NotFoundError, match="There is no channel 'pigeon'"):
        service.edit(app, letter.id, evolve(same(letter), channel="pigeon"))


def test_a_text_that_is_there_by_now_is_not_taken_for_a_new_one(app: App, letter: Dispatch) -> None:
    with pytest.raises(ConflictError, match="has a text in en by now"):
        service.set_text(app, letter.id, Text(language="EN", subject="Other", body="other"), version=0)


def test_the_last_text_stays(app: App, letter: Dispatch) -> None:
    with pytest.raises(InvalidInputError, match="no other text"):
        service.drop_text(app, letter.id, "en")


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (Text(language="en", subject=" ", body="x"), "subject"),
        (Text(language="en", subject="x", body="{frist_name}"), "body"),
        (Text(language="", subject="x", body="x"), "language"),
    ],
)
def test_what_is_wrong_with_a_text_names_its_field(app: App, letter: Dispatch, text: Text, field: str) -> None:
    with pytest.raises(InvalidInputError) as told:
        service.set_text(app, letter.id, text)
    assert [one.field for one in told.value.problems] == [field]
