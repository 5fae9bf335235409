"""What letters, labels and lists of calls are made of: settings, addresses, windows, sheets and pages."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_post.model.addresses import Address, grouped, written
    from outreach_post.model.jobs import HandedOn, Job, JobKind, Laid, Made, Pulled, Taken, label, read_numbers
    from outreach_post.model.labels import PAPERS, SHEETS, Sheet, read_sheet
    from outreach_post.model.papers import Call, CallList, Guide, Pack, Page, Script, Target
    from outreach_post.model.postage import Postage, count
    from outreach_post.model.settings import PostSettings, Rate
    from outreach_post.model.windows import WINDOWS, Window

__all__ = [
    "PAPERS",
    "SHEETS",
    "WINDOWS",
    "Address",
    "Call",
    "CallList",
    "Guide",
    "HandedOn",
    "Job",
    "JobKind",
    "Laid",
    "Made",
    "Pack",
    "Page",
    "PostSettings",
    "Postage",
    "Pulled",
    "Rate",
    "Script",
    "Sheet",
    "Taken",
    "Target",
    "Window",
    "count",
    "grouped",
    "label",
    "read_numbers",
    "read_sheet",
    "written",
]

__getattr__ = names_from(
    __name__,
    {
        "outreach_post.model.addresses": "Address grouped written",
        "outreach_post.model.jobs": "HandedOn Job JobKind Laid Made Pulled Taken label read_numbers",
        "outreach_post.model.labels": "PAPERS SHEETS Sheet read_sheet",
        "outreach_post.model.papers": "Call CallList Guide Pack Page Script Target",
        "outreach_post.model.postage": "Postage count",
        "outreach_post.model.settings": "PostSettings Rate",
        "outreach_post.model.windows": "WINDOWS Window",
    },
)
