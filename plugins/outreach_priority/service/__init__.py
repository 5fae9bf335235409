"""What can be done with priorities; each room is one kind of work, and this is where pages and commands find it."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_priority.service.adopting import adopt
    from outreach_priority.service.asking import ask
    from outreach_priority.service.budgeting import budget
    from outreach_priority.service.closing import again, close, extend
    from outreach_priority.service.comparing import compare
    from outreach_priority.service.deciding import decide, decisions, subject_meant, undecided
    from outreach_priority.service.feedback import give_feedback
    from outreach_priority.service.filing import (
        blank,
        file_name,
        read_content,
        read_sheet,
        write_sheet,
        write_sheets,
    )
    from outreach_priority.service.filling import begin, fill, hand_in_kept
    from outreach_priority.service.finding import (
        counted,
        get,
        how_far,
        listed,
        resolve,
        sheet,
        sheet_of_seat,
        sheets_of,
    )
    from outreach_priority.service.handing_in import hand_in, is_late, save, shut
    from outreach_priority.service.linking import (
        add_link,
        drop_link,
        drop_route,
        edit_link,
        edit_route,
        get_link,
        get_route,
        set_route,
    )
    from outreach_priority.service.links import sheet_link, sheet_path, whose_sheet
    from outreach_priority.service.looking import known_countries, look_at
    from outreach_priority.service.opening import open_assessment
    from outreach_priority.service.packaging import drop_package, packages_of, set_package
    from outreach_priority.service.planning import current_plans, edit_plan, get_plan, plans_of
    from outreach_priority.service.questionnaires import all_questionnaires
    from outreach_priority.service.returning import Handed, take_files
    from outreach_priority.service.scoring import result
    from outreach_priority.service.sealing import seal, sealed, standing
    from outreach_priority.service.sheets import (
        Page,
        adviser_of,
        asked_for,
        begun,
        by_uid,
        may_read,
        own,
        pages,
        prompts,
    )
    from outreach_priority.service.telling import story
    from outreach_priority.service.turning import Coming, Turn, coming, is_untouched, sheets_now
    from outreach_priority.service.weighing import weigh, weights
    from outreach_priority.service.withdrawing import withdraw_sheet, withdraw_subject

__all__ = [
    "Coming",
    "Handed",
    "Page",
    "Turn",
    "add_link",
    "adopt",
    "adviser_of",
    "again",
    "all_questionnaires",
    "ask",
    "asked_for",
    "begin",
    "begun",
    "blank",
    "budget",
    "by_uid",
    "close",
    "coming",
    "compare",
    "counted",
    "current_plans",
    "decide",
    "decisions",
    "drop_link",
    "drop_package",
    "drop_route",
    "edit_link",
    "edit_plan",
    "edit_route",
    "extend",
    "file_name",
    "fill",
    "get",
    "get_link",
    "get_plan",
    "get_route",
    "give_feedback",
    "hand_in",
    "hand_in_kept",
    "how_far",
    "is_late",
    "is_untouched",
    "known_countries",
    "listed",
    "look_at",
    "may_read",
    "open_assessment",
    "own",
    "packages_of",
    "pages",
    "plans_of",
    "prompts",
    "read_content",
    "read_sheet",
    "resolve",
    "result",
    "save",
    "seal",
    "sealed",
    "set_package",
    "set_route",
    "sheet",
    "sheet_link",
    "sheet_of_seat",
    "sheet_path",
    "sheets_now",
    "sheets_of",
    "shut",
    "standing",
    "story",
    "subject_meant",
    "take_files",
    "undecided",
    "weigh",
    "weights",
    "whose_sheet",
    "withdraw_sheet",
    "withdraw_subject",
    "write_sheet",
    "write_sheets",
]

_HERE = "outreach_priority.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.adopting": "adopt",
        f"{_HERE}.asking": "ask",
        f"{_HERE}.budgeting": "budget",
        f"{_HERE}.closing": "again close extend",
        f"{_HERE}.comparing": "compare",
        f"{_HERE}.deciding": "decide decisions subject_meant undecided",
        f"{_HERE}.feedback": "give_feedback",
        f"{_HERE}.filing": "blank file_name read_content read_sheet write_sheet write_sheets",
        f"{_HERE}.filling": "begin fill hand_in_kept",
        f"{_HERE}.finding": "counted get how_far listed resolve sheet sheet_of_seat sheets_of",
        f"{_HERE}.handing_in": "hand_in is_late save shut",
        f"{_HERE}.linking": "add_link drop_link drop_route edit_link edit_route get_link get_route set_route",
        f"{_HERE}.links": "sheet_link sheet_path whose_sheet",
        f"{_HERE}.looking": "known_countries look_at",
        f"{_HERE}.opening": "open_assessment",
        f"{_HERE}.packaging": "drop_package packages_of set_package",
        f"{_HERE}.planning": "current_plans edit_plan get_plan plans_of",
        f"{_HERE}.questionnaires": "all_questionnaires",
        f"{_HERE}.returning": "Handed take_files",
        f"{_HERE}.scoring": "result",
        f"{_HERE}.sealing": "seal sealed standing",
        f"{_HERE}.sheets": "Page adviser_of asked_for begun by_uid may_read own pages prompts",
        f"{_HERE}.telling": "story",
        f"{_HERE}.turning": "Coming Turn coming is_untouched sheets_now",
        f"{_HERE}.weighing": "weigh weights",
        f"{_HERE}.withdrawing": "withdraw_sheet withdraw_subject",
    },
)
