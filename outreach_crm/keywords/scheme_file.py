"""Reads a scheme written as TOML, and says all that is wrong with it at once.

A file begins with ``[scheme]``: ``key``, ``title``, ``version``, ``source``; ``facet`` and ``language`` for concepts
that state none; ``refers_to``, another scheme, where keys are looked up that this one does not hold. Each concept is
a table ``[concept.KEY]`` with the fields of ``WrittenConcept``. Names are a text, a list, or a table of these by
language.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from outreach_crm.keywords.model import Address, Concept, Label, LabelKind, Link, LinkKind, Scheme, SchemeFile
from outreach_crm.keywords.written import Names, WrittenConcept, WrittenScheme
from outreach_crm.model import Problem
from outreach_crm.text import say
from outreach_crm.written import Reader, read_toml, refusal

SHIPPED = Path(__file__).parent / "schemes"


def shipped() -> tuple[Path, ...]:
    """Return the scheme files that come with the program, in the order of their names."""
    return tuple(sorted(SHIPPED.glob("*.toml")))


def load_scheme(path: Path) -> SchemeFile:
    """Read a scheme file.

    Raises:
        InvalidInputError: it cannot be read, or with every problem found.
    """
    scheme, problems = read_scheme(read_toml(path), path.name)
    if scheme is None or problems:
        raise refusal(problems)
    return scheme


def read_scheme(document: Mapping[str, Any], file: str) -> tuple[SchemeFile | None, tuple[Problem, ...]]:
    """Read what a scheme file says; ``file`` is its name in the problems.

    Returns:
        What could be read (None if not even the scheme could) and every problem found.
    """
    reader = Reader(file)
    for name in sorted(document.keys() - {"scheme", "concept"}):
        reader.problem("a scheme file has the tables scheme and concept only", place=name)
    tables = document.get("concept", {})
    if not isinstance(tables, dict):
        reader.problem("write a table [concept.KEY] for each concept", place="concept")
        tables = {}
    head = reader.record(document.get("scheme", {}), WrittenScheme, place="scheme")
    written = {key: reader.record(one, WrittenConcept, place=f"concept.{key}") for key, one in tables.items()}
    if head is None:
        return None, tuple(reader.problems)
    scheme = _Maker(reader, head, frozenset(written)).scheme({k: w for k, w in written.items() if w})
    return scheme, tuple(reader.problems)


@frozen
class _Maker:
    """Makes concepts of what was written, looking up the keys they refer to."""

    reader: Reader
    head: WrittenScheme
    keys: frozenset[str]

    def scheme(self, written: Mapping[str, WrittenConcept]) -> SchemeFile | None:
        head = self.head
        try:
            scheme = Scheme(key=head.key, title=head.title, version=head.version, source=head.source)
        except ValueError as error:
            self.reader.problem(str(error.args[0]), place="scheme")
            return None
        concepts = tuple(concept for key in written for concept in self.concept(key, written[key]))
        below = tuple(
            (specific, Address(head.key, key))
            for key, concept in written.items()
            for specific in self.addresses(f"concept.{key}.narrower", concept.narrower)
        )
        return SchemeFile(scheme=scheme, concepts=concepts, below=below)

    def concept(self, key: str, written: WrittenConcept) -> Iterator[Concept]:
        """Yield the concept, or nothing if what is written cannot be one."""
        where = f"concept.{key}"
        broader = self.addresses(f"{where}.broader", written.broader)
        related = self.addresses(f"{where}.related", written.related)
        if not written.label.by_language:
            self.reader.problem("it has no label", place=where)
            return
        try:
            yield Concept(
                address=Address(self.head.key, key),
                facet=written.facet or self.head.facet,
                definition=" ".join(written.definition.split()),
                labels=(
                    *self.labels(written.label, LabelKind.PREFERRED),
                    *self.labels(written.also, LabelKind.SYNONYM),
                    *self.labels(written.hidden, LabelKind.HIDDEN),
                ),
                links=(
                    *(Link(LinkKind.BROADER, to) for to in broader),
                    *(Link(LinkKind.RELATED, to) for to in related),
                ),
                codes=written.codes,
                valid_from=written.valid_from,
                valid_to=written.valid_to,
            )
        except ValueError as error:
            self.reader.problem(str(error.args[0]), place=where)

    def labels(self, names: Names, kind: LabelKind) -> Iterator[Label]:
        """Yield labels; what is written without a language is in the scheme's, a hidden one in any."""
        plain = "" if kind is LabelKind.HIDDEN else self.head.language
        for language, texts in names.by_language.items():
            for text in texts:
                yield Label(text, language or plain, kind)

    def addresses(self, where: str, texts: tuple[str, ...]) -> list[Address]:
        found = []
        for text in texts:
            own = text in self.keys or not self.head.refers_to
            try:
                address = Address.parse(text, scheme=self.head.key if own else self.head.refers_to)
            except ValueError as error:
                self.reader.problem(str(error.args[0]), place=where)
                continue
            if address.scheme == self.head.key and address.key not in self.keys:
                self.reader.problem(say("there is no concept {key!r} in this file", key=address.key), place=where)
            else:
                found.append(address)
        return found
