"""Notes of meetings, with the line breaks people make, come through a table and a calendar as they were.

``OUTREACH_NOTES=FILE pytest tests/outreach_meetings/ical/test_notes.py`` runs it on the texts of a CSV file as well.
"""

import csv
import os
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest

from outreach_meetings.ical import calendar, read
from outreach_meetings.model.calendar import Event

STAMP = datetime(2026, 3, 1, 9, tzinfo=UTC)
INVENTED = (
    "Proposal for a\ncampaign on prisoners\nof conscience; 3 letters, 14 cards",
    "Gespräch über die Ärztegruppe:\n\n – Übergabe der Akten\n – \"Fall\" Müller; Straße 5, Köln\n",
    "Réunion préparatoire\nà la journée du 10 décembre;\n\tl’école, «la salle» nº 3\\4",
    "Reunión sobre los niños\ndesaparecidos: ¿qué hacer?\nMás información, mañana",
    "Spotkanie w Łodzi\nżądania i wnioski; źródła, „akta”\n\n\n(ciąg dalszy nastąpi)",
    "Ends with a backslash \\\nand one before n: \\n, twice \\\\n",
    " begins with a blank\n and goes on with one",
    "BEGIN:VEVENT\nSUMMARY:no event\nEND:VEVENT",
)  # fmt: skip


def notes() -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {"invented": [(note,) for note in INVENTED]}
    if file := os.environ.get("OUTREACH_NOTES"):
        with Path(file).open(encoding="utf-8", newline="") as rows:
            found["the file"] = [tuple(row.values()) for row in csv.DictReader(rows)]
    return found


def through_a_table(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    table = StringIO(newline="")
    csv.writer(table).writerows(rows)
    return [tuple(row) for row in csv.reader(StringIO(table.getvalue(), newline=""))]


def through_a_calendar(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Each text of a row once as the description and once as the summary and place of a meeting."""
    events = [
        Event(uid=f"{at}-{place}", stamp=STAMP, starts=date(2026, 3, 12), summary=text, description=text, location=text)
        for at, row in enumerate(rows)
        for place, text in enumerate(row)
    ]
    told = {one.uid: one for one in read(calendar(events, product="-//test//EN", method="PUBLISH"))}
    assert all(one.summary == one.description == one.location and not one.problems for one in told.values())
    return [tuple(told[f"{at}-{place}"].description for place in range(len(row))) for at, row in enumerate(rows)]


@pytest.mark.parametrize("which", notes())
def test_notes_come_through_a_table_and_a_calendar_and_back_unchanged(which: str) -> None:
    rows = notes()[which]
    back = through_a_table(through_a_calendar(through_a_table(rows)))
    same = sum(before == after for before, after in zip(rows, back, strict=True))
    assert f"{same}/{len(rows)}" == f"{len(rows)}/{len(rows)}"
    assert any("\n" in text for row in rows for text in row)


def test_line_breaks_of_other_systems_become_line_breaks() -> None:
    assert through_a_calendar([("one\r\ntwo\rthree\nfour",)]) == [("one\ntwo\nthree\nfour",)]
