"""What people write becomes records, or sentences that say where and why not."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import Any, Self

import pytest
from attrs import Converter, Factory, field, frozen
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.errors import InvalidInputError
from outreach_crm.model import Problem
from outreach_crm.written import Bare, Reader, structure


class Colour(StrEnum):
    """A choice."""

    RED = "red"
    BLUE = "blue"


class Grade(IntEnum):
    """A choice of numbers."""

    LOW = 1
    HIGH = 2


@frozen
class Part:
    """A table inside a table."""

    name: str
    weight: float = 1.0


@frozen
class Pair:
    """Reads itself."""

    left: str
    right: str

    @classmethod
    def from_written(cls, value: object) -> Self:
        left, dash, right = str(value).partition("-")
        if not dash:
            raise ValueError("write LEFT-RIGHT")
        return cls(left, right)


@frozen
class Thing:
    """A record of every kind of field."""

    name: str
    count: int = 0
    heavy: bool = False
    colour: Colour = Colour.RED
    grade: Grade | None = None
    words: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    cover: Part | None = None
    labels: dict[str, str] | None = None
    names: Mapping[str, tuple[str, ...]] = Factory(dict)
    since: date | None = None
    pair: Pair | None = None
    made: int = field(default=7, init=False)


def told(values: object, kind: type[Any] = Thing) -> list[str]:
    with pytest.raises(InvalidInputError) as error:
        structure(values, kind, file="things.toml", place="thing")
    assert str(error.value).startswith(f"{error.value.problems[0]}")
    assert all(problem.file == "things.toml" for problem in error.value.problems)
    return [str(problem).removeprefix("things.toml: thing").lstrip(".: ") for problem in error.value.problems]


def test_a_record_is_made_of_what_was_written() -> None:
    written = {"name": "a", "count": 2, "heavy": True, "colour": "blue", "grade": 2, "words": ["x"], "pair": "l-r"}
    tables = {"parts": [{"name": "leg", "weight": 2}], "cover": {"name": "lid"}, "labels": {"fr": "y"}}
    names = {"fr": ["y", "z"]}
    thing = structure({**written, **tables, "names": names, "since": date(2026, 3, 9)}, Thing, file="f")
    assert thing == Thing(
        "a",
        2,
        True,
        Colour.BLUE,
        Grade.HIGH,
        ("x",),
        (Part("leg", 2.0),),
        Part("lid"),
        {"fr": "y"},
        {"fr": ("y", "z")},
        date(2026, 3, 9),
        Pair("l", "r"),
    )
    assert isinstance(thing.parts[0].weight, float)


_TEXT = "text in quotation marks"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "'name' is missing"),
        ({"name": None}, f"name: {_TEXT} belongs here, not nothing"),
        ({"name": ["a"]}, f"name: {_TEXT} belongs here, not a list in square brackets"),
        ({"count": "5"}, f"count: a whole number belongs here, not {_TEXT}"),
        ({"count": True}, "count: a whole number belongs here, not true or false, without quotation marks"),
        ({"count": 5.0}, "count: a whole number belongs here, not a number with decimals"),
        ({"heavy": "true"}, f"heavy: true or false, without quotation marks, belongs here, not {_TEXT}"),
        ({"colour": "green"}, "colour: 'green' is not one of red, blue"),
        ({"colour": "rde"}, "colour: 'rde' is not one of red, blue (did you mean 'red'?)"),
        ({"colour": 5}, "colour: 5 is not one of red, blue"),
        ({"grade": "2"}, "grade: '2' is not one of 1, 2 (did you mean '2'?)"),
        ({"grade": True}, "grade: True is not one of 1, 2"),
        ({"words": 5}, "words: a list in square brackets belongs here, not a whole number"),
        ({"words": "ab"}, f"words: a list in square brackets belongs here, not {_TEXT}"),
        ({"words": ["x", 5]}, f"words 2: {_TEXT} belongs here, not a whole number"),
        ({"labels": {"fr": 5}}, f"labels.fr: {_TEXT} belongs here, not a whole number"),
        ({"labels": "fr"}, f"labels: a table of keys and values belongs here, not {_TEXT}"),
        ({"names": {"fr": ["y", 5]}}, f"names.fr 2: {_TEXT} belongs here, not a whole number"),
        ({"names": {"fr": "y"}}, f"names.fr: a list in square brackets belongs here, not {_TEXT}"),
        ({"since": "2026-03-09"}, f"since: a date such as 2026-03-09 belongs here, not {_TEXT}"),
        ({"since": datetime(2026, 3, 9)}, "since: a date such as 2026-03-09 belongs here, not a date with a time"),
        ({"colour": "x" * 500}, f"colour: '{'x' * 59}… is not one of red, blue"),
        ({"parts": [{"name": "leg"}, {}]}, "parts 2: 'name' is missing"),
        ({"parts": {"name": "leg"}}, "parts: write [[parts]], in two pairs of brackets, over each entry"),
        ({"parts": [{"name": "leg", "wait": 1}]}, "parts 1: 'wait' is not known here (did you mean 'weight'?)"),
        ({"parts": [{"name": "leg", "weight": "much"}]}, f"parts 1, weight: a number belongs here, not {_TEXT}"),
        ({"parts": [{"name": "leg", "weight": float("nan")}]}, "parts 1, weight: nan is not a number to count with"),
        ({"cover": {"name": "x", "q": 1}}, "cover: 'q' is not known here; known are name, weight"),
        ({"cover": {"name": 5}}, f"cover.name: {_TEXT} belongs here, not a whole number"),
        ({"pair": "x"}, "pair: write LEFT-RIGHT"),
        ({"made": 5}, "'made' is not known here (did you mean 'grade'?)"),
    ],
)
def test_a_mistake_is_told_with_the_way_to_it(values: dict[str, object], said: str) -> None:
    assert told({"name": "a", **values} if values else {}) == [said]


def test_what_is_no_table_is_no_record() -> None:
    assert told("a") == [f"a table of keys and values belongs here, not {_TEXT}"]


def test_every_mistake_is_told_at_once_and_a_misspelt_key_not_again_as_missing() -> None:
    found = told({"count": "x", "heavy": 3, "colour": "green", "naem": "a", "parts": [{"weight": "x"}]})
    assert [one.split(":")[0].split(" is ")[0] for one in found] == [
        "'naem'",
        "count",
        "heavy",
        "colour",
        "parts 1",
        "parts 1, weight",
    ]


def _has_text(_record: object, _attribute: object, text: str) -> None:
    if not text:
        raise ValueError("there is no text here")


def _after_start(record: "Ruled", _attribute: object, end: int) -> None:
    if end < record.start:
        raise ValueError(f"it ends at {end}, before it begins")


def _not_before_name(number: int, record: Any) -> int:
    return max(number, len(record.name))


def _stripped(text: str) -> str:
    return text.strip()


def _double(number: int) -> int:
    return 2 * number


@frozen
class Ruled:
    """A record whose fields have rules and are brought into form."""

    name: str = field(converter=_stripped, validator=_has_text)
    start: int = field(default=0, converter=Converter(_not_before_name, takes_self=True))  # type: ignore[misc]
    end: int = field(default=9, validator=_after_start)
    doubled: int = field(default=1, converter=_double)


def test_the_rules_of_every_field_are_told_at_once_after_its_converter() -> None:
    assert told({"name": "  ", "start": "x", "end": "y"}, Ruled) == [
        "name: there is no text here",
        f"start: a whole number belongs here, not {_TEXT}",
        f"end: a whole number belongs here, not {_TEXT}",
    ]


def test_a_rule_about_two_fields_is_told_of_the_record() -> None:
    assert told({"name": "a", "start": 5, "end": 3}, Ruled) == ["it ends at 3, before it begins"]
    assert structure({"name": " a ", "start": 1, "end": 3}, Ruled, file="f") == Ruled(" a ", 1, 3)


def test_a_converter_works_on_what_was_written_once() -> None:
    assert structure({"name": "a", "doubled": 4}, Ruled, file="f").doubled == 8


def _forgetful(_record: object, _attribute: object, _value: int) -> None:
    raise KeyError("name")


@frozen
class Faulty:
    """A record with a mistake of ours."""

    number: int = field(validator=_forgetful)


def test_a_mistake_of_ours_is_not_told_as_one_of_whoever_wrote() -> None:
    with pytest.raises(KeyError):
        structure({"number": 5}, Faulty, file="f")


def test_a_bare_text_becomes_what_its_field_asks_for() -> None:
    written = {"name": "5", "count": "-5", "heavy": "Yes", "colour": "blue", "grade": "2", "words": "x, y ,,z"}
    thing = structure({key: Bare(text) for key, text in {**written, "since": "2026-03-09"}.items()}, Thing, file="f")
    assert thing == Thing("5", -5, True, Colour.BLUE, Grade.HIGH, words=("x", "y", "z"), since=date(2026, 3, 9))
    assert type(thing.name) is str
    assert structure({"name": "a", "weight": Bare("2")}, Part, file="f").weight == 2.0


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("count", "many", "count: 'many' is not a whole number"),
        ("count", "x" * 500, f"count: '{'x' * 59}… is not a whole number"),
        ("heavy", "perhaps", "heavy: 'perhaps' is not true or false"),
        ("since", "soon", "since: 'soon' is not a date such as 2026-03-09"),
        ("grade", "3", "grade: '3' is not one of 1, 2"),
        ("cover", "x", "cover: a table of keys and values belongs here, not 'x'"),
    ],
)
def test_a_bare_text_that_cannot_become_it_is_told_as_it_stands(key: str, text: str, said: str) -> None:
    assert told({"name": "a", key: Bare(text)}) == [said]


def test_a_reader_notes_what_is_wrong_and_goes_on() -> None:
    reader = Reader("f.toml")
    made = [reader.record(values, Part, place="part", line=3) for values in ({"name": 5}, {"name": "a"}, {})]
    reader.problem("there are too many", place="part")
    assert made == [None, Part("a"), None]
    assert reader.problems == [
        Problem(sentence=f"{_TEXT} belongs here, not a whole number", file="f.toml", line=3, field="part.name"),
        Problem(sentence="'name' is missing", file="f.toml", line=3, field="part"),
        Problem(sentence="there are too many", file="f.toml", field="part"),
    ]


_PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.text().map(Bare)
_KEYS = ("name", "count", "heavy", "colour", "grade", "words", "parts", "labels", "names", "since", "pair", "other")
_WRITTEN = st.recursive(
    _PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(_KEYS), _WRITTEN))
def test_whatever_is_written_gives_a_record_or_sentences(values: dict[str, object]) -> None:
    problems: tuple[Problem, ...] = ()
    thing: Thing | None = None
    try:
        thing = structure(values, Thing, file="f")
    except InvalidInputError as error:
        problems = error.problems
    assert (thing is None) == bool(problems)
