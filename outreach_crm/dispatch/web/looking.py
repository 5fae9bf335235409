"""Pages that look a mailing over before it leaves: who gets it and why, who does not, and how it reads."""

import re

from flask import request, url_for

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import State
from outreach_crm.dispatch.service import Asked, Foresight
from outreach_crm.dispatch.service.foreseeing import WHICH
from outreach_crm.dispatch.web.blueprint import LIMIT, home, pages, way_titles
from outreach_crm.errors import OutreachError
from outreach_crm.model import Step
from outreach_crm.text import say
from outreach_crm.web.lists import further, number_asked
from outreach_crm.web.office import Answer, lead_to, page
from outreach_crm.web.wording import country_name

_FOUND = 20
# The parts of a postal address stand apart by signs that nobody types.
_COUNTRY = re.compile("[A-Z]{2}")
_PARTED = re.compile(r"[\x00-\x1f]+")


@pages.look("/<int:dispatch_id>/preview")
def preview(app: App, dispatch_id: int) -> Answer:
    """Show who would get a draft and why, who would not and why not; search it for one name."""
    found = service.get(app, dispatch_id)
    if found.state is not State.DRAFT or found.frozen_at:
        return lead_to(url_for("dispatch.people", dispatch_id=dispatch_id))
    which, name = request.args.get("which", "all"), request.args.get("q", "")
    offset = number_asked("from")
    asked = Asked(
        which=which if which in WHICH else "all",
        key=request.args.get("key", ""),
        name=name,
        limit=LIMIT + 1,
        offset=offset,
    )
    foresight = service.foresee(app, dispatch_id, asked)
    waits_for = service.checklist(app, found).waits_for
    return page(
        "dispatch/preview.html",
        found=found,
        seen=foresight.preview,
        people=foresight.people[:LIMIT],
        more=f"{further(**{'from': offset + LIMIT})}#people" if len(foresight.people) > LIMIT else "",
        asked=asked,
        about=_about(foresight, asked),
        titles=way_titles(app),
        waits_for=waits_for,
        step=_step(dispatch_id, foresight, waits_for),
    )


def _about(foresight: Foresight, asked: Asked) -> str:
    """Return whom the names below are of."""
    if asked.name:
        return say("Called {name}", name=asked.name)
    seen = foresight.preview
    titles = {
        "all": say("Everybody in the list"),
        "gets": say("Those who would get it"),
        "left-out": say("Those who would not get it"),
    }
    tallies = {"rule": seen.refused, "because": seen.reasons, "warning": seen.warnings}.get(asked.which, ())
    return titles.get(asked.which) or next((one.sentence for one in tallies if one.key == asked.key), "")


def _step(dispatch_id: int, foresight: Foresight, waits_for: str) -> Step | None:
    if not foresight.preview.recipients:
        return None
    if waits_for:
        return Step(label=say("Check the texts"), path=f"{home(dispatch_id)}/check")
    return Step(label=say("Send it"), path=f"{home(dispatch_id)}/send")


@pages.look("/<int:dispatch_id>/read")
def read(app: App, dispatch_id: int) -> Answer:
    """Show a mailing as somebody would read it, or has read it."""
    found = service.get(app, dispatch_id)
    name, number = request.args.get("q", ""), number_asked("as") or None
    there = contacts.find(app, name, _FOUND) if name.strip() else []
    message, wrong = None, ""
    try:
        message = service.sample(app, dispatch_id, number)
    except OutreachError as error:
        wrong = error.on_page
    files = service.files(app, dispatch_id, message.language) if message else []
    address = _in_a_line(message.address) if message else ""
    told = {"message": message, "address": address, "wrong": wrong, "files": files}
    return page("dispatch/read.html", found=found, there=there, name=name, told=told)


def _in_a_line(address: str) -> str:
    """Return an address in one line; that of a card ends with the letters of its country, which is named."""
    *parts, last = [one for one in _PARTED.split(address) if one] or [""]
    return ", ".join([*parts, country_name(last) if parts and _COUNTRY.fullmatch(last) else last])
