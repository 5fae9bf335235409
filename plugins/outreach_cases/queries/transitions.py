"""The SQL of levels and decisions: what was written of a case, in the order in which it held."""

from outreach_cases.model.levels import Track, Transition
from outreach_crm.storage import Store

_COLUMNS = (
    "select id, case_id, track, state, decided_on, reason, note, decided_by, said_by, change_id from v_case_transitions"
)
_OF = f"{_COLUMNS} where case_id = :case_id and (:track = '' or track = :track) order by decided_on, id"


def of_case(store: Store, case_id: int, track: Track | None = None) -> list[Transition]:
    """Return the levels and decisions of a case, or those of one track, the earliest first."""
    return [Transition(**row) for row in store.rows(_OF, case_id=case_id, track=track.value if track else "")]
