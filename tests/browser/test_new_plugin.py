"""The pages of a new plugin in a browser: for everybody, in its width, asking nobody else for anything."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from outreach_crm.app import App
from tests.browser.desk import office_of, sight
from tests.builders import a_person
from tests.upkeep.begun import begun


@pytest.mark.parametrize(("width", "dark", "script"), [(1280, False, True), (360, True, True), (360, False, False)])
def test_the_pages_of_a_new_plugin_are_for_everybody_and_fit(
    app: App, tmp_path: Path, chromium: Browser, width: int, dark: bool, script: bool
) -> None:
    with begun(app, "librarians", tmp_path) as (there, promises):
        promises.add(there, a_person(there).id, "Show our exhibition " * 5, there.clock.today())
        with office_of(there) as office, sight(office, chromium, width=width, dark=dark, script=script) as window:
            for path in ("/librarians", "/librarians/add", "/today"):
                window.go(path)
                assert [*(window.barriers() if script else ()), *window.told()] == []
                assert window.fits()
            window.go("/librarians")
            window.page.get_by_role("button", name="Done").click()
            window.page.get_by_text("Ana Ruiz kept it").wait_for()
            assert promises.promises(there) == []
