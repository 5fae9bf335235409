"""Logs as files: columns by their headers, encodings, JSON, and whatever is no log at all."""

import json
import random
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, OutreachError
from outreach_urgent_actions.service import importing, reading
from tests.builders import taken_back
from tests.urgent_actions.logs import CHAIN, a_log, looked_at, taken


def _fields(app: App, path: Path, **given: object) -> dict[str, str]:
    log = reading.read_log(app, path, **given)  # type: ignore[arg-type]
    return {one.header: one.field for one in log.columns}


def test_columns_are_found_by_their_headers(app: App, tmp_path: Path) -> None:
    columns = ("Document", "Betreff", "Keywords", "Fecha limite", "All dates", "Shoe size")
    rows = [("1", "ua 1/25 on peru", "torture", "2025-02-01", "", "44")]
    assert _fields(app, a_log(tmp_path, rows, columns=columns)) == {
        "Document": "id",
        "Betreff": "subject",
        "Keywords": "keywords",
        "Fecha limite": "deadline",
        "All dates": "days",
        "Shoe size": "",
    }


def test_a_column_called_id_is_the_case_where_numbers_of_cases_stand_in_it(app: App, tmp_path: Path) -> None:
    rows = [("1/25", "ua 1/25 on peru"), ("1/25", "first update to ua 1/25 on peru")]
    assert _fields(app, a_log(tmp_path, rows, columns=("id", "subject")))["id"] == "case"
    rows = [("1", "ua 1/25 on peru"), ("2", "first update to ua 1/25 on peru")]
    assert _fields(app, a_log(tmp_path, rows, columns=("id", "subject")))["id"] == "id"


def test_what_was_said_of_columns_is_remembered_for_files_with_the_same_header(app: App, tmp_path: Path) -> None:
    columns = ("Nummer", "Was", "Woher")
    path = a_log(tmp_path, [("1", "ua 1/25 on peru", "Peru")], columns=columns)
    with pytest.raises(InvalidInputError, match="Give --map"):
        reading.read_log(app, path)
    taken(app, path, given={"Was": "subject", "Woher": "country", "Nummer": "id"})
    later = a_log(tmp_path, [("2", "ua 2/25 on peru", "Peru")], columns=columns, name="later.csv")
    assert _fields(app, later) == {"Nummer": "id", "Was": "subject", "Woher": "country"}
    assert _fields(app, later, given={"Nummer": ""})["Nummer"] == ""


@pytest.mark.parametrize(
    ("given", "sentence"),
    [({"subjekt": "subject"}, "did you mean 'subject'"), ({"subject": "sumbject"}, "did you mean 'subject'")],
)
def test_a_column_or_field_that_does_not_exist_is_refused(
    app: App, tmp_path: Path, given: dict[str, str], sentence: str
) -> None:
    with pytest.raises(InvalidInputError, match=sentence):
        reading.read_log(app, a_log(tmp_path), given=given)


def test_json_is_read_one_object_a_line_or_all_in_a_list(app: App, tmp_path: Path) -> None:
    persons = [{"name": "Ana Gil", "gender": "f", "age": 34, "occupation": "nurse"}]
    one = {"type_as_printed": "UA 1/25", "country_as_printed": "PERU", "date_as_printed": "30 January 2025"}
    whole = {**one, "concerns_as_printed": "Fear for safety/Torture", "persons": persons, "parents": []}
    lines = tmp_path / "headers.jsonl"
    lines.write_text(json.dumps(whole) + "\n{broken\n\n[1]\n", encoding="utf-8")
    looked = looked_at(app, lines)
    assert [(one.line, one.sentence) for one in looked.problems] == [
        (2, "This line is not JSON."),
        (4, "This is no object of named values."),
    ]
    together = tmp_path / "headers.json"
    together.write_text(json.dumps([whole]), encoding="utf-8")
    for draft in (looked.plan.planned[0].draft, looked_at(app, together).plan.planned[0].draft):
        assert [str(case) for case in draft.cases] == ["UA 1/2025"]
        assert draft.keywords == ("Fear for safety", "Torture")
        assert draft.given == "2025-01-30"
        assert (draft.people[0].name, draft.people[0].age) == ("Ana Gil", 34)


def test_a_file_in_another_encoding_is_asked_about_and_cells_in_utf_8_are_read_as_such(
    app: App, tmp_path: Path
) -> None:
    path = tmp_path / "mixed.csv"
    head = b"document,subject,category\n1,"
    path.write_bytes(head + "ua 1/25 on Perú,niños\n".encode("cp1252") + "2,ua 2/25 on Türkiye,\n".encode())
    question = reading.read_log(app, path).question
    assert question is not None
    assert question.option == "--encoding"
    log = reading.read_log(app, path, encoding="cp1252")
    assert [row.get("subject") for row in log.rows] == ["ua 1/25 on Perú", "ua 2/25 on Türkiye"]
    assert [(one.line, one.field) for one in log.problems] == [(3, "subject")]


def test_days_that_can_be_read_in_two_ways_are_asked_about(app: App, tmp_path: Path) -> None:
    path = a_log(tmp_path, [("1", "ua 1/25 on peru", "", "3/4/2025")])
    question = reading.read_log(app, path).question
    assert question is not None
    assert question.option == "--day-first or --month-first"
    assert looked_at(app, path, day_first=True).plan.planned[0].draft.given == "2025-04-03"
    decided = a_log(tmp_path, [("1", "ua 1/25 on peru", "", "3/4/2025"), ("2", "ua 2/25", "", "25/4/2025")])
    assert looked_at(app, decided).plan.planned[0].draft.given == "2025-04-03"


def test_rows_without_keywords_country_or_deadline_are_taken_in(app: App, tmp_path: Path) -> None:
    report = taken(app, a_log(tmp_path, [("1", "ua 1/25", "", ""), ("2", "quotes of the year", "", "")]))
    assert (report.counts["new"], report.counts["left_out"], report.counts["cases"]) == (2, 0, 1)


def test_a_row_without_subject_is_taken_by_its_case_and_one_that_says_nothing_is_told(app: App, tmp_path: Path) -> None:
    columns = ("document", "case", "subject", "action")
    rows = [("1", "UA 3/25", "", "second update"), ("2", "", "", ""), ("3", "UA 3/25", "", "")]
    looked = looked_at(app, a_log(tmp_path, rows, columns=columns))
    assert [(one.line, one.field) for one in looked.problems] == [(3, "row")]
    drafts = {one.draft.external_id: one.draft for one in looked.plan.planned}
    assert (drafts["1"].kind, drafts["1"].ordinal, drafts["3"].kind) == ("followup", 2, "initial")


def test_a_row_with_more_cells_than_headers_is_told_and_not_taken(app: App, tmp_path: Path) -> None:
    looked = looked_at(app, a_log(tmp_path, [*CHAIN, ("9", "ua 9/25", "", "", "lost")]))
    assert "5 cells under 4 headers" in looked.problems[0].sentence
    assert len(looked.plan.planned) == 4


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0\1\2\3" * 400,
        b"%PDF-1.7 \xff\xfe",
        b"<html><body>ua 1/25</body></html>",
        b"subject\n",
        b"\xff\xfe\0",
        b"[]",
        b'{"a": 1}',
        b"nothing to see here\n",
    ],
)
def test_what_is_no_log_is_refused_in_one_sentence_or_holds_nothing(app: App, tmp_path: Path, content: bytes) -> None:
    for name in ("log.csv", "log.json", "log.xlsx"):
        path = tmp_path / name
        path.write_bytes(content)
        with suppress(OutreachError):
            assert looked_at(app, path).plan.planned == ()


def test_a_sign_that_no_database_keeps_is_left_out(app: App, tmp_path: Path) -> None:
    path = a_log(tmp_path, [("7", "ua 7/01 Ch\0ile", "nurses|bee\0keeping", "")])
    report = importing.take_in(app, looked_at(app, path))
    assert (report.counts["new"], report.unmapped) == (1, {"beekeeping": 1})


def test_a_file_that_is_not_there_is_told(app: App, tmp_path: Path) -> None:
    for name in ("gone.csv", "gone.json"):
        with pytest.raises(OutreachError):
            reading.read_log(app, tmp_path / name)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(*[st.text(max_size=40)] * 4), max_size=8))
def test_any_rows_are_taken_in_or_told_and_never_taken_twice(
    app: App, tmp_path: Path, rows: list[tuple[str, ...]]
) -> None:
    path = a_log(tmp_path, rows)
    with taken_back(app):
        try:
            looked = looked_at(app, path)
        except OutreachError:
            return
        report = importing.take_in(app, looked)
        assert report.counts["new"] + report.counts["left_out"] >= report.counts["rows"]
        assert taken(app, path).counts["new"] == 0


@pytest.mark.slow
@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_of_a_hundred_thousand_rows_each_is_taken_in_or_told(app: App, tmp_path: Path) -> None:
    chance = random.Random(7)
    rows = [
        (str(n), f"first update to ua {chance.randint(1, 400)}/{n % 25:02}" if n % 20 == 0 else "", "", "")
        for n in range(100_000)
    ]
    looked = looked_at(app, a_log(tmp_path, rows))
    assert (len(looked.plan.planned), len(looked.problems)) == (5_000, 95_000)
