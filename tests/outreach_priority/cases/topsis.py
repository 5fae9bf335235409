"""Worked cases of TOPSIS and simple additive weighting."""

from typing import Any

from outreach_priority.formulas.topsis import NORMALISATIONS, additive, topsis
from tests.outreach_priority.opinions import facts, ranked, ranks, says
from tests.worked.comparing import Either, Results
from tests.worked.reading import CannotRunError, Case


def results(case: Case) -> Results:
    told = case.inputs.take_like("normali[sz]ation|^norm$")
    case.inputs.take("distance", "metric", default=None)
    values, _, weights, rising = facts(case)
    own = {key: _name(value) for key, value in told.items()}
    shared = next((name for key, name in own.items() if "saw" not in key), None)
    saw = next((name for key, name in own.items() if "saw" in key or "additive" in key), None)
    close = topsis(values, weights, rising, normalisation=shared or "vector")
    names = [*values]

    def sums() -> dict[str, float]:
        alone = None if "topsis" in " ".join(own) else shared
        return dict(additive(values, weights, rising, normalisation=saw or alone or "linear").scores)

    def order(scores: dict[str, float], name: str) -> Any:
        if "ranks" in name or "positions" in name:
            return ranks(scores)
        return Either([ranked(scores, names), ranks(scores)] if name == "rank" else [ranked(scores, names)])

    return (
        Results()
        .when("(saw|additive).*(rank|order).*", lambda m: order(sums(), m[0]))
        .when("(saw|additive).*(winner|best|first).*", lambda m: ranked(sums(), names).groups[0][0])
        .when("(.*_)?(saw|additive|weighted_sum)(_.*)?", lambda m: sums())
        .when(".*(anti|negative|minus|worst|d_?-).*", lambda m: close.to_anti_ideal)
        .when(".*(ideal|positive|plus|d_?\\+).*", lambda m: close.to_ideal)
        .when(".*(rank|order).*", lambda m: order(dict(close.closeness), m[0]))
        .when(".*(winner|best|first).*", lambda m: ranked(close.closeness, names).groups[0][0])
        .when(".*(closeness|topsis|score|coefficient|preference|cc|relative).*", lambda m: close.closeness)
        .put(close.normalisation, "normalisation")
    )


def _name(told: str) -> str:
    words = {
        "vector": ("vector", "sqrt", "euclid"),
        "minmax": ("min-?max", r"\(x-?min", r"max-?min", "range"),
        "sum": ("^sum", r"x/sum", "sumnormali"),
        "linear": ("linear", "min/x", "saw"),
        "max": ("max",),
    }
    for name, patterns in words.items():
        if told == name or says(told, *patterns):
            assert name in NORMALISATIONS
            return name
    raise CannotRunError(f"There is no normalisation {told!r}.")
