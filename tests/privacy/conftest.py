"""What tests of privacy share: a person, what is written of her, and what clearance says."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from outreach_crm.app import App
from outreach_crm.privacy import service
from outreach_crm.privacy.model import ConsentDraft, LedgerEntry, State
from tests.builders import a_person

Write = Callable[..., LedgerEntry]
Why = Callable[..., list[str]]
DAY = date(2026, 3, 9)


@pytest.fixture
def ana(app: App) -> int:
    """A person with an e-mail address."""
    return a_person(app).id


@pytest.fixture
def write(app: App) -> Write:
    """Write into the ledger of a contact: write(ana, "granted", "mailings", channel="email")."""

    def written(contact_id: int, state: str = "granted", purpose: str = "", **more: Any) -> LedgerEntry:
        basis = "agreed" if state == "granted" and not more.get("sector") else ""
        given = {"basis": basis, "source": "form", **more}
        return service.record(app, contact_id, ConsentDraft(state=State(state), purpose=purpose, **given))

    return written


@pytest.fixture
def why(app: App) -> Why:
    """Say by which rules a contact is refused; nothing when it is clear."""

    def said(contact_id: int, purpose: str = "mailings", channel: str = "", **more: Any) -> list[str]:
        return [one.rule for one in service.check(app, contact_id, purpose, channel, **more).refusals]

    return said
