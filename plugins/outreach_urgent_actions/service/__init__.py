"""What can be done with Urgent Actions; each room is one kind of work, and this is where its neighbours find it."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_urgent_actions.service.distributing import go_on, propose, send, under_way
    from outreach_urgent_actions.service.editing import Edit, close, edit, reopen
    from outreach_urgent_actions.service.finding import (
        cases_of,
        find_case,
        find_issue,
        get_issue,
        issues_of,
        name_of,
    )
    from outreach_urgent_actions.service.following import follow
    from outreach_urgent_actions.service.importing import look, take_in
    from outreach_urgent_actions.service.interests import Wish
    from outreach_urgent_actions.service.matching import fill, keep_held, ways
    from outreach_urgent_actions.service.naming import cited, title, to_be_sent
    from outreach_urgent_actions.service.oddities import check
    from outreach_urgent_actions.service.pasting import read_pasted, save_pasted
    from outreach_urgent_actions.service.pausing import leave, pause, resume
    from outreach_urgent_actions.service.previewing import everybody, preview
    from outreach_urgent_actions.service.reading import read_log
    from outreach_urgent_actions.service.showing import list_cases, show_case
    from outreach_urgent_actions.service.signing import (
        OfSegment,
        SignUpDraft,
        cautions,
        list_sign_ups,
        of_contact,
        sign_up,
        sign_up_segment,
    )
    from outreach_urgent_actions.service.stopping import stop
    from outreach_urgent_actions.service.trying import try_out

__all__ = [
    "Edit",
    "OfSegment",
    "SignUpDraft",
    "Wish",
    "cases_of",
    "cautions",
    "check",
    "cited",
    "close",
    "edit",
    "everybody",
    "fill",
    "find_case",
    "find_issue",
    "follow",
    "get_issue",
    "go_on",
    "issues_of",
    "keep_held",
    "leave",
    "list_cases",
    "list_sign_ups",
    "look",
    "name_of",
    "of_contact",
    "pause",
    "preview",
    "propose",
    "read_log",
    "read_pasted",
    "reopen",
    "resume",
    "save_pasted",
    "send",
    "show_case",
    "sign_up",
    "sign_up_segment",
    "stop",
    "take_in",
    "title",
    "to_be_sent",
    "try_out",
    "under_way",
    "ways",
]

_HERE = "outreach_urgent_actions.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.distributing": "go_on propose send under_way",
        f"{_HERE}.following": "follow",
        f"{_HERE}.interests": "Wish",
        f"{_HERE}.naming": "cited title to_be_sent",
        f"{_HERE}.stopping": "stop",
        f"{_HERE}.matching": "fill keep_held ways",
        f"{_HERE}.previewing": "everybody preview",
        f"{_HERE}.pausing": "leave pause resume",
        f"{_HERE}.signing": "OfSegment SignUpDraft cautions list_sign_ups of_contact sign_up sign_up_segment",
        f"{_HERE}.trying": "try_out",
        f"{_HERE}.editing": "Edit close edit reopen",
        f"{_HERE}.finding": "cases_of find_case find_issue get_issue issues_of name_of",
        f"{_HERE}.importing": "look take_in",
        f"{_HERE}.oddities": "check",
        f"{_HERE}.pasting": "read_pasted save_pasted",
        f"{_HERE}.reading": "read_log",
        f"{_HERE}.showing": "list_cases show_case",
    },
)
