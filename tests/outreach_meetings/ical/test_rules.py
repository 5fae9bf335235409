"""Rules of repetition: what is one, and how people say it."""

from datetime import date, datetime

import pytest

from outreach_crm.errors import InvalidInputError
from outreach_meetings.ical import begins, checked, ruled, told

YEARLY, WEDNESDAYS = "every year on the", "FREQ=MONTHLY;BYDAY=1WE,3WE"
THURSDAY = date(2026, 3, 12)


@pytest.mark.parametrize(
    ("words", "rule", "said"),
    [
        ("weekly", "FREQ=WEEKLY;BYDAY=TH", "every Thursday"),
        ("Every 2 weeks.", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "every 2 weeks on Thursday"),
        ("fortnightly on tuesday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "every 2 weeks on Tuesday"),
        ("every tue, wed and fri", "FREQ=WEEKLY;BYDAY=TU,WE,FR", "every Tuesday, Wednesday and Friday"),
        ("weekdays", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday"),
        ("daily 3 times", "FREQ=DAILY;COUNT=3", "every day, 3 times"),
        ("monthly", "FREQ=MONTHLY;BYMONTHDAY=12", "every month on day 12"),
        ("monthly on the second tuesday", "FREQ=MONTHLY;BYDAY=2TU", "every second Tuesday of the month"),
        ("every second Tuesday of the month", "FREQ=MONTHLY;BYDAY=2TU", "every second Tuesday of the month"),
        ("monthly on the last day", "FREQ=MONTHLY;BYMONTHDAY=-1", "every month on the last day"),
        (
            "monthly on the 30th",
            "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1",
            "every month on day 30, or the last of a shorter month",
        ),
        (
            "quarterly on the last friday until 2027-12-31",
            "FREQ=MONTHLY;UNTIL=20271231;INTERVAL=3;BYDAY=-1FR",
            "every 3 months on the last Friday, until 2027-12-31",
        ),
        ("yearly", "FREQ=YEARLY;BYMONTHDAY=12;BYMONTH=3", "every year on 12 March"),
        ("every 2 years", "FREQ=YEARLY;INTERVAL=2;BYMONTHDAY=12;BYMONTH=3", "every 2 years on 12 March"),
        ("freq=yearly;bymonth=10;byday=2tu", "FREQ=YEARLY;BYDAY=2TU;BYMONTH=10", f"{YEARLY} second Tuesday of October"),
        (WEDNESDAYS.lower(), WEDNESDAYS, f"by the rule {WEDNESDAYS}"),
    ],
)  # fmt: skip
def test_what_a_secretary_types_is_a_rule_and_reads_as_a_sentence(words: str, rule: str, said: str) -> None:
    assert ruled(words, THURSDAY) == rule
    assert told(rule) == said


@pytest.mark.parametrize("words", ["", "once", " Once "])
def test_what_happens_once_has_no_rule(words: str) -> None:
    assert ruled(words, THURSDAY) == ""


def test_monthly_from_the_last_day_of_a_month_leaves_no_month_out() -> None:
    rule = ruled("monthly", date(2026, 1, 31))
    assert begins(datetime(2026, 2, 1, 18), rule) == datetime(2026, 2, 28, 18)
    assert begins(datetime(2026, 2, 1, 18), ruled("monthly", date(2026, 1, 30))) == datetime(2026, 2, 28, 18)


@pytest.mark.parametrize(
    "words", ["now and then", "monthly on the 40th", "every 2 weeks until 2026-02-31", "every 0 weeks"]
)
def test_words_that_say_no_rule_are_refused_with_examples(words: str) -> None:
    with pytest.raises(InvalidInputError, match=r"write weekly, every 2 weeks, monthly on the second tuesday"):
        ruled(words, THURSDAY)


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("", "not a rule"),
        ("weekly", "not one of its parts"),
        ("FREQ=HOURLY", "within a day"),
        ("FREQ=SECONDLY;INTERVAL=1", "within a day"),
        ("FREQ=DAILY;BYHOUR=1,2", "within a day"),
        ("FREQ=SOMETIMES", "DAILY, WEEKLY"),
        ("FREQ=DAILY;FREQ=WEEKLY", "twice"),
        ("FREQ=WEEKLY;INTERVAL=0", "from 1 to 999"),
        ("FREQ=WEEKLY;COUNT=1000000000", "from 1 to 9,999"),
        ("FREQ=WEEKLY;COUNT=" + "9" * 5_000, "not a rule"),
        ("FREQ=WEEKLY;COUNT=3;UNTIL=20261231", "not both"),
        ("FREQ=WEEKLY;BYDAY=2TU", "counts days in a month"),
        ("FREQ=WEEKLY;BYDAY=XX", "MO, TU"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "no meaning"),
        ("FREQ=MONTHLY;BYWEEKNO=1", "no meaning"),
        ("FREQ=MONTHLY;BYSETPOS=1", "which days it is about"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "from 1 to 31"),
        ("FREQ=YEARLY;BYMONTHDAY=3", "needs its month"),
        ("FREQ=WEEKLY;UNTIL=20260231", "the last day"),
        ("FREQ=WEEKLY;UNTIL=20261231T120000Z", "in UTC"),
        ("FREQ=WEEKLY;WKST=1", "WKST"),
        ("FREQ=WEEKLY;BYEASTER=1", "no meaning"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "never falls on a day"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6", "never falls on a day"),
        ("FREQ=MONTHLY;BYDAY=6MO", "further than 5"),
        ("FREQ=MONTHLY;BYDAY=SU,1MO", "not both"),
        ("FREQ=YEARLY;BYDAY=-54MO", "further than 53"),
        ("FREQ=YEARLY;BYYEARDAY=100", "no meaning"),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=MO", "INTERVAL=1"),
        ("FREQ=MONTHLY;INTERVAL=2;BYMONTH=1;BYDAY=1MO", "INTERVAL=1"),
        ("FREQ=MONTHLY;BYMONTH=2", "which days it is about"),
    ],
)
def test_what_is_no_rule_of_a_meeting_is_refused_in_one_sentence(rule: str, why: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        checked(rule)
    sentence = str(refused.value)
    assert why in sentence
    assert sentence.endswith(".")
    assert len(sentence) < 250


def test_an_end_in_universal_time_is_kept_as_clocks_show_it() -> None:
    assert checked("FREQ=WEEKLY;UNTIL=20261231T225959Z", "Europe/Berlin") == "FREQ=WEEKLY;UNTIL=20261231T235959"
