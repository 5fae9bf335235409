"""The tables of a scheme file as people write them, read into records with every mistake said in a sentence."""

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NewType, TypeVar

from attrs import field, fields, frozen

from outreach_crm.keywords.model import Facet
from outreach_crm.model import Problem

if TYPE_CHECKING:
    from cattrs import Converter

Names = NewType("Names", dict[str, tuple[str, ...]])
NO_NAMES = Names({})

T = TypeVar("T")


@frozen(kw_only=True)
class WrittenScheme:
    """The table ``[scheme]`` as people write it."""

    key: str
    title: str
    version: str = ""
    source: str = ""
    facet: Facet | None = None
    language: str = "en"
    refers_to: str = ""


@frozen(kw_only=True)
class WrittenConcept:
    """A table ``[concept.KEY]`` as people write it.

    ``also`` are synonyms, ``hidden`` names are found and never shown. ``narrower`` says the same as ``broader`` from
    the other end, so that a region can name its countries in one list.
    """

    facet: Facet | None = None
    definition: str = ""
    label: Names = NO_NAMES
    also: Names = NO_NAMES
    hidden: Names = NO_NAMES
    codes: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None


@frozen
class Structure:
    """Turns tables into records and collects what is wrong with them."""

    file: str
    problems: list[Problem] = field(factory=list)

    def problem(self, where: str, sentence: str) -> None:
        """Note a problem; ``where`` is the way to it in the file, such as ``concept.lawyers.broader``."""
        self.problems.append(Problem(sentence=sentence, file=self.file, field=where))

    def read(self, where: str, table: object, record: type[T]) -> T | None:
        """Read a table into a record, or note why it cannot be read."""
        from cattrs import transform_error

        if not isinstance(table, dict):
            self.problem(where, "This must be a table.")
            return None
        try:
            return _converter().structure(table, record)
        # cattrs promises no narrower class for what a hook raised.
        except Exception as error:
            for found in transform_error(error, path=where, format_exception=_sentence):
                sentence, _, place = found.rpartition(" @ ")
                self.problem(place, sentence)
            return None


@cache
def _converter() -> "Converter":
    from cattrs import Converter

    converter = Converter(forbid_extra_keys=True)
    # A hook for str itself would also catch enums, and a text would pass for a tuple of its letters.
    converter.register_structure_hook_func(lambda cls: cls is str, lambda value, _: _text(value))
    converter.register_structure_hook_func(lambda cls: cls == tuple[str, ...], lambda value, _: _texts(value))
    converter.register_structure_hook_func(lambda cls: cls is Names, lambda value, _: _names(value))
    converter.register_structure_hook(Facet, lambda value, _: _facet(value))
    converter.register_structure_hook(date, lambda value, _: _day(value))
    return converter


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a text.")
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is not a list of texts.")
    return tuple(_text(item) for item in value)


def _names(value: object) -> Names:
    by_language = value if isinstance(value, dict) else {"": value}
    names = {key: (text,) if isinstance(text, str) else _texts(text) for key, text in by_language.items()}
    if not all(text.strip() for texts in names.values() for text in texts):
        raise ValueError("A name is empty.")
    return Names(names)


def _facet(value: object) -> Facet:
    try:
        return Facet(_text(value))
    except ValueError:
        raise ValueError(f"{value!r} is not a facet; the facets are {', '.join(Facet)}.") from None


def _day(value: object) -> date:
    if type(value) is not date:
        raise ValueError(f"{value!r} is not a date such as 2003-02-04.")
    return value


def _sentence(error: BaseException, _type: object) -> str:
    from cattrs import ForbiddenExtraKeysError

    if isinstance(error, ForbiddenExtraKeysError):
        names = ", ".join(sorted(error.extra_fields))
        known = ", ".join(attribute.name for attribute in fields(error.cl))
        return f"Not known here: {names}; known are {known}."
    if isinstance(error, KeyError):
        return f"{error.args[0]} is missing."
    return str(error.args[0] if error.args else error)
