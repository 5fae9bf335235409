"""Clearance of a tenth of a large section against all rules, and one basis recorded for everybody."""

from collections.abc import Iterator

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import ConsentDraft
from outreach_crm.settings import Settings
from tests.benchmarks.frame import Figure, benchmark, cpu, section
from tests.benchmarks.million import make

SIZE = 1_000_000
_GOAL = 1.0
_ROUNDS = 5
_STEP = 20_000
_FILL = "select c.id as contact_id from contacts c where c.id % 10 = :of"
_BASIS = ConsentDraft(purpose="mailings", basis="members-and-contacts", source="list")


@benchmark("clearance")
def clearance() -> Iterator[Figure]:
    """Clearance of 100,000 of 1,000,000 contacts on SQLite, a basis recorded for all of them, and who is due to go."""
    with section("clearance") as app:
        make(app, SIZE)
        yield from measure(app, SIZE)


def measure(app: App, size: int) -> Iterator[Figure]:
    """Yield the figures of a database that :func:`tests.benchmarks.million.make` filled."""
    yield Figure(title=f"a basis for {size:,}", value=cpu(lambda: _give_basis(app)), unit="s CPU")
    _refuse_some(app, size)
    app.store.execute("analyze")
    seconds = []
    for of in range(_ROUNDS):
        with app.store.selection() as selection:
            count = selection.fill(_FILL, of=of)
            seconds.append(cpu(lambda: privacy.clear(app, "mailings", "email")))
            found = privacy.clear(app, "mailings", "email")
    value = sorted(seconds)[_ROUNDS // 2]
    title = f"clearance of {count:,} of {size:,} ({len(found):,} reasons)"
    yield Figure(title=title, value=value, unit="s CPU", goal="at most 1 s", met=value <= _GOAL)
    kept = evolve(app, settings=Settings({"privacy": {"retention": [{"months": 24}]}}))
    yield Figure(title=f"who of {size:,} is due for erasure", value=cpu(lambda: privacy.due(kept)), unit="s CPU")


def _give_basis(app: App) -> None:
    rows = app.store.rows("select id from contacts where id % 51 > 0 and kind = 'person' order by id")
    for start in range(0, len(rows), _STEP):
        privacy.record_each(app, [(row["id"], _BASIS) for row in rows[start : start + _STEP]])


def _refuse_some(app: App, size: int) -> None:
    """Let one of a hundred object, one of two hundred be in the trash, and suppress a thousandth."""
    now = app.store.bound.values()
    said = {"purpose": "", "channel": "email", "sector": "", "own_word": 1, "state": "objected"}
    when = {"given_on": now["today"], "recorded_at": now["now"]}
    with app.change("refuse"):
        rows = ({"contact_id": number, **said, **when} for number in range(1, size, 97))
        app.store.insert_many("consents", rows)
        keys = ({"kind": "email", "address_key": f"{number:032x}"} for number in range(1, size, 999))
        scope = {"channel": "email", "purpose": "", "since": now["today"]}
        app.store.insert_many("suppressions", ({**key, **scope} for key in keys))
        app.store.execute("update contacts set trashed_on = :today, change_id = :change_id where id % 199 = 0")
    assert contacts.in_trash(app)
