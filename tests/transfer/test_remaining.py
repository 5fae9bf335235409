"""What an import did not take in: written as the same importer reads it, with the reason, and put right."""

import json
from collections.abc import Callable
from pathlib import Path

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.transfer import service
from outreach_crm.transfer.service import Reading, Report

Opened = Callable[..., Reading]

CARDS = (
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Ruiz\r\nEND:VCARD\r\n"
    b"BEGIN:VCARD\r\nVERSION:2.1\r\nNOTE:Jos\xe9 knows him;\r\n from Lima\r\nEND:VCARD\r\n"
    b"BEGIN:VCARD\r\nVERSION:4.0\r\nX-OUTREACH-REASON:long ago\r\nNOTE:breaks off\r\n"
)
PEOPLE = {
    "people": [{"given_name": "Ana"}, {"note": "Jos\u00e9 \ud800 knows her", "languages_spoken": ["es"]}, 17],
    "organizations": [{"note": "met in Lima"}],
}


def taken_in(app: App, path: Path) -> Report:
    reading = service.read(app, path)
    return service.take_in(app, reading, path, service.preview(app, reading, path))


def test_refused_cards_stay_cards_to_the_byte(reader: App, tmp_path: Path) -> None:
    path = tmp_path / "book.vcf"
    path.write_bytes(CARDS)
    report = taken_in(reader, path)
    left = tmp_path / "book.vcf.refused.vcf"
    assert (report.counts["new"], report.counts["refused"], report.refused_file) == (1, 2, str(left))
    why = b"X-OUTREACH-REASON:There is neither a name\\, an organisation nor an address in it.\r\n"
    first, second = (b"BEGIN:VCARD" + card for card in left.read_bytes().split(b"BEGIN:VCARD")[1:])
    assert (
        first == CARDS.split(b"END:VCARD\r\n")[1].replace(b"\r\nVERSION", b"\r\n" + why + b"VERSION") + b"END:VCARD\r\n"
    )
    assert second == b"BEGIN:VCARD\r\n" + why + b"VERSION:4.0\r\nNOTE:breaks off\r\n"


def test_refused_cards_that_are_put_right_are_taken_in(reader: App, tmp_path: Path) -> None:
    path, left = tmp_path / "book.vcf", tmp_path / "book.vcf.refused.vcf"
    path.write_bytes(CARDS)
    taken_in(reader, path)
    left.write_bytes(left.read_bytes().replace(b"VERSION:2.1\r\n", b"VERSION:2.1\r\nFN:Carla Mora\r\n"))
    report = taken_in(reader, left)
    assert (report.counts["new"], report.counts["refused"], report.refused_file) == (1, 1, str(left))
    carla = contacts.resolve(reader, "Carla Mora")
    assert carla.remarks.startswith("Jos\u00e9 knows him")
    assert "neither a name" not in carla.remarks


def test_refused_records_of_json_are_put_right_and_taken_in(reader: App, tmp_path: Path) -> None:
    path, left = tmp_path / "people.json", tmp_path / "people.json.refused.json"
    path.write_text(json.dumps(PEOPLE), "ascii")
    report = taken_in(reader, path)
    assert (report.counts["new"], report.counts["refused"], report.refused_file) == (1, 3, str(left))
    told = json.loads(left.read_text("utf-8"))
    assert all("not imported because" in one for one in told)
    organisation, person, number = told
    assert (organisation["kind"], person["note"], number["record"]) == (
        "organisation",
        "Jos\u00e9 \ud800 knows her",
        17,
    )
    organisation["name"], person["given_name"] = "Colegio", "Bea"
    left.write_text(json.dumps(told), "utf-8")
    report = taken_in(reader, left)
    assert (report.counts["new"], report.counts["refused"]) == (2, 1)
    assert contacts.resolve(reader, "Colegio").kind == "organisation"


def test_the_reason_of_a_refused_row_is_no_part_of_the_contact(reader: App, opened: Opened, tmp_path: Path) -> None:
    opened("Name,Town\n,Lima\n")
    assert taken_in(reader, tmp_path / "list.csv").refused_file == str(tmp_path / "list.csv.refused.csv")
    fields = {one.header: one.field for one in service.read(reader, tmp_path / "list.csv.refused.csv").columns}
    assert fields == {"Name": "name", "Town": "town", "not imported because": ""}
