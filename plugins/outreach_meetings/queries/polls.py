"""The SQL of polls of dates: the polls, who is asked, what they said, and who gave way before."""

from collections.abc import Iterable, Sequence

from outreach_crm.storage import Row, Store
from outreach_meetings.model.polls import Answer, Asked, Ballot, Poll, PollDate, PollState, Said
from outreach_meetings.model.ranking import LOOKED_BACK

# Later than every local start.
_NEVER = "9999"
_COLUMNS = (
    'select p.id, p.group_id, g.name as "group", p.title, p.zone, p.minutes, p.place, p.quorum, p.state, p.closes_on,'
    " p.owner_id, coalesce(a.name, '') as owner, p.chosen, p.series_id, p.change_id from meeting_polls p"
    " join v_contacts g on g.id = p.group_id and {visible(g)} left join accounts a on a.id = p.owner_id"
)
_SOME = f"{_COLUMNS} where {{among(p.id; :ids)}} order by p.id"
_LISTED = (
    f"{_COLUMNS} where g.trashed_on is null and (:state = '' or p.state = :state)"
    " and (cast(:group_id as {int}) is null or p.group_id = :group_id)"
    " and (cast(:before as {int}) is null or p.id < :before) order by p.id desc limit :limit"
)
_DATES = "select id, poll_id, starts from meeting_poll_dates where {among(poll_id; :ids)} order by starts"
_PEOPLE = (
    "select q.id, q.uid, q.poll_id, q.contact_id, c.name, q.standing, q.needed, q.asked_on, q.reply"
    " from meeting_poll_people q join v_contacts c on c.id = q.contact_id and {visible(c)}"
    " where c.trashed_on is null and {among(q.poll_id; :ids)} order by q.standing desc, c.sort_name, c.id"
)
_SAID = (
    "select s.id, d.poll_id, s.date_id, s.contact_id, s.answer, s.way, s.said_by, s.said_on"
    " from meeting_poll_answers s join meeting_poll_dates d on d.id = s.date_id"
    " join v_contacts c on c.id = s.contact_id and {visible(c)}"
    " where c.trashed_on is null and {among(d.poll_id; :ids)} order by s.id"
)
_CLOSED_BEFORE = (
    "select id, chosen from meeting_polls where group_id = :group_id and id <> :id and chosen is not null"
    " and chosen < :before order by chosen desc, id desc limit :limit"
)
_TO_CHOSEN = (
    "select d.poll_id, s.contact_id, s.answer from meeting_polls p join meeting_poll_dates d on d.poll_id = p.id"
    " and d.starts = p.chosen join meeting_poll_answers s on s.date_id = d.id"
    " join v_contacts c on c.id = s.contact_id and {visible(c)} where {among(p.id; :ids)}"
)
_ASKED = (
    "select q.contact_id, q.uid as variant, :because as because from meeting_poll_people q"
    " where q.poll_id = :poll_id and {among(q.contact_id; :ids)}"
)
_WHOSE = "select contact_id from meeting_poll_people where uid = :uid"
_BALLOT = (
    "select p.id as poll_id, q.contact_id, p.title, p.zone, p.minutes, p.place, p.state, p.closes_on"
    " from meeting_poll_people q join meeting_polls p on p.id = q.poll_id"
    " join v_contacts c on c.id = q.contact_id and {visible(c)} where c.trashed_on is null and q.uid = :uid"
)
_OWN = (
    "select s.date_id, s.answer from meeting_poll_answers s join meeting_poll_dates d on d.id = s.date_id"
    " join v_contacts c on c.id = s.contact_id and {visible(c)}"
    " where d.poll_id = :poll_id and s.contact_id = :contact_id"
)
_NEEDED_AS = (
    "select k.id from meeting_poll_people d join meeting_poll_people k on k.poll_id = d.poll_id"
    " where d.contact_id = :dropped_id and k.contact_id = :kept_id and d.needed = 1 and k.needed = 0"
)
_MAILINGS = (
    "select count(distinct dispatch_id) as n from v_deliveries where ref_kind = 'meeting_polls' and ref_id = :id"
)
_WRITTEN = (
    "select s.id, s.date_id, s.answer from meeting_poll_answers s join meeting_poll_dates d on d.id = s.date_id"
    " where d.poll_id = :poll_id and s.contact_id = :contact_id"
)


def some(store: Store, ids: Iterable[int]) -> list[Poll]:
    """Return polls by their numbers, without those of groups the actor may not see."""
    return _whole(store, store.rows(_SOME, ids=store.numbers([*ids])))


def listed(
    store: Store, *, group_id: int | None = None, state: PollState | None = None, before: int | None, limit: int
) -> list[Poll]:
    """Return polls, the latest first: of one group or all, in one state or any, opened before the one of a number."""
    wanted = {"group_id": group_id, "state": state.value if state else "", "before": before}
    return _whole(store, store.rows(_LISTED, **wanted, limit=limit))


def past(store: Store, poll: Poll) -> list[dict[int, Answer]]:
    """Return what people said of the date that was chosen in polls of the group before this one, the latest first."""
    before = {"id": poll.id, "before": poll.chosen or _NEVER, "limit": LOOKED_BACK}
    ids = [row["id"] for row in store.rows(_CLOSED_BEFORE, group_id=poll.group_id, **before)]
    found: dict[int, dict[int, Answer]] = {one: {} for one in ids}
    for row in store.rows(_TO_CHOSEN, ids=store.numbers(ids)):
        found[row["poll_id"]][row["contact_id"]] = Answer(row["answer"])
    return [*found.values()]


def to_be_asked(store: Store, poll_id: int, contact_ids: Sequence[int], because: str) -> tuple[str, dict[str, object]]:
    """Return the SELECT that fills a selection with some of those who are asked, each with their link as variant."""
    return _ASKED, {"poll_id": poll_id, "ids": store.numbers(contact_ids), "because": because}


def whose(store: Store, uid: str) -> int | None:
    """Return which contact a link was made for; None where they are not asked any more."""
    row = store.one(_WHOSE, uid=uid)
    return row["contact_id"] if row else None


def ballot(store: Store, uid: str) -> Ballot | None:
    """Return what one who is asked sees of a poll."""
    row = store.one(_BALLOT, uid=uid)
    if row is None:
        return None
    dates = store.rows(_DATES, ids=store.numbers([row["poll_id"]]))
    own = store.rows(_OWN, poll_id=row["poll_id"], contact_id=row["contact_id"])
    return Ballot(
        **row,
        dates=tuple(PollDate(id=one["id"], starts=one["starts"]) for one in dates),
        own={one["date_id"]: Answer(one["answer"]) for one in own},
    )


def mailings(store: Store, poll_id: int) -> int:
    """Return how many mails were made that ask for dates of a poll."""
    return int(store.value(_MAILINGS, id=poll_id))


def needed_as(store: Store, kept_id: int, dropped_id: int) -> list[int]:
    """Return the rows of one who is asked where another one is needed and they are not."""
    return [row["id"] for row in store.rows(_NEEDED_AS, kept_id=kept_id, dropped_id=dropped_id)]


def written(store: Store, poll_id: int, contact_id: int) -> dict[int, tuple[int, Answer]]:
    """Return what somebody said, whoever may see them: row and answer by date."""
    rows = store.rows(_WRITTEN, poll_id=poll_id, contact_id=contact_id)
    return {row["date_id"]: (row["id"], Answer(row["answer"])) for row in rows}


def _whole(store: Store, rows: Sequence[Row]) -> list[Poll]:
    ids = store.numbers([row["id"] for row in rows])
    dates: dict[int, list[PollDate]] = {row["id"]: [] for row in rows}
    people: dict[int, list[Asked]] = {row["id"]: [] for row in rows}
    said: dict[int, dict[tuple[int, int], Said]] = {row["id"]: {} for row in rows}
    for row in store.rows(_DATES, ids=ids):
        dates[row["poll_id"]].append(PollDate(id=row["id"], starts=row["starts"]))
    for row in store.rows(_PEOPLE, ids=ids):
        people[row.pop("poll_id")].append(Asked(**row))
    for row in store.rows(_SAID, ids=ids):
        of = said[row.pop("poll_id")]
        of[row["contact_id"], row["date_id"]] = Said(**row)
    return [
        Poll(**row, dates=tuple(dates[row["id"]]), people=tuple(people[row["id"]]), said=said[row["id"]])
        for row in rows
    ]
