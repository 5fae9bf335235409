"""What tests of priorities share: advisers with the links of their sheets."""

from collections.abc import Callable

import pytest

from outreach_crm.app import App
from outreach_crm.web.site import make_site
from outreach_priority import service
from outreach_priority.model import Assessment
from tests.outreach_priority.builders import an_assessment, sheet_of
from tests.outreach_priority.linked import Linked
from tests.web.conftest import reachable


@pytest.fixture
def linked(app: App) -> Callable[[Assessment, int], Linked]:
    """Give the adviser of a seat the link of their sheet."""
    own = reachable(app)
    client = make_site(own, public_only=True).test_client(use_cookies=False)

    def of_seat(assessment: Assessment, seat: int = 1) -> Linked:
        sheet = sheet_of(app, assessment, seat)
        return Linked(own, client, sheet, service.sheet_path(own, sheet))

    return of_seat


@pytest.fixture
def assessment(app: App) -> Assessment:
    """Three advisers are asked about three sectors."""
    return an_assessment(app)


@pytest.fixture
def ana(linked: Callable[[Assessment, int], Linked], assessment: Assessment) -> Linked:
    """Ana at the link of her sheet."""
    return linked(assessment, 1)
