"""Reads the source files of the house and finds what its rules forbid; each finding is ``file:line what``."""

import ast
import importlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property
from pathlib import Path

from attrs import define, field

ROOT = Path(__file__).parents[1]
KERNEL_PACKAGES = {"cli", "model", "storage", "typesetting", "web", "written"}
ROOMS = {"__init__", "model", "tables", "queries", "service", "api", "filters", "cli", "web", "plugin"}
SQL_ROOMS = {"queries", "tables"}

# A statement, not a sentence: its first words in one case, and the words that follow them in SQL only.
_SQL = re.compile(
    r"""\s*(?:
        (?:select|SELECT)\s
        | (?i:insert\s+(?:or\s+\w+\s+)?into\s | replace\s+into\s | update\s+\S+\s+set\s | delete\s+from\s)
        | (?i:(?:create|drop|alter)\s+(?:or\s+replace\s+|temp\s+|temporary\s+|unique\s+)*
            (?:table|view|index|trigger|function|type|schema)\s)
        | (?i:with\s+(?:recursive\s+)?\w+\s*(?:\([\w\s,]*\)\s*)?as\s*\()
        | (?:pragma|savepoint|begin\s+immediate|vacuum|analyze)\s+\w
    )""",
    re.VERBOSE,
)
_CLOCKS = {
    "datetime": {"now", "today", "utcnow"},
    "date": {"today"},
    "time": {"time", "time_ns", "localtime", "gmtime"},
}
_SQL_CLOCK = re.compile(r"current_(?:date|time|timestamp)\b|'now'", re.IGNORECASE)
_CONTACTS = re.compile(r"\b(?:from|join)\s+(?:contacts|v_contacts)\b", re.IGNORECASE)
# A case, and what belongs to one and not to a group alone: {within(...)} asks it of the case, {told(...)} of the row.
_CASES = re.compile(
    r"\b(?:from|join)\s+(?:v_)?(?:cases|case_(?!terms|wishes|sign_ups|requests|batches|coordinators)\w+)\b",
    re.IGNORECASE,
)
_TOLD_OF_CASES = ("{within(", "{told('case")


@define
class Source:
    """One Python file: where it stands in the repository, and its text."""

    path: Path
    text: str = field(repr=False)

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, str(self.path))

    @property
    def module(self) -> str:
        """Its name as it is imported."""
        parts = list(self.path.with_suffix("").parts)
        if parts[0] == "plugins":
            del parts[0]
        elif parts[0] == "sectors":
            parts[0] = "outreach_sectors"
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def feature(self) -> str:
        """The package of the feature it belongs to; empty in the kernel and in tests."""
        parts = self.path.parts
        if parts[0] == "plugins":
            return parts[1]
        in_core = parts[0] == "outreach_crm" and len(parts) > 2 and parts[1] not in KERNEL_PACKAGES
        return f"outreach_crm.{parts[1]}" if in_core else ""

    @property
    def room(self) -> str:
        """The room of its feature, be it one file or a folder; empty outside features."""
        depth = 2 if self.feature else len(self.path.parts)
        return Path(self.path.parts[depth]).stem if self.feature else ""

    def at(self, node: ast.AST, what: str) -> str:
        return f"{self.path}:{getattr(node, 'lineno', 1)} {what}"


def sources(*folders: str) -> list[Source]:
    """Return the Python files below some folders of the repository; a folder that is not there has none."""
    paths = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return [Source(path.relative_to(ROOT), path.read_text("utf-8")) for path in paths if "build" not in path.parts]


def plugin_folders() -> list[str]:
    """Return the names of the folders in ``plugins/``, each an import package."""
    return sorted(path.parent.name for path in (ROOT / "plugins").glob("*/__init__.py"))


def sector_keys() -> set[str]:
    """Return the keys of the sector files; ``all.toml`` holds for every sector and is none."""
    return {path.stem for path in (ROOT / "sectors").glob("*.toml")} - {"all"}


def literals(source: Source) -> Iterator[tuple[ast.expr, str]]:
    """Yield every text in the code that is not a docstring; what an f-string fills in reads ``{}``."""
    skipped: set[int] = set()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Expr):  # a text nobody uses is a docstring
            skipped.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            skipped.update(id(part) for part in node.values)
        if id(node) in skipped:
            continue
        if isinstance(node, ast.JoinedStr):
            yield node, "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node, node.value


def long_modules(source: Source, limit: int = 300) -> Iterator[str]:
    lines = len(source.text.splitlines())
    if lines > limit:
        yield f"{source.path} has {lines} lines"


def long_functions(source: Source, limit: int = 40) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or 0) - node.lineno + 1
            if lines > limit:
                yield source.at(node, f"{node.name} has {lines} lines")


def undocumented(source: Source) -> Iterator[str]:
    if not ast.get_docstring(source.tree):
        yield f"{source.path} has no docstring"
    yield from _undocumented_names(source, source.tree)


def _undocumented_names(source: Source, scope: ast.Module | ast.ClassDef) -> Iterator[str]:
    for node in scope.body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("_"):
            continue
        if not ast.get_docstring(node):
            yield source.at(node, f"{node.name} has no docstring")
        if isinstance(node, ast.ClassDef):
            yield from _undocumented_names(source, node)


def prints(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            yield source.at(node, "print")


def clocks(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute):
            owner = getattr(node.value, "id", getattr(node.value, "attr", ""))
            if node.attr in _CLOCKS.get(owner, ()):
                yield source.at(node, f"{owner}.{node.attr}")
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from (source.at(node, one.name) for one in node.names if one.name in _CLOCKS["time"])
    yield from (source.at(node, text) for node, text in literals(source) if _SQL_CLOCK.search(text))


def statements(source: Source) -> Iterator[str]:
    for node, text in literals(source):
        if _SQL.match(text):
            yield source.at(node, text.strip()[:50])


def relays(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr == "hook":
            yield source.at(node, ".hook")


def keys_of_sectors(source: Source, keys: Collection[str]) -> Iterator[str]:
    """Find the key of a sector as a whole text; inside a longer text it is a word like any other."""
    for node, text in literals(source):
        if text in keys:
            yield source.at(node, text)


def reads_contacts(text: object) -> bool:
    return isinstance(text, str) and _CONTACTS.search(text) is not None


def reads_cases(text: object) -> bool:
    return isinstance(text, str) and _CASES.search(text) is not None


def asks_of_cases(text: str) -> bool:
    return any(one in text for one in _TOLD_OF_CASES)


def queries_of(source: Source, reads: Callable[[object], bool]) -> Iterator[tuple[str, str]]:
    """Yield each text that reads something, with the name of the constant or function it stands in."""
    for part in source.tree.body:
        named = [node.id for node in ast.walk(part) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
        name = getattr(part, "name", named[0] if named else "")
        inner = Source(source.path, ast.unparse(part))
        yield from ((name, text) for _, text in literals(inner) if reads(text))


def queries(of: Iterable[Source], reads: Callable[[object], bool]) -> Iterator[tuple[Source, str, str]]:
    """Yield each text in rooms of SQL that reads something; a constant that is put together is judged as a whole."""
    for source in (one for one in of if one.room == "queries"):
        constants = {
            name: one for name, one in vars(importlib.import_module(source.module)).items() if name[:2] != "__"
        }
        yield from ((source, name, one) for name, one in constants.items() if reads(one))
        inside = ((name, text) for name, text in queries_of(source, reads))
        yield from ((source, name, text) for name, text in inside if not isinstance(constants.get(name), str))


def imports(source: Source) -> Iterator[tuple[ast.AST, str]]:
    """Yield the full name of everything imported, inside functions too."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node, one.name) for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node, f"{node.module}.{one.name}") for one in node.names)


def private_rooms(source: Source, features: Collection[str], shared: Collection[str] = ()) -> Iterator[str]:
    """Find imports of another feature that go past its ``service`` and ``model``."""
    for node, name in imports(source):
        for feature in features:
            if feature != source.feature and name.startswith(f"{feature}."):
                room = name.removeprefix(f"{feature}.").split(".")[0]
                if room not in {"service", "model"} and f"{feature}.{room}" not in shared:
                    yield source.at(node, name)


def other_plugins(source: Source, plugins: Collection[str]) -> Iterator[str]:
    """Find imports of a plugin by the core or by another plugin."""
    for node, name in imports(source):
        package = name.split(".")[0]
        if package in plugins and package != source.feature:
            yield source.at(node, name)
