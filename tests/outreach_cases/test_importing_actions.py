"""A list of actions, such as those of an issue of the magazine, is taken in; what cannot be right is left out."""

from pathlib import Path

import pytest

from outreach_cases import service
from outreach_cases.model.actions import Source
from outreach_cases.model.imports import Report
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.errors import InvalidInputError
from tests.outreach_cases.actions import a_letter_group, titles
from tests.outreach_cases.holdings import a_free_case

ISSUE = """Action,Country,Case,Until when,Text,Page
Free the miners,Bolivia,,2026-04-01,Write to the minister,3
,,Sanaa Rezaiy,,,4
Nowhere,Atlantis,,,,5
Too late,,,2026-01-01,,6
"""


def read(app: App, folder: Path, text: str = ISSUE, *, dry_run: bool = False) -> Report:
    """Take in a list as a file."""
    (folder / "winter.csv").write_text(text, "utf-8")
    return service.import_actions(app, folder / "winter.csv", Source.MAGAZINE, dry_run=dry_run)


def test_each_row_is_an_action_and_what_cannot_be_is_left_out_with_its_line_and_why(app: App, tmp_path: Path) -> None:
    lyon = a_letter_group(app)
    a_free_case(app)

    report = read(app, tmp_path)

    assert titles(app, lyon) == ["Free the miners", "Sanaa Rezaiy"]
    assert report.counts == {"new": 2, "changed": 0, "as it is": 0, "not taken in": 2}
    assert [(one.line, str(one.sentence)) for one in report.problems] == [
        (4, "'Atlantis' is no country and no region."),
        (5, "Nobody can write until 2026-01-01: that is over, or before it begins."),
    ]
    assert report.unread == ("Page",)
    journal.undo(app, report.change_id or 0)
    assert titles(app, lyon) == []


def test_the_same_list_twice_changes_nothing(app: App, tmp_path: Path) -> None:
    a_free_case(app)
    read(app, tmp_path)

    again = read(app, tmp_path)

    assert (again.counts["new"], again.counts["as it is"], again.change_id) == (0, 2, None)
    assert [one.name for one in again.lines[:2]] == ["Free the miners", "Sanaa Rezaiy"]
    assert len(service.actions(app)) == 2


def test_a_preview_says_what_the_import_does_and_writes_nothing(app: App, tmp_path: Path) -> None:
    a_free_case(app)

    seen = read(app, tmp_path, dry_run=True)

    assert service.actions(app) == []
    assert read(app, tmp_path).lines == seen.lines


@pytest.mark.parametrize(("text", "said"), [("title\n", "has no rows"), ("What,Where\nMiners,Bolivia\n", "No column")])
def test_a_list_without_rows_or_titles_is_refused(app: App, tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InvalidInputError, match=said):
        read(app, tmp_path, text)
