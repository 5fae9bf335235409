"""A sheet as TOML, to be filled in with any editor of texts."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from attrs import field, frozen

from outreach_crm.errors import InvalidInputError
from outreach_crm.model import Problem
from outreach_crm.text import say
from outreach_crm.written import decoded, refusal, structure
from outreach_priority.model.filing import Asked, Blank, Filled, Line, Remark


def _as_text(value: object) -> str:
    """Return a rating, written as a number or as a text, as a text."""
    if isinstance(value, str | int) and not isinstance(value, bool):
        return str(value).strip()
    raise ValueError(say('write a whole number, "?" or ""'))


@frozen(kw_only=True)
class _Rating:
    """One question as the file has it."""

    subject: str
    item: str
    rating: Any = field(converter=_as_text)
    confidence: str = ""
    evidence: str = ""
    source: str = ""
    reason: str = ""


@frozen(kw_only=True)
class _Subject:
    """What the file says of a subject as a whole."""

    subject: str
    interest: str = ""
    aims: tuple[str, ...] = ()


@frozen(kw_only=True)
class _File:
    """The whole file."""

    sheet: str
    form: str
    role: str = ""
    subjects: tuple[_Subject, ...] = ()
    ratings: tuple[_Rating, ...] = ()


def write(blank: Blank) -> bytes:
    """Return a sheet as TOML."""
    return "\n".join(_lines(blank)).encode()


def read(content: bytes, file: str) -> Filled:
    """Return what a file says.

    Raises:
        InvalidInputError: it is no TOML, or no sheet; with all that is wrong.
    """
    import tomllib

    try:
        values = tomllib.loads(decoded(content, file).replace("\r\n", "\n"))
    except (ValueError, RecursionError) as error:
        if isinstance(error, InvalidInputError):
            raise
        raise refusal([Problem(file=file, sentence=say("this is not TOML: {error}", error=error))]) from None
    said = structure(values, _File, file=file)
    lines = [
        Line(
            place=f"ratings {number}",
            subject=one.subject,
            item=one.item,
            rating=one.rating,
            confidence=one.confidence.strip(),
            evidence=one.evidence,
            source=one.source,
            reason=one.reason,
        )
        for number, one in enumerate(said.ratings, 1)
    ]
    remarks = [
        Remark(place=f"subjects {number}", subject=one.subject, interest=one.interest, aims=", ".join(one.aims))
        for number, one in enumerate(said.subjects, 1)
    ]
    return Filled(uid=said.sheet, form=said.form, role=said.role, lines=tuple(lines), remarks=tuple(remarks))


def _lines(blank: Blank) -> Iterator[str]:
    yield from _comment(blank.guide)
    yield from (f"sheet = {_text(blank.sheet.uid)}", f"form = {_text(blank.assessment.questionnaire.key)}")
    yield from ("# In which role do you judge?", f"role = {_text(blank.sheet.role)}")
    for subject, asked in blank.pages:
        said = blank.stances.get(subject.key)
        yield from ("", *_comment([subject.title, "=" * len(subject.title)]), "[[subjects]]")
        yield f"subject = {_text(subject.key)}"
        yield f"interest = {_text(said.interest if said else '')}"
        if blank.assessment.questionnaire.aims:
            yield f"aims = [{', '.join(_text(aim) for aim in said.aims) if said else ''}]"
        for one in asked:
            yield from _question(subject.key, one)
    yield ""


def _question(subject: str, asked: Asked) -> Iterator[str]:
    before = asked.answer
    yield from ("", *_comment([asked.question, *(f"  - {text}" for text in asked.prompts), asked.anchors]))
    yield from ("[[ratings]]", f"subject = {_text(subject)}", f"item = {_text(asked.item.key)}")
    yield f"rating = {asked.rating if asked.rating.isdecimal() else _text(asked.rating)}"
    yield f"confidence = {_text(asked.confidence)}"
    yield f"evidence = {_text(before.evidence if before else '')}"
    yield f"source = {_text(before.source if before else '')}"
    if before and before.reason:
        yield f"reason = {_text(before.reason)}"


def _comment(texts: Iterable[str]) -> list[str]:
    return [f"# {line}" for text in texts for line in _printable(text).splitlines()]


def _text(text: str) -> str:
    """Return a basic string; JSON escapes what TOML does, but for one character (TOML 1.0, "String")."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() or char == "\n" else " " for char in text)
