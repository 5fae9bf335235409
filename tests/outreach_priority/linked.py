"""An adviser at the pages of their sheet, with nothing but its link."""

from typing import Any

from attrs import define
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from outreach_crm.app import App
from outreach_crm.model import Actor
from outreach_priority import service
from outreach_priority.model import Answer, Sheet
from tests.outreach_priority.builders import ITEMS, an_assessment, sheet_of
from tests.web.office import words
from tests.web.walk import Reader

TOLD = "Their bar spoke up in Vigo"
"""What nobody else can know."""
WHOLE = dict.fromkeys(("legal", "medical", "unions"), (2, 2, 2, 2, 2, 0, 0, 0))
"""A sheet in which every question is answered."""


def ratings(value: str) -> dict[str, str]:
    """Every question of a page answered alike."""
    return {f"rating_{n}": value for n in range(len(ITEMS))}


@define
class Linked:
    """An adviser with the link of their sheet, on a site without an office."""

    app: App
    client: FlaskClient
    sheet: Sheet
    link: str

    def get(self, path: str = "") -> TestResponse:
        return self.client.get(f"{self.link}{path}")

    def read(self, path: str = "", status: int = 200) -> str:
        answer = self.get(path)
        assert answer.status_code == status, words(answer.text)
        return answer.text

    def form(self, path: str) -> dict[str, list[str]]:
        """What a page would send if nobody altered anything."""
        return next(one.sent for one in Reader(self.read(path)).forms if one.method == "post")

    def send(self, path: str, **altered: Any) -> TestResponse:
        """Send a page with some answers altered."""
        sent = {**self.form(path), **{name.replace("_", "-").lstrip("-"): one for name, one in altered.items()}}
        return self.client.post(f"{self.link}{path}", data=sent)

    def onward(self, answer: TestResponse) -> str:
        """Go where an answer leads to."""
        assert answer.status_code == 303, words(answer.text)
        return self.client.get(answer.headers["Location"]).text

    @property
    def said(self) -> dict[tuple[str, str], Answer]:
        """What stands in the sheet."""
        own = App.on(
            self.app.store,
            self.app.plugins,
            self.app.settings,
            self.app.keyring,
            Actor(name="test", contact_id=self.sheet.adviser_id),
        )
        found = service.own(own, self.sheet.id)
        self.app.store.act_for(account=self.app.actor.account_id, contact=None)
        return {(one.subject, one.item): one for one in found.answers}


def pages_of_a_sheet(app: App) -> list[str]:
    """The paths of all pages that the link of a sheet opens; an assessment is opened for it unless there is one."""
    assessment = next(iter(service.listed(app)), None) or an_assessment(app)
    link = service.sheet_path(app, sheet_of(app, assessment, 1))
    return [link, *(f"{link}/{page}" for page in ("on/legal", "hand-in", "files", "as/csv", "feedback"))]
