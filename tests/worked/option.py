"""The option ``--cases``, and a test for each worked case."""

from pathlib import Path

import pytest

from tests.worked.reading import read


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let somebody run worked cases of another folder."""
    parser.addoption("--cases", metavar="DIR", help="run the worked cases of this folder instead of the shipped ones")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make a test of each worked case in the folder ``worked`` beside it, unless another folder is given."""
    if "worked_case" not in metafunc.fixturenames:
        return
    given = metafunc.config.getoption("--cases", default=None)
    place = Path(given) if given else Path(str(metafunc.module.__file__)).with_name("worked")
    cases = read(place)
    if not cases:
        raise pytest.UsageError(f"{place} holds no worked case.")
    metafunc.parametrize("worked_case", cases, ids=[case.id for case in cases])
