"""Writes down which letter-writing actions a group takes: of a region, of the magazine, of the monthly mailing."""

from attrs import evolve

from outreach_cases.model.actions import SIGNED_UP, SignUp, Source
from outreach_cases.queries import actions as queries
from outreach_cases.service.accepting import wrong
from outreach_cases.service.finding import place as place_of
from outreach_crm.app import App
from outreach_crm.errors import ConflictError
from outreach_crm.groups import service as groups
from outreach_crm.keywords import service as keywords
from outreach_crm.text import Sentence, say, term


def sign_up(
    app: App, group_id: int, source: Source, place: str = "", *, wants: bool = True, because: str = ""
) -> list[SignUp]:
    """Write down that a group takes what comes from a source from today on, or no longer, and return all it takes.

    What it said before stays with its day.

    Args:
        app: the App.
        group_id: the group, as a contact.
        source: the source.
        place: of a region: which region or country.
        wants: whether it takes it.
        because: why it is written down.

    Raises:
        NotFoundError: there is no such group or place.
        InvalidInputError: no place is said, or one is where none can be.
        ConflictError: it is so already, or the words can mean several places.
    """
    with app.change(term("sign group up for actions"), because=because):
        group = groups.get(app, group_id)
        if source not in SIGNED_UP:
            raise wrong(
                "source",
                say(
                    "Nobody signs up for what the programme answers: outreach cases request {group_id}.",
                    group_id=group_id,
                ),
            )
        if source is not Source.REGION and place.strip():
            raise wrong("place", say("The {source} is of no region; leave the region out.", source=source))
        found = place_of(app, place) if source is Source.REGION else None
        keyword_id = found.id if found else None
        now = [one for one in sign_ups(app, group_id) if (one.source, one.keyword_id) == (source, keyword_id)]
        if wants is any(one.wants for one in now):
            raise ConflictError(_already(group.name, source, found.label if found else "", wants=wants))
        row = {"group_id": group_id, "source": source.value, "keyword_id": keyword_id, "wants": int(wants)}
        app.store.insert("case_sign_ups", {**row, "said_on": app.clock.today().isoformat()})
        return sign_ups(app, group_id)


def _already(group: str, source: Source, place: str, *, wants: bool) -> Sentence:
    what = say("the actions of {place}", place=place) if place else say("the {source}", source=source)
    if wants:
        return say("{group} takes {what} already.", group=group, what=what)
    return say("{group} does not take {what} already.", group=group, what=what)


def sign_ups(app: App, group_id: int) -> list[SignUp]:
    """Return what a group takes, and what it no longer takes: magazine, mailing, then regions by name.

    Raises:
        NotFoundError: there is no such group.
    """
    groups.get(app, group_id)
    said = queries.said(app.store, group_id, app.clock.today().isoformat())
    usual = queries.usual(app.store, group_id)
    found = [
        next((one for one in said if one.source is source), SignUp(source=source, wants=usual))
        for source in (Source.MAGAZINE, Source.MAILING)
    ]
    regions = [one for one in said if one.source is Source.REGION]
    named = {one.id: one.label for one in keywords.some(app, {one.keyword_id for one in regions if one.keyword_id})}
    regions = [evolve(one, place=named.get(one.keyword_id or 0, "")) for one in regions]
    return [*found, *sorted(regions, key=lambda one: (not one.wants, one.place))]
