"""The list of level 1 of OWASP ASVS 5.0.0 is whole, and each item has a test that is there, or a reason."""

import ast
import tomllib
from collections import Counter
from functools import cache
from typing import Any

import pytest

from tests.house import ROOT

ITEMS: list[dict[str, Any]] = tomllib.loads((ROOT / "tests/security/asvs.toml").read_text("utf-8"))["item"]
# How many items of level 1 each chapter of the standard has; chapters 16 and 17 have none.
CHAPTERS = {1: 8, 2: 4, 3: 8, 4: 2, 5: 4, 6: 13, 7: 6, 8: 4, 9: 4, 10: 5, 11: 3, 12: 3, 13: 1, 14: 2, 15: 3}
APPLY = 61


def parts(number: str) -> list[int]:
    return [int(part) for part in number.split(".")]


@cache
def names_in(path: str) -> frozenset[str]:
    """The names of the tests of a file, as they stand in it."""
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return frozenset(one.name for one in tree.body if isinstance(one, ast.FunctionDef) and one.name[:5] == "test_")


def test_every_item_of_the_level_is_there_once_and_in_its_order() -> None:
    numbers = [parts(one["number"]) for one in ITEMS]
    assert all(len(one) == 3 for one in numbers)
    assert numbers == sorted(numbers)
    assert len({tuple(one) for one in numbers}) == len(numbers) == sum(CHAPTERS.values()) == 70
    assert Counter(one[0] for one in numbers) == CHAPTERS


def test_every_item_that_applies_has_a_test_and_every_other_one_a_reason() -> None:
    applied = [one for one in ITEMS if one.get("applies", True)]
    assert len(applied) == APPLY
    for one in ITEMS:
        wanted = {"number", "asks", "test"} if one in applied else {"number", "asks", "applies", "because"}
        assert {*one} - {"but"} == wanted, one["number"]
        assert [text for text in (one["asks"], one.get("because"), one.get("but")) if text == ""] == [], one["number"]


@pytest.mark.parametrize("item", [one for one in ITEMS if "test" in one], ids=lambda one: one["number"])
def test_the_tests_that_are_named_are_there(item: dict[str, Any]) -> None:
    assert item["test"]
    assert len({*item["test"]}) == len(item["test"])
    for name in item["test"]:
        path, _, test = name.partition("::")
        assert (ROOT / path).is_file(), name
        assert test in names_in(path), name


def test_a_test_that_is_not_there_would_be_missed() -> None:
    assert "test_that_nobody_wrote" not in names_in("tests/security/test_asvs.py")
    assert "test_a_test_that_is_not_there_would_be_missed" in names_in("tests/security/test_asvs.py")
