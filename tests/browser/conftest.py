"""Chromium as Debian has it, driven by Playwright; it must ask nobody but the server of the test for anything."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from attrs import define, field
from playwright.sync_api import Browser, Page, sync_playwright

from outreach_crm.app import App
from outreach_crm.plugins import Plugins
from tests.browser import keys
from tests.browser.desk import Office, demo_office
from tests.browser.phones import phone
from tests.conftest import KEY
from tests.web.served import Site, served

__all__ = ["phone"]

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The browser, ended with the last test that needs one: it is never quite idle. Skips where there is none."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium was found, and in CI every test counts")
        pytest.skip("no Chromium is installed (Debian: apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=[*_FLAGS])
        yield browser
        browser.close()


@pytest.fixture
def office(demo_day: Path, tmp_path: Path) -> Iterator[Office]:
    """The office on a demo of its own."""
    with demo_office(demo_day, tmp_path) as found:
        yield found


@pytest.fixture
def app(tmp_path: Path, plugins: Plugins) -> Iterator[App]:
    """An App on a file, which the server opens too."""
    environ = {"OUTREACH_SETTINGS": str(tmp_path / "outreach.toml"), "OUTREACH_KEY": KEY.decode()}
    app = App.open(str(tmp_path / "a.db"), environ=environ, plugins=plugins, actor="Maria")
    yield app
    app.close()


@pytest.fixture
def site(app: App) -> Iterator[Site]:
    """A server of the public pages."""
    with served(app, OUTREACH_SECTION__NAME="Section Example") as found:
        yield found


@define
class Window:
    """A window of the browser, and what went on in it."""

    page: Page
    asked: set[str] = field(factory=set)
    complaints: list[str] = field(factory=list)

    def tab_to(self, name: str) -> None:
        """Press Tab until the thing of a name has the focus."""
        keys.tab_to(self.page, name)

    def focused(self) -> str:
        """Return what is read out of what has the focus."""
        return keys.focused(self.page)


@pytest.fixture(params=[(1280, "light"), (360, "dark")], ids=["desk", "phone"])
def window(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Window]:
    """A window without JavaScript, on a desk and on a phone; nothing in it may come from elsewhere or be wrong."""
    width, scheme = request.param
    with chromium.new_context(
        viewport={"width": width, "height": 800}, java_script_enabled=False, color_scheme=scheme, locale="en-GB"
    ) as context:
        found = Window(context.new_page())
        found.page.on("request", lambda one: found.asked.add(urlsplit(one.url).hostname or one.url))
        found.page.on("console", lambda one: found.complaints.append(one.text))
        found.page.on("requestfailed", lambda one: found.complaints.append(one.url))
        yield found
        assert (found.asked, found.complaints) == ({"127.0.0.1"}, [])
        assert context.cookies() == []
