"""What people write becomes records, or sentences that say where and why not."""

from enum import StrEnum
from pathlib import Path

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.errors import InvalidInputError
from outreach_crm.written import read_toml, structure


class Colour(StrEnum):
    """A choice."""

    RED = "red"
    BLUE = "blue"


@frozen
class Part:
    """A table inside a table."""

    name: str
    weight: float = 1.0


@frozen
class Thing:
    """A record of every kind of field."""

    name: str
    count: int = 0
    heavy: bool = False
    colour: Colour = Colour.RED
    words: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    labels: dict[str, str] | None = None


def told(values: dict[str, object]) -> list[str]:
    with pytest.raises(InvalidInputError) as error:
        structure(values, Thing, file="things.toml", place="[thing]")
    assert str(error.value).startswith("things.toml: [thing]: ")
    return sorted(problem.sentence for problem in error.value.problems)


def test_a_record_is_made_of_what_was_written() -> None:
    written = {"name": "a", "count": 2, "heavy": True, "colour": "blue", "words": ["x"], "labels": {"fr": "y"}}
    parts = [{"name": "leg", "weight": 2}]
    thing = structure({**written, "parts": parts}, Thing, file="f")
    assert thing == Thing("a", 2, True, Colour.BLUE, ("x",), (Part("leg", 2),), {"fr": "y"})


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "'name' is missing"),
        ({"name": None}, "name: None is not a text"),
        ({"name": ["a"]}, "name: ['a'] is not a text"),
        ({"name": "a", "count": "many"}, "count: 'many' is not a whole number"),
        ({"name": "a", "colour": "green"}, "colour: 'green' is not one of red, blue"),
        ({"name": "a", "words": 5}, "words: 5 is not a list of texts"),
        ({"name": "a", "words": ["x", 5]}, "words: 5 is not a text"),
        ({"name": "a", "labels": {"fr": 5}}, "labels.fr: 5 is not a text"),
        ({"name": "x" * 500, "count": "x" * 500}, f"count: '{'x' * 59}… is not a whole number"),
        ({"name": "a", "parts": [{"name": "leg"}, {}]}, "parts[2]: 'name' is missing"),
        ({"name": "a", "parts": [{"name": "leg", "wait": 1}]}, "parts[1]: 'wait' is not known here"),
        ({"name": "a", "parts": [{"name": "leg", "weight": "much"}]}, "parts[1].weight: 'much' is not a number"),
    ],
)
def test_a_mistake_is_told_with_its_path(values: dict[str, object], said: str) -> None:
    (found,) = told(values)
    assert found.startswith(said)


def test_every_mistake_is_told_at_once() -> None:
    found = told({"count": "x", "heavy": 3, "colour": "green", "naem": "a", "parts": [{"weight": "x"}]})
    assert len(found) == 7


_PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
_KEYS = ("name", "count", "heavy", "colour", "words", "parts", "labels", "other")
_WRITTEN = st.recursive(
    _PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(_KEYS), _WRITTEN))
def test_whatever_is_written_gives_a_record_or_sentences(values: dict[str, object]) -> None:
    problems: tuple[object, ...] = ()
    thing = None
    try:
        thing = structure(values, Thing, file="f")
    except InvalidInputError as error:
        problems = error.problems
    assert (thing is None) == bool(problems)


@pytest.mark.parametrize("content", [b"\xff", b"a = ", b"a = 1\na = 2", b"[a]\n[a]", b"\x00"])
def test_a_file_that_is_no_toml_is_told_with_its_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.toml").write_bytes(content)
    with pytest.raises(InvalidInputError, match=r"^bad\.toml is not") as told_:
        read_toml(tmp_path / "bad.toml")
    assert "\n" not in str(told_.value)


def test_a_file_that_is_absent_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="cannot be read: No such file"):
        read_toml(tmp_path / "absent.toml")
