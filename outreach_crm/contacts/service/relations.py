"""The kinds of relationship that are known: ours, the section's own, and those of plugins."""

from outreach_crm.app import App
from outreach_crm.contacts.fields import ContactsSettings
from outreach_crm.errors import InvalidInputError
from outreach_crm.model import RelationKind
from outreach_crm.text import say


def relation_kinds(app: App) -> dict[str, RelationKind]:
    """Return all kinds by key; the section's own override."""
    own = app.settings.of("contacts", ContactsSettings).relations
    kinds = [*app.plugins.relation_kinds(), *(RelationKind(one.key, one.label, one.inverse) for one in own)]
    return {kind.key: kind for kind in kinds}


def labels(app: App) -> dict[str, tuple[str, str]]:
    """Return how each kind reads from its two ends."""
    return {kind.key: (kind.label, kind.inverse) for kind in relation_kinds(app).values()}


def known_kind(app: App, text: str) -> tuple[RelationKind, bool]:
    """Return a kind as somebody writes it, and whether it is read from the other end.

    Args:
        app: the App.
        text: a key, a label (``chairs``) or an inverse label (``is chaired by``).

    Raises:
        InvalidInputError: there is no such kind; those that exist are named.
    """
    wanted = " ".join(text.lower().split())
    kinds = relation_kinds(app).values()
    for kind in kinds:
        if wanted in {kind.key, kind.label.lower()}:
            return kind, False
    for kind in kinds:
        if wanted == kind.inverse.lower():
            return kind, True
    known = ", ".join(kind.key for kind in kinds)
    raise InvalidInputError(
        say(
            "{text!r} is not a kind of relationship; there are {known}. outreach contacts kinds says how they read.",
            text=text,
            known=known,
        )
    )
