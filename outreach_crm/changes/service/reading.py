"""Reading the journal: who changed what, when and why, as far as the reader may see whom it is about."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta

from outreach_crm.app import App
from outreach_crm.change import is_running
from outreach_crm.changes import queries
from outreach_crm.changes.model import ALL, ChangeDetail, ChangeEntry, State, Version, Wanted
from outreach_crm.clock import begins, timestamp
from outreach_crm.errors import ConflictError, NotFoundError
from outreach_crm.model import Ref
from outreach_crm.storage import Row, called, history, restricted
from outreach_crm.storage.history import RowChange, changes_about, first_done, rows_of
from outreach_crm.text import retold, say, term

# So many rows are looked at where some of them are hidden.
_MIXED = 10_000
# How far back somebody looks who was away, or was never here.
_LATELY = timedelta(days=7)
# Beyond what either engine can number.
_TOO_LARGE = 2**63


def latest(app: App, limit: int = 20, *, before: int | None = None, wanted: Wanted = ALL) -> list[ChangeEntry]:
    """Return the latest changes, newest first; what only touched what the actor may not see is left out.

    Args:
        app: the App.
        limit: how many at most.
        before: only those before the change of this number.
        wanted: which ones; else all.
    """
    found: list[ChangeEntry] = []
    for rows in _batches(app, limit, before, wanted):
        found += _seen(app, rows)
        if len(found) >= limit:
            break
    return found[:limit]


def _batches(app: App, limit: int, before: int | None, wanted: Wanted) -> Iterator[list[Row]]:
    if wanted.contact_id is None:
        while rows := queries.latest(app.store, limit, before, wanted):
            yield rows
            before = rows[-1]["id"]
        return
    ids = [one for one in changes_about(app.store, wanted.contact_id) if before is None or one < before]
    for start in range(0, len(ids), limit):
        yield queries.some(app.store, ids[start : start + limit], wanted)


def on_day(app: App, day: date) -> tuple[str, str]:
    """Return the moments (UTC) at which a day of the section begins and ends."""
    zone = app.section.time_zone
    return timestamp(begins(day, zone)), timestamp(begins(day + timedelta(days=1), zone))


def of_others(app: App, limit: int = 5) -> list[ChangeEntry]:
    """Return what others changed since the actor last did anything before today, else within a week; newest first."""
    today, _ = on_day(app, app.clock.today())
    week, _ = on_day(app, app.clock.today() - _LATELY)
    since = max(week, queries.last_of(app.store, app.actor.name, before=today))
    return latest(app, limit, wanted=Wanted(not_by=app.actor.name, since=since))


def newest(app: App) -> datetime | None:
    """Return when the journal was written last; None where nobody wrote in it yet."""
    at = queries.newest(app.store)
    return datetime.fromisoformat(at) if at else None


def about_contact(app: App, contact_id: int, limit: int = 20) -> list[ChangeEntry]:
    """Return the changes that touched a contact or anything about it, newest first."""
    return latest(app, limit, wanted=Wanted(contact_id=contact_id))


def contact_name(app: App, contact_id: int) -> str:
    """Return the name of a contact; empty where there is none, or the actor may not see it."""
    return queries.contact_names(app.store, [contact_id]).get(contact_id, "")


def get(app: App, change_id: int) -> ChangeEntry:
    """Return one change.

    Raises:
        NotFoundError: there is none of that number, or all it did is about what the actor may not see.
    """
    seen = _seen(app, queries.some(app.store, [change_id])) if change_id < _TOO_LARGE else []
    if not seen:
        raise NotFoundError(
            say("There is no change {change_id}; outreach history lists the latest.", change_id=change_id)
        )
    return seen[0]


def mark(app: App) -> str:
    """Return a mark that is the same as an earlier one only if no change was written since, nor the day went by.

    While somebody's change is open it is empty, since nobody knows what was written in between.
    """
    found = queries.head(app.store)
    return "" if found is None else f"{found} {app.clock.today()}"


def check_version(app: App, name: str, version: int, *, seen: int | None) -> None:
    """Refuse to edit what somebody else changed since the editor saw it.

    Args:
        app: the App.
        name: what the record is called.
        version: its ``change_id``.
        seen: the one the editor saw; None where that is not known.

    Raises:
        ConflictError: it was changed; the sentence says by whom.
    """
    if seen is None or seen == version:
        return
    entry = next(iter(_seen(app, queries.some(app.store, [version]))), None)
    who = entry.by if entry else say("Somebody")
    raise ConflictError(
        say(
            "{who} changed {name} meanwhile (outreach history {version} shows what); look again, then edit.",
            who=who,
            name=name,
            version=version,
        )
    )


def detail(app: App, change_id: int, limit: int = 200) -> ChangeDetail:
    """Return one change with what it did, at most ``limit`` rows; nothing that circles keep from the actor.

    Raises:
        NotFoundError: as :func:`get`.
    """
    entry = get(app, change_id)
    mixed, cut = bool(queries.hidden_parts(app.store, [change_id])), restricted.hidden_parts(app.store, [change_id])
    rows = rows_of(app.store, change_id, max(limit, _MIXED) if mixed or cut else limit)
    if cut:
        rows = _in_the_open(app, rows)
    hidden = queries.hidden_contacts(app.store, {one for row in rows for one in row.contact_ids}) if mixed else set()
    # A row about nobody may tell of whom the rows beside it are about: where one of them is hidden, it is too.
    shown = [row for row in rows if not mixed or (row.contact_ids and not hidden & set(row.contact_ids))]
    counts = Counter(row.title for row in shown) if cut else queries.counts(app.store, change_id, mixed=mixed)
    return ChangeDetail(entry=entry, rows=tuple(shown[:limit]), counts=counts)


def _in_the_open(app: App, rows: list[RowChange]) -> list[RowChange]:
    """Return those rows of a change that tell nothing of what circles keep from the actor.

    Rows of any other kind may tell of the record that is hidden beside them.
    """
    hidden, tables = restricted.hidden_rows(app.store), restricted.tables(app.store)
    return [row for row in rows if row.table in tables and row.row_id not in hidden[row.table]]


def hidden_parts(app: App, ids: list[int]) -> dict[int, bool]:
    """Return which of some changes did something the actor may not see, and whether that is all they did."""
    return _together(queries.hidden_parts(app.store, ids), restricted.hidden_parts(app.store, ids))


def _together(one: dict[int, bool], other: dict[int, bool]) -> dict[int, bool]:
    return {change_id: one.get(change_id, False) or other.get(change_id, False) for change_id in {*one, *other}}


def standing(app: App, what: str) -> frozenset[int]:
    """Return the ids of the changes of a name, such as ``import contacts``, that were not taken back."""
    return queries.standing(app.store, what)


def cut_off(app: App, what: str, why: str) -> frozenset[int]:
    """Return the ids of the changes of a name, and with a text in their reason, that were not brought to an end."""
    return queries.cut_off(app.store, what, why)


def days(app: App, ids: Collection[int]) -> dict[int, str]:
    """Return on which day (ISO 8601, UTC) changes were made, by id."""
    return {number: at[:10] for number, at in queries.opened(app.store, ids).items()}


def touched(app: App, refs: Iterable[Ref]) -> dict[Ref, datetime]:
    """Return when records were last changed (UTC), by their references; of what the journal does not keep, nothing."""
    return {Ref(*key): datetime.fromisoformat(at) for key, at in history.touched(app.store, _by_table(refs)).items()}


def made(app: App, refs: Iterable[Ref]) -> dict[Ref, datetime]:
    """Return when records were first written (UTC), by their references; of what the journal does not keep, nothing."""
    return {Ref(*key): datetime.fromisoformat(at) for key, at in history.made(app.store, _by_table(refs)).items()}


def _by_table(refs: Iterable[Ref]) -> dict[str, set[int]]:
    wanted: dict[str, set[int]] = defaultdict(set)
    for one in refs:
        wanted[one.kind].add(one.id)
    return wanted


def versions(app: App, contact_ids: Collection[int], tables: Collection[str]) -> list[Version]:
    """Return the former versions of rows of some tables that are about contacts, oldest first.

    Those that were dropped because of age are missing.
    """
    return queries.versions(app.store, contact_ids, tables)


def interrupted(app: App) -> list[ChangeEntry]:
    """Return changes that were cut off before their end, newest first."""
    entries = _seen(app, queries.unfinished(app.store))
    return [entry for entry in entries if entry.state is State.INTERRUPTED]


def _seen(app: App, rows: list[Row]) -> list[ChangeEntry]:
    """Return those changes of which the actor may see anything."""
    ids = [row["id"] for row in rows]
    cut, undone_by = restricted.hidden_parts(app.store, ids), queries.undone_by(app.store, ids)
    hidden = _together(queries.hidden_parts(app.store, ids), cut)
    seen = [row for row in rows if not hidden.get(row["id"])]
    # Whom a change is about may tell what is hidden in it.
    about = queries.names(app.store, [row["id"] for row in seen if row["id"] not in cut])
    # What it wrote that is about nobody may tell of whom the rows beside it are about.
    nameless = [row["id"] for row in seen if row["id"] not in hidden and not about.get(row["id"])]
    about |= called.of_changes(app.store, nameless)
    firsts = first_done(app.store, {row["id"]: row["undoes"] for row in seen if row["undoes"] is not None})
    for row in seen:
        if row["id"] in firsts:
            row["what"] = _undo(row["what"], *firsts[row["id"]])
    return [_entry(app, row, about.get(row["id"], []), undone_by.get(row["id"])) for row in seen]


def _undo(what: str, first: str, times: int) -> str:
    """Return what pages call a change that takes another one back: by what was done first, to and fro."""
    done = term(first)
    return retold(what, say("undo: {what}", what=done) if times % 2 else say("do again: {what}", what=done))


def _entry(app: App, row: Row, about: list[str], undone_by: int | None) -> ChangeEntry:
    return ChangeEntry(
        id=row["id"],
        at=row["opened_at"],
        by=row["actor"],
        via=row["via"],
        what=row["what"],
        why=row["why"],
        state=_state(app, row, undone_by),
        final=bool(row["final"]),
        about=tuple(about),
        undoes=row["undoes"],
        undone_by=undone_by,
    )


def _state(app: App, row: Row, undone_by: int | None) -> State:
    if undone_by is not None:
        return State.UNDONE
    if row["closed_at"] is not None:
        return State.DONE
    return State.RUNNING if is_running(app.store, row) else State.INTERRUPTED
