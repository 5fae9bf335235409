"""Subject lines of Urgent Actions read: invented ones, and those of a real log where a file of them is named."""

import csv
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from outreach_urgent_actions.parse import read_sheet, read_subject
from tests.benchmarks.frame import Figure, benchmark, cpu
from tests.urgent_actions import printed

LOG = "OUTREACH_UA_LOG"
_LEAST = 5_000
_SIZE = 20_000
_KINDS = ("", "", "first update to ", "2nd update on ", "final update to ", "stop action on ", "third follow-up to ")
_SERIES = ("ua ", "ua", "UA: ", "ex ", "medical action #ma ", "urgent action ")
_PLACES = (
    "iran",
    "usa/texas",
    "israel/opt/egypt",
    "dr congo",
    "kygyzstan",
    "the united states",
    "sri lanka",
    "colombian",
)
_DAYS = ("", "", " (issued 7 november 2012)", " (issued on 11/16/2011)", ": two releases")


@benchmark("parsing")
def parsing() -> Iterator[Figure]:
    """20,000 invented subject lines, seven sheets, and the log in the file that OUTREACH_UA_LOG names."""
    yield _speed("invented subjects", invented(_SIZE))
    sheets = cpu(lambda: [read_sheet(text) for text in printed.ALL * 10])
    yield Figure(title="sheets", value=len(printed.ALL) * 10 / sheets, unit="/s CPU")
    if log := os.environ.get(LOG):
        with Path(log).open(encoding="utf-8", newline="") as file:
            yield from _log([row["subject"] for row in csv.DictReader(file)])


def invented(count: int) -> list[str]:
    """Return subject lines of the shapes people type, the same ones each time."""
    random = Random(1)
    return [
        f"{random.choice(_KINDS)}{random.choice(_SERIES)}{random.randint(1, 380)}/{random.randint(98, 113) % 100:02}"
        f" on {random.choice(_PLACES)}{random.choice(_DAYS)}"
        for _ in range(count)
    ]


def _speed(title: str, subjects: Sequence[str]) -> Figure:
    rate = len(subjects) / cpu(lambda: [read_subject(text) for text in subjects])
    return Figure(title=f"{title} ({len(subjects):,})", value=rate, unit="/s CPU", goal="5,000", met=rate >= _LEAST)


def _log(subjects: Sequence[str]) -> Iterator[Figure]:
    yield _speed("subjects of the log", subjects)
    read = [read_subject(text) for text in subjects if text.strip()]
    whole = sum(bool(one.cases) and all(case.is_complete for case in one.cases) for one in read)
    yield Figure(title="with number, year and series", value=100 * whole / len(read), unit="%")
    placed = sum(bool(one.countries) for one in read)
    yield Figure(title="with a country", value=100 * placed / len(read), unit="%")
