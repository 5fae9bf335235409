"""Exports of a large section: what a contact costs in each format, and that memory does not grow with their number."""

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

from outreach_crm.app import App
from outreach_crm.segments import service as segments
from outreach_crm.transfer import service
from outreach_crm.transfer.service import Cleared
from tests.benchmarks.frame import Figure, benchmark, cpu, section
from tests.benchmarks.million import make
from tests.benchmarks.segments import interests

_SIZE, _FEW = 100_000, 5_000


@benchmark("exporting")
def exporting() -> Iterator[Figure]:
    """100,000 contacts with interests written in each format on SQLite: processor time, and memory beside 5,000."""
    with section("exporting") as app:
        make(app, _SIZE)
        interests(app, _SIZE)
        for exporter in app.plugins.exporters():
            file = Path(app.store.url).with_name(exporter.key)
            yield from _measured(app, exporter.key, file)


def _measured(app: App, key: str, file: Path) -> Iterator[Figure]:
    everybody = service.cleared(app, segments.chosen(app), "records")
    few = Cleared(everybody.question, everybody.look, everybody.ids[:_FEW], ())

    def write(leaves: Cleared) -> None:
        service.export(app, leaves, service.exporter_of(app, key), file, replace=True)

    taken = cpu(lambda: write(everybody))
    yield Figure(title=f"{key}: 1,000 contacts", value=taken / _SIZE * 1e6, unit="ms CPU")
    peaks = []
    for leaves in (few, everybody):
        tracemalloc.start()
        write(leaves)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    ratio = peaks[1] / peaks[0]
    title = f"{key}: memory for {_SIZE:,} ({peaks[1] >> 20} MB) to that for {_FEW:,}"
    yield Figure(title=title, value=ratio, unit="x", goal="at most 2 x", met=ratio <= 2)
