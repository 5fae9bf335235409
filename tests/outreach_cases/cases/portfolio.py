"""Worked cases of a portfolio, told apart by what they give: spells, transitions, numbers of years, feedback."""

import re
from typing import Any

from tests.outreach_cases.cases import portfolio_flow, portfolio_series, portfolio_time
from tests.worked.comparing import Results
from tests.worked.reading import CannotRunError, Case

_READERS = (
    (r"case_|_case\b|transition|moves|period", portfolio_flow.results),
    (r"series|portfolio|stock|target|goal", portfolio_series.results),
    (r"received|feedback|questions|letters", portfolio_time.answers),
    (r"outcome|reason|cause", portfolio_time.by_reason),
    (r"closed|event|status|observed", portfolio_time.to_closure),
)


def results(case: Case) -> Results:
    given: Any = case.given if isinstance(case.given, dict) else {}
    keys = " ".join(given).casefold()
    for pattern, reader in _READERS:
        if re.search(pattern, keys):
            return reader(case)
    raise CannotRunError(f"It gives {', '.join(given)}, which no adapter of portfolios reads.")
