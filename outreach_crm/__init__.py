"""outreach-crm: contacts, relationships and Urgent Actions for sections that reach out to organised society."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from outreach_crm.app import App
    from outreach_crm.errors import OutreachError
    from outreach_crm.hooks import hookimpl

__version__ = "0.1.0"
__all__ = ["App", "OutreachError", "__version__", "hookimpl"]

_HOMES = {"App": "outreach_crm.app", "OutreachError": "outreach_crm.errors", "hookimpl": "outreach_crm.hooks"}


def __getattr__(name: str) -> Any:
    # Loaded on first use, so that `outreach --version` does not pay for the whole program.
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
