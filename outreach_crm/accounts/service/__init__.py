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
    )
    from outreach_crm.accounts.service.issuing import Tokens, claimed, issue_token, redeem, tokens
    from outreach_crm.accounts.service.people import (
        add_account,
        agreed,
        find_account,
        list_accounts,
        name_of,
        retire_account,
        second_person,
    )
    from outreach_crm.accounts.service.sessions import begin, end, leave_word, of_token, take_word

__all__ = [
    "Tokens",
    "add_account",
    "add_circle",
    "agreed",
    "begin",
    "circle_id",
    "circle_name",
    "claimed",
    "end",
    "find_account",
    "find_circle",
    "is_member",
    "issue_token",
    "join_circle",
    "leave_circle",
    "leave_word",
    "list_accounts",
    "list_circles",
    "name_of",
    "of_token",
    "redeem",
    "retire_account",
    "second_person",
    "take_word",
    "tokens",
]

_HERE = "outreach_crm.accounts.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.circles": (
            "add_circle circle_id circle_name find_circle is_member join_circle leave_circle list_circles"
        ),
        f"{_HERE}.issuing": "Tokens claimed issue_token redeem tokens",
        f"{_HERE}.people": ("add_account agreed find_account list_accounts name_of retire_account second_person"),
        f"{_HERE}.sessions": "begin end leave_word of_token take_word",
    },
)
