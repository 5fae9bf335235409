"""What leaves the section tells no small number, not even to somebody who computes."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from outreach_cases.formulas.disclosure import Crossed, crossed, merged

TABLES = st.tuples(st.integers(2, 3), st.integers(2, 4)).flatmap(
    lambda size: st.fixed_dictionaries(
        {(f"r{a}", f"c{b}"): st.integers(0, 9) for a in range(size[0]) for b in range(size[1])}
    )
)


@pytest.mark.parametrize(("many", "least", "highest"), [(1, 5, 12), (2, 5, 14), (3, 5, 14), (4, 3, 10), (5, 2, 7)])
def test_of_all_lists_that_read_alike_each_merged_number_has_two_values_at_least(
    many: int, least: int, highest: int
) -> None:
    # Somebody who knows the rule sets up all lists and keeps those that would be published in these very words.
    alike = defaultdict(list)
    names = [f"n{place}" for place in range(many)]
    for numbers in product(range(highest + 1), repeat=many):
        found = merged(dict(zip(names, numbers, strict=True)), least=least)
        alike[tuple(found.told.items()), found.merged, found.other].append(numbers)
    assert len(alike) > 1
    for (_, hidden, other), lists in alike.items():
        if other is not None and other > highest:
            continue  # Some of the lists that read alike were not set up.
        for name in hidden:
            assert len({numbers[names.index(name)] for numbers in lists}) > 1


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(0, 12)), st.integers(1, 6))
def test_nothing_small_is_told_and_nothing_gets_lost(counts: dict[str, int], least: int) -> None:
    found = merged(counts, least=least)
    assert all(many >= least for many in found.told.values())
    assert {*found.told, *found.merged} == set(counts)
    assert len(found.merged) != 1 or found.other is None
    assert found.other is None or found.other == sum(counts[name] for name in found.merged)
    assert found.other is None or not found.merged or found.other >= least
    assert found.total in {None, sum(counts.values())}


def test_one_small_number_takes_the_next_smallest_with_it() -> None:
    found = merged({"Chad": 40, "Peru": 3, "Togo": 9, "Nepal": 12})
    assert (dict(found.told), found.merged, found.other) == ({"Chad": 40, "Nepal": 12}, ("Peru", "Togo"), 12)


def test_equal_numbers_go_together() -> None:
    assert merged({"Chad": 9, "Peru": 3, "Togo": 9, "Nepal": 12}).merged == ("Chad", "Peru", "Togo")


def test_small_numbers_with_a_small_sum_take_another_with_them() -> None:
    assert merged({"Chad": 40, "Peru": 1, "Togo": 2}).told == {}
    assert merged({"Peru": 1, "Togo": 3}).total is None


def test_numbers_as_high_as_small_ones_can_be_are_not_told_by_their_sum() -> None:
    assert merged({"Chad": 4, "Peru": 4, "Togo": 6, "Mali": 20}).merged == ("Chad", "Peru", "Togo")


def test_a_list_without_small_numbers_stays_as_it_is() -> None:
    found = merged({"Chad": 40, "Peru": 5})
    assert (dict(found.told), found.merged, found.other, found.total) == ({"Chad": 40, "Peru": 5}, (), 0, 45)


def fillings(rows: list[int], columns: list[int]) -> Iterator[list[list[int]]]:
    """All tables of whole numbers from 0 with these totals."""
    if not rows:
        if not any(columns):
            yield []
        return
    for line in product(*(range(min(rows[0], most) + 1) for most in columns)):
        if sum(line) == rows[0]:
            for rest in fillings(rows[1:], [most - one for most, one in zip(columns, line, strict=True)]):
                yield [list(line), *rest]


def possible(found: Crossed) -> Mapping[tuple[str, str], set[int]]:
    """What each withheld cell can be, by all tables that fit what is told."""
    ways = defaultdict(set)
    for filling in fillings([found.row_totals[row] for row in found.rows], [*found.column_totals.values()]):
        cells = {
            (a, b): one
            for a, line in zip(found.rows, filling, strict=True)
            for b, one in zip(found.columns, line, strict=True)
        }
        if all(told in {None, cells[cell]} for cell, told in found.cells.items()):
            for cell, told in found.cells.items():
                if told is None:
                    ways[cell].add(cells[cell])
    return ways


@settings(max_examples=60, deadline=None)
@given(
    st.tuples(st.integers(2, 3), st.integers(2, 3)).flatmap(
        lambda size: st.fixed_dictionaries(
            {(f"r{a}", f"c{b}"): st.integers(0, 7) for a in range(size[0]) for b in range(size[1])}
        )
    )
)
@example(dict(zip(product(("r0", "r1", "r2"), ("c0", "c1", "c2")), (3, 0, 6, 7, 0, 8, 9, 10, 11), strict=True)))
def test_no_withheld_cell_of_a_table_follows_from_its_totals(table: dict[tuple[str, str], int]) -> None:
    found = crossed(table)
    withheld = {cell for cell, told in found.cells.items() if told is None}
    ways = possible(found)
    assert set(ways) == withheld
    assert all(len(values) > 1 for values in ways.values())


@given(TABLES)
def test_a_table_tells_no_small_number_and_true_totals(table: dict[tuple[str, str], int]) -> None:
    found = crossed(table)
    assert all(told is None or told >= 5 for told in found.cells.values())
    assert all(many >= 5 for many in (*found.row_totals.values(), *found.column_totals.values()))
    if found.rows:
        assert sum(found.row_totals.values()) == sum(found.column_totals.values()) == sum(table.values())
    for (row, column), told in found.cells.items():
        if told is not None and "other" not in {row, column}:
            assert told == table[row, column]


def test_one_small_cell_takes_three_others_with_it() -> None:
    table = {("Africa", "women"): 20, ("Africa", "men"): 3, ("Asia", "women"): 9, ("Asia", "men"): 30}
    assert set(crossed(table).cells.values()) == {None}


def test_the_smallest_cells_protect_a_small_one() -> None:
    rows, columns = ("Africa", "Asia", "Europe"), ("women", "men", "groups")
    numbers = (20, 3, 40, 9, 7, 50, 60, 70, 80)
    found = crossed(dict(zip(product(rows, columns), numbers, strict=True)))
    withheld = {cell for cell, told in found.cells.items() if told is None}
    assert withheld == {("Africa", "women"), ("Africa", "men"), ("Asia", "women"), ("Asia", "men")}


def test_rows_with_small_totals_become_one() -> None:
    table = {
        ("Chad", "women"): 1,
        ("Chad", "men"): 2,
        ("Peru", "women"): 8,
        ("Peru", "men"): 9,
        ("Mali", "women"): 30,
        ("Mali", "men"): 40,
    }
    found = crossed(table)
    assert found.rows == ("other", "Mali")
    assert found.row_totals == {"other": 20, "Mali": 70}


def test_a_table_of_one_column_is_a_list() -> None:
    found = crossed({(row, "men"): many for row, many in (("Chad", 1), ("Peru", 8), ("Mali", 30), ("Togo", 4))})
    assert dict(found.cells) == {("other", "men"): 5, ("Peru", "men"): 8, ("Mali", "men"): 30}


def test_a_table_with_a_small_total_is_empty() -> None:
    assert crossed({("Chad", "women"): 1, ("Chad", "men"): 2}).rows == ()
