"""The records that cross hooks: what features and plugins give to each other."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_crm.model.actors import Actor, Via
    from outreach_crm.model.asked import ClearanceRule, Filter, by_day, by_term
    from outreach_crm.model.carried import Channel, Mail, NewsItem, Objection
    from outreach_crm.model.gathered import MOST_MATTERS, AgendaItem, Aim, CalendarEvent, Due, left_over, with_rest
    from outreach_crm.model.offered import (
        Command,
        Copy,
        MenuItem,
        Pages,
        RelationKind,
        Resource,
        Scene,
        SettingsTable,
        Work,
    )
    from outreach_crm.model.pointers import Problem, Ref
    from outreach_crm.model.shown import Entry, Hint, Hit, Panel, Reminder, Side, Step

__all__ = [
    "MOST_MATTERS",
    "Actor",
    "AgendaItem",
    "Aim",
    "CalendarEvent",
    "Channel",
    "ClearanceRule",
    "Command",
    "Copy",
    "Due",
    "Entry",
    "Filter",
    "Hint",
    "Hit",
    "Mail",
    "MenuItem",
    "NewsItem",
    "Objection",
    "Pages",
    "Panel",
    "Problem",
    "Ref",
    "RelationKind",
    "Reminder",
    "Resource",
    "Scene",
    "SettingsTable",
    "Side",
    "Step",
    "Via",
    "Work",
    "by_day",
    "by_term",
    "left_over",
    "with_rest",
]

__getattr__ = names_from(
    __name__,
    {
        "outreach_crm.model.actors": "Actor Via",
        "outreach_crm.model.asked": "ClearanceRule Filter by_day by_term",
        "outreach_crm.model.carried": "Channel Mail NewsItem Objection",
        "outreach_crm.model.gathered": "MOST_MATTERS AgendaItem Aim CalendarEvent Due left_over with_rest",
        "outreach_crm.model.offered": "Command Copy MenuItem Pages RelationKind Resource Scene SettingsTable Work",
        "outreach_crm.model.pointers": "Problem Ref",
        "outreach_crm.model.shown": "Entry Hint Hit Panel Reminder Side Step",
    },
)
