"""Who invites and who is invited, as calendar files name them."""

import re
from urllib.parse import unquote

from icalendar import vCalAddress

from outreach_crm.text import say
from outreach_meetings.ical.parts import Part, Property
from outreach_meetings.model.calendar import Attendee

_ADDRESS = re.compile(r"[^\s@<>\"]{1,64}@[^\s@<>\"]{1,255}")
_ANSWERS = {
    "VEVENT": ("NEEDS-ACTION", "ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED"),
    "VTODO": ("NEEDS-ACTION", "ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED", "COMPLETED", "IN-PROCESS"),
}
_MOST = 5_000
_LONGEST_NAME = 200


def organizer(part: Part) -> Attendee | None:
    """Return whoever invites, or None where nobody does."""
    found = part.all("ORGANIZER")
    if len(found) > 1:
        part.tell(say("It names several who invite; the first was taken."))
    if not found:
        return None
    address, name = _address(found[0]), _name(found[0])
    if not address:
        part.tell(say("Whoever invites ({name}) has no mail address.", name=name or say("without a name")))
    return Attendee(address, name, partstat="", role="CHAIR")


def attendees(part: Part) -> tuple[Attendee, ...]:
    """Return those who are invited, each address once; somebody without an address is among them by the name."""
    found: dict[tuple[str, str], Attendee] = {}
    if len(part.all("ATTENDEE")) > _MOST:
        part.tell(say("It names more than {n} people; those after them were left out.", n=_MOST))
    for one in part.all("ATTENDEE")[:_MOST]:
        address, name = _address(one), _name(one)
        if not address:
            part.tell(say("An attendee ({name}) has no mail address.", name=name or say("without a name")))
        key = (address.casefold(), "" if address else name)
        if key in found and address:
            part.tell(say("{address} is named twice; the first was taken.", address=address))
        role = one.parameter("ROLE").strip().upper() or "REQ-PARTICIPANT"
        found.setdefault(key, Attendee(address, name, _answer(one, part), role[:_LONGEST_NAME]))
    return tuple(found.values())


def _address(one: Property) -> str:
    """Return a mail address, of the value or of what programs put beside it; empty where there is none."""
    value = vCalAddress(one.raw.strip()).email
    value = unquote(value) if "%" in value else value
    for told in (
        value,
        one.parameter("EMAIL"),
        one.parameter("X-EMAIL"),
        one.parameter("CN"),
    ):
        text = told.strip().strip("<>").partition("?")[0]
        if _ADDRESS.fullmatch(text):
            return text
    return ""


def _name(one: Property) -> str:
    name = one.parameter("CN").strip()[:_LONGEST_NAME]
    return "" if _ADDRESS.fullmatch(name) else name


def _answer(one: Property, part: Part) -> str:
    told = one.parameter("PARTSTAT").strip().upper()
    if not told or told in _ANSWERS.get(part.name, _ANSWERS["VEVENT"]):
        return told or "NEEDS-ACTION"
    part.tell(say("The answer {told} is none that calendars know; it counts as not answered.", told=repr(told[:60])))
    return "NEEDS-ACTION"
