"""The SQL of levels and decisions: what was written of a case, in the order in which it held."""

from outreach_cases.model.levels import Track, Transition
from outreach_cases.queries import within
from outreach_crm.storage import Store

_COLUMNS = (
    "select t.id, t.case_id, t.track, t.state, t.decided_on, t.reason, t.note, t.decided_by, t.said_by, t.change_id"
    " from v_case_transitions t"
)
_OF = (
    f"{_COLUMNS} where t.case_id = :case_id and (:track = '' or t.track = :track) and {within.of('t.case_id')}"
    " order by t.decided_on, t.id"
)


def of_case(store: Store, case_id: int, track: Track | None = None) -> list[Transition]:
    """Return the levels and decisions of a case, or those of one track, the earliest first."""
    return [Transition(**row) for row in store.rows(_OF, case_id=case_id, track=track.value if track else "")]
