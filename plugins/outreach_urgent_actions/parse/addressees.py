"""Whom to write to: offices, names and addresses with their salutation, as Urgent Actions print them."""

import re
from collections.abc import Iterator, Sequence

from attrs import evolve

from outreach_urgent_actions.parse.records import Addressee

_NUMBERED = re.compile(r"^\s{0,8}\(?\d{1,2}[.)]\s+")
_WAY = re.compile(
    r"^\(?(?P<way>fax(?:es)?|e-?mails?|email address|tel(?:ephone|s)?|phone|telegrams?|telex(?:es)?|twitter|x|facebook"
    r"|instagram|web ?site|salutation|greeting|anrede|tratamiento|formule d'appel)s?\b[\s./]{0,3}(?P<mark>[:.]?)\s*"
    r"(?P<value>.*)$",
    re.IGNORECASE,
)
_INLINE = re.compile(r"\(?\s?(?:salutation|greeting)\s?:\s?(?P<value>[^)]{1,120})\)?\s*$", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@<>():;,]{1,64}@[^\s@<>():;,]{1,120}\.[a-z]{2,24}", re.IGNORECASE)
_DIPLOMATS = re.compile(r"diplomatic representatives?\b.{0,200}", re.IGNORECASE)
# "The Minister of Health, Lima, and to the President": another one begins there.
_AND_TO = re.compile(r"(?:^|[\s,;]+)and to\b:?(?:\s+|$)", re.IGNORECASE)
_AND_ALSO = re.compile(r"(?:[\s,;]*\b(?:and|also|please|send|copies|copy|to|the|any|other)\b)+[\s:]*$", re.IGNORECASE)
_SALUTATIONS = {"salutation", "greeting", "anrede", "tratamiento", "formule d'appel"}
_MOST = 40


def read_addressees(lines: Sequence[str]) -> tuple[Addressee, ...]:
    """Return those to whom appeals or copies go: numbered, set apart by blank lines, or each ended by a salutation."""
    # The empty form for diplomats' addresses is none.
    found: list[Addressee] = []
    for block in _blocks([line for line in lines if "Address 1" not in line]):
        one = _read(block)
        if one.lines or one.emails or one.faxes:
            found.append(one)
        elif one.salutation and found and not found[-1].salutation:
            found[-1] = evolve(found[-1], salutation=one.salutation)
    return tuple(found[:_MOST])


def without_diplomats(lines: Sequence[str]) -> tuple[list[str], str]:
    """Return lines without the sentence about diplomats, and that sentence."""
    for at, line in enumerate(lines):
        told = _DIPLOMATS.search(" ".join(lines[at : at + 2]))
        if told and told.start() < len(line):
            sentence = " ".join(told[0].partition(".")[0].split())
            before = _AND_ALSO.sub("", line[: told.start()]).strip()
            return [*lines[:at], *filter(None, [before])], sentence
    return [*lines], ""


def _parted(lines: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield lines, each with whether "and to" stood before it."""
    for line in lines:
        first, *others = _AND_TO.split(line)
        if first or not others:
            yield first, False
        yield from ((other, True) for other in others)


def _blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    block: list[str] = []
    ended = False
    for line, begins in _parted(lines):
        way = _WAY.match(line.strip())
        numbered = _NUMBERED.match(line)
        if block and (
            numbered or begins or (line.strip() and ended and not way) or (not line.strip() and len(block) > 1)
        ):
            yield block
            block = []
        if line.strip():
            block.append(_NUMBERED.sub("", line).strip())
            ended = bool(_is_salutation(line.strip()))
    if block:
        yield block


def _is_salutation(line: str) -> bool:
    way = _WAY.match(line)
    return bool(way and way["mark"] and way["way"].lower() in _SALUTATIONS) or bool(_INLINE.search(line))


def _read(block: Sequence[str]) -> Addressee:
    parts: dict[str, list[str]] = {"lines": [], "emails": [], "faxes": [], "others": []}
    salutation = ""
    for line in block:
        way = _WAY.match(line)
        kind = way["way"].lower() if way and (way["mark"] or way["way"].lower().startswith(("fax", "tel"))) else ""
        if kind in _SALUTATIONS and way:
            salutation = way["value"].strip(" )")
        elif kind.startswith("fax") and way:
            parts["faxes"].append(way["value"])
        elif emails := _EMAIL.findall(line):
            parts["emails"].extend(emails)
        elif kind:
            parts["others"].append(line)
        elif inline := _INLINE.search(line):
            salutation = inline["value"].strip()
            parts["lines"].append(line[: inline.start()].strip())
        else:
            parts["lines"].append(line)
    values = {name: tuple(filter(None, found)) for name, found in parts.items()}
    return Addressee(**values, salutation=salutation)
