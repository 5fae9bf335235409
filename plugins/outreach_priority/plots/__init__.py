"""Pictures of a result."""

from collections.abc import Callable, Mapping

from outreach_crm.plots import NO_PICTURES, Spec, drawn, is_there
from outreach_crm.text import later
from outreach_priority.model import Assessment, Result
from outreach_priority.plots.labels import labels, spread
from outreach_priority.plots.specs import heat, shares, sides, stability

__all__ = [
    "NO_PICTURES",
    "PLOTS",
    "TITLES",
    "Spec",
    "drawn",
    "heat",
    "is_there",
    "labels",
    "shares",
    "sides",
    "spread",
    "stability",
    "there_are",
]

PLOTS: Mapping[str, Callable[[Assessment, Result], Spec]] = {
    "map": sides,
    "heat": heat,
    "stability": stability,
    "shares": shares,
}
"""The pictures there are, by the names that commands have for them."""
TITLES: Mapping[str, str] = {
    "map": later("The two analyses"),
    "heat": later("Values of all questions"),
    "stability": later("Between which weights the first stays first"),
    "shares": later("In which share of the draws each takes which place"),
}
"""What stands above each of them."""


def there_are(result: Result) -> list[str]:
    """Return the names of the pictures that there is something to draw of."""
    if not result.ranked:
        return []
    missing = {"stability": not result.stability, "shares": result.robustness is None}
    return [name for name in PLOTS if not missing.get(name)]
