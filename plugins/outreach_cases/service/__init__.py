"""What can be done with cases; each room is one kind of work, and this is where pages and commands find it."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_cases.service.accepting import accept, could_hold, holding_of
    from outreach_cases.service.acting import (
        action_hits,
        actions,
        actions_of_case,
        add_action,
        end_action,
        get_action,
        mailing_under_way,
        writers,
        written_on,
    )
    from outreach_cases.service.batching import batch, take
    from outreach_cases.service.coordinating import coordinate, coordinate_no_more, coordinator, coordinators, programme
    from outreach_cases.service.counting import portfolio
    from outreach_cases.service.deciding import cautions, decide, decide_all, level, stop
    from outreach_cases.service.doubting import namesakes
    from outreach_cases.service.exchanging import exchanges
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
    from outreach_cases.service.for_meetings import offered
    from outreach_cases.service.halting import told_before
    from outreach_cases.service.handing_out import announce, begin_announcement, begin_casefile, send_casefile
    from outreach_cases.service.holding import agree, hand_over, held_by, holders, holders_of, meant_holding, relinquish
    from outreach_cases.service.importing import import_file, import_text, rows_of_file
    from outreach_cases.service.importing_actions import import_actions
    from outreach_cases.service.lasting import closures
    from outreach_cases.service.limiting import limits, own_limits, set_limits, usual_limits
    from outreach_cases.service.linking import let_go, link, links, point, pointers, unlink
    from outreach_cases.service.looking_back import then
    from outreach_cases.service.messaging import left_by
    from outreach_cases.service.offering import offer
    from outreach_cases.service.passing_on import pass_on
    from outreach_cases.service.picturing import illustrated
    from outreach_cases.service.prompting import begin_prompt, due_prompt, prompt
    from outreach_cases.service.publishing import published
    from outreach_cases.service.reaching import goals
    from outreach_cases.service.recording import (
        MOST,
        acted,
        activities,
        activity,
        done_while_held,
        drop_activity,
        record,
    )
    from outreach_cases.service.reporting import hand_in, report_so_far, reports
    from outreach_cases.service.requesting import answer, begin_request, get_request, given_for, request, requests
    from outreach_cases.service.restricting import restrict, seen_by
    from outreach_cases.service.signing_up import sign_up, sign_ups
    from outreach_cases.service.summing_up import check_period, report
    from outreach_cases.service.updating import begin_update, get_update, seen, send_update, update, updates
    from outreach_cases.service.watching import waiting
    from outreach_cases.service.wishing import drop_refusal, drop_wish, refusals, refuse, set_terms, terms, wish, wishes
    from outreach_cases.service.writing import add, draft_of, edit

__all__ = [
    "MOST",
    "Asked",
    "accept",
    "acted",
    "action_hits",
    "actions",
    "actions_of_case",
    "activities",
    "activity",
    "add",
    "add_action",
    "addressees",
    "agree",
    "announce",
    "answer",
    "asking",
    "batch",
    "begin_announcement",
    "begin_casefile",
    "begin_prompt",
    "begin_request",
    "begin_update",
    "cautions",
    "check_period",
    "closures",
    "concerns",
    "coordinate",
    "coordinate_no_more",
    "coordinator",
    "coordinators",
    "could_hold",
    "countries",
    "decide",
    "decide_all",
    "done_while_held",
    "draft_of",
    "drop_activity",
    "drop_note",
    "drop_refusal",
    "drop_wish",
    "due_prompt",
    "edit",
    "end_action",
    "exchanges",
    "get",
    "get_action",
    "get_request",
    "get_update",
    "given_for",
    "goals",
    "hand_in",
    "hand_over",
    "held_by",
    "history",
    "hits",
    "holders",
    "holders_of",
    "holding_of",
    "illustrated",
    "import_actions",
    "import_file",
    "import_text",
    "keep",
    "left_by",
    "let_go",
    "level",
    "limits",
    "link",
    "links",
    "listed",
    "mailing_under_way",
    "may_read",
    "meant_holding",
    "namesakes",
    "note",
    "notes",
    "offer",
    "offered",
    "own_limits",
    "pass_on",
    "point",
    "pointers",
    "portfolio",
    "programme",
    "prompt",
    "published",
    "record",
    "refusals",
    "refuse",
    "regions",
    "relinquish",
    "report",
    "report_so_far",
    "reports",
    "request",
    "requests",
    "resolve",
    "restrict",
    "rows_of_file",
    "seen",
    "seen_by",
    "send_casefile",
    "send_update",
    "set_limits",
    "set_terms",
    "sign_up",
    "sign_ups",
    "stop",
    "sums",
    "take",
    "terms",
    "then",
    "told_before",
    "unlink",
    "update",
    "updates",
    "usual_limits",
    "versions",
    "waiting",
    "wish",
    "wishes",
    "writers",
    "written_on",
]

_HERE = "outreach_cases.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.accepting": "accept could_hold holding_of",
        f"{_HERE}.acting": (
            "action_hits actions actions_of_case add_action end_action get_action mailing_under_way writers written_on"
        ),
        f"{_HERE}.batching": "batch take",
        f"{_HERE}.coordinating": "coordinate coordinate_no_more coordinator coordinators programme",
        f"{_HERE}.counting": "portfolio",
        f"{_HERE}.deciding": "cautions decide decide_all level stop",
        f"{_HERE}.exchanging": "exchanges",
        f"{_HERE}.filing": "drop_note keep may_read note notes versions",
        f"{_HERE}.doubting": "namesakes",
        f"{_HERE}.finding": "Asked addressees asking concerns countries get history hits listed regions resolve sums",
        f"{_HERE}.for_meetings": "offered",
        f"{_HERE}.halting": "told_before",
        f"{_HERE}.handing_out": "announce begin_announcement begin_casefile send_casefile",
        f"{_HERE}.holding": "agree hand_over held_by holders holders_of meant_holding relinquish",
        f"{_HERE}.importing": "import_file import_text rows_of_file",
        f"{_HERE}.importing_actions": "import_actions",
        f"{_HERE}.lasting": "closures",
        f"{_HERE}.limiting": "limits own_limits set_limits usual_limits",
        f"{_HERE}.linking": "let_go link links point pointers unlink",
        f"{_HERE}.looking_back": "then",
        f"{_HERE}.messaging": "left_by",
        f"{_HERE}.offering": "offer",
        f"{_HERE}.passing_on": "pass_on",
        f"{_HERE}.picturing": "illustrated",
        f"{_HERE}.publishing": "published",
        f"{_HERE}.reaching": "goals",
        f"{_HERE}.requesting": "answer begin_request get_request given_for request requests",
        f"{_HERE}.restricting": "restrict seen_by",
        f"{_HERE}.signing_up": "sign_up sign_ups",
        f"{_HERE}.summing_up": "check_period report",
        f"{_HERE}.prompting": "begin_prompt due_prompt prompt",
        f"{_HERE}.recording": "MOST acted activities activity done_while_held drop_activity record",
        f"{_HERE}.reporting": "hand_in report_so_far reports",
        f"{_HERE}.updating": "begin_update get_update seen send_update update updates",
        f"{_HERE}.watching": "waiting",
        f"{_HERE}.wishing": "drop_refusal drop_wish refusals refuse set_terms terms wish wishes",
        f"{_HERE}.writing": "add draft_of edit",
    },
)
