"""Who would get a draft and who would not, by name: for whoever looks it over before it leaves."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.dispatch.model import Draft, Foreseen, Preview, reasons
from outreach_crm.dispatch.queries import planning, records
from outreach_crm.dispatch.service import drafting
from outreach_crm.dispatch.service.clearing import sentences
from outreach_crm.dispatch.service.freezing import Planned, look, open_list, planned_of
from outreach_crm.errors import InvalidInputError
from outreach_crm.storage import Row, Selection
from outreach_crm.text import say

WHICH = ("all", "gets", "left-out", "rule", "because", "warning")
"""What can be asked of a list: ``rule``, ``because`` and ``warning`` with a key of the preview."""
_NAMED = 50
_ABSENT = say("does not stand in the list")


@frozen(kw_only=True)
class Asked:
    """Whom somebody wants to see of a list.

    Args:
        which: one of ``WHICH``.
        key: of the rule, the reason or the warning.
        name: only those whose names begin so; whoever is called so and does not stand in the list is told too.
        limit: how many at most.
        offset: how many are passed over.
    """

    which: str = "all"
    key: str = ""
    name: str = ""
    limit: int = 50
    offset: int = 0


@frozen(kw_only=True)
class Foresight:
    """What a draft would be if it were frozen now, and some of those who stand in its list."""

    preview: Preview
    people: tuple[Foreseen, ...]


def foresee(app: App, dispatch_id: int, asked: Asked) -> Foresight:
    """Return what a draft would be if it were frozen now, with some of its list by name; nothing is written.

    Raises:
        NotFoundError: there is no such dispatch.
        InvalidInputError: it has no recipients yet, or that cannot be asked.
        RefusedError: it is frozen already.
    """
    if asked.which not in WHICH:
        raise InvalidInputError(
            say("Nothing can be asked by {which!r}; there are {names}.", which=asked.which, names=", ".join(WHICH))
        )
    dispatch = open_list(app, dispatch_id)
    with planned_of(app, dispatch, None) as planned:
        return Foresight(preview=look(app, planned), people=tuple(_people(app, planned, asked)))


def foresee_draft(app: App, draft: Draft, selection: Selection, asked: Asked) -> Foresight:
    """Return what a draft would be if it were made and frozen now for the open selection; nothing is written.

    Raises:
        InvalidInputError: a text cannot be read.
    """
    with planned_of(app, drafting.unmade(app, draft), selection) as planned:
        return Foresight(preview=look(app, planned), people=tuple(_people(app, planned, asked)))


def _people(app: App, planned: Planned, asked: Asked) -> list[Foreseen]:
    told = sentences(app, planned.dispatch)
    warned: dict[int, list[str]] = defaultdict(list)
    for one in planned.found:
        if not one.blocks:
            warned[one.contact_id].append(one.sentence)
    if asked.name.strip():
        named = {one.id: one.name for one in contacts.find(app, asked.name, _NAMED)}
        there = _told(app, planning.who(app.store, "among", ids=named, limit=_NAMED), told, warned)
        listed = {one.contact_id for one in there}
        absent = (Foreseen(contact_id=one, name=name, left_out=_ABSENT) for one, name in named.items())
        return [*there, *(one for one in absent if one.contact_id not in listed)]
    limit, offset = asked.limit, asked.offset
    if asked.which == "warning":
        ids = [one.contact_id for one in planned.found if not one.blocks and asked.key in {"", one.rule}]
        rows = planning.who(app.store, "among", ids=ids, limit=limit, offset=offset)
    else:
        rows = planning.who(app.store, asked.which, key=asked.key, limit=limit, offset=offset)
    return _told(app, rows, told, warned)


def _told(app: App, rows: Iterable[Row], told: Mapping[str, str], warned: Mapping[int, list[str]]) -> list[Foreseen]:
    return [
        Foreseen(
            contact_id=row["contact_id"],
            name=row["name"],
            channel=row["channel"],
            language=row["language"],
            why=reasons(row["because"], told),
            rule=row["rule"] or "",
            left_out=records.left_out(app.store, row["rule"], row["detail"], told) if row["rule"] else "",
            warnings=tuple(warned.get(row["contact_id"], ())),
        )
        for row in rows
    ]
