"""Every extension point with its contract: what a plugin may offer and do.

Grammar: a noun offers something and returns it; a verb does something and returns None. An implementation may take
fewer arguments than the contract gives. Nouns are guarded: a plugin that raises is named once and left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from outreach_crm import model
    from outreach_crm.app import App
    from outreach_crm.formats import Exporter, Importer
    from outreach_crm.forms import Preference
    from outreach_crm.storage import MigrationSet

PROJECT = "outreach_crm"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def migrations() -> Iterable[MigrationSet]:  # type: ignore[empty-body]
    """Offer the tables of a feature: its migrations, kept tables and published views."""


@hookspec
def prepare(app: App) -> None:
    """Bring into a new or upgraded database what the program ships.

    Called once after migrations, in the name of the program; a failure names the plugin and stops the opening.
    """


@hookspec
def settings() -> Iterable[model.SettingsTable]:  # type: ignore[empty-body]
    """Offer tables of ``outreach.toml`` as attrs classes; every key needs a default."""


@hookspec
def commands() -> Iterable[model.Command]:  # type: ignore[empty-body]
    """Offer commands; named, not imported, so that ``--help`` stays quick."""


@hookspec
def sectors() -> Iterable[Path]:  # type: ignore[empty-body]
    """Offer sector files (TOML); one with the key of an earlier one replaces it."""


@hookspec
def keywords() -> Iterable[Path]:  # type: ignore[empty-body]
    """Offer keyword schemes (TOML) that are loaded when a database is made or upgraded."""


@hookspec
def relation_kinds() -> Iterable[model.RelationKind]:  # type: ignore[empty-body]
    """Offer kinds of relationship between contacts, each with its inverse label."""


@hookspec
def timeline_entries(app: App, contact_id: int) -> Iterable[model.Entry]:  # type: ignore[empty-body]
    """Offer what a feature knows of the history with one contact, in any order.

    Called whenever a contact is shown; reads only.
    """


@hookspec
def reminders(app: App, today: date) -> Iterable[model.Reminder]:  # type: ignore[empty-body]
    """Offer what is due on or before ``today``, for everybody; ``outreach today`` keeps the actor's own."""


@hookspec
def contact_panels(app: App, contact_id: int) -> Iterable[model.Panel]:  # type: ignore[empty-body]
    """Offer tables to stand on a contact's page."""


@hookspec
def hints(app: App, contact_id: int | None, ref: model.Ref) -> Iterable[model.Hint]:  # type: ignore[empty-body]
    """Offer what somebody should know before they turn to a contact with what ``ref`` names, such as an ask.

    Without a contact: what of ``ref`` itself, as far as they may see it. What must not be done is a rule of clearance.
    """


@hookspec
def merging(app: App, kept_id: int, dropped_id: int) -> None:
    """Do what two contacts need before they become one, such as noting the stricter of two consents for the kept one.

    Called inside the change of the merge, before the rows of all kept tables move by themselves. A failure names the
    plugin and leaves both contacts as they were.
    """


@hookspec
def filters() -> Iterable[model.Filter]:  # type: ignore[empty-body]
    """Offer conditions that segments and lists can ask of contacts."""


@hookspec
def clearance_rules() -> Iterable[model.ClearanceRule]:  # type: ignore[empty-body]
    """Offer reasons not to turn to a contact; a rule whose statement fails refuses everyone."""


@hookspec
def channels() -> Iterable[model.Channel]:  # type: ignore[empty-body]
    """Offer ways in which mailings reach people; what carries them is imported when something is sent."""


@hookspec
def news(app: App, sector: str, since: date) -> Iterable[model.NewsItem]:  # type: ignore[empty-body]
    """Offer what a newsletter to a sector (its key) can tell: what is new since a day, and what can still be done.

    Only what anybody may read; whoever drafts the newsletter edits it.
    """


@hookspec
def copies(app: App) -> Iterable[model.Copy]:  # type: ignore[empty-body]
    """Offer the copies of the database that are kept; whoever is erased is told which of them still hold them."""


@hookspec
def sweep(app: App) -> None:
    """Let go of what has had its days, such as files that wait to be fetched.

    Called beside the pages when a server begins and once a day. A failure names the plugin.
    """


@hookspec
def keep_out(app: App, keys: list[str]) -> None:
    """Let addresses of erased contacts not be used again; one that is kept out already stays as it is.

    Called after a restore with the keys that were listed as contacts were erased: the backup may be older than that.
    """


@hookspec
def objections(app: App) -> Iterable[model.Objection]:  # type: ignore[empty-body]
    """Offer every no that holds: what people object to, withdrew or left, what is not to be used, who has no access.

    Called before an older copy takes the place of the database; reads only.
    """


@hookspec
def object_again(app: App, objections: list[model.Objection]) -> None:
    """Write down again what was said no to, as :func:`objections` gave it, where this database does not know of it.

    Called inside the change of a restore; what other features gave is for them. A failure names the plugin and stops
    the restore.
    """


@hookspec
def incoming(app: App, ref: model.Ref, mail: model.Mail) -> None:
    """Do what a reply calls for: somebody answered a message that was about ``ref``, or the mailing of that ``ref``.

    Called inside the change that writes it into their history. A failure names the plugin, leaves all as it was, and
    the mail is looked at again the next time.
    """


@hookspec
def subjects(app: App, mail: model.Mail) -> Iterable[model.Ref]:  # type: ignore[empty-body]
    """Offer the message of ours (``Ref("deliveries", …)``) that a mail answers which names none, as calendars answer.

    Offer it only where the mail itself proves that its writer got that message; reads only.
    """


@hookspec
def dispatched(app: App, ref: model.Ref) -> None:
    """Do what it calls for that all of a mailing about ``ref`` is settled, or that something of one came back.

    Called inside the change that closes the mailing, whoever sent it and whenever, and again where a message that left
    comes back, which is no change: open one where something is to be written. ``v_deliveries`` says what became of
    each message. A failure names the plugin; what has left stays so.
    """


@hookspec
def agenda_items(app: App, group_id: int, on: date) -> Iterable[model.AgendaItem]:  # type: ignore[empty-body]
    """Offer what a feature has for the meeting of a group (its contact's number) on a day, the most pressing first.

    What is open at the end of that day and the actor may see. Under one heading a feature names ``MOST_MATTERS`` at
    most, and :func:`~outreach_crm.model.with_rest` counts the others. Reads only.
    """


@hookspec
def aims(app: App, group_id: int, year: int) -> Iterable[model.Aim]:  # type: ignore[empty-body]
    """Offer what a group (its contact's number) is to work for in a year, as a feature knows it to be decided.

    The group takes it over into its work plan, or does not. Reads only.
    """


@hookspec
def calendar_events(app: App, start: date, end: date) -> Iterable[model.CalendarEvent]:  # type: ignore[empty-body]
    """Offer what is due on the days of a span, both included, for everybody; what is done already says when.

    Only what the actor may see, and nothing that was closed or withdrawn. Reads only.
    """


@hookspec
def acted(app: App, ref: model.Ref, group_id: int, on: date, letters: int) -> None:
    """Count that a group (its contact's number) wrote so many letters on what ``ref`` names, on a day.

    Whoever owns ``ref`` counts them as it counts what is told in other ways. Called inside the change that writes it
    down, so that to undo that change takes them back. A failure names the plugin, and nothing is written.
    """


@hookspec
def stopped(app: App, ref: model.Ref, because: str) -> None:
    """Stop at once what is done about what ``ref`` names, or take it off a list, lest somebody is harmed.

    Called inside the change that stops it. A failure names the plugin; nothing is written.
    """


@hookspec
def importers() -> Iterable[Importer]:  # type: ignore[empty-body]
    """Offer file formats that contacts can be read from; the reader itself is named, and called in a worker."""


@hookspec
def exporters() -> Iterable[Exporter]:  # type: ignore[empty-body]
    """Offer file formats that contacts can be written in; the writer itself is named, and imported when it is used."""


@hookspec
def scenes() -> Iterable[model.Scene]:  # type: ignore[empty-body]
    """Offer scenes of ``outreach demo``: what a feature adds to an officer's day, shown on the sample contacts.

    A scene reads and writes only through services and commands; the database it plays on is made anew for each demo.
    """


@hookspec
def hits(app: App, text: str) -> Iterable[model.Hit]:  # type: ignore[empty-body]
    """Offer records that somebody may mean by some words, the best first, ten at most: the search finds them by it.

    Called at every stroke of a key; reads only.
    """


@hookspec
def works() -> Iterable[model.Work]:  # type: ignore[empty-body]
    """Offer kinds of long work; named, and imported when a job of one is taken up."""


@hookspec
def blueprints() -> Iterable[model.Pages]:  # type: ignore[empty-body]
    """Offer pages as Flask blueprints; named, and imported when ``outreach serve`` starts.

    Their templates stand in a folder of the feature's name, lest two features take the same file for theirs.
    """


@hookspec
def resources() -> Iterable[model.Resource]:  # type: ignore[empty-body]
    """Offer records to other programs, which ask for them below ``/api/v1`` with a token of somebody's account."""


@hookspec
def preferences(app: App, contact_id: int) -> Iterable[Preference]:  # type: ignore[empty-body]
    """Offer what a contact can decide for themself, on a page that is theirs alone.

    Called in the name of the contact, who sees nobody else; reads only.
    """
