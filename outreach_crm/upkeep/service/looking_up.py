"""Settings as somebody looks them up: what holds, who set it and where, and how it would be written."""

import json
import re
from collections.abc import Iterator
from inspect import cleandoc
from typing import Any

import attrs

from outreach_crm.app import App
from outreach_crm.machines import as_data
from outreach_crm.model import SettingsTable
from outreach_crm.settings import KERNEL_TABLES
from outreach_crm.upkeep.model import Setting, SettingsShown
from outreach_crm.written import Bare

HIDDEN = "(hidden)"
# What is secret by its name; the path of a file that holds it is not.
_SECRET = re.compile(r"(password|secret|token|passphrase|private|(^|_)key)(?!.*_file$)")
# What stands between the name and the host of an address.
_IN_ADDRESS = re.compile(r"(//[^/@:\s]*:)[^/@\s]*@")
_ARGUMENT = re.compile(r"^ {4}(\w+): (.*(?:\n {8}.*)*)", re.MULTILINE)


def settings(app: App) -> list[SettingsShown]:
    """Return all tables of settings, by name; secrets are hidden."""
    tables = {one.name: one for one in (*KERNEL_TABLES, *app.plugins.settings())}
    return [_shown(app, tables[name]) for name in sorted(tables)]


def _shown(app: App, table: SettingsTable) -> SettingsShown:
    text = cleandoc(table.record.__doc__ or "")
    told = {key: " ".join(said.split()) for key, said in _ARGUMENT.findall(text)}
    about = " ".join(text.partition("\nArgs:")[0].replace("``", "").split())
    return SettingsShown(name=table.name, explanation=about, settings=tuple(_settings(app, table, told)))


def _settings(app: App, table: SettingsTable, told: dict[str, str]) -> Iterator[Setting]:
    now: Any = app.settings.of(table.name, table.record)
    written = app.settings.written.get(table.name, {})
    for one in attrs.fields(table.record):
        value = _written(one.name, getattr(now, one.name))
        yield Setting(
            key=one.name,
            explanation=told.get(one.name, "").replace("``", ""),
            value=value,
            place=_place(app, table.name, one.name, written.get(one.name)),
            line=f"{one.name} = {value}" if value != HIDDEN else f'{one.name} = "…"',
        )


def _place(app: App, table: str, key: str, written: object) -> str:
    if written is None:
        return ""
    return f"OUTREACH_{table}__{key}".upper() if isinstance(written, Bare) else app.settings.file


def _written(key: str, value: Any) -> str:
    """Return a value as TOML has it; what is secret is not told."""
    if _SECRET.search(key) and value:
        return HIDDEN
    return _IN_ADDRESS.sub(rf"\1{HIDDEN}@", _toml(as_data(value)))


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(one)}" for key, one in value.items() if one is not None) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False, default=str)
