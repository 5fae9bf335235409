"""What tests of invitations begin with: an office whose mails are written into a folder, and two who are invited."""

from pathlib import Path

import pytest

from outreach_crm.app import App
from outreach_crm.contacts.model import Contact
from tests.outreach_meetings.invited import a_member, posting


@pytest.fixture
def office(app: App, tmp_path: Path) -> App:
    """The App, which writes mails into a folder."""
    return posting(app, tmp_path / "mail")


@pytest.fixture
def ana(office: App) -> Contact:
    """One who can be written to."""
    return a_member(office, "Ana Ruiz")


@pytest.fixture
def ben(office: App) -> Contact:
    """Another one."""
    return a_member(office, "Ben Bell")
