"""What tests of sending begin with: people who signed up, a case of several issues, and what reached whom."""

from collections import defaultdict
from pathlib import Path
from typing import Any

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact, ContactDraft
from outreach_crm.dispatch import service as dispatch
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import ConsentDraft
from outreach_urgent_actions.model.sending import Handed, Order
from outreach_urgent_actions.service import distributing
from tests.urgent_actions.builders import add_sign_up

REF = "UA 205/2001"


def a_member(app: App, name: str, *words: str, email: str = "", **given: Any) -> Contact:
    """Add a person with an address who may be written to, and sign them up; ``fields`` are the person's."""
    address = email or f"{name.lower().replace(' ', '.')}@example.org"
    made = contacts.add(app, ContactDraft(name=name, emails=(address,), fields=given.pop("fields", {})))
    said = ConsentDraft(purpose="urgent-actions", basis="consent", source="a form", wording="Yes, write to me.")
    privacy.record(app, made.id, said)
    add_sign_up(app, made.id, *words, **given)
    return made


def sent(app: App, issue_id: int, place: Path, **order: Any) -> Handed:
    """Send an issue into a folder until nothing is due."""
    handed = distributing.send(app, issue_id, Order(place=str(place), **order))
    dispatch.send(app, handed.dispatch.id)
    return handed


def files(place: Path) -> dict[str, list[str]]:
    """Return what lies in a folder, by the first word of whom it is to."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(place.glob("*.txt")):
        found[path.name.split(" ")[0].split("-")[0]].append(path.read_text())
    return dict(found)


def names(place: Path) -> set[str]:
    """Return to whom something lies in a folder."""
    return set(files(place))
