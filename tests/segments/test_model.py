"""Conditions as they are written in one line."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.model import Filter
from outreach_crm.segments.model import AllOf, Condition, parse, written


def asked(key: str, takes: str = "text") -> Filter:
    return Filter(key=key, sentence="are {value}", negated="are not {value}", sql="1 = 1", takes=takes)


FILTERS = {one.key: one for one in (asked("country"), asked("role"), asked("contacted-since"), asked("overdue", ""))}
FRANCE, BELGIUM = Condition("country", "France"), Condition("country", "Belgium")
NOT_FRANCE, NOT_BELGIUM = Condition("country", "France", True), Condition("country", "Belgium", True)
OVERDUE, JUDGE = Condition("overdue"), Condition("role", "judge")


@pytest.mark.parametrize(
    ("line", "all_of"),
    [
        ("country=France", ((FRANCE,),)),
        (" country = France , Belgium ", ((FRANCE, BELGIUM),)),
        ("overdue", ((OVERDUE,),)),
        ("not:overdue", ((Condition("overdue", "", True),),)),
        ("not: country=France", ((NOT_FRANCE,),)),
        ("not country=France", ((NOT_FRANCE,),)),
        ("not:country=France,Belgium", ((NOT_FRANCE,), (NOT_BELGIUM,))),
        ("role=judge or overdue", ((JUDGE, OVERDUE),)),
        ("overdue or role=judge or country=France,Belgium", ((OVERDUE, JUDGE, FRANCE, BELGIUM),)),
        ("role=judge or not:country=France,Belgium", ((JUDGE, NOT_FRANCE), (JUDGE, NOT_BELGIUM))),
        ("role=clerk or judge", ((Condition("role", "clerk or judge"),),)),
        ('role="Head, nursing", "a ""b"""', ((Condition("role", "Head, nursing"), Condition("role", 'a "b"')),)),
        ('role="not here or country=France"', ((Condition("role", "not here or country=France"),),)),
        ("role=x=y", ((Condition("role", "x=y"),),)),
        ("contacted-since=90d", ((Condition("contacted-since", "90d"),),)),
    ],
)
def test_a_line_says_conditions(line: str, all_of: AllOf) -> None:
    assert parse(line, FILTERS) == all_of


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("contry=France", r"There is no condition 'contry' \(did you mean 'country'\?\); see outreach segments fields"),
        ("country", r"Say which: country=… \(text\)"),
        ("country= , ", "Say which: country=…"),
        ("overdue=yes", "overdue takes no value; write overdue or not:overdue"),
        ("", "'' is not a condition; write FIELD=VALUE"),
        ("=France", "is not a condition"),
        ("Country: France", "is not a condition"),
        ("country=France or", "^$"),
    ],
)
def test_what_is_no_condition_is_told_in_a_sentence(line: str, sentence: str) -> None:
    if sentence == "^$":  # the rest of a line belongs to its value
        assert parse(line, FILTERS) == ((Condition("country", "France or"),),)
        return
    with pytest.raises((InvalidInputError, NotFoundError), match=sentence):
        parse(line, FILTERS)


VALUES = st.text(st.sampled_from('aé ,"=:or not'), min_size=1, max_size=12).map(lambda text: " ".join(text.split()))
CONDITIONS = st.one_of(
    st.builds(Condition, st.sampled_from(["country", "role"]), VALUES.filter(bool), st.booleans()),
    st.builds(Condition, st.just("overdue"), st.just(""), st.booleans()),
)


@given(st.lists(st.lists(CONDITIONS, min_size=1, max_size=3).map(tuple), max_size=3).map(tuple))
@example(((Condition("role", 'a "b", or country=c'), Condition("role", '"')),))
def test_what_is_written_reads_the_same(all_of: AllOf) -> None:
    assert tuple(part for line in written(all_of) for part in parse(line, FILTERS)) == all_of


@pytest.mark.parametrize(
    "line",
    [
        "country=France,Belgium",
        "not:country=France,Belgium",
        "role=judge or overdue or country=France,Belgium",
        "not:country=France or not:country=Belgium",
        'role="Head, nursing",judge',
    ],
)
def test_a_line_is_written_as_briefly_as_people_would(line: str) -> None:
    assert written(parse(line, FILTERS)) == [line]
