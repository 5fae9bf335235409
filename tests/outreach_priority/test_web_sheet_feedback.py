"""An adviser reads at their link what the group said in a closed round, without names, beside what they said."""

from collections.abc import Callable

import pytest

from outreach_crm.app import App
from outreach_priority import service
from outreach_priority.model import Answer, Assessment
from tests.outreach_priority.builders import handed_in, sheet_of
from tests.outreach_priority.linked import TOLD, Linked
from tests.web.office import words

pytestmark = pytest.mark.connections

Give = Callable[[Assessment, int], Linked]


def after_a_round(app: App, assessment: Assessment) -> Assessment:
    """Two of three advisers say what they think, and the round is closed."""
    service.hand_in(
        app, sheet_of(app, assessment, 1).id, [Answer(subject="legal", item="home", rating=4, evidence=TOLD)]
    )
    handed_in(app, assessment, 2, {"legal": (0, 2, 2, 2, 2, 0, 0, 0)})
    return service.close(app, assessment.id, early=True)


def test_before_a_round_is_closed_the_link_tells_nothing_of_others(
    app: App, assessment: Assessment, linked: Give
) -> None:
    handed_in(app, assessment, 1, {"legal": (4, 2, 2, 2, 2, 0, 0, 0)})
    ana = linked(assessment, 1)

    assert ana.get("/feedback").status_code == 404
    assert "/feedback" not in ana.read()


def test_in_a_further_round_an_adviser_reads_first_what_the_group_said(
    app: App, assessment: Assessment, linked: Give
) -> None:
    service.again(app, after_a_round(app, assessment).id)
    bo = linked(assessment, 2)

    assert f"{bo.link}/feedback" in bo.read()
    page = words(bo.read("/feedback"))
    assert "What the group said in round 1" in page
    assert f"“{TOLD}” (4)" in page
    assert "You said 0." in page
    assert not any(name in page for name in ("Ana", "Ruiz", "Lind"))


def test_once_all_is_over_the_link_still_tells_what_the_group_said(
    app: App, assessment: Assessment, linked: Give
) -> None:
    ana = linked(assessment, 1)
    after_a_round(app, assessment)

    assert f"{ana.link}/feedback" in ana.read(status=410)
    assert TOLD in ana.read("/feedback")


def test_whoever_said_nothing_or_took_it_back_is_told_nothing(app: App, assessment: Assessment, linked: Give) -> None:
    chi, ana = linked(assessment, 3), linked(assessment, 1)
    after_a_round(app, assessment)

    assert chi.get("/feedback").status_code == 404
    again = service.again(app, assessment.id)
    service.withdraw_sheet(app, sheet_of(app, again, 1).id, because="has left us")
    assert ana.get("/feedback").status_code == 404
