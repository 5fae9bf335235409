"""The SQL of how people are reached: by the folder channel, and one of them by any."""

from outreach_crm.storage import Selection, Store

_VALID = (
    "{0}.wrong_since is null and ({0}.valid_from is null or {0}.valid_from <= :today)"
    " and ({0}.valid_to is null or {0}.valid_to >= :today)"
)
_EMAIL = f"p.contact_id = s.contact_id and p.kind = 'email' and {_VALID.replace('{0}', 'p')}"

# Whoever has no e-mail address is written to by post, or by name alone: a file can be printed and carried.
FOLDER = (
    "select s.contact_id, coalesce(p.address_key, 'contact:' || s.contact_id) as address_key,"
    " case when p.contact_id is not null then p.value else coalesce("
    "(select a.lines || '\n' || a.postcode || ' ' || a.town || '\n' || a.country from v_addresses a"
    f" where a.contact_id = s.contact_id and {_VALID.replace('{0}', 'a')}"
    " order by a.preferred desc, a.lines limit 1), '') end as address,"
    " case when p.contact_id is not null then 1 - p.preferred else 9 end as rank"
    f" from selection s left join v_points p on {_EMAIL}"
)

_ONE = "select c.id as contact_id from v_contacts c where c.id = :contact_id and {visible(c)}"
_FIRST = "select a.address from ({addresses}) as a order by a.rank, a.address limit 1"


def choose(selection: Selection, contact_id: int) -> int:
    """Fill the open selection with one contact, and return how many it has."""
    return selection.fill(_ONE, contact_id=contact_id)


def first(store: Store, addresses: str) -> str | None:
    """Return the best address of the one contact in the open selection; None where a channel does not reach them.

    It is empty where a channel reaches them by name alone.
    """
    found = store.value(_FIRST.replace("{addresses}", addresses))
    return None if found is None else str(found)
