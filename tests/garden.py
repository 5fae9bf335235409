"""A small plugin that implements every hook once."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.formats import Exporter, Importer
from outreach_crm.forms import Preference
from outreach_crm.hooks import hookimpl
from outreach_crm.model import (
    AgendaItem,
    Aim,
    CalendarEvent,
    Channel,
    ClearanceRule,
    Command,
    Copy,
    Due,
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
from outreach_crm.storage import MigrationSet

DAY = date(2026, 3, 9)


@frozen
class GardenSettings:
    """Settings of a plugin."""

    beds: int = 3


MIGRATIONS = MigrationSet(feature="garden", steps={"m001_garden": "create table beds (id {id}) {strict};"})
SETTINGS = SettingsTable("garden", f"{__name__}:GardenSettings")
COMMAND = Command("water", "garden.cli:water", "Water the garden.")
KIND = RelationKind("feeds", "feeds", "is fed by")
ENTRY = Entry(on=DAY, kind="call", title="Rang", ref=Ref("beds", 1), contact_id=1)
LATER = Entry(on=date(2026, 3, 10), kind="call", title="Rang again", ref=Ref("beds", 2), contact_id=1)
REMINDER = Reminder(due_on=DAY, sentence="Water the beans", command="outreach water", group="garden")
PANEL = Panel(title="Beds", columns=("Bed",), rows=((1,),))
FILTER = Filter(key="gardener", sentence="have a garden", negated="have no garden", sql="c.id = 1", takes="")
RULE = ClearanceRule(
    key="planting", sentence="is planting", sql="select s.contact_id, '' as detail from selection s", blocks=False
)
CHANNEL = Channel(
    key="pigeon",
    title="A pigeon for each message",
    medium="post",
    addresses="select s.contact_id, 'loft' as address_key, '' as address, 0 as rank from selection s",
    target="garden.loft:make",
)
NEWS = NewsItem(heading="Beds", title="The beans are up", ref=Ref("beds", 1), on=DAY)
COPY = Copy(place="/attic/monday.zip", made_at="2026-03-09T08:00:00+00:00", until_on=DAY)
IMPORTER = Importer(key="seeds", title="Seed list", suffixes=(".seeds",), target="garden.seeds:read")
EXPORTER = Exporter(key="seed-list", title="Seed list", suffixes=(".seeds",), target="garden.seeds:write")
SCENE = Scene(450, "Water the garden", lambda _: ["$ outreach water"])
PAGES = Pages("garden.web:pages", "/beds")
OBJECTION = Objection(table="beds", uid="a1", values={"plant": "nettles"})
MATTER = AgendaItem(heading="Beds", title="Who waters the beans?", ref=Ref("beds", 1), due_on=DAY)
AIM = Aim(ref=Ref("beds", 1), title="Beans for everybody", due_on=DAY)
SOWING = CalendarEvent(ref=Ref("beds", 1), title="Sow the beans", on=DAY, kind=Due.TASK, contact_ids=(1,))
WEEDING = CalendarEvent(ref=Ref("beds", 2), title="Weed the beds", on=date(2026, 3, 10), kind=Due.DEADLINE)
HINT = Hint(sentence="Mind the beans")
HIT = Hit(ref=Ref("beds", 1), title="Beans")
RESOURCE = Resource(
    name="beds",
    one="bed",
    title="Beds of the garden.",
    kind="beds",
    record="garden.api:Bed",
    some="garden.api:some",
)
WORK = Work(key="harvest", title="Harvest", target="garden.web:harvest")
PREFERENCE = Preference(key="garden-seeds", title="Seeds", save="garden.seeds:save")


class Garden:
    """A plugin that implements every hook."""

    @hookimpl
    def migrations(self) -> Iterable[MigrationSet]:
        return [MIGRATIONS]

    @hookimpl
    def prepare(self, app: App) -> None:
        with app.change("dig"):
            app.store.insert("circles", {"name": "Gardeners", "name_key": "gardeners"})

    @hookimpl
    def settings(self) -> Iterable[SettingsTable]:
        return [SETTINGS]

    @hookimpl
    def commands(self) -> Iterable[Command]:
        return [COMMAND]

    @hookimpl
    def sectors(self) -> Iterable[Path]:
        return [Path("gardeners.toml")]

    @hookimpl
    def keywords(self) -> Iterable[Path]:
        return [Path("plants.toml")]

    @hookimpl
    def relation_kinds(self) -> Iterable[RelationKind]:
        return [KIND]

    @hookimpl
    def timeline_entries(self, app: App, contact_id: int) -> Iterable[Entry]:
        assert app.actor.name == "Maria"
        return [ENTRY, LATER] if contact_id == 1 else []

    @hookimpl
    def reminders(self, today: date) -> Iterable[Reminder]:  # fewer arguments than the contract gives
        return [REMINDER] if today == DAY else []

    @hookimpl
    def contact_panels(self, app: App, contact_id: int) -> Iterator[Panel]:
        yield PANEL

    @hookimpl
    def merging(self, app: App, dropped_id: int) -> None:
        if dropped_id == 2:
            app.store.insert("circles", {"name": "Merged", "name_key": "merged"})

    @hookimpl
    def filters(self) -> Iterable[Filter]:
        return [FILTER]

    @hookimpl
    def clearance_rules(self) -> Iterable[ClearanceRule]:
        return [RULE]

    @hookimpl
    def channels(self) -> Iterable[Channel]:
        return [CHANNEL]

    @hookimpl
    def news(self, app: App, sector: str, since: date) -> Iterable[NewsItem]:
        return [NEWS] if (sector, since) == ("gardeners", DAY) else []

    @hookimpl
    def copies(self, app: App) -> Iterable[Copy]:
        return [COPY]

    @hookimpl
    def sweep(self, app: App) -> None:
        with app.change("turn the compost"):
            app.store.insert("circles", {"name": "Compost", "name_key": "compost"})

    @hookimpl
    def keep_out(self, app: App, keys: list[str]) -> None:
        with app.change("lock the gate"):
            app.store.insert("circles", {"name": keys[0], "name_key": keys[0]})

    @hookimpl
    def incoming(self, app: App, ref: Ref, mail: Mail) -> None:
        app.store.insert("circles", {"name": f"{ref} {mail.text}", "name_key": mail.subject})

    @hookimpl
    def subjects(self, app: App, mail: Mail) -> Iterable[Ref]:
        return [Ref("deliveries", 1)] if mail.text == "ripe" else []

    @hookimpl
    def dispatched(self, app: App, ref: Ref) -> None:
        app.store.insert("circles", {"name": f"{ref} left", "name_key": str(ref)})

    @hookimpl
    def agenda_items(self, group_id: int, on: date) -> Iterable[AgendaItem]:
        return [MATTER] if (group_id, on) == (1, DAY) else []

    @hookimpl
    def aims(self, group_id: int, year: int) -> Iterable[Aim]:
        return [AIM] if (group_id, year) == (1, DAY.year) else []

    @hookimpl
    def calendar_events(self, start: date, end: date) -> Iterable[CalendarEvent]:
        return [one for one in (WEEDING, SOWING) if start <= one.on <= end]

    @hookimpl
    def acted(self, app: App, ref: Ref, group_id: int, on: date, letters: int) -> None:
        app.store.insert("circles", {"name": f"{group_id} wrote {letters} on {ref}", "name_key": on.isoformat()})

    @hookimpl
    def stopped(self, app: App, ref: Ref, because: str) -> None:
        app.store.insert("circles", {"name": f"{ref} rests: {because}", "name_key": str(ref)})

    @hookimpl
    def importers(self) -> Iterable[Importer]:
        return [IMPORTER]

    @hookimpl
    def exporters(self) -> Iterable[Exporter]:
        return [EXPORTER]

    @hookimpl
    def scenes(self) -> Iterable[Scene]:
        return [SCENE]

    @hookimpl
    def blueprints(self) -> Iterable[Pages]:
        return [PAGES]

    @hookimpl
    def objections(self, app: App) -> Iterable[Objection]:
        return [OBJECTION]

    @hookimpl
    def object_again(self, app: App, objections: list[Objection]) -> None:
        app.store.insert("circles", {"name": objections[0].values["plant"], "name_key": objections[0].uid})

    @hookimpl
    def hints(self, app: App, contact_id: int | None, ref: Ref) -> Iterable[Hint]:
        return [HINT] if (contact_id, ref) == (1, Ref("beds", 1)) else []

    @hookimpl
    def hits(self, app: App, text: str) -> Iterable[Hit]:
        return [HIT] if text == "beans" else []

    @hookimpl
    def works(self) -> Iterable[Work]:
        return [WORK]

    @hookimpl
    def preferences(self, app: App, contact_id: int) -> Iterable[Preference]:
        return [PREFERENCE] if contact_id == 1 else []

    @hookimpl
    def resources(self) -> Iterable[Resource]:
        return [RESOURCE]
