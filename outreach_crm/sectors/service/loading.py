"""What the rest of the product asks of sectors: load them from their files, find one, compare their keywords."""

from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.meaning import begun, suggestion
from outreach_crm.model import Hit, Problem
from outreach_crm.sectors import files
from outreach_crm.sectors.model import General, Sector, Sectors, SectorsSettings
from outreach_crm.text import say
from outreach_crm.written import refusal


def load(paths: Iterable[Path], *, known_keywords: Collection[str] | None = None) -> Sectors:
    """Return the sectors of some files; a later file replaces an earlier one with the same key.

    Args:
        paths: Sector files, those of the product first, those of a section's own folder last.
        known_keywords: Keys of the keyword concepts there are; a sector that watches another one is then refused.

    Raises:
        InvalidInputError: With the problems of all files at once.
    """
    found: dict[str, Sector] = {}
    general = General()
    problems: list[Problem] = []
    for path in paths:
        try:
            said = files.read(path)
        except InvalidInputError as error:
            problems += error.problems
            continue
        if isinstance(said, General):
            general = said
        else:
            found[said.key] = said
    sectors = Sectors(entries=tuple(sorted(found.values(), key=_in_the_manual)), general=general)
    if known_keywords is not None:
        problems += unknown_keywords(sectors, known_keywords)
    if problems:
        raise refusal(problems)
    return sectors


def _in_the_manual(sector: Sector) -> tuple[bool, int, str]:
    return sector.manual_page is None, sector.manual_page or 0, sector.key


def all_sectors(app: App) -> Sectors:
    """Return the sectors of this installation: those offered by hook, then those in the section's own folder.

    Raises:
        InvalidInputError: a file cannot be right; all problems of all files at once.
        NotFoundError: the folder in the settings does not exist.
    """
    own = app.settings.of("sectors", SectorsSettings).folder
    paths = [*app.plugins.sectors(), *(files.in_folder(Path(own).expanduser()) if own else ())]
    return _loaded(tuple((path, _version(path)) for path in paths))


def get(app: App, key: str) -> Sector:
    """Return one sector of this installation.

    Raises:
        NotFoundError: there is none with that key.
    """
    return find(all_sectors(app), key)


def hits(app: App, text: str) -> list[Hit]:
    """Return the sectors that a search finds, by their names or keys."""
    there = [*all_sectors(app)]
    found = begun(text, dict(enumerate(f"{one.name} {one.key}" for one in there)))
    return [Hit(title=there[one].name, path=f"/sectors/{there[one].key}") for one in found]


def _version(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:  # reading it will say why
        return 0


@cache
def _loaded(versions: tuple[tuple[Path, int], ...]) -> Sectors:
    return load(path for path, _ in versions)


def shipped() -> list[Path]:
    """Return the paths of the sector files that come with the product.

    Raises:
        NotFoundError: They were not installed.
    """
    return files.in_folder(files.shipped_folder())


def find(sectors: Sectors, key: str) -> Sector:
    """Return the sector with a key.

    Raises:
        NotFoundError: There is none; the sentence names the nearest key, or all of them.
    """
    wanted = key.strip().lower()
    for sector in sectors:
        if sector.key == wanted:
            return sector
    known = ", ".join(sectors.keys) or say("none at all")
    hint = suggestion(key, sectors.keys) or say("; there are {names}", names=known)
    raise NotFoundError(say("There is no sector '{key}'{hint}.", key=key, hint=hint))


def unknown_keywords(sectors: Sectors, known: Collection[str]) -> tuple[Problem, ...]:
    """Return a problem for each keyword that a sector watches and that is not among the known keys."""
    return tuple(
        Problem(file=f"{sector.key}.toml", field="keywords", sentence=_unknown(keyword, known))
        for sector in sectors
        for keyword in sector.keywords
        if keyword not in known
    )


def _unknown(keyword: str, known: Collection[str]) -> str:
    return say("{keyword!r} is not a keyword{hint}", keyword=keyword, hint=suggestion(keyword, known))
