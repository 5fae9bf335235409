"""What can be done with groups; each room is one kind of work, and this is where other features find it."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_crm.groups.service.editing import add, edit
    from outreach_crm.groups.service.finding import get, hits, list_groups, names, of_number, resolve
    from outreach_crm.groups.service.for_meetings import advised
    from outreach_crm.groups.service.letting_in import accounts_of, let_in, let_out
    from outreach_crm.groups.service.membership import give_role, join, leave, roles
    from outreach_crm.groups.service.merging import merge_terms
    from outreach_crm.groups.service.on_cards import panels
    from outreach_crm.groups.service.planning import resources, set_resources
    from outreach_crm.groups.service.reminding import reminders
    from outreach_crm.groups.service.showing import missing, prompts, show

__all__ = [
    "accounts_of",
    "add",
    "advised",
    "edit",
    "get",
    "give_role",
    "hits",
    "join",
    "leave",
    "let_in",
    "let_out",
    "list_groups",
    "merge_terms",
    "missing",
    "names",
    "of_number",
    "panels",
    "prompts",
    "reminders",
    "resolve",
    "resources",
    "roles",
    "set_resources",
    "show",
]

_HERE = "outreach_crm.groups.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.editing": "add edit",
        f"{_HERE}.finding": "get hits list_groups names of_number resolve",
        f"{_HERE}.for_meetings": "advised",
        f"{_HERE}.letting_in": "accounts_of let_in let_out",
        f"{_HERE}.membership": "give_role join leave roles",
        f"{_HERE}.merging": "merge_terms",
        f"{_HERE}.planning": "resources set_resources",
        f"{_HERE}.reminding": "reminders",
        f"{_HERE}.on_cards": "panels",
        f"{_HERE}.showing": "missing prompts show",
    },
)
