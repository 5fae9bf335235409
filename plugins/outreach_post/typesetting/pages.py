"""Letters, packs, labels and lists of calls as documents: what the templates are given of each."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from attrs import asdict

from outreach_crm.languages import day_in
from outreach_crm.typesetting import Press, Printed
from outreach_crm.typesetting.paragraphs import line, paragraphs
from outreach_post.model import CallList, Guide, Pack, Page, Script, Sheet, Target, Window
from outreach_post.typesetting.wording import is_rtl, languages_named, words

# A paragraph this short that ends in a comma takes leave already.
_CLOSING = 60
_TEMPLATES = Path(__file__).parent / "templates"


def letters(press: Press, parts: Iterable[Page], *, window: Window, paper: str, at: datetime) -> Printed:
    """Set letters, one after the other.

    Args:
        press: what sets them.
        parts: the letters.
        window: where the envelopes show the address.
        paper: ``a4`` or ``us-letter``.
        at: when they are made.
    """
    given = {"paper": paper, "parts": [_letter(one, window) for one in parts]}
    return press.print(_TEMPLATES / "letters.typ", given, at=at)


def packs(
    press: Press, all_packs: Iterable[Pack], *, window: Window, sheet: Sheet, paper: str, at: datetime
) -> Printed:
    """Set packs, one after the other; labels stand on sheets of their own. See :func:`letters`."""
    given = {
        "paper": paper,
        "sheet": asdict(sheet),
        "packs": [
            {
                "cover": _letter(one.cover, window) if one.cover else None,
                "guide": _guide(one.guide) if one.guide else None,
                "letters": [_letter(letter, window) for letter in one.letters],
                "labels": _lines_of(one.labels),
            }
            for one in all_packs
        ],
    }
    return press.print(_TEMPLATES / "pack.typ", given, at=at)


def labels(press: Press, addresses: Sequence[Sequence[str]], sheet: Sheet, *, skip: int, at: datetime) -> Printed:
    """Set labels.

    Args:
        press: what sets them.
        addresses: the lines of each label.
        sheet: what they are printed on.
        skip: how many labels of the first sheet are used up.
        at: when they are made.
    """
    given = {"paper": sheet.paper, "sheet": asdict(sheet), "skip": skip, "labels": _lines_of(addresses)}
    return press.print(_TEMPLATES / "labels.typ", given, at=at)


def calls(press: Press, one: CallList, *, paper: str, at: datetime) -> Printed:
    """Set a list of calls: what is to be said on top, then a row for each with room for notes."""
    given = {
        "paper": paper,
        "title": line(one.title),
        "number": one.number,
        "day": day_in(one.on, one.language),
        "headings": words(one.language)["call_headings"],
        "scripts": [_script(script) for script in one.scripts],
        "calls": [
            {
                "number": call.number,
                "phone": call.phone,
                "who": _all([call.name, call.organisation]),
                "last": _all([call.last]),
                "notes": _all([call.notes]),
            }
            for call in one.calls
        ],
    }
    return press.print(_TEMPLATES / "calls.typ", given, at=at)


def _letter(one: Page, window: Window) -> dict[str, Any]:
    said, body = words(one.language), paragraphs(one.body)
    closing = "" if not one.signed or _takes_leave(body) else said["closing"]
    return {
        "id": one.part,
        "language": one.language.partition("-")[0],
        "rtl": is_rtl(one.language),
        "mark": said["mark"] if one.copy else "",
        "window": asdict(window),
        "own": one.own,
        "name": line(one.name),
        "sender": _all(one.sender),
        "to": _all(one.to),
        "date": day_in(one.on, one.language) if one.on else "",
        "undated": one.on is None,
        "subject": line(one.subject),
        "salutation": line(one.salutation),
        "body": body,
        "closing": closing,
        "signer": line(one.sender[0]) if one.signed and one.sender else "",
        "copies_title": said["copies"],
        "copies": _lines_of(one.copies),
        "number": one.number,
    }


def _guide(one: Guide) -> dict[str, Any]:
    said = words(one.language)
    named = languages_named(one.languages, one.language)
    fields = (
        (said["languages"], said["own_language"].replace("{languages}", named) if named else ""),
        (said["deadline"], day_in(one.until, one.language) if one.until else ""),
    )
    return {
        "id": one.part,
        "language": one.language.partition("-")[0],
        "rtl": is_rtl(one.language),
        "about": line(one.about),
        "title": said["guide"],
        "fields": [[title, text] for title, text in fields if text],
        "to_title": said["write_to"],
        "addressees": [_target(to, said) for to in one.targets],
        "advice": said["advice"],
        "number": one.number,
    }


def _target(one: Target, said: Any) -> dict[str, Any]:
    return {
        "to": _all(one.to),
        "salutation_title": said["begin"],
        "salutation": line(one.salutation),
        "copies_title": said["copies"],
        "copies": _lines_of(one.copies),
    }


def _script(one: Script) -> dict[str, Any]:
    return {
        "language": one.language.partition("-")[0],
        "rtl": is_rtl(one.language),
        "subject": line(one.subject),
        "body": paragraphs(one.body),
    }


def _takes_leave(body: Sequence[Sequence[str]]) -> bool:
    """Tell whether a letter ends with its own closing line, or with that and a name."""
    return (
        any(
            len(lines[0]) <= _CLOSING and lines[0].rstrip().endswith((",", "،")) and len(lines) <= 2
            for lines in body[-2:]
        )
        and len(body) > 1
    )


def _lines_of(all_lines: Iterable[Sequence[str]]) -> list[list[str]]:
    return [_all(one) for one in all_lines]


def _all(lines: Iterable[str]) -> list[str]:
    return [one for one in map(line, lines) if one]
