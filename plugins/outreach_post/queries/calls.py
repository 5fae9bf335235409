"""The SQL of calls: the lines in hand, and when each was last in touch."""

import json
from collections.abc import Iterable

from outreach_crm.storage import Row, Store

_LINES = (
    "select h.id, h.contact_id, c.name, c.country, p.value as phone, coalesce(t.last_on, '') as last,"
    " case when c.kind = 'person' then coalesce((select o.name from v_roles r"
    " join v_contacts o on o.id = r.organisation_id and {visible(o)} where r.person_id = c.id"
    " and o.trashed_on is null and (r.to_on is null or r.to_on >= :today) order by r.from_on desc, r.id desc limit 1),"
    " '') else '' end as organisation"
    " from post_sheets h join v_contacts c on c.id = h.contact_id and {visible(c)}"
    " left join v_points p on p.contact_id = h.contact_id and p.kind = 'phone' and p.address_key = h.digest"
    " left join v_last_contact t on t.contact_id = h.contact_id where h.id in {each(:ids)}"
)
_LAST = "select t.contact_id, t.last_on from v_last_contact t where t.contact_id in {each(:ids)}"


def lines(store: Store, ids: Iterable[int]) -> dict[int, Row]:
    """Return whom lines of lists are of, by the id of the sheet: name, organisation, number, last contact."""
    return {row["id"]: row for row in store.rows(_LINES, ids=json.dumps([*ids]))}


def last_contacts(store: Store, ids: Iterable[int]) -> dict[int, str]:
    """Return the day of the last contact with each of some contacts."""
    return {row["contact_id"]: row["last_on"] for row in store.rows(_LAST, ids=json.dumps([*ids]))}
