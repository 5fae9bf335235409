"""What records were at any time is told only of tables of which nobody has to ask who may see what."""

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service


@pytest.mark.parametrize(
    ("table", "column"), [("contacts", "id"), ("sessions", "id"), ("nothing; drop", "id"), ("circles", "nothing; drop")]
)
def test_tables_about_contacts_and_such_as_are_none_are_not_told(app: App, table: str, column: str) -> None:
    with pytest.raises(ValueError, match="is not told to everybody"):
        service.lives(app, table, column, 1)


def test_what_a_table_withholds_is_not_told(app: App) -> None:
    with pytest.raises(ValueError, match="case_notes"):
        service.lives(app, "case_notes", "case_id", 1)


def test_of_a_number_that_nothing_has_there_is_nothing_to_tell(app: App) -> None:
    assert service.lives(app, "circles", "id", 99) == []
