"""One message to one contact, and who is told once it is settled."""

import pytest
from attrs import define, evolve, field

from outreach_crm import hookimpl
from outreach_crm.app import App
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import DeliveryState, Dispatch, Draft, State, Wanted
from outreach_crm.errors import RefusedError
from outreach_crm.model import Ref
from outreach_crm.plugins import Plugins
from tests.dispatch.letters import TEXTS, Rules, Wire, an_addressee, states, under_way

ABOUT = Ref("ua_issues", 7)


@define
class Listening(Rules):
    """The plugin with a channel and rules, which also hears of what is settled."""

    heard: list[Ref] = field(factory=list)

    @hookimpl
    def dispatched(self, app: App, ref: Ref) -> None:
        self.heard.append(ref)


@pytest.fixture(name="plugin")
def a_plugin() -> Listening:
    return Listening()


@pytest.fixture(name="app")
def with_plugin(app: App, plugin: Listening) -> App:
    return evolve(app, plugins=Plugins.load(extra={"listening": plugin}))


def a_draft() -> Draft:
    return Draft(name="Answer", purpose="answers", texts=TEXTS, channel="wire", signed_up=True, ref=ABOUT)


def begun(app: App) -> Dispatch:
    return service.begin_to(app, a_draft(), an_addressee(app, "Bar").id)


@pytest.mark.usefixtures("wire")
def test_it_is_ready_to_be_sent_and_says_how_it_leaves(app: App) -> None:
    bar = an_addressee(app, "Bar")
    (wire,) = (one for one in app.plugins.channels() if one.key == "wire")
    assert service.reached(app, bar.id, wire) == "bar@example.org"
    seen = service.rehearse_to(app, a_draft(), bar.id)
    assert seen.message is not None
    assert (seen.message.subject, seen.against) == ("News for Bar", "")

    made = service.begin_to(app, a_draft(), bar.id)

    assert made.state is State.SENDING
    assert states(app, made) == {"Bar": "queued"}
    assert service.send(app, made.id).sent == 1


def test_whoever_must_not_be_turned_to_is_told_with_all_that_the_rule_says(app: App) -> None:
    cold = an_addressee(app, "Cold", country="AQ")
    mute = an_addressee(app, "Mute", "none")

    with pytest.raises(RefusedError, match=r"It cannot go to Cold: lives where it is too cold \(AQ\)\."):
        service.begin_to(app, a_draft(), cold.id)
    with pytest.raises(RefusedError, match="It cannot go to Mute: has no address for this channel"):
        service.begin_to(app, a_draft(), mute.id)

    assert service.rehearse_to(app, a_draft(), mute.id).message is None
    assert service.list_dispatches(app, everything=True) == []


@pytest.mark.usefixtures("wire")
def test_features_hear_of_it_once_it_is_settled_and_when_it_comes_back(app: App, plugin: Listening) -> None:
    made = begun(app)
    assert plugin.heard == []
    service.send(app, made.id)
    assert plugin.heard == [ABOUT]
    (delivery,) = service.recipients(app, made.id, Wanted())

    service.came_back(app, {delivery.id: "nobody there"})

    assert plugin.heard == [ABOUT, ABOUT]


def test_features_hear_of_it_when_it_is_kept_back_for_good(app: App, wire: Wire, plugin: Listening) -> None:
    made = begun(app)
    wire.answers["bar@example.org"] = DeliveryState.DEFERRED
    service.send(app, made.id)
    assert plugin.heard == []

    service.stop(app, made.id, because="the date is wrong", for_good=True)

    assert plugin.heard == [ABOUT]


@pytest.mark.usefixtures("wire")
def test_what_is_about_nothing_is_told_to_nobody(app: App, plugin: Listening) -> None:
    an_addressee(app, "Bar")
    service.send(app, under_way(app).id)
    assert plugin.heard == []
