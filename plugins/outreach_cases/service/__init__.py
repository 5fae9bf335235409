"""What can be done with cases; each room is one kind of work, and this is where pages and commands find it."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_cases.service.counting import portfolio
    from outreach_cases.service.deciding import cautions, decide, level, stop
    from outreach_cases.service.ending import closures
    from outreach_cases.service.filing import drop_note, keep, may_read, note, notes, versions
    from outreach_cases.service.finding import (
        Asked,
        addressees,
        asking,
        concerns,
        countries,
        get,
        history,
        hits,
        listed,
        regions,
        resolve,
        sums,
    )
    from outreach_cases.service.importing import import_file, import_text, rows_of_file
    from outreach_cases.service.linking import let_go, link, links, point, pointers, unlink
    from outreach_cases.service.publishing import published
    from outreach_cases.service.reaching import goals
    from outreach_cases.service.reporting import report
    from outreach_cases.service.writing import add, draft_of, edit

__all__ = [
    "Asked",
    "add",
    "addressees",
    "asking",
    "cautions",
    "closures",
    "concerns",
    "countries",
    "decide",
    "draft_of",
    "drop_note",
    "edit",
    "get",
    "goals",
    "history",
    "hits",
    "import_file",
    "import_text",
    "keep",
    "let_go",
    "level",
    "link",
    "links",
    "listed",
    "may_read",
    "note",
    "notes",
    "point",
    "pointers",
    "portfolio",
    "published",
    "regions",
    "report",
    "resolve",
    "rows_of_file",
    "stop",
    "sums",
    "unlink",
    "versions",
]

_HERE = "outreach_cases.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.counting": "portfolio",
        f"{_HERE}.deciding": "cautions decide level stop",
        f"{_HERE}.ending": "closures",
        f"{_HERE}.filing": "drop_note keep may_read note notes versions",
        f"{_HERE}.finding": ("Asked addressees asking concerns countries get history hits listed regions resolve sums"),
        f"{_HERE}.importing": "import_file import_text rows_of_file",
        f"{_HERE}.linking": "let_go link links point pointers unlink",
        f"{_HERE}.publishing": "published",
        f"{_HERE}.reaching": "goals",
        f"{_HERE}.reporting": "report",
        f"{_HERE}.writing": "add draft_of edit",
    },
)
