"""Several officers who decide on one case at the same moment, each on a connection of their own."""

import pytest

from outreach_cases import service
from outreach_cases.model.cases import Case
from outreach_cases.model.levels import Decided, Level, Reason, Stance
from outreach_cases.model.links import LinkKind
from outreach_crm.app import App
from tests.outreach_cases.builders import a_case
from tests.outreach_cases.rivals import ONE_WINS, RIVALS, at_once

pytestmark = pytest.mark.connections


def test_of_several_who_write_down_one_level_one_does_and_the_others_are_told(app: App) -> None:
    case = a_case(app)
    seen = service.history(app, case.id)[-1].id

    def act(mine: App, n: int) -> None:
        states = (Level.DORMANT, Level.CLOSED)
        reason = Reason.DIED if n % 2 else None
        service.level(mine, case.id, Decided(state=states[n % 2].value, reason=reason, note="So", seen=seen))

    assert at_once(app, act).names == ONE_WINS
    assert len(service.history(app, case.id)) == 2


def test_of_a_stop_and_those_who_take_the_case_on_the_stop_holds_whoever_is_first(app: App) -> None:
    case = a_case(app)

    def act(mine: App, n: int) -> None:
        if n == 0:
            service.stop(mine, case.id, Reason.WISH, note="Her sister rang")
        else:
            service.decide(mine, case.id, Decided(state=Stance.WORK.value))

    assert "done" in at_once(app, act).names
    assert service.get(app, case.id).stopped is Reason.WISH


def test_rivals_link_no_cases_in_a_circle(app: App) -> None:
    ring: list[Case] = [a_case(app, f"Case {n}") for n in range(RIVALS)]

    def act(mine: App, n: int) -> None:
        service.link(mine, ring[n].id, ring[(n + 1) % RIVALS].id, LinkKind.CONTINUES)

    assert at_once(app, act).names == ("InvalidInputError", *["done"] * (RIVALS - 1))
