"""Which module imports which as it is loaded: not inside functions, and not for type checkers only."""

import ast
from collections.abc import Iterator, Mapping, Set
from graphlib import TopologicalSorter

from tests.house import Source

Graph = Mapping[str, Set[str]]


def graph(sources: list[Source]) -> Graph:
    """Return for each module those of ours that are loaded before it; that a package is loaded first is understood."""
    ours = {source.module for source in sources}
    return {source.module: {*_needed(source, ours)} - {source.module} for source in sources}


def check_order(needed: Graph) -> None:
    """Look whether there is an order in which each module finds all that it imports.

    Raises:
        graphlib.CycleError: some import one another, round and round.
    """
    TopologicalSorter(needed).prepare()


def half_loaded(sources: list[Source]) -> list[str]:
    """Find modules that take from a package they are in what is no module: it may not be there yet."""
    ours = {source.module for source in sources}
    return [
        f"{source.module}: {name}"
        for source in sources
        for name in _imported(source.tree)
        if name not in ours and name.rpartition(".")[0] in {*_packages_of(source.module)} & ours
    ]


def _needed(source: Source, ours: Set[str]) -> Iterator[str]:
    """Yield what a module imports and the packages of that; its own are being loaded when it is."""
    own = {*_packages_of(source.module)}
    for name in _imported(source.tree):
        yield from (one for one in (name, *_packages_of(name)) if one in ours and one not in own)


def _packages_of(name: str) -> Iterator[str]:
    while name := name.rpartition(".")[0]:
        yield name


def _imported(node: ast.AST) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (one.name for one in child.names)
        elif isinstance(child, ast.ImportFrom) and child.module:
            yield child.module
            yield from (f"{child.module}.{one.name}" for one in child.names)
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
            for other in child.orelse:
                yield from _imported(other)
        elif not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from _imported(child)
