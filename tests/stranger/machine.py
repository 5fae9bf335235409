"""A new machine as a stranger has it: the wheel in an environment of its own, a home with nothing in it, a shell."""

import os
import subprocess
import venv
from collections.abc import Iterable
from importlib.metadata import Distribution, PathDistribution, distribution
from pathlib import Path
from zipfile import Path as InZip

from packaging.requirements import Requirement

from tests.house import ROOT


class Machine:
    """An environment with pip, the wheel and what it needs; none of it comes from the repository or the network."""

    def __init__(self, folder: Path, wheel: Path) -> None:
        self.home = folder / "home"
        self.home.mkdir()
        self._programs = folder / "venv" / "bin"
        venv.create(folder / "venv", symlinks=True, with_pip=True)
        self.type("pip uninstall --yes setuptools")  # what an older Python brings cannot build
        packages = next((folder / "venv" / "lib").glob("python*/site-packages"))
        within = next(one for one in InZip(wheel).iterdir() if one.name.endswith(".dist-info"))
        for found in _needed([*(PathDistribution(within).requires or ()), "setuptools"], extras={"", "web"}).values():
            _lend(found, packages)
        self.type(f"pip install '{wheel}[web]'")

    def type(self, command: str, code: int = 0) -> str:
        """Run one line in the home as a shell does, and return what it answers."""
        environ = {
            "PATH": os.pathsep.join([str(self._programs), "/usr/bin", "/bin"]),
            "HOME": str(self.home),
            "LOGNAME": "maria",
            "LANG": "C.UTF-8",
            "PIP_NO_INDEX": "1",
            "PIP_NO_BUILD_ISOLATION": "0",  # which pip reads as: build with what is installed
        }
        done = subprocess.run(
            command, shell=True, capture_output=True, text=True, check=False, env=environ, cwd=self.home
        )
        assert done.returncode == code, f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout

    def visit(self, script: Path) -> None:
        """Run a script of the tests there; they are found behind all that is installed."""
        behind = f"import runpy, sys; sys.path.append({str(ROOT)!r}); runpy.run_path({str(script)!r})"
        self.type(f'python -c "{behind}"')


def _needed(requirements: Iterable[str], extras: set[str]) -> dict[str, Distribution]:
    """Return what some requirements name, with what that needs itself, from the environment of the tests."""
    found: dict[str, Distribution] = {}
    open_ones = [(text, extras) for text in requirements]
    while open_ones:
        text, asked = open_ones.pop()
        wanted = Requirement(text)
        meant = wanted.marker is None or any(wanted.marker.evaluate({"extra": one}) for one in asked)
        if meant and wanted.name != "outreach-crm" and wanted.name not in found:
            found[wanted.name] = distribution(wanted.name)
            open_ones += [(further, {"", *wanted.extras}) for further in found[wanted.name].requires or ()]
    return found


def _lend(found: Distribution, packages: Path) -> None:
    """Let an environment see a distribution of another one."""
    for name in {file.parts[0] for file in found.files or () if file.parts[0] != ".."}:
        if not (packages / name).exists():
            (packages / name).symlink_to(Path(str(found.locate_file(name))))
