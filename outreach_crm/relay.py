"""Finds plugins and guards them: one that cannot be loaded or that raises is named once and set aside.

Core features come first, in the order of the house; plugins follow by name.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from functools import cache, partial
from importlib import import_module
from importlib.metadata import Distribution, entry_points
from inspect import isclass
from typing import TYPE_CHECKING, Any, Self

import pluggy
from attrs import Factory, define, evolve, frozen

from outreach_crm import hooks
from outreach_crm.errors import OutreachError, sentence_of
from outreach_crm.settings import PluginSettings, Settings
from outreach_crm.text import say, within

if TYPE_CHECKING:
    from outreach_crm.app import App

CORE = tuple(
    f"outreach_crm.{feature}.plugin"
    for feature in (
        "limits",
        "web",
        "accounts",
        "jobs",
        "changes",
        "attachments",
        "keywords",
        "sectors",
        "contacts",
        "groups",
        "campaigns",
        "timeline",
        "privacy",
        "segments",
        "dispatch",
        "tasks",
        "asks",
        "transfer",
        "upkeep",
        "api",
        "demo",
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
class Relay:
    """The plugins of one App, and what they are asked."""

    manager: pluggy.PluginManager
    found: list[Found] = Factory(list)
    # What raised once is not called again: the plugin and the hook.
    silenced: set[tuple[str, str]] = Factory(set)

    @classmethod
    def load(cls, *, off: Sequence[str] = (), extra: Mapping[str, object] | None = None) -> Self:
        """Load the core features, the installed plugins, and some given in memory.

        Args:
            off: names of plugins that are switched off.
            extra: plugins by name, as modules or instances.
        """
        relay = cls(pluggy.PluginManager(hooks.PROJECT))
        relay.manager.add_hookspecs(hooks)
        for target in CORE:
            relay._register(target.split(".")[-2], "core", partial(import_module, target))
        origin_of = cache(_origin)
        for point in sorted(entry_points(group=hooks.PROJECT), key=lambda point: point.name):
            origin = origin_of(point.dist) if point.dist else point.value
            if point.name in off:
                relay.found.append(Found(point.name, origin, "off", sentence=say("switched off in the settings")))
            else:
                relay._register(point.name, origin, point.load)
        for name, plugin in (extra or {}).items():
            relay._register(name, "given", partial(_itself, plugin))
        return relay

    @classmethod
    def as_set(cls, settings: Settings) -> Self:
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

    def afresh(self) -> Self:
        """Return the same plugins for a run of its own, such as a page: what raised in another one is asked again."""
        return evolve(self, found=[*self.found], silenced={*self.silenced})

    def _register(self, name: str, origin: str, load: Callable[[], object]) -> None:
        try:
            plugin = load()
            if isclass(plugin):
                raise TypeError(say("it is a class; give a module or an instance"))
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
                what = say(said, error=within(sentence_of(error)))
                raise kind(say("The plugin {name} {what}", name=one.plugin_name, what=what)) from error

    def _gather(self, hook: str, kind: type, app: "App | None" = None, **arguments: Any) -> Iterator[Any]:
        return (offered for _, offered in self._each(hook, kind, app, **arguments))

    def _named(self, hook: str, kind: type, name: str) -> list[Any]:
        """Return what is offered under names of its own; a second one of a name is left out and its plugin named."""
        first: dict[str, Any] = {}
        for plugin, one in self._each(hook, kind):
            key = getattr(one, name)
            if first.setdefault(key, one) is not one:
                what = hook.removesuffix("s").replace("_", " ")
                self._set_aside(plugin, hook, ValueError(say("there is a {what} {key} already", what=what, key=key)))
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
            raise TypeError(say("{what!r} is not a {name}", what=one, name=kind.__name__))
        yield one


def _origin(package: Distribution) -> str:
    """Return name and version of a package; to read them takes a millisecond or two for each package."""
    told = package.metadata
    return f"{told['Name']} {told['Version']}"


def _one_line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())


def _itself(plugin: object) -> object:
    return plugin
