"""What advisers are asked: items with anchored ratings, each in one of two analyses, in readiness or in risk.

The manual asks for a strategic analysis from two sides and six groups of questions (Campaign Manual, pp. 183-184); the
items, their anchors and what each counts for are those of the elicitation form.
"""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any

from attrs import Attribute, field, frozen

from outreach_crm.sectors.model import Prompts
from outreach_crm.text import Term, say

SCALE = (0, 1, 2, 3, 4)
"""The ratings there are; whoever cannot tell says so instead."""


class Analysis(Term):
    """What an item counts for.

    Readiness feeds what an approach costs, and not the priority: effort would be counted twice with the budget. Risk is
    checked by itself and never averaged (F4).
    """

    INTERNATIONAL = "international"
    DOMESTIC = "domestic"
    READINESS = "readiness"
    RISK = "risk"


class Better(StrEnum):
    """Whether a higher rating speaks for a sector or against it."""

    MORE = "more"
    LESS = "less"


def _in_a_line(text: str) -> str:
    return " ".join(text.split())


def _has_text(_record: object, _attribute: "Attribute[str]", text: str) -> None:
    if not text:
        raise ValueError(say("there is no text here"))


def _is_group(_record: object, _attribute: "Attribute[str]", group: str) -> None:
    known = [key for key, _question, _texts in Prompts().groups()]
    if group and group not in known:
        raise ValueError(
            say("{group!r} is no group of questions; there are {names}", group=group, names=", ".join(known))
        )


def _are_anchors(_record: object, _attribute: "Attribute[tuple[str, ...]]", anchors: tuple[str, ...]) -> None:
    if len(anchors) != len(SCALE) or not (anchors[0] and anchors[-1]):
        raise ValueError(say("give five anchors, one for each rating from 0 to 4; those between the ends may be empty"))


def _differ(what: str) -> Callable[[object, "Attribute[Any]", tuple["Item", ...]], None]:
    def validate(_record: object, _attribute: "Attribute[Any]", items: tuple["Item", ...]) -> None:
        keys = [one.key for one in items]
        if repeated := next((key for key in keys if keys.count(key) > 1), None):
            raise ValueError(say("{what} {repeated!r} stands there twice", what=what, repeated=repeated))
        if missing := next((one for one in (Analysis.INTERNATIONAL, Analysis.DOMESTIC) if not _of(items, one)), None):
            raise ValueError(
                say("no item belongs to the {missing} analysis; both sides are asked for", missing=missing)
            )
        if not _of(items, Analysis.RISK):
            raise ValueError(say("no item asks about risk; without one no sector could be chosen"))

    return validate


def _of(items: tuple["Item", ...], analysis: Analysis) -> list["Item"]:
    return [one for one in items if one.analysis is analysis]


@frozen(kw_only=True)
class Item:
    """One question, rated from 0 to 4.

    Args:
        key: by which ratings and weights know it.
        title: what is rated, in a few words.
        about: what is meant, where the title does not say it.
        analysis: what it counts for.
        better: whether more of it speaks for a sector.
        prompts: the group of the manual's questions whose prompts stand beside it (a field of ``Prompts``), or empty.
        anchors: what each rating means, from 0 to 4; those between the ends may be empty.
    """

    key: str = field(converter=_in_a_line, validator=_has_text)
    title: str = field(converter=_in_a_line, validator=_has_text)
    analysis: Analysis = field(converter=Analysis)
    about: str = field(default="", converter=_in_a_line)
    better: Better = field(default=Better.MORE, converter=Better)
    prompts: str = field(default="", validator=_is_group)
    anchors: tuple[str, ...] = field(converter=tuple, validator=_are_anchors)

    @property
    def worst(self) -> str:
        """What the rating means that speaks least for a sector."""
        return self.anchors[0 if self.better is Better.MORE else -1]

    @property
    def best(self) -> str:
        """What the rating means that speaks most for it."""
        return self.anchors[-1 if self.better is Better.MORE else 0]


@frozen(kw_only=True)
class Questionnaire:
    """A form of items, as its file describes it; an assessment keeps the one it was opened with.

    Args:
        key: how commands name it, such as ``short``; its file is named for it.
        title: what people call it.
        about: what it is for and how long it takes.
        aims: what outreach to a sector can aim at, to be ticked; may be empty.
        items: the questions.
    """

    key: str = field(validator=_has_text)
    title: str = field(converter=_in_a_line, validator=_has_text)
    about: str = field(default="", converter=_in_a_line)
    aims: tuple[str, ...] = field(default=(), converter=tuple)
    items: tuple[Item, ...] = field(converter=tuple, validator=_differ("the item"))

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items)

    def item(self, key: str) -> Item | None:
        """Return the item of a key, in whatever case, or None."""
        return next((one for one in self.items if one.key.casefold() == key.strip().casefold()), None)

    def of(self, analysis: Analysis) -> tuple[Item, ...]:
        """Return the items that count for one thing, in order."""
        return tuple(_of(self.items, analysis))
