"""A portfolio as it is written down: what stands at each level, what came and went, in cases and in people."""

import json
from datetime import date
from pathlib import Path

import pytest

from outreach_cases import service
from outreach_cases.formulas.individuals import Individuals
from outreach_cases.model.cases import CaseDraft
from outreach_cases.model.figures import people_told
from outreach_cases.model.levels import Decided, Level, Reason
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.errors import InvalidInputError
from tests.outreach_cases.builders import a_case, level

P28 = json.loads((Path(__file__).parent / "worked" / "P28-portfolio-flow-2008.json").read_text("utf-8"))
YEAR = date(2008, 1, 1), date(2008, 12, 31)


def write_down(app: App, rows: list[list[str]]) -> dict[str, int]:
    """Write cases down with their levels: of each row the case, the day, and the level."""
    known: dict[str, int] = {}
    for name, day, state in sorted(rows, key=lambda row: row[1]):
        if name not in known:
            first = CaseDraft(name=f"Case {name}", opened_on=day)
            known[name] = service.add(app, first, Decided(state=state)).id
        else:
            reason = Reason.RELEASED if state == Level.CLOSED else None
            service.level(app, known[name], Decided(state=state, decided_on=day, reason=reason, note="So they say"))
    return known


def test_cases_written_down_give_the_figures_of_the_worked_year(app: App) -> None:
    write_down(app, P28["inputs"]["events_case_date_to"])

    found, wanted = service.portfolio(app, *YEAR), P28["expected"]

    assert {name: one.start for name, one in found.levels.items()} == wanted["start"]
    assert {name: one.end for name, one in found.levels.items()} == wanted["end"]
    assert {name: one.new for name, one in found.levels.items()} == wanted["new"]
    assert {f"{one.before}->{one.after}": one.cases for one in found.moves} == wanted["transitions"]
    assert found.doubled == ()


def test_people_stand_beside_cases_by_how_well_their_number_is_known(app: App) -> None:
    a_case(app)
    a_case(app, "Teachers", whom="group", people="14")
    village = a_case(app, "Villagers", whom="community", people="about 300")
    a_case(app, "Weavers", whom="community")
    level(app, village, Level.DORMANT, decided_on="2026-02-01")

    found = service.portfolio(app, date(2026, 1, 1), date(2026, 3, 9))

    active = found.people["active"]
    assert (active.known, active.estimated, active.counted_cases, active.unknown_cases) == (15, 0, 2, 1)
    flow = {kind: (one["active"].entered, one["active"].left) for kind, one in found.people_levels.items()}
    assert flow == {"known": (15, 0), "estimated": (300, 300), "unknown": (1, 0)}
    kinds = {one.name: (one.cells, one.total) for one in found.by_kind.rows}
    assert kinds == {"person": ((0, 1, 0, 0), 1), "group": ((0, 1, 0, 0), 1), "community": ((0, 1, 1, 0), 2)}
    assert found.by_kind.totals == (0, 3, 1, 0)


@pytest.mark.parametrize(
    ("people", "told"),
    [
        ((0, 0, 0, 0), "0 people"),
        ((1, 0, 1, 0), "1 person"),
        ((4, 300, 5, 2), "4 people; about 300 more; 2 cases of a number nobody knows"),
        ((0, 300, 1, 0), "about 300 people"),
        ((0, 0, 0, 1), "1 case of a number nobody knows"),
    ],
)
def test_numbers_of_people_say_how_well_they_are_known(people: tuple[int, int, int, int], told: str) -> None:
    fields = ("known", "estimated", "counted_cases", "unknown_cases")
    assert str(people_told(Individuals(**dict(zip(fields, people, strict=True))))) == told


def test_countries_with_most_cases_come_first_and_those_of_no_country_are_counted(app: App) -> None:
    for name, country in (("A", "Iran"), ("B", "Chad"), ("C", "Chad"), ("D", "")):
        a_case(app, name, country=country)

    found = service.portfolio(app, date(2026, 1, 1), date(2026, 3, 9))

    assert [(one.name, one.total) for one in found.by_country.rows] == [("TD", 2), ("", 1), ("IR", 1)]
    assert (found.top.n, found.top.of) == (3, 3)


def test_years_tell_what_was_new_what_ended_and_what_came_back(app: App) -> None:
    rows = [["a", "2023-05-01", "active"], ["a", "2024-02-01", "closed"], ["b", "2024-12-31", "draft"]]
    write_down(app, [*rows, ["a", "2025-06-01", "active"]])

    found = service.portfolio(app, date(2025, 1, 1), date(2026, 3, 9)).years

    told = [(one.year, one.new, one.closed, one.reopened, one.active) for one in found]
    assert told == [(2023, 1, 0, 0, 1), (2024, 1, 1, 0, 0), (2025, 0, 0, 1, 1), (2026, 0, 0, 0, 1)]
    assert [one.new_people.known for one in found] == [1, 1, 0, 0]


def test_what_was_taken_back_does_not_count(app: App) -> None:
    case = a_case(app)
    made = level(app, case, Level.CLOSED, Reason.DIED)
    journal.undo(app, made.change_id)

    found = service.portfolio(app, date(2026, 1, 1), date(2026, 3, 9))

    assert (found.levels["active"].end, found.levels["closed"].end) == (1, 0)
    assert service.closures(app).open == 1


def test_a_level_given_twice_because_one_between_was_taken_back_counts_once_and_is_named(app: App) -> None:
    case = a_case(app)
    between = level(app, case, Level.DORMANT, decided_on="2026-02-01")
    level(app, case, Level.ACTIVE, decided_on="2026-02-10")
    journal.undo(app, between.change_id)

    found = service.portfolio(app, date(2026, 1, 1), date(2026, 3, 9))

    assert (found.levels["active"].new, found.levels["active"].end, found.moves) == (1, 1, ())
    assert [(one.case_id, one.on, one.level) for one in found.doubled] == [(case.id, date(2026, 2, 10), "active")]


def test_half_of_the_cases_are_closed_after_as_many_days_as_open_ones_allow(app: App) -> None:
    for number, (since, until) in enumerate([(10, 20), (10, 30), (10, 0), (5, 0)]):
        case = a_case(app, f"Case {number}", opened_on=f"2026-01-{since:02d}")
        if until:
            reason = Reason.RELEASED if until == 20 else Reason.DIED
            level(app, case, Level.CLOSED, reason, decided_on=f"2026-01-{until}")

    found = service.closures(app)

    assert (found.cases, found.open, found.lower_quartile, found.median) == (4, 2, 10, 20)
    assert found.median_of_closed == 15
    told = [(one.reason, one.cases, one.resolved, one.share) for one in found.reasons]
    assert told == [(Reason.DIED, 1, False, 0.25), (Reason.RELEASED, 1, True, 0.25)]


def test_a_report_tells_the_last_twelve_months_or_a_year_and_nothing_that_has_not_come(app: App) -> None:
    a_case(app)

    usual = service.report(app).portfolio
    assert (usual.first, usual.until) == (date(2025, 3, 10), date(2026, 3, 9))
    of_year = service.report(app, year=2025)
    assert (of_year.portfolio.first, of_year.goals.on) == (date(2025, 1, 1), date(2025, 12, 31))
    assert service.report(app, year=2026).goals.on == date(2026, 3, 9)
    for wrong in ({"year": 2027}, {"on": date(2026, 3, 10)}, {"year": 1}, {"year": 2026, "on": date(2025, 6, 1)}):
        with pytest.raises(InvalidInputError, match="give"):
            service.report(app, **wrong)
