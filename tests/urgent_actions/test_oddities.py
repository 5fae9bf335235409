"""What is odd about messages, each named; nothing is merged or mended."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_urgent_actions.model.issues import Kind
from outreach_urgent_actions.model.keywording import cases_in, is_label
from outreach_urgent_actions.model.oddities import KINDS, Fact, Odd, find_odd, is_impossible

_REF = ("UA 7/2024", 1)


def _fact(number: int, kind: str = "initial", **more: object) -> Fact:
    values = {"subject": f"message {number}", "on": f"2024-01-{number:02}", "chains": (_REF,), **more}
    return Fact(name=str(number), id=number, order=number, kind=kind, **values)  # type: ignore[arg-type]


def _found(*facts: Fact) -> list[tuple[str, int | None]]:
    return [(one.kind, one.id) for one in find_odd(facts)]


def test_a_whole_chain_is_not_odd() -> None:
    chain = [_fact(1), _fact(2, "followup", ordinal=1), _fact(3, "final", ordinal=2)]
    assert find_odd(chain) == []


def test_a_chain_without_its_first_issue_is_told_once() -> None:
    assert _found(_fact(2, "followup", ordinal=1), _fact(3, "followup", ordinal=2)) == [("no-first", 2)]


def test_an_update_that_is_missing_in_between_is_told() -> None:
    odd = find_odd([_fact(1), _fact(2, "followup", ordinal=1), _fact(5, "followup", ordinal=4)])
    assert [(one.kind, one.id) for one in odd] == [("missing-ordinal", 5)]
    assert "no updates 2 to 3" in odd[0].sentence


def test_messages_after_a_stop_are_told_and_name_the_stop() -> None:
    odd = find_odd([_fact(1), _fact(2, "stop"), _fact(3, "followup", ordinal=1)])
    assert [(one.kind, one.id) for one in odd] == [("after-stop", 3)]
    assert "stopped by 2 of 2024-01-02" in odd[0].sentence


def test_a_message_after_the_final_one_is_told_but_not_one_of_the_same_day() -> None:
    final = _fact(2, "final")
    assert _found(_fact(1), final, _fact(3, "followup", ordinal=1)) == [("after-final", 3)]
    assert _found(_fact(1), final, _fact(3, "followup", ordinal=1, on=final.on)) == []


def test_two_first_issues_on_different_countries_are_a_warning_that_names_both() -> None:
    odd = find_odd(
        [
            _fact(1, countries=frozenset({"Peru"})),
            _fact(2, chains=(("UA 7/2024", 2),), countries=frozenset({"Chad"})),
        ]
    )
    assert [(one.kind, one.id) for one in odd] == [("two-firsts", 2)]
    assert "Peru" in odd[0].sentence
    assert "Chad" in odd[0].sentence


def test_a_first_issue_that_comes_again_in_other_words_is_told() -> None:
    assert _found(_fact(1), _fact(2)) == [("first-again", 2)]


def test_an_exact_repeat_is_told_however_it_is_spaced() -> None:
    first, again = (
        _fact(1, "stop", subject="Stop action on UA 7/24"),
        _fact(2, "stop", subject="stop action on  ua 7/24"),
    )
    assert ("repeat", 2) in _found(_fact(3), first, again)


def test_a_first_issue_that_is_repeated_is_told_once() -> None:
    assert _found(_fact(1, subject="ua 7/24 on peru"), _fact(2, subject="ua 7/24 on peru")) == [("repeat", 2)]


def test_a_keyword_list_that_names_another_case_is_told() -> None:
    own = frozenset({(7, 2024)})
    assert _found(_fact(1, labels=((70, 2024),), numbers=own)) == [("other-case", 1)]
    assert _found(_fact(1, labels=((7, None), (7, 2024)), numbers=own)) == []


def test_days_that_cannot_be_and_days_that_do_not_fit_are_told_apart() -> None:
    assert _found(_fact(1, given="2098-01-01", impossible=True)) == [("impossible-date", 1)]
    assert _found(_fact(1, given="2023-01-01", inferred=True)) == [("doubtful-date", 1)]
    assert _found(_fact(9, deadline="2024-01-01")) == [("impossible-date", 9)]


def test_a_number_that_lacks_a_part_is_told() -> None:
    assert _found(_fact(1, chains=(("UA 7/?", 1),))) == [("incomplete-number", 1)]


def test_what_is_only_looked_at_is_not_told() -> None:
    assert _found(_fact(2, "followup", fresh=False)) == []


_FACTS = st.lists(
    st.builds(
        _fact,
        st.integers(min_value=1, max_value=28),
        st.sampled_from([*Kind]),
        ordinal=st.none() | st.integers(min_value=1, max_value=9),
        subject=st.sampled_from(["", "a", "b"]),
        chains=st.sampled_from([(), (_REF,), (("UA 7/2024", 2),), (_REF, ("EX ?", 1))]),
    ),
    unique_by=lambda one: one.id,
    max_size=12,
)


@given(_FACTS)
def test_what_is_odd_does_not_depend_on_the_order_of_the_messages(facts: list[Fact]) -> None:
    def told(found: list[Odd]) -> set[Odd]:
        return set(found)

    assert told(find_odd(facts)) == told(find_odd(facts[::-1]))
    assert {one.kind for one in find_odd(facts)} <= KINDS.keys()


@pytest.mark.parametrize("label", ["uas 2012", "ua 60/12", "uas2011#", "ua s 2012", "subject:  ua 5/13 on peru", "#"])
def test_labels_of_cases_and_years_are_no_keywords(label: str) -> None:
    assert is_label(label)


@pytest.mark.parametrize("keyword", ["torture", "extra-judicial execution", "male", "freedom of expression"])
def test_keywords_are_no_labels(keyword: str) -> None:
    assert not is_label(keyword)


def test_a_label_names_its_case() -> None:
    assert cases_in("ua 60/12") == ((60, 2012),)
    assert cases_in("uas 2012") == ()


def test_a_day_is_impossible_before_its_year_or_in_the_future() -> None:
    today = date(2024, 6, 1)
    assert is_impossible(date(2023, 5, 1), 2024, today)
    assert not is_impossible(date(2023, 12, 28), 2024, today)
    assert not is_impossible(date(2025, 1, 3), 2024, date(2025, 1, 3))
    assert not is_impossible(date(2024, 6, 2), None, today)  # it is tomorrow already where the desk is
    assert is_impossible(date(2024, 6, 3), None, today)
    assert is_impossible(None, None, today)


def test_an_update_that_is_given_the_day_of_its_first_issue_is_not_odd() -> None:
    update = _fact(20, "followup", ordinal=1, given="2024-01-01", inferred=True)
    assert _found(_fact(2), update) == []
    assert _found(_fact(2), _fact(20, "followup", ordinal=1, given="2023-12-01", inferred=True)) == [
        ("doubtful-date", 20)
    ]
