"""The words of headers and of yes and no, from ``words.toml``: data, so that a language more is a line more."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from attrs import frozen

from outreach_crm.text import fold

_CAMEL = re.compile(r"(?<=[a-zß-ÿ])(?=[A-Z][a-z])")
_EMAIL = re.compile(r"\be[-\s]?mail")
_TOKEN = re.compile(r"[^\W_]+")

Phrase = tuple[str, ...]


@frozen
class Program:
    """A program that writes such files: phrases that give it away, and what its own words mean."""

    name: str
    signs: frozenset[Phrase]
    fields: Mapping[Phrase, str]


@frozen
class Words:
    """All words: ``fields`` goes from phrase to what it can mean, ``labels`` from word to label.

    ``small`` and ``noise`` say nothing, ``others`` whose number is not the contact's own.
    """

    fields: Mapping[Phrase, tuple[str, ...]]
    labels: Mapping[str, str]
    small: frozenset[str]
    noise: frozenset[str]
    others: frozenset[str]
    programs: tuple[Program, ...]
    values: Mapping[str, frozenset[str]]

    def phrase(self, header: str) -> Phrase:
        """Return the folded words of a header without the small ones: ``"Prénom de l'élève"`` is ``prenom eleve``."""
        return _phrase(header, self.small)

    def said(self, header: str) -> tuple[tuple[str, ...], str]:
        """Return which fields a header can mean, and the label beside: ``Work Phone`` is ``phone``, ``work``."""
        phrase = self.phrase(header)
        if phrase in self.fields:
            return self.fields[phrase], ""
        labels = [self.labels[word] for word in phrase if word in self.labels]
        # A number inside says which of several (E-mail 2 Address), one at the end which line (Street 2).
        numbers = [word for word in phrase[:-1] if word.isdigit()]
        bare = [word for word in phrase if not word.isdigit()]
        left = tuple(word for word in bare if word not in self.labels)
        for rest in (tuple(bare), left, tuple(word for word in left if word not in self.noise)):
            if rest in self.fields:
                kept = labels[:1] if rest != tuple(bare) else []
                return self.fields[rest], " ".join([*kept, *numbers[:1]])
        # "Business fax" and "private mobile" do not say that they are telephones.
        sort = next((one for one in ("fax", "mobile") if one in labels and not left), "")
        return (("phone",), sort) if sort else ((), "")

    def program(self, header: Iterable[str]) -> Program | None:
        """Return the program two of whose signs stand in a header."""
        phrases = {self.phrase(one) for one in header}
        hits = [(len(one.signs & phrases), one) for one in self.programs]
        best = max(hits, key=lambda hit: hit[0])
        return best[1] if best[0] > 1 else None


@cache
def words() -> Words:
    """Return the words that come with the program."""
    told = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))
    small = frozenset(told["small"])
    fields: dict[Phrase, list[str]] = {}
    for name, phrases in told["fields"].items():
        for phrase in phrases:
            meant = fields.setdefault(_phrase(phrase, small), [])
            if name not in meant:
                meant.append(name)
    return Words(
        fields={phrase: tuple(meant) for phrase, meant in fields.items()},
        labels={word: label for label, listed in told["labels"].items() for word in listed},
        small=small,
        noise=frozenset(told["noise"]),
        others=frozenset(told["others"]),
        programs=tuple(
            Program(
                name,
                frozenset(_phrase(one, small) for one in program["signs"]),
                {_phrase(one, small): field for one, field in program["fields"].items()},
            )
            for name, program in told["programs"].items()
        ),
        values={name: frozenset(map(fold, listed)) for name, listed in told["values"].items()},
    )


def _phrase(text: str, small: frozenset[str]) -> Phrase:
    found = _TOKEN.findall(_EMAIL.sub("email", fold(_CAMEL.sub(" ", text))))
    return tuple(word for word in found if word not in small) or tuple(found)
