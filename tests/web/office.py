"""Somebody who is signed in, and a client that asks for pages of the office as a browser does."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from io import BytesIO

from attrs import define
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from outreach_crm.accounts import service as accounts
from outreach_crm.accounts.web.gate import COOKIE
from outreach_crm.app import App
from outreach_crm.policy import Role
from outreach_crm.storage.accounts import account_id, make_account
from outreach_crm.web.site import make_site
from outreach_crm.web.visiting import PROOF

_PROOF = re.compile(f'name="{PROOF}" value="([0-9a-f]+)"')
Sent = str | list[str] | tuple[BytesIO, str]
"""A text, several, or a file with its name."""


@define
class Desk:
    """An officer at their desk.

    It needs a database of more than one connection: mark the test with ``connections``.
    """

    app: App
    client: FlaskClient

    def get(self, path: str) -> TestResponse:
        """Open a page."""
        return self.client.get(path)

    def read(self, path: str) -> str:
        """Open a page that is there, and return it."""
        answer = self.client.get(path)
        assert answer.status_code == 200, (answer.status_code, words(answer.text))
        return answer.text

    def send(self, path: str, sent: Mapping[str, Sent] | None = None, *, seen: str = "") -> TestResponse:
        """Send a form, with the mark of a page that has one: the form's own, or another page where its button was."""
        mark = _PROOF.search(self.client.get(seen or path).text)
        assert mark, f"{seen or path} has no form"
        return self.client.post(path, data={**(sent or {}), PROOF: mark[1]})

    def follow(self, answer: TestResponse) -> str:
        """Go where an answer leads to, and return that page."""
        assert answer.status_code == 303, (answer.status_code, words(answer.text))
        return self.read(answer.headers["Location"])


def at_desk(app: App, name: str = "Maria", role: Role = Role.OFFICER) -> Desk:
    """Sign somebody in; the account is made where there is none."""
    with app.change("edit account"):  # the first change of an actor makes their account
        number = account_id(app.store, name) or make_account(app.store, name)
        app.store.update("accounts", number, {"role": role})
    account = accounts.find_account(app, name)
    client = make_site(app, public_only=False).test_client()
    client.set_cookie(COOKIE, accounts.begin(app, account))
    return Desk(app, client)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def words(html: str) -> str:
    """Return what a page says, without its tags."""
    reader = _Words()
    reader.feed(html)
    return " ".join(" ".join(reader.found).split())
