"""Forms of the office: questions with what was sent, what is wrong with it, and what is there by now.

A view reads its form, does the work where all is well, and shows the page again where it is not::

    form = asking.read(Field(key="title", label="What", kind=Kind.TEXT, needed=True))
    if form.ready:
        with asking.told(form) as outcome:
            task = service.add(app, form.text("title"))
            return done(say("{what} is on the list.", what=task.title), path_of(Ref("tasks", task.id)))
        form = outcome.form
    return page("tasks/add.html", form)
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Self

from attrs import define, evolve, frozen
from flask import request

from outreach_crm.errors import ConflictError, InvalidInputError, OutreachError
from outreach_crm.forms import Answer, Field, as_sent, read_answers
from outreach_crm.model import Problem
from outreach_crm.web.forms import Shown


@frozen(kw_only=True)
class Form:
    """A form as a page shows it.

    Args:
        fields: the questions, each with the answer as it was sent, or as it is now where nothing was.
        answers: the answers that were sent, by question.
        sent: whether it was sent.
        problem: what is wrong with the whole of it.
        status: the status of the page that shows it.
    """

    fields: tuple[Shown, ...]
    answers: Mapping[str, Answer]
    sent: bool
    problem: str = ""
    status: int = HTTPStatus.OK

    @property
    def wrong(self) -> bool:
        """Whether something is wrong."""
        return bool(self.problem) or any(one.problem for one in self.fields)

    @property
    def ready(self) -> bool:
        """Whether it was sent and nothing is wrong."""
        return self.sent and not self.wrong

    def __getitem__(self, key: str) -> Shown:
        """Return one question."""
        return next(one for one in self.fields if one.field.key == key)

    def text(self, key: str) -> str:
        """Return an answer that is a text; empty where there is none."""
        answer = self.answers.get(key)
        return "" if answer is None else str(answer)

    def answer(self, key: str) -> Any:
        """Return an answer as its question gives it."""
        return self.answers.get(key)

    def with_problems(self, error: OutreachError) -> "Form":
        """Return it with what an error says: beside the questions it names, else above all of them."""
        problems = error.problems if isinstance(error, InvalidInputError) else ()
        return _with(self, problems or (Problem(sentence=str(error)),), _status(error))


@define
class told:  # noqa: N801, because it reads as a verb where it stands
    """Let a form be shown again with the sentence of an error: nothing that somebody wrote is lost."""

    form: Form

    def __enter__(self) -> Self:
        """Begin the work."""
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        """Keep what an error of ours says for the form; any other goes on."""
        if not isinstance(error, OutreachError):
            return False
        self.form = self.form.with_problems(error)
        return True


def read(*fields: Field) -> Form:
    """Return a form with what the request sent, or with what is there now where it sent nothing."""
    if request.method != "POST":
        return Form(fields=tuple(Shown(one, as_sent(one.value)) for one in fields), answers={}, sent=False)
    sent = request.form.to_dict(flat=False)
    answers, problems = read_answers(fields, sent)
    shown = tuple(Shown(one, tuple(sent.get(one.key, ()))) for one in fields)
    form = Form(fields=shown, answers=answers, sent=True)
    return _with(form, problems, HTTPStatus.UNPROCESSABLE_ENTITY) if problems else form


def _with(form: Form, problems: tuple[Problem, ...], status: int) -> Form:
    there = {one.field.key for one in form.fields}
    beside: dict[str, str] = {}
    above = []
    for one in problems:
        if one.field in there and one.field not in beside:
            beside[one.field] = one.sentence
        else:
            above.append(one.sentence)
    fields = tuple(evolve(one, problem=beside.get(one.field.key, one.problem)) for one in form.fields)
    return evolve(form, fields=fields, problem=" ".join(above), status=int(status))


def _status(error: OutreachError) -> int:
    return HTTPStatus.CONFLICT if isinstance(error, ConflictError) else HTTPStatus.UNPROCESSABLE_ENTITY
