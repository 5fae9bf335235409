"""What letters, labels and lists of calls are made of: settings, addresses, windows, sheets and pages."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_post.model.addresses import Address, grouped, written
    from outreach_post.model.labels import PAPERS, SHEETS, Sheet, read_sheet
    from outreach_post.model.papers import Call, CallList, Guide, Pack, Page, Script, Target
    from outreach_post.model.settings import PostSettings
    from outreach_post.model.windows import WINDOWS, Window

__all__ = [
    "PAPERS",
    "SHEETS",
    "WINDOWS",
    "Address",
    "Call",
    "CallList",
    "Guide",
    "Pack",
    "Page",
    "PostSettings",
    "Script",
    "Sheet",
    "Target",
    "Window",
    "grouped",
    "read_sheet",
    "written",
]

__getattr__ = names_from(
    __name__,
    {
        "outreach_post.model.addresses": "Address grouped written",
        "outreach_post.model.labels": "PAPERS SHEETS Sheet read_sheet",
        "outreach_post.model.papers": "Call CallList Guide Pack Page Script Target",
        "outreach_post.model.settings": "PostSettings",
        "outreach_post.model.windows": "WINDOWS Window",
    },
)
