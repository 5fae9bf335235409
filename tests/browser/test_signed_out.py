"""What stays in a browser after somebody has signed out: nothing that the next one at the machine could read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.desk import Office, Sight, locked_office, sight

_STORED = "async () => [localStorage.length, sessionStorage.length, (await caches.keys()).length]"


@pytest.fixture
def office(demo_day: Path, tmp_path: Path) -> Iterator[Office]:
    """The office on a demo of its own, where Maria has a password."""
    with locked_office(demo_day, tmp_path) as found:
        yield found


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def window(request: pytest.FixtureRequest, office: Office, chromium: Browser) -> Iterator[Sight]:
    """Maria's window, with JavaScript or without."""
    with sight(office, chromium, script=request.param) as found:
        yield found
        assert [one for one in found.told() if "Clear-Site-Data" not in one] == []  # which the browser notes itself


def test_the_back_button_shows_nobody_the_book_after_somebody_signed_out(window: Sight) -> None:
    window.go("/contacts/1")
    name = window.page.inner_text("h1")
    window.go("/account")
    window.page.locator("form[action$='/account/sign-out'] button").first.click()
    window.page.wait_for_url("**/account/sign-in")
    for _ in range(2):
        window.page.go_back()
        window.page.wait_for_load_state()
        assert window.path == "/account/sign-in"
        assert not window.says(name)


def test_pages_keep_nothing_in_the_browser(window: Sight) -> None:
    for path in ("/today", "/contacts/1", "/tasks/add"):
        window.go(path)
        if window.script:
            assert window.page.evaluate(_STORED) == [0, 0, 0]
    assert {one.get("name") for one in window.context.cookies()} == {"outreach"}
