"""The SQL of campaigns. Records are loaded where some are made: most contacts share in no campaign."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from outreach_crm.model import MOST_MATTERS, AgendaItem, Aim, CalendarEvent, Due, Ref, left_over, with_rest
from outreach_crm.storage import Row, Store
from outreach_crm.text import later, say

if TYPE_CHECKING:
    from outreach_crm.campaigns.model import Campaign, Count, Link, Share

_COLUMNS = (
    "select m.id, m.name, m.from_on, m.to_on, c.id as group_id, coalesce(c.name, '') as \"group\", m.change_id"
    " from campaigns m left join v_contacts c on c.id = m.group_id and {visible(c)}"
)
_ORDER = " order by coalesce(m.from_on, '') desc, m.name_key, m.id"
_SOME = f"{_COLUMNS} where m.id in {{each(:ids)}}{_ORDER}"
_LIST = (
    f"{_COLUMNS} where (:past = 1 or m.to_on is null or m.to_on >= :today)"
    " and (cast(:country as text) is null or exists"
    " (select 1 from campaign_countries n where n.campaign_id = m.id and n.country = :country))"
    f"{_ORDER} limit :limit"
)
# Without themes it is for everybody.
_FOR = (
    "select m.id from campaigns m where not exists (select 1 from campaign_keywords k where k.campaign_id = m.id)"
    " or exists (select 1 from campaign_keywords k join v_keyword_closure x on x.specific_id = k.keyword_id"
    " where k.campaign_id = m.id and {among(x.general_id; :keywords)})"
)
_IN_YEAR = (
    "select m.id, m.name, m.to_on from campaigns m join v_contacts c on c.id = m.group_id and {visible(c)}"
    " where m.group_id = :group_id and (m.from_on is null or m.from_on <= :last)"
    " and (m.to_on is null or m.to_on >= :first)"
    " order by coalesce(m.to_on, '9999'), m.id"
)
_NAMES = "select id, name from campaigns order by coalesce(from_on, '') desc, name_key, id"
_BY_KEY = "select id from campaigns where name_key = :key"
_COUNTRIES = "select campaign_id, country from campaign_countries where campaign_id in {each(:ids)} order by id"
_KEYWORDS = "select campaign_id, keyword_id from campaign_keywords where campaign_id in {each(:ids)} order by id"
_ROW = "select id from {table} where campaign_id = :campaign_id and {column} = :value"
_OF_REF = "select campaign_id from campaign_links where ref_kind = :kind and ref_id = :ref_id"
_LINK = "select id from campaign_links where campaign_id = :campaign_id and ref_kind = :kind and ref_id = :ref_id"
# A link about somebody, or something, that the actor may not see is neither shown nor counted.
_SEEN = (
    " not exists (select 1 from campaign_link_contacts p"
    " join v_contacts c on c.id = p.contact_id where p.link_id = l.id and not {visible(c)})"
    " and {told(l.ref_kind; l.ref_id)}"
)
_LINKS = (
    "select l.id, l.ref_kind, l.ref_id, l.title, l.on_date from campaign_links l"
    f" where l.campaign_id = :campaign_id and{_SEEN} order by l.on_date desc, l.id desc limit :limit"
)
_COUNTS = (
    "select l.ref_kind, count(*) as n from campaign_links l"
    f" where l.campaign_id = :campaign_id and{_SEEN} group by l.ref_kind order by l.ref_kind"
)
_IS_SEEN = f"select 1 as n from campaign_links l where l.id = :link_id and{_SEEN}"
_LINK_CONTACTS = (
    "select p.link_id, c.name from campaign_link_contacts p join v_contacts c on c.id = p.contact_id"
    " where p.link_id in {each(:ids)} and {visible(c)} order by c.sort_name, c.id"
)
_ROWS_OF_LINK = "select id, contact_id from campaign_link_contacts where link_id = :link_id order by id"
_SHARES = (
    "select m.id as campaign_id, m.name as campaign, max(s.responsible) as responsible, sum(s.linked) as links"
    " from campaigns m join ("
    "select g.id as campaign_id, 1 as responsible, 0 as linked from campaigns g where g.group_id = :contact_id"
    " union all select l.campaign_id, 0, 1 from campaign_link_contacts p join campaign_links l on l.id = p.link_id"
    " where p.contact_id = :contact_id and not exists (select 1 from campaign_link_contacts o"
    " join v_contacts c on c.id = o.contact_id where o.link_id = l.id and not {visible(c)})"
    " and {told(l.ref_kind; l.ref_id)}"
    ") as s on s.campaign_id = m.id group by m.id, m.name, m.from_on, m.name_key"
    f"{_ORDER}"
)
# Those a group is responsible for, on a day on which they go on.
_OF_GROUP = (
    "select m.id, m.name, m.to_on, count(*) over () as of_all from campaigns m"
    " join v_contacts c on c.id = m.group_id and c.trashed_on is null and {visible(c)}"
    " where m.group_id = :group_id and coalesce(m.from_on, :on) <= :on and coalesce(m.to_on, :on) >= :on"
    " order by coalesce(m.to_on, '9999'), m.name_key, m.id limit :most"
)
_OF_DAYS = (
    "select m.id, m.name, m.from_on, m.to_on, c.id as group_id from campaigns m"
    " left join v_contacts c on c.id = m.group_id and {visible(c)}"
    " where (m.from_on >= :start and m.from_on <= :end) or (m.to_on >= :start and m.to_on <= :end) order by m.id"
)
# What can be asked of a contact: a predicate over ``c``, a row of ``v_contacts``.
SHARES_IN = (
    "(exists (select 1 from campaigns m where m.id = :campaign and m.group_id = c.id)"
    " or exists (select 1 from campaign_link_contacts s join campaign_links l on l.id = s.link_id"
    " where s.contact_id = c.id and l.campaign_id = :campaign"
    " and not exists (select 1 from campaign_link_contacts o join v_contacts h on h.id = o.contact_id"
    " where o.link_id = l.id and not {visible(h)})))"
)
_EXISTS = "select 1 as n from {table} where id = :id"


def matters(store: Store, group_id: int, on: date) -> list[AgendaItem]:
    """Return the campaigns a group is responsible for that go on on a day, the first to end first."""
    heading = say("Campaigns")
    rows = store.rows(_OF_GROUP, group_id=group_id, on=on.isoformat(), most=MOST_MATTERS)
    named = (
        AgendaItem(
            heading=heading,
            title=row["name"],
            ref=Ref("campaigns", row["id"]),
            due_on=date.fromisoformat(row["to_on"]) if row["to_on"] else None,
        )
        for row in rows
    )
    return with_rest(named, left_over(rows), heading)


def days(store: Store, start: date, end: date) -> list[CalendarEvent]:
    """Return the days of a span on which campaigns begin or end."""
    said = {"from_on": later("{name} begins"), "to_on": later("{name} ends")}
    first, last = start.isoformat(), end.isoformat()
    return [
        CalendarEvent(
            ref=Ref("campaigns", row["id"]),
            title=say(template, name=row["name"]),
            on=date.fromisoformat(row[column]),
            kind=Due.DEADLINE,
            contact_ids=() if row["group_id"] is None else (row["group_id"],),
            office=True,
            part=column,
        )
        for row in store.rows(_OF_DAYS, start=first, end=last)
        for column, template in said.items()
        if row[column] and first <= row[column] <= last
    ]


def some(store: Store, ids: Iterable[int], label: Callable[[int], str]) -> list[Campaign]:
    """Return campaigns by their ids, the latest first.

    Args:
        store: the store.
        ids: which.
        label: gives a keyword's name.
    """
    return _whole(store, store.rows(_SOME, ids=json.dumps([*ids])), label)


def listed(store: Store, label: Callable[[int], str], *, country: str | None, past: bool, limit: int) -> list[Campaign]:
    """Return campaigns, the latest first, narrowed by a country; those that are over only if asked."""
    return _whole(store, store.rows(_LIST, country=country, past=int(past), limit=limit), label)


def _whole(store: Store, rows: list[Row], label: Callable[[int], str]) -> list[Campaign]:
    from outreach_crm.campaigns.model import Campaign

    ids = json.dumps([row["id"] for row in rows])
    countries: dict[int, list[str]] = {}
    for row in store.rows(_COUNTRIES, ids=ids):
        countries.setdefault(row["campaign_id"], []).append(row["country"])
    themes: dict[int, list[str]] = {}
    for row in store.rows(_KEYWORDS, ids=ids):
        themes.setdefault(row["campaign_id"], []).append(label(row["keyword_id"]))
    return [
        Campaign(**row, countries=tuple(countries.get(row["id"], ())), themes=tuple(themes.get(row["id"], ())))
        for row in rows
    ]


def themes(store: Store, campaign_id: int) -> tuple[int, ...]:
    """Return the numbers of the keywords of a campaign."""
    return tuple(row["keyword_id"] for row in store.rows(_KEYWORDS, ids=json.dumps([campaign_id])))


def for_keywords(store: Store, keywords: Iterable[int]) -> set[int]:
    """Return the campaigns that have one of some keywords among their themes, or a more specific one, or no theme."""
    return {row["id"] for row in store.rows(_FOR, keywords=store.numbers([*keywords]))}


def names(store: Store) -> dict[int, str]:
    """Return the names of all campaigns by id, the latest first."""
    return {row["id"]: row["name"] for row in store.rows(_NAMES)}


def by_key(store: Store, key: str) -> int | None:
    """Return the id of the campaign with a folded name."""
    found = store.value(_BY_KEY, key=key)
    return None if found is None else int(found)


def row_id(store: Store, table: str, campaign_id: int, column: str, value: object) -> int | None:
    """Return the id of a row of a campaign that holds a value; table and column come from this feature's code."""
    sql = _ROW.replace("{table}", table).replace("{column}", column)
    found = store.value(sql, campaign_id=campaign_id, value=value)
    return None if found is None else int(found)


def campaigns_of(store: Store, ref: Ref) -> list[int]:
    """Return the ids of the campaigns a record is linked to."""
    return [row["campaign_id"] for row in store.rows(_OF_REF, kind=ref.kind, ref_id=ref.id)]


def link_id(store: Store, campaign_id: int, ref: Ref) -> int | None:
    """Return the id of the link between a campaign and a record."""
    found = store.value(_LINK, campaign_id=campaign_id, kind=ref.kind, ref_id=ref.id)
    return None if found is None else int(found)


def is_seen(store: Store, link_id: int) -> bool:
    """Return whether the actor may see everybody a link is about."""
    return store.value(_IS_SEEN, link_id=link_id) is not None


def links(store: Store, campaign_id: int, titles: Mapping[str, str], limit: int) -> list[Link]:
    """Return what is linked to a campaign, newest first, with the contacts it is about.

    Args:
        store: the store.
        campaign_id: which campaign.
        titles: what a record is called, by the name of its table.
        limit: how many at most.
    """
    from outreach_crm.campaigns.model import Link

    rows = store.rows(_LINKS, campaign_id=campaign_id, limit=limit)
    contacts: dict[int, list[str]] = {}
    for row in store.rows(_LINK_CONTACTS, ids=json.dumps([row["id"] for row in rows])):
        contacts.setdefault(row["link_id"], []).append(row["name"])
    return [
        Link(
            ref=Ref(row["ref_kind"], row["ref_id"]),
            what=_called(row, titles),
            title=row["title"],
            on_date=row["on_date"],
            contacts=tuple(contacts.get(row["id"], ())),
        )
        for row in rows
    ]


def counts(store: Store, campaign_id: int, titles: Mapping[str, str]) -> list[Count]:
    """Return how many records of each kind are linked to a campaign; ``titles`` as in :func:`links`."""
    from outreach_crm.campaigns.model import Count

    rows = store.rows(_COUNTS, campaign_id=campaign_id)
    return [Count(kind=row["ref_kind"], what=_called(row, titles), n=row["n"]) for row in rows]


def _called(row: Row, titles: Mapping[str, str]) -> str:
    return titles.get(str(row["ref_kind"]), str(row["ref_kind"]))


def contacts_of_link(store: Store, link_id: int) -> dict[int, int]:
    """Return the contacts a link is about, each with the id of its row."""
    return {row["contact_id"]: row["id"] for row in store.rows(_ROWS_OF_LINK, link_id=link_id)}


def aims(store: Store, group_id: int, year: int) -> list[Aim]:
    """Return the campaigns that a group is responsible for and that go on in a year; those without days always do."""
    return [
        Aim(
            ref=Ref("campaigns", row["id"]),
            title=row["name"],
            due_on=date.fromisoformat(row["to_on"]) if row["to_on"] else None,
            campaign_id=row["id"],
        )
        for row in store.rows(_IN_YEAR, group_id=group_id, first=f"{year:04}-01-01", last=f"{year:04}-12-31")
    ]


def shares(store: Store, contact_id: int) -> list[Share]:
    """Return how a contact shares in campaigns, the latest first."""
    rows = store.rows(_SHARES, contact_id=contact_id)
    if not rows:
        return []
    from outreach_crm.campaigns.model import Share

    return [Share(**row) for row in rows]


def exists(store: Store, ref: Ref) -> bool:
    """Return whether a record is there; its kind is the name of a kept table of this database."""
    return store.value(_EXISTS.replace("{table}", ref.kind), id=ref.id) is not None
