"""Worked cases of time: until cases are closed, for which reason, and until feedback is answered."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from outreach_cases.formulas.answering import WITHIN, Feedback, answering
from outreach_cases.formulas.survival import Incidence, Spell, incidence, median_of_closed, survival
from tests.worked.comparing import Either, Results
from tests.worked.reading import CannotRunError, Case, plain

_TIMES = ("months", "days", "weeks", "years", "times", "time", "durations")
_OPEN = {"open", "censored", "active", "stillopen", "none", "0", "", "nan"}


def to_closure(case: Case) -> Results:
    """Run a case of time to closure: times, and whether each case was closed then."""
    times = case.inputs.take(*_TIMES)
    closed = case.inputs.take("closed", "event", "events", "observed", "status", "event_observed")
    spells = [Spell(time, "closed" if _is_closed(one) else None) for time, one in zip(times, closed, strict=True)]
    found = survival(spells)
    told = Results(found)
    for name, of in {"times": "time", "at_risk": "at_risk", "closed": "closed", "survival": "survival"}.items():
        told.put([getattr(step, of) for step in found.steps], name)
    told.put(told.find("times"), "time").put(told.find("at_risk"), "n_risk", "risk", "n")
    told.put(told.find("closed"), "events", "d").put(told.find("survival"), "open_share", "S", "still_open")
    told.put(median_of_closed(spells), "wrong_median_of_closed_only", "median_of_closed", "median_closed_only")
    told.put(found.lower_quartile, "q1", "q25").put(found.upper_quartile, "q3", "q75")
    return told.put(sum(one.reason is None for one in spells), "censored", "open").put(len(spells), "cases", "total")


def _is_closed(one: Any) -> bool:
    return plain(one) not in _OPEN | {"false"}


def by_reason(case: Case) -> Results:
    """Run a case of competing reasons: times, and for each case its reason or that it is open."""
    times = case.inputs.take(*_TIMES)
    reasons = case.inputs.take("outcome", "outcomes", "reason", "reasons", "cause", "causes", "closed_for")
    rule = str(case.inputs.take("tie_rule", default="closures precede censoring"))
    if re.match(r"\W*(censor|open)", rule.casefold()):
        raise CannotRunError(f"It wants another rule for ties: {rule!r}.")
    spells = [
        Spell(time, None if one is None or plain(one) in _OPEN else str(one))
        for time, one in zip(times, reasons, strict=True)
    ]
    return _told(incidence(spells), set(map(str, reasons)))


def _told(found: Incidence, named: set[str]) -> Results:
    told = Results({one: [0.0] * len(found.times) for one in named if plain(one) not in _OPEN})
    told.put(found.closed).put(found.closed, "closed", "by_reason", "incidence", "cumulative_incidence")
    told.put(found.times, "times", "time").put(found.at_risk, "at_risk", "n_risk")
    told.put(found.open_share, "open_share", "open", "survival", "still_open", "censored")
    last = {reason: line[-1] for reason, line in found.closed.items()}
    if found.times:
        told.put(Results(last, open=found.open_share[-1], open_share=found.open_share[-1]), "final", "at_end", "end")
    return told.when(r"final_(.+)", lambda name: Results(last, open=found.open_share[-1]).find(name[1]))


def answers(case: Case) -> Results:
    """Run a case of feedback and its answers."""
    pairs = next(iter(case.inputs.take_like("received|feedback|questions|letters").values()))
    day = date.fromisoformat(case.inputs.take("as_of", "on", "today", "day"))
    limit = int(case.inputs.take("limit_days", "within_days", "limit", "within", "n_days", "days", default=WITHIN))
    if isinstance(pairs, Mapping):
        pairs = list(pairs.values())
    found = answering([_feedback(one) for one in pairs], day, within=limit)
    told = Results(found).put(found.denominator, "denominator", "counted").put(found.overdue_open, "overdue")
    told.put(found.rate, "rate", "rate_on_time", "share_on_time", "on_time_rate")
    told.put(found.rate_of_answered, "naive_rate_answered_only", "naive_rate", "rate_answered_only")
    told.put(found.median_days, "median_days_answered", "median_days", "median")
    told.when(r"(p_?90|percentile_?90|ninet|q_?90|.*90(th)?_percentile).*", lambda _: found.ninetieth_days)
    return told.put(Either([found.on_time + found.late]), "answered")


def _feedback(one: Any) -> Feedback:
    if isinstance(one, Mapping):
        one = [one["received"], one.get("answered")]
    days: Sequence[date | None] = [date.fromisoformat(day) if day else None for day in one]
    assert days[0]
    return Feedback(days[0], days[1] if len(days) > 1 else None)
