"""F2: agreement on an order, against published results, with ties and missing answers."""

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from outreach_priority.formulas.agreement import agreement, chance, leave_one_out, ranks, spearman

# The ratings of anxiety in the R package irr (Gamer, Lemon & Fellows), and what its manual prints.
ANXIETY = (
    [3, 3, 3, 4, 5, 5, 2, 3, 5, 2, 2, 6, 1, 5, 2, 2, 1, 2, 4, 3],
    [3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4],
    [2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2],
)
ROWS = st.integers(2, 7).flatmap(
    lambda n: st.lists(st.lists(st.none() | st.integers(0, 4), min_size=n, max_size=n), min_size=1, max_size=8)
)


def by_name(rows: list[list[int | None]]) -> dict[str, list[int | None]]:
    return {f"s{n}": row for n, row in enumerate(rows)}


def test_equal_ratings_share_the_mean_of_their_ranks() -> None:
    assert ranks([3, 1, 3, 2]) == [3.5, 1, 3.5, 2]
    assert ranks([3, 1, 3, 2], highest_first=True) == [1.5, 4, 1.5, 3]
    assert ranks([0.1 + 0.2, 0.3, 0.2]) == [2.5, 2.5, 1]


def test_w_of_ratings_with_many_ties_is_what_r_prints() -> None:
    told = agreement(by_name([list(row) for row in zip(*ANXIETY, strict=True)]))
    assert (told.m, told.n, told.df) == (3, 20, 19)
    assert told.w == pytest.approx(0.54, abs=0.005)
    assert told.chi2 == pytest.approx(30.8, abs=0.05)
    assert told.p == pytest.approx(0.0429, abs=5e-5)


def test_rank_correlation_is_what_is_published() -> None:
    # Siegel (1956), authoritarianism and striving for status of twelve students: .82.
    authority = [2, 6, 5, 1, 10, 9, 8, 3, 4, 12, 7, 11]
    striving = [3, 4, 2, 1, 8, 11, 10, 6, 7, 12, 5, 9]
    assert spearman(authority, striving) == pytest.approx(0.818, abs=5e-4)
    # Intelligence and hours of television of ten people, a common textbook example: -29/165.
    iq = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110]
    hours = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17]
    assert spearman(iq, hours) == pytest.approx(-29 / 165)


@pytest.mark.parametrize(("chi2", "df"), [(3.841, 1), (5.991, 2), (11.070, 5), (18.307, 10), (30.144, 19)])
def test_five_percent_points_of_the_tables(chi2: float, df: int) -> None:
    assert chance(chi2, df) == pytest.approx(0.05, abs=2e-5)
    assert chance(0, df) == chance(-1, df) == 1


def test_one_order_in_the_answers_there_are_is_full_agreement() -> None:
    told = agreement(by_name([[1, None, 1], [2, 2, None], [None, 3, 3], [4, 4, None], [5, None, 5]]))
    assert not told.complete
    assert told.w == pytest.approx(1)
    assert told.mean_spearman == pytest.approx(1)
    assert told.words == "unusually strong"
    assert told.mean_answers == 2


def test_pairs_of_advisers_weigh_what_they_share_less_one() -> None:
    rows = by_name([[1, 1, 2], [2, 2, 1], [3, 3, None], [4, 4, None]])
    told = agreement(rows)  # one pair shares four and agrees, two share two and disagree
    assert told.mean_spearman == pytest.approx((3 * 1 + 1 * -1 + 1 * -1) / 5)
    assert told.mean_answers == 2.5
    assert told.w == pytest.approx((1 + 1.5 * 0.2) / 2.5)
    assert told.w_equal_pairs == pytest.approx((1 + 1.5 * (-1 / 3)) / 2.5)


@pytest.mark.parametrize(
    ("rows", "because"),
    [
        ([], "fewer than two alternatives"),
        ([[1, 2, 3]], "fewer than two alternatives"),
        ([[1], [2]], "fewer than two advisers"),
        ([[1, None], [2, None], [3, 1]], "fewer than two advisers"),
        ([[2, 3], [2, 3]], "told the alternatives apart"),
        ([[1, None], [2, None], [None, 1], [None, 2]], "no two advisers rated the same"),
        ([[None, None], [None, None]], "fewer than two alternatives"),
    ],
)
def test_where_agreement_is_undefined_the_reason_is_told(rows: list[list[int | None]], because: str) -> None:
    told = agreement(by_name(rows))
    assert told.w is None
    assert because in told.because
    assert told.words == ""


def test_an_adviser_who_tells_nothing_apart_weakens_agreement_and_is_found_by_leaving_them_out() -> None:
    rows = by_name([[1, 1, 2], [2, 2, 2], [3, 3, 2]])
    assert agreement(rows).w == pytest.approx(2 / 3)
    without = leave_one_out(rows, ["Ana", "Ben", "Cas"])
    assert [one.w for one in without.values()] == [pytest.approx(0.5), pytest.approx(0.5), pytest.approx(1)]
    with pytest.raises(ValueError, match="2 names for 3 advisers"):
        leave_one_out(rows, ["Ana", "Ben"])


def test_rows_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="entry of every adviser"):
        agreement({"a": [1, 2], "b": [1]})


@pytest.mark.parametrize(
    ("w", "words"),
    [(0, "very weak"), (0.29, "very weak"), (0.3, "weak"), (0.5, "moderate"), (0.7, "strong"), (1, "unusually strong")],
)
def test_w_in_words(w: float, words: str) -> None:
    assert evolve(agreement(by_name([[1, 1], [2, 2]])), w=w).words == words


@given(ROWS, st.randoms(use_true_random=False))
def test_neither_the_order_of_advisers_nor_of_alternatives_matters(rows: list[list[int | None]], lot: object) -> None:
    columns = list(range(len(rows[0])))
    lot.shuffle(columns)  # type: ignore[attr-defined]
    told = agreement(by_name(rows))
    turned = agreement({name: [row[place] for place in columns] for name, row in reversed(by_name(rows).items())})
    assert (turned.w, turned.mean_spearman, turned.s, turned.chi2) == (told.w, told.mean_spearman, told.s, told.chi2)
    if told.complete and told.w is not None:
        assert -1e-9 <= told.w <= 1 + 1e-9


@given(ROWS)
def test_turning_the_scale_round_changes_nothing(rows: list[list[int | None]]) -> None:
    turned = [[None if one is None else 4 - one for one in row] for row in rows]
    assert agreement(by_name(turned)).w == pytest.approx(agreement(by_name(rows)).w)
