"""Keys by which duplicates are found are of contacts that are there, and of nobody else."""

import pytest

from outreach_crm import erasure
from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.storage.undo_plan import kept_tables

ANA = ContactDraft(name="Zoltan Quinvarski", emails=("zoltan@example.org",), phones=("+34 915 550 123",))


@pytest.fixture
def ana(app: App) -> int:
    return service.add(app, ANA).id


def asked(app: App) -> list[int]:
    """Ask for whoever she may be, which brings the keys up to date."""
    return [one.contact_id for one in service.candidates(app, service.facts_of(ANA))]


def keys(app: App, contact_id: int) -> int:
    found = app.store.value("select count(*) as n from contact_match_keys where contact_id = :id", id=contact_id)
    return int(found or 0)


@pytest.mark.connections
def test_nothing_by_which_somebody_was_found_outlives_an_erasure(app: App, ana: int) -> None:
    assert asked(app) == [ana]
    assert keys(app, ana) > 3
    erasure.erase(app, [ana])
    assert keys(app, ana) == 0
    assert asked(app) == []


def test_undoing_that_a_contact_was_added_takes_its_keys_along(app: App, ana: int) -> None:
    assert asked(app) == [ana]
    changes.undo(app, changes.latest(app, limit=1)[0].id)
    assert keys(app, ana) == 0
    changes.undo(app, changes.latest(app, limit=1)[0].id)
    assert asked(app) == [ana]


def test_after_a_merge_one_is_found_and_after_its_undo_both(app: App, ana: int) -> None:
    other = service.add(app, ANA).id
    assert sorted(asked(app)) == [ana, other]
    merge = service.merge(app, ana, other)
    assert asked(app) == [ana]
    assert keys(app, other) == 0
    changes.undo(app, merge.kept.change_id)
    assert sorted(asked(app)) == [ana, other]


def test_keys_stand_in_the_way_of_no_undo_merge_or_erasure(app: App) -> None:
    referring = {child for child, _, parent in app.store.references() if parent == "contacts"}
    assert "contact_match_keys" not in referring
    assert {"contact_points", "contact_roles"} <= referring
    assert "contact_match_keys" not in {one.name for one in kept_tables(app.store)}
