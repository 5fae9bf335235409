"""The SQL of what somebody should know before they ask: who is asked beside whom, and what was asked before."""

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager

from outreach_crm.asks.model import Ask
from outreach_crm.storage import Row, Store

_THESE = "select c.id as contact_id from contacts c where {among(c.id; :ids)} and {visible(c)}"
# A person and an organisation that they have a role in, both of whom are asked.
_WITH_THEIR_OWN = (
    "select distinct r.person_id, r.organisation_id from v_roles r where {among(r.person_id; :ids)}"
    " and {among(r.organisation_id; :ids)} and (r.to_on is null or r.to_on >= :today)"
    " order by r.organisation_id, r.person_id"
)
_SAID = (
    "select a.id, a.contact_id, a.sentence, a.state from asks a join contacts c on c.id = a.contact_id"
    " where {among(a.contact_id; :ids)} and a.sentence in {each_text(:sentences)} and {visible(c)} order by a.id"
)


@contextmanager
def only(store: Store, ids: Collection[int]) -> Iterator[None]:
    """Open a selection of some contacts."""
    with store.selection() as selection:
        selection.fill(_THESE, ids=store.numbers(sorted(ids)))
        yield


def with_their_own(store: Store, ids: Collection[int]) -> list[tuple[int, int]]:
    """Return each person among some contacts with an organisation among them that they have a role in today."""
    rows = store.rows(_WITH_THEIR_OWN, ids=store.numbers(sorted(ids)))
    return [(row["person_id"], row["organisation_id"]) for row in rows]


def said_before(store: Store, asks: Sequence[Ask]) -> list[Row]:
    """Return other asks that put the very same sentence to the same contact: ``id``, ``contact_id`` and ``state``."""
    wanted, own = {(one.contact_id, one.sentence) for one in asks}, {one.id for one in asks}
    ids, sentences = sorted({one for one, _ in wanted}), sorted({said for _, said in wanted})
    rows = store.rows(_SAID, ids=store.numbers(ids), sentences=json.dumps(sentences))
    return [row for row in rows if (row["contact_id"], row["sentence"]) in wanted and row["id"] not in own]
