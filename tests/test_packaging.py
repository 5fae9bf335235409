"""What is installed is what stands in the repository, and no more of it is loaded than a command needs."""

import configparser
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests import house
from tests.house import ROOT

# Libraries that cost start-up time; a command that does not need one must not load it.
HEAVY = {
    "babel",
    "cattrs",
    "email_validator",
    "flask",
    "icalendar",
    "numpy",
    "pandas",
    "phonenumbers",
    "psycopg",
    "rapidfuzz",
    "sqlite_utils",
}
# Runs a command line and writes down what it loaded.
_LOADED = """
import json, sys
from outreach_crm.cli import main
try:
    main(sys.argv[2:])
except SystemExit as end:
    code = end.code
finally:
    open(sys.argv[1], "w").write(json.dumps([code, sorted(sys.modules)]))
"""


@pytest.fixture(scope="module")
def setup_cfg() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.replace(",", "\n").splitlines() if line.strip()]


def pairs(text: str) -> dict[str, str]:
    return {name.strip(): value.strip() for name, _, value in (line.partition("=") for line in lines(text))}


def package_folders() -> dict[str, Path]:
    """Every folder of the repository that is to be installed, by the name it gets."""
    found = {"outreach_sectors": ROOT / "sectors"}
    for parent in (ROOT, ROOT / "plugins"):
        for path in parent.glob("outreach_*/**/*.py"):
            found[".".join(path.relative_to(parent).parts[:-1])] = path.parent
    return found


def test_the_list_of_packages_is_the_list_of_folders(setup_cfg: configparser.ConfigParser) -> None:
    packages = lines(setup_cfg["options"]["packages"])
    assert packages == sorted(package_folders())
    assert [name for name, path in package_folders().items() if not (path / "__init__.py").exists()] == []


def test_every_plugin_is_mapped_to_its_folder_and_has_one_entry_point(setup_cfg: configparser.ConfigParser) -> None:
    plugins = house.plugin_folders()
    folders = {"outreach_sectors": "sectors", **{name: f"plugins/{name}" for name in plugins}}
    assert pairs(setup_cfg["options"]["package_dir"]) == folders
    points = pairs(setup_cfg["options.entry_points"].get("outreach_crm", ""))
    assert sorted(points.values()) == [f"{name}.plugin" for name in plugins]


def test_types_and_import_contracts_cover_all_code(setup_cfg: configparser.ConfigParser) -> None:
    plugins = house.plugin_folders()
    assert lines(setup_cfg["mypy"]["files"]) == ["outreach_crm", *["plugins"] * bool(plugins), "sectors", "tests"]
    assert lines(setup_cfg["importlinter"]["root_packages"]) == ["outreach_crm", *plugins]
    containers = lines(setup_cfg["importlinter:contract:rooms"]["containers"])
    assert containers == ["outreach_crm.*", *plugins]


def test_the_extra_all_holds_every_extra_for_users(setup_cfg: configparser.ConfigParser) -> None:
    extras = setup_cfg["options.extras_require"]
    for_users = set(extras) - {"all", "test", "dev"}
    assert set(lines(extras["all"])) == {f"outreach-crm[{extra}]" for extra in for_users}


@pytest.fixture(scope="module")
def in_wheel(wheel: Path) -> set[str]:
    """The names in the wheel."""
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_file_of_its_packages(in_wheel: set[str]) -> None:
    expected = set()
    for name, folder in package_folders().items():
        for path in folder.rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                expected.add(f"{name.replace('.', '/')}/{path.relative_to(folder).as_posix()}")
    assert {name for name in in_wheel if ".dist-info/" not in name} == expected, (
        "see [options.package_data] in setup.cfg"
    )


def test_the_wheel_holds_the_licence_and_the_command(in_wheel: set[str]) -> None:
    kept = {name.partition(".dist-info/")[2] for name in in_wheel}
    assert {"licenses/LICENSE", "entry_points.txt"} <= kept


@pytest.fixture
def loaded(tmp_path: Path) -> Callable[..., set[str]]:
    """Run a command line in an interpreter of its own and return the modules it loaded."""
    environ = {**os.environ, "OUTREACH_DATABASE": str(tmp_path / "a.db"), "OUTREACH_SETTINGS": str(tmp_path / "a.toml")}

    def run(*arguments: str) -> set[str]:
        command = [sys.executable, "-c", _LOADED, str(tmp_path / "loaded.json"), *arguments]
        done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
        code, modules = json.loads((tmp_path / "loaded.json").read_text())
        assert code == 0, done.stderr
        return set(modules)

    return run


def test_the_version_is_told_without_loading_the_program(loaded: Callable[..., set[str]]) -> None:
    modules = loaded("--version")
    assert modules & {*HEAVY, "pluggy", "sqlite3", "outreach_crm.app", "outreach_crm.plugins"} == set()


def test_the_help_is_told_without_loading_commands_or_the_database(loaded: Callable[..., set[str]]) -> None:
    modules = loaded("--help")
    rooms = {name for name in modules if name.startswith("outreach_crm.") and name.split(".")[2:3] == ["cli"]}
    assert "outreach_crm.plugins" in modules
    assert modules & {*HEAVY, "sqlite3"} | rooms == set()


@pytest.mark.parametrize("command", [("accounts", "list"), ("contacts", "list", "--json"), ("history",)])
def test_a_command_that_reads_loads_the_database_and_no_library_for_other_work(
    loaded: Callable[..., set[str]], command: tuple[str, ...]
) -> None:
    loaded("doctor")  # makes the database
    modules = loaded(*command)
    assert "sqlite3" in modules
    assert modules & HEAVY == set()
