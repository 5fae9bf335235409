"""A new plugin that is on without being installed: read from the folder to which it was written."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from outreach_crm.app import App
from outreach_crm.storage import migrate
from outreach_crm.upkeep import service
from tests.test_hooks import with_plugins


@contextmanager
def begun(app: App, name: str, folder: Path) -> Iterator[tuple[App, Any]]:
    """Write a plugin and give an App that has it, and its service."""
    made = service.new_plugin(app, name, folder)
    package = f"outreach_{name.replace('-', '_')}"
    sys.path.insert(0, made.folder)
    try:
        found = with_plugins(app, **{package: import_module(f"{package}.plugin")})
        migrate(found.store, found.plugins.migrations())
        yield found, import_module(f"{package}.service")
    finally:
        sys.path.remove(made.folder)
        for one in [one for one in sys.modules if one.partition(".")[0] == package]:
            del sys.modules[one]
