"""What can be done with meetings; each room is one kind of work, and this is where pages and commands find it."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_meetings.service.altering import alter, alter_all, call_off, call_off_all, end, go_on_at
    from outreach_meetings.service.approving import approve, correct, finish
    from outreach_meetings.service.arranging import add, change, drop, numbered, place, take_up, taken_off
    from outreach_meetings.service.attending import attend, attendance, members
    from outreach_meetings.service.choosing import close_poll, rank_dates
    from outreach_meetings.service.counting import statistics
    from outreach_meetings.service.deciding import decide, decisions
    from outreach_meetings.service.editing import edit, guests_with
    from outreach_meetings.service.exporting import export
    from outreach_meetings.service.feeding import events
    from outreach_meetings.service.free_days import HolidaysRead, holidays, read_holidays
    from outreach_meetings.service.handing_out import foresee_minutes, hand_out, handed_out, text_of
    from outreach_meetings.service.hearing import guests, stale
    from outreach_meetings.service.inviting import (
        begin_inviting,
        foresee_inviting,
        send_invitations,
        to_invite,
        to_tell,
        unanswered,
    )
    from outreach_meetings.service.lacking import PURPOSE, who_lacks
    from outreach_meetings.service.letter_counting import letters
    from outreach_meetings.service.months import month
    from outreach_meetings.service.noting import drop_note, minutes, note, write
    from outreach_meetings.service.occurring import (
        beside,
        between,
        hits,
        last_of,
        meant,
        meeting,
        near,
        next_of,
        of_sitting,
        series,
    )
    from outreach_meetings.service.offering import (
        address_of,
        as_file,
        feed_of,
        feeds,
        get_feed,
        my_calendar,
        name_of,
        object_again,
        objections,
        offer,
        opened,
        renew,
        revoke,
        revoked_feed_of,
    )
    from outreach_meetings.service.outlining import open_items, told
    from outreach_meetings.service.packing import pack, papers_of, pdf, write_folder
    from outreach_meetings.service.planning import begins_later, plan, sitting
    from outreach_meetings.service.poll_answers import answer_poll, asked_by_name, asked_of, date_meant, read_said
    from outreach_meetings.service.poll_asking import PollMail, ask_for_dates, remind_of_dates, to_ask, without_answer
    from outreach_meetings.service.poll_links import asked_by_link, ballot, poll_link, poll_path, vote, whose_poll_link
    from outreach_meetings.service.poll_replies import take_reply
    from outreach_meetings.service.poll_sheets import SheetRead, read_poll, write_poll
    from outreach_meetings.service.polling import list_polls, open_poll, poll, poll_of
    from outreach_meetings.service.preparing import agenda, build, dropped, item, items, meeting_of, papers, take
    from outreach_meetings.service.receiving import from_file, from_mail, read_calendar, subjects
    from outreach_meetings.service.remarking import remarks
    from outreach_meetings.service.reply_links import whose_invitation
    from outreach_meetings.service.replying import invitation, reply
    from outreach_meetings.service.standing import add_standing, drop_standing, place_standing, standing_items
    from outreach_meetings.service.syncing import sync
    from outreach_meetings.service.taking_on import duties, duty, finish_duty, take_on, unknown_owner
    from outreach_meetings.service.wishing import grant_wish, refuse_wish, wished, wishes
    from outreach_meetings.service.work_plans import (
        intend,
        objective,
        objective_meant,
        revise,
        take_over,
        twin,
        work_plan,
        years_planned,
    )
    from outreach_meetings.service.writing_letters import evening, evening_of, hold_evening
    from outreach_meetings.service.yearly import year_report

__all__ = [
    "PURPOSE",
    "HolidaysRead",
    "PollMail",
    "SheetRead",
    "add",
    "add_standing",
    "address_of",
    "agenda",
    "alter",
    "alter_all",
    "answer_poll",
    "approve",
    "as_file",
    "ask_for_dates",
    "asked_by_link",
    "asked_by_name",
    "asked_of",
    "attend",
    "attendance",
    "ballot",
    "begin_inviting",
    "begins_later",
    "beside",
    "between",
    "build",
    "call_off",
    "call_off_all",
    "change",
    "close_poll",
    "correct",
    "date_meant",
    "decide",
    "decisions",
    "drop",
    "drop_note",
    "drop_standing",
    "dropped",
    "duties",
    "duty",
    "edit",
    "end",
    "evening",
    "evening_of",
    "events",
    "export",
    "feed_of",
    "feeds",
    "finish",
    "finish_duty",
    "foresee_inviting",
    "foresee_minutes",
    "from_file",
    "from_mail",
    "get_feed",
    "go_on_at",
    "grant_wish",
    "guests",
    "guests_with",
    "hand_out",
    "handed_out",
    "hits",
    "hold_evening",
    "holidays",
    "intend",
    "invitation",
    "item",
    "items",
    "last_of",
    "letters",
    "list_polls",
    "meant",
    "meeting",
    "meeting_of",
    "members",
    "minutes",
    "month",
    "my_calendar",
    "name_of",
    "near",
    "next_of",
    "note",
    "numbered",
    "object_again",
    "objections",
    "objective",
    "objective_meant",
    "of_sitting",
    "offer",
    "open_items",
    "open_poll",
    "opened",
    "pack",
    "papers",
    "papers_of",
    "pdf",
    "place",
    "place_standing",
    "plan",
    "poll",
    "poll_link",
    "poll_of",
    "poll_path",
    "rank_dates",
    "read_calendar",
    "read_holidays",
    "read_poll",
    "read_said",
    "refuse_wish",
    "remarks",
    "remind_of_dates",
    "renew",
    "reply",
    "revise",
    "revoke",
    "revoked_feed_of",
    "send_invitations",
    "series",
    "sitting",
    "stale",
    "standing_items",
    "statistics",
    "subjects",
    "sync",
    "take",
    "take_on",
    "take_over",
    "take_reply",
    "take_up",
    "taken_off",
    "text_of",
    "to_ask",
    "to_invite",
    "to_tell",
    "told",
    "twin",
    "unanswered",
    "unknown_owner",
    "vote",
    "who_lacks",
    "whose_invitation",
    "whose_poll_link",
    "wished",
    "wishes",
    "without_answer",
    "work_plan",
    "write",
    "write_folder",
    "write_poll",
    "year_report",
    "years_planned",
]

_HERE = "outreach_meetings.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.altering": "alter alter_all call_off call_off_all end go_on_at",
        f"{_HERE}.approving": "approve correct finish",
        f"{_HERE}.arranging": "add change drop numbered place take_up taken_off",
        f"{_HERE}.attending": "attend attendance members",
        f"{_HERE}.choosing": "close_poll rank_dates",
        f"{_HERE}.counting": "statistics",
        f"{_HERE}.deciding": "decide decisions",
        f"{_HERE}.editing": "edit guests_with",
        f"{_HERE}.exporting": "export",
        f"{_HERE}.feeding": "events",
        f"{_HERE}.free_days": "HolidaysRead holidays read_holidays",
        f"{_HERE}.handing_out": "foresee_minutes hand_out handed_out text_of",
        f"{_HERE}.hearing": "guests stale",
        f"{_HERE}.inviting": "begin_inviting foresee_inviting send_invitations to_invite to_tell unanswered",
        f"{_HERE}.lacking": "PURPOSE who_lacks",
        f"{_HERE}.letter_counting": "letters",
        f"{_HERE}.months": "month",
        f"{_HERE}.noting": "drop_note minutes note write",
        f"{_HERE}.occurring": "beside between hits last_of meant meeting near next_of of_sitting series",
        f"{_HERE}.offering": (
            "address_of as_file feed_of feeds get_feed my_calendar name_of object_again objections offer opened"
            " renew revoke revoked_feed_of"
        ),
        f"{_HERE}.outlining": "open_items told",
        f"{_HERE}.packing": "pack papers_of pdf write_folder",
        f"{_HERE}.planning": "begins_later plan sitting",
        f"{_HERE}.poll_answers": "answer_poll asked_by_name asked_of date_meant read_said",
        f"{_HERE}.poll_asking": "PollMail ask_for_dates remind_of_dates to_ask without_answer",
        f"{_HERE}.poll_links": "asked_by_link ballot poll_link poll_path vote whose_poll_link",
        f"{_HERE}.poll_replies": "take_reply",
        f"{_HERE}.poll_sheets": "SheetRead read_poll write_poll",
        f"{_HERE}.polling": "list_polls open_poll poll poll_of",
        f"{_HERE}.preparing": "agenda build dropped item items meeting_of papers take",
        f"{_HERE}.receiving": "from_file from_mail read_calendar subjects",
        f"{_HERE}.remarking": "remarks",
        f"{_HERE}.reply_links": "whose_invitation",
        f"{_HERE}.replying": "invitation reply",
        f"{_HERE}.standing": "add_standing drop_standing place_standing standing_items",
        f"{_HERE}.syncing": "sync",
        f"{_HERE}.taking_on": "duties duty finish_duty take_on unknown_owner",
        f"{_HERE}.wishing": "grant_wish refuse_wish wished wishes",
        f"{_HERE}.work_plans": "intend objective objective_meant revise take_over twin work_plan years_planned",
        f"{_HERE}.writing_letters": "evening evening_of hold_evening",
        f"{_HERE}.yearly": "year_report",
    },
)
