"""The SQL of the board: the requests of each state that are due first, and how many there are, in one go."""

import json
from collections.abc import Iterator, Sequence

from outreach_crm.storage import Store
from outreach_mutuality.model.assessing import Promise
from outreach_mutuality.model.boards import Card
from outreach_mutuality.model.requests import State
from outreach_mutuality.queries.requests import FIELDS, FROM, OF_ACCOUNT, read_request

_NEXT_PROMISE = (
    "case when r.state = 'answered' then (select p.id from mutuality_promises p"
    " where p.request_id = r.id and p.done_on is null order by p.due_on, p.id limit 1) end"
)
_DUE = "coalesce(w.due_on, r.deadline_on)"
_PLACED = (
    "select r.id, w.id as promise_id, w.what, w.due_on, w.change_id as promised, count(*) over (partition by r.state)"
    " as n, row_number() over (partition by r.state"
    f" order by case when {_DUE} is null then 1 else 0 end, {_DUE}, r.received_on, r.id) as place"
    " from mutuality_requests r join v_contacts c on c.id = r.contact_id"
    f" left join mutuality_promises w on w.id = {_NEXT_PROMISE}"
    " where r.state in {each_text(:states)} and {visible(c)} and c.trashed_on is null"
    f" and {OF_ACCOUNT}"
)
_BOARD = (
    f"select {FIELDS}, b.promise_id, b.what, b.due_on, b.promised, b.n {FROM} join ({_PLACED}) b on b.id = r.id"
    " where b.place <= :most and {visible(c)} order by b.place, r.id"
)


def cards(store: Store, states: Sequence[State], *, owner_id: int | None, most: int) -> Iterator[tuple[Card, int]]:
    """Yield the requests of each state that are due first, each with how many are in that state.

    Args:
        store: the store.
        states: which states.
        owner_id: only those that this account looks after, or is asked about.
        most: so many of each state.
    """
    asked = {"states": json.dumps([one.value for one in states]), "owner_id": owner_id, "most": most}
    for row in store.rows(_BOARD, **asked):
        number, what, due_on, version, n = (row.pop(key) for key in ("promise_id", "what", "due_on", "promised", "n"))
        promise = (
            Promise(id=number, request_id=row["id"], what=what, due_on=due_on, change_id=version) if number else None
        )
        yield Card(request=read_request(row), promise=promise), int(n)
