"""The records of a sector file, checked as they are made, and what holds for every sector."""

import re
from collections.abc import Callable, Iterable, Iterator
from string import Formatter
from typing import Any, TypeVar

from attrs import Attribute, field, fields, frozen

from outreach_crm.text import both, say

GENERAL = "all"
"""Name of the file that holds for every sector; no sector can have it as its key."""

MERGE_FIELDS = ("given_name", "ua_number")
"""What a covering text may leave open, written ``{given_name}`` and ``{ua_number}``."""

_KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_WEB = re.compile(r"https?://[^\s/.]+(\.[^\s/.]+)+(/\S*)?")

T = TypeVar("T")


def _holds(*rules: Callable[[T], None]) -> Callable[[Any, "Attribute[T]", T], None]:
    """Make an attrs validator of rules, each of which raises ValueError with a sentence about the value."""

    def validate(_record: object, _attribute: "Attribute[T]", value: T) -> None:
        for rule in rules:
            rule(value)

    return validate


def _has_text(text: str) -> None:
    if not text:
        raise ValueError(say("there is no text here"))


def _is_key(key: str) -> None:
    if not _KEY.fullmatch(key):
        raise ValueError(say("'{key}' is not a key: use small letters and digits, with hyphens between words", key=key))


def _is_free(key: str) -> None:
    if key == GENERAL:
        raise ValueError(say("'{general}' stands for every sector; choose another key", general=GENERAL))


def _is_page(page: int | None) -> None:
    if page is not None and page < 1:
        raise ValueError(say("{page} is not the number of a page", page=page))


def _is_address(address: str) -> None:
    if address and not _WEB.fullmatch(address):
        raise ValueError(say("'{address}' is not a web address such as https://www.example.org", address=address))


def _are_texts(texts: tuple[str, ...]) -> None:
    for text in texts:
        _has_text(text)
    repeated = next((text for text in texts if texts.count(text) > 1), None)
    if repeated is not None:
        raise ValueError(say("'{repeated}' is listed twice", repeated=repeated))


def _are_keys(keys: tuple[str, ...]) -> None:
    for key in keys:
        _is_key(key)


def _can_be_filled(text: str) -> None:
    """Refuse what could not be filled in later, when the message is about to leave."""
    try:
        names = [part[1:] for part in Formatter().parse(text) if part[1] is not None]
    except ValueError:
        raise ValueError(say("a curly bracket stands alone; write it twice for the bracket itself")) from None
    for name, form, conversion in names:
        if name not in MERGE_FIELDS or form or conversion:
            known = both(f"{{{known}}}" for known in MERGE_FIELDS)
            raise ValueError(say("'{{{name}}}' cannot be filled in; what can be is {known}", name=name, known=known))


def _in_a_line(text: str) -> str:
    """Return text on one line, so that a file may break a long text wherever it likes."""
    return " ".join(text.split())


def _each_in_a_line(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(_in_a_line(text) for text in texts)


def _in_paragraphs(text: str) -> str:
    """Return text with each paragraph on one line; an empty line begins a new paragraph."""
    return "\n\n".join(_in_a_line(part) for part in re.split(r"\n\s*\n", text.strip()))


@frozen
class SectorsSettings:
    """Settings of sectors: a folder with the section's own files, which add to or replace those that are shipped."""

    folder: str = ""


@frozen(kw_only=True)
class Role:
    """An office or post worth knowing in organisations of a sector."""

    title: str = field(converter=_in_a_line, validator=_holds(_has_text))
    note: str = field(default="", converter=_in_a_line)


@frozen(kw_only=True)
class Body:
    """An international body of a sector; ``web`` is its own address, or empty where nobody was certain of it."""

    name: str = field(converter=_in_a_line, validator=_holds(_has_text))
    acronym: str = field(default="", converter=_in_a_line)
    web: str = field(default="", validator=_holds(_is_address))
    note: str = field(default="", converter=_in_a_line)


@frozen(kw_only=True)
class Ask:
    """Something a sector can be asked to do; ``suggested`` marks a proposal that no section has adopted yet."""

    text: str = field(converter=_in_a_line, validator=_holds(_has_text))
    suggested: bool = False


def _group(question: str) -> tuple[str, ...]:
    texts: tuple[str, ...] = field(
        default=(), converter=_each_in_a_line, validator=_holds(_are_texts), metadata={"question": question}
    )
    return texts


@frozen(kw_only=True)
class Prompts:
    """Things to think about under the six questions of the Campaign Manual (pages 183-184); never a rating."""

    influence_home: tuple[str, ...] = _group(say("Is the sector influential in its own society?"))
    influence_world: tuple[str, ...] = _group(say("Does the sector have international influence?"))
    capacity: tuple[str, ...] = _group(say("Does the sector have the capacity to act on AI's concerns?"))
    approachable: tuple[str, ...] = _group(say("Is the sector approachable?"))
    reached: tuple[str, ...] = _group(
        say("Is it a sector which we do not reach and mobilize already through our general activities?")
    )
    credibility: tuple[str, ...] = _group(
        say("How will our relationship with this sector affect the credibility and impartiality of AI?")
    )

    def groups(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Yield the key of each group, the manual's question and the prompts, in the manual's order."""
        for group in fields(Prompts):
            yield group.name, group.metadata["question"], getattr(self, group.name)


_COVERING = _holds(_has_text, _can_be_filled)


@frozen(kw_only=True)
class Covering:
    """What is put over an Urgent Action for a contact of a sector, one text for each way of taking part.

    ``anyone`` asks to write as anyone may, ``professional`` in one's professional capacity, ``colleagues`` to act
    through one's colleagues. The texts hold no salutation; ``MERGE_FIELDS`` may stand in them.
    """

    anyone: str = field(converter=_in_paragraphs, validator=_COVERING)
    professional: str = field(converter=_in_paragraphs, validator=_COVERING)
    colleagues: str = field(converter=_in_paragraphs, validator=_COVERING)


@frozen(kw_only=True)
class Sector:
    """A sector as its file describes it; ``manual_page`` is the page of the Campaign Manual, None for a new one.

    ``basis`` is the key of the basis in law on which its people are held, unless another one is named.
    """

    key: str = field(validator=_holds(_is_key, _is_free))
    name: str = field(converter=_in_a_line, validator=_holds(_has_text))
    about: str = field(converter=_in_paragraphs, validator=_holds(_has_text))
    manual_page: int | None = field(default=None, validator=_holds(_is_page))
    organisations: tuple[str, ...] = field(default=(), converter=_each_in_a_line, validator=_holds(_are_texts))
    keywords: tuple[str, ...] = field(default=(), validator=_holds(_are_texts, _are_keys))
    roles: tuple[Role, ...] = ()
    bodies: tuple[Body, ...] = ()
    asks: tuple[Ask, ...] = ()
    prompts: Prompts = Prompts()
    covering: Covering | None = None
    basis: str = ""


@frozen(kw_only=True)
class General:
    """What holds for every sector, from ``all.toml``: asks to add, prompts and covering to fall back on."""

    manual_page: int | None = field(default=None, validator=_holds(_is_page))
    asks: tuple[Ask, ...] = ()
    prompts: Prompts = Prompts()
    covering: Covering | None = None


@frozen(kw_only=True)
class Sectors:
    """All sectors in the order of the manual, a section's own ones last, and what holds for every one of them."""

    entries: tuple[Sector, ...] = ()
    general: General = General()

    def __iter__(self) -> Iterator[Sector]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all sectors, in order."""
        return tuple(sector.key for sector in self.entries)

    def asks_of(self, sector: Sector) -> tuple[Ask, ...]:
        """Return what a sector can be asked to do: its own list first, then the general one, nothing twice."""
        own = {ask.text for ask in sector.asks}
        return sector.asks + tuple(ask for ask in self.general.asks if ask.text not in own)

    def prompts_of(self, sector: Sector) -> Prompts:
        """Return the prompts of a sector, with the general ones in each group where it has none."""
        general = {group: texts for group, _question, texts in self.general.prompts.groups()}
        return Prompts(**{group: texts or general[group] for group, _question, texts in sector.prompts.groups()})

    def covering_of(self, sector: Sector | None) -> Covering | None:
        """Return the covering texts for a sector, or the general ones where it has none or the sector is None."""
        return (sector and sector.covering) or self.general.covering

    def watching(self, keywords: Iterable[str]) -> tuple[Sector, ...]:
        """Return the sectors that watch any of the keyword concepts, in order."""
        wanted = set(keywords)
        return tuple(sector for sector in self.entries if wanted.intersection(sector.keywords))
