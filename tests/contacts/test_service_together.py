"""Many contacts changed alike: what was seen before is what is done, and one undo takes all of it back."""

from datetime import timedelta
from functools import partial

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.changes.model import State
from outreach_crm.clock import timestamp
from outreach_crm.contacts import service
from outreach_crm.contacts.model import Contact
from outreach_crm.contacts.service import together
from outreach_crm.errors import InvalidInputError, NotFoundError
from tests.builders import a_person, an_organisation, with_settings

Said = dict[str, str]


@pytest.fixture
def three(app: App) -> list[Contact]:
    """Two people, one of them in the sector legal, and an organisation."""
    ana, bea, bar = a_person(app, "Ana"), a_person(app, "Bea"), an_organisation(app, "Bar")
    service.edit(app, ana.id, service.Edit(sectors=("legal",)))
    return [ana, bea, bar]


def ids(contacts: list[Contact]) -> list[int]:
    return [one.id for one in contacts]


@pytest.mark.parametrize(
    ("said", "changed", "refused"),
    [
        ({"sector": "legal"}, 2, 0),
        ({"no_sector": "legal"}, 1, 0),
        ({"interest": "torture"}, 3, 0),
        ({"no_interest": "torture"}, 0, 0),
        ({"holder": "Maria"}, 3, 0),
        ({"holder": "-"}, 0, 0),
        ({"field": "country", "value": "Peru"}, 3, 0),
        ({"field": "country", "value": ""}, 0, 0),
        ({"field": "level", "value": "national"}, 1, 2),
        ({"field": "field:shoe", "value": "42"}, 3, 0),
        ({"trash": "yes"}, 3, 0),
    ],
)
def test_what_was_seen_is_what_is_done_and_is_taken_back_as_one(
    app: App, three: list[Contact], said: Said, changed: int, refused: int
) -> None:
    app = with_settings(app, contacts={"fields": [{"key": "shoe", "title": "Size of shoes"}]})
    alike, before = service.read_alike(said), [service.show(app, one.id) for one in three]
    plan = service.plan_together(app, ids(three), alike)
    assert (plan.changed, plan.same, plan.refused) == (changed, 3 - changed - refused, refused)
    done, change_id = service.change_together(app, ids(three), alike)
    assert done == changed
    again = service.plan_together(app, ids(three), alike)
    assert again.changed == 0
    if done:
        changes.undo(app, change_id)
    after = [service.show(app, one.id) for one in three]
    assert [(one.sectors, one.interests, one.held_by, one.contact.country, one.fields) for one in after] == [
        (one.sectors, one.interests, one.held_by, one.contact.country, one.fields) for one in before
    ]
    assert [one.contact.trashed_on for one in after] == [None] * 3


def test_the_plan_says_what_changes_of_whom(app: App, three: list[Contact]) -> None:
    plan = service.plan_together(app, ids(three), service.read_alike({"sector": "legal", "holder": "Maria"}))
    assert [(one.name, one.what) for one in plan.some] == [
        ("Ana", "looked after by Maria"),
        ("Bea", "into the sector The International Legal Network; looked after by Maria"),
        ("Bar", "into the sector The International Legal Network; looked after by Maria"),
    ]


def test_what_a_kind_of_contact_cannot_have_is_said_and_left(app: App, three: list[Contact]) -> None:
    plan = service.plan_together(app, ids(three), service.read_alike({"field": "level", "value": "local"}))
    assert plan.some[0].refused
    assert "only an organisation has it" in plan.some[0].what


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({}, InvalidInputError),
        ({"sector": "gardeners"}, NotFoundError),
        ({"interest": "no such thing"}, NotFoundError),
        ({"field": "shoes", "value": "1"}, InvalidInputError),
        ({"field": "field:shoes", "value": "1"}, InvalidInputError),
        ({"field": "country", "value": "Atlantis"}, InvalidInputError),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(
    app: App, three: list[Contact], said: Said, error: type[Exception]
) -> None:
    before = [service.get(app, one.id) for one in three]
    with pytest.raises(error):
        service.change_together(app, ids(three), service.read_alike(said))
    assert [service.get(app, one.id) for one in three] == before


def test_nobody_and_too_many_are_refused_with_a_sentence(app: App) -> None:
    alike = service.read_alike({"trash": "yes"})
    with pytest.raises(InvalidInputError, match="Choose the contacts"):
        service.plan_together(app, [], alike)
    with pytest.raises(InvalidInputError, match="20,001 contacts are too many"):
        service.plan_together(app, range(1, 20_002), alike)


def test_many_are_changed_in_steps_as_one_change(
    app: App, three: list[Contact], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(together, "AT_ONCE", 2)
    told: list[tuple[int, int | None]] = []
    alike = service.read_alike({"sector": "legal"})
    done, change_id = service.change_together(
        app, ids(three), alike, because="they asked", progress=lambda done, of: told.append((done, of))
    )
    assert (done, told) == (2, [(0, 3), (2, 3)])
    changes.undo(app, change_id)
    assert [service.show(app, one.id).sectors for one in three] == [("legal",), (), ()]


def test_one_that_was_cut_off_goes_on_in_its_change_and_is_taken_back_as_one(
    app: App, three: list[Contact], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(together, "AT_ONCE", 1)

    def killed(done: int, of: int | None) -> None:
        if done == 2:
            raise KeyboardInterrupt

    take = partial(together.take, app, ids=ids(three), said={"sector": "medical"}, because="they asked")
    since = timestamp(app.clock.now())
    with pytest.raises(KeyboardInterrupt):
        take(killed, since=since)
    cut_off = changes.latest(app, limit=1)[0]
    assert cut_off.state is State.INTERRUPTED
    later = timestamp(app.clock.now() + timedelta(seconds=1))
    assert take(lambda *_: None, since=later).change_id != cut_off.id  # another one
    changes.undo(app, changes.latest(app, limit=1)[0].id)
    result = take(lambda *_: None, since=since)
    assert (result.change_id, "the last 1" in result.sentence) == (cut_off.id, True)
    assert ["medical" in service.show(app, one.id).sectors for one in three] == [True, True, True]
    changes.undo(app, cut_off.id)
    assert ["medical" in service.show(app, one.id).sectors for one in three] == [False, False, False]


def test_whoever_went_into_the_trash_since_is_left_there(app: App, three: list[Contact]) -> None:
    service.trash(app, three[0].id)
    done, _ = service.change_together(app, ids(three), service.read_alike({"trash": "yes"}))
    assert done == 2
    result = together.take(app, lambda done, of: None, ids=ids(three), said={"sector": "legal"})
    assert result.sentence == "0 contacts were changed."
