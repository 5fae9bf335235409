"""Every module can be the first that is imported, and none brings a warning with it."""

import os
import subprocess
import sys
from graphlib import CycleError
from pathlib import Path

import pytest

from tests import house, import_graph
from tests.house import ROOT, Source

# What is there as soon as the package is: it stands in its first lines.
THERE_AT_ONCE = {"outreach_crm.__version__"}
_ALL = "import importlib, sys; [importlib.import_module(name) for name in sys.argv[1:]]"


def of_packages() -> list[Source]:
    """All Python files of the product; sectors, which have another name here than installed, hold none but files."""
    return house.sources("outreach_crm", "plugins")


def test_every_module_can_be_the_first_that_is_imported() -> None:
    import_graph.check_order(import_graph.graph(of_packages()))
    taken = {one.rpartition(": ")[2] for one in import_graph.half_loaded(of_packages())}
    assert taken == THERE_AT_ONCE


def test_modules_that_import_one_another_are_found() -> None:
    round_and_round = [
        Source(Path("outreach_crm/groups/a.py"), "from outreach_crm.groups import b"),
        Source(Path("outreach_crm/groups/b.py"), "from outreach_crm.groups.a import one"),
        Source(Path("outreach_crm/groups/c.py"), "def later():\n    from outreach_crm.groups import a"),
    ]
    with pytest.raises(CycleError):
        import_graph.check_order(import_graph.graph(round_and_round))
    import_graph.check_order(import_graph.graph(round_and_round[1:]))


def test_all_modules_are_imported_without_a_warning() -> None:
    paths = os.pathsep.join([str(ROOT), str(ROOT / "plugins")])
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", _ALL, *(source.module for source in of_packages())],
        env={**os.environ, "PYTHONPATH": paths},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)
