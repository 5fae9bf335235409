"""What goes into an envelope: a letter on top, and where a mailing asks to write, how, and letters to be signed."""

from collections.abc import Mapping, Sequence
from datetime import date

from outreach_crm.dispatch.model import Dispatch, Letter
from outreach_crm.filling import fill
from outreach_post.model import Guide, Pack, Page, Target
from outreach_post.service.stationery import Stationery, lacking


def enclosed(
    dispatch: Dispatch,
    letters: Sequence[Letter],
    cover: Page,
    fields: Mapping[str, str],
    writers: Sequence[tuple[str, tuple[str, ...]]],
    *,
    labels: bool = False,
) -> Pack:
    """Return what one recipient of a mailing gets.

    Args:
        dispatch: the mailing.
        letters: those it asks to sign and send on.
        cover: the letter on top.
        fields: what the fields of letters say of the recipient.
        writers: who signs them: the name, and the lines of the address.
        labels: whether labels for their envelopes are among it, one for each letter.
    """
    if not letters:
        return Pack(cover=cover)
    chosen = spoken_in(letters, cover.language)
    appeals = tuple(
        _appeal(f"{cover.part}-{who}-{at}", one, name, lines, fields)
        for who, (name, lines) in enumerate(writers)
        for at, one in enumerate(chosen)
        if one.body.strip()
    )
    return Pack(
        cover=cover,
        guide=_guide(dispatch, letters, chosen, cover, fields),
        letters=appeals,
        labels=tuple(to(one) for _ in writers for one in chosen) if labels else (),
    )


def _guide(
    dispatch: Dispatch, letters: Sequence[Letter], chosen: Sequence[Letter], cover: Page, fields: Mapping[str, str]
) -> Guide:
    return Guide(
        part=f"{cover.part}-how",
        language=cover.language,
        about=dispatch.fields.get("ua_number") or dispatch.name,
        targets=tuple(
            Target(to=to(one), salutation=fill(one.salutation, fields), copies=copies(one)) for one in chosen
        ),
        languages=_languages(dispatch, letters),
        until=dispatch.until_on,
        number=cover.number,
    )


def _languages(dispatch: Dispatch, letters: Sequence[Letter]) -> tuple[str, ...]:
    """Return in which languages to write: those that a mailing names (``es, en``), else those of its letters."""
    named = filter(None, (one.strip() for one in dispatch.fields.get("write_in", "").split(",")))
    return tuple(dict.fromkeys(named)) or tuple(dict.fromkeys(one.language for one in letters))


def spoken_in(letters: Sequence[Letter], language: str) -> list[Letter]:
    """Return one letter for each addressee: the one in a language where there is one, else the first."""
    found: dict[tuple[str, str], Letter] = {}
    for one in letters:
        key = (one.name, one.address)
        if key not in found or (found[key].language != language and one.language == language):
            found[key] = one
    return [*found.values()]


def to(one: Letter) -> tuple[str, ...]:
    """Return the lines of an addressee."""
    lines = [line.strip() for line in one.address.split("\n") if line.strip()]
    return (one.name, *lines) if one.name and one.name not in lines[:1] else tuple(lines)


def copies(one: Letter) -> tuple[tuple[str, ...], ...]:
    """Return the lines of each of those who get a copy, whom blank lines part."""
    blocks = ([line.strip() for line in block.split("\n") if line.strip()] for block in one.copies.split("\n\n"))
    return tuple(tuple(block) for block in blocks if block)


def a_cover(
    paper: Stationery, part: str, number: str, name: str, lines: tuple[str, ...], said: tuple[str, str, str], on: date
) -> Page:
    """Return the letter of a section; ``said`` is language, subject and body."""
    language, subject, body = said
    return Page(
        part=part,
        language=language,
        name=name,
        to=lines,
        sender=paper.sender,
        on=on,
        subject=subject,
        body=body,
        number=number,
    )


def _appeal(part: str, one: Letter, name: str, sender: tuple[str, ...], fields: Mapping[str, str]) -> Page:
    return Page(
        part=part,
        language=one.language,
        name=name,
        to=to(one),
        sender=sender,
        own=True,
        salutation=fill(one.salutation, fields),
        body=fill(one.body, fields),
        signed=True,
        copies=copies(one),
    )


def lacking_in(paper: Stationery, pack: Pack) -> str:
    """Return what of a pack no font can print, as a sentence; nothing where all can be printed."""
    pages = (*((pack.cover,) if pack.cover else ()), *pack.letters)
    said = [one.text for one in pages]
    if pack.guide:
        lines = (line for one in pack.guide.targets for block in (one.to, *one.copies) for line in block)
        said += [pack.guide.about, *(one.salutation for one in pack.guide.targets), *lines]
    return lacking(paper.press, "\n".join(said), pack.cover.name if pack.cover else "")
