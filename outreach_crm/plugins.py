"""Finds plugins, guards them, and gives one typed method for each hook: nobody else touches the relay.

Core features come first, in the order of the house; plugins follow by name. A plugin that cannot be loaded or that
raises is named once and set aside; the program goes on without it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from datetime import date
from functools import partial
from importlib import import_module
from importlib.metadata import entry_points
from inspect import isclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pluggy
from attrs import Factory, define, frozen

from outreach_crm import hooks
from outreach_crm.errors import ConflictError, OutreachError, StorageError
from outreach_crm.model import (
    Channel,
    ClearanceRule,
    Command,
    Copy,
    Entry,
    Filter,
    Mail,
    Panel,
    Ref,
    RelationKind,
    Reminder,
    Scene,
    SettingsTable,
)
from outreach_crm.settings import PluginSettings, Settings

if TYPE_CHECKING:
    from outreach_crm.app import App
    from outreach_crm.formats import Exporter, Importer
    from outreach_crm.storage import MigrationSet

CORE = tuple(
    f"outreach_crm.{feature}.plugin"
    for feature in (
        *("web", "accounts", "changes", "attachments", "keywords", "sectors", "contacts", "groups", "campaigns"),
        *("timeline", "privacy", "segments", "dispatch", "tasks", "transfer", "upkeep", "demo"),
    )
)


@frozen
class Found:
    """A plugin that was found: its name, where it comes from, and what became of it."""

    name: str
    origin: str
    state: str
    hooks: tuple[str, ...] = ()
    sentence: str = ""


@define
class Plugins:
    """The plugins of one App."""

    manager: pluggy.PluginManager
    found: list[Found] = Factory(list)
    # What raised once is not called again: the plugin and the hook.
    silenced: set[tuple[str, str]] = Factory(set)

    @classmethod
    def load(cls, *, off: Sequence[str] = (), extra: Mapping[str, object] | None = None) -> "Plugins":
        """Load the core features, the installed plugins, and some given in memory.

        Args:
            off: names of plugins that are switched off.
            extra: plugins by name, as modules or instances.
        """
        plugins = cls(pluggy.PluginManager(hooks.PROJECT))
        plugins.manager.add_hookspecs(hooks)
        for target in CORE:
            plugins._register(target.split(".")[-2], "core", partial(import_module, target))
        for point in sorted(entry_points(group=hooks.PROJECT), key=lambda point: point.name):
            origin = f"{point.dist.name} {point.dist.version}" if point.dist else point.value
            if point.name in off:
                plugins.found.append(Found(point.name, origin, "off", sentence="switched off in the settings"))
            else:
                plugins._register(point.name, origin, point.load)
        for name, plugin in (extra or {}).items():
            plugins._register(name, "given", partial(_itself, plugin))
        return plugins

    @classmethod
    def as_set(cls, settings: Settings) -> "Plugins":
        """Load what the settings do not switch off."""
        return cls.load(off=settings.of("plugins", PluginSettings).off)

    @property
    def failed(self) -> list[Found]:
        """The plugins that were set aside because something went wrong."""
        return [one for one in self.found if one.state == "failed"]

    @property
    def absent(self) -> list[str]:
        """The names of plugins that are switched off or were set aside."""
        return [one.name for one in self.found if one.state != "on"]

    def unheard(self, hook: str) -> list[Found]:
        """Return the plugins of which nobody knows what they offer by a hook: they raised, or could not be loaded."""
        return [one for one in self.failed if not one.hooks or (one.name, hook) in self.silenced]

    # Hooks --------------------------------------------------------------------------------------------------------

    def migrations(self) -> "list[MigrationSet]":
        """Return the tables of all features, in order."""
        from outreach_crm.storage.schema import MigrationSet

        return list(self._gather("migrations", MigrationSet))

    def prepare(self, app: "App") -> None:
        """Let every feature bring into a new or upgraded database what the program ships.

        Raises:
            StorageError: a plugin failed; the sentence names it.
        """
        said = "cannot prepare the database: {}. Uninstall it, or switch it off under [plugins]."
        self._do("prepare", StorageError, said, app=app)

    def settings(self) -> list[SettingsTable]:
        """Return the tables of settings of all features."""
        return list(self._gather("settings", SettingsTable))

    def commands(self) -> list[Command]:
        """Return all commands, by name; of two with one name the first stays."""
        commands = self._named("commands", Command, "name")
        return sorted(commands, key=lambda command: command.name)

    def sectors(self) -> list[Path]:
        """Return sector files, in order."""
        return list(self._gather("sectors", Path))

    def keywords(self) -> list[Path]:
        """Return keyword scheme files, in order."""
        return list(self._gather("keywords", Path))

    def relation_kinds(self) -> list[RelationKind]:
        """Return the kinds of relationship, in order."""
        return list(self._gather("relation_kinds", RelationKind))

    def timeline_entries(self, app: "App", contact_id: int) -> list[Entry]:
        """Return the history with a contact, latest first."""
        found = self._gather("timeline_entries", Entry, app, contact_id=contact_id)
        return sorted(found, key=lambda entry: (entry.on, entry.ref.kind, entry.ref.id), reverse=True)

    def reminders(self, app: "App", today: date) -> list[Reminder]:
        """Return what is due, oldest first."""
        found = self._gather("reminders", Reminder, app, today=today)
        return sorted(found, key=lambda reminder: (reminder.due_on, reminder.group, reminder.sentence))

    def contact_panels(self, app: "App", contact_id: int) -> list[Panel]:
        """Return the panels of a contact's page, by rank and title."""
        found = self._gather("contact_panels", Panel, app, contact_id=contact_id)
        return sorted(found, key=lambda panel: (panel.rank, panel.title))

    def merging(self, app: "App", kept_id: int, dropped_id: int) -> None:
        """Let every feature do what two contacts need before they become one.

        Raises:
            ConflictError: a plugin failed; the sentence names it.
        """
        said = "cannot take part in the merge: {}. Nothing was changed."
        self._do("merging", ConflictError, said, app=app, kept_id=kept_id, dropped_id=dropped_id)

    def filters(self) -> list[Filter]:
        """Return the conditions that can be asked of contacts, in order; of two with one key the first stays."""
        return self._named("filters", Filter, "key")

    def clearance_rules(self) -> list[ClearanceRule]:
        """Return the reasons not to turn to a contact, in order; of two with one key the first stays."""
        return self._named("clearance_rules", ClearanceRule, "key")

    def channels(self) -> list[Channel]:
        """Return the ways in which messages reach people, in order; of two with one key the first stays."""
        return self._named("channels", Channel, "key")

    def copies(self, app: "App") -> list[Copy]:
        """Return the copies of the database that are kept, oldest first."""
        return sorted(self._gather("copies", Copy, app), key=lambda copy: (copy.made_at, copy.place))

    def keep_out(self, app: "App", keys: list[str]) -> None:
        """Let every feature keep out addresses of erased contacts again; a failure stops the restore.

        Raises:
            ConflictError: a plugin failed; the sentence names it.
        """
        self._do("keep_out", ConflictError, "cannot keep out whoever was erased: {}.", app=app, keys=keys)

    def incoming(self, app: "App", ref: Ref, mail: Mail) -> None:
        """Let every feature do what a reply calls for.

        Raises:
            ConflictError: a plugin failed; the sentence names it.
        """
        self._do("incoming", ConflictError, "cannot take in a reply: {}.", app=app, ref=ref, mail=mail)

    def importers(self) -> "list[Importer]":
        """Return the file formats contacts can be read from, in order; of two with one key the first stays."""
        return self._named("importers", import_module("outreach_crm.formats").Importer, "key")

    def exporters(self) -> "list[Exporter]":
        """Return the file formats contacts can be written in, in order; of two with one key the first stays."""
        return self._named("exporters", import_module("outreach_crm.formats").Exporter, "key")

    def scenes(self) -> list[Scene]:
        """Return the scenes of the demo, in the order of the day."""
        return sorted(self._gather("scenes", Scene), key=lambda scene: (scene.rank, scene.title))

    # The relay ----------------------------------------------------------------------------------------------------

    def _register(self, name: str, origin: str, load: Callable[[], object]) -> None:
        try:
            plugin = load()
            if isclass(plugin):
                raise TypeError("it is a class; give a module or an instance")
            self.manager.register(plugin, name)
            callers = self.manager.get_hookcallers(plugin) or ()
            offered = tuple(sorted(caller.name for caller in callers))
            unknown = [caller.name for caller in callers if not caller.has_spec()]
            if unknown or not offered:
                self.manager.unregister(plugin)
                raise TypeError(f"{unknown[0]} is not a hook" if unknown else "it has no hooks")
        except Exception as error:
            self.found.append(Found(name, origin, "failed", sentence=_one_line(error)))
        else:
            self.found.append(Found(name, origin, "on", offered))

    def _do(self, hook: str, kind: type[OutreachError], said: str, **given: Any) -> None:
        """Let every plugin do what a hook asks, in order; the first that fails is named, and the work stops."""
        for one in getattr(self.manager.hook, hook).get_hookimpls():
            try:
                one.function(*(given[name] for name in one.argnames))
            except Exception as error:
                raise kind(f"The plugin {one.plugin_name} {said.format(str(error).removesuffix('.'))}") from error

    def _gather(self, hook: str, kind: type, app: "App | None" = None, **arguments: Any) -> Iterator[Any]:
        return (offered for _, offered in self._each(hook, kind, app, **arguments))

    def _named(self, hook: str, kind: type, name: str) -> list[Any]:
        """Return what is offered under names of its own; a second one of a name is left out and its plugin named."""
        first: dict[str, Any] = {}
        for plugin, one in self._each(hook, kind):
            key = getattr(one, name)
            if first.setdefault(key, one) is not one:
                what = hook.removesuffix("s").replace("_", " ")
                self._set_aside(plugin, hook, ValueError(f"there is a {what} {key} already"))
        return list(first.values())

    def _each(self, hook: str, kind: type, app: "App | None" = None, **arguments: Any) -> Iterator[tuple[str, Any]]:
        given = {**arguments, "app": app}
        implementations = getattr(self.manager.hook, hook).get_hookimpls()
        for one in implementations:  # pluggy keeps them in the order of registration
            if (one.plugin_name, hook) in self.silenced:
                continue
            # Inside an open write a failing statement must not take the whole transaction with it.
            guard = app.store.write() if app is not None and app.store.writing else nullcontext()
            try:
                with guard:
                    offered = list(_offered(one.function, one.argnames, given, kind))
            except Exception as error:
                self._set_aside(one.plugin_name, hook, error)
            else:
                yield from ((one.plugin_name, item) for item in offered)

    def _set_aside(self, name: str, hook: str, error: Exception) -> None:
        self.silenced.add((name, hook))
        sentence = f"{hook}: {_one_line(error)}"
        known = next(one for one in self.found if one.name == name)
        if known.state == "on":
            self.found[self.found.index(known)] = Found(name, known.origin, "failed", known.hooks, sentence)


def _offered(function: Callable[..., Any], names: Sequence[str], given: Mapping[str, Any], kind: type) -> Iterable[Any]:
    for one in function(**{name: given[name] for name in names}) or ():
        if not isinstance(one, kind):
            raise TypeError(f"{one!r} is not a {kind.__name__}")
        yield one


def _one_line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())


def _itself(plugin: object) -> object:
    return plugin
