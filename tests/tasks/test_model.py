"""How the list of the day is made."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.model import Reminder
from outreach_crm.tasks.model import day_list

DAY = date(2026, 3, 9)


def reminder(number: int, group: str, summary: str = "", days_ago: int = 0) -> Reminder:
    due = DAY - timedelta(days=days_ago)
    return Reminder(due_on=due, sentence=f"{group} {number}", command="outreach", group=group, summary=summary)


@given(st.lists(st.tuples(st.integers(0, 99), st.sampled_from("abc"), st.integers(0, 50)), max_size=60))
def test_the_list_has_twelve_lines_at_most_and_says_how_many_it_leaves_out(given_: list[tuple[int, str, int]]) -> None:
    reminders = [reminder(number, group, days_ago=days) for number, group, days in given_]
    lines = day_list(reminders, most=12)
    assert len(lines) <= 12
    if len(reminders) <= 12:
        assert sorted(line.sentence for line in lines) == sorted(one.sentence for one in reminders)
    else:
        assert lines[-1].sentence == f"and {len(reminders) - 11} more"


@given(st.lists(st.tuples(st.integers(0, 99), st.sampled_from("abc"), st.integers(0, 50)), min_size=1, max_size=60))
def test_groups_stand_together_and_the_one_with_the_oldest_matter_comes_first(
    given_: list[tuple[int, str, int]],
) -> None:
    reminders = [reminder(number, group, days_ago=days) for number, group, days in given_]
    lines = day_list(reminders, most=None)
    groups = [line.group for line in lines]
    assert groups == sorted(groups, key=groups.index)
    assert [line.due_on for line in lines[:1]] == [min(one.due_on for one in reminders).isoformat()]


def test_many_of_a_group_with_a_summary_are_one_line() -> None:
    reminders = [reminder(number, "Keep in touch", summary="{n} rhythms overdue") for number in range(37)]
    assert [line.sentence for line in day_list(reminders, most=12)] == ["37 rhythms overdue"]
    assert len(day_list(reminders, most=None)) == 37


def test_three_of_a_group_are_still_named() -> None:
    reminders = [reminder(number, "Keep in touch", summary="{n} rhythms overdue") for number in range(3)]
    assert len(day_list(reminders, most=12)) == 3
