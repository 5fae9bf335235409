"""The SQL of how far we have come with organisations."""

from collections.abc import Iterator

from outreach_crm.asks.model.ladder import REGULARLY, Standing
from outreach_crm.storage import Row, Store

# Whoever speaks with a president speaks with the association: entries with the organisation itself, and with people who
# held a role there on that day.
_OWN = "from timeline_contacts p join timeline_entries e on e.id = p.entry_id where p.contact_id = c.id"
_PEOPLE = (
    "from v_roles r join contacts h on h.id = r.person_id join timeline_contacts p on p.contact_id = r.person_id"
    " join timeline_entries e on e.id = p.entry_id where r.organisation_id = c.id and {visible(h)}"
    " and coalesce(r.from_on, '') <= e.happened_on and coalesce(r.to_on, '9999') >= e.happened_on"
)
_SINCE = "select max(e.happened_on) {} and e.happened_on <= :today"
_LAST = f"{{greatest(({_SINCE.format(_OWN)}); ({_SINCE.format(_PEOPLE)}))}}"
_DONE = "(select count(*) from asks a where a.contact_id = c.id and a.done_on >= :year_ago and a.done_on <= :today)"
_SAID = "(select l.rung from contact_rungs l where l.contact_id = c.id order by l.said_on desc, l.id desc limit 1)"
_RUNG = (
    f"case when {_SAID} in ('mobilises others', 'plans with us') then {_SAID}"
    f" when {_DONE} >= {REGULARLY} then 'acts regularly'"
    " when exists (select 1 from asks a where a.contact_id = c.id and a.done_on is not null) then 'acted once'"
    " when exists (select 1 from asks a where a.contact_id = c.id and a.answered_on is not null)"
    f" or exists (select 1 {_OWN} and e.side <> 'we') or exists (select 1 {_PEOPLE} and e.side <> 'we') then 'answered'"
    f" when exists (select 1 {_OWN}) or exists (select 1 {_PEOPLE}) then 'contacted' else 'identified' end"
)
_LIST = (
    f"select c.id as contact_id, c.name as contact, {_RUNG} as rung, {_DONE} as done,"
    f" {_LAST} as last_on"
    " from contacts c where c.kind = 'organisation' and c.trashed_on is null and c.merged_into is null and {visible(c)}"
    " and (cast(:contact_id as {int}) is null or c.id = :contact_id)"
    " and (cast(:sector as text) is null or exists (select 1 from contact_sectors s"
    " where s.contact_id = c.id and s.sector = :sector)) order by c.sort_name, c.id"
)
_SAYINGS = (
    "select l.said_on, l.because from contact_rungs l join contacts c on c.id = l.contact_id"
    " where l.contact_id = :contact_id and {visible(c)} order by l.said_on desc, l.id desc limit 1"
)
IS_ON = f"(c.kind = 'organisation' and {_RUNG} = :value)"
"""A predicate over ``c``, a row of ``v_contacts``."""


def standings(
    store: Store, today: str, year_ago: str, *, contact_id: int | None = None, sector: str | None = None
) -> Iterator[Standing]:
    """Yield how far we have come with organisations, all or one, or those of a sector, by name."""
    asked = {"today": today, "year_ago": year_ago, "contact_id": contact_id, "sector": sector}
    return (Standing(**row) for row in store.rows(_LIST, **asked))


def said(store: Store, contact_id: int) -> Row | None:
    """Return when and why somebody of us said the rung of an organisation last."""
    return store.one(_SAYINGS, contact_id=contact_id)
