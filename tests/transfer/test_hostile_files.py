"""Files that do harm, or would if anybody believed them: what is inside counts, and nothing of it is run."""

import zipfile
from io import BytesIO

import pytest

from outreach_crm.contacts import service as contacts
from outreach_crm.transfer import service
from tests.transfer.sending import arrived, mapped, sent, worked
from tests.web.hostile import dangers
from tests.web.office import Desk, words
from tests.web.payloads import PAYLOADS

pytestmark = pytest.mark.connections


def a_bomb() -> bytes:
    """A workbook of a few kB whose one sheet is half a gigabyte of rows."""
    row = b'<row><c t="inlineStr"><is><t>x</t></is></c></row>'
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr(
            "[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
        )
        with book.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(b"<worksheet><sheetData>")
            for _ in range(500):
                sheet.write(row * 20_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("members.csv", b"", "is empty: it has 0 bytes"),
        ("members.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "is not a text, a spreadsheet or a vCard"),
        ("members.csv", b"<!doctype html><table>", "is a web page or XML, whatever its name says"),
        ("members.xlsx", b"PK\x03\x04broken", "members.xlsx is damaged"),
        ("members.xlsx", b"\x00" * 3000, "members.xlsx"),
        ("x" * 300 + ".csv", b"Name\nAna", "The name of the file has"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence_and_not_kept(
    desk: Desk, name: str, content: bytes, told: str
) -> None:
    answer = sent(desk, (name, content))
    assert answer.status_code == 422
    assert told in words(answer.text)
    assert service.uploads(desk.app) == []


def test_a_bomb_ends_its_worker_and_nobody_else(desk: Desk) -> None:
    answer = sent(desk, ("members.xlsx", a_bomb()))
    assert answer.status_code == 422
    assert desk.get("/import").status_code == 200


def test_a_file_is_read_by_what_is_in_it_whatever_its_name_says(desk: Desk) -> None:
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Ruiz\r\nEND:VCARD\r\n"
    place = arrived(desk, card, "members.xlsx")
    assert "no column has to be chosen" in words(desk.read(f"{place}/columns"))


def test_folders_in_a_name_lead_nowhere(desk: Desk) -> None:
    arrived(desk, "Name\nAna Ruiz\n", "../../etc/cron.d/members.csv")
    assert [one.name for one in service.uploads(desk.app)] == ["members.csv"]


def test_more_than_a_page_takes_is_refused(desk: Desk) -> None:
    answer = sent(desk, ("members.csv", b"Name\n" + b"x" * (34 << 20)))
    assert answer.status_code == 413
    assert service.uploads(desk.app) == []


def test_ten_megabytes_can_be_pasted_and_what_is_no_table_is_refused(desk: Desk) -> None:
    rows = "".join(f"Person {n:07}\tp{n}@example.org\n" for n in range(340_000))
    assert len(rows) > 10_000_000
    assert sent(desk, pasted=f"Name\tE-mail\n{rows}").status_code == 303
    assert sent(desk, pasted="x" * (10 << 20)).status_code == 422


def test_other_forms_take_no_such_thing(desk: Desk) -> None:
    place = arrived(desk)
    assert desk.send(f"{place}/columns", {"kind": "x" * 100_000}).status_code == 413


def test_a_formula_is_the_text_it_is_and_stays_one_in_what_is_handed_back(desk: Desk) -> None:
    place = arrived(desk, "Name,E-mail\n\"=cmd|' /C calc'!A0\",a@example.org\n")
    mapped(desk, place)
    desk.send(f"{place}/import", seen=f"{place}/preview")
    worked(desk)
    assert [one.name for one in contacts.list_contacts(desk.app)] == ["=cmd|' /C calc'!A0"]


def test_thousands_of_columns_are_refused(desk: Desk) -> None:
    answer = sent(desk, ("wide.csv", "Name," + ",".join(f"c{n}" for n in range(3_000)) + "\nAna\n"))
    assert answer.status_code == 422
    assert "has 3,001 columns" in words(answer.text)


def test_no_page_of_an_import_runs_what_a_file_says(desk: Desk) -> None:
    cells = [one.replace('"', '""').replace("\n", " ") for one in PAYLOADS]
    rows = "".join(f'"Ana {one}","a{n}@example.org","{one}"\n' for n, one in enumerate(cells))
    place = arrived(desk, f'"Name","E-mail","{cells[0]}"\n{rows}', "<img src=x onerror=alert(1)>.csv")
    pages = [desk.read("/import"), desk.read(f"{place}/columns"), desk.follow(mapped(desk, place, c2="language"))]
    pages += [desk.read(f"{place}/preview?show=new&after={after}") for after in (50, 100)]
    pages.append(desk.read(f"{place}/terms"))
    desk.send(f"{place}/import", seen=f"{place}/preview")
    worked(desk)
    pages.append(desk.read(f"{place}/report"))
    for page in pages:
        assert [*dangers(page)] == []
