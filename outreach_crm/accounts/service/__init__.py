"""What the rest of the program asks of accounts; each room is one kind of work."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_crm.accounts.service.circles import (
        add_circle,
        circle_id,
        circle_name,
        find_circle,
        is_member,
        join_circle,
        leave_circle,
        list_circles,
        own_circles,
    )
    from outreach_crm.accounts.service.explaining import rights, why
    from outreach_crm.accounts.service.issuing import Tokens, claimed, issue_token, redeem, tokens
    from outreach_crm.accounts.service.letting_in import (
        change_password,
        choose_password,
        first_code,
        invite,
        is_first_code,
        is_new,
        make_first,
        whose_link,
    )
    from outreach_crm.accounts.service.objecting import object_again, objections
    from outreach_crm.accounts.service.people import (
        add_account,
        agreed,
        choose_language,
        edit_account,
        find_account,
        in_use,
        list_accounts,
        name_of,
        of_number,
        reinstate_account,
        retire_account,
        second_person,
        set_role,
    )
    from outreach_crm.accounts.service.sessions import (
        begin,
        earlier,
        end,
        end_all,
        form_leads,
        form_led,
        former,
        leave_word,
        of_anybody,
        of_token,
        sessions_of,
        take_form,
        take_word,
    )
    from outreach_crm.accounts.service.signing_in import FAILED, sign_in

__all__ = [
    "FAILED",
    "Tokens",
    "add_account",
    "add_circle",
    "agreed",
    "begin",
    "change_password",
    "choose_language",
    "choose_password",
    "circle_id",
    "circle_name",
    "claimed",
    "earlier",
    "edit_account",
    "end",
    "end_all",
    "find_account",
    "find_circle",
    "first_code",
    "form_leads",
    "form_led",
    "former",
    "in_use",
    "invite",
    "is_first_code",
    "is_member",
    "is_new",
    "issue_token",
    "join_circle",
    "leave_circle",
    "leave_word",
    "list_accounts",
    "list_circles",
    "make_first",
    "name_of",
    "object_again",
    "objections",
    "of_anybody",
    "of_number",
    "of_token",
    "own_circles",
    "redeem",
    "reinstate_account",
    "retire_account",
    "rights",
    "second_person",
    "sessions_of",
    "set_role",
    "sign_in",
    "take_form",
    "take_word",
    "tokens",
    "whose_link",
    "why",
]

_HERE = "outreach_crm.accounts.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.circles": (
            "add_circle circle_id circle_name find_circle is_member join_circle leave_circle list_circles own_circles"
        ),
        f"{_HERE}.explaining": "rights why",
        f"{_HERE}.issuing": "Tokens claimed issue_token redeem tokens",
        f"{_HERE}.letting_in": (
            "change_password choose_password first_code invite is_first_code is_new make_first whose_link"
        ),
        f"{_HERE}.objecting": "object_again objections",
        f"{_HERE}.people": (
            "add_account agreed choose_language edit_account find_account in_use list_accounts name_of of_number "
            "reinstate_account retire_account second_person set_role"
        ),
        f"{_HERE}.sessions": (
            "begin earlier end end_all form_leads form_led former leave_word of_anybody of_token sessions_of take_form"
            " take_word"
        ),
        f"{_HERE}.signing_in": "FAILED sign_in",
    },
)
