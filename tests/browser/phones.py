"""A telephone with whatever page a link opens: it fits, keeps nobody out, and takes nothing from elsewhere."""

from collections.abc import Iterator
from importlib.resources import files
from urllib.parse import urlsplit

import pytest
from attrs import define, field
from playwright.sync_api import Browser, Page, expect

from tests.browser.desk import NOTED

_AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@define
class Phone:
    """A telephone, whether it runs scripts, and what went on in it."""

    page: Page
    script: bool
    asked: set[str] = field(factory=set)
    complaints: list[str] = field(factory=list)

    def press(self, name: str) -> None:
        """Press a button, and see that the next page fits and keeps nobody out."""
        self.page.get_by_role("button", name=name).last.click()
        self.look()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name).first.click()
        self.look()

    def look(self) -> None:
        self.page.wait_for_load_state()
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), self.page.url
        small = "[...document.querySelectorAll('.scale label, button:not(.enter), a.go')]"
        assert self.page.evaluate(f"{small}.every(e => e.offsetHeight >= 44 && e.offsetWidth >= 40)"), self.page.url
        if self.script:
            self.page.evaluate(_AXE)
            run = "async rules => (await axe.run({runOnly: rules, resultTypes: ['violations']})).violations"
            found = self.page.evaluate(run, _RULES)
            assert [(one["id"], one["nodes"][0]["target"]) for one in found] == [], self.page.url

    def rate(self, question: str, answer: str) -> None:
        group = self.page.get_by_role("group", name=question, exact=True)
        group.locator(".scale label").filter(has_text=answer).click()

    def says(self, text: str) -> None:
        expect(self.page.locator("main")).to_contain_text(text)


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def phone(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Phone]:
    """A telephone; nothing on it may come from elsewhere or be wrong, and nothing is left on it."""
    with chromium.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=request.param, color_scheme="dark", locale="en-GB"
    ) as context:
        context.set_default_timeout(60_000)
        found = Phone(context.new_page(), request.param)
        found.page.on("request", lambda one: found.asked.add(urlsplit(one.url).hostname or one.url))
        found.page.on("console", lambda one: found.complaints.append(one.text))
        yield found
        complaints = [one for one in found.complaints if not one.startswith(NOTED)]
        assert (found.asked, complaints) == ({"127.0.0.1"}, [])
        assert context.cookies() == []
