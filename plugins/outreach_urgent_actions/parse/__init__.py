"""Reads Urgent Actions: subject lines, whole sheets, e-mails; pure functions, none of them asks the database."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_urgent_actions.parse.cases import read_case, read_cases
    from outreach_urgent_actions.parse.eml import Mail, read_eml
    from outreach_urgent_actions.parse.index_numbers import find_indexes, read_index
    from outreach_urgent_actions.parse.records import (
        AboutWhom,
        Addressee,
        CaseNumber,
        Earlier,
        IndexNumber,
        Named,
        Series,
        Sheet,
        Subject,
        Whom,
    )
    from outreach_urgent_actions.parse.sheet import read_sheet
    from outreach_urgent_actions.parse.subject import read_subject

__all__ = [
    "AboutWhom",
    "Addressee",
    "CaseNumber",
    "Earlier",
    "IndexNumber",
    "Mail",
    "Named",
    "Series",
    "Sheet",
    "Subject",
    "Whom",
    "find_indexes",
    "read_case",
    "read_cases",
    "read_eml",
    "read_index",
    "read_sheet",
    "read_subject",
]

_HERE = "outreach_urgent_actions.parse"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.cases": "read_case read_cases",
        f"{_HERE}.eml": "Mail read_eml",
        f"{_HERE}.index_numbers": "find_indexes read_index",
        f"{_HERE}.records": ("AboutWhom Addressee CaseNumber Earlier IndexNumber Named Series Sheet Subject Whom"),
        f"{_HERE}.sheet": "read_sheet",
        f"{_HERE}.subject": "read_subject",
    },
)
