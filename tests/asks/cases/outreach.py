"""Worked cases of measures of outreach: how often, how lately, how one-sided (F15)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from outreach_crm.asks.model import measures
from tests.worked.comparing import Either, Results
from tests.worked.reading import CannotRunError, Case, Inputs

_DID = ("they_did", "done_by_them", "fulfilled_by_them", "a")
_WE = ("we_did", "done_by_us", "fulfilled_by_us", "b")


def results(case: Case) -> Results:
    inputs, found = case.inputs, Results()
    as_of = inputs.take("as_of", "today", "on", default=None)
    today = date.fromisoformat(as_of) if as_of else None
    relations = inputs.take("relations", "organisations", "relationships", default=None)
    if relations is not None:
        each = {name: _relation(one, today) for name, one in relations.items()}
        found.put(each, "relations", "organisations", "relationships").put(each)
    asks = inputs.take("ask_dates", "asks", "asked_on", default=None)
    if asks is not None:
        found.put(_loads(inputs, asks, today))
    if (pairs := inputs.take("directed_asks", "pairs", "edges", default=None)) is not None:
        directed = [(str(one), str(other)) for one, other in pairs]
        nodes = list(map(str, inputs.take("nodes", "organisations_in_all", default=[])))
        found.put(measures.reciprocity(directed), "network_reciprocity", "reciprocity")
        found.put(measures.density(directed, nodes), "network_density", "density")
    if (counts := inputs.take("asks_per_contact", "counts", default=None)) is not None:
        _shares(found, list(counts.values()) if isinstance(counts, Mapping) else counts)
    return found


def _shares(found: Results, counts: Sequence[int]) -> None:
    found.put(lambda: measures.gini(counts), "gini").put(lambda: measures.hhi(counts), "hhi", "herfindahl")
    found.put(lambda: measures.top_share(counts), "top_10_percent_share", "top_share")
    found.when(r"top_(\d+)_percent_share", lambda m: measures.top_share(counts, int(m[1]) / 100))


def _loads(inputs: Inputs, asks: Any, today: date | None) -> dict[str, measures.Load] | measures.Load:
    window = inputs.take("window_days", "window", "days", default=90)
    cap = inputs.take("cap", "most", default=3)
    if today is None:
        raise CannotRunError("It does not say of which day it is.")
    if isinstance(asks, Mapping):
        return {name: _load(days, today, window, cap) for name, days in asks.items()}
    return _load(asks, today, window, cap)


def _load(days: Sequence[str], today: date, window: int, cap: int) -> measures.Load:
    return measures.load(map(date.fromisoformat, days), today, window_days=window, cap=cap)


def _relation(given: Mapping[str, Any], today: date | None) -> Results:
    told = Inputs(given)
    found = Results()
    last = told.take("last", "last_contact", "last_on", default=None)
    if last is not None and today is not None:
        interval = told.take("interval", "interval_days", "agreed_days")
        recency = measures.recency(date.fromisoformat(last), today, interval=interval)
        found.put(recency).put(recency.half_life, "recency_half_life", "decay")
        # Cases may give it as it is printed, to four digits.
        found.put(Either([recency.ratio, round(recency.ratio, 4)]), "ratio")
    counts = [told.take(*names, default=None) for names in (_DID, _WE)]
    if None not in counts:
        found.put(measures.mutuality(*counts), "mutuality_given_received", "mutuality", "index")
    they_asked = told.take("they_asked", "requests", default=None)
    if they_asked is not None:
        declined = told.take("declined_with_reason", "declined", default=0)
        found.put(they_asked - (counts[1] or 0) - declined, "open_requests_to_us", "open_requests", "open")
    told.take("we_asked", default=None)
    return found
