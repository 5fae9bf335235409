"""The SQL by which contacts are found by what they asked of us, and requests by the beginnings of words."""

from collections.abc import Sequence

from outreach_crm.storage import Store
from outreach_mutuality.queries.requests import ELSE, MET, NOT, WITHOUT_ANSWER

# A request is of the organisation, and of who brought it.
_THEIRS = (
    "(exists (select 1 from mutuality_requests r{more} where r.contact_id = c.id and {which})"
    " or exists (select 1 from mutuality_people p join mutuality_requests r on r.id = p.request_id{more}"
    " where p.contact_id = c.id and {which}))"
)


def _theirs(which: str, more: str = "") -> str:
    return _THEIRS.replace("{which}", which).replace("{more}", more)


_DECISION = " left join mutuality_decisions d on d.request_id = r.id"
IS_SO_FAR = _theirs(
    f"((:value = 'open' and r.state in {WITHOUT_ANSWER}) or (:value = 'met' and d.outcome in {MET})"
    f" or (:value = 'something else' and d.outcome in {ELSE}) or (:value = 'declined' and d.outcome in {NOT}))",
    _DECISION,
)
"""Contacts with a request that is ``open``, ``met``, ``something else`` or ``declined``."""
OF_KIND = _theirs("r.kind = :value")
"""Contacts that asked for something of a kind."""
SINCE = _theirs("r.received_on >= :day")
"""Contacts that asked for something on a day or after it."""
PROMISED = _theirs(
    "w.done_on is null and (:value = 'open' or w.due_on < :today)",
    " join mutuality_promises w on w.request_id = r.id",
)
"""Contacts to whom we promised something that is not done: ``open``, or ``overdue``."""

_HAS = (
    "r.id in (select ref from words where tbl = 'mutuality_requests' and word >= :first{n} and word < :last{n}"
    " union select o.id from words w join mutuality_requests o on o.contact_id = w.ref"
    " where w.tbl = 'contacts' and w.word >= :first{n} and w.word < :last{n})"
)
_FOUND = (
    "select r.id from mutuality_requests r join v_contacts c on c.id = r.contact_id"
    " where {visible(c)} and c.trashed_on is null and {has} order by r.id desc limit :limit"
)
# Beyond every letter: words that begin with a prefix stand between it and it followed by this.
_END = chr(0x10FFFF)


def begun(store: Store, prefixes: Sequence[str], limit: int) -> list[int]:
    """Return the latest requests of which each prefix begins a word of what is asked, or of whose it is."""
    has = " and ".join(_HAS.replace("{n}", str(n)) for n in range(len(prefixes)))
    ends = {f"first{n}": prefix for n, prefix in enumerate(prefixes)}
    ends |= {f"last{n}": prefix + _END for n, prefix in enumerate(prefixes)}
    return [row["id"] for row in store.rows(_FOUND.replace("{has}", has), limit=limit, **ends)]
