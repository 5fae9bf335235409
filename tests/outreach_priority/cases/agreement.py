"""Worked cases of agreement: Kendall's W with ties and missing answers, rank correlation, who makes a difference."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from outreach_priority.formulas.agreement import Agreement, agreement, leave_one_out, spearman
from outreach_priority.formulas.panel import Ratings
from tests.worked.comparing import Either, Results, Words
from tests.worked.reading import CannotRunError, Case, flipped, numbers, plain

_JUDGE = r"(judge|rater|assessor|adviser|expert|member|person|referee|panel(l)?ist|student)s?"
_OBJECT = r"(object|sector|alternative|applicant|item|option|organisation|subject|candidate)s?"


def results(case: Case) -> Results:
    judges = case.inputs.take("judges", "assessors", "raters", "advisers", "experts", default=None)
    objects = case.inputs.take("objects", "sectors", "alternatives", "applicants", "options", default=None)
    case.inputs.take("m", default=None), case.inputs.take("n", default=None)
    rows = _rows(case, judges, objects)
    advisers = judges if isinstance(judges, list) else list(judges) if isinstance(judges, Mapping) else []
    if len(advisers) != len(next(iter(rows.values()), [])):
        advisers = []
    return _told(rows, [str(one) for one in advisers])


def _rows(case: Case, judges: Any, objects: Any) -> dict[str, Ratings]:
    """Return the ratings by object, whichever way round the case has them."""
    for given, by_judge in ((judges, True), (objects, False)):
        if isinstance(given, Mapping):
            return _turned(given, by_judge=by_judge, names=None)
    names = objects if isinstance(objects, list) else None
    told = case.inputs.take_like(r"^rows|^columns|ranks|rankings|ratings|scores|matrix|data|table|^given$")
    if not told:
        raise CannotRunError("It gives no ratings.")
    key, given = next(iter(told.items()))
    by_judge = _is_by_judge(key, given, judges, names)
    return _turned(given, by_judge=by_judge, names=names)


def _is_by_judge(key: str, given: Any, judges: Any, objects: Sequence[str] | None) -> bool:
    rows, _, columns = plain(key).partition("columns")
    if re.search(f"rows(are|=)?{_JUDGE}|by{_JUDGE}|columns(are|=)?{_OBJECT}", plain(key)) or re.search(_JUDGE, rows):
        return True
    if "rows" in rows or re.search(_JUDGE, columns):
        return False
    entries = list(given.values()) if isinstance(given, Mapping) else given
    if isinstance(judges, list) and objects is None:
        return len(judges) == len(entries) != len(entries[0])
    if objects is not None:
        return len(objects) != len(entries)
    return isinstance(given, Mapping) and all(re.match(rf"({_JUDGE}|[ajrpe])[\s_]*\w?$", name, re.I) for name in given)


def _turned(given: Any, *, by_judge: bool, names: Sequence[str] | None) -> dict[str, Ratings]:
    """Return ratings by object, from lists or names by object or by judge."""
    entries = list(given.values()) if isinstance(given, Mapping) else list(given)
    inner = list(dict.fromkeys(key for one in entries if isinstance(one, Mapping) for key in one))
    lists = [[one.get(key) for key in inner] if isinstance(one, Mapping) else list(one) for one in entries]
    if by_judge:
        called = inner or names
        return {name: list(row) for name, row in numbers(flipped(lists), called).items()}
    called = list(given) if isinstance(given, Mapping) else names
    return {name: list(row) for name, row in numbers(lists, called).items()}


def _told(rows: Mapping[str, Ratings], advisers: Sequence[str]) -> Results:
    found = agreement(rows)
    told = _named(found)
    highest = agreement(rows, highest_first=True)
    if found.rank_sums and highest.rank_sums:
        told.put(Either([found.rank_sums, highest.rank_sums]), "rank_sums", "R", "sums", "sum_of_ranks")
    columns = list(zip(*rows.values(), strict=True))
    if len(columns) == 2:
        told.put(spearman(*columns), "spearman", "rho", "spearman_rho", "rs")
    told.when("leave_one_out.*|w_without.*|without.*", lambda _: _without(rows, advisers))
    pairs = {(a, b): spearman(columns[a], columns[b]) for a in range(len(columns)) for b in range(a + 1, len(columns))}
    told.when(r"pairwise.*|rhos|spearmans.*", lambda _: _pairs(pairs, advisers))
    return told


def _pairs(pairs: Mapping[tuple[int, int], float | None], advisers: Sequence[str]) -> Either:
    ways = [{f"{a + first}-{b + first}": rho for (a, b), rho in pairs.items()} for first in (0, 1)]
    named = {f"{advisers[a]}-{advisers[b]}": rho for (a, b), rho in pairs.items()} if advisers else {}
    return Either([list(pairs.values()), *ways, named])


def _without(rows: Mapping[str, Ratings], advisers: Sequence[str]) -> Either:
    left = leave_one_out(rows, advisers)
    both = {name: Either([_w(one), _named(one)]) for name, one in left.items()}
    counted = dict(enumerate(both.values(), 1))
    by_name = Results(both).when(r"\D+(\d+)", lambda m: counted[int(m[1])])
    return Either([by_name, list(both.values())])


def _w(found: Agreement) -> Any:
    """Return W; with missing answers each of the two means over pairs of advisers is in use."""
    return found.w if found.complete else Either([found.w, found.w_equal_pairs])


def _named(found: Agreement) -> Results:
    w = _w(found)
    told = Results(found).put(w, "W", "W_corrected", "kendall_w", "w_ties", "coefficient", "W_missing", "W_brueckl")
    told.put(found.words, "words", "word", "label", "schmidt", "interpretation", "strength").put(
        Words(found.because), "because", "reason"
    )
    told.put(found.w is not None, "defined").put(found.w is None, "undefined")
    told.put(found.chi2, "chi2", "chi2_corrected", "chi_squared", "chisq", "friedman").put(found.p, "p", "p_value")
    if not found.complete and found.w_equal_pairs is not None:
        told.put(Either([found.chi2, found.mean_answers * (found.n - 1) * found.w_equal_pairs]), "chi2", "chi_squared")
    if found.w_uncorrected is not None:
        told.put(found.m * (found.n - 1) * found.w_uncorrected, "chi2_uncorrected")
    if found.ties is not None:
        told.put(Either([sum(found.ties), list(found.ties)]), "T", "ties", "T_sum", "sum_T", "T_j", "tie_correction")
    told.when("chi.*uncorrected.*", lambda _: told.find("chi2_uncorrected")).when("chi.*", lambda _: told.find("chi2"))
    told.when("(?!.*(chi|mean)).*uncorrected.*", lambda _: found.w_uncorrected)
    told.when("kendall.*|w_.*|concordance.*", lambda _: w).when(".*(rho|spearman).*", lambda _: told.find("mean_rho"))
    return _means(found, told).put(found.m, "m", "judges", "k", "raters").put(found.n, "n", "objects", "subjects")


def _means(found: Agreement, told: Results) -> Results:
    """Add the mean rank correlation, weighted by what is shared or not, and the mean number of answers."""
    plain_mean = None
    if found.w_equal_pairs is not None and found.mean_answers != 1:
        plain_mean = (found.mean_answers * found.w_equal_pairs - 1) / (found.mean_answers - 1)
    told.put(
        Either([found.mean_spearman, plain_mean]),
        "mean_spearman",
        "r_mean",
        "mean_rho",
        "rbar",
        "mean_r",
        "average_spearman",
        "r",
        "mean_pairwise_spearman",
    )
    return told.put(found.mean_answers, "mean_answers", "m_bar", "mbar", "mean_judges", "amk", "k_bar", "m_mean")
