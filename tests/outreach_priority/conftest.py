"""What tests of priorities share: where worked cases are read from."""

from pathlib import Path

import pytest

from tests.outreach_priority.reading import SHIPPED, read


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--cases", metavar="DIR", help="run the worked cases of this folder instead of the shipped ones")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "worked_case" not in metafunc.fixturenames:
        return
    given = metafunc.config.getoption("--cases", default=None)
    place = Path(given) if given else SHIPPED
    cases = read(place)
    if not cases:
        raise pytest.UsageError(f"{place} holds no worked case.")
    metafunc.parametrize("worked_case", cases, ids=[case.id for case in cases])
