"""One typed method for each hook: what the program asks of plugins, and in which order their answers come.

Nobody but the relay beneath touches what plugins are held by.
"""

from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from outreach_crm.errors import ConflictError, StorageError
from outreach_crm.model import (
    AgendaItem,
    Aim,
    CalendarEvent,
    Channel,
    ClearanceRule,
    Command,
    Copy,
    Entry,
    Filter,
    Hint,
    Hit,
    Mail,
    NewsItem,
    Objection,
    Pages,
    Panel,
    Ref,
    RelationKind,
    Reminder,
    Resource,
    Scene,
    SettingsTable,
    Work,
)
from outreach_crm.relay import CORE, Found, Relay
from outreach_crm.text import later

if TYPE_CHECKING:
    from outreach_crm.app import App
    from outreach_crm.formats import Exporter, Importer
    from outreach_crm.forms import Preference
    from outreach_crm.storage import MigrationSet

__all__ = ["CORE", "Found", "Plugins"]


class Plugins(Relay):
    """The plugins of one App."""

    def migrations(self) -> "list[MigrationSet]":
        """Return the tables of all features, in order."""
        from outreach_crm.storage.schema import MigrationSet

        return list(self._gather("migrations", MigrationSet))

    def prepare(self, app: "App") -> None:
        """Let every feature bring into a new or upgraded database what the program ships.

        Raises:
            StorageError: a plugin failed; the sentence names it.
        """
        said = later("cannot prepare the database: {error}. Uninstall it, or switch it off under [plugins].")
        self._do("prepare", StorageError, said, app=app)

    def settings(self) -> list[SettingsTable]:
        """Return the tables of settings of all features."""
        return list(self._gather("settings", SettingsTable))

    def commands(self) -> list[Command]:
        """Return all commands, by name; of two with one name the first stays."""
        commands = self._named("commands", Command, "name")
        return sorted(commands, key=lambda command: command.name)

    def sectors(self) -> list[Path]:
        """Return sector files, in order."""
        return list(self._gather("sectors", Path))

    def keywords(self) -> list[Path]:
        """Return keyword scheme files, in order."""
        return list(self._gather("keywords", Path))

    def relation_kinds(self) -> list[RelationKind]:
        """Return the kinds of relationship, in order."""
        return list(self._gather("relation_kinds", RelationKind))

    def timeline_entries(self, app: "App", contact_id: int) -> list[Entry]:
        """Return the history with a contact, latest first."""
        found = self._gather("timeline_entries", Entry, app, contact_id=contact_id)
        return sorted(found, key=lambda entry: (entry.on, entry.ref.kind, entry.ref.id), reverse=True)

    def reminders(self, app: "App", today: date) -> list[Reminder]:
        """Return what is due, oldest first."""
        found = self._gather("reminders", Reminder, app, today=today)
        return sorted(found, key=lambda reminder: (reminder.due_on, reminder.group, reminder.sentence))

    def contact_panels(self, app: "App", contact_id: int) -> list[Panel]:
        """Return the panels of a contact's page, by rank and title."""
        found = self._gather("contact_panels", Panel, app, contact_id=contact_id)
        return sorted(found, key=lambda panel: (panel.rank, panel.title))

    def hints(self, app: "App", contact_id: int | None, ref: Ref) -> list[Hint]:
        """Return what to know of something, or before a contact is turned to with it, in order of the features."""
        return list(self._gather("hints", Hint, app, contact_id=contact_id, ref=ref))

    def merging(self, app: "App", kept_id: int, dropped_id: int) -> None:
        """Let every feature do what two contacts need before they become one.

        Raises:
            ConflictError: a plugin failed; the sentence names it.
        """
        said = later("cannot take part in the merge: {error}. Nothing was changed.")
        self._do("merging", ConflictError, said, app=app, kept_id=kept_id, dropped_id=dropped_id)

    def filters(self) -> list[Filter]:
        """Return the conditions that can be asked of contacts, in order; of two with one key the first stays."""
        return self._named("filters", Filter, "key")

    def clearance_rules(self) -> list[ClearanceRule]:
        """Return the reasons not to turn to a contact, in order; of two with one key the first stays."""
        return self._named("clearance_rules", ClearanceRule, "key")

    def channels(self) -> list[Channel]:
        """Return the ways in which messages reach people, in order; of two with one key the first stays."""
        return self._named("channels", Channel, "key")

    def news(self, app: "App", sector: str, since: date) -> list[NewsItem]:
        """Return what a newsletter to a sector can tell, in order of the features."""
        return list(self._gather("news", NewsItem, app, sector=sector, since=since))

    def copies(self, app: "App") -> list[Copy]:
        """Return the copies of the database that are kept, oldest first."""
        return sorted(self._gather("copies", Copy, app), key=lambda copy: (copy.made_at, copy.place))

    def sweep(self, app: "App") -> None:
        """Let every feature let go of what has had its days.

        Raises:
            ConflictError: a plugin failed; the sentence names it.
        """
        self._do("sweep", ConflictError, later("cannot let go of what has had its days: {error}."), app=app)

    def keep_out(self, app: "App", keys: list[str]) -> None:
        """Let every feature keep out addresses of erased contacts again; a failure stops the restore.

        Raises:
            ConflictError: a plugin failed; the sentence names it.
        """
        self._do("keep_out", ConflictError, later("cannot keep out whoever was erased: {error}."), app=app, keys=keys)

    def objections(self, app: "App") -> list[Objection]:
        """Return every no that holds, in order of the features."""
        return list(self._gather("objections", Objection, app))

    def object_again(self, app: "App", objections: list[Objection]) -> None:
        """Let every feature write down again what people said no to; a failure stops the restore.

        Raises:
            ConflictError: a plugin failed; the sentence names it.
        """
        said = later("cannot write down again what people said no to: {error}.")
        self._do("object_again", ConflictError, said, app=app, objections=objections)

    def incoming(self, app: "App", ref: Ref, mail: Mail) -> None:
        """Let every feature do what a reply calls for.

        Raises:
            ConflictError: a plugin failed; the sentence names it.
        """
        self._do("incoming", ConflictError, later("cannot take in a reply: {error}."), app=app, ref=ref, mail=mail)

    def subjects(self, app: "App", mail: Mail) -> list[Ref]:
        """Return the messages that a mail which names none may answer, in order of the features."""
        return list(self._gather("subjects", Ref, app, mail=mail))

    def dispatched(self, app: "App", ref: Ref) -> None:
        """Let every feature do what it calls for that a mailing is settled, or that something of one came back.

        Raises:
            ConflictError: a plugin failed; the sentence names it.
        """
        self._do("dispatched", ConflictError, later("cannot take note of what was sent: {error}."), app=app, ref=ref)

    def agenda_items(self, app: "App", group_id: int, on: date) -> list[AgendaItem]:
        """Return the matters for a group's meeting, those of a heading together, in order of the features."""
        found = list(self._gather("agenda_items", AgendaItem, app, group_id=group_id, on=on))
        rank = {heading: place for place, heading in enumerate(dict.fromkeys(item.heading for item in found))}
        return sorted(found, key=lambda item: rank[item.heading])

    def aims(self, app: "App", group_id: int, year: int) -> list[Aim]:
        """Return what a group is to work for in a year, in order of the features."""
        return list(self._gather("aims", Aim, app, group_id=group_id, year=year))

    def calendar_events(self, app: "App", start: date, end: date) -> list[CalendarEvent]:
        """Return what is due on the days of a span, the earliest first."""
        found = self._gather("calendar_events", CalendarEvent, app, start=start, end=end)
        return sorted(found, key=lambda event: (event.on, event.title, event.ref.kind, event.ref.id))

    def acted(self, app: "App", ref: Ref, group_id: int, on: date, letters: int) -> None:
        """Let the feature that owns a record count letters that a group wrote on it.

        Raises:
            ConflictError: a plugin failed; the sentence names it.
        """
        said = later("cannot count the letters: {error}.")
        self._do("acted", ConflictError, said, app=app, ref=ref, group_id=group_id, on=on, letters=letters)

    def stopped(self, app: "App", ref: Ref, because: str) -> None:
        """Let every feature stop at once what is done about a record.

        Raises:
            ConflictError: a plugin failed; the sentence names it.
        """
        self._do("stopped", ConflictError, later("cannot stop: {error}."), app=app, ref=ref, because=because)

    def importers(self) -> "list[Importer]":
        """Return the file formats contacts can be read from, in order; of two with one key the first stays."""
        return self._named("importers", import_module("outreach_crm.formats").Importer, "key")

    def exporters(self) -> "list[Exporter]":
        """Return the file formats contacts can be written in, in order; of two with one key the first stays."""
        return self._named("exporters", import_module("outreach_crm.formats").Exporter, "key")

    def scenes(self) -> list[Scene]:
        """Return the scenes of the demo, in the order of the day."""
        return sorted(self._gather("scenes", Scene), key=lambda scene: (scene.rank, scene.title))

    def hits(self, app: "App", text: str) -> list[Hit]:
        """Return what a search finds, in order of the features, the best of each first."""
        return list(self._gather("hits", Hit, app, text=text))

    def works(self) -> list[Work]:
        """Return the kinds of long work, in order; of two with one key the first stays."""
        return self._named("works", Work, "key")

    def blueprints(self) -> list[Pages]:
        """Return the pages of all features, in order; several may stand below one path, each blueprint once."""
        return self._named("blueprints", Pages, "target")

    def resources(self) -> list[Resource]:
        """Return the records that other programs may ask for, by name; of two with one name the first stays."""
        return sorted(self._named("resources", Resource, "name"), key=lambda one: one.name)

    def preferences(self, app: "App", contact_id: int) -> "list[Preference]":
        """Return what a contact can decide for themself, by rank and title."""
        from outreach_crm.forms import Preference

        found = self._gather("preferences", Preference, app, contact_id=contact_id)
        return sorted(found, key=lambda preference: (preference.rank, preference.title, preference.key))
