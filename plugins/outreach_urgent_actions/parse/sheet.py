"""Whole Urgent Actions as printed, in the layouts of the 1990s to the 2020s."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import takewhile

from attrs import evolve

from outreach_crm.errors import InvalidInputError
from outreach_crm.keywords.places import read_places
from outreach_crm.text import fold, say
from outreach_urgent_actions.parse.addressees import read_addressees, without_diplomats
from outreach_urgent_actions.parse.days import find_days
from outreach_urgent_actions.parse.headings import Head, read_head
from outreach_urgent_actions.parse.people import read_people
from outreach_urgent_actions.parse.records import AboutWhom, Addressee, Sheet, Subject
from outreach_urgent_actions.parse.sections import Part, Section, lines_of, sections_of
from outreach_urgent_actions.parse.wishes import read_actions, read_languages

_MEMBERS = re.compile(
    r"\bmembers only\b|\bnot for (?:external|public|general) (?:distribution|use)\b"
    r"|\bsolo (?:para )?miembros\b|\breserve aux membres\b|\bnur fur mitglieder\b"
)
_INTERNAL = re.compile(r"\s*(?:AI )?INTERN(?:AL|O|E)?\b\s*(?:$|\(|\s{2}|AI )")
_DISTRIBUTION = re.compile(
    r"^\s*(?:EXTERNAL|PUBLIC|(?:AI )?INTERNAL)\b(?:\s{0,4}\([^)]{1,60}\))?|\bDistr(?:ibution)?\s?:\s?[^\s,;]{1,30}"
)
_HEAD_LINES, _BEGINNING, _TOLD = 14, 120, 20_000
_UNTIL = re.compile(
    r"(?:\b(?:after|before|by|until|till|expires?(?: on)?|no later than|antes del?|despues del?"
    r"|avant le|apres le|vor dem|nach dem|bis(?: zum)?)\b"
    r"|\bdeadline(?: notice)?)[\s:]{0,4}(?:the )?$"
)
_ABOUT_APPEALS = re.compile(
    r"appeal|section office|check with|bulletin|take action|deadline|send|write|llamamientos|appels|appelle"
)


def read_sheet(text: str, *, day_first: bool = True) -> Sheet:
    """Read a whole Urgent Action; what the sheet does not say stays empty.

    Args:
        text: the sheet as plain text, with its line breaks; only the first 200,000 characters are looked at.
        day_first: whether the day in 3/4/2011 stands first, where the numbers leave it open.

    Raises:
        InvalidInputError: there is no text.
    """
    lines = lines_of(text)
    if not any(line.strip() for line in lines):
        raise InvalidInputError(say("There is no text in it; paste the Urgent Action as text."))
    sections = sections_of(lines)
    head = read_head(lines, day_first=day_first)
    told = _told(sections, head)
    copies, diplomats = without_diplomats(_under(sections, Part.COPIES))
    appeals, diplomats_there = without_diplomats(_under(sections, Part.APPEALS))
    languages, own = read_languages(lines, sections)
    marks = [" ".join(mark[0].split()) for line in lines[:_HEAD_LINES] for mark in _DISTRIBUTION.finditer(line)]
    return Sheet(
        heading=_with_country(head, told),
        index=head.index,
        earlier=head.earlier,
        title=head.title,
        concerns=head.concerns,
        about=_with_ages(_about(head, sections), told),
        text=told,
        actions=read_actions(sections),
        appeals_to=read_addressees(appeals),
        copies_to=(*read_addressees(copies), *_diplomats(diplomats or diplomats_there)),
        languages=languages,
        own_language=own,
        deadline=read_deadline(lines, day_first=day_first),
        distribution="; ".join(marks),
        members_only=any(map(_INTERNAL.match, lines[:_HEAD_LINES])) or any(_MEMBERS.search(fold(one)) for one in lines),
    )


def _with_country(head: Head, told: str) -> Subject:
    """Return the heading; where no country is printed in the head, those of the headline or the first sentences."""
    if head.subject.countries:
        return head.subject
    beginning = " ".join(told[:_BEGINNING].split())
    countries = read_places(head.title[:_BEGINNING]).countries or read_places(beginning).countries
    return evolve(head.subject, countries=countries)


def _with_ages(about: AboutWhom, told: str) -> AboutWhom:
    """Add the ages the text gives: ``Samir Qasimi, 43, works at a hospital``."""
    named = []
    for one in about.named:
        age = (
            re.search(rf"{re.escape(one.name)},\s(?:aged?\s)?(\d{{1,2}})(?=[,.;)])", told[:_TOLD])
            if not one.age
            else None
        )
        named.append(evolve(one, age=int(age[1])) if age else one)
    return evolve(about, named=tuple(named))


def read_deadline(lines: Sequence[str], *, day_first: bool = True) -> date | None:
    """Return the last day for appeals: ``if sending appeals after 5 October 2001``; None without its year."""
    folded = [fold(line.strip()) for line in lines]
    for at, line in enumerate(folded):
        # The sentence may be broken anywhere over two lines.
        both = f"{line} {folded[at + 1] if at + 1 < len(folded) else ''}"
        for day in find_days(both, day_first=day_first):
            before = both[max(0, day.start - 160) : day.start]
            if (
                day.date
                and _UNTIL.search(before)
                and _ABOUT_APPEALS.search(before + " ".join(folded[max(0, at - 1) : at]))
            ):
                return day.date
    return None


def _under(sections: Sequence[Section], part: Part) -> list[str]:
    lines: list[str] = []
    for section in sections:
        if section.part is part:
            lines += ["", *section.lines] if lines else section.lines
    return lines


def _about(head: Head, sections: Sequence[Section]) -> AboutWhom:
    """Return whom it is about: the people beside the country, and for the rest the line that names them at the end."""
    named = "\n".join(_first_block(section.lines) for section in sections if section.part is Part.NAMES)
    about = read_people(head.people or named)
    genders = [section.lines for section in sections if fold(section.label).startswith("gender m/f")]
    if genders and genders[0] and len(about.named) == 1 and not about.named[0].gender:
        gender = fold(genders[0][0].strip())[:1]
        gender = gender if gender in {"m", "f", "x"} else ""
        about = evolve(about, gender=gender, named=(evolve(about.named[0], gender=gender),))
    return about


def _first_block(lines: Sequence[str]) -> str:
    return "\n".join(takewhile(str.strip, lines))


def _told(sections: Sequence[Section], head: Head) -> str:
    """Return what is told of the case: what stands behind the heading, and the background."""
    texts = ["\n".join(sections[0].lines[head.end :])]
    texts += [section.text for section in sections[1:] if section.part in {Part.TEXT, Part.TITLE}]
    told = (text.strip().removeprefix(head.title).strip() for text in texts)
    return "\n\n".join(filter(None, told))


def _diplomats(sentence: str) -> tuple[Addressee, ...]:
    return (Addressee(lines=(sentence,)),) if sentence else ()
