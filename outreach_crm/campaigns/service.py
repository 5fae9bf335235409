"""What can be done with campaigns: add, edit, find them, and link to them whatever belongs to them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from outreach_crm.app import App
from outreach_crm.campaigns import queries
from outreach_crm.campaigns.model import Campaign, CampaignCard, CampaignDraft, CampaignEdit, Share
from outreach_crm.contacts import service as contacts
from outreach_crm.dates import check_span, read_stored
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.groups import service as groups
from outreach_crm.keywords import service as keywords
from outreach_crm.languages import in_letter
from outreach_crm.meaning import begun, number_meant, unique_name
from outreach_crm.model import Hit, NewsItem, Ref
from outreach_crm.sectors import service as sectors
from outreach_crm.storage.undo_plan import kept_tables
from outreach_crm.text import say

_FIELDS = ("name", "from_on", "to_on", "group")


def add(app: App, draft: CampaignDraft, *, because: str = "") -> Campaign:
    """Add a campaign.

    Raises:
        InvalidInputError: it has no name, a day or country cannot be right, or it ends before it begins.
        NotFoundError: there is no such keyword or group.
        ConflictError: there is a campaign of that name.
    """
    _load_keywords(app, draft.themes)
    with app.change("add campaign", because=because):
        fields = {"name": draft.name, "from_on": draft.from_on, "to_on": draft.to_on, "group": draft.group}
        written = _read(app, fields, None)
        check_span(written["from_on"], written["to_on"], "A campaign")
        campaign_id = app.store.insert("campaigns", written)
        _parts(app, campaign_id, CampaignEdit(countries=draft.countries, themes=draft.themes))
        return get(app, campaign_id)


def edit(app: App, campaign_id: int, changes: CampaignEdit, *, because: str = "") -> Campaign:
    """Change a campaign, all or nothing.

    Raises:
        InvalidInputError: a value cannot be right, or nothing is to be changed.
        NotFoundError: there is no such campaign, keyword or group, or it has not what is to be taken away.
        ConflictError: somebody else changed it since ``changes.version``, or another one has that name.
    """
    from outreach_crm.changes import service as journal

    _load_keywords(app, changes.themes)
    with app.change("edit campaign", because=because):
        campaign = get(app, campaign_id)
        journal.check_version(app, campaign.name, campaign.change_id, seen=changes.version)
        if changes == CampaignEdit(version=changes.version):
            raise InvalidInputError(say("Say what to change of {campaign}.", campaign=campaign.name))
        written = _read(app, changes.fields, campaign_id)
        check_span(written.get("from_on", campaign.from_on), written.get("to_on", campaign.to_on), "A campaign")
        app.store.update("campaigns", campaign_id, written)  # also when only its parts change: it has one version
        _parts(app, campaign_id, changes)
        return get(app, campaign_id)


def get(app: App, campaign_id: int) -> Campaign:
    """Return a campaign.

    Raises:
        NotFoundError: there is none of that number.
    """
    found = queries.some(app.store, [campaign_id], lambda one: keywords.label(app, one))
    if not found:
        raise NotFoundError(
            say("There is no campaign {campaign_id}; outreach campaigns list shows them.", campaign_id=campaign_id)
        )
    return found[0]


def resolve(app: App, text: str) -> Campaign:
    """Return the one campaign somebody means.

    Args:
        app: the App.
        text: its number, ``campaigns:3``, its name, or enough of its words.

    Raises:
        NotFoundError: none fits.
        InvalidInputError: several fit; they are named with their numbers.
    """
    return get(app, number_meant(text, "campaigns", partial(queries.names, app.store), "campaign"))


def hits(app: App, text: str) -> list[Hit]:
    """Return the campaigns that a search finds."""
    names = queries.names(app.store)
    return [Hit(ref=Ref("campaigns", one), title=names[one]) for one in begun(text, names)]


def list_campaigns(app: App, *, country: str = "", past: bool = False, limit: int = 100) -> list[Campaign]:
    """Return campaigns, the latest first: in a country (name or code) if one is given, those over only if asked.

    Raises:
        InvalidInputError: it is no country.
    """
    code = contacts.read_country(country) or None
    return queries.listed(app.store, lambda one: keywords.label(app, one), country=code, past=past, limit=limit)


def news(app: App, sector: str, since: date) -> list[NewsItem]:
    """Return the campaigns that go on today and concern a sector; one that began before a day is news since that."""
    ours, today = queries.for_keywords(app.store, sectors.watched(app, sector)), app.clock.today().isoformat()
    return [
        NewsItem(
            heading="Campaigns",
            title=one.name,
            lines=tuple(_told(app, one)),
            ref=Ref("campaigns", one.id),
            on=max(since, date.fromisoformat(one.from_on)) if one.from_on else since,
        )
        for one in list_campaigns(app)
        if one.id in ours and (not one.from_on or one.from_on <= today)
    ]


def _told(app: App, campaign: Campaign) -> Iterator[str]:
    where = ", ".join(keywords.country_name(one, app.section.language) or one for one in campaign.countries)
    when, themes = in_letter(campaign.when, app.section.language), ", ".join(campaign.themes)
    yield from (f"{label}{said}" for label, said in (("", when), ("Where: ", where), ("On: ", themes)) if said)


def themes(app: App, campaign_id: int) -> tuple[int, ...]:
    """Return the numbers of the keywords of a campaign."""
    return queries.themes(app.store, campaign_id)


def show(app: App, campaign_id: int, *, limit: int = 50) -> CampaignCard:
    """Return a campaign with all that was linked to it: how many of what, and the latest ones.

    Raises:
        NotFoundError: there is none of that number.
    """
    titles = {table.name: table.title for table in kept_tables(app.store)}
    return CampaignCard(
        campaign=get(app, campaign_id),
        counts=tuple(queries.counts(app.store, campaign_id, titles)),
        links=tuple(queries.links(app.store, campaign_id, titles, limit)),
    )


def link(
    app: App,
    campaign_id: int,
    ref: Ref,
    *,
    title: str,
    on: date,
    contact_ids: Iterable[int] = (),
    because: str = "",
) -> None:
    """Link whatever was asked, sent, met or worked on to a campaign; linked again, title, day and contacts are renewed.

    Args:
        app: the App.
        campaign_id: which campaign.
        ref: what is linked.
        title: what it is in a few words, without the names of those it is about; may be empty where these are given.
        on: its day.
        contact_ids: whom it is about, besides a linked contact itself; who may not see all does not see the link.
        because: why.

    Raises:
        NotFoundError: there is no such campaign, record or contact.
        InvalidInputError: there is no title, or the campaign would be linked to itself.
    """
    with app.change("link to campaign", because=because):
        _check_ref(app, get(app, campaign_id), ref)
        about = set(contact_ids) | ({ref.id} if ref.kind == "contacts" else set())
        for contact_id in about:
            contacts.get(app, contact_id)
        if not title.strip() and not about:
            raise InvalidInputError(say("Say in a few words what {ref} is.", ref=ref))
        link_id = _write_link(app, campaign_id, ref, {"title": title.strip(), "on_date": on.isoformat()})
        _set_contacts(app, link_id, about)


def unlink(app: App, campaign_id: int, ref: Ref, *, because: str = "") -> None:
    """Take something out of a campaign; it stays in the journal.

    Raises:
        NotFoundError: there is no such campaign, or it is not linked to it.
    """
    with app.change("unlink from campaign", because=because):
        campaign = get(app, campaign_id)
        there = _link_id(app, campaign_id, ref)
        if there is None:
            raise NotFoundError(say("{ref} is not linked to {campaign}.", ref=ref, campaign=campaign.name))
        _set_contacts(app, there, set())
        app.store.delete("campaign_links", there)


def of_ref(app: App, ref: Ref) -> list[Campaign]:
    """Return the campaigns something is linked to, the latest first."""
    return queries.some(app.store, queries.campaigns_of(app.store, ref), lambda one: keywords.label(app, one))


def shares(app: App, contact_id: int) -> list[Share]:
    """Return how a contact shares in campaigns: responsible for one, or with what is linked to it; the latest first."""
    return queries.shares(app.store, contact_id)


def _load_keywords(app: App, themes: Iterable[str]) -> None:
    """Load the keywords before the change opens, so that taking the change back leaves them alone."""
    if any(themes):
        keywords.prepare(app)


def _read(app: App, fields: Mapping[str, str], campaign_id: int | None) -> dict[str, Any]:
    """Return fields of a campaign ready to be stored."""
    for name in fields:
        if name not in _FIELDS:
            known = ", ".join(_FIELDS)
            raise InvalidInputError(
                say("{unknown!r} is not a field of a campaign; there are {names}.", unknown=name, names=known)
            )
    written: dict[str, Any] = {}
    if "name" in fields:
        written |= unique_name(fields["name"], "campaign", partial(queries.by_key, app.store), campaign_id)
    for name in ("from_on", "to_on"):
        if name in fields:
            written[name] = read_stored(fields[name], app.clock.today())
    if "group" in fields:
        text = fields["group"].strip()
        written["group_id"] = groups.resolve(app, text).contact_id if text else None
    return written


def _parts(app: App, campaign_id: int, changes: CampaignEdit) -> None:
    for text in changes.countries:
        _add(app, campaign_id, "campaign_countries", "country", _country(text))
    for text in changes.no_countries:
        _drop(app, campaign_id, "campaign_countries", "country", _country(text))
    for text in changes.themes:
        _add(app, campaign_id, "campaign_keywords", "keyword_id", keywords.resolve(app, text).id)
    for text in changes.no_themes:
        _drop(app, campaign_id, "campaign_keywords", "keyword_id", keywords.resolve(app, text).id)


def _country(text: str) -> str:
    code = contacts.read_country(text.strip())
    if not code:
        raise InvalidInputError(say("A target country needs a name or two letters."))
    return code


def _add(app: App, campaign_id: int, table: str, column: str, value: object) -> None:
    if queries.row_id(app.store, table, campaign_id, column, value) is None:
        app.store.insert(table, {"campaign_id": campaign_id, column: value})


def _drop(app: App, campaign_id: int, table: str, column: str, value: object) -> None:
    there = queries.row_id(app.store, table, campaign_id, column, value)
    if there is None:
        what = say("target country") if column == "country" else say("theme")
        raise NotFoundError(say("The campaign has no such {what}; nothing was changed.", what=what))
    app.store.delete(table, there)


def _check_ref(app: App, campaign: Campaign, ref: Ref) -> None:
    if ref == Ref("campaigns", campaign.id):
        raise InvalidInputError(say("{campaign} cannot be linked to itself.", campaign=campaign.name))
    if ref.kind not in app.store.kept:
        raise NotFoundError(say("There are no records called {kind!r}; a link is written as tasks:17.", kind=ref.kind))
    if not queries.exists(app.store, ref):
        raise NotFoundError(say("There is no {ref}.", ref=ref))


def _write_link(app: App, campaign_id: int, ref: Ref, values: Mapping[str, str]) -> int:
    there = _link_id(app, campaign_id, ref)
    if there is None:
        pointer = {"campaign_id": campaign_id, "ref_kind": ref.kind, "ref_id": ref.id}
        return app.store.insert("campaign_links", {**pointer, **values})
    app.store.update("campaign_links", there, values)
    return there


def _link_id(app: App, campaign_id: int, ref: Ref) -> int | None:
    there = queries.link_id(app.store, campaign_id, ref)
    if there is not None and not queries.is_seen(app.store, there):
        raise NotFoundError(say("There is no {ref}.", ref=ref))
    return there


def _set_contacts(app: App, link_id: int, contact_ids: set[int]) -> None:
    there = queries.contacts_of_link(app.store, link_id)
    for contact_id in sorted(contact_ids - there.keys()):
        app.store.insert("campaign_link_contacts", {"link_id": link_id, "contact_id": contact_id})
    for contact_id in sorted(there.keys() - contact_ids):
        app.store.delete("campaign_link_contacts", there[contact_id])
