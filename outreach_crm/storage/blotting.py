"""Takes names and addresses out of texts that others share."""

import re
import unicodedata
from collections.abc import Iterable

from attrs import field, frozen

BLOT = "████"
_BLOTS = re.compile(f"{BLOT}(?:[\\s,.'’-]*{BLOT})+")


def _cleaned(texts: Iterable[str]) -> frozenset[str]:
    """Return texts without accents, but for those so short that they would be found everywhere."""
    words = (" ".join(_plain(text)[0].split()) for text in texts)
    return frozenset(word for word in words if len(word) > 1 or (word and not word.isascii()))


@frozen
class Names:
    """What somebody is called and reached by.

    Args:
        wholes: full names and addresses, found in any case.
        parts: single words such as a family name, found only as they are written: ``Will``, not ``will``.
    """

    wholes: frozenset[str] = field(converter=_cleaned)
    parts: frozenset[str] = field(converter=_cleaned)

    def blot(self, text: str) -> str:
        """Return a text without the names, each of them one blot that does not tell how long it was.

        Accents do not matter, nor how words are parted; a name inside a longer word is not one.
        """
        if not text or not (self.wholes or self.parts):
            return text
        plain, places = _plain(text)
        kept, end = [], 0
        for found in self._pattern().finditer(plain):
            kept.append(text[end : places[found.start()]])
            end = places[found.end()]
        if not kept:
            return text
        return _BLOTS.sub(BLOT, BLOT.join([*kept, text[end:]]))

    def _pattern(self) -> re.Pattern[str]:
        wholes = [f"(?i:{_words(one)})" for one in _longest_first(self.wholes)]
        return re.compile("|".join([*wholes, *(_words(one) for one in _longest_first(self.parts))]))


def _longest_first(texts: Iterable[str]) -> list[str]:
    return sorted(texts, key=lambda text: (-len(text), text))


def _words(text: str) -> str:
    """Return a pattern of a name; scripts that write words together, or a particle onto a name, have no bounds."""
    inner = r"\s+".join(re.escape(word) for word in text.split())
    begins = r"(?<!\w)" if unicodedata.category(text[0]) != "Lo" else ""
    ends = r"(?!\w)" if unicodedata.category(text[-1]) != "Lo" else ""
    return f"{begins}{inner}{ends}"


def _plain(text: str) -> tuple[str, list[int]]:
    """Return a text without accents, and for each of its letters (and its end) where it stood."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        if unicodedata.combining(letter):
            continue
        for one in unicodedata.normalize("NFKD", letter):
            if not unicodedata.combining(one):
                letters.append(one)
                places.append(place)
    return "".join(letters), [*places, len(text)]
