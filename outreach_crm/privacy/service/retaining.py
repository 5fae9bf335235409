"""Retention: how long persons are kept, who is due, what a run disposes of, and legal holds against it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service as contacts
from outreach_crm.dates import read_date
from outreach_crm.errors import InvalidInputError, NotFoundError, OutreachError, RefusedError
from outreach_crm.jobs.model import Progress, Result
from outreach_crm.policy import Action, DataClass, demand
from outreach_crm.privacy.model import Due, LegalHold, PrivacySettings, RetentionReport, RetentionRule
from outreach_crm.privacy.queries import rights as queries
from outreach_crm.privacy.service.erasing import erase
from outreach_crm.privacy.service.terms import find_purpose
from outreach_crm.storage import Row
from outreach_crm.text import say

_BECAUSE = "kept for as long as the rules say"
# A machine whose clock is so far ahead of the last change may be wrong by a year as well.
_JUMP = timedelta(days=45)
_SHORTEST_MONTH = 28


def due(app: App) -> list[Due]:
    """Return what is due by the rules, the longest due first.

    A person is kept as long as the longest of the rules that hold for her, counted from the last contact, from what she
    said last, or from when she was added. Who belongs to the section and who is under a legal hold is kept.

    Raises:
        NotFoundError: a rule names a purpose that is not there.
    """
    rules = _rules(app)
    if not rules:
        return []
    today = app.clock.today()
    shortest = min(rule.months for rule in rules) * _SHORTEST_MONTH
    rows = queries.persons_before(app.store, (today - timedelta(days=shortest)).isoformat())
    found = [one for row in rows for one in _due(row, rules, today)]
    special = {one.contact_id for one in found if one.data_class is DataClass.SPECIAL}
    has_special = _with_special(app, special)
    kept = [one for one in found if one.data_class is DataClass.PERSONAL or one.contact_id in has_special]
    return sorted(kept, key=lambda one: (one.due_on, one.contact_id))


def dispose(
    app: App,
    *,
    because: str = "",
    clock_is_right: bool = False,
    progress: Callable[[int], None] = lambda _: None,
) -> RetentionReport:
    """Dispose of what is due, at most as much as the settings let one run do: erase persons, take special data away.

    Args:
        app: the App.
        because: why, for the journal.
        clock_is_right: somebody looked at the clock, though it is far from when the last change was made.
        progress: told how many persons were done.

    Raises:
        RefusedError: the clock seems to have jumped, or whoever acts may erase nobody.
    """
    demand(app.actor, Action.ERASE)
    if not clock_is_right:
        _check_clock(app)
    found = due(app)
    now = found[: app.settings.of("privacy", PrivacySettings).retention_most]
    persons = [one for one in now if one.data_class is DataClass.PERSONAL]
    problems: list[str] = []
    done: list[Due] = []
    if persons:
        report = erase(app, [one.contact_id for one in persons], because=because or _BECAUSE, progress=progress)
        problems += report.to_do
        done += persons
    for one in (other for other in now if other.data_class is DataClass.SPECIAL):
        try:
            _take_special(app, one.contact_id, because or _BECAUSE)
            done.append(one)
        except OutreachError as error:
            problems.append(f"{one.contact}: {error}")
        progress(1)
    return RetentionReport(done=tuple(done), left=len(found) - len(done), problems=tuple(problems))


def retention_rules(app: App) -> list[RetentionRule]:
    """Return how long persons are kept by the settings; none means for as long as nobody erases them."""
    return list(_rules(app))


def run(app: App, progress: Progress, *, because: str = "", clock_is_right: bool = False) -> Result:
    """Dispose of what is due; called by a job, whose row names nobody."""
    total, done = len(due(app)), 0

    def tell(count: int) -> None:
        nonlocal done
        done += count
        progress(done, total)

    report = dispose(app, because=because, clock_is_right=clock_is_right, progress=tell)
    sentence = say("Disposed of {n}; {left} are still due.", n=len(report.done), left=report.left)
    if report.problems:
        sentence = say("{sentence} {n} could not be.", sentence=sentence, n=len(report.problems))
    return Result(sentence=sentence, path="/privacy/retention")


def hold(app: App, contact_id: int, reason: str, *, until: date | None = None, because: str = "") -> LegalHold:
    """Keep a person whatever the rules say, as for a case in court.

    Raises:
        NotFoundError: there is no such contact.
        InvalidInputError: there is no reason, or the last day is past.
    """
    if not reason.strip():
        raise InvalidInputError(say("A legal hold needs a reason."))
    if until is not None and until < app.clock.today():
        raise InvalidInputError(say("{until} is past.", until=until))
    with app.change("legal hold", because=because):
        contacts.get(app, contact_id)
        values = {"contact_id": contact_id, "reason": reason.strip(), "until_on": until.isoformat() if until else None}
        made = app.store.insert("legal_holds", values)
        return next(one for one in queries.holds_of(app.store, contact_id) if one.id == made)


def release(app: App, contact_id: int, *, because: str = "") -> list[LegalHold]:
    """End the legal holds of a contact and return them.

    Raises:
        NotFoundError: there is no such contact, or no hold in force.
    """
    with app.change("end legal hold", because=because):
        contact = contacts.get(app, contact_id)
        there = queries.holds_of(app.store, contact_id)
        if not there:
            raise NotFoundError(say("{contact} is under no legal hold.", contact=contact.name))
        for one in there:
            app.store.delete("legal_holds", one.id)
        return there


def holds_of(app: App, contact_id: int) -> list[LegalHold]:
    """Return the legal holds in force for a contact."""
    return queries.holds_of(app.store, contact_id)


def list_holds(app: App) -> list[LegalHold]:
    """Return the legal holds in force, by name."""
    return queries.holds(app.store)


def _rules(app: App) -> Sequence[RetentionRule]:
    rules = app.settings.of("privacy", PrivacySettings).retention
    for rule in rules:
        if rule.purpose:
            find_purpose(app, rule.purpose)
    return rules


def _due(row: Row, rules: Iterable[RetentionRule], today: date) -> Iterable[Due]:
    """Yield what of one person is due: all of her, or else what is special; in the trash nothing is altered."""
    last, purposes = date.fromisoformat(row["last_on"]), tuple(sorted(set(row["purposes"].split())))
    for data_class in (DataClass.PERSONAL,) if row["trashed_on"] else (DataClass.PERSONAL, DataClass.SPECIAL):
        holding = [one for one in rules if one.data_class is data_class and (one.purpose or "") in ("", *purposes)]
        days = [read_date(f"{rule.months}m", last) for rule in holding]
        if days and max(days) <= today:
            yield Due(
                contact_id=row["id"],
                contact=row["name"],
                data_class=data_class,
                last_on=row["last_on"],
                due_on=max(days).isoformat(),
                purposes=purposes,
            )
            return


def _special_fields(app: App, ids: Iterable[int]) -> dict[int, set[str]]:
    """Return the own fields of some contacts that are special; what nobody declares is."""
    ordinary = {one.key for one in contacts.own_fields(app) if not one.is_special}
    return {one: held - ordinary for one, held in queries.own_fields(app.store, ids).items() if held - ordinary}


def _with_special(app: App, ids: set[int]) -> set[int]:
    return {*queries.sectors_of(app.store, ids), *_special_fields(app, ids)}


def _take_special(app: App, contact_id: int, because: str) -> None:
    fields = _special_fields(app, [contact_id]).get(contact_id, set())
    sectors = queries.sectors_of(app.store, [contact_id]).get(contact_id, set())
    taken = contacts.Edit(own_fields=dict.fromkeys(sorted(fields), ""), no_sectors=tuple(sorted(sectors)))
    contacts.edit(app, contact_id, taken, because=because)


def _check_clock(app: App) -> None:
    newest, now = changes.newest(app), app.clock.now()
    if newest is None or newest - timedelta(days=1) <= now <= newest + _JUMP:
        return
    raise RefusedError(
        say(
            "The clock says {day}, and the last change was made on {newest}: look whether the clock of this"
            " machine is right, then give --clock-is-right. Nothing was erased.",
            day=now.date(),
            newest=newest.date(),
        )
    )
