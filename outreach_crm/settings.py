"""Reads ``outreach.toml`` and ``OUTREACH_*`` variables into attrs classes, one table for each feature or plugin."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from attrs import Attribute, field, frozen

from outreach_crm.errors import InvalidInputError
from outreach_crm.meaning import suggestion
from outreach_crm.model import Problem, SettingsTable
from outreach_crm.text import both, say

T = TypeVar("T")
_PREFIX = "OUTREACH_"


def _is_time_zone(_: object, __: "Attribute[str]", name: str) -> None:
    if name == "UTC":
        return
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # what it raises for names that are unknown, unsound, or folders
        raise ValueError(say("{name!r} is not a time zone; write one such as Europe/Lisbon", name=name)) from None


@frozen
class SectionSettings:
    """The section itself: its name, country (ISO 3166 alpha-2), language (BCP 47) and IANA time zone."""

    name: str = ""
    country: str = ""
    language: str = "en"
    time_zone: str = field(default="UTC", validator=_is_time_zone)


@frozen
class DatabaseSettings:
    """Where the database is: a file path or ``postgresql://user@host/name``."""

    url: str = ""


@frozen
class PluginSettings:
    """Which installed plugins are switched off, by name; what the program itself brings stays on."""

    off: tuple[str, ...] = ()


KERNEL_TABLES = (
    SettingsTable("section", "outreach_crm.settings:SectionSettings"),
    SettingsTable("database", "outreach_crm.settings:DatabaseSettings"),
    SettingsTable("plugins", "outreach_crm.settings:PluginSettings"),
)


@frozen
class Settings:
    """All settings that were read; what is not written has its default. ``file`` is the one they are written in."""

    written: Mapping[str, Mapping[str, Any]]
    places: Mapping[str, str] = field(factory=dict)
    file: str = ""
    # The records that were made: some are asked for with every row of an import.
    _made: dict[tuple[str, type], Any] = field(factory=dict, init=False, repr=False, eq=False)

    def of(self, name: str, record: type[T]) -> T:
        """Return one table as its record.

        Raises:
            InvalidInputError: a key is unknown or a value of the wrong kind; all of them are named.
        """
        there = self._made.get((name, record))
        if there is None:
            there = self._made[name, record] = self._make(name, record)
        return there

    def _make(self, name: str, record: type[T]) -> T:
        values = self.written.get(name)
        if not values:
            return record()
        from outreach_crm.written import structure

        return structure(values, record, file=self.places.get(name, ""), place=name)

    def check(self, tables: Iterable[SettingsTable], *, absent: Iterable[str] = ()) -> None:
        """Read every written table once, so that a mistake is told at the start.

        Args:
            tables: the tables there are.
            absent: names of plugins that are switched off or failed; their tables may stay.

        Raises:
            InvalidInputError: a table or key is unknown, or a value of the wrong kind.
        """
        known = {table.name: table for table in tables}
        problems: list[Problem] = []
        for name in [name for name in self.written if name not in set(absent)]:
            if name in known:
                try:
                    self.of(name, known[name].record)
                except InvalidInputError as error:
                    problems += error.problems
            else:
                problems.append(self._unknown(name, known))
        if problems:
            from outreach_crm.written import refusal

            raise refusal(problems)

    def _unknown(self, name: str, known: Iterable[str]) -> Problem:
        hint = suggestion(name, known) or say("; there are {names}", names=", ".join(sorted(known)))
        return Problem(
            file=self.places.get(name, ""),
            sentence=say("[{name}] is not a table of settings{hint}", name=name, hint=hint),
        )


def default_file(environ: Mapping[str, str]) -> Path:
    """Return the settings file that is read unless another is given."""
    if environ.get("OUTREACH_SETTINGS"):
        return Path(environ["OUTREACH_SETTINGS"])
    import platformdirs

    return platformdirs.user_config_path("outreach-crm") / "outreach.toml"


def read_settings(path: Path | None, environ: Mapping[str, str]) -> Settings:
    """Read a settings file and the environment; ``OUTREACH_SECTION__COUNTRY=CL`` overrides ``[section] country``.

    Args:
        path: the file; else ``OUTREACH_SETTINGS``, else the one in the user's configuration folder. One that does
            not exist counts as empty.
        environ: the environment; only names with a double underscore are settings.

    Raises:
        InvalidInputError: the file cannot be read, is not TOML, or a table is not a table.
    """
    written: dict[str, dict[str, Any]] = {}
    places: dict[str, str] = {}
    path = path or default_file(environ)
    if _is_there(path):
        from outreach_crm.written import read_toml

        for name, table in read_toml(path, str(path)).items():
            if not isinstance(table, dict):
                raise InvalidInputError(
                    say("{path}: {name} stands outside any table; put it under [section].", path=path, name=name)
                )
            written[name] = dict(table)
            places[name] = str(path)
    for variable, value in environ.items():
        table_name, separator, key = variable.removeprefix(_PREFIX).lower().partition("__")
        if variable.startswith(_PREFIX) and separator:
            from outreach_crm.written import Bare

            written.setdefault(table_name, {})[key] = Bare(value)
            places[table_name] = both((places[table_name], variable)) if table_name in places else variable
    return Settings(written, places, str(path))


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:
        raise InvalidInputError(say("{path} cannot be read: {strerror}.", path=path, strerror=error.strerror)) from None
