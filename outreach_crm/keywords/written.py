"""The form in which schemes are written: the tables of a scheme file as records."""

from collections.abc import Mapping
from datetime import date
from typing import Self

from attrs import Factory, frozen

from outreach_crm.keywords.model import Facet
from outreach_crm.text import say


@frozen
class Names:
    """Names of a concept by language, ``""`` where none is stated."""

    by_language: Mapping[str, tuple[str, ...]] = Factory(dict)

    @classmethod
    def from_written(cls, value: object) -> Self:
        """Read a text, a list of texts, or a table of these by language.

        Raises:
            ValueError: it is neither, or a name is empty.
        """
        by_language = value if isinstance(value, dict) else {"": value}
        return cls({language: _texts(language, said) for language, said in by_language.items()})


def _texts(language: str, said: object) -> tuple[str, ...]:
    texts = tuple(said) if isinstance(said, list) else (said,)
    where = f"{language}: " if language else ""
    if not all(isinstance(text, str) for text in texts):
        raise ValueError(say("{where}text in quotation marks belongs here, or a list of texts", where=where))
    if not all(text.strip() for text in texts):
        raise ValueError(say("{where}a name is empty", where=where))
    return texts


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
    label: Names = Names()
    also: Names = Names()
    hidden: Names = Names()
    codes: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
