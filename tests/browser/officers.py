"""An officer at work: every page they come to fits, complains of nothing and keeps nobody out."""

import pytest
from attrs import define
from playwright.sync_api import Locator, expect

from tests.browser.desk import Sight

WINDOWS = {"desk": (1280, True), "no-script": (1280, False), "phone": (360, True), "phone-no-script": (360, False)}
"""How wide a window is in which pages are looked at, and whether it runs scripts."""

on_a_telephone = pytest.mark.parametrize(
    ("width", "script"), [WINDOWS["phone"], WINDOWS["phone-no-script"]], ids=["script", "no-script"]
)


@define
class Officer:
    """The window of an officer."""

    window: Sight

    @property
    def main(self) -> Locator:
        return self.window.page.get_by_role("main")

    def look(self) -> None:
        """See that the page fits, complains of nothing and keeps nobody out."""
        self.window.page.wait_for_load_state()
        # What was just done fades in: colours are told by what it is then.
        self.window.page.evaluate("Promise.all(document.getAnimations().map(one => one.finished))")
        assert (self.window.path, self.window.fits(), self.window.told()) == (self.window.path, True, [])
        if self.window.script:
            assert (self.window.path, self.window.barriers()) == (self.window.path, [])

    def go_on(self, where: Locator) -> None:
        with self.window.page.expect_navigation():
            where.click()
        self.look()

    def follow(self, name: str) -> None:
        self.go_on(self.main.get_by_role("link", name=name).first)

    def press(self, name: str) -> None:
        self.go_on(self.main.get_by_role("button", name=name).last)

    def says(self, *texts: str) -> None:
        for text in texts:
            expect(self.window.page.locator("body")).to_contain_text(text)
