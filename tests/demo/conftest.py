"""What tests of scenes share: a page on the sample contacts."""

import pytest

from outreach_crm.app import App
from outreach_crm.demo import sample, service
from outreach_crm.demo.cli.page import Page


@pytest.fixture
def page(app: App) -> Page:
    service.load(service.as_one_of_us(app, service.LOADER), sample.read())
    return Page(service.as_one_of_us(app, service.OFFICER), width=100)
