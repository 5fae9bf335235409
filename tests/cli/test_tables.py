"""Tables on narrow terminals: what is long gives way, and what is read at a glance does not."""

import click
import pytest

from outreach_crm.cli import main, output

ROWS = [
    ["2026-03-09", "call", "asked whether the guild would write to the minister", "Maria, Jonas, Aisha and Tom"],
    ["2026-03-11", "letter", "the answer", "Maria"],
]


@pytest.mark.parametrize("room", [100, 80, 60])
def test_a_table_fits_where_its_words_allow(room: int, capsys: pytest.CaptureFixture[str]) -> None:
    with click.Context(main, terminal_width=room):
        output.table(["Day", "What", "", "Who"], ROWS)
    lines = capsys.readouterr().out.splitlines()
    assert max(len(line) for line in lines) <= room
    assert [line for line in lines if line.startswith("2026-03-09  call")]


def test_no_word_is_broken_however_narrow_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with click.Context(main, terminal_width=10):
        output.table(["Day", "What", "", "Who"], ROWS)
    words = capsys.readouterr().out.split()
    assert {"2026-03-09", "minister", "Jonas,"} <= set(words)


def test_a_table_that_fits_is_left_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    with click.Context(main, terminal_width=120):
        output.table(["Day", "What", "", "Who"], ROWS)
    assert len(capsys.readouterr().out.splitlines()) == 2 + len(ROWS)


def test_a_table_without_rows_shows_its_headings(capsys: pytest.CaptureFixture[str]) -> None:
    with click.Context(main, terminal_width=80):
        output.table(["Day", "What"], [])
    assert capsys.readouterr().out.splitlines()[0].split() == ["Day", "What"]


def test_a_column_without_content_gives_way_where_the_terminal_is_too_narrow(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shown = {}
    for room in (120, 60):
        with click.Context(main, terminal_width=room):
            output.table(["Day", "What", "", "Who", "Done"], [[*row, None] for row in ROWS])
        shown[room] = capsys.readouterr().out.splitlines()[0].split()
    assert shown == {120: ["Day", "What", "Who", "Done"], 60: ["Day", "What", "Who"]}
