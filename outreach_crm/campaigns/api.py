"""Campaigns as other programs have them: what goes out, what comes in."""

from collections.abc import Iterable
from datetime import date
from functools import partial

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.campaigns import service
from outreach_crm.campaigns.model import CampaignDraft, CampaignEdit
from outreach_crm.keywords import service as keywords
from outreach_crm.machines import as_written, goes_out, those_there


@frozen(kw_only=True)
class CampaignRecord:
    """A campaign: days are ISO 8601, countries ISO 3166 alpha-2, ``group_id`` the responsible group as a contact."""

    id: int
    name: str
    from_on: str | None
    to_on: str | None
    countries: tuple[str, ...]
    themes: tuple[str, ...]
    group_id: int | None
    change_id: int


@frozen(kw_only=True)
class CampaignToAdd:
    """A campaign to be added: themes are keywords (``concerns:lawyers``), the group by its number as a contact."""

    name: str
    from_on: date | None = None
    to_on: date | None = None
    group_id: int | None = None
    countries: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()


@frozen(kw_only=True)
class CampaignToEdit:
    """What to change of a campaign."""

    name: str | None = None
    from_on: date | None = None
    to_on: date | None = None
    group_id: int | None = None
    countries: tuple[str, ...] = ()
    no_countries: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    no_themes: tuple[str, ...] = ()


def some(app: App, ids: Iterable[int]) -> list[CampaignRecord]:
    """Return some campaigns."""
    return [
        goes_out(one, CampaignRecord, themes=_themes(app, one.id))
        for one in those_there(partial(service.get, app), ids)
    ]


def add(app: App, given: CampaignToAdd) -> int:
    """Add a campaign and return its number."""
    parts = {"countries": given.countries, "themes": given.themes}
    return service.add(app, CampaignDraft(name=given.name, **_said(given), **parts)).id  # type: ignore[arg-type]


def edit(app: App, campaign_id: int, given: CampaignToEdit) -> None:
    """Edit a campaign."""
    fields = as_written({"name": given.name}) | _said(given)
    changes = CampaignEdit(
        fields=fields,
        countries=given.countries,
        no_countries=given.no_countries,
        themes=given.themes,
        no_themes=given.no_themes,
    )
    service.edit(app, campaign_id, changes)


def named(app: App, text: str) -> Iterable[int]:
    """Return the campaigns that a search finds."""
    return (one.ref.id for one in service.hits(app, text) if one.ref)


def _said(given: CampaignToAdd | CampaignToEdit) -> dict[str, str]:
    return as_written({"from_on": given.from_on, "to_on": given.to_on, "group": given.group_id})


def _themes(app: App, campaign_id: int) -> tuple[str, ...]:
    """Return the keywords of a campaign as others name them: ``concerns:lawyers``."""
    return tuple(str(one.address) for one in keywords.some(app, service.themes(app, campaign_id)))
