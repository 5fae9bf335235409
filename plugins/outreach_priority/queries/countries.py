"""The SQL of our society's links with countries, and of the routes of sectors to them."""

from outreach_crm.storage import Store
from outreach_priority.model.countries import Link, SectorRoute

_LINK = "select id, country, kind, what, source, known_on, change_id from priority_links"
_BY_ID = f"{_LINK} where id = :id"
_LINKS = f"{_LINK} where country = :country order by kind, known_on desc, id"
# A route that runs through somebody whom the actor may not see is not there.
_ROUTE = (
    "select r.id, r.country, r.sector, r.route, r.strength, c.id as contact_id, coalesce(c.name, '') as contact,"
    " r.what, r.source, r.known_on, r.change_id from priority_routes r"
    " left join v_contacts c on c.id = r.contact_id where (r.contact_id is null or {visible(c)})"
)
_ROUTE_BY_ID = f"{_ROUTE} and r.id = :id"
_ROUTES = f"{_ROUTE} and r.country = :country order by r.sector, r.strength desc, r.route, r.id"
_SAME = (
    "select id from priority_routes where country = :country and sector = :sector and route = :route"
    " and coalesce(contact_id, 0) = coalesce(cast(:contact_id as {int}), 0) order by id limit 1"
)
_COUNTRIES = (
    "select k.country, count(distinct k.link) as links, count(distinct k.sector) as sectors from ("
    " select country, id as link, null as sector from priority_links union all"
    " select r.country, null as link, r.sector from priority_routes r left join v_contacts c on c.id = r.contact_id"
    " where r.strength > 0 and (r.contact_id is null or {visible(c)})"
    ") k group by k.country order by k.country"
)


def link(store: Store, number: int) -> Link | None:
    """Return a link by its number."""
    row = store.one(_BY_ID, id=number)
    return Link(**row) if row else None


def links(store: Store, country: str) -> list[Link]:
    """Return the links of our society with a country."""
    return [Link(**row) for row in store.rows(_LINKS, country=country)]


def route(store: Store, number: int) -> SectorRoute | None:
    """Return a route by its number."""
    row = store.one(_ROUTE_BY_ID, id=number)
    return SectorRoute(**row) if row else None


def routes(store: Store, country: str) -> list[SectorRoute]:
    """Return the routes of all sectors to a country, the strongest of each sector first."""
    return [SectorRoute(**row) for row in store.rows(_ROUTES, country=country)]


def same_route(store: Store, country: str, sector: str, route: str, contact_id: int | None) -> int | None:
    """Return the number of the route of a sector by one way through one contact, or through nobody in particular."""
    found = store.value(_SAME, country=country, sector=sector, route=route, contact_id=contact_id)
    return None if found is None else int(found)


def countries(store: Store) -> dict[str, tuple[int, int]]:
    """Return of which countries something is kept: how many links, and how many sectors with a route."""
    return {row["country"]: (row["links"], row["sectors"]) for row in store.rows(_COUNTRIES)}
