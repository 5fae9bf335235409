"""Text tables: what separates and encodes them, and everything that can be wrong with them."""

import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from outreach_crm.app import App
from outreach_crm.errors import ImportRejectedError, InvalidInputError
from outreach_crm.transfer import service
from outreach_crm.transfer.model import REASON
from outreach_crm.transfer.service import Reading

Opened = Callable[..., Reading]


def names(reading: Reading) -> list[str]:
    return [one.name for one in reading.clean()]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_cells_are_parted_by_whatever_parts_most_rows_alike(opened: Opened, sign: str) -> None:
    reading = opened(f"Name{sign}E-mail\nRuiz, Ana{sign}ana@example.org\n".replace(", ", " "))
    assert [column.field for column in reading.columns] == ["name", "email"]
    assert names(reading) == ["Ruiz Ana"]


def test_a_line_of_excel_that_says_what_parts_the_cells_is_obeyed(opened: Opened) -> None:
    assert names(opened("sep=;\nName;Notes\nAna;a, b, c\n")) == ["Ana"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_a_byte_order_mark_says_the_encoding(opened: Opened, encoding: str) -> None:
    text = "Name\tE-mail\nJosé\tjose@example.org\n"
    content = b"\xff\xfe" + text.encode(encoding) if encoding == "utf-16-le" else text.encode(encoding)
    assert names(opened(content)) == ["José"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_in_any_system(opened: Opened, end: str) -> None:
    reading = opened(end.join(["Name,Notes", '"Ana","two', 'lines"', "Bo,x"]))
    assert [(one.line, one.name, one.note) for one in reading.clean()] == [(2, "Ana", "two\nlines"), (4, "Bo", "x")]


def test_a_text_in_no_known_encoding_is_asked_for_with_a_preview_of_each(opened: Opened) -> None:
    content = "Name,E-mail\nJosé Muñoz,jose@example.org\n".encode("cp1252")
    question = opened(content).questions[0]
    assert (question.key, question.option) == ("encoding", "--encoding")
    shown = {choice.value: choice.shown for choice in question.choices}
    assert "José Muñoz" in shown["cp1252"]
    assert "José Muñoz" not in shown["cp1251"]
    with pytest.raises(InvalidInputError, match=r"not UTF-8.*Give --encoding"):
        list(opened(content).records())
    assert names(opened(content, encoding="cp1252")) == ["José Muñoz"]


@pytest.mark.parametrize("wrong", ["klingon", "base64", "ascii"])
def test_an_encoding_that_is_none_or_another_is_refused(opened: Opened, wrong: str) -> None:
    with pytest.raises(InvalidInputError, match="no encoding 'klingon'|no encoding 'base64'|not in the encoding ascii"):
        opened("Name\nJosé\n".encode("cp1252"), encoding=wrong)


def test_a_file_of_no_bytes_is_rejected(opened: Opened) -> None:
    with pytest.raises(ImportRejectedError, match="0 bytes"):
        opened(b"")


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7\n" + b"x" * 200, bytes(range(32)) * 40, b"\x89PNG\r\n\x1a\n" + b"\0\1\2\3" * 50],
    ids=["a PDF", "control characters", "a picture"],
)
def test_what_is_no_text_is_rejected(opened: Opened, content: bytes) -> None:
    with pytest.raises(ImportRejectedError, match="not a text"):
        opened(content)


def test_a_web_page_that_calls_itself_a_spreadsheet_is_rejected(opened: Opened) -> None:
    with pytest.raises(ImportRejectedError, match="web page"):
        opened("<html><table><tr><td>Ana</td></tr></table></html>", name="export.xls")


def test_a_text_that_calls_itself_a_spreadsheet_is_read(opened: Opened) -> None:
    assert names(opened("Name\tE-mail\nAna\tana@example.org\n", name="export.xls")) == ["Ana"]


def test_a_line_of_many_megabytes_is_rejected(opened: Opened) -> None:
    with pytest.raises(ImportRejectedError, match="line of more than"):
        opened(b"Name,E-mail " * 1_000_000)


def test_a_file_that_is_not_there_is_told(reader: App, tmp_path: Path) -> None:
    with pytest.raises(ImportRejectedError, match="cannot be opened"):
        service.read(reader, tmp_path / "missing.csv")


def test_a_table_of_one_column_is_read(opened: Opened) -> None:
    assert names(opened("Name\nAna Ruiz\nBo\n")) == ["Ana Ruiz", "Bo"]


def test_a_header_without_rows_holds_nobody(opened: Opened) -> None:
    assert names(opened("Name,E-mail\n")) == []


def test_five_thousand_columns_are_read(opened: Opened) -> None:
    header = ["Name", *(f"x{n}" for n in range(4_999))]
    reading = opened(",".join(header) + "\n" + ",".join(["Ana"] * 5_000) + "\n")
    assert (len(reading.columns), names(reading)) == (5_000, ["Ana"])


def test_headers_that_are_empty_or_stand_there_twice_can_be_told_apart(opened: Opened) -> None:
    reading = opened("Name,Phone,Phone,,\nAna,915550123,600123456,x,\n")
    assert reading.header == ("Name", "Phone", "Phone (2)", "Column 4", "Column 5")
    assert [one.value for one in next(reading.clean()).phones] == ["+34915550123", "+34600123456"]
    told = " ".join(str(problem) for problem in reading.problems)
    assert "'Phone' stands there more than once" in told
    assert "2 columns have no header" in told


def test_a_table_without_headers_is_asked_about_and_its_columns_have_numbers(opened: Opened) -> None:
    text = "Ana Ruiz,ana@example.org\nBo,bo@example.org\n"
    assert [one.key for one in opened(text).questions] == ["header"]
    reading = opened(text, header=False, columns={"Column 1": "name"})
    assert [(one.header, one.field, one.why) for one in reading.columns] == [
        ("Column 1", "name", "given"),
        ("Column 2", "email", "values"),
    ]
    assert names(reading) == ["Ana Ruiz", "Bo"]


def test_what_stands_above_the_headers_is_not_taken_for_them(opened: Opened) -> None:
    reading = opened("Members 2026,,\n,,\nName,E-mail,Phone\nAna,ana@example.org,\n")
    assert names(reading) == ["Ana"]
    assert "line 3" in str(reading.problems[0])


def test_a_shorter_row_is_taken_in_and_flagged(opened: Opened) -> None:
    one = next(opened("Name,E-mail,Phone,Notes\nAna,ana@example.org\n").clean())
    assert (one.name, one.refused) == ("Ana", "")
    assert [flag.sentence for flag in one.flags] == ["The row breaks off after 2 of 4 cells."]


def test_a_longer_row_is_refused_with_all_its_cells(opened: Opened) -> None:
    longer, other = opened("Name,E-mail\nRuiz, Ana,ana@example.org\nBo,bo@example.org\n").clean()
    assert "3 cells and the header 2" in longer.refused
    assert longer.raw == ("Ruiz", " Ana", "ana@example.org")
    assert (other.name, other.refused) == ("Bo", "")


def test_empty_cells_beyond_the_header_are_nothing(opened: Opened) -> None:
    one = next(opened("Name,E-mail\nAna,ana@example.org,,,\n").clean())
    assert (one.refused, one.flags) == ("", ())


@pytest.mark.parametrize("after", [1, 150, 1_000])
def test_a_quotation_mark_that_is_never_closed_costs_one_row(opened: Opened, after: int) -> None:
    rows = "".join(f"Person {n},p{n}@example.org\n" for n in range(after))
    bad, *others = opened(f'Name,E-mail\n"Ana,ana@example.org\n{rows}').clean()
    assert "quotation mark" in bad.refused
    assert bad.raw == ('"Ana,ana@example.org',)
    assert [one.name for one in others] == [f"Person {n}" for n in range(after)]
    assert [one.line for one in others] == list(range(3, after + 3))


def test_a_quotation_mark_that_another_row_closes_costs_one_row(opened: Opened) -> None:
    bad, *others = opened('Name,Notes\nAna,"open\nBo,"quoted"\nCy,"fine"\n').clean()
    assert bad.refused
    assert [one.name for one in others] == ["Bo", "Cy"]


def test_many_stray_quotation_marks_are_read_in_the_end(opened: Opened) -> None:
    found = list(opened("Name,Notes\n" + 'Ana,"open\n' * 3_000).clean())
    assert len(found) == 3_000
    assert all(one.refused for one in found[:-1])
    assert found[-1].note == "open"  # nothing comes behind it that it could swallow


def test_a_cell_of_some_lines_is_no_stray_quotation_mark(opened: Opened) -> None:
    note = "\n".join(f"line {n}" for n in range(150))
    assert [one.note for one in opened(f'Name,Notes\nAna,"{note}"\nBo,x\n').clean()] == [note, "x"]


def test_a_cell_of_two_hundred_thousand_letters_costs_one_row(opened: Opened) -> None:
    bad, other = opened(f'Name,Notes\nAna,"{"x" * 200_000}"\nBo,x\n').clean()
    assert "100,000 letters" in bad.refused
    assert other.name == "Bo"


def test_what_cannot_be_seen_is_taken_out_and_flagged(opened: Opened) -> None:
    one = next(opened("Name,E-mail\n\u202eAna\0 R\u200bu\xadiz\x07,ana@example.org\n").clean())
    assert one.name == "Ana Ruiz"
    assert [(flag.field, flag.line) for flag in one.flags] == [("Name", 2)]


@pytest.mark.parametrize("cell", ["=1+1", "+SUM(A1)", "-Ana", "@ana", "=cmd|' /C calc'!A0"])
def test_a_cell_that_looks_like_a_formula_is_the_text_it_is(opened: Opened, cell: str) -> None:
    assert next(opened(f'Name,Notes\nAna,"{cell}"\n').clean()).note == cell


def test_the_apostrophe_our_export_puts_before_formulas_is_taken_away(opened: Opened) -> None:
    notes = [one.note for one in opened("Name;Notes\nAna;'=1+1\nBo;'tis\nO'Neill;'+34\n").clean()]
    assert notes == ["=1+1", "'tis", "+34"]


def test_a_row_that_names_nobody_is_refused(opened: Opened) -> None:
    nobody, mailbox = opened("Name,E-mail,Notes\n,,lost\n,info@example.org,\n").clean()
    assert "neither a name" in nobody.refused
    assert (mailbox.name, mailbox.refused) == ("info@example.org", "")
    assert "called by its address" in mailbox.flags[0].sentence


def test_values_of_one_row_never_reach_the_next(opened: Opened) -> None:
    first, second = opened("Name,E-mail,Notes,Country\nAna,ana@example.org,x,Spain\nBo,,,\n").clean()
    assert first.emails
    assert (second.emails, second.note, second.fields) == ((), "", {})


def test_the_reason_of_a_refused_row_is_no_part_of_the_contact(opened: Opened) -> None:
    reading = opened(f"Name,Notes,{REASON}\nAna,x,The row was too long.\n")
    assert [column.field for column in reading.columns] == ["name", "note", ""]


def test_a_file_can_be_read_through_as_often_as_needed(opened: Opened) -> None:
    reading = opened("Name\nAna\nBo\n")
    assert names(reading) == names(reading) == ["Ana", "Bo"]
    assert [(a.name, b.name) for a, b in reading.both()] == [("Ana", "Ana"), ("Bo", "Bo")]


def peak(reading: Reading) -> int:
    tracemalloc.start()
    try:
        assert sum(1 for _ in reading.clean()) > 1_000
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_longer_file_takes_no_more_memory(opened: Opened) -> None:
    def rows(count: int) -> Any:
        return opened("Name,E-mail,Phone\n" + "".join(f"Ana {n},a{n}@example.org,broken {n}\n" for n in range(count)))

    peak(rows(2_000))  # what is loaded when it is first needed
    assert peak(rows(8_000)) < 1.5 * peak(rows(2_000)) + 200_000


def test_progress_is_told_in_bytes(opened: Opened) -> None:
    reading = opened("Name\n" + "Ana Ruiz\n" * 50_000)
    rows = reading.records()
    next(rows)
    assert 0 < reading.position < reading.size
    assert sum(1 for _ in rows) == 49_999
