"""The press: typst with the fonts there are, which sets data in templates and tells what no font can print."""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from attrs import define, field, frozen

from outreach_crm.errors import InvalidInputError
from outreach_crm.meaning import suggestion
from outreach_crm.text import say

_HERE = Path(__file__).parent
_TEMPLATES, _PACKAGES = _HERE / "templates", _HERE / "packages"
_NO_TYPST = say("Documents to print need one more package: pip install 'outreach-crm[post]'.")
# First of those that come with typst; what it lacks is taken from the others, and from those that the settings name.
_TYPEFACE = "Libertinus Serif"
# On which page each mark of a kind stands, with the name of the part it belongs to.
_WHERE = "query(<{mark}>).map(it => (it.value, it.location().page()))"
_GLYPH = re.compile(rb'href="#(g[0-9A-Fa-f]+)"')
# No font has anything for it (Unicode 23.7: a noncharacter), so it shows how what is missing is drawn.
_NOWHERE = "\U0010fffe"
# For so many documents typst keeps what it laid out: a megabyte for three letters.
_KEPT = 11
_SIGNLESS = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
# Letters that the first of our fonts has beyond doubt.
_PLAIN = frozenset(map(chr, range(0x20, 0x7F)))


@frozen
class Printed:
    """A document: its PDF, and the first and last page of each part, counted from 1."""

    pdf: bytes
    parts: Mapping[str, tuple[int, int]]


@define
class Press:
    """Sets documents with typst.

    What is set comes as data beside the template (``sys.inputs``), so that nothing in it is read as a command; files
    are read from the folder of the template only, and nothing is fetched from anywhere. What all templates share they
    import as ``@local/house``.
    """

    fonts: Any
    families: tuple[str, ...]
    _known: dict[str, bool] = field(factory=dict, init=False)

    @classmethod
    def open(cls, folders: Iterable[str] = (), typeface: str = "") -> "Press":
        """Return a press with the fonts that come with typst and those in some folders.

        Args:
            folders: with fonts of one's own; fonts of the machine are not used, so that a letter looks alike anywhere.
            typeface: the family letters are set in; else the one that comes with the program.

        Raises:
            InvalidInputError: typst is not installed, a folder is not there, or there is no such family.
        """
        try:
            import typst
        except ImportError:
            raise InvalidInputError(_NO_TYPST) from None
        paths = [Path(folder).expanduser() for folder in folders]
        for path in paths:
            if not path.is_dir():
                raise InvalidInputError(
                    say("There is no folder {path}; the setting fonts names folders with fonts.", path=path)
                )
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(path) for path in paths])
        there = fonts.families()
        if typeface and typeface not in there:
            raise InvalidInputError(
                say(
                    "There is no typeface {typeface!r}{suggestion}; there are {names}.",
                    typeface=typeface,
                    suggestion=suggestion(typeface, there),
                    names=", ".join(there),
                )
            )
        return cls(fonts, tuple(dict.fromkeys(filter(None, (typeface, _TYPEFACE)))))

    def missing(self, text: str) -> tuple[str, ...]:
        """Return the characters of a text that no font can print, each once, in the order in which they come.

        Typst itself is asked, since it draws an empty box for them and says nothing.
        """
        seen = dict.fromkeys(text)
        new = [one for one in seen if one not in _PLAIN and one not in self._known]
        if new:
            self._look_up(new)
        return tuple(one for one in seen if one not in _PLAIN and not self._known[one])

    def print(self, template: Path, data: Mapping[str, object], *, at: datetime) -> Printed:
        """Set a document.

        Args:
            template: the file of typst that sets it.
            data: what it holds, as JSON can say it.
            at: when it is made; the same data of the same moment make the same file.
        """
        inputs = {"data": json.dumps({"fonts": self.families, **data}, ensure_ascii=False)}
        compiler = self._compiler(template, inputs)
        pdf = compiler.compile(format="pdf", timestamp=at.replace(microsecond=0))
        found = {mark: json.loads(compiler.eval(_WHERE.format(mark=mark))) for mark in ("begins", "ends")}
        ends = dict(found["ends"])
        self._forget()
        return Printed(pdf, {part: (first, ends[part]) for part, first in found["begins"]})

    def _compiler(self, template: Path, inputs: Mapping[str, str]) -> Any:
        import typst

        return typst.Compiler(
            str(template),
            root=str(template.parent),
            font_paths=self.fonts,
            ignore_system_fonts=True,
            sys_inputs=dict(inputs),
            package_path=str(_PACKAGES),
            package_cache_path=str(_PACKAGES),
        )

    def _forget(self) -> None:
        """Let typst let go of what it has laid out, which it keeps until some more documents were set."""
        for _ in range(_KEPT):
            self._compiler(_TEMPLATES / "nothing.typ", {}).compile(format="pdf")

    def _look_up(self, characters: Sequence[str]) -> None:
        """Find out which characters can be printed: a page for each, and first one for what no font has."""
        drawn = [one for one in characters if unicodedata.category(one) not in _SIGNLESS]
        self._known.update(dict.fromkeys(characters, True))
        inputs = {"data": json.dumps({"fonts": self.families, "signs": [_NOWHERE, *drawn]})}
        pages = self._compiler(_TEMPLATES / "signs.typ", inputs).compile(format="svg")
        signs = [frozenset(_GLYPH.findall(page)) for page in ([pages] if isinstance(pages, bytes) else pages)]
        if len(signs) != len(drawn) + 1 or len(signs[0]) != 1:
            raise InvalidInputError(
                say("This release of typst does not tell what a font lacks; install the one named in the extra 'post'.")
            )
        self._known.update({one: not sign & signs[0] for one, sign in zip(drawn, signs[1:], strict=True)})
