"""Looking after the installation; each room is one kind of work, and this is where commands find it."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_crm.upkeep.service.backing_up import back_up, backups, folder
    from outreach_crm.upkeep.service.beside import last_examination
    from outreach_crm.upkeep.service.examining import examine, list_plugins
    from outreach_crm.upkeep.service.looking_up import settings
    from outreach_crm.upkeep.service.mending import mend
    from outreach_crm.upkeep.service.reminding import reminders
    from outreach_crm.upkeep.service.restoring import check, is_occupied, restore, set_aside
    from outreach_crm.upkeep.service.skeletons import new_plugin

__all__ = [
    "back_up",
    "backups",
    "check",
    "examine",
    "folder",
    "is_occupied",
    "last_examination",
    "list_plugins",
    "mend",
    "new_plugin",
    "reminders",
    "restore",
    "set_aside",
    "settings",
]

_HERE = "outreach_crm.upkeep.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.backing_up": "back_up backups folder",
        f"{_HERE}.beside": "last_examination",
        f"{_HERE}.examining": "examine list_plugins",
        f"{_HERE}.looking_up": "settings",
        f"{_HERE}.mending": "mend",
        f"{_HERE}.reminding": "reminders",
        f"{_HERE}.restoring": "check is_occupied restore set_aside",
        f"{_HERE}.skeletons": "new_plugin",
    },
)
