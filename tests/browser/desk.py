"""The office in a real browser: a server of the demo in this process, and windows in which somebody is signed in."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

from attrs import define, field
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect
from waitress.server import create_server

from outreach_crm.app import App
from outreach_crm.jobs.service import Worker
from outreach_crm.policy import Role
from tests.accounts.people import cheap, with_password
from tests.web.everywhere import copied
from tests.web.office import Desk, at_desk

_AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NOTED = "Failed to load resource: the server responded with a status of 4"
"""What the browser itself notes on the console of an answer that was 422, 410, 409 or 404."""


@define
class Office:
    """A server of the office, and whose desk it is."""

    desk: Desk
    address: str

    @property
    def app(self) -> App:
        """The App of the database behind it."""
        return self.desk.app


@contextmanager
def office_of(app: App) -> Iterator[Office]:
    """Serve the office on a database that another connection may open."""
    desk = at_desk(app, "Maria", Role.ADMINISTRATOR)
    server = create_server(desk.client.application, host="127.0.0.1", port=0, threads=4)
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    worker = Worker(app)
    worker.begin()
    try:
        yield Office(desk, f"http://127.0.0.1:{server.effective_port}")
    finally:
        worker.end()
        server.task_dispatcher.shutdown(timeout=2)
        server.trigger.pull_trigger(server.close)  # in its own thread, which waits on what is closed
        running.join(timeout=2)


@contextmanager
def demo_office(demo_day: Path, folder: Path) -> Iterator[Office]:
    """Serve the office on a copy of the demo."""
    app = copied(demo_day, folder)
    with office_of(app) as office:
        yield office
    app.close()


@contextmanager
def locked_office(demo_day: Path, folder: Path) -> Iterator[Office]:
    """Serve the office on a copy of the demo in which Maria has a password."""
    app = cheap(copied(demo_day, folder))
    with_password(app, "Maria", Role.ADMINISTRATOR)
    with office_of(app) as office:
        yield office
    app.close()


@define
class Sight:
    """A window in which somebody is signed in, and what went on in it."""

    office: Office
    context: BrowserContext
    page: Page
    script: bool
    asked: set[str] = field(factory=set)
    complaints: list[str] = field(factory=list)
    alerts: list[str] = field(factory=list)
    wide: list[str] = field(factory=list)

    def go(self, path: str) -> None:
        """Open a page."""
        self.page.goto(self.office.address + path)

    @property
    def path(self) -> str:
        """The path of the page that is open."""
        return urlsplit(self.page.url).path

    def says(self, text: str) -> bool:
        """Return whether the page says something."""
        return text in " ".join(self.page.inner_text("body").split())

    def finds(self, text: str) -> None:
        """See that the page says something, or will as soon as it is there."""
        expect(self.page.locator("body")).to_contain_text(text, timeout=60_000)

    def fits(self) -> bool:
        """Return whether the page is no wider than its window."""
        # Without JavaScript nothing is asked twice: pictures are there before the page is asked.
        self.page.wait_for_load_state()
        # A page that opens itself again may be between two documents.
        ready = "() => document.readyState === 'complete' && {fits: document.documentElement.scrollWidth <= innerWidth}"
        return bool(self.page.wait_for_function(ready).evaluate("one => one.fits"))

    def note(self) -> None:
        """Note a page that is wider than its window."""
        if not self.fits():
            self.wide.append(self.path)

    def barriers(self) -> list[str]:
        """Return what keeps people out, as axe-core finds it."""
        self.page.evaluate(_AXE)
        run = "async rules => (await axe.run({runOnly: rules, resultTypes: ['violations']})).violations"
        found = self.page.evaluate(run, _RULES)
        return [f"{one['id']}: {', '.join(str(node['target'][0]) for node in one['nodes'][:3])}" for one in found]

    def alarm(self, dialog: Dialog) -> None:
        """Note what a dialog of the browser says, and take it away: nothing of ours opens one."""
        self.alerts.append(dialog.message or dialog.type)
        dialog.accept()

    def told(self) -> list[str]:
        """Return what the console complains of, and forget it."""
        found = [one for one in self.complaints if not one.startswith(NOTED)]
        self.complaints.clear()
        return found


@contextmanager
def sight(
    office: Office, chromium: Browser, *, width: int = 1280, dark: bool = False, script: bool = True
) -> Iterator[Sight]:
    """Open a window in which Maria is signed in; nothing in it may come from elsewhere."""
    with chromium.new_context(
        viewport={"width": width, "height": 800},
        java_script_enabled=script,
        color_scheme="dark" if dark else "light",
        locale="en-GB",
    ) as context:
        cookie = office.desk.client.get_cookie("outreach")
        assert cookie is not None
        context.add_cookies([{"name": "outreach", "value": cookie.value, "url": office.address}])
        context.set_default_timeout(60_000)  # a busy machine is no fault of a page
        page = context.new_page()
        found = Sight(office, context, page, script)
        context.on("request", lambda one: found.asked.add(urlsplit(one.url).hostname or one.url))
        context.on("console", lambda one: found.complaints.append(one.text))
        page.on("dialog", lambda one: found.alarm(one))  # noqa: PLW0108
        page.on("pageerror", lambda one: found.complaints.append(str(one)))
        yield found
        assert found.asked <= {"127.0.0.1"}
