"""Entry points are found where importlib.metadata finds them, without loading it."""

from importlib import metadata
from pathlib import Path

import pytest

from outreach_crm.installed import EntryPoint, entry_points


def distribution(folder: Path, name: str, version: str, points: str) -> None:
    info = folder / f"{name}-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n\nName: a text\n")
    (info / "entry_points.txt").write_text(points)


@pytest.mark.parametrize("group", ["console_scripts", "pytest11", "distutils.commands", "no such group"])
def test_what_is_installed_here_is_found_as_the_library_finds_it(group: str) -> None:
    known = metadata.entry_points(group=group)
    expected = {(one.name, one.value, f"{one.dist.name} {one.dist.version}") for one in known if one.dist}
    assert {(one.name, one.target, one.origin) for one in entry_points(group)} == expected


def test_of_two_distributions_of_one_name_the_first_on_the_path_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    distribution(
        tmp_path / "first",
        "garden_tools",
        "2.0",
        "[garden]\n# a remark\nspade = garden.spade:dig [deep]\n[other]\nhoe = garden.hoe\n",
    )
    distribution(tmp_path / "second", "garden_tools", "1.0", "[garden]\nrake = garden.rake\n")
    monkeypatch.setattr("sys.path", [str(tmp_path / name) for name in ("absent", "first", "second")])
    assert entry_points("garden") == [EntryPoint("spade", "garden.spade:dig", "garden_tools 2.0")]


def test_an_entry_point_is_a_module_or_what_stands_in_it() -> None:
    assert EntryPoint("a", "pathlib", "").load().__name__ == "pathlib"  # type: ignore[attr-defined]
    assert EntryPoint("a", "pathlib:Path.home", "").load() == Path.home
    with pytest.raises(ImportError):
        EntryPoint("a", "no_such_module", "").load()
