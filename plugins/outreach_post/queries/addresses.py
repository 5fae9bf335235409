"""The SQL of how letters and calls reach people, and of the parts of an address in one text."""

from outreach_crm.storage import Store
from outreach_post.model import Address

# What parts a text of an address: no keyboard writes it (ASCII unit separator).
PART = "\x1f"

_VALID = (
    "{0}.wrong_since is null and ({0}.valid_from is null or {0}.valid_from <= :today)"
    " and ({0}.valid_to is null or {0}.valid_to >= :today)"
)
_PARTS = f" || '{PART}' || ".join(f"a.{name}" for name in ("lines", "postcode", "town", "region", "country"))
# One address of each contact: the preferred one, else the first as it is written.
_ONE_EACH = (
    "select s.contact_id, a.lines, a.postcode, a.town, a.region, a.country, 1 - a.preferred as rank,"
    " row_number() over (partition by s.contact_id order by a.preferred desc, a.lines, a.postcode, a.town) as nth"
    " from selection s join v_addresses a on a.contact_id = s.contact_id and (a.lines <> '' or a.town <> '')"
    f" and {_VALID.replace('{0}', 'a')}"
)
# Each person gets a letter of their own, whoever lives with them.
POST = (
    f"select a.contact_id, 'contact:' || a.contact_id as address_key, {_PARTS} as address, a.rank"
    f" from ({_ONE_EACH}) as a where a.nth = 1"
)
# Whoever lives at one address gets one between them. A household is called after the first contact that was ever
# written down at its address, whether it is selected or not, so that its name is the same whenever it is asked.
_HOUSEHOLDS = (
    "select h.lines, h.postcode, h.town, h.country, min(h.contact_id) as first_id from v_addresses h"
    " group by h.lines, h.postcode, h.town, h.country"
)
HOUSEHOLD = (
    f"select a.contact_id, 'household:' || h.first_id as address_key, {_PARTS} as address, a.rank"
    f" from ({_ONE_EACH}) as a join ({_HOUSEHOLDS}) as h on h.lines = a.lines and h.postcode = a.postcode"
    " and h.town = a.town and h.country = a.country where a.nth = 1"
)
PHONE = (
    "select p.contact_id, p.address_key, p.value as address, 1 - p.preferred as rank from selection s"
    " join v_points p on p.contact_id = s.contact_id and p.kind = 'phone' and lower(p.label) not like '%fax%'"
    f" and {_VALID.replace('{0}', 'p')}"
)
_OF_SELECTED = f"select r.contact_id, r.address from ({POST}) as r"


def read(name: str, text: str) -> Address:
    """Return the address that a text of :data:`POST` holds."""
    lines, postcode, town, region, country = (text.split(PART) + [""] * 5)[:5]
    given = {"postcode": postcode, "town": town, "region": region, "country": country}
    return Address(name=name, lines=tuple(filter(None, lines.split("\n"))), **given)


def of_selected(store: Store) -> dict[int, str]:
    """Return the addresses of the contacts in the open selection, those that have one, as texts."""
    return {row["contact_id"]: row["address"] for row in store.rows(_OF_SELECTED)}
