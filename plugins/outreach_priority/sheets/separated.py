"""A sheet as a text table (CSV): a row for each question, and for what is said of the whole."""

import csv
from collections.abc import Iterator
from io import StringIO

from attrs import evolve

from outreach_crm.errors import InvalidInputError
from outreach_crm.machines import harmless
from outreach_crm.model import Problem
from outreach_crm.text import say
from outreach_crm.written import decoded, refusal
from outreach_priority.model.filing import Blank, Filled, Line, Remark

_COLUMNS = ("sheet", "form", "subject", "name", "item", "question", "anchors", "prompts")
_FILLED = ("rating", "confidence", "evidence", "source", "reason")
# What is said of a whole stands under "evidence", in rows of these names.
_ROLE, _INTEREST, _AIMS = "#role", "#interest", "#aims"
_OF_A_WHOLE = {_INTEREST: "interest", _AIMS: "aims"}
_SEPARATORS = ",;\t"
_LONGEST = 20_000


def write(blank: Blank) -> bytes:
    """Return a sheet as CSV that spreadsheet programs open in UTF-8."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow((*_COLUMNS, *_FILLED))
    for row in _rows(blank):
        writer.writerow([harmless(cell) for cell in (blank.sheet.uid, blank.assessment.questionnaire.key, *row)])
    return out.getvalue().encode("utf-8-sig")


def _rows(blank: Blank) -> Iterator[tuple[str, ...]]:
    yield "", "", _ROLE, "\n".join((*blank.guide, "In which role do you judge?")), "", "", "", "", blank.sheet.role
    for subject, asked in blank.pages:
        said = blank.stances.get(subject.key)
        question = "Have you an interest in it yourself? Then say what."
        yield subject.key, subject.title, _INTEREST, question, "", "", "", "", said.interest if said else ""
        if blank.assessment.questionnaire.aims:
            question = f"What can we aim at with it? {', '.join(blank.assessment.questionnaire.aims)}"
            yield subject.key, subject.title, _AIMS, question, "", "", "", "", ", ".join(said.aims) if said else ""
        for one in asked:
            before = one.answer
            told = (before.evidence, before.source, before.reason) if before else ("", "", "")
            texts = (one.item.key, one.question, one.anchors, "\n".join(one.prompts))
            yield subject.key, subject.title, *texts, one.rating, one.confidence, *told


def read(content: bytes, file: str) -> Filled:
    """Return what a text table says.

    Raises:
        InvalidInputError: it is no such table, or holds rows of several sheets; with all that is wrong.
    """
    text = decoded(content, file, save_as="CSV UTF-8")
    separator = max(_SEPARATORS, key=text.partition("\n")[0].count)
    csv.field_size_limit(_LONGEST)
    reader = csv.DictReader(StringIO(text, newline=""), delimiter=separator, restval="")
    try:
        rows = [(n, {name: _plain(cell) for name, cell in row.items() if name}) for n, row in enumerate(reader, 2)]
    except csv.Error:
        sentence = say("a quotation mark opens a cell of this row and does not close it")
        raise refusal([Problem(file=file, line=reader.line_num, sentence=sentence)]) from None
    if missing := [
        one for one in ("sheet", "form", "subject", "item", *_FILLED) if one not in (reader.fieldnames or ())
    ]:
        raise InvalidInputError(
            say(
                "{file} has no column {missing!r}; fill in the table that outreach priority sheet writes.",
                file=file,
                missing=missing[0],
            )
        )
    filled = [(line, row) for line, row in rows if any(row.values())]
    if others := {(row["sheet"], row["form"]) for _, row in filled if row["sheet"]}:
        if len(others) > 1:
            raise InvalidInputError(
                say(
                    "{file} holds rows of {number} sheets; give each in a file of its own.",
                    file=file,
                    number=len(others),
                )
            )
        return _filled(*others.pop(), filled)
    raise InvalidInputError(say("{file} does not say whose sheet it is; the column 'sheet' is empty.", file=file))


def _filled(uid: str, form: str, rows: list[tuple[int, dict[str, str]]]) -> Filled:
    lines: list[Line] = []
    remarks: list[Remark] = []
    for number, row in rows:
        place, item = f"row {number}", row["item"]
        if item in _OF_A_WHOLE:
            _remark(remarks, Remark(place=place, subject=row["subject"], **{_OF_A_WHOLE[item]: row["evidence"]}))
        elif item != _ROLE:
            lines.append(Line(place=place, **{name: row[name] for name in ("subject", "item", *_FILLED)}))
    role = next((row["evidence"] for _, row in rows if row["item"] == _ROLE), "")
    return Filled(uid=uid, form=form, role=role, lines=tuple(lines), remarks=tuple(remarks))


def _remark(remarks: list[Remark], new: Remark) -> None:
    """Add what one row says; two rows about one subject are one remark where each says something else."""
    for at, one in enumerate(remarks):
        if one.subject == new.subject and not (one.interest and new.interest) and not (one.aims and new.aims):
            remarks[at] = evolve(one, interest=one.interest or new.interest, aims=one.aims or new.aims)
            return
    remarks.append(new)


def _plain(cell: object) -> str:
    """Return a cell without the apostrophe that kept a spreadsheet from evaluating it."""
    text = cell.strip() if isinstance(cell, str) else ""
    return text[1:] if text.startswith("'") and harmless(text[1:]) == text else text
