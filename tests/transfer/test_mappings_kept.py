"""Mappings kept by name, and what columns show of themselves."""

from collections.abc import Callable
from typing import Any

import pytest

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.transfer import service
from outreach_crm.transfer.model import Column, ColumnMapping
from outreach_crm.transfer.service import Reading

Opened = Callable[..., Reading]


def test_a_mapping_is_kept_found_replaced_and_taken_away(app: App) -> None:
    service.save_mapping(app, ColumnMapping(name="Old  Book", fields={"Wer": "name", "Was": "role"}, kind="person"))
    kept = service.save_mapping(app, ColumnMapping(name="old book", fields={"Wer": "name"}))
    assert service.list_mappings(app) == [kept]
    assert service.get_mapping(app, "OLD BOOK") == ColumnMapping(name="old book", fields={"Wer": "name"})
    service.drop_mapping(app, "old book")
    assert service.list_mappings(app) == []
    with pytest.raises(NotFoundError, match="no mapping 'old book'"):
        service.get_mapping(app, "old book")


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        (ColumnMapping(fields={"A": "name"}), "Give the mapping a name"),
        (ColumnMapping(name="x", fields={"A": ""}), "takes nothing from any column"),
        (ColumnMapping(name="x", fields={"A": "nmae"}), "not a field"),
        (ColumnMapping(name="x", fields={"A": "name", "B": "name"}), "both mapped to name"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_not_kept(app: App, mapping: ColumnMapping, sentence: str) -> None:
    with pytest.raises(InvalidInputError, match=sentence):
        service.save_mapping(app, mapping)


def test_a_kept_mapping_reads_the_next_file_and_guesses_what_is_new(reader: App, opened: Opened) -> None:
    service.save_mapping(reader, ColumnMapping(name="Old book", fields={"Wer": "name", "Post": ""}))
    reading = opened("Wer,Post,E-mail\nAna,x@example.org,ana@example.org\n", mapping="old book")
    assert [(one.field, one.why) for one in reading.columns] == [("name", "saved"), ("", "saved"), ("email", "header")]
    assert reading.mapping.name == "Old book"
    with pytest.raises(NotFoundError, match="did you mean 'Old book'"):
        opened("Wer\nAna\n", mapping="Old bok")


def test_the_kept_mapping_that_fits_a_header_best_can_be_proposed(reader: App) -> None:
    for name, columns in (("a", ["X"]), ("b", ["X", "Y"]), ("c", ["X", "Z"])):
        service.save_mapping(reader, ColumnMapping(name=name, fields=dict.fromkeys(columns, "note")))
    found: Any = service.fitting_mapping(reader, ["X", "Y", "Q"])
    assert found.name == "b"
    assert service.fitting_mapping(reader, ["Q"]) is None


def test_a_column_shows_some_of_its_values(opened: Opened) -> None:
    reading = opened("Name\n" + "".join(f"Person {n % 30}\n" for n in range(300)))
    assert isinstance(reading.columns[0], Column)
    assert reading.columns[0].samples == tuple(f"Person {n}" for n in range(20))
