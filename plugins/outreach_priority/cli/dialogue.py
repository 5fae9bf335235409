"""Asks for weights step by step, as a facilitator would: one analysis after the other (F18)."""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

import click

from outreach_crm.cli import output
from outreach_priority.model import Analysis, Assessment, Item, Judgement, Method


def ask(assessment: Assessment, analysis: Analysis, method: Method) -> tuple[Judgement, ...]:
    """Return what somebody at a terminal says of the items of one analysis."""
    items = assessment.questionnaire.of(analysis)
    output.say()
    output.title(f"The {analysis} analysis")
    for item in items:
        output.prose(f"{item.key}: {item.title}. From {item.worst!r} to {item.best!r}.", indent="    ")
    output.say()
    return _ASKS[method](items) if len(items) > 1 else _only(items[0], method)


def _only(item: Item, method: Method) -> tuple[Judgement, ...]:
    """Return what there is to say of an only item: nothing is asked."""
    return () if method in {Method.BWM, Method.AHP} else (Judgement(item=item.key, number=1.0),)


def _swing(items: Sequence[Item]) -> tuple[Judgement, ...]:
    output.prose(
        "Imagine a sector that stands at the lower end of all of them, and you may raise one to its upper end."
    )
    first = _choose("Which one would you raise first? It has 100 points", items)
    output.prose("Beside that, how many points from 0 to 100 is it worth to raise the others?")
    said = [Judgement(item=first.key, number=100.0)]
    for item in items:
        if item is not first:
            points = click.prompt(f"  {item.key} ({item.title})", type=click.FloatRange(0, 100), err=True)
            said.append(Judgement(item=item.key, number=points))
    return tuple(said)


def _ranks(items: Sequence[Item]) -> tuple[Judgement, ...]:
    output.prose("Which one would you raise from its lower end to its upper end first, which second, and so on?")
    left = [*items]
    said: list[Judgement] = []
    while len(left) > 1:
        chosen = _choose(f"Number {len(said) + 1}", left)
        left.remove(chosen)
        said.append(Judgement(item=chosen.key, number=float(len(said) + 1)))
    return (*said, Judgement(item=left[0].key, number=float(len(said) + 1)))


def _best_worst(items: Sequence[Item]) -> tuple[Judgement, ...]:
    best = _choose("Which one matters most", items)
    worst = _choose("Which one matters least", [one for one in items if one is not best])
    output.prose("From 1 (as much) to 9 (extremely much more):")
    pairs = [(best, one) for one in items if one is not best]
    pairs += [(one, worst) for one in items if one not in {best, worst}]
    return tuple(
        Judgement(
            item=one.key,
            other=other.key,
            number=click.prompt(
                f"  How much more does {one.key} matter than {other.key}", type=click.FloatRange(1, 9), err=True
            ),
        )
        for one, other in pairs
    )


def _pairs(items: Sequence[Item]) -> tuple[Judgement, ...]:
    output.prose("Which of the two matters more, and how much, from 1 (as much) to 9 (extremely much more)?")
    said = []
    for one, other in combinations(items, 2):
        more = _choose(f"{one.key} or {other.key}", (one, other))
        less = other if more is one else one
        times = click.prompt("  How much more", type=click.FloatRange(1, 9), default=1.0, err=True)
        said.append(Judgement(item=more.key, other=less.key, number=times))
    return tuple(said)


def _choose(question: str, items: Sequence[Item]) -> Item:
    keys = {one.key: one for one in items}
    chosen: str = click.prompt(question, type=click.Choice([*keys], case_sensitive=False), err=True)
    return next(one for key, one in keys.items() if key.casefold() == chosen.casefold())


_ASKS: Mapping[Method, Callable[[Sequence[Item]], tuple[Judgement, ...]]] = {
    Method.SWING: _swing,
    Method.ROC: _ranks,
    Method.SR: _ranks,
    Method.BWM: _best_worst,
    Method.AHP: _pairs,
}
