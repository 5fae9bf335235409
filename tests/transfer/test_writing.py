"""What is written is read again as it was, in every format, whatever stands in it."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from attrs import asdict, evolve
from hypothesis import HealthCheck, example, given, settings

from outreach_crm.app import App
from outreach_crm.errors import ConflictError
from outreach_crm.transfer import osdi
from outreach_crm.transfer.hygiene.cleaning import Cleaner
from outreach_crm.transfer.model import Labelled, PostalAddress, Record
from outreach_crm.transfer.service import Reading
from outreach_crm.transfer.service.telling import told_of
from outreach_crm.transfer.vcard import reading as vcards
from outreach_crm.transfer.writing import EXPORTERS
from tests.transfer.records import RECORDS

Opened = Callable[..., Reading]
ANA = Record(
    line=1,
    kind="person",
    name="Ana Ruiz",
    given="Ana",
    family="Ruiz",
    emails=(Labelled(value="ana@example.org", label="work"), Labelled(value="a@example.com")),
    phones=(Labelled(value="+34915550123", label="mobile"),),
    addresses=(PostalAddress(lines="Calle 1", postcode="01234", town="Vitoria", country="ES"),),
)


def written(key: str, records: Sequence[Record]) -> bytes:
    exporter = next(one for one in EXPORTERS if one.key == key)
    module, _, name = exporter.target.partition(":")
    file = io.BytesIO()
    getattr(import_module(module), name)(records, file)
    return file.getvalue()


def reread(opened: Opened, key: str, records: Sequence[Record]) -> list[Record]:
    suffix = next(one.suffixes[0] for one in EXPORTERS if one.key == key)
    return list(opened(written(key, records), f"export{suffix}").clean())


def told(record: Record) -> dict[str, Any]:
    """What a record says, apart from where it stands in a file."""
    said = {name: value for name, value in asdict(record).items() if name not in {"line", "raw"}}
    return said | {"ids": sorted(record.ids)}


def expected(record: Record) -> dict[str, Any]:
    """What a record says once it is read again."""
    fields = dict(record.fields)
    if record.addresses and record.addresses[0].country:
        fields.setdefault("country", record.addresses[0].country)
    return told(evolve(record, fields=fields))


def in_the_order_read(records: Sequence[Record], key: str) -> Iterator[Record]:
    """OSDI has organisations apart from people."""
    return iter(sorted(records, key=lambda one: key == "json" and one.kind == "person"))


def check_round_trip(again: Sequence[Record], records: Sequence[Record], key: str) -> None:
    assert list(map(told, again)) == [expected(one) for one in in_the_order_read(records, key)]


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=RECORDS)
@example(records=[ANA])
def test_a_round_trip_through_csv_loses_nothing(opened: Opened, records: list[Record]) -> None:
    check_round_trip(reread(opened, "csv", records), records, "csv")


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=RECORDS)
@example(records=[ANA])
def test_a_round_trip_through_a_workbook_loses_nothing(opened: Opened, records: list[Record]) -> None:
    check_round_trip(reread(opened, "xlsx", records), records, "xlsx")


@pytest.mark.parametrize(
    ("key", "read"), [("vcard4", vcards.records), ("vcard3", vcards.records), ("json", osdi.records)]
)
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=RECORDS)
@example(records=[ANA])
def test_a_round_trip_through_cards_and_json_loses_nothing(
    reader: App, tmp_path: Path, key: str, read: Callable[[Path], Iterator[dict[str, Any]]], records: list[Record]
) -> None:
    path = tmp_path / "export"
    path.write_bytes(written(key, records))
    cleaner = Cleaner(reader, file=path.name)  # here and not in the worker of an import, which takes its time to start
    check_round_trip([cleaner.clean(told_of(one, path.name)) for one in read(path)], records, key)


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t=", "\r=", "＝", "＋", "－", "＠"])
def test_a_spreadsheet_evaluates_nothing(opened: Opened, begin: str) -> None:
    hostile = f"{begin}cmd|' /C calc'!A0"
    record = evolve(ANA, name=hostile, given="", family="", role=f"'{hostile}", own_fields={"diet": hostile})
    rows = list(csv.reader(io.StringIO(written("csv", [record]).decode("utf-8-sig"), newline="")))
    cells = dict(zip(*rows, strict=True))
    assert [cells[name] for name in ("name", "role", "field:diet")] == [f"'{hostile}", f"''{hostile}", f"'{hostile}"]
    (again,) = reread(opened, "xlsx", [record])
    assert again.name.endswith("cmd|' /C calc'!A0")


def test_what_looks_like_a_number_stays_text(opened: Opened) -> None:
    import python_calamine as calamine

    sheet = calamine.CalamineWorkbook.from_filelike(io.BytesIO(written("xlsx", [ANA]))).get_sheet_by_index(0)
    header, row = sheet.to_python()
    cells = dict(zip(header, row, strict=True))
    assert (cells["phone:1"], cells["postcode:1"]) == ("+34915550123", "01234")


def test_columns_are_there_when_they_are_needed_and_numbered_when_they_are_several() -> None:
    def header(*records: Record) -> list[str]:
        return next(csv.reader(io.StringIO(written("csv", records).decode("utf-8-sig"))))

    plain = Record(line=1, kind="person", name="Bea", emails=(Labelled(value="b@example.org"),))
    assert header(plain) == ["kind", "name", "email"]
    assert header(plain, ANA)[:10] == [
        *("kind", "name", "given", "family", "email:1", "email-label:1", "email:2", "phone:1", "phone-label:1"),
        "street:1",
    ]


def test_a_contact_that_changes_while_it_is_written_is_noticed() -> None:
    with pytest.raises(ConflictError, match="export them again"):
        written("csv", _FirstThen([Record(line=1, name="Bea")], [ANA]))


class _FirstThen(list[Record]):
    """Contacts that are others the second time."""

    def __init__(self, first: list[Record], then: list[Record]) -> None:
        super().__init__(first)
        self.turns = iter((first, then))

    def __iter__(self) -> Iterator[Record]:
        return iter(next(self.turns))


@pytest.mark.parametrize("key", ["vcard3", "vcard4"])
def test_lines_of_a_card_are_folded_at_75_octets_between_characters(key: str) -> None:
    record = evolve(ANA, note="ñ€\U0001f600" * 60)
    lines = written(key, [record]).split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert any(len(line) > 70 for line in lines)
    for line in lines:
        line.decode("utf-8")


def test_a_card_says_what_each_version_has_words_for() -> None:
    record = evolve(ANA, ids=("outreach:9f", "civicrm:17"), fields={"gender": "female", "language": "es"})
    four = written("vcard4", [record]).decode().split("\r\n")
    assert four[:5] == ["BEGIN:VCARD", "VERSION:4.0", "KIND:individual", "FN:Ana Ruiz", "N:Ruiz;Ana;;;"]
    assert {"GENDER:F", "LANG:es", "UID:outreach:9f", "X-OUTREACH-ID:civicrm:17"} <= set(four)
    assert {"EMAIL;TYPE=work:ana@example.org", "TEL;TYPE=cell;VALUE=uri:tel:+34915550123"} <= set(four)
    three = written("vcard3", [record]).decode().split("\r\n")
    assert {"TEL;TYPE=CELL:+34915550123", "X-OUTREACH-GENDER:female", "X-OUTREACH-LANGUAGE:es"} <= set(three)
    assert "ADR:;;Calle 1;Vitoria;;01234;ES" in three


def test_json_has_the_names_of_osdi() -> None:
    (person,) = json.loads(written("json", [evolve(ANA, ids=("civicrm:17",))]))["people"]
    assert (person["given_name"], person["family_name"], person["identifiers"]) == ("Ana", "Ruiz", ["civicrm:17"])
    assert person["email_addresses"][0] == {"address": "ana@example.org", "address_type": "work", "primary": True}
    assert person["postal_addresses"][0]["postal_code"] == "01234"
    assert json.loads(written("json", [])) == {"organizations": [], "people": []}
