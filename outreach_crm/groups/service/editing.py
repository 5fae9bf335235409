"""Adding and editing groups: the contact, what makes it a structure, and where it comes from."""

from collections.abc import Mapping

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft, Kind
from outreach_crm.dates import check_span
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.groups import queries
from outreach_crm.groups.fields import read_fields
from outreach_crm.groups.model import Group, GroupDraft, GroupEdit
from outreach_crm.groups.service.finding import get, resolve
from outreach_crm.groups.service.planning import set_resources
from outreach_crm.meaning import fitting
from outreach_crm.text import say, words_in_order

_OTHERS = ("formed_from", "advises")


def add(app: App, draft: GroupDraft, *, because: str = "") -> Group:
    """Add a group: a contact of kind group and what makes it an outreach structure.

    A contact of kind group that has the same name and is no structure yet (an imported one) becomes it.

    Raises:
        InvalidInputError: something of it cannot be right; nothing is written.
        NotFoundError: a sector or another group that is named does not exist.
        ConflictError: there is a group of that name.
    """
    if not draft.name.strip():
        raise InvalidInputError(say("A group needs a name."))
    with app.change("add group", because=because):
        written = read_fields({"structure": draft.structure, **_plain(draft.fields)}, app.clock.today())
        check_span(written.get("founded_on"), written.get("ended_on"), "A group")
        contact_id = _contact(app, draft)
        written |= _others(app, draft.fields, None)
        app.store.insert("groups", {"contact_id": contact_id, **written})
        if draft.plan:
            set_resources(app, contact_id, draft.year, planned=draft.plan)
        return get(app, contact_id)


def edit(app: App, group_id: int, changes: GroupEdit, *, because: str = "") -> Group:
    """Change a group, all or nothing; with its end the terms of its members end.

    Raises:
        NotFoundError: the group, or a sector or group that is named, does not exist.
        InvalidInputError: a value cannot be right, or nothing is to be changed.
        ConflictError: somebody else changed the group since ``changes.version``.
    """
    with app.change("edit group", because=because):
        group = get(app, group_id)
        journal.check_version(app, group.name, group.change_id, seen=changes.version)
        written = read_fields(_plain(changes.fields), app.clock.today())
        check_span(written.get("founded_on", group.founded_on), written.get("ended_on", group.ended_on), "A group")
        written |= _others(app, changes.fields, group)
        of_contact = changes.contact or changes.sectors or changes.no_sectors
        if not written and not of_contact:
            raise InvalidInputError(say("Say what to change of {group}.", group=group.name))
        if of_contact:
            parts = contacts.Edit(fields=changes.contact, sectors=changes.sectors, no_sectors=changes.no_sectors)
            contacts.edit(app, group_id, parts)
        if written:
            app.store.update("groups", group.id, written)
        if written.get("ended_on"):
            _end_terms(app, group_id, str(written["ended_on"]))
        return get(app, group_id)


def _contact(app: App, draft: GroupDraft) -> int:
    """Return the contact the group is: a new one, or one of that name that waits to become it."""
    names = {number: name for number, name in queries.names(app.store).items() if _same(name, draft.name)}
    for number, name in names.items():
        raise ConflictError(
            say("There is a group {name} already: outreach groups show {number}.", name=name, number=number)
        )
    waiting = queries.contacts_without(app.store)
    for number in fitting(draft.name, waiting):
        if _same(waiting[number], draft.name):
            contacts.edit(app, number, contacts.Edit(fields=draft.contact, sectors=draft.sectors))
            return number
    contact = ContactDraft(name=draft.name, kind=Kind.GROUP, fields=draft.contact, sectors=draft.sectors)
    return contacts.add(app, contact).id


def _same(one: str, other: str) -> bool:
    return words_in_order(one) == words_in_order(other)


def _plain(fields: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in fields.items() if name not in _OTHERS}


def _others(app: App, fields: Mapping[str, str], group: Group | None) -> dict[str, object]:
    """Return the groups this one was formed from and advises, as far as they are said; an empty text takes one away.

    Raises:
        InvalidInputError: it is the group itself, or one that was formed from it.
    """
    found: dict[str, object] = {}
    for name in _OTHERS:
        if name not in fields:
            continue
        other = resolve(app, fields[name]) if fields[name].strip() else None
        if group and other and other.contact_id == group.contact_id:
            verb = say("be formed from") if name == "formed_from" else say("advise")
            raise InvalidInputError(say("{group} cannot {verb} itself.", group=group.name, verb=verb))
        if (
            group
            and other
            and name == "formed_from"
            and queries.descends(app.store, other.contact_id, group.contact_id)
        ):
            raise InvalidInputError(
                say(
                    "{other} was itself formed from {group}, so it cannot be its origin.",
                    other=other.name,
                    group=group.name,
                )
            )
        found[f"{name}_id"] = other.contact_id if other else None
    return found


def _end_terms(app: App, group_id: int, on: str) -> None:
    for term in queries.open_terms(app.store, group_id, on):
        app.store.update("group_members", term["id"], {"to_on": max(on, term["from_on"])})
