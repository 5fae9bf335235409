"""The records that cross hooks: what features and plugins give to each other."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_crm.model.actors import Actor, Via
    from outreach_crm.model.asked import ClearanceRule, Filter
    from outreach_crm.model.carried import Channel, Mail, NewsItem
    from outreach_crm.model.offered import Command, Copy, Pages, RelationKind, Scene, SettingsTable
    from outreach_crm.model.pointers import Problem, Ref
    from outreach_crm.model.shown import Entry, Panel, Reminder, Side

__all__ = [
    "Actor",
    "Channel",
    "ClearanceRule",
    "Command",
    "Copy",
    "Entry",
    "Filter",
    "Mail",
    "NewsItem",
    "Pages",
    "Panel",
    "Problem",
    "Ref",
    "RelationKind",
    "Reminder",
    "Scene",
    "SettingsTable",
    "Side",
    "Via",
]

__getattr__ = names_from(
    __name__,
    {
        "outreach_crm.model.actors": "Actor Via",
        "outreach_crm.model.asked": "ClearanceRule Filter",
        "outreach_crm.model.carried": "Channel Mail NewsItem",
        "outreach_crm.model.offered": "Command Copy Pages RelationKind Scene SettingsTable",
        "outreach_crm.model.pointers": "Problem Ref",
        "outreach_crm.model.shown": "Entry Panel Reminder Side",
    },
)
