"""Somebody with a password, cheaply hashed."""

from attrs import evolve
from flask.testing import FlaskClient

from outreach_crm.accounts import service
from outreach_crm.accounts.model import Account
from outreach_crm.app import App
from outreach_crm.policy import Role
from outreach_crm.settings import Settings
from outreach_crm.web.site import make_site

PASSWORD = "correct horse battery staple"
ANOTHER = "seven purple umbrellas sang"


def cheap(app: App, **settings: object) -> App:
    """The App with passwords that take no time."""
    return evolve(app, settings=Settings({**app.settings.written, "accounts": {"hash_memory": 32, **settings}}))


def with_password(app: App, name: str = "Rosa", role: Role = Role.OFFICER, password: str = PASSWORD) -> Account:
    """An account that can sign in."""
    if name not in [one.name for one in service.list_accounts(app)]:
        service.add_account(app, name, role=role)
    return service.choose_password(app, service.invite(app, name).token, password)


def visitor(app: App) -> FlaskClient:
    """Somebody at the door."""
    return make_site(app, public_only=False).test_client()
