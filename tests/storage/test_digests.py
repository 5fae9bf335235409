"""Digests under a key: however many are made, each is the one of its text."""

from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.storage.digests import keyed, under


@given(st.binary(max_size=100), st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_many_under_one_key_are_what_one_by_one_gives(key: bytes, texts: list[str]) -> None:
    digest = under(key)
    assert [digest(text) for text in texts] == [keyed(key, text) for text in texts]
