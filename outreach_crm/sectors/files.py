"""Reads sector files: where they are, and that each is named for the key of its sector."""

from importlib.util import find_spec
from pathlib import Path

from outreach_crm.errors import NotFoundError
from outreach_crm.sectors.model import GENERAL, General, Sector
from outreach_crm.text import say
from outreach_crm.written import Reader, read_toml, refusal


def shipped_folder() -> Path:
    """Return the folder of the sector files that come with the product.

    Raises:
        NotFoundError: They were not installed.
    """
    spec = find_spec("outreach_sectors")
    # A source tree that was never installed has the folder beside the package.
    folder = Path(spec.origin).parent if spec and spec.origin else Path(__file__).parents[2] / "sectors"
    if not folder.is_dir():
        raise NotFoundError(say("The sector files are missing; install outreach-crm again."))
    return folder


def in_folder(folder: Path) -> list[Path]:
    """Return the sector files of a folder in the order of their names, without hidden ones.

    Raises:
        NotFoundError: There is no such folder.
    """
    if not folder.is_dir():
        raise NotFoundError(say("There is no folder {folder} to read sector files from.", folder=folder))
    return sorted(path for path in folder.glob("*.toml") if not path.name.startswith("."))


def read(path: Path) -> Sector | General:
    """Return what a sector file says; the one named ``all.toml`` holds for every sector.

    Raises:
        InvalidInputError: The file is unreadable, no TOML, or holds unknown, missing or wrong keys; with all problems.
    """
    table = read_toml(path)
    reader = Reader(path.name)
    said: Sector | General | None
    if path.stem == GENERAL:
        said = reader.record(table, General)
    else:
        _check_name(reader, path, table.get("key"))
        said = reader.record(table, Sector)
    if said is None or reader.problems:
        raise refusal(reader.problems)
    return said


def _check_name(reader: Reader, path: Path, key: object) -> None:
    """Note that a file is not named for its key, which overriding by file name depends on."""
    if isinstance(key, str) and key != path.stem:
        said = f"a file is named for its key; rename this one {key}.toml or write '{path.stem}' here"
        reader.problem(said, place="key")
