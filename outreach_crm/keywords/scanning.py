"""Finds names of places in a text, misspelt ones too; what they mean beside each other is decided in ``places``."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product

from attrs import define, field, frozen

from outreach_crm.keywords.gazetteer import BREAK, Gazetteer, Name, Place, Token

# Words that stand around a country in subjects and forms and say nothing about the place.
NOISE = frozenset(
    (
        *("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "re", "the", "to"),
        *("case", "cases", "countries", "country", "date", "dated", "issue", "issued"),
        *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
        *("november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"),
    )
)

# Words a letter away from a country that name a people, or more than one country: never read as a misspelling.
_OTHER_WORDS = frozenset(("american", "americans", "armenians", "indian", "indians", "koreans", "romani"))


@frozen
class Match:
    """The words ``start`` to ``end`` (not included) can mean these places."""

    start: int
    end: int
    places: tuple[Place, ...]


def find_names(words: Sequence[Token], known: Gazetteer, *, misspelt: bool = True) -> list[Match]:
    """Find all names, the longest first at each word; then, unless told not to, misspelt ones where none was found."""
    scan = _Scan(words, known)
    scan.exact()
    if misspelt:
        scan.misspelt()
    return sorted(scan.matches, key=lambda match: match.start)


def is_noise(token: Token) -> bool:
    """Tell whether a word says nothing about a place: a filler, a month, or anything with a digit."""
    return token.name in NOISE or any(letter.isdigit() for letter in token.name)


def stands_alone(words: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether breaks, ends of the text or "and" stand on both sides."""
    return _is_boundary(words, start - 1) and _is_boundary(words, end)


def is_misspelt(typed: str, meant: str) -> bool:
    """Tell whether a word is another one with one slip; two letters swapped are one slip, two slips are a guess."""
    from rapidfuzz.distance import OSA

    shorter = min(len(typed), len(meant))
    return shorter >= 4 and 0 < OSA.distance(typed, meant) <= 1


@define
class _Scan:
    """One text on its way to matches."""

    words: Sequence[Token]
    known: Gazetteer
    matches: list[Match] = field(factory=list)

    def exact(self) -> None:
        at = 0
        while at < len(self.words):
            found = next((match for end in self.ends(at, len(self.words)) if (match := self.name(at, end))), None)
            if found:
                self.matches.append(found)
            at = found.end if found else at + 1

    def misspelt(self) -> None:
        for start, end in self.silent_segments():
            spans = [(at, last) for at in range(start, end) for last in self.ends(at, end)]
            for at, last in sorted(spans, key=lambda span: span[0] - span[1]):
                places = self.meant_by(tuple(token.name for token in self.words[at:last]))
                if places:
                    self.matches.append(Match(at, last, places))
                    break

    def ends(self, start: int, limit: int) -> range:
        return range(min(limit, start + self.known.longest), start, -1)

    def name(self, start: int, end: int) -> Match | None:
        name = tuple(token.name for token in self.words[start:end])
        places = self.known.names.get(name)
        if not places or (BREAK in name and not _is_boundary(self.words, end)):
            return None
        # "us", "uk" and the like are words or initials too, except where nothing but a filler stands beside them.
        if len("".join(name)) <= 2:
            filled = start > 0 and is_noise(self.words[start - 1]) and _is_boundary(self.words, end)
            return Match(start, end, places) if filled or stands_alone(self.words, start, end) else None
        return None if self.is_cut_from_longer(name, start, end) else Match(start, end, places)

    def is_cut_from_longer(self, name: Name, start: int, end: int) -> bool:
        """Tell whether a name seems to belong to a longer, misspelt one: ``guinea`` in ``papau new guinea``."""
        for longer, offset in self.known.longer.get(name, ()):
            padded = (BREAK, *longer, BREAK)
            before, after = padded[offset], padded[offset + len(name) + 1]
            if self.looks_like(start - 1, before) or self.looks_like(end, after):
                return True
        return False

    def looks_like(self, at: int, expected: str) -> bool:
        if expected == BREAK or expected in NOISE or _is_boundary(self.words, at):
            return False
        word = self.words[at].name
        return expected.startswith(word) or is_misspelt(word, expected)

    def silent_segments(self) -> Iterator[tuple[int, int]]:
        """Yield the stretches between breaks in which no name was found."""
        start = 0
        for at in range(len(self.words) + 1):
            if at == len(self.words) or self.words[at].name == BREAK:
                if start < at and not any(start <= match.start < at for match in self.matches):
                    yield start, at
                start = at + 1

    def meant_by(self, typed: Name) -> tuple[Place, ...]:
        """Return what a misspelt name means, or nothing if it is too far from all or as near to another."""
        if self.known.vocabulary.issuperset(typed):
            return ()
        readings = [self.readings(word, alone=len(typed) == 1) for word in typed]
        meant = {self.known.names[name] for name in product(*readings) if name in self.known.names}
        return meant.pop() if len(meant) == 1 else ()

    def readings(self, typed: str, *, alone: bool) -> Sequence[str]:
        """Return the words of names that a word can be: itself, or those it is a slip of."""
        if typed in self.known.vocabulary:
            return (typed,)
        meant = _slips_of(self.known, typed)
        return [word for word in meant if min(len(typed), len(word)) >= 6] if alone else meant


@lru_cache(maxsize=10_000)
def _slips_of(known: Gazetteer, typed: str) -> tuple[str, ...]:
    """Return the words of names that a word which is none of them is a slip of."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    if typed in NOISE or typed in _OTHER_WORDS:
        return ()
    near = process.extract_iter(typed, known.vocabulary, scorer=OSA.distance, score_cutoff=1)
    return tuple(word for word, _, _ in near if is_misspelt(typed, word))


def _is_boundary(words: Sequence[Token], at: int) -> bool:
    return not 0 <= at < len(words) or words[at].name in (BREAK, "and")
