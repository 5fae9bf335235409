"""The SQL of invitations: who was sent what, what they answered, and what they wish."""

from collections import defaultdict
from collections.abc import Iterable

from outreach_crm.storage import Selection, Store
from outreach_meetings.model.invitations import Given, Sent, Wish
from outreach_meetings.model.series import Series
from outreach_meetings.queries.series import peopled

_GONE = "('failed', 'cancelled', 'refused')"
_SENT = (
    "select i.id, i.sitting_id, i.contact_id, c.name, d.id as delivery_id, i.method, i.sequence, i.organizer,"
    f" i.sent_on, case when d.state not in {_GONE} and d.returned = '' then 1 else 0 end as arrived"
    " from meeting_invitations i join v_contacts c on c.id = i.contact_id and {visible(c)}"
    " left join v_deliveries d on d.dispatch_id = i.dispatch_id and d.contact_id = i.contact_id"
    " where i.series_id = :series_id and c.trashed_on is null order by i.id"
)
_GIVEN = (
    "select a.id, a.sitting_id, a.contact_id, a.partstat, a.answered_at, a.sequence, a.comment from meeting_answers a"
    " join v_contacts c on c.id = a.contact_id and {visible(c)} where a.series_id = :series_id order by a.id"
)
_WISH = (
    "select w.id, w.series_id, w.sitting_id, w.contact_id, c.name, w.starts, w.answered_at, w.sequence, w.comment,"
    " w.state from meeting_wishes w join v_contacts c on c.id = w.contact_id and {visible(c)}"
)
_WISHES = f"{_WISH} where w.series_id = :series_id order by w.id desc"
_ONE_WISH = f"{_WISH} where w.id = :id"
_OPEN = f"{_WISH} where w.state = 'open' and c.trashed_on is null order by w.id"
_BY_UID = "select id from meeting_series where uid = :uid"
# Whoever was invited may answer from another address of theirs.
_INVITED = (
    "select distinct i.contact_id from meeting_invitations i"
    " join v_points p on p.contact_id = i.contact_id and p.kind = 'email' and p.address_key = :key"
    " where i.series_id = :series_id"
)
_HAS = "select distinct contact_id from v_points where kind = 'email' and address_key = :key"
_CHOOSE = "select c.id as contact_id, c.uid as variant from v_contacts c where {among(c.id; :ids)} and {visible(c)}"
_UIDS = "select c.id, c.uid from v_contacts c where {among(c.id; :ids)} and {visible(c)}"
# By their link somebody reads what they were invited to, also of a group that is hidden from them.
_INVITED_TO = (
    'select s.id, s.uid, s.group_id, g.name as "group", s.title, s.starts, s.minutes, s.zone, s.rule, s.place, s.link,'
    " s.quorum, s.note, s.told, s.sequence, s.called_off_on, s.change_id"
    " from meeting_series s join v_contacts g on g.id = s.group_id"
    " join v_contacts c on c.id = :own_id and {visible(c)} where s.uid = :uid and c.trashed_on is null"
    " and exists (select 1 from meeting_invitations i where i.series_id = s.id and i.contact_id = c.id)"
)
_QUEUED = (
    "select contact_id from v_deliveries where dispatch_id = :dispatch_id and state = 'queued' order by contact_id"
)
_MESSAGES = "select count(*) as n from v_dispatches where ref_kind = 'meeting_series' and ref_id = :series_id"


def sent(store: Store, series_id: int) -> dict[int, list[Sent]]:
    """Return what was sent about a series and its meetings, by contact, the earliest first."""
    found: dict[int, list[Sent]] = defaultdict(list)
    for row in store.rows(_SENT, series_id=series_id):
        found[row["contact_id"]].append(Sent(**row))
    return found


def given(store: Store, series_id: int) -> dict[int, list[Given]]:
    """Return the answers to a series and to its meetings, by contact."""
    found: dict[int, list[Given]] = defaultdict(list)
    for row in store.rows(_GIVEN, series_id=series_id):
        found[row["contact_id"]].append(Given(**row))
    return found


def wishes(store: Store, series_id: int) -> list[Wish]:
    """Return the wishes for another time of a series and its meetings, the latest first."""
    return [Wish(**row) for row in store.rows(_WISHES, series_id=series_id)]


def wish(store: Store, wish_id: int) -> Wish | None:
    """Return a wish, or None where there is none that the actor may see."""
    row = store.one(_ONE_WISH, id=wish_id)
    return Wish(**row) if row else None


def open_wishes(store: Store) -> list[Wish]:
    """Return the wishes that nobody has decided."""
    return [Wish(**row) for row in store.rows(_OPEN)]


def by_uid(store: Store, uid: str) -> int | None:
    """Return the series that calendars know by a UID."""
    found = store.value(_BY_UID, uid=uid)
    return None if found is None else int(found)


def invited(store: Store, series_id: int, key: str) -> set[int]:
    """Return who of those that were sent something about a series has an address, by its key."""
    return {row["contact_id"] for row in store.rows(_INVITED, series_id=series_id, key=key)}


def having(store: Store, key: str) -> set[int]:
    """Return whose address it is, by its key."""
    return {row["contact_id"] for row in store.rows(_HAS, key=key)}


def choose(store: Store, chosen: Selection, ids: Iterable[int]) -> int:
    """Fill the open selection with contacts, each with what they are known by (``uid``) as variant."""
    return chosen.fill(_CHOOSE, columns=("contact_id", "variant"), ids=store.numbers([*ids]))


def uids(store: Store, ids: Iterable[int]) -> dict[int, str]:
    """Return what contacts are known by, by their numbers."""
    return {row["id"]: row["uid"] for row in store.rows(_UIDS, ids=store.numbers([*ids]))}


def invited_to(store: Store, uid: str) -> Series | None:
    """Return a series, to whoever acts and was sent an invitation to it, or to a meeting of it."""
    return next(iter(peopled(store, store.rows(_INVITED_TO, uid=uid))), None)


def queued(store: Store, dispatch_id: int) -> list[int]:
    """Return to whom a mailing that was just frozen goes."""
    return [row["contact_id"] for row in store.rows(_QUEUED, dispatch_id=dispatch_id)]


def messages(store: Store, series_id: int) -> int:
    """Return how many mailings there were about a series."""
    return int(store.value(_MESSAGES, series_id=series_id))
