"""How well a case fits a group, one by one and all at once."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_cases.formulas.fitting import Case, CaseBook, Group, Mark, Obstacle, Wish, fit, level
from tests.outreach_cases.groups_and_cases import cases, groups

WOMAN = {"region": frozenset({"Asia"}), "gender": frozenset({"woman"}), "issue": frozenset({"torture", "eviction"})}


@pytest.mark.parametrize(
    ("met", "stated", "expected"),
    [(0, 0, 0), (3, 3, 0), (2, 3, 1), (3, 4, 1), (1, 2, 2), (3, 5, 2), (1, 3, 3), (2, 5, 3), (0, 1, 4)],
)
def test_the_level_follows_from_the_share_of_wishes_met(met: int, stated: int, expected: int) -> None:
    assert level(met, stated) == expected


def test_any_of_the_values_wished_for_meets_the_wish() -> None:
    wishes = [Wish(facet="issue", values={"defenders", "torture"}), Wish(facet="gender", values={"man"})]
    found = fit(Group(id="G", wishes=wishes), Case(id="C", facets=WOMAN))
    assert (found.eligible, found.met, found.unmet) == (True, ("issue",), ("gender",))
    assert (found.share, found.level) == (Fraction(1, 2), 2)


def test_a_group_without_wishes_gets_all_it_wished_for() -> None:
    assert fit(Group(id="G"), Case(id="C", facets=WOMAN)).level == 0


@pytest.mark.parametrize(
    ("group", "case", "obstacle"),
    [
        ({}, {"open": False}, Obstacle.CLOSED),
        ({"languages": ["en"]}, {"language": "es"}, Obstacle.LANGUAGE),
        ({"refused": ["C"]}, {}, Obstacle.REFUSED),
        ({"conflicts": ["C"]}, {}, Obstacle.CONFLICT),
        ({"barred_countries": ["at"]}, {"countries": ["at", "nl"]}, Obstacle.OWN_COUNTRY),
        ({"wishes": [Wish(facet="region", values={"Africa"}, mark=Mark.MUST)]}, {}, Obstacle.MUST),
        ({"wishes": [Wish(facet="issue", values={"eviction"}, mark=Mark.RATHER_NOT)]}, {}, Obstacle.RATHER_NOT),
    ],
)
def test_what_keeps_a_case_from_a_group_is_told(
    group: dict[str, object], case: dict[str, object], obstacle: Obstacle
) -> None:
    found = fit(Group(id="G", **group), Case(id="C", facets=WOMAN, **case))  # type: ignore[arg-type]
    assert found.obstacles == (obstacle,)
    assert not found.eligible


def test_a_must_that_is_met_counts_as_a_wish_and_a_rather_not_does_not() -> None:
    wishes = [
        Wish(facet="region", values={"Asia"}, mark=Mark.MUST),
        Wish(facet="gender", values={"man"}),
        Wish(facet="issue", values={"defenders"}, mark=Mark.RATHER_NOT),
    ]
    assert fit(Group(id="G", wishes=wishes), Case(id="C", facets=WOMAN)).share == Fraction(1, 2)


def test_what_is_not_known_of_a_case_meets_no_wish() -> None:
    group = Group(id="G", wishes=[Wish(facet="gender", values={"woman"})])
    assert fit(group, Case(id="C", facets={})).level == 4


@given(st.lists(groups(), max_size=3), cases(most=6))
def test_all_cases_at_once_are_judged_as_one_by_one(several: list[list[Group]], of: list[Case]) -> None:
    book = CaseBook(of)
    for group in (one for some in several for one in some):
        fits = [fit(group, case) for case in of]
        possible = [[n for n, one in enumerate(fits) if one.eligible and one.level == wanted] for wanted in range(5)]
        assert book.levels(group) == [sum(1 << n for n in numbers) for numbers in possible]
        meeting = [[n for n, one in enumerate(fits) if one.level == wanted] for wanted in range(5)]
        assert book.meeting(group) == [sum(1 << n for n in numbers) for numbers in meeting]


def test_a_case_cannot_want_more_groups_than_it_takes() -> None:
    with pytest.raises(ValueError, match="wants 3 groups and takes 2"):
        Case(id="C", facets={}, least=3, most=2)
