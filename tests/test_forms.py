"""What answers mean: only what was offered, of the right kind, within its bounds; the rest is told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.forms import Answer, Choice, Field, Kind, as_sent, read_answers

DAY = date(2026, 3, 9)
CHOICES = (Choice("", "any"), Choice("email", "by e-mail"), Choice("post", "on paper"))
FIELDS = (
    Field(key="send", label="Send", kind=Kind.YES_NO),
    Field(key="way", label="Way", kind=Kind.ONE_OF, choices=CHOICES),
    Field(key="about", label="About", kind=Kind.SEVERAL_OF, choices=CHOICES[1:]),
    Field(key="most", label="Most", kind=Kind.NUMBER, least=1, most=99),
    Field(key="until", label="Until", kind=Kind.DATE, least=DAY),
)
NOTHING: dict[str, Answer] = {"send": False, "way": "", "about": (), "most": None, "until": None}
ANSWERS = st.fixed_dictionaries(
    {
        "send": st.booleans(),
        "way": st.sampled_from(["", "email", "post"]),
        "about": st.lists(st.sampled_from(["email", "post"]), unique=True).map(tuple),
        "most": st.none() | st.integers(1, 99),
        "until": st.none() | st.dates(DAY),
    }
)


def one(key: str, *texts: str) -> Answer | str:
    """What some texts mean to one field: the answer, or what is wrong."""
    answers, problems = read_answers([field for field in FIELDS if field.key == key], {key: texts})
    return problems[0].sentence if problems else answers[key]


def test_nothing_sent_is_an_answer_too() -> None:
    assert read_answers(FIELDS, {}) == (NOTHING, ())


@given(answers=ANSWERS)
def test_an_answer_comes_back_as_it_was_sent(answers: dict[str, Answer]) -> None:
    assert read_answers(FIELDS, {key: as_sent(answer) for key, answer in answers.items()}) == (answers, ())


@given(sent=st.dictionaries(st.sampled_from([*NOTHING, "else"]), st.lists(st.text(), max_size=3)))
def test_whatever_is_sent_is_an_answer_or_told(sent: dict[str, list[str]]) -> None:
    answers, problems = read_answers(FIELDS, sent)
    assert {*answers} | {problem.field for problem in problems} == {*NOTHING}
    assert answers.get("way", "") in {"", "email", "post"}
    assert {*answers.get("about", ())} <= {"email", "post"}  # type: ignore[misc]


@pytest.mark.parametrize(
    ("key", "text", "sentence"),
    [
        ("way", "pigeon", "Choose one of these."),
        ("about", "pigeon", "One of these is not to be had any more; choose again."),
        ("most", "many", "Write a number."),
        ("most", "-1", "Write a number."),
        ("most", "9" * 40, "Write a number."),
        ("most", "0", "Not less than 1."),
        ("most", "100", "Not more than 99."),
        ("until", "2026-02-30", "Write a day, such as 2026-03-09."),
        ("until", "2026-03-08", "Not before 2026-03-09."),
    ],
)
def test_what_is_no_answer_is_told_beside_its_field(key: str, text: str, sentence: str) -> None:
    assert one(key, text) == sentence


def test_blanks_around_an_answer_do_not_matter() -> None:
    assert one("most", " 7 ") == 7
    assert one("until", " 2026-04-01\n") == date(2026, 4, 1)
    assert one("about", "post", "post", " ") == ("post",)
