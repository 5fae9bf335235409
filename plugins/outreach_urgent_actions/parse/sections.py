"""Parts a printed Urgent Action into its sections by the labels of its layouts, from the 1990s to the 2020s."""

import re
from collections.abc import Sequence
from enum import StrEnum

from attrs import field, frozen

from outreach_crm.text import fold

# A sheet has two pages; these bounds hold a hostile file.
_MOST_CHARACTERS, _MOST_LINES, _LONGEST_LINE = 200_000, 3_000, 2_000


class Part(StrEnum):
    """What a section of a sheet is for."""

    HEADER = "header"
    TEXT = "text"
    TITLE = "title"
    ACTIONS = "actions"
    APPEALS = "appeals"
    COPIES = "copies"
    LETTER = "letter"
    LANGUAGE = "language"
    DEADLINE = "deadline"
    NAMES = "names"
    OTHER = "other"


# The label begins a line. A label of the strict kind is the whole line, or ends with a colon.
_LABELS = (
    (Part.COPIES, r"(?:and |with |please send |please also send |also send |also )*cop(?:y|ies)(?: may be sent)? to\b"),
    (Part.COPIES, r"(?:y |et |und |con )?(?:copias?|copies|kopien) (?:a|an)\b"),
    (Part.APPEALS, r"(?:please )?(?:send )?(?:your )?appeals? to\b"),
    (Part.APPEALS, r"(?:envien (?:sus )?)?llamamientos? a\b|appels? a\b|appelle an\b"),
    (Part.APPEALS, r"please send (?:your )?appeals? (?:before|by|until)\b"),
    (Part.APPEALS, r"target.{0,3} contact details.{0,20}$"),
    (Part.DEADLINE, r"(?:please )?(?:send appeals|take action) (?:immediately|as soon as possible)"),
    (Part.DEADLINE, r"please send appeals immediately|envien (?:sus )?llamamientos inmediatamente|envoyez vos appels"),
    (Part.DEADLINE, r"(?:please )?check with (?:the|your|amnesty)\b"),
    (Part.DEADLINE, r"appeal deadline(?: notice)?\b|(?:this )?bulletin expires\b"),
    (Part.LANGUAGE, r"preferred language(?: to address target)?\b"),
    (Part.ACTIONS, r"(?:further )?recommended actions?\b"),
    (Part.ACTIONS, r"please (?:write|send (?!appeals (?:before|by|until|to)\b)|e-?mail|fax)\b"),
    (Part.APPEALS, r"(?:take action: )?write an appeal in your own words"),
    (Part.ACTIONS, r"acci(?:on|ones) recomendadas?\b|actions? recommandees?\b|empfohlene aktion(?:en)?\b"),
    (Part.ACTIONS, r"(?:envien|escriban)\b.*:$|veuillez (?:envoyer|ecrire)\b|schreiben sie\b.*:$"),
    (Part.LETTER, r"(?:model )?letter$"),
    (Part.TEXT, r"(?:background|additional)(?: information)?:?$|summary:?$|further information:?$"),
    (Part.TEXT, r"background information\b|informacion (?:general|complementaria|adicional):?$"),
    (Part.TEXT, r"informations? (?:generales?|complementaires?):?$|hintergrund(?:information(?:en)?)?:?$"),
    (Part.NAMES, r"names?(?: and (?:preferred )?pronouns?)?(?: ?\(s\))? ?:|name and (?:preferred )?pronouns?$"),
    (Part.OTHER, r"gender m/f ?:|link to previous ua\b|photo\b.{0,20}:"),
    (Part.TITLE, r"urgent action title$|urgent action$"),
    (Part.HEADER, r"publication date$|urgent action type and number$|index number$"),
)
_LABEL = re.compile("|".join(f"(?P<l{at}>{pattern})" for at, (_, pattern) in enumerate(_LABELS)))
_QUOTED = re.compile(r"^(?:\s?>)+\s?")
_SPACES = re.compile(r"[^\S\n\t]")


@frozen
class Section:
    """A section: its label as printed, and the lines under it, blank ones included."""

    part: Part
    label: str = ""
    lines: list[str] = field(factory=list)

    @property
    def text(self) -> str:
        """Its lines, joined."""
        return "\n".join(self.lines).strip()


def lines_of(text: str) -> list[str]:
    """Return the lines of a sheet without marks of quotation; only the first 3,000 are kept."""
    lines = _SPACES.sub(" ", text[:_MOST_CHARACTERS]).splitlines()[:_MOST_LINES]
    return [_QUOTED.sub("", line[:_LONGEST_LINE]).rstrip() for line in lines]


def is_label(line: str) -> bool:
    """Tell whether a line begins a section."""
    return _part_of(line.strip()) is not None


def sections_of(lines: Sequence[str]) -> list[Section]:
    """Return the sections of a sheet in its order; the first is its header block."""
    found = [Section(Part.HEADER)]
    for line in lines:
        stripped = line.strip()
        part = _part_of(stripped)
        if part:
            label, _, rest = stripped.partition(":")
            # "and copies to the Ministry of Justice": what follows the label stands in its line without a mark.
            rest = (_COPIES.sub("", stripped) if part is Part.COPIES else rest).strip()
            if part is Part.DEADLINE or _WRITE.match(fold(rest)):
                label, rest = stripped, ""
            found.append(Section(part, label, [rest] if rest else []))
        elif found[-1].part is Part.APPEALS and _DEAR.match(stripped):
            # A model letter begins behind the address in the layout of the 2020s.
            found[-1].lines.append(f"Salutation: {stripped.rstrip(',')}")
            found.append(Section(Part.LETTER, "", [line]))
        else:
            found[-1].lines.append(line)
    return found


def _part_of(line: str) -> Part | None:
    label = _LABEL.match(fold(line[:200]))
    return _LABELS[int(label.lastgroup[1:])][0] if label and label.lastgroup else None


_COPIES = re.compile(
    r"^.{0,40}?(?:cop(?:y|ies)(?: may be sent)? to|copias?|copies|kopien)\b(?: (?:a|à|an)\b)?:?", re.IGNORECASE
)
_WRITE = re.compile(r"write an appeal in your own words")
_DEAR = re.compile(
    r"^(?:dear|your excellency|estimad[oa]|honou?rable|excellency|monsieur|madame)\b.{0,80},$", re.IGNORECASE
)
