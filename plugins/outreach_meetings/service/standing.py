"""What a group talks about each time it meets: every agenda of it begins or ends with that."""

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.groups import service as groups
from outreach_crm.text import say
from outreach_meetings.model.agenda import ItemEdit, Standing, moved
from outreach_meetings.queries import agenda as queries
from outreach_meetings.service import item_fields, ordering

_TABLE = "meeting_standing"


def standing_items(app: App, group_id: int) -> list[Standing]:
    """Return what a group talks about each time, what comes at the end last.

    Raises:
        NotFoundError: there is no such group.
    """
    return queries.standing(app.store, groups.get(app, group_id).contact_id)


def add_standing(app: App, group_id: int, edit: ItemEdit, *, because: str = "") -> Standing:
    """Let a group talk about something each time from now on; agendas that are built already get it when built again.

    Raises:
        NotFoundError: there is no such group or contact.
        InvalidInputError: it has no title, or something cannot be right.
    """
    whose = groups.get(app, group_id).contact_id
    given = item_fields.columns(app, whose, {"title": "", "minutes": "5", **edit.fields})
    owner_id = given.pop("owner_id", None)
    with app.change("add standing item", because=because):
        position = max((one.position for one in queries.standing(app.store, whose)), default=0) + 1
        made = app.store.insert(_TABLE, {"group_id": whose, "position": position, **given})
        item_fields.give(app, queries.OF_STANDING, made, owner_id)
        return _get(app, made)


def place_standing(app: App, standing_id: int, to: int, *, because: str = "") -> Standing:
    """Put something at another place among what a group talks about each time; agendas that are built keep their order.

    Args:
        app: the App.
        standing_id: which of them.
        to: its place, counted from 1 among all of them; what comes at the end stays behind the others.
        because: why.

    Raises:
        NotFoundError: there is none of that number.
        InvalidInputError: there is no such place, or it is not for what comes at the end, or only for that.
    """
    with app.change("order standing items", because=because):
        now = _get(app, standing_id)
        there = queries.standing(app.store, now.group_id)
        own = [number for number, one in enumerate(there, 1) if one.closing is now.closing]
        if to not in own:
            raise InvalidInputError(
                say(
                    "Give a place from {first} to {last}: what comes at the end stays behind all that does not.",
                    first=own[0],
                    last=own[-1],
                )
            )
        ordering.renumber(app, _TABLE, moved(there, standing_id, to))
        return _get(app, standing_id)


def drop_standing(app: App, standing_id: int, *, because: str = "") -> Standing:
    """Let a group no longer talk about something each time; agendas that have it keep it.

    Raises:
        NotFoundError: there is none of that number.
    """
    with app.change("drop standing item", because=because):
        now = _get(app, standing_id)
        item_fields.give(app, queries.OF_STANDING, standing_id, None)
        app.store.delete(_TABLE, standing_id)
        return now


def _get(app: App, standing_id: int) -> Standing:
    found = queries.standing_item(app.store, standing_id)
    if found is None:
        raise NotFoundError(
            say(
                "There is no standing item {standing_id}; outreach meetings standing GROUP shows them.",
                standing_id=standing_id,
            )
        )
    return found
