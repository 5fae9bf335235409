"""What one more plugin adds to the start of a command: tables, settings, reminders, history and panels on contacts."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.benchmarks.frame import Figure, benchmark
from tests.benchmarks.start_up import cpu_of, environment

_PLUGINS, _RUNS = 10, 15
_GOAL = 0.15  # of an empty Python program: about a millisecond and a half
_COMMANDS = (("--help",), ("today",), ("contacts", "show", "ruiz"))
_PLUGIN = '''
"""What it adds."""

from outreach_crm.hooks import hookimpl
from outreach_crm.model import Command, Panel, SettingsTable


@hookimpl
def migrations():
    from {name}.tables import MIGRATIONS

    return [MIGRATIONS]


@hookimpl
def settings():
    return [SettingsTable("{name}", "{name}.model:Settings")]


@hookimpl
def commands():
    return [Command("{name}", "{name}.cli:group", "One more.")]


@hookimpl
def timeline_entries(app, contact_id):
    from {name} import queries

    return queries.entries(app.store, contact_id)


@hookimpl
def contact_panels(app, contact_id):
    from {name} import queries

    rows = queries.of_contact(app.store, contact_id)
    return [Panel(title=title, columns=("What",), rows=tuple(rows)) for title in ("Asks of {name}", "Past asks")]


@hookimpl
def reminders(app, today):
    from {name} import queries

    return queries.due(app.store, today)
'''
_TABLES = '''
"""Its tables."""

from outreach_crm.storage import Kept, MigrationSet

_ONE = """
create table {name}_asks (
    id {{id}},
    contact_id {{int}} not null references contacts (id),
    due_on {{text}},
    title {{text}} not null,
    change_id {{int}} not null references changes (id)
) {{strict}};
create index {name}_asks_by_contact on {name}_asks (contact_id);
"""

MIGRATIONS = MigrationSet(
    feature="{name}",
    steps={{"m001_asks": _ONE}},
    kept=(Kept(table="{name}_asks", title="asks", about=("contact_id",)),),
)
'''
_QUERIES = '''
"""Its statements."""

from datetime import date

from outreach_crm.model import Entry, Ref, Reminder

_ASKS = "select id, contact_id, due_on, title from {name}_asks where contact_id = :contact_id"
_DUE = "select id, title, due_on from {name}_asks where due_on <= :today"


def of_contact(store, contact_id):
    return [(row["title"],) for row in store.rows(_ASKS, contact_id=contact_id)]


def entries(store, contact_id):
    return [
        Entry(date.fromisoformat(row["due_on"]), "ask", row["title"], Ref("{name}_asks", row["id"]), contact_id)
        for row in store.rows(_ASKS, contact_id=contact_id)
    ]


def due(store, today):
    return [Reminder(row["due_on"], row["title"], "", "{name}") for row in store.rows(_DUE)]
'''


@benchmark("plugins")
def plugins() -> Iterator[Figure]:
    """Processor time that one more plugin adds to a command, beside an empty Python program: median of 15."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        _install(place / "site")
        plain = environment(place / "plain")
        path = os.pathsep.join(filter(None, (str(place / "site"), str(Path.cwd()), os.environ.get("PYTHONPATH"))))
        crowded = {**environment(place / "crowded"), "PYTHONPATH": path}
        for environ in (plain, crowded):
            cpu_of(environ, "-m", "outreach_crm", "contacts", "add", "Ana Ruiz")
        for command in _COMMANDS:
            outreach = ("-m", "outreach_crm", *command)
            cpu_of(plain, *outreach), cpu_of(crowded, *outreach)
            runs = [
                (cpu_of(plain, "-c", "pass"), cpu_of(plain, *outreach), cpu_of(crowded, *outreach))
                for _ in range(_RUNS)
            ]
            added = median((with_them - without) / _PLUGINS for _, without, with_them in runs)
            ratio = added / median(empty for empty, _, _ in runs)
            yield Figure(
                title=f"one more plugin on outreach {' '.join(command)} ({added * 1000:.2f} ms)",
                value=ratio,
                unit="x",
                goal=f"at most {_GOAL} x",
                met=ratio <= _GOAL,
            )


def _install(site: Path) -> None:
    """Write ten plugins and what pip would record of them."""
    names = [f"garden_{number}" for number in range(_PLUGINS)]
    info = site / "garden-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: garden\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[outreach_crm]\n" + "".join(f"{name} = {name}.plugin\n" for name in names))
    for name in names:
        (site / name).mkdir()
        (site / name / "__init__.py").write_text('"""A plugin."""\n')
        for room, text in (("plugin", _PLUGIN), ("tables", _TABLES), ("queries", _QUERIES)):
            (site / name / f"{room}.py").write_text(text.lstrip().format(name=name))
