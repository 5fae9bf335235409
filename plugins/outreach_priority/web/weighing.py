"""The dialogues in which weights are asked for, one for each way to ask (F18).

Some begin with a choice that their questions are about, such as what to raise first. Questions are named by their
place, since keys of items may be anything.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import ClassVar

from attrs import frozen

from outreach_crm.errors import InvalidInputError
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.model import Problem
from outreach_crm.text import later, say
from outreach_crm.web.asking import Form
from outreach_priority.model import Item, Judgement, Method, Weighting
from outreach_priority.service.worth import raising

_TIMES: Mapping[int, str] = {
    2: later("{item}: 2"),
    3: later("{item}: 3, somewhat more"),
    4: later("{item}: 4"),
    5: later("{item}: 5, much more"),
    6: later("{item}: 6"),
    7: later("{item}: 7, very much more"),
    8: later("{item}: 8"),
    9: later("{item}: 9, extremely much more"),
}
_LEVEL = "1"


@frozen(kw_only=True)
class Dialogue:
    """How weights of some items are asked for.

    Args:
        items: of one analysis, in order.
        asked: what was chosen so far: keys of items by the name of the choice.
        before: what the same person said before in the same way; None where they did not.
    """

    items: Sequence[Item]
    asked: Mapping[str, str]
    before: Weighting | None
    choices: ClassVar[Mapping[str, str]] = {}

    @property
    def chosen(self) -> dict[str, Item]:
        """What was chosen, by the name of the choice."""
        by_key = {one.key: one for one in self.items}
        return {name: by_key[self.asked[name]] for name in self.choices if self.asked.get(name) in by_key}

    @property
    def begun(self) -> bool:
        """Whether all is chosen that the questions are about."""
        return len({one.key for one in self.chosen.values()}) == len(self.choices)

    def first(self) -> tuple[Field, ...]:
        """Return what is to be chosen first; nothing where there are only questions."""
        given = {name: one.key for name, one in self.chosen.items()} or self._first_before()
        options = tuple(
            Choice(one.key, say("{item}: {raising}", item=one.title, raising=raising(one))) for one in self.items
        )
        return tuple(
            Field(key=name, label=say(question), kind=Kind.ONE_OF, choices=options, value=given.get(name))
            for name, question in self.choices.items()
        )

    def then(self) -> tuple[Field, ...]:
        """Return the questions."""
        return tuple(
            Field(
                key=key,
                label=item.title,
                hint=raising(item),
                kind=Kind.NUMBER,
                value=self._now(item),
                least=self.bounds[0],
                most=self.bounds[1],
            )
            for key, item in self._named()
        )

    def said(self, form: Form) -> tuple[Judgement, ...]:
        """Return what the answers say.

        Raises:
            InvalidInputError: one is missing.
        """
        answers = answered(form, [key for key, _ in self._named()])
        return tuple(Judgement(item=item.key, number=answers[key]) for key, item in self._named())

    @property
    def bounds(self) -> tuple[int, int]:
        """The least and the most that can be answered."""
        return 1, len(self.items)

    def _named(self) -> list[tuple[str, Item]]:
        """Return the items that are asked about, each with the name of its question."""
        return [(f"item-{place}", one) for place, one in enumerate(self.items)]

    def _now(self, item: Item, other: str = "") -> int | None:
        found = self.before.said if self.before else ()
        return next((round(one.number) for one in found if (one.item, one.other) == (item.key, other)), None)

    def _first_before(self) -> dict[str, str]:
        """Return what was chosen before: what weighs most, and where two are chosen what weighs least."""
        if self.before is None:
            return {}
        order = sorted(self.before.weights, key=lambda key: -self.before.weights[key] if self.before else 0)
        return dict(zip(self.choices, (order[0], order[-1]), strict=False))


class Swing(Dialogue):
    """Points beside what somebody would raise first, which has 100."""

    choices: ClassVar[Mapping[str, str]] = {"first": later("Which one would you raise first?")}

    @property
    def bounds(self) -> tuple[int, int]:
        """The least and the most that can be answered."""
        return 0, 100

    def said(self, form: Form) -> tuple[Judgement, ...]:
        """Return what the answers say."""
        return (Judgement(item=self.chosen["first"].key, number=100.0), *super().said(form))

    def _named(self) -> list[tuple[str, Item]]:
        return [(key, one) for key, one in super()._named() if one != self.chosen.get("first")]

    def _now(self, item: Item, other: str = "") -> int | None:
        # Points mean something beside the same first only.
        return super()._now(item, other) if super()._now(self.chosen["first"]) == 100 else None


class Ranks(Dialogue):
    """Which one comes first, second and so on; equals have the same number."""


class BestWorst(Dialogue):
    """How much more the best matters than every other, and every other than the worst."""

    choices: ClassVar[Mapping[str, str]] = {
        "best": later("Which one matters most?"),
        "worst": later("Which one matters least?"),
    }

    def then(self) -> tuple[Field, ...]:
        """Return the questions."""
        return tuple(
            Field(
                key=key,
                label=say("How many times more {item} matters than {other}", item=one.title, other=other.title),
                kind=Kind.NUMBER,
                value=self._now(one, other.key),
                least=1,
                most=max(_TIMES),
            )
            for key, (one, other) in self._pairs()
        )

    def said(self, form: Form) -> tuple[Judgement, ...]:
        """Return what the answers say."""
        answers = answered(form, [key for key, _ in self._pairs()])
        return tuple(
            Judgement(item=one.key, other=other.key, number=answers[key]) for key, (one, other) in self._pairs()
        )

    def _pairs(self) -> list[tuple[str, tuple[Item, Item]]]:
        best, worst = self.chosen["best"], self.chosen["worst"]
        pairs = [(best, one) for one in self.items if one != best]
        pairs += [(one, worst) for one in self.items if one not in (best, worst)]
        return _numbered(pairs)


class Pairs(Dialogue):
    """Which of two matters more and how much, for every two."""

    def then(self) -> tuple[Field, ...]:
        """Return the questions."""
        return tuple(
            Field(
                key=key,
                label=say("{item} or {other}", item=one.title, other=other.title),
                kind=Kind.ONE_OF,
                choices=_comparing(one, other),
                value=self._answer(one, other),
            )
            for key, (one, other) in _numbered(combinations(self.items, 2))
        )

    def said(self, form: Form) -> tuple[Judgement, ...]:
        """Return what the answers say."""
        made = []
        pairs = _numbered(combinations(self.items, 2))
        answered(form, [key for key, _ in pairs])
        for key, (one, other) in pairs:
            side, times = form.text(key)[0], float(form.text(key)[1:] or _LEVEL)
            more, less = (other, one) if side == "b" else (one, other)
            made.append(Judgement(item=more.key, other=less.key, number=times))
        return tuple(made)

    def _answer(self, one: Item, other: Item) -> str:
        ahead, behind = self._now(one, other.key), self._now(other, one.key)
        if _LEVEL in {str(ahead), str(behind)}:
            return _LEVEL
        return f"a{ahead}" if ahead else f"b{behind}" if behind else ""


def _comparing(one: Item, other: Item) -> tuple[Choice, ...]:
    ahead = [Choice(f"a{times}", say(template, item=one.title)) for times, template in _TIMES.items()]
    behind = [Choice(f"b{times}", say(template, item=other.title)) for times, template in _TIMES.items()]
    return (Choice("", say("Choose")), *reversed(ahead), Choice(_LEVEL, say("as much as each other")), *behind)


def _numbered(pairs: Iterable[tuple[Item, Item]]) -> list[tuple[str, tuple[Item, Item]]]:
    return [(f"pair-{number}", pair) for number, pair in enumerate(pairs)]


def answered(form: Form, keys: Iterable[str]) -> dict[str, float]:
    """Return the numbers that were answered; those of what is no number are left out.

    Raises:
        InvalidInputError: a question has no answer.
    """
    keys = [*keys]
    missing = [key for key in keys if form.answer(key) in {None, ""}]
    if missing:
        told = say("This has no answer yet.")
        problems = tuple(Problem(field=key, sentence=told) for key in missing)
        raise InvalidInputError(say("Some questions have no answer yet."), problems)
    return {key: float(found) for key in keys if isinstance(found := form.answer(key), int)}


DIALOGUES: Mapping[Method, Callable[..., Dialogue]] = {
    Method.SWING: Swing,
    Method.ROC: Ranks,
    Method.SR: Ranks,
    Method.BWM: BestWorst,
    Method.AHP: Pairs,
}
"""The dialogue of each method."""
WAYS: Mapping[Method, str] = {
    Method.SWING: later("Points beside the first one"),
    Method.ROC: later("Only an order, from which weights fall steeply"),
    Method.SR: later("Only an order, from which weights fall gently"),
    Method.BWM: later("The best and the worst beside all others"),
    Method.AHP: later("Every two beside each other"),
}
"""What each way to ask is like, for whoever chooses one."""
