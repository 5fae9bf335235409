"""Two contacts become one: whoever refused in either goes on refusing."""

from datetime import date

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service as contacts
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import ConsentDraft, State
from tests.builders import a_person

LONG_AGO, LATELY = date(2024, 5, 1), date(2026, 1, 1)


def say(app: App, contact_id: int, state: State, on: date) -> None:
    privacy.record(app, contact_id, ConsentDraft(state=state, channel="email", given_on=on, source="letter"))


def states(app: App, contact_id: int) -> list[State]:
    return [one.state for one in privacy.present(app, contact_id)]


@pytest.mark.parametrize("objector", [0, 1])
@pytest.mark.parametrize(("objected_on", "other_on"), [(LONG_AGO, LATELY), (LATELY, LONG_AGO)])
def test_an_objection_of_either_stays_an_objection(app: App, objector: int, objected_on: date, other_on: date) -> None:
    both = [a_person(app).id, a_person(app, "Ana Ruis").id]
    say(app, both[objector], State.OBJECTED, objected_on)
    say(app, both[1 - objector], State.WITHDRAWN, other_on)
    before = [states(app, one) for one in both]
    done = contacts.merge(app, *both)
    assert states(app, both[0]) == [State.OBJECTED]
    assert states(app, both[1]) == []
    assert len([one for one in privacy.ledger(app, both[0]) if one.source == "letter"]) == 2
    assert changes.undo(app, done.kept.change_id).stayed == ()
    assert [states(app, one) for one in both] == before
