"""A coordinator of Urgent Actions at their desk: what tests of pages begin with."""

from html.parser import HTMLParser
from pathlib import Path

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.jobs import service as jobs
from outreach_crm.jobs.model import Job
from outreach_crm.policy import Role
from outreach_crm.settings import Settings
from tests.urgent_actions.test_pasting import FOLLOWUP, SHEET
from tests.web.office import Desk, Sent, at_desk

__all__ = ["FOLLOWUP", "SHEET", "coordinator", "read_sheet", "saved", "worked"]


def coordinator(app: App, place: Path, name: str = "Maria", role: Role = Role.OFFICER, **settings: object) -> Desk:
    """Sign somebody in where mailings go to a folder, with settings of Urgent Actions."""
    own = Settings({"mailings": {"folder": str(place)}, "urgent_actions": settings})
    return at_desk(evolve(app, settings=own), name, role)


def read_sheet(desk: Desk, text: str = SHEET) -> dict[str, Sent]:
    """Paste a sheet, and return what the page that shows what it is taken for would send."""
    answer = desk.send("/urgent-actions/new", {"text": text})
    assert answer.status_code == 200, answer.text
    return Answers.of(answer.text)


def saved(desk: Desk, text: str = SHEET, **altered: Sent) -> str:
    """Paste a sheet and save it, put right as said; return the path of the page one is led to."""
    answer = desk.send("/urgent-actions/new", {**read_sheet(desk, text), **altered})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def worked(desk: Desk) -> Job:
    """Let the thread beside the pages do one job, and return it."""
    done = jobs.run_one(desk.app)
    assert done is not None
    return done


class Answers(HTMLParser):
    """Reads what the forms of a page would send as they stand, but for buttons and the mark of the session."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self.area = self.select = ""

    @classmethod
    def of(cls, html: str) -> dict[str, Sent]:
        """Return the answers in a page."""
        reader = cls()
        reader.feed(html)
        return {name: given for name, given in reader.sent.items() if name and not name.startswith("_")}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what stands in an element's attributes."""
        own = {name: value or "" for name, value in attrs}
        if tag in {"select", "textarea"}:
            self.select = own["name"]
            self.area = own["name"] if tag == "textarea" else ""
        kind = own.get("type", "text")
        ticked = "checked" in own if kind in {"checkbox", "radio"} else kind not in {"file", "search"}
        if (tag == "input" and ticked) or (tag == "option" and "selected" in own):
            self.sent.setdefault(own.get("name", self.select), []).append(own.get("value", ""))

    def handle_data(self, data: str) -> None:
        """Take what stands in a text area."""
        if self.area:
            self.sent.setdefault(self.area, [""])[0] += data

    def handle_endtag(self, tag: str) -> None:
        """Leave a text area."""
        if tag == "textarea":
            self.area = ""
