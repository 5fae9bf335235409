"""What a secretary types on the page of minutes, under all items at once, and how one button keeps it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from http import HTTPStatus

from attrs import evolve
from flask import request

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.forms import Choice, Field, Kind, as_sent
from outreach_crm.model import Problem
from outreach_crm.text import Sentence, count, read_number, say
from outreach_crm.web import asking
from outreach_meetings import service
from outreach_meetings.model.duties import DutyDraft
from outreach_meetings.model.minutes import DecisionDraft, Minutes, Point, Votes

Kept = tuple[str, Sentence]
"""What was kept: the number of the item it stands under, and what it is."""
_APART = {"said": False, "apart": True}
_SEEN = "seen-"


def asked(app: App, found: Minutes) -> asking.Form:
    """Return all that can be written under the items; of what was sent, only what somebody typed into.

    A text that stands as somebody had it before them is shown as it is by now: whoever types under one item overwrites
    nothing that was written meanwhile under another. A text that both wrote is shown with what the other wrote.
    """
    known = list(dict.fromkeys([*(one.name for one in found.attendance.people), *accounts.in_use(app)]))
    form = asking.read(*(field for point in found.points for field in _questions(point, known, found)))
    if not form.sent:
        return form
    now = {key: text for point in found.points for key, text in texts(point).items()}
    left = {key for key in now if not _is_typed(key, form)}
    twice = {key for key in now if key not in left and _is_newer(key, now[key], form)}
    fields = tuple(
        evolve(one, given=as_sent(now[one.field.key]))
        if one.field.key in left
        else evolve(one, elsewhere=True, problem=say("Somebody else wrote here too. Keep puts yours in its place."))
        if one.field.key in twice
        else one
        for one in form.fields
    )
    return evolve(form, fields=fields, status=HTTPStatus.CONFLICT if twice else form.status)


def texts(point: Point) -> dict[str, str]:
    """Return what was said on an item by the key of its question: for everybody, and apart."""
    return {
        key_of(name, point): next((one.text for one in point.passages if one.restricted == apart), "")
        for name, apart in _APART.items()
    }


def mark(text: str) -> str:
    """Return by what a form knows a text again; how lines end is no difference."""
    return sha256("\n".join(text.strip().splitlines()).encode()).hexdigest()[:16]


def key_of(name: str, point: Point) -> str:
    """Return the key of a question about an item; items are ordered anew, and keep their questions."""
    return f"{name}-{point.item_id or 0}"


def keep(app: App, found: Minutes, form: asking.Form) -> list[Kept]:
    """Write down all that is new in a form, and return it. Call inside a change.

    Raises:
        InvalidInputError: something cannot be so, with the question that it is about.
        ConflictError: the minutes are finished, or somebody else wrote meanwhile.
    """
    kept: list[Kept] = []
    for point in found.points:
        for part in (_texts, _decision, _duty, _note, _letters):
            kept += [(point.number, told) for told in part(app, found, point, form)]
    if (number := read_number(request.form.get("drop", ""))) is not None:
        gone = service.drop_note(app, found.meeting, number)
        kept.append((_number_of(found, gone.item_id), say("no note on {name} any more", name=gone.name)))
    if (number := read_number(request.form.get("done", ""))) is not None:
        ready = service.finish_duty(app, number)
        kept.append((_number_of(found, ready.item_id), say("done: {what}", what=ready.title)))
    return kept


def _is_typed(key: str, form: asking.Form) -> bool:
    return key in request.form and request.form.get(_SEEN + key) != mark(form.text(key))


def _is_newer(key: str, now: str, form: asking.Form) -> bool:
    """Whether a text is another by now than the one that somebody had before them, and than the one they wrote."""
    return mark(now) not in {request.form.get(_SEEN + key), mark(form.text(key))}


def _number_of(found: Minutes, item_id: int | None) -> str:
    return next((point.number for point in found.points if point.item_id == item_id), Point().number)


def _questions(point: Point, known: list[str], found: Minutes) -> Iterator[Field]:
    def field(name: str, label: str, kind: Kind = Kind.TEXT, hint: str = "") -> Field:
        return Field(key=key_of(name, point), label=label, kind=kind, hint=hint)

    there = texts(point)
    yield evolve(field("said", say("What was said"), Kind.LINES), value=there[key_of("said", point)])
    yield evolve(
        field("apart", say("Apart from what members are sent"), Kind.LINES), value=there[key_of("apart", point)]
    )
    yield field("decision", say("What was decided"))
    yield field("votes", say("Votes"), hint=say("For, against, abstained, such as 7:1:2; empty where nobody counted."))
    yield field("task", say("What is to be done"))
    choices = (Choice("", say("Somebody else")), *(Choice(one, one) for one in known))
    yield evolve(field("owner", say("Who does it"), Kind.ONE_OF), choices=choices, value="")
    yield field("other", say("Who, if it is somebody else"))
    yield evolve(field("due", say("By when"), Kind.DATE), least=found.meeting.starts.date())
    yield field("about", say("About whom"), hint=say("The name or number of a contact; it stands in their history."))
    yield field("note", say("What was said of them"))
    yield field("unsent", say("Keep it apart from what members are sent"), Kind.YES_NO)
    if point.appeals or not point.item_id:
        what = field("what", say("On what"), hint=say("As people say it, such as UA 205/01."))
        yield evolve(what, value=point.title if point.item_id else "")
        yield evolve(field("letters", say("How many letters"), Kind.NUMBER), least=0)


@contextmanager
def _beside(point: Point, otherwise: str, **names: str) -> Iterator[None]:
    """Say of an error which question it is about; ``names`` has the questions by the fields of what is made."""
    try:
        yield
    except InvalidInputError as error:
        there = error.problems or (Problem(sentence=error.on_page),)
        keys = [key_of(names.get(one.field, otherwise), point) for one in there]
        problems = tuple(evolve(one, field=key) for one, key in zip(there, keys, strict=True))
        raise InvalidInputError(error.on_page, problems) from error
    except NotFoundError as error:
        problem = Problem(field=key_of(otherwise, point), sentence=error.on_page)
        raise InvalidInputError(error.on_page, (problem,)) from error


def _answers(point: Point, form: asking.Form) -> Callable[[str], str]:
    return lambda name: form.text(key_of(name, point)).strip()


def _texts(app: App, found: Minutes, point: Point, form: asking.Form) -> Iterator[Sentence]:
    for name, apart in _APART.items():
        key = key_of(name, point)
        if not _is_typed(key, form):
            continue
        now = next((one for one in point.passages if one.restricted == apart), None)
        if form.text(key).strip() == (now.text if now else ""):
            continue
        seen = now.change_id if now else 0
        with _beside(point, name):
            service.write(app, found.meeting, form.text(key), item=point.number, restricted=apart, seen=seen)
        yield say("what was said on {what}", what=point.title) if point.item_id else say("what was said")


def _decision(app: App, found: Minutes, point: Point, form: asking.Form) -> Iterator[Sentence]:
    answer = _answers(point, form)
    if not answer("decision") and not answer("votes"):
        return
    with _beside(point, "votes", text="decision"):
        votes = Votes.read(answer("votes")) if answer("votes") else None
        draft = DecisionDraft(text=answer("decision"), votes=votes, item=point.number)
        made = service.decide(app, found.meeting, draft)
    if made.warning:
        yield say("decision {number}, {warning}", number=made.name, warning=made.warning)
    else:
        yield say("decision {number}", number=made.name)


def _duty(app: App, found: Minutes, point: Point, form: asking.Form) -> Iterator[Sentence]:
    answer = _answers(point, form)
    if not any(map(answer, ("task", "owner", "other", "due"))):
        return
    who = answer("owner") or answer("other")
    draft = DutyDraft(title=answer("task"), owner=who, due=answer("due"), item=point.number)
    with _beside(point, "other", title="task", owner="other", due="due"):
        made = service.take_on(app, found.meeting, draft)
    remark = service.unknown_owner(app, found.meeting, made)
    yield say("{what} ({remark})", what=made.told, remark=remark.sentence) if remark else made.told


def _note(app: App, found: Minutes, point: Point, form: asking.Form) -> Iterator[Sentence]:
    answer = _answers(point, form)
    if not answer("about") and not answer("note"):
        return
    with _beside(point, "about", text="note"):
        if not answer("about"):
            raise InvalidInputError(say("Say of whom it was said."))
        apart = bool(form.answer(key_of("unsent", point)))
        service.note(app, found.meeting, answer("note"), item=point.number, about=answer("about"), restricted=apart)
    yield say("a note on {name}", name=answer("about"))


def _letters(app: App, found: Minutes, point: Point, form: asking.Form) -> Iterator[Sentence]:
    answer = _answers(point, form)
    if not answer("letters"):
        return
    with _beside(point, "what"):
        if not answer("what"):
            raise InvalidInputError(say("Say on what they were written."))
        service.letters(app, found.meeting, {answer("what"): int(answer("letters"))})
    yield count(int(answer("letters")), "{n} letter on {what}", "{n} letters on {what}", what=answer("what"))
