"""Campaigns and what is linked to them, as records."""

from collections.abc import Mapping

from attrs import field, frozen

from outreach_crm.model import Ref
from outreach_crm.text import say, term


@frozen(kw_only=True)
class Campaign:
    """A campaign; dates are ISO text, countries ISO 3166 codes, ``group_id`` the responsible group as a contact.

    ``change_id`` is its version.
    """

    id: int
    name: str
    from_on: str | None
    to_on: str | None
    countries: tuple[str, ...]
    themes: tuple[str, ...]
    group_id: int | None
    group: str
    change_id: int

    @property
    def when(self) -> str:
        """Say when it is, in a few words; nothing where no day is known."""
        if self.from_on and self.to_on:
            return say("{start} to {end}", start=self.from_on, end=self.to_on)
        if self.from_on:
            return say("from {start}", start=self.from_on)
        return say("until {day}", day=self.to_on) if self.to_on else ""


@frozen(kw_only=True)
class CampaignDraft:
    """A campaign to be added, values as people write them: days, countries, keywords, a group's name or number."""

    name: str
    from_on: str = ""
    to_on: str = ""
    group: str = ""
    countries: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()


@frozen(kw_only=True)
class CampaignEdit:
    """What to change of a campaign; what is left empty stays.

    ``fields``: name, from_on, to_on, group; an empty value takes away. ``version`` is the ``change_id`` the editor saw.
    """

    fields: Mapping[str, str] = field(factory=dict)
    countries: tuple[str, ...] = ()
    no_countries: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    no_themes: tuple[str, ...] = ()
    version: int | None = None


@frozen(kw_only=True)
class Link:
    """Something that belongs to a campaign: what it is, its title, its day, and the contacts it is about."""

    ref: Ref
    what: str = field(converter=term)
    title: str
    on_date: str
    contacts: tuple[str, ...]


@frozen(kw_only=True)
class Count:
    """How many records of one kind (the name of their table; ``what`` in words) belong to a campaign."""

    kind: str
    what: str = field(converter=term)
    n: int


@frozen(kw_only=True)
class CampaignCard:
    """A campaign with all that belongs to it: how many of what, and the latest."""

    campaign: Campaign
    counts: tuple[Count, ...]
    links: tuple[Link, ...]


@frozen(kw_only=True)
class Share:
    """How a contact shares in a campaign: responsible for it, or with how many things that are linked to it."""

    campaign: str
    campaign_id: int
    responsible: bool = field(converter=bool)
    links: int
