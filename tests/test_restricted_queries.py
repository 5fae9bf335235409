"""Every statement that reads a case, or what belongs to one, asks whether a circle keeps it to itself."""

import pytest

from tests import house
from tests.test_architecture import ours

# Queries that read cases, or what belongs to one, and do not ask whether a circle keeps it:
# "module.NAME" to the reason.
OF_ALL_CASES: dict[str, str] = {
    "actions._LETTERS": "of an action that was asked for before",
    "actions._OF_CASE": "of a case that was asked for before",
    "actions._UNHELD": "a part of the statements below it, each of which asks",
    "actions._UNWRITTEN": "a part of the statements below it, each of which asks",
    "actions._WRITERS": "of an action that was asked for before",
    "activities._AT_MEETING": "of a case that was asked for before, to write the same row once",
    "activities._SAME": "as _AT_MEETING",
    "cases._ADDRESSEES": "of a case that was asked for before",
    "cases._ASKED": "a part of the statements below it, each of which asks",
    "cases._KEYWORDS": "of cases that were asked for before",
    "cases._LAST": "a part of the statements below it, each of which asks",
    "cases._LEVEL": "a part of the statements below it, each of which asks",
    "cases._STANCE": "a part of the statements below it, each of which asks",
    "feedback._BARE": "a part of the statements below it, each of which asks",
    "feedback._BARE_ONE": "what has left is settled, whoever notes it; nothing of it is shown",
    "feedback._LAST": "a part of the statements below it, each of which asks",
    "feedback._REPLY": "of feedback that was asked for before",
    "feedback._STEPS": "of feedback that was asked for before",
    "holdings._EVERY_HOLDER": "of a holding that was asked for before",
    "holdings._HOLDERS": "of holdings that were asked for before",
    "holdings._LAST": "a part of the statements below it, each of which asks",
    "holdings._OPEN_HOLDERS": "of a holding that ends, as _OPEN_ROWS",
    "holdings._OPEN_ROWS": "of a case that was asked for before: its work ends with every group",
    "pairing._ISSUES": "of cases that were asked for before",
    "prompts._HEARD": "a part of the statements below it, each of which asks",
    "prompts._SENT": "of holdings that were asked for before",
    "transitions._COLUMNS": "the beginning of the statement below it, which asks",
    "updates._ANSWERED": "whoever fetches the mail: that a holder has read is noted, and shown to nobody else",
    "updates._SENT_TO": "of an update that was asked for before",
}


def test_every_query_that_reads_cases_asks_which_are_kept_by_a_circle() -> None:
    found = house.queries(ours(), house.reads_cases)
    blind = {f"{source.path.stem}.{name}" for source, name, text in found if not house.asks_of_cases(text)}
    assert blind == set(OF_ALL_CASES), "add {within(c)}, list the query with its reason, or strike one that is gone"


@pytest.mark.parametrize("text", ["select 1 from cases c", "select 1 join v_cases", "delete from case_notes"])
def test_the_check_of_cases_knows_a_case_and_what_belongs_to_one(text: str) -> None:
    assert house.reads_cases(text)
    assert not house.asks_of_cases(text)
    assert not house.reads_cases("select 1 from ua_cases join casework")
