"""What is offered to a group, why it has what it has, and what an allocation amounts to."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from outreach_cases.formulas.auditing import Faring, Wasted, audit, regret
from outreach_cases.formulas.batch import allocate
from outreach_cases.formulas.explaining import (
    Better,
    Taken,
    explain,
    how_it_fits,
    rules,
    summary,
    why_not,
    why_offered,
)
from outreach_cases.formulas.fitting import Case, Fit, Group, Obstacle, Wish, fit
from outreach_cases.formulas.rolling import Standing, offers
from outreach_cases.formulas.swapping import Swap, swaps
from tests.outreach_cases.groups_and_cases import cases, groups

AFRICA, WOMAN = Wish(facet="region", values={"Africa"}), Wish(facet="gender", values={"woman"})


def a_case(name: str, *values: str, least: int = 1, most: int = 2) -> Case:
    """A case by the values of its facets."""
    known = {"Africa": "region", "Asia": "region", "woman": "gender", "man": "gender"}
    return Case(id=name, facets={known[one]: frozenset({one}) for one in values}, least=least, most=most)


def test_offers_come_by_level_then_need_then_fewest_groups_then_idle_then_name() -> None:
    group = Group(id="G", wishes=[AFRICA])
    of = [
        a_case("worse", "Asia"),
        a_case("b-busy", "Africa", least=0, most=9),
        a_case("a-busy", "Africa", least=0, most=9),
        a_case("calm", "Africa", least=0, most=9),
        a_case("needed", "Africa", least=3, most=9),
        a_case("idle", "Africa", least=1),
        a_case("long idle", "Africa", least=1),
        a_case("full", "Africa", most=1),
        a_case("own", "Africa"),
    ]
    standings = {
        "b-busy": Standing(groups=4),
        "a-busy": Standing(groups=4),
        "calm": Standing(groups=2),
        "needed": Standing(groups=2),
        "idle": Standing(idle=3),
        "long idle": Standing(idle=90),
        "full": Standing(groups=1),
    }
    found = [one.case.id for one in offers(group, of, standings, held=["own"], most=9)]
    assert found == ["long idle", "idle", "needed", "calm", "a-busy", "b-busy", "worse"]
    assert [one.case.id for one in offers(group, of, standings, held=["own"])] == found[:5]


@given(groups(), cases(most=6))
def test_nothing_is_offered_that_could_not_be_given(some: list[Group], of: list[Case]) -> None:
    for group in some:
        for offer in offers(group, of, {}):
            assert fit(group, offer.case).eligible
            assert offer.case.most > 0


def test_an_offer_says_why() -> None:
    group = Group(id="G", wishes=[AFRICA, WOMAN])
    offer = offers(group, [a_case("C", "Africa", least=2)], {"C": Standing(groups=0, idle=40)})[0]
    assert why_offered(offer) == [
        "meets region, not gender",
        "2 more groups are needed",
        "0 groups work on it",
        "40 days without a group",
    ]
    assert why_offered(offers(Group(id="G"), [a_case("C")], {"C": Standing(groups=1)})[0]) == [
        "the group has no wishes",
        "1 group works on it",
    ]


def test_what_a_case_meets_is_said() -> None:
    assert how_it_fits(Fit(obstacles=(), met=("region", "gender"), unmet=())) == "meets all wishes: region, gender"
    assert how_it_fits(Fit(obstacles=(), met=(), unmet=("region",))) == "meets none of the wishes: region"


def test_the_rules_are_told_from_the_first_to_the_lot() -> None:
    assert (rules()[0], rules()[-1]) == ("as many groups as possible get a case", "the lot decides what is left open")


def test_each_case_that_fits_better_is_told_with_what_kept_it_away() -> None:
    group = Group(id="G", wishes=[AFRICA, WOMAN], refused=["refused"], languages=["en"])
    spanish = Case(id="spanish", facets={"region": frozenset({"Africa"})}, language="es")
    own = a_case("own", "Asia")
    of = [
        own,
        spanish,
        a_case("refused", "Africa", "woman"),
        a_case("full", "Africa", "woman"),
        a_case("free", "woman", least=2),
        a_case("content", "woman"),
        a_case("no better", "man"),
    ]
    told = explain(group, own, of, {"full": 2, "own": 1, "content": 1})
    assert told.better == (
        Better(case="full", level=0, because=(Taken.FULL,)),
        Better(case="refused", level=0, because=(Obstacle.REFUSED,)),
        Better(case="content", level=2, because=(Taken.MINIMUM,)),
        Better(case="free", level=2, because=(Taken.FREE,)),
        Better(case="spanish", level=2, because=(Obstacle.LANGUAGE,)),
    )
    assert why_not(told.better[1]) == "refused: refused by the group before"
    assert [one.case for one in explain(group, None, of, {}).better] == [
        "full", "refused", "content", "free", "spanish", "no better", "own",
    ]  # fmt: skip


@settings(deadline=None)
@given(groups(), cases(), st.integers(0, 9))
def test_after_a_batch_no_better_case_is_free(some: list[Group], of: list[Case], seed: int) -> None:
    held = allocate(some, of, seed=seed).held()
    by_name = {case.id: case for case in of}
    inside = {case.id: sum(case.id in own for own in held.values()) for case in of}
    for group in some:
        own = held[group.id]
        for case in own or ([None] if group.places else []):
            better = explain(group, by_name.get(case) if case else None, of, inside).better
            assert [one.case for one in better if Taken.FREE in one.because and one.case not in own] == []


def test_an_audit_tells_levels_minimums_waste_and_how_kinds_of_groups_fare() -> None:
    some = [
        Group(id="a", wishes=[AFRICA], traits={"size": "small"}),
        Group(id="b", wishes=[AFRICA], traits={"size": "small"}),
        Group(id="c", traits={"size": "large"}),
        Group(id="resting", places=0),
    ]
    of = [a_case("A", "Africa", most=2), a_case("B", "Asia"), a_case("C", "Asia", least=2)]
    told = audit(some, of, {"a": ["A"], "b": ["B"]})
    assert (told.groups, told.levels, told.unplaced, dict(told.below)) == (3, (1, 0, 0, 0, 1), 1, {"C": 2})
    assert Wasted(group="b", case="B", better="A", explained=True) in told.waste
    assert told.unexplained == 3  # the third group could have any of the cases
    assert told.faring["size", "small"] == Faring(groups=2, unplaced=0, mean=Fraction(2))
    assert told.faring["size", "large"] == Faring(groups=1, unplaced=1, mean=None)
    assert told.faring["", ""].groups == 3
    assert [*summary(told)] == [
        "1 group that takes part has no case",
        "2 more groups are needed by cases that have too few",
        "1 case meets none of its group's wishes",
        "1 case meets all wishes of its group",
        "3 better places are free",
    ]


def test_regret_is_the_share_of_groups_left_out_without_need() -> None:
    some = [Group(id=name, wishes=[wish]) for name, wish in (("a", AFRICA), ("b", WOMAN))]
    of = [a_case("A", "Africa", "woman", most=1), a_case("B", "woman", most=1)]
    first_come = audit(some, of, {"a": ["B"], "b": ["A"]})
    best = audit(some, of, allocate(some, of, seed=1).held())
    assert regret(first_come, best) == Fraction(1, 2)
    assert regret(best, best) == regret(best, first_come) == 0


def test_an_exchange_is_proposed_where_neither_loses_and_one_gains() -> None:
    some = [
        Group(id="a", wishes=[AFRICA]),
        Group(id="willing"),
        Group(id="delighted", wishes=[Wish(facet="region", values={"Asia"})]),
        Group(id="loses", wishes=[AFRICA]),
        Group(id="refuses", refused=["Asian"]),
    ]
    of = [a_case("Asian", "Asia"), *(a_case(name, "Africa") for name in ("one", "two", "three", "four"))]
    held = {"a": ["Asian"], "willing": ["one"], "delighted": ["two"], "loses": ["three"], "refuses": ["four"]}
    assert swaps(some[0], some, of, held) == [
        Swap(gives="Asian", group="delighted", takes="two", gain=8),
        Swap(gives="Asian", group="willing", takes="one", gain=4),
    ]


@settings(deadline=None)
@given(groups(), cases(), st.integers(0, 9))
def test_after_a_batch_no_exchange_is_left_to_propose(some: list[Group], of: list[Case], seed: int) -> None:
    held = allocate(some, of, seed=seed).held()
    assert [swap for group in some for swap in swaps(group, some, of, held)] == []
