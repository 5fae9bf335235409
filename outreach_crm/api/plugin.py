"""What the API adds: its tables, the command ``api``, the pages about it, and the records themselves below them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import Command, Objection, Pages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outreach_crm.app import App
    from outreach_crm.storage import MigrationSet


@hookimpl
def migrations() -> Iterable[MigrationSet]:
    """Offer the tables of tokens and of requests that may be sent again."""
    from outreach_crm.api.tables import MIGRATIONS

    return [MIGRATIONS]


@hookimpl
def commands() -> Iterable[Command]:
    """Offer ``api``."""
    return [Command("api", "outreach_crm.api.cli:api", "What other programs may do here.")]


@hookimpl
def sweep(app: App) -> None:
    """Let go of requests that are older than they may be sent again."""
    from outreach_crm.api import service

    service.forget_old(app)


@hookimpl
def objections(app: App) -> Iterable[Objection]:
    """Offer which tokens were taken back."""
    from outreach_crm.api import service

    return service.objections(app)


@hookimpl
def object_again(app: App, objections: list[Objection]) -> None:
    """Take tokens back again in an older copy."""
    from outreach_crm.api import service

    service.object_again(app, objections)


@hookimpl
def blueprints() -> Iterable[Pages]:
    """Offer the pages about the API and the tokens of one's own, and what programs ask for."""
    return [
        Pages("outreach_crm.api.web.own:pages", "/api", about={"api_tokens": "/api/tokens/{id}"}),
        Pages("outreach_crm.api.web.records:pages", "/api"),
    ]
