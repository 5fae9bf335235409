"""Questions that people answer on a page, and what their answers mean; drawn by ``web``, offered by features.

Answers come as a browser sends them: texts by name. Nothing is an answer that was not offered.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum

from attrs import field, frozen, validators

from outreach_crm.model import Problem
from outreach_crm.text import read_number, say

Answer = bool | str | tuple[str, ...] | int | date | None
"""By kind: yes or no, the key of a choice, keys of choices, a number or none, a day or none, a text."""
THEMSELVES = "by the person themselves"
"""Why something was changed that somebody changed on their own page."""
_KEY = validators.matches_re(r"[a-z][a-z0-9_-]*")


class Kind(StrEnum):
    """What can be answered."""

    YES_NO = "yes-no"
    ONE_OF = "one-of"
    SEVERAL_OF = "several-of"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    LINES = "lines"
    PASSWORD = "password"  # noqa: S105


_WRITTEN = frozenset({Kind.TEXT, Kind.LINES, Kind.PASSWORD})


@frozen
class Choice:
    """One of the answers there are: its key, how it reads, and under which heading it stands."""

    key: str
    label: str
    heading: str = ""


@frozen(kw_only=True)
class Field:
    """One question.

    Args:
        key: its name on the page.
        label: the question.
        kind: what can be answered.
        value: the answer as it is now.
        hint: what helps to answer.
        choices: what there is to choose from.
        least: the smallest number or the first day that can be answered.
        most: the largest number or the last day.
        needed: whether a text, a number or a day has to be given.
        fills: what a browser or password manager may fill in: ``username``, ``new-password`` (HTML, 4.10.18.7).
        find: where more choices are found by their names, ``package.module:name``: called with the App, what somebody
            wrote, and keys that were chosen before, it returns the choices that fit the one or have one of the others.
    """

    key: str = field(validator=_KEY)
    label: str
    kind: Kind
    value: Answer = None
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    least: int | date | None = None
    most: int | date | None = None
    find: str = ""
    needed: bool = False
    fills: str = ""


@frozen(kw_only=True)
class Preference:
    """Something a contact can decide for themself: a section of their own page.

    Args:
        key: its name, unlike that of any other.
        title: its heading.
        explanation: what holds now and why, in a sentence or two.
        fields: the questions.
        save: where answers are saved, ``package.module:name``: called with the App, the contact's number, the key and
            the answers by field, it returns what to say about it; raises InvalidInputError, with the field in its
            problems, where an answer cannot be.
        rank: its place, smallest first.
    """

    key: str = field(validator=_KEY)
    title: str
    explanation: str = ""
    fields: tuple[Field, ...] = ()
    save: str
    rank: int = 100


def as_sent(answer: Answer) -> tuple[str, ...]:
    """Return an answer as a browser would send it."""
    if answer is None or answer is False:
        return ()
    if isinstance(answer, tuple):
        return answer
    return ("yes",) if answer is True else (str(answer),)


def read_answers(
    fields: Iterable[Field], sent: Mapping[str, Sequence[str]]
) -> tuple[dict[str, Answer], tuple[Problem, ...]]:
    """Return the answers to some questions, and what is wrong with those that mean nothing.

    Args:
        fields: the questions; what was sent besides is left out.
        sent: texts by the name of a field.
    """
    answers: dict[str, Answer] = {}
    problems = []
    for one in fields:
        try:
            answers[one.key] = _read(one, sent.get(one.key, ()))
        except ValueError as error:
            problems.append(Problem(field=one.key, sentence=error.args[0]))
    return answers, tuple(problems)


def _read(asked: Field, sent: Sequence[str]) -> Answer:
    if asked.kind in _WRITTEN:
        return _text(asked, next(iter(sent), ""))
    given = [text.strip() for text in sent if text.strip()]
    if asked.kind is Kind.YES_NO:
        return bool(given)
    if asked.kind in {Kind.ONE_OF, Kind.SEVERAL_OF}:
        return _chosen(asked, given)
    if not given:
        _check_needed(asked)
        return None
    found = read_number(given[0]) if asked.kind is Kind.NUMBER else _day(given[0])
    if found is None:
        raise ValueError(say("Write a number." if asked.kind is Kind.NUMBER else "Write a day, such as 2026-03-09."))
    _check_bounds(asked, found)
    return found


def _check_needed(asked: Field) -> None:
    """Refuse that a number or day is left out where there has to be one."""
    if asked.needed:
        raise ValueError(say("Choose a day.") if asked.kind is Kind.DATE else say("Write a number."))


def _text(asked: Field, text: str) -> str:
    if asked.kind is Kind.PASSWORD:
        return text
    # A browser ends lines as mails do (HTML, "constructing the entry list").
    text = "\n".join(text.splitlines()).strip() if asked.kind is Kind.LINES else " ".join(text.split())
    if asked.needed and not text:
        raise ValueError(say("Write something here."))
    return text


def _chosen(asked: Field, given: Sequence[str]) -> Answer:
    offered = {one.key for one in asked.choices}
    # An empty key is an answer too; browsers send it as nothing.
    if asked.kind is Kind.ONE_OF:
        one = given[0] if given else ""
        if one not in offered:
            by_name = asked.find and not one
            raise ValueError(say("Look by name, then choose.") if by_name else say("Choose one of these."))
        return one
    if not offered.issuperset(given):
        raise ValueError(say("One of these is not to be had any more; choose again."))
    return tuple(dict.fromkeys(given))


def _check_bounds(asked: Field, found: int | date) -> None:
    """Refuse a number or day that is too small or too large."""
    if asked.least is not None and _order(found) < _order(asked.least):
        raise ValueError(
            say("Not before {least}." if isinstance(found, date) else "Not less than {least}.", least=asked.least)
        )
    if asked.most is not None and _order(found) > _order(asked.most):
        raise ValueError(
            say("Not after {most}." if isinstance(found, date) else "Not more than {most}.", most=asked.most)
        )


def _order(bound: int | date) -> int:
    return bound.toordinal() if isinstance(bound, date) else bound


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
