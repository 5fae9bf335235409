"""Texts in other languages: a catalogue for each, read by gettext; a section may have a folder of its own.

``outreach.pot`` has all sentences of the program, made by ``python -m tests.texts``; ``fr.po`` beside it would be the
French ones. In a page the sentence of ``say`` is looked up by its template, and its values are filled in afterwards.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from attrs import field, frozen

from outreach_crm.text import Sentence, say

HERE = Path(__file__).parent / "locale"
OWN = "en"
"""The language the program is written in, which needs no catalogue."""


@frozen
class Catalogues:
    """The languages there are texts in.

    Args:
        of: language (``fr``, ``pt_BR``) to its texts.
    """

    of: Mapping[str, NullTranslations] = field(factory=dict)

    @property
    def languages(self) -> list[str]:
        """The languages as BCP 47 has them (``pt-BR``), the program's own first."""
        return [OWN, *(one.replace("_", "-") for one in sorted(self.of) if one != OWN)]

    def nearest(self, wanted: Iterable[str]) -> str:
        """Return the first of some languages (BCP 47) that there are texts in; the program's own where none is."""
        known = {one.lower(): one for one in self.languages}
        for one in wanted:
            whole = one.replace("_", "-").lower()
            if found := known.get(whole) or known.get(whole.partition("-")[0]):
                return found
        return OWN

    def translated(self, sentence: Sentence, language: str) -> str:
        """Return the template of a sentence in a language, as it was written where there is no translation."""
        texts = self.of.get(language.replace("-", "_"))
        if texts is None or not sentence.template:  # the empty one is what a catalogue says of itself
            return sentence.template
        if sentence.plural is None:
            return texts.gettext(sentence.template)
        return texts.ngettext(*sentence.plural, _number(sentence))


def read(*folders: Path) -> Catalogues:
    """Return the catalogues of some folders; of one language the later folder says what the earlier one does not.

    Raises:
        ValueError: a catalogue is no catalogue.
    """
    found: dict[str, NullTranslations] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.po")):
            texts = _read(path)
            if path.stem in found:
                texts.add_fallback(found[path.stem])
            found[path.stem] = texts
    return Catalogues(found)


def _read(path: Path) -> NullTranslations:
    read_as = path.stat()
    return GNUTranslations(BytesIO(_compiled(path, read_as.st_mtime_ns, read_as.st_size)))


# Half a second of work for each language, so a site that is made again in a process has it from the one before.
@lru_cache(maxsize=16)
def _compiled(path: Path, _written: int, _size: int) -> bytes:
    from babel.core import UnknownLocaleError
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    compiled = BytesIO()
    try:
        with path.open("rb") as file:
            write_mo(compiled, read_po(file, locale=path.stem, abort_invalid=True))
    except (PoFileError, UnknownLocaleError) as error:
        raise ValueError(say("{path}: {error}", path=path, error=error)) from error
    return compiled.getvalue()


def _number(sentence: Sentence) -> int:
    number = sentence.values["n"]
    return number if isinstance(number, int) else 0
