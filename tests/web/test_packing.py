"""Files that pages use are sent packed to whoever takes them so, and as they are to everybody else."""

import gzip
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from outreach_crm.app import App
from outreach_crm.web.site import make_site
from tests.house import ROOT
from tests.web.office import at_desk
from tests.web.walk import Reader

pytestmark = pytest.mark.connections
STATIC = ROOT / "outreach_crm/web/static"
SHEET = "/static/pages.css"
GZIP = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.fixture(name="client")
def a_client(app: App) -> FlaskClient:
    return make_site(app, public_only=True).test_client()


@pytest.mark.parametrize("name", sorted(one.name for one in STATIC.iterdir()))
def test_a_file_is_the_same_packed_or_not(client: FlaskClient, name: str) -> None:
    plain, packed = (
        client.get(f"/static/{name}", buffered=True),
        client.get(f"/static/{name}", headers=GZIP, buffered=True),
    )
    whole = Path(STATIC / name).read_bytes()
    assert plain.data == whole
    assert "Content-Encoding" not in plain.headers
    coded = packed.headers.get("Content-Encoding") == "gzip"
    assert (gzip.decompress(packed.data) if coded else packed.data) == whole
    assert int(packed.headers["Content-Length"]) == len(packed.data) <= len(whole)
    assert packed.headers["Content-Type"] == plain.headers["Content-Type"]
    assert (packed.headers["ETag"] != plain.headers["ETag"]) == coded
    assert ("Accept-Encoding" in packed.headers.get("Vary", "")) == coded == ("Vary" in plain.headers)


@pytest.mark.parametrize("takes", ["", "br", "identity", "gzip;q=0", "*;q=0, identity"])
def test_who_does_not_take_it_packed_gets_it_as_it_is(client: FlaskClient, takes: str) -> None:
    answer = client.get(SHEET, headers={"Accept-Encoding": takes} if takes else {}, buffered=True)
    assert answer.data == (STATIC / "pages.css").read_bytes()


def test_whoever_has_it_already_is_told_so(client: FlaskClient) -> None:
    tags = [client.get(SHEET, headers=some, buffered=True).headers["ETag"] for some in (GZIP, {})]
    for tag, some in zip(tags, (GZIP, {}), strict=True):
        answer = client.get(SHEET, headers={**some, "If-None-Match": tag}, buffered=True)
        assert (answer.status_code, answer.data) == (304, b"")
        assert "Accept-Encoding" in answer.headers["Vary"]
    other = client.get(
        SHEET, headers={"If-None-Match": tags[0]}, buffered=True
    )  # it has the packed one, and asks plain
    assert other.status_code == 200


def test_a_part_of_a_file_is_a_part_of_the_file_as_it_is(client: FlaskClient) -> None:
    answer = client.get(SHEET, headers={**GZIP, "Range": "bytes=10-19"}, buffered=True)
    assert (answer.status_code, answer.data) == (206, (STATIC / "pages.css").read_bytes()[10:20])
    assert "Content-Encoding" not in answer.headers


def test_only_the_head_says_the_size_of_what_would_come(client: FlaskClient) -> None:
    answer = client.head(SHEET, headers=GZIP, buffered=True)
    assert answer.data == b""
    assert answer.headers["Content-Length"] == client.get(SHEET, headers=GZIP, buffered=True).headers["Content-Length"]


def test_a_packed_file_is_kept_by_its_address_as_an_unpacked_one(client: FlaskClient) -> None:
    link = re.search(r'href="(/static/pages\.css\?v=\w+)"', client.get("/nowhere").text)
    assert link
    assert "immutable" in client.get(link[1], headers=GZIP, buffered=True).headers["Cache-Control"]
    assert client.get(SHEET, headers=GZIP, buffered=True).headers["Cache-Control"] == "no-store"


def test_pages_are_not_packed_and_the_first_one_is_small_all_the_same(app: App) -> None:
    desk = at_desk(app)
    page = desk.client.get("/today", headers=GZIP, buffered=True)
    assert "Content-Encoding" not in page.headers
    parts = {
        own.get("href") or own.get("src", "") for tag, own in Reader(page.text).elements if tag in {"link", "script"}
    }
    sizes = [len(page.data), *(len(desk.client.get(part, headers=GZIP, buffered=True).data) for part in parts if part)]
    assert sum(sizes) < 50_000
