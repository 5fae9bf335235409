"""Questions about hours and money: what there is, as the address of a page says it, and what something takes."""

import re
from collections.abc import Iterable, Mapping

from flask import request

from outreach_crm.errors import InvalidInputError
from outreach_crm.forms import Choice, Field, Kind, read_answers
from outreach_crm.model import Problem
from outreach_crm.text import beginning, say
from outreach_crm.web.asking import Form
from outreach_crm.web.forms import Shown
from outreach_priority.model import Assessment
from outreach_priority.model.budgets import Means
from outreach_priority.model.involvement import Level, Package, Resource, written

_AMOUNT = re.compile(r"\d{1,9}(?:[.,]\d{1,2})?")
_FIX, _NOT = "fix", "not"
_SUBJECT = "subject-"
_WHOLE = 100
PLANNED = tuple(one for one in Level if one is not Level.NONE)
"""The levels that take something."""


def amount_fields(now: Mapping[str, float] | None = None) -> list[Field]:
    """Return the questions for volunteer hours, staff hours and money, with what is said of them now."""
    said = now or {}
    return [
        Field(
            key=one.field,
            label=beginning(one.label),
            kind=Kind.TEXT,
            value=written(said[one.field]) if one.field in said else None,
        )
        for one in Resource
    ]


def needs_of(one: Package) -> dict[str, float]:
    """Return what a package takes, by question."""
    return {resource.field: amount for resource, amount in one.needs.items()}


def amounts(form: Form, keys: Iterable[str]) -> dict[str, float]:
    """Return the amounts that a form names, by question; a comma is taken for a point.

    Raises:
        InvalidInputError: one is no amount; each is named beside its question.
    """
    found, problems = {}, []
    for key in keys:
        text = form.text(key).replace(" ", "").replace("\u00a0", "")
        if text and not _AMOUNT.fullmatch(text):
            problems.append(Problem(field=key, sentence=say("Write an amount, such as 40 or 12.50.")))
        elif text:
            found[key] = float(text.replace(",", "."))
    if problems:
        raise InvalidInputError(problems[0].sentence, tuple(problems))
    return found


def share(form: Form, key: str) -> float | None:
    """Return a share that a form names in per cent, from 0 to 1; None where it names none.

    Raises:
        InvalidInputError: it is none.
    """
    found = amounts(form, [key]).get(key)
    if found is not None and found > _WHOLE:
        said = say("Not more than {most}.", most=_WHOLE)
        raise InvalidInputError(said, (Problem(field=key, sentence=said),))
    return None if found is None else round(found / _WHOLE, 6)


def asked(assessment: Assessment) -> Form:
    """Return the questions what there is and what is decided beforehand, with the answers that stand in the address."""
    reserve = written(assessment.rules.reserve * _WHOLE)
    fields = [
        *amount_fields(),
        Field(key="reserve", label=say("Kept back, in per cent"), kind=Kind.TEXT, value=reserve),
        *(_decided(one.id, one.title or one.key) for one in assessment.judged),
    ]
    sent = request.args.to_dict(flat=False)
    answers, problems = read_answers(fields, {"reserve": [reserve], **sent})
    wrong = {one.field: one.sentence for one in problems}
    given = (Shown(one, tuple(sent.get(one.key, _now(one))), wrong.get(one.key, "")) for one in fields)
    said = any(any(text.strip() for text in sent.get(one.field, ())) for one in Resource)
    return Form(fields=tuple(given), answers=answers, sent=said)


def read(form: Form, assessment: Assessment) -> Means:
    """Return what there is, as the address says it.

    Raises:
        InvalidInputError: a number makes no sense; each is named beside its question.
    """
    there = amounts(form, [one.field for one in Resource])
    decided: dict[str, dict[str, Level]] = {_FIX: {}, _NOT: {}}
    for one in assessment.judged:
        how, _, level = form.text(_key(one.id)).partition("-")
        if level:
            decided[how][one.key] = Level(level.replace("-", " "))
    return Means(
        available={one: there[one.field] for one in Resource if one.field in there},
        reserve=share(form, "reserve"),
        fixed=decided[_FIX],
        barred=decided[_NOT],
    )


def halves(form: Form) -> tuple[list[Shown], list[Shown]]:
    """Return the questions what there is, and those what is decided beforehand."""
    decided = [one for one in form.fields if one.field.key.startswith(_SUBJECT)]
    return [one for one in form.fields if one not in decided], decided


def _key(subject_id: int) -> str:
    return f"{_SUBJECT}{subject_id}"


def _decided(subject_id: int, title: str) -> Field:
    choices = (
        Choice("", say("as it comes out")),
        *(Choice(_slug(_FIX, one), say("promised: {level}", level=one)) for one in Level),
        *(Choice(_slug(_NOT, one), say("not this: {level}", level=one)) for one in PLANNED),
    )
    return Field(key=_key(subject_id), label=title, kind=Kind.ONE_OF, choices=choices, value="")


def _slug(how: str, level: Level) -> str:
    return f"{how}-{level.replace(' ', '-')}"


def _now(one: Field) -> tuple[str, ...]:
    return (str(one.value),) if one.value else ()
