"""Files that people write are read whatever program saved them, or it is told in plain words why not."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.errors import InvalidInputError
from outreach_crm.model import Problem
from outreach_crm.written import decoded, read_bytes, read_text, read_toml


def told(path: Path, file: str = "") -> str:
    with pytest.raises(InvalidInputError) as caught:
        read_toml(path, file)
    [problem] = caught.value.problems
    assert str(caught.value) == f"{problem}."
    assert "\n" not in str(problem)
    return str(problem)


@pytest.mark.parametrize("start", [b"\xef\xbb\xbf", b""])
def test_a_file_is_read_whatever_saved_it(tmp_path: Path, start: bytes) -> None:
    path = tmp_path / "good.toml"
    path.write_bytes(start + "a = 'Łódź'\r\non = 2026-03-09\r\n".encode())
    assert read_toml(path) == {"a": "Łódź", "on": date(2026, 3, 9)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[a]\n[b]\n[a]\n", "bad.toml, line 3: 'a' is given twice"),
        ('a = """\n\n"""\na = 2', "bad.toml, line 4: 'a' is given twice"),
        ("a = 1\na = '''\n\n'''\n", "bad.toml, line 2: 'a' is given twice"),
        ("\na = { b = 1, b = 2 }", "bad.toml, line 2: 'b' is given twice"),
        ("a = ", "bad.toml, line 1: a value is neither text in quotation marks, a number, true, false nor a list"),
        ("\na = [1", "bad.toml, line 2: a list has no closing bracket, or a comma is missing between two values"),
        ("a = { b = 1 c = 2 }", "bad.toml, line 1: a table has no closing bracket, or a comma is missing"),
        ("\n\na = '", "bad.toml, line 3: a text has no closing quotation mark"),
        ("\na = 'b\n", "bad.toml, line 2: a text has no closing quotation mark"),
        ("a = '''b\n", "bad.toml, line 1: a text has no closing quotation mark"),
        ('a = """b\n', "bad.toml, line 1: a text has no closing quotation mark"),
        ("a 5", "bad.toml, line 1: there is no equals sign after a key"),
        ("a = 1 2", "bad.toml, line 1: something stands after the end of a value"),
        ("\n[a\n", "bad.toml, line 2: the name of a table has no closing bracket"),
        ("[[a]\n", "bad.toml, line 1: the name of a table has no two closing brackets"),
        ("a = 2026-02-30", "bad.toml, line 1: there is no such date or time"),
        ('a = "C:\\path"', "bad.toml, line 1: a backslash in a text has to be written twice"),
        ("\n= 5", "bad.toml, line 2: this is not TOML ("),
        ("\x00", "bad.toml, line 1: this is not TOML ("),
        ("a = " + "[" * 5000, "bad.toml, line 1: this is not TOML ("),
        ("a = " + "9" * 5000, "bad.toml, line 1: this is not TOML ("),
    ],
)
def test_what_the_parser_complains_of_is_told_in_plain_words_with_the_line(
    tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(text, encoding="utf-8")
    assert told(path).startswith(said)


@pytest.mark.parametrize(("content", "line"), [("a = 1\nb = 'é'".encode("latin-1"), 2), ("a = 1".encode("utf-16"), 1)])
def test_another_encoding_is_told_with_the_line(tmp_path: Path, content: bytes, line: int) -> None:
    path = tmp_path / "bad.toml"
    path.write_bytes(content)
    assert told(path) == f"bad.toml, line {line}: this is not UTF-8 text; save it again as UTF-8"


def test_the_encoding_is_called_as_programs_call_it() -> None:
    with pytest.raises(InvalidInputError, match=r"^x\.csv, line 1: this is not UTF-8 text; save it again as CSV UTF-8"):
        decoded(b"\xff", "x.csv", save_as="CSV UTF-8")


def test_a_file_that_cannot_be_read_is_told_with_the_reason(tmp_path: Path) -> None:
    assert told(tmp_path / "absent.toml") == "absent.toml: cannot be read: No such file or directory"
    assert told(tmp_path) == f"{tmp_path.name}: cannot be read: Is a directory"
    assert told(tmp_path / "a\0b").endswith(": cannot be read: embedded null byte")
    with pytest.raises(InvalidInputError, match="cannot be read"):
        read_bytes(tmp_path / ("x" * 5000))


def test_a_file_is_called_as_its_reader_says(tmp_path: Path) -> None:
    assert told(tmp_path / "absent.toml", "my settings").startswith("my settings: cannot be read")


def test_a_text_keeps_its_line_ends(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"\xef\xbb\xbfa\r\nb\n")
    assert read_text(tmp_path / "a.csv") == "a\r\nb\n"


@given(st.binary(max_size=40) | st.text("[]{}=\"'a1.-\n\\#, ", max_size=30).map(str.encode))
def test_whatever_a_file_holds_the_answer_is_a_table_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(content)
    problems: tuple[Problem, ...] = ()
    try:
        read_toml(path)
    except InvalidInputError as error:
        problems = error.problems
    assert all(problem.line and problem.sentence for problem in problems)
