"""What upkeep adds: the commands that look after the installation, their settings, and where copies are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import Command, Copy, MenuItem, Pages, Reminder, SettingsTable, Work

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from outreach_crm.app import App


@hookimpl
def settings() -> Iterable[SettingsTable]:
    """Offer the tables ``[backup]`` and ``[journal]``."""
    return [
        SettingsTable("backup", "outreach_crm.upkeep.model:BackupSettings"),
        SettingsTable("journal", "outreach_crm.upkeep.model:JournalSettings"),
    ]


@hookimpl
def commands() -> Iterable[Command]:
    """Offer ``backup``, ``restore``, ``doctor`` and ``plugins``."""
    return [
        Command("backup", "outreach_crm.upkeep.cli:backup", "Copy the whole database into one file."),
        Command("restore", "outreach_crm.upkeep.cli:restore", "Put a backup in the place of the database."),
        Command("doctor", "outreach_crm.upkeep.cli:doctor", "Check that everything is in order."),
        Command("plugins", "outreach_crm.upkeep.cli:plugins", "What is installed and what it offers."),
    ]


@hookimpl
def copies(app: App) -> Iterable[Copy]:
    """Offer the backups there are."""
    from outreach_crm.upkeep.service import backups

    if app.store.url == ":memory:":
        return []
    return [Copy(place=one.place, made_at=one.made_at, until_on=one.until_on) for one in backups(app)]


@hookimpl
def reminders(app: App, today: date) -> Iterable[Reminder]:
    """Offer, to whoever looks after the installation, that no backup was made for too long."""
    from outreach_crm.upkeep.service import reminders

    return reminders(app, today)


@hookimpl
def works() -> Iterable[Work]:
    """Offer what takes longer than a page may: a check, mending, a backup."""
    place = "outreach_crm.upkeep.service.beside"
    return [
        Work(key="doctor", title="Check of the installation", target=f"{place}:examine_beside"),
        Work(key="mend", title="Mending", target=f"{place}:mend_beside"),
        Work(key="backup", title="Backup", target=f"{place}:back_up_beside"),
    ]


@hookimpl
def blueprints() -> Iterable[Pages]:
    """Offer the pages on plugins, the check, settings and backups."""
    menu = (MenuItem("Plugins and settings", "/plugins", 180),)
    return [
        Pages("outreach_crm.upkeep.web.plugins:pages", "/plugins", menu=menu),
        Pages("outreach_crm.upkeep.web.settings:pages", "/settings"),
        Pages("outreach_crm.upkeep.web.backups:pages", "/backups"),
    ]
