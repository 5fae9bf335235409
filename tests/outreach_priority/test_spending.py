"""The best use of what there is: who can be chosen, which level, and what is told of it."""

import itertools
from collections.abc import Mapping, Sequence
from random import Random

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.errors import InvalidInputError, RefusedError
from outreach_priority.formulas.check import Verdict
from outreach_priority.formulas.combination import Quadrant
from outreach_priority.model import Assessment, Questionnaire, Rules, State
from outreach_priority.model.budgets import Budget, Means
from outreach_priority.model.involvement import Candidate, Level, Package, Resource, Ruling
from outreach_priority.service.packaging import shipped
from outreach_priority.service.questionnaires import SHIPPED, read
from outreach_priority.service.spending import spend

FORM: Questionnaire = read(SHIPPED / "short.toml")
ASSESSMENT = Assessment(
    id=1, title="Priorities", group_id=None, group="", sector="", questionnaire=FORM, rules=Rules(), seed=1, round=1,
    state=State.CLOSED, opened_on="2026-03-09", due_on="2026-03-23", subjects=(), change_id=1,
)  # fmt: skip
LEVELS = tuple(next(one for one in shipped() if one.level is level) for level in Level)
GOES = Ruling(goes=True, by="Maria", because="we know them", mitigation="nothing is signed together")


def a_candidate(key: str = "a", value: float = 0.6, **more: object) -> Candidate:
    values = {"quadrant": Quadrant.COMMON, "verdict": Verdict.CLEAR, **more}
    return Candidate(key=key, title=key.upper(), value=value, **values)  # type: ignore[arg-type]


def spent(
    candidates: Sequence[Candidate], staff: float = 100, levels: Sequence[Package] = LEVELS, **means: object
) -> Budget:
    packages = {one.key: levels for one in candidates}
    said = {"reserve": 0.0, **means}
    return spend(ASSESSMENT, candidates, packages, Means(available={Resource.STAFF: staff}, **said))  # type: ignore[arg-type]


def levels_of(budget: Budget) -> Mapping[str, Level]:
    return {one.key: one.level for one in budget.lines}


def test_the_most_valuable_levels_are_taken_whole() -> None:
    budget = spent([a_candidate("a", 0.9), a_candidate("b", 0.3)], staff=98)
    assert levels_of(budget) == {"a": Level.STRUCTURE, "b": Level.SINGLE}
    assert budget.used[Resource.STAFF] == 98
    assert budget.rest[Resource.STAFF] == 0


def test_a_reserve_is_kept_back_and_the_rules_of_the_assessment_name_it() -> None:
    budget = spent([a_candidate()], staff=100, reserve=None)
    assert budget.reserve == 0.15
    assert levels_of(budget) == {"a": Level.NETWORK}
    assert budget.rest[Resource.STAFF] == 25


@pytest.mark.parametrize("quadrant", [Quadrant.INTERNATIONAL, Quadrant.DOMESTIC, Quadrant.NEITHER])
def test_a_structure_only_goes_to_who_stands_out_in_both_analyses(quadrant: Quadrant) -> None:
    assert levels_of(spent([a_candidate(quadrant=quadrant)], staff=1000)) == {"a": Level.NETWORK}
    with pytest.raises(RefusedError, match="A cannot have a structure"):
        spent([a_candidate(quadrant=quadrant)], fixed={"a": Level.STRUCTURE})


@pytest.mark.parametrize(
    ("verdict", "ruling", "why"),
    [
        (Verdict.CLEAR, None, ""),
        (Verdict.CLEAR, evolve(GOES, goes=False), "Maria decided against it: we know them"),
        (Verdict.CAUTION, None, "nobody has said yet how the risk is met"),
        (Verdict.CAUTION, evolve(GOES, mitigation=""), "nobody has said yet how the risk is met"),
        (Verdict.CAUTION, GOES, ""),
        (Verdict.HOLD, None, "it is on hold until a named person decides"),
        (Verdict.HOLD, GOES, ""),
        (Verdict.UNASSESSED, None, "nobody rated its risks, and no named person has decided"),
        (Verdict.UNASSESSED, evolve(GOES, goes=False), "Maria decided against it: we know them"),
    ],
)
def test_who_can_be_chosen(verdict: Verdict, ruling: Ruling | None, why: str) -> None:
    budget = spent([a_candidate(verdict=verdict, ruling=ruling)])
    assert [one.because for one in budget.left_out] == ([why] if why else [])
    assert (levels_of(budget) == {}) == bool(why)


def test_what_meeting_a_risk_costs_is_in_what_a_level_takes_and_not_in_none() -> None:
    ruling = evolve(GOES, cost={Resource.STAFF: 15.0})
    budget = spent([a_candidate(verdict=Verdict.CAUTION, ruling=ruling), a_candidate("b", 0.1)], staff=74)
    assert levels_of(budget) == {"a": Level.CONTACT, "b": Level.CONTACT}
    with_risk = spent([a_candidate(verdict=Verdict.CAUTION, ruling=ruling)], staff=75)
    assert with_risk.used[Resource.STAFF] == 75  # a network takes 60, and 15 more
    none = spent([a_candidate(verdict=Verdict.CAUTION, ruling=ruling)], staff=10)
    assert none.used[Resource.STAFF] == 0


def test_what_is_promised_is_kept_and_what_is_not_wanted_is_not_taken() -> None:
    both = [a_candidate("a", 0.9), a_candidate("b", 0.1)]
    assert levels_of(spent(both, staff=60, fixed={"b": Level.NETWORK})) == {"a": Level.NONE, "b": Level.NETWORK}
    assert levels_of(spent(both, staff=60, barred={"a": Level.NETWORK}))["a"] is not Level.NETWORK
    with pytest.raises(InvalidInputError, match="needs more than there is"):
        spent(both, staff=10, fixed={"b": Level.NETWORK})
    with pytest.raises(RefusedError, match="A cannot have the level network: it is on hold"):
        spent([a_candidate(verdict=Verdict.HOLD)], fixed={"a": Level.NETWORK})


def test_the_next_step_says_what_is_missing() -> None:
    budget = spent([a_candidate("a", 0.9), a_candidate("b", 0.3)], staff=95)
    assert budget.next.startswith("Next would be ")
    assert "staff hours more than is left" in budget.next
    assert spent([a_candidate()], staff=1000).next == ""


def test_the_way_there_is_told_and_where_it_reaches_less() -> None:
    steps = spent([a_candidate()], staff=60).steps
    assert steps[-1] == "A: network, for 120 volunteer hours, 40 staff hours." or steps[-1].startswith("A: network")
    levels = [
        Package(level=Level.NONE, share=0),
        Package(level=Level.CONTACT, share=0.6, staff_hours=10),
        Package(level=Level.NETWORK, share=1, staff_hours=20),
    ]
    packages = {"a": levels, "b": [levels[0], Package(level=Level.CONTACT, share=1, staff_hours=20)]}
    several = [a_candidate("a", 0.5), a_candidate("b", 0.8)]
    budget = spend(ASSESSMENT, several, packages, Means(available={Resource.STAFF: 20}, reserve=0))
    assert budget.worth == pytest.approx(0.8)


def test_who_needs_preparing_is_told() -> None:
    assert "Approaches need preparing; look at the packages of: A." in spent([a_candidate(prepared=False)]).told


def test_nothing_can_be_chosen_where_all_is_on_hold() -> None:
    budget = spent([a_candidate(verdict=Verdict.HOLD)])
    assert (budget.lines, budget.trace, budget.worth) == ((), None, 0)


@pytest.mark.parametrize(
    ("means", "said"),
    [
        (Means(available={}), "Say what there is"),
        (Means(available={Resource.STAFF: -1}), "from 0 upwards"),
        (Means(available={Resource.STAFF: 1}, reserve=1.5), "from 0 to 1"),
        (Means(available={Resource.STAFF: 1}, fixed={"x": Level.CONTACT}), "'x' is not among what was judged"),
    ],
)
def test_what_makes_no_sense_is_refused(means: Means, said: str) -> None:
    with pytest.raises(InvalidInputError, match=said):
        spend(ASSESSMENT, [a_candidate()], {"a": LEVELS}, means)


candidates = st.lists(
    st.builds(
        a_candidate,
        key=st.just("?"),
        value=st.integers(0, 20).map(lambda n: n / 20),
        quadrant=st.sampled_from(Quadrant),
        verdict=st.sampled_from(Verdict),
        ruling=st.sampled_from([None, GOES, evolve(GOES, goes=False), evolve(GOES, cost={Resource.STAFF: 7.0})]),
    ),
    max_size=4,
).map(lambda many: [evolve(one, key=f"s{n}", title=f"S{n}") for n, one in enumerate(many)])


@given(candidates, st.integers(0, 300))
def test_no_choice_within_the_rules_is_worth_more(many: list[Candidate], staff: int) -> None:
    budget = spent(many, staff=staff)
    assert budget.used[Resource.STAFF] <= staff
    allowed = [[level for level in LEVELS if not one.why_not(level.level)] for one in many]
    best = 0.0
    for choice in itertools.product(*allowed):
        pairs = [*zip(many, choice, strict=True)]
        hours = sum(
            level.staff_hours + (one.extra.get(Resource.STAFF, 0) if level.level is not Level.NONE else 0)
            for one, level in pairs
        )
        if hours <= staff:
            best = max(best, sum(one.value * level.share for one, level in pairs))
    assert budget.worth == pytest.approx(best)
    assert all(not one.barred for one in many if budget.line(one.key))


@given(candidates, st.integers(0, 200), st.integers(0, 100))
def test_more_hours_are_never_worth_less(many: list[Candidate], staff: int, more: int) -> None:
    assert spent(many, staff=staff + more).worth >= spent(many, staff=staff).worth - 1e-9


@given(candidates, st.integers(0, 200), st.randoms())
def test_the_order_in_which_sectors_are_named_changes_nothing(
    many: list[Candidate], staff: int, random: object
) -> None:
    before = levels_of(spent(many, staff=staff))
    random.shuffle(many)  # type: ignore[attr-defined]
    assert levels_of(spent(many, staff=staff)) == before


def test_it_is_told_where_none_better_was_found_rather_than_proven() -> None:
    random, planned = Random(7), [Level.SINGLE, Level.CONTACT, Level.NETWORK, Level.STRUCTURE]
    packages = {}
    for number in range(20):
        needs = [[random.randint(1, 400) for _ in Resource] for _ in planned]
        levels = [
            Package(level=level, share=sum(need) / 1200, volunteer_hours=need[0], staff_hours=need[1], money=need[2])
            for level, need in zip(planned, needs, strict=True)
        ]
        packages[f"{number:02}"] = (Package(level=Level.NONE, share=0), *levels)
    candidates = [a_candidate(key, 1.0) for key in packages]
    budget = spend(ASSESSMENT, candidates, packages, Means(available=dict.fromkeys(Resource, 3000), reserve=0))
    assert "There are too many choices alike to look at all: none better than this was found." in budget.told
    assert "none better" not in " ".join(spent([a_candidate()]).told)
