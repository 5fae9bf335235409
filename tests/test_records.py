"""Frozen records answer as those of attrs do."""

import pickle
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from attrs import evolve, field
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.records import frozen

VALUES = st.tuples(*[st.sampled_from([0, 1, "a", None, (1, 2)])] * 4)


@frozen
class Point:
    """A record that can be pickled."""

    x: int
    y: int = 0


def made(decorate: Callable[[type], type]) -> type[Any]:
    """Make one class in one way or the other."""

    class Record:
        name: object
        note: object = field(eq=False)
        place: object = field(repr=False)
        seen: object = field(hash=False, repr=lambda value: f"<{value}>")

    return decorate(Record)


OURS, THEIRS = made(frozen), made(attrs.frozen)


@given(one=VALUES, other=VALUES)
def test_records_are_equal_where_those_of_attrs_are(one: tuple[object, ...], other: tuple[object, ...]) -> None:
    assert (OURS(*one) == OURS(*other)) is (THEIRS(*one) == THEIRS(*other))
    assert (OURS(*one) != OURS(*other)) is (THEIRS(*one) != THEIRS(*other))
    assert OURS(*one) != THEIRS(*one)


@given(one=VALUES, other=VALUES)
def test_equal_records_have_one_hash_and_one_text(one: tuple[object, ...], other: tuple[object, ...]) -> None:
    assert repr(OURS(*one)) == repr(THEIRS(*one))
    if OURS(*one) == OURS(*other):
        assert hash(OURS(*one)) == hash(OURS(one[0], other[1], *one[2:3], other[3]))


def test_what_counts_for_the_hash_can_be_said_of_a_field() -> None:
    assert hash(OURS(1, 2, 3, [4])) == hash(OURS(1, [2], 3, 4))
    with pytest.raises(TypeError, match="unhashable"):
        hash(OURS([1], 2, 3, 4))


def test_a_record_cannot_be_changed_and_can_be_evolved_and_pickled() -> None:
    point = Point(1)
    with pytest.raises(FrozenInstanceError):
        point.x = 2  # type: ignore[misc]
    assert evolve(point, y=3) == Point(1, 3)
    assert pickle.loads(pickle.dumps(point)) == point
    assert {Point(1), Point(1, 0), Point(2)} == {Point(1), Point(2)}


def test_a_class_may_say_itself_how_it_is_shown_and_compared() -> None:
    @frozen
    class Word:
        text: str

        def __repr__(self) -> str:
            return self.text

    @frozen(eq=False)
    class Thing:
        text: str

    @frozen(order=True)
    class Place:
        number: int

    assert repr(Word("a")) == "a"
    assert Thing("a") != Thing("a")
    assert Place(1) < Place(2)
    assert Place(1) == Place(1)
