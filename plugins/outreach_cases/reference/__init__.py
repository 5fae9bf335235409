"""Published series that a portfolio is held against, each number with its unit, its kind and its source."""

import tomllib
from importlib.resources import files

from attrs import frozen

from outreach_cases.formulas.series import Kind, Point


@frozen(kw_only=True)
class Reference:
    """The numbers of a resolution.

    Args:
        title: what they are about.
        source: where they stand.
        cases: cases or files, in order of time.
        individuals: people in the cases of a day.
        target: the goal: so many cases at the level that it names.
        target_level: the level.
        target_unit: what is counted.
    """

    title: str
    source: str
    cases: tuple[Point, ...]
    individuals: tuple[Point, ...]
    target: int
    target_level: str
    target_unit: str


def seed() -> Reference:
    """Return the numbers of the resolution that asks for 500 cases."""
    told = tomllib.loads(files(__name__).joinpath("seed.toml").read_text("utf-8"))
    points = {
        name: tuple(Point(**{"source": told["source"], **one, "kind": Kind(one["kind"])}) for one in told[name])
        for name in ("cases", "individuals")
    }
    goal = told["target"]
    return Reference(
        title=told["title"],
        source=told["source"],
        cases=points["cases"],
        individuals=points["individuals"],
        target=goal["value"],
        target_level=goal["level"],
        target_unit=goal["unit"],
    )
