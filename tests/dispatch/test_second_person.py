"""Above a set size somebody else than who froze a list approves it."""

import pytest

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import State
from outreach_crm.errors import RefusedError
from outreach_crm.model import Ref
from outreach_crm.segments import service as segments
from tests.builders import acting
from tests.dispatch.letters import a_letter, an_addressee, frozen, with_rules


@pytest.fixture(name="app")
def with_people(app: App) -> App:
    app = with_rules(app)
    for name in ("Bar", "Owl"):
        an_addressee(app, name)
    return app


def test_whoever_froze_it_cannot_approve_it_and_somebody_else_can(app: App) -> None:
    made = frozen(app, a_letter(app, second_above=1))
    assert service.waits_for_another(app, made.id) == "Maria"
    for _ in range(2):
        with pytest.raises(RefusedError, match="goes to more than 1; somebody else approves it"):
            service.begin(app, made.id)
    assert "waiting to be approved" in service.reminders(app)[0].sentence
    with acting(app, "Jon") as jon:
        assert service.begin(jon, made.id).state is State.SENDING
    assert service.waits_for_another(app, made.id) == ""


def test_one_step_freezes_as_far_as_one_person_may_and_somebody_else_goes_on(app: App) -> None:
    saved = segments.add(app, "Organisations", ["kind=organisation"])
    made = a_letter(app, second_above=1, segment=str(saved.id))
    begun = service.begin(app, made.id, because="the law is out")
    assert (begun.state, bool(begun.frozen_at)) == (State.DRAFT, True)
    assert service.waits_for_another(app, made.id) == "Maria"
    with pytest.raises(RefusedError, match="somebody else approves it"):
        service.begin(app, made.id)
    with acting(app, "Jon") as jon:
        assert service.begin(jon, made.id).state is State.SENDING


@pytest.mark.parametrize("above", [0, 2])
def test_up_to_that_size_one_is_enough(app: App, above: int) -> None:
    made = frozen(app, a_letter(app, second_above=above))
    assert service.waits_for_another(app, made.id) == ""
    assert service.begin(app, made.id).state is State.SENDING


def test_an_agreement_holds_for_what_it_was_given_for_and_of_two_people_only(app: App) -> None:
    ref = Ref("dispatches", 7)
    assert [accounts.second_person(app, ref, "one"), accounts.second_person(app, ref, "one")] == ["", ""]
    with acting(app, "Jon") as jon:
        assert accounts.second_person(jon, ref, "another") == ""
        assert accounts.second_person(jon, ref, "one") == "Maria"
    assert accounts.second_person(app, ref, "one") == "Jon"
    assert accounts.agreed(app, ref, "one") == ["Maria", "Jon"]
