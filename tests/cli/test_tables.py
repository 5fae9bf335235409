"""Tables on narrow terminals: what is long gives way, and what is read at a glance does not."""

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tabulate import tabulate

from outreach_crm.cli import drawing, main, output

ROWS = [
    ["2026-03-09", "call", "asked whether the guild would write to the minister", "Maria, Jonas, Aisha and Tom"],
    ["2026-03-11", "letter", "the answer", "Maria"],
]


WORDS = ["a", "12", "3.50", "2026-03-09", "e-mail", "Straße", "minister", "peace-keeping"]
CELLS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=5)
)


@given(cells=TABLES, room=st.integers(10, 120))
def test_a_table_is_drawn_as_the_library_draws_it(cells: list[list[str]], room: int) -> None:
    headings = ["Day", "", "What it is", "Who"][: len(cells[0])]
    limits = drawing._limits(headings, cells, room)
    known = tabulate(cells, headers=headings, tablefmt="simple", disable_numparse=True, maxcolwidths=limits)
    assert "\n".join(drawing.drawn(headings, cells, room)) == known


def test_a_cell_of_several_lines_keeps_them_under_each_other() -> None:
    drawn = list(drawing.drawn(["Who", "What"], [["Ana", "first\nsecond"], ["Bea", "third"]], 80))
    assert drawn == ["Who    What", "-----  ------", "Ana    first", "       second", "Bea    third"]


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
