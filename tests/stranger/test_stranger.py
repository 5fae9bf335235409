"""A plugin somebody else wrote is installed, works, is uninstalled, and nothing is lost."""

import json
import os
import shutil
import site
import subprocess
import sys
import venv
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
HOOKS = [
    *("blueprints", "commands", "contact_panels", "hits", "migrations", "reminders", "sectors", "timeline_entries"),
    "works",
]


class Machine:
    """An environment of its own that sees what the tests' environment has installed, and a home with one database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.python = folder / "venv" / "bin" / "python"
        venv.create(folder / "venv", symlinks=True)
        packages = next((folder / "venv" / "lib").glob("python*/site-packages"))
        seen = [*site.getsitepackages(), str(ROOT), str(ROOT / "plugins")]
        (packages / "tests.pth").write_text("".join(f"import site; site.addsitedir({path!r})\n" for path in seen))

    def pip(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "pip", "--python", str(self.python), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    def outreach(self, *arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        return self.run("-m", "outreach_crm", *arguments, code=code)

    def run(self, *arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        place = {"OUTREACH_DATABASE": str(self.folder / "o.db"), "OUTREACH_SETTINGS": str(self.folder / "o.toml")}
        environ = {**os.environ, **place, "LOGNAME": "maria", "HOME": str(self.folder)}
        command = [str(self.python), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environ, cwd=self.folder)
        assert done.returncode == code, done.stdout + done.stderr
        return done


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    folder = tmp_path_factory.mktemp("stranger")
    source = folder / "source"
    shutil.copytree(HERE, source, ignore=shutil.ignore_patterns("test_*", "visit.py", "__pycache__"))
    made = Machine(folder)
    made.pip("install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation", str(source))
    return made


def test_a_strangers_plugin_lives_and_leaves_without_harm(machine: Machine) -> None:
    listed = json.loads(machine.outreach("plugins", "list", "--json").stdout)
    found = next(one for one in listed if one["name"] == "outreach_translators")
    assert (found["origin"], found["state"]) == ("outreach-translators 1.0", "on")
    assert found["hooks"] == HOOKS

    machine.outreach("contacts", "add", "Ana Ruiz", "--sector", "translators")
    machine.outreach("translators", "add", "ruiz", "fr")
    assert "Ana Ruiz" in machine.outreach("translators", "list").stdout
    card = json.loads(machine.outreach("contacts", "show", "ruiz", "--json").stdout)
    assert [entry["title"] for entry in card["history"]] == ["translates into fr"]

    last = json.loads(machine.outreach("history", "--json").stdout)[0]
    machine.outreach("undo", str(last["id"]))
    assert json.loads(machine.outreach("translators", "list", "--json").stdout) == []
    machine.outreach("translators", "add", "ruiz", "fr")
    machine.run(str(HERE / "visit.py"))

    machine.pip("uninstall", "--quiet", "--yes", "outreach-translators")
    assert machine.outreach("translators", "list", code=2).stderr.startswith("Usage")
    assert "Ana Ruiz" in machine.outreach("contacts", "show", "ruiz").stdout
    findings = json.loads(machine.outreach("doctor", "--json").stdout)
    absent = [finding["sentence"] for finding in findings if finding["subject"] == "absent plugin"]
    assert absent == ["outreach_translators is not installed or switched off; its data stays: translators (2 rows)"]
    assert all(finding["ok"] for finding in findings)

    machine.pip("install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation", str(machine.folder / "source"))
    kept = json.loads(machine.outreach("translators", "list", "--json").stdout)
    assert [(one["name"], one["language"]) for one in kept] == [("Ana Ruiz", "es"), ("Ana Ruiz", "fr")]
