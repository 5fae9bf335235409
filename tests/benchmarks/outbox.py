"""The outbox at the size of a large section: freezing a list with its reasons, and what a message costs to send."""

from collections.abc import Iterator
from functools import partial

from outreach_crm.app import App
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import CHECKS, DeliveryState, Dispatch, Draft, Outcome, Text
from outreach_crm.privacy import service as privacy
from tests.benchmarks.frame import Figure, benchmark, cpu, section
from tests.benchmarks.million import make

CONTACTS, RECIPIENTS, SENT = 200_000, 130_000, 20_000
_CHOSEN = (
    "select id as contact_id, case id % 10 when 0 then 'fr' else '' end as language,"
    ' \'[["keyword", {"keyword": "torture"}]]\' as because from v_contacts where id <= :most'
)


@benchmark("outbox")
def outbox() -> Iterator[Figure]:
    """A mailing to 130,000 of 200,000 contacts on SQLite: frozen with reasons, claimed, committed and settled."""
    with section("outbox") as app:
        make(app, CONTACTS)
        with app.change("benchmark"):
            app.store.insert_many("consents", map(_consent, range(1, CONTACTS + 1)))
        app.store.execute("analyze")
        yield from _freezing(app)
        yield from _sending(app)


def _draft(app: App, name: str) -> Dispatch:
    texts = [Text(language=one, subject="News", body="{salutation},\n\nthe law is out.") for one in ("en", "fr")]
    told = {"keyword": "follows {keyword}"}
    return service.draft(app, Draft(name=name, purpose="mailings", texts=texts, reasons=told))


def _consent(number: int) -> dict[str, object]:
    granted = {
        "state": "granted",
        "basis": "consent",
        "own_word": 1,
        "purpose": "mailings",
        "channel": "",
        "sector": "",
    }
    return {"contact_id": number, "given_on": "2025-01-01", "recorded_at": "2025-01-01T00:00:00Z", **granted}


def _freezing(app: App) -> Iterator[Figure]:
    made = [_draft(app, f"Letter {number}") for number in range(3)]
    whole = sorted(cpu(partial(_freeze, app, one, RECIPIENTS)) for one in made)[1]
    shown = service.show(app, made[0].id)
    assert [one.n for one in shown.counts] == [RECIPIENTS]
    with app.store.selection() as chosen:
        chosen.fill(_CHOSEN, columns=("contact_id", "language", "because"), most=RECIPIENTS)
        cleared = cpu(lambda: privacy.clear(app, "mailings", "email"))
    value = whole - cleared
    yield Figure(title="130,000 recipients frozen", value=value, unit="s CPU", goal="at most 2 s", met=value <= 2)
    yield Figure(title="the same with their clearance", value=whole, unit="s CPU")


def _freeze(app: App, dispatch: Dispatch, most: int) -> None:
    with app.store.selection() as chosen:
        chosen.fill(_CHOSEN, columns=("contact_id", "language", "because"), most=most)
        service.freeze(app, dispatch.id, chosen, confirmed=True, because="benchmark")


def _sending(app: App) -> Iterator[Figure]:
    made = _draft(app, "To be sent")
    _freeze(app, made, SENT)
    service.check(app, made.id, CHECKS)
    service.approve(app, made.id)
    service.start(app, made.id)
    taken = cpu(lambda: _send(app, made))
    yield Figure(title="bookkeeping of a message, batches of 100", value=taken / SENT * 1e6, unit="us")


def _send(app: App, dispatch: Dispatch) -> None:
    while batch := service.claim(app, "folder", "elsewhere/1", dispatch_id=dispatch.id):
        go = service.commit_to_send(app, batch, [one.id for one in batch.messages])
        service.settle(app, batch.owner, [Outcome(id=one, state=DeliveryState.SENT, code="250") for one in go])
