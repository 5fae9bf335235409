"""Segments of a large section: counting whom several conditions mean, and putting them into a selection."""

import random
from collections.abc import Iterator

from outreach_crm.app import App
from outreach_crm.keywords import service as keywords
from outreach_crm.segments import service
from tests.benchmarks.frame import Figure, benchmark, cpu, interleaved, section
from tests.benchmarks.million import SIZE, make

_STEP = 20_000
_INTERESTS = 3  # of each contact
_ROUNDS = 5
_LINES = ("sector=medical", "country=France,Germany", "not:keyword=torture")
_PLAIN = "select count(*) as n from v_contacts c where c.trashed_on is null and c.merged_into is null and {visible(c)}"


@benchmark("segments")
def segments() -> Iterator[Figure]:
    """One million contacts with histories and interests on SQLite: a segment of three conditions."""
    with section("segments") as app:
        make(app, SIZE)
        interests(app, SIZE)
        yield from measured(app)


def interests(app: App, size: int, seed: int = 3) -> None:
    """Give each contact a few interests."""
    chance = random.Random(seed)
    keywords.prepare(app)
    known = [row["id"] for row in app.store.rows("select id from v_keywords order by id")]
    with app.change("benchmark", steps=True) as change:
        for start in range(0, size, _STEP):
            pairs = (
                (one, keyword) for one in range(start, start + _STEP) for keyword in chance.sample(known, _INTERESTS)
            )
            with change.step():
                rows = ({"contact_id": one + 1, "keyword_id": keyword} for one, keyword in pairs)
                app.store.insert_many("contact_keywords", rows)
    app.store.execute("analyze")


def measured(app: App) -> Iterator[Figure]:
    """Yield what a count and a selection cost, beside a plain count."""
    segment = service.read(app, _LINES)
    ours, plain, ratio = interleaved(
        _ROUNDS, lambda: cpu(lambda: service.count(app, segment)), lambda: cpu(lambda: app.store.value(_PLAIN))
    )
    yield Figure(title="a plain count", value=plain * 1000, unit="ms CPU")
    title = f"a count with three conditions ({ours * 1000:.0f} ms) to it"
    yield Figure(title=title, value=ratio, unit="x", goal="at most 10 x", met=ratio <= 10)
    for line in ("keyword=torture", "not:contacted-since=2025-09-01", "overdue or country=Spain"):
        one = service.read(app, [line])
        taken = min(cpu(lambda: service.count(app, one)) for _ in range(2))  # noqa: B023
        yield Figure(title=f"a count with {line}", value=taken * 1000, unit="ms CPU")
    with app.store.selection() as selection:
        taken = cpu(lambda: service.fill(app, selection, segment))
        yield Figure(title=f"{selection.count():,} of {SIZE:,} put into a selection", value=taken * 1000, unit="ms CPU")
