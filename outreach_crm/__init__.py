"""outreach-crm: contacts, relationships and Urgent Actions for sections that reach out to organised society."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_crm.app import App
    from outreach_crm.errors import OutreachError
    from outreach_crm.hooks import hookimpl

__version__ = "0.1.0"
__all__ = ["App", "OutreachError", "__version__", "hookimpl"]

__getattr__ = names_from(
    __name__,
    {
        "outreach_crm.app": "App",
        "outreach_crm.errors": "OutreachError",
        "outreach_crm.hooks": "hookimpl",
    },
)
