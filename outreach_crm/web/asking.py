"""Forms of the office: questions with what was sent, what is wrong with it, and what is there by now.

A view reads its form, does the work where all is well, and shows the page again where it is not::

    form = asking.read(Field(key="title", label="What", kind=Kind.TEXT, needed=True))
    if form.ready:
        with asking.told(form) as outcome:
            task = service.add(app, form.text("title"))
            return done(say("{what} is on the list.", what=task.title), path_of(Ref("tasks", task.id)))
        form = outcome.form
    return page("tasks/add.html", form)

A form that edits a record is read with its version. Where somebody else was faster the page shows what is there by now
beside what was written, and a second Save is on the newer version, knowingly. A question whose choices are found by
name is asked again, with what was found, until one of them is chosen.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Self

from attrs import define, evolve, frozen
from flask import g, request

from outreach_crm.errors import ConflictError, InvalidInputError, OutreachError, RefusedError
from outreach_crm.forms import Answer, Field, as_sent, read_answers
from outreach_crm.model import Problem
from outreach_crm.text import on_page, read_number, row, say
from outreach_crm.web import visiting
from outreach_crm.web.forms import LOOK, Shown, asks, looked_for, with_found

VERSION = "_version"
"""The name of the field that says which version of a record somebody edits."""


@frozen(kw_only=True)
class Form:
    """A form as a page shows it.

    Args:
        fields: the questions, each with the answer as it was sent, or as it is now where nothing was.
        answers: the answers that were sent, by question.
        sent: whether it was sent.
        problem: what is wrong with the whole of it.
        status: the status of the page that shows it.
        version: of the record that is edited, as it is now.
        seen: of the record as somebody had it before them; this one the service compares with the present one.
    """

    fields: tuple[Shown, ...]
    answers: Mapping[str, Answer]
    sent: bool
    problem: str = ""
    status: int = HTTPStatus.OK
    version: int | None = None
    seen: int | None = None

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

    def with_problems(self, error: OutreachError, beside: str = "") -> "Form":
        """Return it with what an error says: beside the questions it names, else beside one, else above all of them."""
        problems = error.problems if isinstance(error, InvalidInputError) else ()
        own = "" if isinstance(error, ConflictError | RefusedError) else beside
        found = _with(self, problems or (Problem(field=own, sentence=error.on_page),), _status(error))
        return _seen_now(found) if isinstance(error, ConflictError) and self.seen not in {None, self.version} else found


@define
class told:  # noqa: N801, because it reads as a verb where it stands
    """Let a form be shown again with the sentence of an error: nothing that somebody wrote is lost.

    ``beside`` is the question that is wrong where an error names none.
    """

    form: Form
    beside: str = ""

    def __enter__(self) -> Self:
        """Begin the work."""
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        """Keep what an error of ours says for the form; any other goes on."""
        if not isinstance(error, OutreachError):
            return False
        self.form = self.form.with_problems(error, self.beside)
        return True


def read(*fields: Field, version: int | None = None) -> Form:
    """Return a form with what the request sent, or with what is there now where it sent nothing.

    Args:
        fields: the questions.
        version: of the record that is edited.
    """
    g.asked = (*asked(), *fields)
    if request.method != "POST":
        return Form(fields=tuple(map(_as_now, fields)), answers={}, sent=False, version=version, seen=version)
    sent, app = request.form.to_dict(flat=False), visiting.office
    seen = read_number(request.form.get(VERSION, "")) if version is not None else None
    finding = any(one.find for one in fields)
    if finding and (LOOK in sent or any(asks(app(), one, sent) for one in fields)):
        looked = tuple(looked_for(app(), one, sent) for one in fields)
        return Form(fields=looked, answers={}, sent=False, version=version, seen=seen)
    fields = tuple(with_found(app(), one, sent) for one in fields) if finding else fields
    answers, problems = read_answers(fields, sent)
    shown = tuple(Shown(one, tuple(sent.get(one.key, ()))) for one in fields)
    form = Form(fields=shown, answers=answers, sent=True, version=version, seen=seen)
    return _with(form, problems, HTTPStatus.UNPROCESSABLE_ENTITY) if problems else form


def file_sent(most: int) -> tuple[str, bytes]:
    """Return the one file that was sent with a form as ``file``: its name as it came, and what is in it.

    Args:
        most: so many bytes are read at most; of a longer file one more, so that it is found to be too large.

    Raises:
        InvalidInputError: none was chosen.
    """
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise InvalidInputError(say("Choose a file first."))
    return sent.filename, bytes(sent.read(most + 1))


def asked() -> tuple[Field, ...]:
    """Return all questions that the page asks which is made now."""
    found: tuple[Field, ...] = g.get("asked", ())
    return found


def _as_now(one: Field) -> Shown:
    given = as_sent(one.value)
    return Shown(with_found(visiting.office(), one, {one.key: given}) if one.find else one, given)


def _seen_now(form: Form) -> Form:
    """Return a form whose next Save is on the present version, with the answers that are others by now."""
    fields = tuple(evolve(one, elsewhere=as_sent(one.field.value) != one.given) for one in form.fields)
    return evolve(form, fields=fields, seen=form.version)


def _with(form: Form, problems: tuple[Problem, ...], status: int) -> Form:
    there = {one.field.key for one in form.fields}
    beside: dict[str, str] = {}
    above = []
    for one in problems:
        if one.field in there and one.field not in beside:
            beside[one.field] = on_page(one.sentence)
        else:
            above.append(on_page(one.told if one.file else one.sentence))
    fields = tuple(evolve(one, problem=beside.get(one.field.key, one.problem)) for one in form.fields)
    return evolve(form, fields=fields, problem=row(above, " "), status=int(status))


def _status(error: OutreachError) -> int:
    return HTTPStatus.CONFLICT if isinstance(error, ConflictError) else HTTPStatus.UNPROCESSABLE_ENTITY
