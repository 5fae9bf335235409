"""Questions as a page shows them: with what somebody wrote, what was wrong with it, and choices found by name."""

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any

from attrs import evolve, frozen

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError
from outreach_crm.forms import Answer, Choice, Field, Preference, as_sent, read_answers
from outreach_crm.model import Problem
from outreach_crm.text import say

Sent = Mapping[str, Sequence[str]]
WORDS = "-words"
"""What the name of a field has behind it where words are to be looked for."""

LOOK = "look"
"""The name of the button that looks for them."""


@frozen
class Shown:
    """A question with its answer as a browser sends it, and what is wrong with that."""

    field: Field
    given: tuple[str, ...]
    problem: str = ""

    @property
    def bounds(self) -> dict[str, str]:
        """The least and the most that can be answered, as HTML has them."""
        given = {"min": self.field.least, "max": self.field.most}
        return {name: str(one) for name, one in given.items() if one is not None}

    @property
    def headings(self) -> list[tuple[str, list[Choice]]]:
        """The choices below their headings, as they come."""
        found: dict[str, list[Choice]] = {}
        for one in self.field.choices:
            found.setdefault(one.heading, []).append(one)
        return list(found.items())


@frozen(kw_only=True)
class Section:
    """A section of a page of questions."""

    preference: Preference
    fields: tuple[Shown, ...]
    problem: str = ""

    @property
    def wrong(self) -> bool:
        """Whether something in it is wrong."""
        return bool(self.problem) or any(one.problem for one in self.fields)


def target(name: str) -> Any:
    """Return what stands at ``package.module:name``."""
    module, _, attribute = name.partition(":")
    return getattr(import_module(module), attribute)


def section(preference: Preference) -> Section:
    """Return a section with the answers as they are now."""
    return Section(preference=preference, fields=tuple(Shown(one, as_sent(one.value)) for one in preference.fields))


def looks(preference: Preference, sent: Sent) -> bool:
    """Return whether words are to be looked for, by a button or because somebody wrote some before they saved."""
    return LOOK in sent or any(_words(sent, one) for one in preference.fields)


def looked(app: App, preference: Preference, sent: Sent) -> Section:
    """Return a section with what was sent and the choices that its words find; nothing is saved."""
    fields = _with_found(app, preference.fields, sent)
    shown = []
    for one in fields:
        words = _words(sent, one)
        there = len(one.choices) > len(next(old for old in preference.fields if old.key == one.key).choices)
        problem = say("Nothing is called so: {words}.", words=words) if words and not there else ""
        shown.append(Shown(one, tuple(sent.get(one.key, ())), problem))
    return Section(preference=preference, fields=tuple(shown))


def save(app: App, contact_id: int, preference: Preference, sent: Sent) -> tuple[str, Section | None]:
    """Save the answers to a section.

    Returns:
        What to say about it; and, where something was wrong and nothing was saved, the section with what was sent.
    """
    fields = _with_found(app, preference.fields, sent)
    answers, problems = read_answers(fields, sent)
    if not problems:
        try:
            return str(target(preference.save)(app, contact_id, preference.key, answers)), None
        except InvalidInputError as error:
            problems = error.problems or (Problem(sentence=str(error)),)
    return "", _with_problems(evolve(preference, fields=fields), sent, problems)


def _with_problems(preference: Preference, sent: Sent, problems: Iterable[Problem]) -> Section:
    told: dict[str, str] = {}
    for one in problems:
        told.setdefault(one.field, one.sentence)
    fields = tuple(Shown(one, tuple(sent.get(one.key, ())), told.pop(one.key, "")) for one in preference.fields)
    return Section(preference=preference, fields=fields, problem=" ".join(told.values()))


def _with_found(app: App, fields: Iterable[Field], sent: Sent) -> tuple[Field, ...]:
    """Return fields with the choices that words find or that were found before."""
    return tuple(evolve(one, choices=_found(app, one, sent)) if one.find else one for one in fields)


def _found(app: App, one: Field, sent: Sent) -> tuple[Choice, ...]:
    there = {choice.key for choice in one.choices}
    chosen = [key for key in sent.get(one.key, ()) if key not in there]
    more: Iterable[Choice] = target(one.find)(app, _words(sent, one), chosen)
    return (*one.choices, *(choice for choice in more if choice.key not in there))


def _words(sent: Sent, one: Field) -> str:
    return " ".join(sent.get(one.key + WORDS, ())).strip()


__all__ = ["Answer", "Section", "Shown", "looked", "save", "section", "target"]
