"""Spreadsheets: values as they would be typed, several sheets, and files made to harm."""

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from outreach_crm.app import App
from outreach_crm.errors import ImportRejectedError, InvalidInputError
from outreach_crm.transfer import service
from outreach_crm.transfer.service import Reading

Opened = Callable[..., Reading]

_PEAK = """
import json, os, subprocess, sys
with subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as running:
    told = running.stdout.read()
    _, status, used = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
print(json.dumps([told, running.returncode, used.ru_maxrss]))
"""
_ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="People">{}</table:table></office:spreadsheet></office:body>
</office:document-content>"""


def workbook(*rows: tuple[Any, ...], **sheets: tuple[tuple[Any, ...], ...]) -> bytes:
    """A workbook of one sheet, or of several by name."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        for name, table in (sheets or {"Members": rows}).items():
            sheet = book.add_worksheet(name)
            for n, row in enumerate(table):
                for m, cell in enumerate(row):
                    sheet.write(n, m, cell)
    return content.getvalue()


def packed(**parts: str | bytes) -> bytes:
    """A zip archive; two underscores in a name are a slash."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), part)
    return content.getvalue()


def ods(*rows: tuple[str, ...]) -> bytes:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    body = "".join(f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in rows)
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return packed(
        mimetype="application/vnd.oasis.opendocument.spreadsheet",
        content_xml=_ODS.format(body),
        **{"META-INF__manifest_xml": manifest},
    )


def test_values_are_read_as_they_would_be_typed(opened: Opened) -> None:
    content = workbook(
        ("Name", "Phone", "Postcode", "Member since", "Newsletter", "Notes"),
        ("Ana", 34915550123, 28013.0, date(2020, 5, 1), True, 1.5),
        ("Bo", "+34 600 123 456", "01234", datetime(2020, 5, 1, 12, 30), False, "=1+1"),
    )
    ana, bo = opened(content, "members.xlsx").records()
    assert (ana.phones[0].value, ana.addresses[0].postcode, ana.note) == ("34915550123", "28013", "1.5")
    assert (ana.fields["membership_from"], ana.consents[0].granted) == ("2020-05-01", True)
    assert (bo.addresses[0].postcode, bo.fields["membership_from"]) == ("01234", "2020-05-01T12:30:00")
    assert bo.consents[0].granted is False


def test_an_open_document_is_read(opened: Opened) -> None:
    reading = opened(ods(("Name", "E-mail"), ("Ana Ruiz", "ana@example.org")), "members.ods")
    assert [(one.name, one.emails[0].value) for one in reading.clean()] == [("Ana Ruiz", "ana@example.org")]


def with_entities(declared: str, name: str) -> bytes:
    """An open document that declares entities, and a name in it."""
    parts = zipfile.ZipFile(io.BytesIO(ods(("Name", "E-mail"), (name, "ana@example.org"))))
    told = {name: parts.read(name).decode() for name in parts.namelist()}
    head, rest = told["content.xml"].split("?>", 1)
    content = f"{head}?><!DOCTYPE x [{declared}]>{rest}"
    return packed(
        mimetype=told["mimetype"], content_xml=content, **{"META-INF__manifest_xml": told["META-INF/manifest.xml"]}
    )


@pytest.mark.parametrize("kind", ["file", "parameter", "laughs"])
def test_an_entity_of_a_file_stands_for_nothing(opened: Opened, tmp_path: Path, kind: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    declared = {
        "file": f'<!ENTITY it SYSTEM "{secret.as_uri()}">',
        "parameter": f'<!ENTITY % it SYSTEM "{secret.as_uri()}"> %it;',
        "laughs": f'<!ENTITY a0 "SECRET">{laughs}<!ENTITY it "&a9;">',
    }[kind]
    with pytest.raises(ImportRejectedError, match="damaged or no spreadsheet"):
        opened(with_entities(declared, "Ana &it;"), "members.ods")
    read = opened(with_entities(declared, "Ana &amp; Bo"), "members.ods")
    assert [one.name for one in read.clean()] == ["Ana & Bo"]


def test_of_several_sheets_one_has_to_be_chosen(opened: Opened) -> None:
    table = (("Name",), ("Ana",))
    content = workbook(Now=table, Old=(("Name",), ("Bo",)), Empty=())
    question = opened(content, "members.xlsx").questions[0]
    assert (question.option, [choice.value for choice in question.choices]) == ("--sheet", ["Now", "Old"])
    assert [one.name for one in opened(content, "members.xlsx", sheet="Old").clean()] == ["Bo"]
    with pytest.raises(InvalidInputError, match="no sheet 'New'; there are Now, Old"):
        opened(content, "members.xlsx", sheet="New")


def test_a_hidden_sheet_is_not_read_and_told(opened: Opened) -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        for name in ("Now", "Old"):
            sheet = book.add_worksheet(name)
            sheet.write_column(0, 0, ["Name", name])
        sheet.hide()
    reading = opened(content.getvalue(), "members.xlsx")
    assert [one.name for one in reading.clean()] == ["Now"]
    assert "hidden sheet 'Old'" in str(reading.problems[0])


def test_one_sheet_that_holds_anything_needs_no_choice(opened: Opened) -> None:
    reading = opened(workbook(First=(), Second=(("Name",), ("Ana",))), "members.xlsx")
    assert [one.name for one in reading.clean()] == ["Ana"]


def test_a_spreadsheet_is_known_by_its_bytes_whatever_it_is_called(opened: Opened) -> None:
    assert opened(workbook(("Name",), ("Ana",)), "members.csv").format == "spreadsheet"


def test_an_empty_spreadsheet_holds_nobody(opened: Opened) -> None:
    assert list(opened(workbook(), "members.xlsx").clean()) == []


@pytest.mark.parametrize(
    "content",
    [
        workbook(("Name",), ("Ana",))[:-200],
        packed(hello="world"),
        b"PK\x03\x04" + b"x" * 500,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000),
        packed(**{"xl__workbook_xml": "<workbook><sheets/>", "[Content_Types]_xml": "<"}),
    ],
    ids=["breaks off", "another archive", "begins as one", "older one of nothing", "broken inside"],
)
def test_a_damaged_spreadsheet_is_rejected_with_a_sentence(opened: Opened, content: bytes) -> None:
    with pytest.raises(ImportRejectedError, match=r"^members.xlsx is damaged"):
        opened(content, "members.xlsx")


def sparse(cell: str) -> bytes:
    """A workbook of one cell far away from the first: some kilobytes that ask for the memory of billions of cells."""
    sheet = f'<c r="A1" t="inlineStr"><is><t>Name</t></is></c></row><row r="1048576"><c r="{cell}"><v>1</v></c>'
    content = workbook(("Name",))
    found = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            text = old.read(part)
            if part.endswith("sheet1.xml"):
                begin, end = text.index(b"<sheetData"), text.index(b"</sheetData>")
                text = text[:begin] + f'<sheetData><row r="1">{sheet}</row>'.encode() + text[end:]
            new.writestr(part, text)
    return found.getvalue()


def test_a_bomb_of_far_away_cells_is_rejected(opened: Opened) -> None:
    with pytest.raises(ImportRejectedError, match="too large|columns"):
        opened(sparse("XFD1048576"), "bomb.xlsx")


@pytest.fixture(scope="module")
def bomb() -> bytes:
    """A workbook of less than a megabyte whose one sheet unpacks to 700."""
    content = io.BytesIO(workbook(("Name",)))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/blanks.xml", "w") as part:
        for _ in range(700):
            part.write(b" " * (1 << 20))
    return content.getvalue()


def test_a_bomb_that_unpacks_to_gigabytes_is_rejected(opened: Opened, bomb: bytes) -> None:
    assert len(bomb) < 1_000_000
    with pytest.raises(ImportRejectedError, match="unpacks to 700 MB"):
        opened(bomb, "bomb.xlsx")


def test_a_bomb_that_lies_about_its_size_is_rejected_or_read_within_limits(bomb: bytes, tmp_path: Path) -> None:
    """The sizes in the directory of the archive are what the first check believes; the worker bounds the rest.

    What the largest process took is known of a program and all that it starts, and of whoever started it: a small one
    starts it here, and tells what it said, how it ended, and the kibibytes.
    """
    at = bomb.rindex(b"PK\x01\x02")
    lying = bomb[: at + 24] + (1_000).to_bytes(4, "little") + bomb[at + 28 :]
    lying = lying.replace(b"xl/styles.xml", b"xl/sty1es.xml").replace(b"xl/blanks.xml", b"xl/styles.xml")
    (tmp_path / "bomb.xlsx").write_bytes(lying)
    own = {"OUTREACH_DATABASE": str(tmp_path / "new.db"), "OUTREACH_SETTINGS": "none.toml"}
    environ = {**os.environ, **own, "HOME": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", _PEAK, sys.executable, "-m", "outreach_crm", "import", "bomb.xlsx", "--dry-run"]
    done = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, check=True)
    told, ended, kibibytes = json.loads(done.stdout)
    assert ("0 rows" in told, ended) == (True, 0) or ("bomb.xlsx" in told, ended) == (True, 1)
    assert kibibytes < 900 << 10


def test_without_the_package_that_reads_them_the_line_to_install_it_is_told(
    reader: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "members.xlsx"
    path.write_bytes(workbook(("Name",)))
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(InvalidInputError, match=r"pip install 'outreach-crm\[files\]'"):
        service.read(reader, path)
