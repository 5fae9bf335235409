"""What leaves the section tells no small number of cases, whatever is held against whatever else."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from outreach_cases import service
from outreach_cases.model.cases import CaseDraft
from outreach_cases.model.levels import Decided, Level, Reason
from outreach_cases.model.published import Published
from outreach_crm.app import App
from outreach_crm.machines import as_data
from tests.outreach_cases.builders import a_case, level

SEEDS = range(4)
COUNTRIES = ("IR", "TD", "PE", "NG")


def some_cases(app: App, seed: int) -> list[tuple[str, str, str]]:
    """Write down about forty cases by chance, and return their countries, kinds and levels."""
    random = Random(seed)
    told = []
    for number in range(random.randrange(8, 45)):
        since = date(2023, 1, 1) + timedelta(random.randrange(800))
        state = random.choices([*Level], [1, 6, 2, 3])[0]
        country = random.choices(COUNTRIES, [8, 4, 2, 1])[0]
        whom = random.choices(["person", "group", "community"], [8, 2, 1])[0]
        draft = CaseDraft(name=f"Case {number}", country=country, whom=whom, opened_on=since.isoformat())
        why = random.choice([Reason.RELEASED, Reason.DIED, Reason.CAPACITY]) if state is Level.CLOSED else None
        service.add(app, draft, Decided(state=state.value, reason=why))
        told.append((country, whom, state.value))
    return told


@pytest.mark.parametrize("seed", SEEDS)
def test_no_number_that_is_told_is_small_and_all_tables_have_the_same_sums(app: App, seed: int) -> None:
    cases = some_cases(app, seed)

    found = service.published(app)

    levels = Counter(state for _, _, state in cases)
    assert all(levels[name] == many >= 5 for name, many in found.by_level.told.items())
    for table in (found.by_kind, found.by_country):
        if table is None:
            continue
        assert all(cell is None or cell >= 5 for row in table.rows for cell in row.cells)
        assert sum(row.total for row in table.rows) == sum(table.totals) == len(cases)
        for name, total in zip(table.columns, table.totals, strict=True):
            assert total == (found.by_level.other if name == "other" else found.by_level.told[name])
    for whole, part in ((len(cases), found.new), (levels["closed"], found.closed), (levels["closed"], found.reasons)):
        assert part is None or part.total in {whole, None}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_sum_of_the_closed_is_told_nowhere_where_their_level_stands_with_others(app: App, seed: int) -> None:
    some_cases(app, seed)

    found = service.published(app)

    if "closed" not in found.by_level.told:
        assert (found.closed, found.reasons) == (None, None)
    if "active" not in found.by_level.told:
        assert (found.now, found.about_people, found.poc, found.with_news) == (None, None, None, None)


def test_a_small_portfolio_is_not_told_at_all(app: App) -> None:
    a_case(app)
    level(app, a_case(app, "Reza Amini"), Level.CLOSED, Reason.DIED)

    found = service.published(app)

    assert (found.now, found.by_level.told, found.by_level.other, found.by_kind, found.by_country) == (
        None,
        {},
        None,
        None,
        None,
    )
    assert found.new.total is None


def few_of(app: App, *levels: Level) -> None:
    """Write down three cases of some levels, which stand together."""
    for state in levels:
        for number in range(3):
            a_case(app, f"{state.value} {number}", state)


def test_a_case_closed_opened_and_closed_again_is_one_that_is_closed(app: App) -> None:
    few_of(app, Level.DRAFT, Level.DORMANT)
    for number in range(6):
        case = a_case(app, f"Case {number}", opened_on="2024-03-01")
        level(app, case, Level.CLOSED, Reason.CAPACITY, decided_on="2024-05-01")
    level(app, case, Level.ACTIVE, decided_on="2025-01-01")
    level(app, case, Level.CLOSED, Reason.RELEASED, decided_on="2025-05-01")

    found = service.published(app)

    assert found.closed is not None
    assert found.reasons is not None
    assert (found.closed.total, found.reasons.total) == (6, 6)


def test_a_share_is_told_where_neither_part_is_small_and_people_in_tens(app: App) -> None:
    few_of(app, Level.DRAFT, Level.DORMANT)
    for number in range(12):
        a_case(app, f"Case {number}", poc=number < 6)
    a_case(app, "Teachers", whom="group", people="34")

    found = service.published(app)

    assert found.poc is not None
    assert (found.poc.n, found.poc.of, found.with_news, found.about_people) == (6, 13, None, 50)


def test_nothing_names_a_case(app: App) -> None:
    for number in range(9):
        a_case(app, f"Secret {number}", ref=f"IP {number}", country=("Iran", "Chad")[number % 2])

    def texts(value: object) -> list[str]:
        if isinstance(value, dict):
            return [text for one in value.values() for text in texts(one)]
        return [text for one in value for text in texts(one)] if isinstance(value, list) else [str(value)]

    found = service.published(app)
    assert isinstance(found, Published)
    assert not [one for one in texts(as_data(found)) if "Secret" in one or "IP" in one]
