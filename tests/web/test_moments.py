"""Days and moments as pages write them."""

from datetime import date

import pytest
from attrs import evolve

from outreach_crm.app import App
from outreach_crm.settings import Settings
from outreach_crm.text import say
from outreach_crm.web.site import make_site
from outreach_crm.web.wording import briefly, spoken

pytestmark = pytest.mark.connections


@pytest.mark.parametrize(
    ("written", "reads"),
    [
        ("2026-03-09T08:15:00Z", "9\u00a0Mar\u00a02026,\u00a003:15"),
        ("2026-03-09T02:15:59Z", "8\u00a0Mar\u00a02026,\u00a021:15"),
        ("2026-03-09", "9\u00a0Mar\u00a02026"),
        (date(2026, 3, 9), "9\u00a0Mar\u00a02026"),
        ("2026-13-09", "2026-13-09"),
        ("2026-13-09T08:15:00Z", "2026-13-09T08:15:00Z"),
        ("20 letters, no moment", "20 letters, no moment"),
        ("", ""),
        (None, None),
    ],
)
def test_moments_are_written_as_clocks_of_the_section_show_them(app: App, written: object, reads: object) -> None:
    own = evolve(app, settings=Settings({"section": {"name": "Section Example", "time_zone": "America/Lima"}}))
    with make_site(own, public_only=False).test_request_context("/"):
        assert briefly(written) == reads


@pytest.mark.parametrize(
    ("given", "reads"),
    [
        ("2026-03-09", "until 9 March 2026"),
        (date(2026, 3, 9), "until 9 March 2026"),
        ("2026-13-09", "until 2026-13-09"),
        ("soon", "until soon"),
    ],
)
def test_a_day_in_a_sentence_is_written_in_words(app: App, given: object, reads: str) -> None:
    with make_site(app, public_only=False).test_request_context("/"):
        assert spoken(say("until {day}", day=given)) == reads
