"""What tests of the pages of priorities share: ratings, paths, the main button of a page, days that pass."""

import re
from datetime import timedelta

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.clock import FixedClock
from outreach_priority.model import Assessment
from tests.outreach_priority.builders import Ratings
from tests.web.office import Desk, at_desk

CALM = {"legal": (2, 2, 2, 2, 2, 0, 0, 0), "medical": (3, 3, 3, 3, 3, 0, 0, 0), "unions": (1, 1, 1, 1, 1, 0, 0, 0)}
APART: list[Ratings] = [
    CALM,
    CALM,
    {**CALM, "legal": (0, 2, 2, 2, 2, 0, 0, 0)},
    {**CALM, "legal": (0, 4, 2, 2, 2, 3, 0, 0)},
]
TOLD = "Their bar spoke up in Vigo"


def path(assessment: Assessment, page: str = "") -> str:
    """The path of a page of an assessment."""
    return f"/priorities/{assessment.id}{'/' if page else ''}{page}"


def main_button(page: str) -> str:
    """What the one main button of a page says."""
    found = re.findall(r'<a class="button main"[^>]*>([^<]+)</a>', page)
    assert len(found) <= 1
    return found[0] if found else ""


def days_later(app: App, days: int) -> Desk:
    """Maria at her desk some days later."""
    clock = FixedClock(app.clock.now() + timedelta(days=days))
    app.store.bound.clock = clock
    return at_desk(evolve(app, clock=clock))
