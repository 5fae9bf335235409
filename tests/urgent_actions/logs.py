"""Logs for tests, invented: newest message first, as a section's office keeps them."""

import csv
from pathlib import Path

from outreach_crm.app import App
from outreach_urgent_actions.service import importing, reading
from outreach_urgent_actions.service.importing import ImportReport, Looked

COLUMNS = ("document", "subject", "category", "issue_date")

# A chain with everything in it, oldest first.
CHAIN = (
    ("101", "ua 40/25 on peru", "fear for safety|lawyers|uas 2025", "2025-02-10"),
    ("102", "first update to ua 40/25 on peru", "fear for safety", "2025-03-01"),
    ("103", "second update to ua 40/25 on peru", "fear for safety", "2025-04-01"),
    ("104", "stop action on ua 40/25 on peru", "fear for safety", "2025-05-01"),
)


def a_log(folder: Path, rows: object = CHAIN, *, name: str = "log.csv", columns: tuple[str, ...] = COLUMNS) -> Path:
    """Write a log as CSV and return where it is."""
    path = folder / name
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([columns, *rows])  # type: ignore[misc]
    return path


def looked_at(app: App, path: Path, **given: object) -> Looked:
    """Look at a log."""
    return importing.look(app, reading.read_log(app, path, **given))  # type: ignore[arg-type]


def taken(app: App, path: Path, **given: object) -> ImportReport:
    """Take a log in."""
    return importing.take_in(app, looked_at(app, path, **given))


def odd_kinds(report: ImportReport) -> list[str]:
    """Return the kinds of what is odd in a report."""
    return [problem.field for problem in report.problems]
