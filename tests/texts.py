"""Finds the sentences of the program and writes them down for translators: ``python -m tests.texts``.

It writes ``outreach_crm/web/locale/outreach.pot`` anew and brings each catalogue (``fr.po``) beside it up to date:
what is new comes in empty, what has gone stays below as a comment.
"""

import ast
import sys
import tomllib
from collections.abc import Collection, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment
from jinja2.ext import extract_from_ast

from tests.house import ROOT, sources

FOLDER = ROOT / "outreach_crm/web/locale"
TEMPLATE = FOLDER / "outreach.pot"
# What says something: which of its arguments are the sentence, and its plural.
_SAYS = {
    "say": (0,),
    "count": (1, 2),
    "term": (0,),
    "later": (0,),
    "change": (0,),
    "MenuItem": (0,),
    "Step": (0,),
    "check_span": (2,),
    "checked_name": (1,),
    "number_meant": (3,),
    "the_one": (2,),
    "unique_name": (1,),
}
# Records that keep words of the program as sentences: which of their fields do.
KEEPS = {
    "Panel": {"title", "columns", "empty"},
    "Reminder": {"group", "summary"},
    "Step": {"label"},
    "Work": {"title"},
    "Listing": {"persons"},
    "Resource": {"adding", "persons"},
    "Importer": {"title"},
    "Exporter": {"title"},
    "Kept": {"title"},
    "Filter": {"sentence", "negated", "takes"},
    "by_day": {"sentence", "negated"},
    "by_term": {"sentence", "negated"},
    "ClearanceRule": {"sentence", "several"},
    "Purpose": {"key", "title"},
}
# Enumerations whose values are words that people read.
_TERM = "Term"
Text = str | tuple[str, str]


@cache
def sentences() -> frozenset[Text]:
    """Return all sentences of the program; one about a number of things as a pair."""
    found: set[Text] = set()
    for source in sources("outreach_crm", "plugins"):
        found.update(_of_python(source.tree))
    evidence = tomllib.loads((ROOT / "outreach_crm/contacts/likeness/evidence.toml").read_text("utf-8"))
    found.update(one["sentence"] for some in evidence.values() for one in some.values() if _is_told(one))
    for path in (ROOT / "outreach_crm/privacy/bases").glob("*.toml"):
        found.update(one[key] for one in tomllib.loads(path.read_text("utf-8"))["basis"] for key in ("title", "law"))
    for path in (ROOT / "plugins/outreach_mutuality/rules").glob("*.toml"):
        for rule in tomllib.loads(path.read_text("utf-8"))["rules"]:
            found.update(rule[key] for key in ("question", "yes", "no", "unclear", "source", "consult"))
    series = tomllib.loads((ROOT / "plugins/outreach_cases/reference/seed.toml").read_text("utf-8"))
    found.update((series["title"], series["source"], *(one["unit"] for one in series["cases"])))
    for place in ("outreach_crm", "plugins"):
        for path in (ROOT / place).rglob("templates/**/*.html"):
            found.update(_of_template(path))
    return frozenset(found)


def _is_told(evidence: object) -> bool:
    return isinstance(evidence, dict) and "sentence" in evidence


def _of_python(tree: ast.Module) -> Iterator[Text]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and _TERM in {ast.unparse(base) for base in node.bases}:
            yield from filter(None, (_literal(one.value) for one in node.body if isinstance(one, ast.Assign)))
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        name = called.id if isinstance(called, ast.Name) else ""
        if isinstance(called, ast.Attribute) and (called.attr == "change" or ast.unparse(called.value) == "text"):
            name = called.attr
        yield from _kept(node, KEEPS.get(name, set()))
        given = [[*_literals(node.args[place])] for place in _SAYS.get(name, ()) if place < len(node.args)]
        if given and len(given) == len(_SAYS[name]):
            yield from given[0] if len(given) == 1 else zip(*given, strict=False)


def _kept(call: ast.Call, fields: Collection[str]) -> Iterator[str]:
    for given in call.keywords:
        if given.arg in fields:
            parts = given.value.elts if isinstance(given.value, ast.Tuple) else [given.value]
            yield from filter(None, map(_literal, parts))


def _literals(node: ast.expr) -> list[str]:
    """Return a text, or the two of which a condition takes one."""
    if isinstance(node, ast.IfExp):
        return [*_literals(node.body), *_literals(node.orelse)]
    return [text] if (text := _literal(node)) else []


def _literal(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _of_template(path: Path) -> Iterator[Text]:
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    for _, name, given in extract_from_ast(environment.parse(path.read_text("utf-8")), (*_SAYS,)):
        said = [*given] if isinstance(given, tuple) else [given]
        texts = [said[place] for place in _SAYS[name] if place < len(said)]
        if texts and all(isinstance(one, str) for one in texts):
            yield str(texts[0]) if len(texts) == 1 else (str(texts[0]), str(texts[1]))


def catalogue(language: str | None = None) -> Catalog:
    """Return a catalogue of all sentences without a translation."""
    made = Catalog(locale=language, project="outreach-crm", fuzzy=False, header_comment="# Sentences of outreach-crm.")
    for one in sorted(sentences(), key=lambda text: (text, "") if isinstance(text, str) else text):
        made.add(one)
    return made


def written(catalogue: Catalog) -> str:
    """Return a catalogue as its file has it, without moments and places, which would change with every line."""
    file = BytesIO()
    write_po(file, catalogue, no_location=True, sort_output=True, omit_header=True, width=0)
    texts = file.getvalue().decode()
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    if catalogue.locale:
        header += f'"Language: {catalogue.locale}\\n"\n"Plural-Forms: {catalogue.plural_forms}\\n"\n'
    return f"{header}\n{texts.strip()}\n"


def main() -> None:
    """Write the template anew, and bring the catalogues beside it up to date."""
    TEMPLATE.write_text(written(catalogue()), "utf-8")
    for path in FOLDER.glob("*.po"):
        with path.open("rb") as file:
            there = read_po(file, locale=path.stem)
        there.update(catalogue(), no_fuzzy_matching=True)
        path.write_text(written(there), "utf-8")
    sys.stdout.write(f"{len(catalogue())} sentences in {TEMPLATE.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
