"""What tests of letters and calls share: a section with a folder of its own."""

from pathlib import Path

import pytest

from outreach_crm.app import App
from tests.builders import with_settings


@pytest.fixture(name="app")
def a_section(app: App, tmp_path: Path) -> App:
    """An App of a section in Germany that prints into a folder of the test."""
    post = {"sender": "Sektion Nirgendwo\nLange Straße 12\n10115 Berlin", "folder": str(tmp_path / "post")}
    return with_settings(app, section={"name": "Sektion", "country": "DE", "language": "en"}, post=post)
