"""Every page of the office in a browser: for everybody, in its width, quiet, and asking nobody else for anything."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.desk import Office, Sight, demo_office, sight
from tests.web.everywhere import everywhere
from tests.web.hostile import poison


@pytest.fixture(scope="module")
def office(busy_day: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office in which every page has something to show."""
    with demo_office(busy_day, tmp_path_factory.mktemp("seen")) as found:
        yield found


def pages(office: Office, of_a_rule: int = 1) -> list[str]:
    """Paths of pages, some of each rule."""
    seen = [one for one in everywhere(office.desk, of_a_rule) if one.is_html and one.answer.status_code == 200]
    parts = {to.partition("?")[0] for one in seen for to in one.page.parts}
    return [one.path for one in seen if one.bare not in parts]


@pytest.fixture(scope="module")
def paths(office: Office) -> list[str]:
    """A page of every rule."""
    return pages(office)


@pytest.mark.slow
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)], ids=["desk", "phone"])
def test_every_page_is_for_everybody_and_fits(
    office: Office, paths: list[str], chromium: Browser, width: int, dark: bool
) -> None:
    found: dict[str, list[str]] = defaultdict(list)
    with sight(office, chromium, width=width, dark=dark) as window:
        for path in paths:
            window.go(path)
            if wrong := [*window.barriers(), *window.told(), *too_wide(window)]:
                found[path] += wrong
    assert found == {}


def test_every_page_fits_without_javascript_and_on_a_very_wide_screen(
    office: Office, paths: list[str], chromium: Browser
) -> None:
    found: dict[str, list[str]] = defaultdict(list)
    with sight(office, chromium, width=360, script=False) as window:
        for path in paths:
            window.go(path)
            found[path] += [*window.told(), *too_wide(window)]
            for width in (1280, 3840):
                window.page.set_viewport_size({"width": width, "height": 800})
                found[path] += too_wide(window)
            window.page.set_viewport_size({"width": 360, "height": 800})
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def too_wide(window: Sight) -> list[str]:
    return [] if window.fits() else ["it is wider than its window"]


def is_quiet(window: Sight, path: str) -> bool:
    window.go(path)
    window.page.mouse.move(200, 300)
    window.page.keyboard.press("Tab")
    return not window.alerts and not window.told()


@pytest.mark.slow
def test_hostile_words_run_in_no_browser(busy_day: Path, tmp_path: Path, chromium: Browser) -> None:
    with demo_office(busy_day, tmp_path) as office:
        assert poison(office.app) > 300
        with sight(office, chromium) as window:
            loud = [path for path in pages(office, of_a_rule=2) if not is_quiet(window, path)]
        assert loud == []
