"""Every hook: documented, typed, and tried by a small plugin."""

import inspect
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from attrs import frozen

from outreach_crm import hooks
from outreach_crm.accounts.service import list_circles
from outreach_crm.app import App
from outreach_crm.formats import Exporter, Importer
from outreach_crm.forms import Preference
from outreach_crm.hooks import hookimpl
from outreach_crm.model import (
    Actor,
    Channel,
    ClearanceRule,
    Command,
    Copy,
    Entry,
    Filter,
    Mail,
    NewsItem,
    Pages,
    Panel,
    Ref,
    RelationKind,
    Reminder,
    Scene,
    SettingsTable,
)
from outreach_crm.plugins import Plugins
from outreach_crm.settings import Settings
from outreach_crm.storage import MigrationSet
from tests.house import ROOT

DAY = date(2026, 3, 9)
SPECIFIED = {name: one for name, one in vars(hooks).items() if hasattr(one, f"{hooks.PROJECT}_spec")}


@frozen
class GardenSettings:
    """Settings of a plugin."""

    beds: int = 3


MIGRATIONS = MigrationSet(feature="garden", steps={"m001_garden": "create table beds (id {id}) {strict};"})
SETTINGS = SettingsTable("garden", f"{__name__}:GardenSettings")
COMMAND = Command("water", "garden.cli:water", "Water the garden.")
KIND = RelationKind("feeds", "feeds", "is fed by")
ENTRY = Entry(on=DAY, kind="call", title="Rang", ref=Ref("beds", 1), contact_id=1)
LATER = Entry(on=date(2026, 3, 10), kind="call", title="Rang again", ref=Ref("beds", 2), contact_id=1)
REMINDER = Reminder(due_on=DAY, sentence="Water the beans", command="outreach water", group="garden")
PANEL = Panel(title="Beds", columns=("Bed",), rows=((1,),))
FILTER = Filter(key="gardener", sentence="have a garden", negated="have no garden", sql="c.id = 1", takes="")
RULE = ClearanceRule(
    key="planting", sentence="is planting", sql="select s.contact_id, '' as detail from selection s", blocks=False
)
CHANNEL = Channel(
    key="pigeon",
    title="A pigeon for each message",
    medium="post",
    addresses="select s.contact_id, 'loft' as address_key, '' as address, 0 as rank from selection s",
    target="garden.loft:make",
)
NEWS = NewsItem(heading="Beds", title="The beans are up", ref=Ref("beds", 1), on=DAY)
COPY = Copy(place="/attic/monday.zip", made_at="2026-03-09T08:00:00+00:00", until_on=DAY)
IMPORTER = Importer(key="seeds", title="Seed list", suffixes=(".seeds",), target="garden.seeds:read")
EXPORTER = Exporter(key="seed-list", title="Seed list", suffixes=(".seeds",), target="garden.seeds:write")
SCENE = Scene(450, "Water the garden", lambda _: ["$ outreach water"])
PAGES = Pages("garden.web:pages", "/beds")
PREFERENCE = Preference(key="garden-seeds", title="Seeds", save="garden.seeds:save")


class Garden:
    """A plugin that implements every hook."""

    @hookimpl
    def migrations(self) -> Iterable[MigrationSet]:
        return [MIGRATIONS]

    @hookimpl
    def prepare(self, app: App) -> None:
        with app.change("dig"):
            app.store.insert("circles", {"name": "Gardeners", "name_key": "gardeners"})

    @hookimpl
    def settings(self) -> Iterable[SettingsTable]:
        return [SETTINGS]

    @hookimpl
    def commands(self) -> Iterable[Command]:
        return [COMMAND]

    @hookimpl
    def sectors(self) -> Iterable[Path]:
        return [Path("gardeners.toml")]

    @hookimpl
    def keywords(self) -> Iterable[Path]:
        return [Path("plants.toml")]

    @hookimpl
    def relation_kinds(self) -> Iterable[RelationKind]:
        return [KIND]

    @hookimpl
    def timeline_entries(self, app: App, contact_id: int) -> Iterable[Entry]:
        assert app.actor.name == "Maria"
        return [ENTRY, LATER] if contact_id == 1 else []

    @hookimpl
    def reminders(self, today: date) -> Iterable[Reminder]:  # fewer arguments than the contract gives
        return [REMINDER] if today == DAY else []

    @hookimpl
    def contact_panels(self, app: App, contact_id: int) -> Iterator[Panel]:
        yield PANEL

    @hookimpl
    def merging(self, app: App, dropped_id: int) -> None:
        if dropped_id == 2:
            app.store.insert("circles", {"name": "Merged", "name_key": "merged"})

    @hookimpl
    def filters(self) -> Iterable[Filter]:
        return [FILTER]

    @hookimpl
    def clearance_rules(self) -> Iterable[ClearanceRule]:
        return [RULE]

    @hookimpl
    def channels(self) -> Iterable[Channel]:
        return [CHANNEL]

    @hookimpl
    def news(self, app: App, sector: str, since: date) -> Iterable[NewsItem]:
        return [NEWS] if (sector, since) == ("gardeners", DAY) else []

    @hookimpl
    def copies(self, app: App) -> Iterable[Copy]:
        return [COPY]

    @hookimpl
    def keep_out(self, app: App, keys: list[str]) -> None:
        with app.change("lock the gate"):
            app.store.insert("circles", {"name": keys[0], "name_key": keys[0]})

    @hookimpl
    def incoming(self, app: App, ref: Ref, mail: Mail) -> None:
        app.store.insert("circles", {"name": f"{ref} {mail.text}", "name_key": mail.subject})

    @hookimpl
    def importers(self) -> Iterable[Importer]:
        return [IMPORTER]

    @hookimpl
    def exporters(self) -> Iterable[Exporter]:
        return [EXPORTER]

    @hookimpl
    def scenes(self) -> Iterable[Scene]:
        return [SCENE]

    @hookimpl
    def blueprints(self) -> Iterable[Pages]:
        return [PAGES]

    @hookimpl
    def preferences(self, app: App, contact_id: int) -> Iterable[Preference]:
        return [PREFERENCE] if contact_id == 1 else []


def prepared(app: App) -> list[str]:
    """The circles there are after plugins have prepared the database."""
    app.plugins.prepare(app)
    return [one.name for one in list_circles(app)]


def kept_out(app: App) -> list[str]:
    """The circles there are after plugins were told whom to keep out."""
    app.plugins.keep_out(app, ["moles"])
    return [one.name for one in list_circles(app)]


def answered(app: App) -> list[str]:
    """The circles there are after plugins were told of a reply."""
    with app.change("mail came back"):
        mail = Mail(contact_id=1, sender="ana@example.org", subject="Re: beans", text="ripe", on=DAY)
        app.plugins.incoming(app, Ref("beds", 1), mail)
    return [one.name for one in list_circles(app)]


def merged(app: App) -> list[str]:
    """The circles there are after two contacts became one."""
    with app.change("merge"):
        app.plugins.merging(app, 1, 2)
    return [one.name for one in list_circles(app)]


TRIED: dict[str, Callable[[App], tuple[list[Any], list[Any]]]] = {
    "migrations": lambda app: (app.plugins.migrations(), [MIGRATIONS]),
    "prepare": lambda app: (prepared(app), ["Gardeners"]),
    "settings": lambda app: (app.plugins.settings(), [SETTINGS]),
    "commands": lambda app: (app.plugins.commands(), [COMMAND]),
    "sectors": lambda app: (app.plugins.sectors(), [Path("gardeners.toml")]),
    "keywords": lambda app: (app.plugins.keywords(), [Path("plants.toml")]),
    "relation_kinds": lambda app: (app.plugins.relation_kinds(), [KIND]),
    "timeline_entries": lambda app: (app.plugins.timeline_entries(app, 1), [LATER, ENTRY]),
    "reminders": lambda app: (app.plugins.reminders(app, DAY), [REMINDER]),
    "contact_panels": lambda app: (app.plugins.contact_panels(app, 1), [PANEL]),
    "merging": lambda app: (merged(app), ["Merged"]),
    "filters": lambda app: (app.plugins.filters(), [FILTER]),
    "clearance_rules": lambda app: (app.plugins.clearance_rules(), [RULE]),
    "channels": lambda app: (app.plugins.channels(), [CHANNEL]),
    "news": lambda app: (app.plugins.news(app, "gardeners", DAY), [NEWS]),
    "copies": lambda app: (app.plugins.copies(app), [COPY]),
    "keep_out": lambda app: (kept_out(app), ["moles"]),
    "incoming": lambda app: (answered(app), ["beds:1 ripe"]),
    "importers": lambda app: (app.plugins.importers(), [IMPORTER]),
    "exporters": lambda app: (app.plugins.exporters(), [EXPORTER]),
    "scenes": lambda app: (app.plugins.scenes(), [SCENE]),
    "blueprints": lambda app: (app.plugins.blueprints(), [PAGES]),
    "preferences": lambda app: (app.plugins.preferences(app, 1), [PREFERENCE]),
}


def with_plugins(app: App, **extra: object) -> App:
    """An App like another one, with plugins of the test's own."""
    return App.on(app.store, Plugins.load(extra=extra), Settings({}), app.keyring, Actor(name="Maria"))


def written(function: Callable[..., Any]) -> dict[str, str]:
    """The types of a function as they stand in its source: of each argument, and of what it returns."""
    signature = inspect.signature(function)
    kinds = {name: one.annotation for name, one in signature.parameters.items() if name != "self"}
    return {name: _name(kind) for name, kind in {**kinds, "return": signature.return_annotation}.items()}


def _name(kind: Any) -> str:
    if isinstance(kind, str) or kind is None:
        return str(kind)
    inner = ", ".join(_name(one) for one in get_args(kind))
    return f"{(get_origin(kind) or kind).__name__}[{inner}]" if inner else str(kind.__name__)


def test_every_hook_is_tried_here() -> None:
    assert set(TRIED) == set(SPECIFIED)


@pytest.mark.parametrize("hook", SPECIFIED)
def test_what_a_plugin_offers_arrives(app: App, hook: str) -> None:
    offered, expected = TRIED[hook](with_plugins(app, garden=Garden()))
    assert [one for one in offered if one in expected] == expected


@pytest.mark.parametrize("hook", SPECIFIED)
def test_every_hook_has_a_typed_method_in_plugins(hook: str) -> None:
    contract = written(SPECIFIED[hook])
    assert contract["return"] == "None" or contract["return"].startswith("Iterable[")  # a verb, or a noun
    contract["return"] = contract["return"].replace("Iterable", "list")
    assert written(getattr(Plugins, hook)) == contract


@pytest.mark.parametrize("hook", SPECIFIED)
def test_every_hook_has_a_docstring_and_a_row_in_the_readme(hook: str) -> None:
    assert inspect.getdoc(SPECIFIED[hook])
    assert f"| `{hook}(" in (ROOT / "README.md").read_text("utf-8")


def test_implementations_repeat_the_types_of_the_contract(plugins: Plugins) -> None:
    wrong = []
    for hook, contract in SPECIFIED.items():
        expected = written(contract)
        for one in getattr(plugins.manager.hook, hook).get_hookimpls():
            given = written(one.function)
            if given != {name: expected[name] for name in given}:
                wrong.append(f"{one.plugin_name}.{hook} says {given}, the contract says {expected}")
    assert wrong == []


def test_no_installed_plugin_is_set_aside(plugins: Plugins) -> None:
    plugins.manager.check_pending()
    assert plugins.failed == []
