"""A state goes only the ways that were declared, whoever writes."""

import pytest

from outreach_crm.errors import ConstraintError
from outreach_crm.storage import MigrationSet, Moves, Store, migrate

LAMPS = MigrationSet(
    feature="lamps",
    steps={"m001": "create table lamps (id {id}, state {text} not null, name {text}) {strict};"},
    moves=(Moves(table="lamps", column="state", ways=(("new", "lit"), ("lit", "broken"))),),
)


def test_a_state_goes_the_declared_ways_only(store: Store) -> None:
    migrate(store, [LAMPS])
    lamp = store.insert("lamps", {"state": "new"})
    for state in ("broken", "unheard"):
        with pytest.raises(ConstraintError, match="cannot follow"), store.write():
            store.execute("update lamps set state = :state where id = :id", state=state, id=lamp)
    for state in ("lit", "lit", "broken"):
        assert store.execute("update lamps set state = :state where id = :id", state=state, id=lamp) == 1
    assert store.execute("update lamps set name = 'porch' where id = :id", id=lamp) == 1
    with pytest.raises(ConstraintError, match="cannot follow"), store.write():
        store.execute("update lamps set state = 'lit' where id = :id", id=lamp)
    assert store.value("select state from lamps") == "broken"
