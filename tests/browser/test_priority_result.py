"""From ratings to a result that stands: weights for whoever never set any, a decision, the seal, in a browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from outreach_crm.app import App
from outreach_priority import service
from outreach_priority.model import Assessment, State
from tests.browser.desk import Sight, office_of, sight
from tests.browser.test_mornings import follow, press
from tests.outreach_priority.builders import closed
from tests.outreach_priority.test_results import SAID

pytestmark = pytest.mark.connections
_WINDOWS = {"desk": (1280, True), "phone-no-script": (360, False)}


@pytest.fixture
def assessment(app: App) -> Assessment:
    """A round that is closed, with a caution and a hold."""
    return closed(app, SAID)


@pytest.fixture(params=[*_WINDOWS.values()], ids=[*_WINDOWS])
def window(request: pytest.FixtureRequest, app: App, assessment: Assessment, chromium: Browser) -> Iterator[Sight]:
    """Maria's window; nothing on the way is wider than it, and the console is quiet to the end."""
    width, script = request.param
    with office_of(app) as office, sight(office, chromium, width=width, script=script) as found:
        yield found
        assert found.told() == []
        assert found.wide == []


def test_from_weights_through_a_decision_to_the_seal(window: Sight, app: App, assessment: Assessment) -> None:
    main = window.page.get_by_role("main")
    window.go(f"/priorities/{assessment.id}/weights")
    follow(window, "Set weights")
    main.get_by_label("International influence").check()
    press(window, "Go on")
    main.get_by_label("Capacity to act on our concerns").fill("50")
    main.get_by_label("Whose weights these are").fill("The board")
    press(window, "Save")
    window.finds("Weights of the domestic analysis")
    main.get_by_label("Influence in its own society").check()
    press(window, "Go on")
    main.get_by_label("Not reached by our general activities").fill("25")
    assert main.get_by_label("Whose weights these are").input_value() == "The board"
    press(window, "Save")
    window.finds("To raise Influence in its own society is worth 4.0 times as much")

    follow(window, "Result")
    window.finds("The International Legal Network is first")
    follow(window, "Decide")
    main.get_by_label("It can be chosen").check()
    main.get_by_label("Why").fill("The board weighed it")
    main.get_by_label("What is done about the risk").fill("No logo on joint papers")
    press(window, "Decide")
    window.finds("The Medical Sector can be chosen.")
    follow(window, "Seal")
    window.finds("Trade Unions is not decided on, and cannot be chosen then.")
    main.get_by_label("Why it is sealed").fill("The board, 12 March")
    press(window, "Seal for good")

    window.finds("Priorities is sealed: the result stands as it is.")
    follow(window, "How firm is it?")
    window.finds("10,000 draws")
    sealed = service.sealed(app, service.get(app, assessment.id))
    assert sealed
    assert sealed.result
    assert (sealed.genuine, sealed.because) == (True, "The board, 12 March")
    assert [round(max(one.weight for one in side.items.values()), 2) for side in sealed.result.weights] == [0.67, 0.8]
    assert service.get(app, assessment.id).state is State.SEALED


def test_one_judged_beside_another_of_a_long_name_fits_a_telephone(app: App, chromium: Browser) -> None:
    calm = (2, 2, 2, 2, 2, 0, 0, 0)
    made = closed(app, [{"medical": calm, "movement": calm}])
    with office_of(app) as office, sight(office, chromium, width=360) as window:
        window.go(f"/priorities/{made.id}/result/medical")
        window.finds("Compare with")
        assert window.fits()
