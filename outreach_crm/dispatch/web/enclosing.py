"""The files that go with a mailing: given and taken away on a page of their own."""

from flask import Response, request, url_for

from outreach_crm.app import App
from outreach_crm.attachments.model import LARGEST, file_name
from outreach_crm.attachments.service import in_megabytes, judged
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import Dispatch
from outreach_crm.dispatch.web.blueprint import home, pages
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.text import say
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, done, page
from outreach_crm.web.wording import language_name

# What a browser writes round a file.
_ROUND_IT = 100_000


@pages.form("/<int:dispatch_id>/files", most_bytes=LARGEST + _ROUND_IT)
def files(app: App, dispatch_id: int) -> Answer:
    """Let a file go with each message of a draft."""
    found = service.open_draft(app, dispatch_id)
    form = asking.read(_for_whom(found))
    if form.ready:
        with asking.told(form) as outcome:
            name, data = asking.file_sent(LARGEST)
            name = file_name(name)
            judged(name, data)
            with app.change("attach file") as change:
                service.attach(app, dispatch_id, name, data, language=form.text("language"))
            told = say("{file} goes with {name}.", file=name, name=found.name)
            return done(told, url_for("dispatch.files", dispatch_id=dispatch_id), change_id=change.id)
        form = outcome.form
    there = [(one, in_megabytes(one.size)) for one in service.files(app, dispatch_id)]
    return page("dispatch/files.html", form, found=found, there=there, most=in_megabytes(LARGEST))


def _for_whom(found: Dispatch) -> Field:
    everybody = Choice("", say("everybody"))
    readers = (
        Choice(one.language, say("readers of {language}", language=language_name(one.language))) for one in found.texts
    )
    return Field(key="language", label=say("For whom"), kind=Kind.ONE_OF, choices=(everybody, *readers), value="")


@pages.act("/<int:dispatch_id>/files/detach")
def detach(app: App, dispatch_id: int) -> Response:
    """Take a file away from a draft."""
    name = request.form.get("name", "")
    with app.change("detach file") as change:
        found = service.open_draft(app, dispatch_id)
        left = service.detach(app, dispatch_id, name)
    told = say("{file} does not go with {name} any more.", file=name, name=found.name)
    to = url_for("dispatch.files", dispatch_id=dispatch_id) if left else home(dispatch_id)
    return done(told, to, change_id=change.id)
