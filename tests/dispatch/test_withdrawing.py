"""Consent, objection, suppression and erasure keep a message from leaving until the last moment."""

from collections.abc import Callable
from datetime import date

import pytest

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact, ContactDraft
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import Dispatch
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import ConsentDraft, State
from tests.dispatch.letters import a_letter, later, states, with_rules

_EVERYBODY = "select id as contact_id from v_contacts"


@pytest.fixture(name="app")
def with_wire(app: App) -> App:
    return with_rules(app)


def a_reader(app: App, name: str, *, until: date | None = None) -> Contact:
    """Add a person who agreed to get mailings."""
    email = f"{name.lower()}@example.org"
    added = contacts.add(app, ContactDraft(name=name, emails=(email,)))
    said = ConsentDraft(
        purpose="mailings", basis="consent", source="form", wording="yes", given_on=date(2026, 1, 5), valid_until=until
    )
    privacy.record(app, added.id, said)
    return added


def begun(app: App) -> Dispatch:
    made = a_letter(app)
    with app.store.selection() as chosen:
        chosen.fill(_EVERYBODY)
        service.freeze(app, made.id, chosen)
    service.approve(app, made.id)
    return service.start(app, made.id)


def withdraw(app: App, contact_id: int) -> None:
    privacy.record(app, contact_id, ConsentDraft(state=State.WITHDRAWN, purpose="mailings", source="a call"))


def suppress(app: App, contact_id: int) -> None:
    (point,) = contacts.show(app, contact_id).points
    privacy.suppress(app, point.value, reason="asked by letter")


def erase(app: App, contact_id: int) -> None:
    """What an erasure does to deliveries, by their declaration."""
    with app.store.write():
        app.store.execute(
            "update deliveries set contact_id = null, address_key = null, because = '', detail = '', reply = ''"
            " where contact_id = :id",
            id=contact_id,
        )


AGAINST: dict[str, Callable[[App, int], None]] = {"withdrawn": withdraw, "suppressed": suppress, "erased": erase}


def test_whoever_gave_no_basis_is_left_out_and_told(app: App) -> None:
    contacts.add(app, ContactDraft(name="Ana", emails=("ana@example.org",)))
    a_reader(app, "Bob")
    sent = begun(app)
    assert states(app, sent) == {"Ana": "refused", "Bob": "queued"}


@pytest.mark.parametrize("against", AGAINST)
def test_what_is_said_between_claim_and_last_step_holds(app: App, against: str) -> None:
    ana, bob = a_reader(app, "Ana"), a_reader(app, "Bob")
    begun(app)
    batch = service.claim(app, "wire", "elsewhere/1")
    assert batch is not None
    AGAINST[against](app, ana.id)
    go = service.commit_to_send(app, batch, [one.id for one in batch.messages])
    assert [one.contact_id for one in batch.messages if one.id in go] == [bob.id]


@pytest.mark.parametrize("against", AGAINST)
def test_what_is_said_before_the_claim_holds(app: App, against: str) -> None:
    ana, bob = a_reader(app, "Ana"), a_reader(app, "Bob")
    sent = begun(app)
    AGAINST[against](app, ana.id)
    batch = service.claim(app, "wire", "elsewhere/1")
    assert batch is not None
    assert [one.contact_id for one in batch.messages] == [bob.id]
    counts = {one.state.value: one.n for one in service.show(app, sent.id).counts}
    assert counts == {"cancelled": 1, "claimed": 1}


def test_a_consent_that_ended_yesterday_holds_nothing_up_for_others(app: App) -> None:
    a_reader(app, "Ana", until=app.clock.today())
    a_reader(app, "Bob")
    sent = begun(app)
    tomorrow = later(app, 86_400)
    batch = service.claim(tomorrow, "wire", "elsewhere/1")
    assert batch is not None
    assert states(tomorrow, sent) == {"Ana": "cancelled", "Bob": "claimed"}


def test_a_mailing_stays_when_the_last_of_its_recipients_is_erased(app: App) -> None:
    ana = a_reader(app, "Ana")
    sent = begun(app)
    privacy.erase(app, [ana.id], because="asked for it")
    shown = service.show(app, sent.id)
    assert shown.dispatch.texts
    assert [(one.state.value, one.n) for one in shown.counts] == [("queued", 1)]
