"""How long the report of a portfolio takes, where levels were written down for decades."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from outreach_cases import service
from outreach_cases.model.cases import words_of
from outreach_cases.model.levels import WAYS, Level, Reason
from outreach_crm.app import App
from tests.benchmarks.frame import Figure, benchmark, cpu, section

_TRANSITIONS, _GOAL, _STEP = 20_000, 1.0, 2_000
_COUNTRIES = ("IR", "TD", "PE", "NG", "MM", "CN", "TR", "SD", "UZ", "CO", "EG", "BY")
_FIRST, _DAYS = date(1996, 1, 1), 11_000


@benchmark("portfolio")
def portfolio() -> Iterator[Figure]:
    """A report over 20,000 levels of cases, and what may be told outside."""
    with section("portfolio") as app:
        cases = _fill(app)
        found = service.report(app)
        assert sum(one.end for one in found.portfolio.levels.values()) == cases
        yield Figure(title="cases", value=cases, unit="")
        for title, view in (
            ("report", lambda: service.report(app)),
            ("report of a year", lambda: service.report(app, year=2010)),
            ("what may be told outside", lambda: service.published(app)),
        ):
            each = sorted(cpu(view) for _ in range(5))
            yield Figure(
                title=f"{title}, processor, p50", value=each[2], unit="s", goal=f"{_GOAL:g}", met=each[2] <= _GOAL
            )
        yield Figure(title="goals alone", value=min(cpu(lambda: service.goals(app)) for _ in range(3)), unit="s")


def _fill(app: App) -> int:
    """Write cases down with their levels, each of which may follow the one before it, and return how many they are."""
    random, left, number = Random(1), _TRANSITIONS, 0
    with app.change("fill", steps=True) as change:
        while left:
            with change.step():
                for _ in range(_STEP):
                    if left:
                        number += 1
                        left -= _levels(app, _case(app, number, random), random, left)
    app.store.execute("analyze")
    return number


def _case(app: App, number: int, random: Random) -> int:
    name, ref = f"Case {number}", f"IP {number}"
    whom = random.choices(("person", "group", "community"), (8, 2, 1))[0]
    people, counted = {"person": (1, "known"), "group": (12, "known"), "community": (None, "unknown")}[whom]
    values = {"name": name, "ref": ref, "sort_name": name.lower(), "words": words_of(name, ref), "whom": whom}
    more = {"people": people, "counted": counted, "country": random.choice(_COUNTRIES), "poc": number % 2}
    return app.store.insert("cases", {**values, **more, "opened_on": _FIRST.isoformat()})


def _levels(app: App, case_id: int, random: Random, most: int) -> int:
    """Give a case up to six levels, and return how many."""
    day, state = _FIRST + timedelta(random.randrange(_DAYS - 2_500)), Level.DRAFT
    many = min(random.randint(1, 6), most)
    for place in range(many):
        if place:
            state, day = random.choice(sorted(WAYS[state])), day + timedelta(random.randint(1, 500))  # type: ignore[assignment]
        values = {"case_id": case_id, "track": "level", "state": state, "decided_on": day.isoformat()}
        reason = random.choice([*Reason]) if state == Level.CLOSED else ""
        app.store.insert(
            "case_transitions", {**values, "reason": reason, "decided_by": "The Secretariat", "said_by": "Ada"}
        )
    return many
