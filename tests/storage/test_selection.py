"""A selection is a set of contacts that statements can join."""

import pytest

from outreach_crm.storage import Store


def chosen_ids(store: Store) -> list[int]:
    return [row["contact_id"] for row in store.rows("select contact_id from selection order by contact_id")]


def test_a_selection_starts_empty_and_is_empty_afterwards(store: Store) -> None:
    for _ in range(2):
        with store.selection() as chosen:
            assert chosen.count() == 0
            assert chosen.fill("select 5 as contact_id") == 1
    assert chosen_ids(store) == []


def test_a_contact_stands_in_it_once_and_the_first_reason_stays(store: Store) -> None:
    first = "select 1 as contact_id, 'email' as channel, 'fr' as language, 'member' as because"
    columns = ("contact_id", "channel", "language", "because")
    with store.selection() as chosen:
        assert chosen.fill(first, columns=columns) == 1
        second = "select :one as contact_id, 'donor' as because union all select 2, 'donor'"
        assert (
            chosen.fill(
                f"select cast(f.contact_id as {{int}}) as contact_id, f.because from ({second}) f",
                columns=("contact_id", "because"),
                one=1,
            )
            == 1
        )
        assert store.rows("select * from selection order by contact_id") == [
            {"contact_id": 1, "channel": "email", "language": "fr", "variant": None, "because": "member"},
            {"contact_id": 2, "channel": None, "language": None, "variant": None, "because": "donor"},
        ]


def test_a_selection_inside_another_one_is_refused_and_harms_it_not(store: Store) -> None:
    with store.selection() as chosen:
        chosen.fill("select 1 as contact_id")
        with pytest.raises(RuntimeError, match="open on this connection already"), store.selection():
            pass
        assert chosen.count() == 1


def test_a_selection_can_be_used_again_after_an_error(store: Store) -> None:
    with pytest.raises(LookupError), store.selection() as chosen:
        chosen.fill("select 1 as contact_id")
        raise LookupError
    with store.selection() as chosen:
        assert chosen.count() == 0


def test_a_write_that_is_rolled_back_takes_the_selection_with_it(store: Store) -> None:
    with store.selection() as chosen:
        chosen.fill("select 1 as contact_id")
        with pytest.raises(LookupError), store.write():
            chosen.fill("select 2 as contact_id")
            raise LookupError
        assert chosen_ids(store) == [1]


@pytest.mark.connections
def test_each_connection_has_a_selection_of_its_own(store: Store) -> None:
    other = store.another()
    with store.selection() as mine, other.selection() as theirs:
        mine.fill("select 1 as contact_id")
        theirs.fill("select 2 as contact_id")
        assert (chosen_ids(store), chosen_ids(other)) == ([1], [2])
    other.close()
