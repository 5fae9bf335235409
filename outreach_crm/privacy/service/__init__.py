"""What the rest of the program asks of privacy; each room is one kind of work."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_crm.privacy.service.choosing import comes, in_a_line, preferences, stop, way, ways
    from outreach_crm.privacy.service.clearing import (
        check,
        clear,
        clear_final,
        clearances,
        confirm_warnings,
        confirmed,
        reachable,
        sentences,
    )
    from outreach_crm.privacy.service.erasing import erase, plan_erasure
    from outreach_crm.privacy.service.exporting import export, write_file
    from outreach_crm.privacy.service.granting import grant_members
    from outreach_crm.privacy.service.links import PublicLinks, public_links, whose_link
    from outreach_crm.privacy.service.logging import accesses, log_access, log_taken_out, most_alone
    from outreach_crm.privacy.service.merging import keep_stricter
    from outreach_crm.privacy.service.objecting import object_again, objections
    from outreach_crm.privacy.service.recording import ledger, present, record, record_each
    from outreach_crm.privacy.service.reminding import ending, reminders
    from outreach_crm.privacy.service.retaining import (
        dispose,
        due,
        hold,
        holds_of,
        list_holds,
        release,
        retention_rules,
        run,
    )
    from outreach_crm.privacy.service.rules import NEED_A_BASIS
    from outreach_crm.privacy.service.showing import filters, panels
    from outreach_crm.privacy.service.suppressing import (
        addresses_of,
        allow,
        is_suppressed,
        keep_out,
        list_suppressions,
        postal_key,
        suppress,
        suppress_post,
        suppressions_of,
    )
    from outreach_crm.privacy.service.terms import (
        bases,
        channels,
        check_channel,
        find_basis,
        find_purpose,
        lawful,
        purposes,
    )

__all__ = [
    "NEED_A_BASIS",
    "PublicLinks",
    "accesses",
    "addresses_of",
    "allow",
    "bases",
    "channels",
    "check",
    "check_channel",
    "clear",
    "clear_final",
    "clearances",
    "comes",
    "confirm_warnings",
    "confirmed",
    "dispose",
    "due",
    "ending",
    "erase",
    "export",
    "filters",
    "find_basis",
    "find_purpose",
    "grant_members",
    "hold",
    "holds_of",
    "in_a_line",
    "is_suppressed",
    "keep_out",
    "keep_stricter",
    "lawful",
    "ledger",
    "list_holds",
    "list_suppressions",
    "log_access",
    "log_taken_out",
    "most_alone",
    "object_again",
    "objections",
    "panels",
    "plan_erasure",
    "postal_key",
    "preferences",
    "present",
    "public_links",
    "purposes",
    "reachable",
    "record",
    "record_each",
    "release",
    "reminders",
    "retention_rules",
    "run",
    "sentences",
    "stop",
    "suppress",
    "suppress_post",
    "suppressions_of",
    "way",
    "ways",
    "whose_link",
    "write_file",
]

_HERE = "outreach_crm.privacy.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.choosing": "comes in_a_line preferences stop way ways",
        f"{_HERE}.clearing": ("check clear clear_final clearances confirm_warnings confirmed reachable sentences"),
        f"{_HERE}.erasing": "erase plan_erasure",
        f"{_HERE}.exporting": "export write_file",
        f"{_HERE}.granting": "grant_members",
        f"{_HERE}.links": "PublicLinks public_links whose_link",
        f"{_HERE}.logging": "accesses log_access log_taken_out most_alone",
        f"{_HERE}.merging": "keep_stricter",
        f"{_HERE}.objecting": "object_again objections",
        f"{_HERE}.recording": "ledger present record record_each",
        f"{_HERE}.retaining": "dispose due hold holds_of list_holds release retention_rules run",
        f"{_HERE}.reminding": "ending reminders",
        f"{_HERE}.rules": "NEED_A_BASIS",
        f"{_HERE}.showing": "filters panels",
        f"{_HERE}.suppressing": (
            "addresses_of allow is_suppressed keep_out list_suppressions postal_key suppress suppress_post"
            " suppressions_of"
        ),
        f"{_HERE}.terms": "bases channels check_channel find_basis find_purpose lawful purposes",
    },
)
