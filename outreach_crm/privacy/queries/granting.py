"""The SQL of one basis for all members of a group: who they are, and who has it already."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from outreach_crm.storage import Store

_MEMBERS = (
    "select distinct m.person_id as contact_id from v_group_members m"
    " join v_contacts c on c.id = m.person_id and {visible(c)}"
    " where m.group_id = :group_id and m.from_on <= :on and (m.to_on is null or m.to_on > :on)"
    " and c.trashed_on is null and c.merged_into is null"
)
_NAMED = (
    "select s.contact_id, c.name from selection s join v_contacts c on c.id = s.contact_id and {visible(c)}"
    " order by c.sort_name, c.id"
)
_HAVE = (
    "select distinct s.contact_id from selection s join v_consents_now n on n.contact_id = s.contact_id"
    " where n.state = 'granted' and n.purpose = :purpose and n.channel = :channel and n.sector = :sector"
    " and n.basis = :basis and (n.valid_until is null or n.valid_until >= :until)"
)
_FOR_EVER = "9999-12-31"


@contextmanager
def members(store: Store, group_id: int, on: date) -> Iterator[dict[int, str]]:
    """Open a selection of the members of a group on a day; gives their names by their numbers, in order."""
    with store.selection() as selection:
        selection.fill(_MEMBERS, group_id=group_id, on=on.isoformat())
        yield {row["contact_id"]: row["name"] for row in store.rows(_NAMED)}


def have(store: Store, *, purpose: str, channel: str, sector: str, basis: str, until: str | None) -> set[int]:
    """Return who of the open selection has a basis already that holds as long, at least until a day or for ever."""
    asked = {"purpose": purpose, "channel": channel, "sector": sector, "basis": basis}
    return {row["contact_id"] for row in store.rows(_HAVE, **asked, until=until or _FOR_EVER)}
