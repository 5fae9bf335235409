"""Questions as a page shows them: with what somebody wrote, what was wrong with it, and choices found by name."""

from collections.abc import Iterable, Mapping, Sequence
from pkgutil import resolve_name

from attrs import evolve, frozen

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError
from outreach_crm.forms import Answer, Choice, Field, Preference, as_sent, read_answers
from outreach_crm.model import Problem
from outreach_crm.text import row, say

Sent = Mapping[str, Sequence[str]]
WORDS = "-words"
"""What the name of a field has behind it where words are to be looked for."""

LOOK = "look"
"""The name of the button that looks for them."""


@frozen
class Shown:
    """A question with its answer as a browser sends it, and what is wrong with that.

    ``elsewhere`` is whether somebody else answered it in another way since it was asked.
    """

    field: Field
    given: tuple[str, ...]
    problem: str = ""
    elsewhere: bool = False

    @property
    def there(self) -> str:
        """The answer as it is now, as people read it; empty for none."""
        labels = {one.key: one.label for one in self.field.choices}
        return ", ".join(labels.get(one, one) for one in as_sent(self.field.value))

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


def section(preference: Preference) -> Section:
    """Return a section with the answers as they are now."""
    return Section(preference=preference, fields=tuple(Shown(one, as_sent(one.value)) for one in preference.fields))


def looks(preference: Preference, sent: Sent) -> bool:
    """Return whether words are to be looked for, by a button or because somebody wrote some before they saved."""
    return LOOK in sent or any(_words(sent, one) for one in preference.fields)


def looked(app: App, preference: Preference, sent: Sent) -> Section:
    """Return a section with what was sent and the choices that its words find; nothing is saved."""
    return Section(preference=preference, fields=tuple(looked_for(app, one, sent) for one in preference.fields))


def looked_for(app: App, one: Field, sent: Sent) -> Shown:
    """Return a question with what was sent and the choices that its words find.

    Where nobody asked to look, and a form was sent, what was found waits for a choice: that is told beside it.
    """
    found, words = with_found(app, one, sent), _words(sent, one)
    problem = ""
    if words and not _found_by(app, one, words):
        problem = say("Nothing is called so: {words}.", words=words)
    elif LOOK not in sent and asks(app, one, sent):
        problem = say("Choose one of these.")
    return Shown(found, tuple(sent.get(one.key, ())), problem)


def asks(app: App, one: Field, sent: Sent) -> bool:
    """Return whether words were written for a question and none of what they find was chosen yet."""
    words = _words(sent, one) if one.find else ""
    return bool(words) and not _found_by(app, one, words).intersection(sent.get(one.key, ()))


def save(app: App, contact_id: int, preference: Preference, sent: Sent) -> tuple[str, Section | None]:
    """Save the answers to a section.

    Returns:
        What to say about it; and, where something was wrong and nothing was saved, the section with what was sent.
    """
    fields = tuple(with_found(app, one, sent) for one in preference.fields)
    answers, problems = read_answers(fields, sent)
    if not problems:
        try:
            saved: str = resolve_name(preference.save)(app, contact_id, preference.key, answers)
            return saved, None
        except InvalidInputError as error:
            problems = error.problems or (Problem(sentence=error.on_page),)
    return "", _with_problems(evolve(preference, fields=fields), sent, problems)


def _with_problems(preference: Preference, sent: Sent, problems: Iterable[Problem]) -> Section:
    told: dict[str, str] = {}
    for one in problems:
        told.setdefault(one.field, one.sentence)
    fields = tuple(Shown(one, tuple(sent.get(one.key, ())), told.pop(one.key, "")) for one in preference.fields)
    return Section(preference=preference, fields=fields, problem=row(told.values(), " "))


def with_found(app: App, one: Field, sent: Sent) -> Field:
    """Return a question with the choices that words find or that were found before."""
    if not one.find:
        return one
    there = {choice.key for choice in one.choices}
    chosen = [key for key in sent.get(one.key, ()) if key and key not in there]
    more: Iterable[Choice] = resolve_name(one.find)(app, _words(sent, one), chosen)
    return evolve(one, choices=(*one.choices, *(choice for choice in more if choice.key not in there)))


def _found_by(app: App, one: Field, words: str) -> set[str]:
    return {choice.key for choice in resolve_name(one.find)(app, words, ())}


def _words(sent: Sent, one: Field) -> str:
    return " ".join(sent.get(one.key + WORDS, ())).strip()


__all__ = [
    "Answer",
    "Section",
    "Shown",
    "asks",
    "looked",
    "looked_for",
    "looks",
    "save",
    "section",
    "with_found",
]
