"""What pages of meetings say to whoever reads French or Spanish."""

import pytest

from outreach_crm.errors import InvalidInputError, sentence_of
from outreach_crm.text import Sentence
from outreach_meetings.ical import rules
from tests.outreach_meetings.builders import a_meeting
from tests.web.office import Desk, words

pytestmark = pytest.mark.connections


@pytest.mark.parametrize(
    ("language", "record", "length"),
    [("fr", "Compte rendu", "Durée, en minutes"), ("es", "Acta", "Cuánto dura, en minutos")],
)
def test_what_is_written_of_a_meeting_is_not_called_as_how_long_it_takes(
    desk: Desk, language: str, record: str, length: str
) -> None:
    made = a_meeting(desk.app)
    desk.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
    agenda = desk.read(f"/meetings/{made.series.id}/{made.key}/agenda")
    assert f">{record}</a>" in agenda
    assert length in words(desk.read(f"/meetings/{made.series.id}/{made.key}/agenda/add"))


@pytest.mark.parametrize(
    "rule",
    ["FREQ=NEVER", "FREQ=WEEKLY;BYDAY=2TU", "FREQ=WEEKLY;COUNT=2;UNTIL=20261231", "FREQ=DAILY;INTERVAL=0", "tuesday"],
)
def test_why_a_rule_of_repetition_is_none_can_be_translated(rule: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        rules.read(rule)
    told = sentence_of(refused.value)
    assert isinstance(told, Sentence)
    assert isinstance(told.values["why"], Sentence)
