"""What tests of the API share: a program that has a token, and asks as programs do."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from attrs import define
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from outreach_crm.api import service
from outreach_crm.api.model import Issued
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact, ContactDraft
from outreach_crm.policy import Action, Role
from outreach_crm.storage.accounts import account_id, make_account
from outreach_crm.web.site import make_site

ROOT = "/api/v1"


@define
class Program:
    """A program with a token.

    It needs a database of more than one connection: mark the test with ``connections``.
    """

    app: App
    client: FlaskClient
    issued: Issued

    def ask(self, method: str, path: str, sent: object = None, **headers: str) -> TestResponse:
        """Ask for something below ``/api/v1``; names of headers have ``_`` for each hyphen."""
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        given: dict[str, Any] = {} if sent is None else {"data": json.dumps(sent), "content_type": "application/json"}
        bearer = {"Authorization": f"Bearer {self.issued.text}"}
        return self.client.open(f"{ROOT}{path}", method=method, headers={**bearer, **said}, **given)

    def get(self, path: str, **headers: str) -> TestResponse:
        """Read something."""
        return self.ask("GET", path, **headers)

    def read(self, path: str) -> Mapping[str, Any]:
        """Read something that is there."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        found: Mapping[str, Any] = answer.get_json()
        return found

    def add(self, path: str, **given: object) -> Mapping[str, Any]:
        """Add something, which is taken."""
        answer = self.ask("POST", path, given)
        assert answer.status_code == 201, answer.text
        found: Mapping[str, Any] = answer.get_json()
        return found

    def edit(self, path: str, **given: object) -> TestResponse:
        """Edit something as it is now."""
        return self.ask("PATCH", path, given, If_Match=self.get(path).headers["ETag"])


def with_account(app: App, name: str, role: Role) -> None:
    """See that somebody has an account, as what they are here for."""
    with app.change("edit account"):
        number = account_id(app.store, name) or make_account(app.store, name)
        app.store.update("accounts", number, {"role": role})


def program_of(
    app: App, name: str = "Maria", role: Role = Role.OFFICER, only: frozenset[Action] | None = None
) -> Program:
    """Give a program a token of somebody; the account is made where there is none."""
    with_account(app, name, role)
    issued = service.add_token(app, name, name="test", only=frozenset(Action) if only is None else only)
    return Program(app, make_site(app, public_only=False).test_client(use_cookies=False), issued)


@pytest.fixture
def program(app: App) -> Program:
    """A program that may do what an officer may."""
    return program_of(app)


@pytest.fixture
def program_for(app: App) -> Callable[..., Program]:
    """Give somebody a program."""

    def make(name: str = "Maria", role: Role = Role.OFFICER, only: frozenset[Action] | None = None) -> Program:
        return program_of(app, name, role, only)

    return make


@pytest.fixture
def ana(app: App) -> Contact:
    """Ana, a lawyer in Lima."""
    return contacts.add(app, ContactDraft(name="Ana Ruiz", fields={"country": "PE"}, emails=("ana@example.org",)))
