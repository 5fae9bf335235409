"""What keywords add: their tables, the schemes that are shipped, and the commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import Command, Hit, MenuItem, Pages, Resource

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from outreach_crm.app import App
    from outreach_crm.storage import MigrationSet


@hookimpl
def migrations() -> Iterable[MigrationSet]:
    """Offer the tables of keywords."""
    from outreach_crm.keywords.tables import MIGRATIONS

    return [MIGRATIONS]


@hookimpl
def prepare(app: App) -> None:
    """Load the schemes of keywords."""
    from outreach_crm.keywords import service

    service.prepare(app)


@hookimpl
def keywords() -> Iterable[Path]:
    """Offer the schemes of concerns, countries and regions."""
    from outreach_crm.keywords.scheme_file import shipped

    return shipped()


@hookimpl
def commands() -> Iterable[Command]:
    """Offer the commands on keywords."""
    return [Command("keywords", "outreach_crm.keywords.cli:keywords", "By what cases and contacts are matched.")]


@hookimpl
def blueprints() -> Iterable[Pages]:
    """Offer the pages of keywords."""
    menu = (MenuItem("Keywords", "/keywords", 120),)
    return [Pages("outreach_crm.keywords.web:pages", "/keywords", menu=menu, records={"keywords": "/keywords/{id}"})]


@hookimpl
def hits(app: App, text: str) -> Iterable[Hit]:
    """Offer keywords by the beginnings of their words."""
    from outreach_crm.keywords import service

    return service.hits(app, text)


@hookimpl
def resources() -> Iterable[Resource]:
    """Offer keywords to other programs, to be read."""
    here = "outreach_crm.keywords.api"
    return [
        Resource(
            name="keywords",
            one="keyword",
            title="Keywords: concerns, groups of people, countries.",
            kind="keywords",
            record=f"{here}:KeywordRecord",
            some=f"{here}:some",
            filters={"q": f"{here}:named"},
        )
    ]
