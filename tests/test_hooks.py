"""Every hook: documented, typed, and tried by a small plugin."""

import inspect
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin

import pytest

from outreach_crm import hooks
from outreach_crm.accounts.service import list_circles
from outreach_crm.app import App
from outreach_crm.model import (
    Actor,
    Mail,
    Ref,
)
from outreach_crm.plugins import Plugins
from outreach_crm.settings import Settings
from tests.garden import (
    AIM,
    CHANNEL,
    COMMAND,
    COPY,
    DAY,
    ENTRY,
    EXPORTER,
    FILTER,
    HINT,
    HIT,
    IMPORTER,
    KIND,
    LATER,
    MATTER,
    MIGRATIONS,
    NEWS,
    OBJECTION,
    PAGES,
    PANEL,
    PREFERENCE,
    REMINDER,
    RESOURCE,
    RULE,
    SCENE,
    SETTINGS,
    SOWING,
    WEEDING,
    WORK,
    Garden,
)
from tests.house import ROOT

SPECIFIED = {name: one for name, one in vars(hooks).items() if hasattr(one, f"{hooks.PROJECT}_spec")}


def prepared(app: App) -> list[str]:
    """The circles there are after plugins have prepared the database."""
    app.plugins.prepare(app)
    return [one.name for one in list_circles(app)]


def swept(app: App) -> list[str]:
    """The circles there are after plugins let go of what has had its days."""
    app.plugins.sweep(app)
    return [one.name for one in list_circles(app)]


def kept_out(app: App) -> list[str]:
    """The circles there are after plugins were told whom to keep out."""
    app.plugins.keep_out(app, ["moles"])
    return [one.name for one in list_circles(app)]


def objected(app: App) -> list[str]:
    """The circles there are after plugins were told what people said no to."""
    with app.change("restore backup"):
        app.plugins.object_again(app, [OBJECTION])
    return [one.name for one in list_circles(app)]


ANSWER = Mail(contact_id=1, sender="ana@example.org", subject="Re: beans", text="ripe", on=DAY)


def answered(app: App) -> list[str]:
    """The circles there are after plugins were told of a reply."""
    with app.change("mail came back"):
        app.plugins.incoming(app, Ref("beds", 1), ANSWER)
    return [one.name for one in list_circles(app)]


def dispatched(app: App) -> list[str]:
    """The circles there are after plugins were told of a mailing that is settled."""
    with app.change("finish mailing"):
        app.plugins.dispatched(app, Ref("beds", 1))
    return [one.name for one in list_circles(app)]


def acted(app: App) -> list[str]:
    """The circles there are after plugins were told of letters that a group wrote."""
    with app.change("keep minutes"):
        app.plugins.acted(app, Ref("beds", 1), 1, DAY, 14)
    return [one.name for one in list_circles(app)]


def stopped(app: App) -> list[str]:
    """The circles there are after plugins were told to stop something."""
    with app.change("stop bed", final=True):
        app.plugins.stopped(app, Ref("beds", 1), "frost")
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
    "hints": lambda app: (app.plugins.hints(app, 1, Ref("beds", 1)), [HINT]),
    "merging": lambda app: (merged(app), ["Merged"]),
    "filters": lambda app: (app.plugins.filters(), [FILTER]),
    "clearance_rules": lambda app: (app.plugins.clearance_rules(), [RULE]),
    "channels": lambda app: (app.plugins.channels(), [CHANNEL]),
    "news": lambda app: (app.plugins.news(app, "gardeners", DAY), [NEWS]),
    "copies": lambda app: (app.plugins.copies(app), [COPY]),
    "sweep": lambda app: (swept(app), ["Compost"]),
    "keep_out": lambda app: (kept_out(app), ["moles"]),
    "incoming": lambda app: (answered(app), ["beds:1 ripe"]),
    "subjects": lambda app: (app.plugins.subjects(app, ANSWER), [Ref("deliveries", 1)]),
    "dispatched": lambda app: (dispatched(app), ["beds:1 left"]),
    "agenda_items": lambda app: (app.plugins.agenda_items(app, 1, DAY), [MATTER]),
    "aims": lambda app: (app.plugins.aims(app, 1, DAY.year), [AIM]),
    "calendar_events": lambda app: (app.plugins.calendar_events(app, DAY, DAY + timedelta(1)), [SOWING, WEEDING]),
    "acted": lambda app: (acted(app), ["1 wrote 14 on beds:1"]),
    "stopped": lambda app: (stopped(app), ["beds:1 rests: frost"]),
    "importers": lambda app: (app.plugins.importers(), [IMPORTER]),
    "exporters": lambda app: (app.plugins.exporters(), [EXPORTER]),
    "scenes": lambda app: (app.plugins.scenes(), [SCENE]),
    "objections": lambda app: (app.plugins.objections(app), [OBJECTION]),
    "object_again": lambda app: (objected(app), ["nettles"]),
    "hits": lambda app: (app.plugins.hits(app, "beans"), [HIT]),
    "resources": lambda app: ([one for one in app.plugins.resources() if one.name == "beds"], [RESOURCE]),
    "works": lambda app: (app.plugins.works(), [WORK]),
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
    if isinstance(kind, str | UnionType) or kind is None:
        return str(kind).replace("model.", "")  # hooks.py names records by their module
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
