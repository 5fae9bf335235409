"""What of a budget holds whatever weights and ratings are plausible: the core index, and what to talk about more."""

import json
from collections.abc import Callable

import pytest
from attrs import evolve
from click.testing import Result

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError
from outreach_priority import service
from outreach_priority.formulas.combination import Rule
from outreach_priority.model import Assessment, Rules
from outreach_priority.model.budgets import Budget, Means
from outreach_priority.model.involvement import Level, Resource
from tests.outreach_priority.builders import Ratings, closed

Cli = Callable[..., Result]
# Medical is the best in every view; youth and legal each have half of the council for them; nobody wants the unions.
STRONG, WEAK, NONE = (4, 4, 4, 4, 4, 0, 0, 0), (0, 1, 1, 1, 1, 0, 0, 0), (0, 0, 0, 0, 0, 0, 0, 0)
SAID: list[Ratings] = [
    {"medical": STRONG, "legal": STRONG, "youth": WEAK, "unions": NONE},
    {"medical": STRONG, "legal": WEAK, "youth": STRONG, "unions": NONE},
    {"medical": STRONG, "legal": STRONG, "youth": WEAK, "unions": NONE},
    {"medical": STRONG, "legal": WEAK, "youth": STRONG, "unions": NONE},
]
MEANS = Means(available={Resource.STAFF: 120}, reserve=0)


def found(app: App, means: Means = MEANS, draws: int = 600, **draft: Rules) -> tuple[Assessment, Budget]:
    assessment = closed(app, SAID, **draft)
    return assessment, service.budget(app, assessment, means, draws=draws)


def test_who_is_chosen_whatever_is_drawn_is_core_and_who_never_is_is_out(app: App) -> None:
    _, budget = found(app)
    cores = {one.key: one.core for one in budget.lines}
    assert cores["medical"] == 1
    assert cores["unions"] == 0
    assert any(one.startswith("In the best set whatever one makes") and "Medical" in one for one in budget.firm)
    assert any(one.startswith("Hardly ever in it: Trade Unions") for one in budget.firm)


def test_what_lies_between_is_worth_more_talk(app: App) -> None:
    """What is left is a single action for one of two who are as good."""
    _, budget = found(app, Means(available={Resource.STAFF: 68}, reserve=0, fixed={"medical": Level.NETWORK}))
    cores = {one.key: one.core or 0 for one in budget.lines}
    assert 0.05 < cores["legal"] < 0.95
    assert cores["legal"] + cores["youth"] == pytest.approx(1)
    (told,) = [one for one in budget.firm if one.startswith("Open, and worth more talk")]
    assert "The International Legal Network (" in told
    assert "of 100 draws" in told


def test_levels_that_often_are_others_are_told(app: App) -> None:
    _, budget = found(app, Means(available={Resource.STAFF: 128}, reserve=0))
    medical = budget.line("medical")
    assert medical is not None
    assert (medical.level, medical.core) == (Level.STRUCTURE, 1)
    assert 0.1 < (medical.held or 0) < 0.6
    (told,) = [one for one in budget.firm if one.startswith("How far to go is less sure")]
    assert "The Medical Sector (structure in " in told
    assert "of 100 draws, network in " in told


def test_the_same_seed_gives_the_same_core_and_the_choice_stays_as_it_was(app: App) -> None:
    assessment, budget = found(app)
    assert service.budget(app, assessment, MEANS, draws=600) == budget
    plain = service.budget(app, assessment, MEANS)
    assert (plain.firm, plain.robustness) == ((), None)
    assert evolve(budget, firm=(), robustness=None, lines=plain.lines) == plain
    assert [one.level for one in budget.lines] == [one.level for one in plain.lines]


def test_where_nothing_can_be_chosen_nothing_is_drawn(app: App) -> None:
    risky: Ratings = {"legal": (4, 4, 4, 4, 4, 4, 4, 4)}
    assessment = closed(app, [risky, risky])
    assert service.budget(app, assessment, MEANS, draws=200).firm == ()


def test_another_rule_of_combining_is_refused_in_a_sentence(app: App) -> None:
    with pytest.raises(InvalidInputError, match="geometric mean"):
        found(app, rules=Rules(combining=Rule.MINIMUM))


def test_the_command_tells_it(cli: Cli) -> None:
    _prepare()
    out = cli("priority", "budget", "1", "--staff-hours", "120", "--robust", "--draws", "300").output
    assert "At this level" in out
    assert "In the best set whatever one makes" in out
    told = json.loads(
        cli("priority", "budget", "1", "--staff-hours", "120", "--robust", "--draws", "300", "--json").stdout
    )
    assert (told["robustness"]["draws"], told["robustness"]["core_draws"]) == (300, 300)
    assert {one["key"]: one["core"] for one in told["lines"]}["medical"] == 1
    assert "At this level" not in cli("priority", "budget", "1", "--staff-hours", "120").output


def _prepare() -> None:
    import os

    app = App.open(os.environ["OUTREACH_DATABASE"], actor="maria")
    closed(app, SAID)
    app.close()
