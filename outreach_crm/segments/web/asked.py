"""What a list of contacts is asked for: conditions as they stand in the address, and how they read there."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Self

from attrs import evolve, frozen
from flask import request, url_for

from outreach_crm.app import App
from outreach_crm.errors import OutreachError
from outreach_crm.model import Filter
from outreach_crm.segments import service
from outreach_crm.segments.model import Order, SavedSegment, Segment, without, written
from outreach_crm.text import read_number

_KIND = "kind"


@frozen(kw_only=True)
class Asked:
    """What is asked: lines of conditions, the saved list they began with, an order.

    Args:
        lines: the conditions, as ``outreach segments`` writes them.
        saved: the saved segment that is looked at; its conditions may have been changed since.
        segment: what the lines mean; without conditions where they mean nothing.
        order: in which order.
        problem: why the lines mean nothing.
    """

    lines: tuple[str, ...]
    saved: SavedSegment | None
    segment: Segment
    order: Order
    problem: str = ""

    @classmethod
    def of(cls, app: App, sent: Mapping[str, str], lines: Iterable[str]) -> Self:
        """Return what an address or a form asks for.

        Raises:
            NotFoundError: the saved segment is not there.
        """
        number = sent.get("segment", "")
        saved = service.get(app, number) if read_number(number) is not None else None
        order = next((one for one in Order if one.value == sent.get("sort")), Order.NAME)
        given = tuple(line for line in lines if line.strip()) or (tuple(service.words_of(saved)) if saved else ())
        asked = cls(lines=given, saved=saved, segment=Segment(), order=order)
        try:
            return evolve(asked, segment=service.read(app, given))
        except OutreachError as error:
            return evolve(asked, problem=error.on_page)

    @property
    def changed(self) -> bool:
        """Whether the conditions are not those that are saved."""
        return self.saved is not None and self.lines != tuple(service.words_of(self.saved))

    def path(self, *, lines: Sequence[str] | None = None, order: Order | None = None, **more: Any) -> str:
        """Return the address of the same list with other lines, in another order, or with something else said."""
        told = tuple(self.lines if lines is None else lines)
        saved = self.saved if told else None
        order = order or self.order
        return url_for(
            "segments.listed",
            where=[] if saved and told == tuple(service.words_of(saved)) else told,
            segment=saved.id if saved else None,
            sort=None if order is Order.NAME else order.value,
            **more,
        )

    def path_without(self, numbers: Iterable[int]) -> str:
        """Return the address without some conditions."""
        return self.path(lines=written(without(self.segment.all_of, set(numbers))))

    def path_without_line(self, number: int) -> str:
        """Return the address without a line, whatever it means."""
        return self.path(lines=[line for place, line in enumerate(self.lines) if place != number])

    def kinds(self, app: App) -> list[tuple[str, str, bool]]:
        """Return the kinds of contacts to look at alone: how each reads, its address, and whether it is looked at."""
        others = [line for line in self.lines if not line.startswith(f"{_KIND}=")]
        return [
            (label, self.path(lines=[f"{_KIND}={key}", *others]), f"{_KIND}={key}" in self.lines)
            for key, label in service.condition(app, _KIND).choices(app)
        ]

    def path_of_all_kinds(self) -> str:
        """Return the address of the same list with all kinds of contacts."""
        return self.path(lines=[line for line in self.lines if not line.startswith(f"{_KIND}=")])


@frozen(kw_only=True)
class Adding:
    """A condition that is being added: what is asked, what was written, and what is wrong with it.

    Args:
        condition: what is asked.
        choices: what there is to choose from.
        to: the number of the line it is an alternative to; None for a line of its own.
        value: what was written.
        negate: whether the opposite is meant.
        problem: what is wrong.
    """

    condition: Filter
    choices: tuple[tuple[str, str], ...]
    to: int | None = None
    value: str = ""
    negate: bool = False
    problem: str = ""

    @classmethod
    def of(cls, app: App) -> Self | None:
        """Return what the request adds; None where it adds nothing.

        Raises:
            NotFoundError: there is no such condition.
        """
        key = request.args.get("add", "")
        if not key:
            return None
        condition = service.condition(app, key)
        return cls(
            condition=condition,
            choices=tuple(condition.choices(app)),
            to=read_number(request.args.get("to", "")),
            value=" ".join(request.args.get("value", "").split()),
            negate=request.args.get("not") == "1",
        )

    def with_problem(self, problem: str) -> Self:
        """Return it with what is wrong."""
        return evolve(self, problem=problem)

    @property
    def is_said(self) -> bool:
        """Whether it was sent with what it needs."""
        return "not" in request.args and bool(self.value or not self.condition.takes)

    def lines(self, asked: Asked) -> list[str]:
        """Return the lines with the condition among them."""
        value = '"' + self.value.replace('"', '""') + '"' if self.condition.takes else ""
        line = f"{'not:' if self.negate else ''}{self.condition.key}{'=' if value else ''}{value}"
        lines = [*asked.lines]
        if self.to is not None and self.to < len(lines):
            lines[self.to] += f" or {line}"
            return lines
        return [*lines, line]
