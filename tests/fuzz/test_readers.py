"""The short form of the mutation series, and files made by hypothesis."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_crm.app import App
from outreach_crm.transfer.separated import rows
from tests.fuzz.readers import in_this_process, read_through, run
from tests.fuzz.samples import texts, workbook
from tests.transfer.conftest import reader

__all__ = ["reader"]

_QUIET = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
_CELLS = st.text(alphabet='ab @.+-="\n\r\t;:\\é\u202e', max_size=12)


@pytest.mark.slow
def test_two_thousand_broken_files_are_read_or_refused(reader: App, tmp_path: Path) -> None:
    found = run(reader, tmp_path, 2_000, seed=1)
    assert sum(found.values()) == 2_040
    assert {what.split()[1] for what in found} >= {"read", "refused"}


@pytest.mark.parametrize("name", [*texts(), "book.xlsx"])
def test_the_files_that_are_broken_were_sound(reader: App, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(texts().get(name) or workbook())
    assert read_through(reader, path) == "read"


@_QUIET
@given(content=st.binary(max_size=400), name=st.sampled_from(["a.csv", "a.vcf", "a.json", "a.txt"]))
def test_any_bytes_are_read_or_refused(reader: App, tmp_path: Path, content: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(content)
    with in_this_process():
        assert read_through(reader, tmp_path / name) in {"read", "refused", "unanswerable"}


@_QUIET
@given(lines=st.lists(st.lists(_CELLS, max_size=5), max_size=6), sign=st.sampled_from(",;\t|"))
def test_any_table_below_a_name_is_read_or_refused(
    reader: App, tmp_path: Path, lines: list[list[str]], sign: str
) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=sign).writerows([["Name", "E-mail", "Phone", "Consent date", "Newsletter"], *lines])
    (tmp_path / "a.csv").write_text(text.getvalue(), "utf-8", newline="")
    assert read_through(reader, tmp_path / "a.csv") == "read"


@_QUIET
@given(name=st.text(), value=st.text(), kind=st.sampled_from(["FN", "N", "TEL", "ADR;TYPE=home", "NOTE", "ORG", "REV"]))
def test_any_card_is_read(reader: App, tmp_path: Path, name: str, value: str, kind: str) -> None:
    text = f"BEGIN:VCARD\r\nFN:{name}\r\n{kind}:{value}\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Last\r\nEND:VCARD\r\n"
    (tmp_path / "a.vcf").write_bytes(text.encode("utf-8", "replace"))
    with in_this_process():
        assert read_through(reader, tmp_path / "a.vcf") == "read"


@given(
    st.lists(st.lists(st.text(alphabet="abc é\"'\n", max_size=8), min_size=3, max_size=3), min_size=1),
    st.sampled_from(",;\t|"),
)
def test_what_a_program_writes_is_what_is_read(table: list[list[str]], sign: str) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=sign).writerows([["name", "mail", "note"], *table])
    text.seek(0)
    expected = [[cell.replace("\r\n", "\n") for cell in row] for row in table if any(row)]
    assert [row[1] for row in rows(text)][1:] == expected
