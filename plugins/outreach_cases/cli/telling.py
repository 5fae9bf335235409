"""What commands say of a case, and the short words by which they take reasons and the like."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from outreach_cases.model.figures import Figure
from outreach_cases.model.levels import Reason
from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.keywords import service as keywords

_One = TypeVar("_One", bound=StrEnum)


def short(kind: type[_One]) -> dict[str, _One]:
    """Return the values of an enumeration by the words a command takes: ``sentence-lifted``."""
    return {one.value.replace(" ", "-"): one for one in kind}


REASONS = short(Reason)
"""Reasons by the words a command takes."""
STOPS = {"wish": Reason.WISH, "safety": Reason.SAFETY}
"""Reasons for which all work stops at once."""


def country(app: App, code: str) -> str:
    """Return what a country is called whose code (ISO 3166) is known; else the code, or what stands in its place."""
    return keywords.country_name(code, app.section.language) or code


def undone_by(change_id: int) -> str:
    """Return by which command a step is taken back: ``take back: outreach undo 7``."""
    return f"take back: outreach undo {change_id}"


def print_figures(told: Iterable[Figure]) -> None:
    """Print figures, a line for each."""
    for one in told:
        output.prose(f"{one.label}: {one.said}", indent="  ")
