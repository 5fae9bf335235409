"""The letter that a sheet holds to be signed and sent, as the templates since 2017 have it."""

import re
from collections.abc import Sequence
from itertools import dropwhile

from attrs import frozen

from outreach_crm.text import fold
from outreach_urgent_actions.parse.sections import Part, Section, lines_of, sections_of
from outreach_urgent_actions.parse.wishes import read_actions

_SALUTATION = re.compile(
    r"^(?:dear|your excellency|excellency|honou?rable|sir|madam|estimad[oa]|excelencia|su excelencia|senor|senora"
    r"|monsieur|madame|excellence|sehr geehrte)\b.{0,80}[,:]$"
)
_CLOSING = re.compile(
    r"^(?:yours (?:sincerely|faithfully|truly|respectfully)|respectfully yours|sincerely|respectfully|atentamente"
    r"|(?:le saluda|les saluda)\b.{0,60}|veuillez agreer\b.{0,120}|mit freundlichen grussen|hochachtungsvoll)\s?[,.]?$"
)


@frozen(kw_only=True)
class ModelLetter:
    """A letter to be signed: how it begins, and its paragraphs without that and without the closing words."""

    salutation: str = ""
    body: str = ""


@frozen(kw_only=True)
class Asked:
    """What a text asks people to write: the letter it holds, else what to ask for, point by point."""

    letter: ModelLetter | None = None
    points: tuple[str, ...] = ()


def read_asked(text: str) -> Asked:
    """Return what a text of an Urgent Action asks people to write."""
    sections = sections_of(lines_of(text))
    return Asked(letter=_letter(sections), points=read_actions(sections))


def _letter(sections: Sequence[Section]) -> ModelLetter | None:
    """Return the letter of a sheet; None where it holds none."""
    lines = next((one.lines for one in sections if one.part is Part.LETTER and one.text), None)
    if lines is None:
        return None
    rest = [*dropwhile(lambda line: not line.strip(), lines)]
    salutation = rest.pop(0).strip() if _SALUTATION.match(fold(rest[0].strip())) else ""
    closing = next((at for at, line in enumerate(rest) if _CLOSING.match(fold(line.strip()))), len(rest))
    body = "\n".join(rest[:closing]).strip()
    return ModelLetter(salutation=salutation, body=_joined(body)) if body else None


def _joined(body: str) -> str:
    """Return paragraphs each on one line: a sheet breaks its lines where its own paper ends."""
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", body))
