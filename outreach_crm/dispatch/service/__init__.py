"""What can be done with mailings; each room is one kind of work, and this is where other features find it."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_crm.dispatch.folder import folder_at, short_names, writable_folder
    from outreach_crm.dispatch.service.alone import Alone, begin_to, reached, rehearse_to
    from outreach_crm.dispatch.service.answering import Answers, Left
    from outreach_crm.dispatch.service.attaching import attach, detach, files
    from outreach_crm.dispatch.service.channels import answers_to, carrier_of, channel_of, usual_channel
    from outreach_crm.dispatch.service.checking import check, checklist, demand_check
    from outreach_crm.dispatch.service.costing import costs, set_cost
    from outreach_crm.dispatch.service.deciding import (
        approve,
        begin,
        finish,
        pause,
        resume,
        settle_doubts,
        start,
        stop,
        stop_telling_of,
        waits_for_another,
    )
    from outreach_crm.dispatch.service.drafting import (
        draft,
        free_name,
        get,
        letters,
        list_dispatches,
        list_names,
        look,
        open_draft,
        open_name,
        resolve,
    )
    from outreach_crm.dispatch.service.editing import Edit, drop_text, edit, set_text, text_version
    from outreach_crm.dispatch.service.following import follow
    from outreach_crm.dispatch.service.foreseeing import Asked, Foresight, foresee, foresee_draft
    from outreach_crm.dispatch.service.freezing import freeze, preview, rehearse
    from outreach_crm.dispatch.service.handing_over import hand_over, in_hand, pulled, settle_in_hand, take_back
    from outreach_crm.dispatch.service.history import entries, hits, panel, reminders
    from outreach_crm.dispatch.service.leaving import being_sent, send_beside
    from outreach_crm.dispatch.service.newsletters import Newsletter, draft_newsletter, everybody
    from outreach_crm.dispatch.service.outbox import (
        Batch,
        came_back,
        claim,
        commit_to_send,
        decide,
        expire,
        in_doubt,
        named,
        release,
        settle,
    )
    from outreach_crm.dispatch.service.sampling import sample
    from outreach_crm.dispatch.service.sending import Sent, clear_doubts, hasten, send, to_send
    from outreach_crm.dispatch.service.showing import Shown, recipients, show
    from outreach_crm.dispatch.service.testing import begin_test, send_test
    from outreach_crm.dispatch.service.told_news import told_before
    from outreach_crm.dispatch.service.writing import message_id

__all__ = [
    "Alone",
    "Answers",
    "Asked",
    "Batch",
    "Edit",
    "Foresight",
    "Left",
    "Newsletter",
    "Sent",
    "Shown",
    "answers_to",
    "approve",
    "attach",
    "begin",
    "begin_test",
    "begin_to",
    "being_sent",
    "came_back",
    "carrier_of",
    "channel_of",
    "check",
    "checklist",
    "claim",
    "clear_doubts",
    "commit_to_send",
    "costs",
    "decide",
    "demand_check",
    "detach",
    "draft",
    "draft_newsletter",
    "drop_text",
    "edit",
    "entries",
    "everybody",
    "expire",
    "files",
    "finish",
    "folder_at",
    "follow",
    "foresee",
    "foresee_draft",
    "free_name",
    "freeze",
    "get",
    "hand_over",
    "hasten",
    "hits",
    "in_doubt",
    "in_hand",
    "letters",
    "list_dispatches",
    "list_names",
    "look",
    "message_id",
    "named",
    "open_draft",
    "open_name",
    "panel",
    "pause",
    "preview",
    "pulled",
    "reached",
    "recipients",
    "rehearse",
    "rehearse_to",
    "release",
    "reminders",
    "resolve",
    "resume",
    "sample",
    "send",
    "send_beside",
    "send_test",
    "set_cost",
    "set_text",
    "settle",
    "settle_doubts",
    "settle_in_hand",
    "short_names",
    "show",
    "start",
    "stop",
    "stop_telling_of",
    "take_back",
    "text_version",
    "to_send",
    "told_before",
    "usual_channel",
    "waits_for_another",
    "writable_folder",
]

_HERE = "outreach_crm.dispatch.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.alone": "Alone begin_to reached rehearse_to",
        f"{_HERE}.answering": "Answers Left",
        f"{_HERE}.attaching": "attach detach files",
        "outreach_crm.dispatch.folder": "folder_at short_names writable_folder",
        f"{_HERE}.channels": "answers_to carrier_of channel_of usual_channel",
        f"{_HERE}.checking": "check checklist demand_check",
        f"{_HERE}.costing": "costs set_cost",
        f"{_HERE}.deciding": (
            "approve begin finish pause resume settle_doubts start stop stop_telling_of waits_for_another"
        ),
        f"{_HERE}.drafting": "draft free_name get letters list_dispatches list_names look open_draft open_name resolve",
        f"{_HERE}.editing": "Edit drop_text edit set_text text_version",
        f"{_HERE}.following": "follow",
        f"{_HERE}.foreseeing": "Asked Foresight foresee foresee_draft",
        f"{_HERE}.freezing": "freeze preview rehearse",
        f"{_HERE}.history": "entries hits panel reminders",
        f"{_HERE}.handing_over": "hand_over in_hand pulled settle_in_hand take_back",
        f"{_HERE}.leaving": "being_sent send_beside",
        f"{_HERE}.newsletters": "Newsletter draft_newsletter everybody",
        f"{_HERE}.outbox": "Batch came_back claim commit_to_send decide expire in_doubt named release settle",
        f"{_HERE}.sampling": "sample",
        f"{_HERE}.sending": "Sent clear_doubts hasten send to_send",
        f"{_HERE}.showing": "Shown recipients show",
        f"{_HERE}.testing": "begin_test send_test",
        f"{_HERE}.told_news": "told_before",
        f"{_HERE}.writing": "message_id",
    },
)
