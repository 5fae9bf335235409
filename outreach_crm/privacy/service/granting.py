"""One basis for all members of a group; whoever said no stays as they are."""

from attrs import evolve, frozen

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError
from outreach_crm.groups import service as groups
from outreach_crm.groups.model import Group
from outreach_crm.privacy.model import ConsentDraft, GroupGrant, SaidNo
from outreach_crm.privacy.queries import granting as queries
from outreach_crm.privacy.service import clearing, recording, rules
from outreach_crm.privacy.service.terms import find_purpose
from outreach_crm.text import say


def grant_members(
    app: App, group_id: int, draft: ConsentDraft, *, because: str = "", dry_run: bool = False
) -> GroupGrant:
    """Record the same basis for each member a group has today, in one change.

    Whoever said no to just that is left as they are: their no is lifted by their own word only, never by a basis for a
    whole group. Of whom the ledger says it already, nothing is written again.

    Args:
        app: the App.
        group_id: the group, as a contact.
        draft: the basis; its state is that of a grant.
        because: why.
        dry_run: whether to say only what would come of it.

    Raises:
        NotFoundError: there is no such group, purpose, basis or sector.
        InvalidInputError: something of it cannot be right, the basis wants more to be said, or nobody is in the group.
    """
    found = _look(app, groups.get(app, group_id), draft)
    new = found.new if not dry_run else {}
    if not new:
        return found.told
    with app.change("record basis for a group", because=because) as change:
        recording.record_each(app, ((one, draft) for one in new), again=True)
    return evolve(found.told, change_id=change.id)


@frozen
class _Found:
    """Who of a group is to have a basis, by number, and what is said of all of them."""

    new: dict[int, str]
    told: GroupGrant


def _look(app: App, group: Group, draft: ConsentDraft) -> _Found:
    columns, purpose = recording.columns(app, draft), find_purpose(app, draft.purpose)
    asked = {key: columns[key] for key in ("purpose", "channel", "sector", "basis")}
    with queries.members(app.store, group.contact_id, app.clock.today()) as people:
        no = clearing.against(app, (rules.OBJECTED,), purpose, columns["channel"], columns["sector"])
        known = queries.have(app.store, **asked, until=columns["valid_until"])
    if not people:
        raise InvalidInputError(
            say('Nobody is in {group} today: outreach groups join "{group}" NAME.', group=group.name)
        )
    since = {one.contact_id: one.detail for one in no}
    new = {number: name for number, name in people.items() if number not in since.keys() | known}
    told = GroupGrant(
        group=group.name,
        recorded=tuple(new.values()),
        known=tuple(name for number, name in people.items() if number in known - since.keys()),
        said_no=tuple(SaidNo(name, since[number]) for number, name in people.items() if number in since),
    )
    return _Found(new, told)
