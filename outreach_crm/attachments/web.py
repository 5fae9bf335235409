"""Files by their number: saved by whoever may see what they belong to, and never opened as a page of ours."""

from io import BytesIO

from flask import Response, send_file

from outreach_crm.app import App
from outreach_crm.attachments import service
from outreach_crm.attachments.model import LARGEST, UNKNOWN, file_name
from outreach_crm.errors import NotFoundError
from outreach_crm.model import Ref
from outreach_crm.policy import Action
from outreach_crm.text import say
from outreach_crm.web import asking, links
from outreach_crm.web.office import Answer, Office, done, page
from outreach_crm.web.visiting import ask

pages = Office("attachments", __name__)

# What no browser runs anything in; whatever else it is comes as bytes.
_SAFE = ("application/pdf", "application/vnd.", "image/png", "image/jpeg", "image/gif", "text/plain", "text/csv")
# What a browser writes round a file.
_ROUND_IT = 100_000


@pages.form("/to/<pointer>", most_bytes=LARGEST + _ROUND_IT)
def add(app: App, pointer: str) -> Answer:
    """Let a file belong to a record that has a page: ``/attachments/to/asks:12``."""
    ref = _asked(app, Ref.read(pointer))
    back, form = links.path_of(ref), asking.read()
    if form.ready:
        with asking.told(form) as outcome:
            name, data = asking.file_sent(LARGEST)
            name = file_name(name)
            media_type = service.judged(name, data)
            with app.change("attach file") as change:
                service.attach(app, ref, name, media_type, data)
            return done(say("Kept: {file}.", file=name), back, change_id=change.id)
        form = outcome.form
    return page("attachments/add.html", form, back=back, most=service.in_megabytes(LARGEST))


def _asked(app: App, ref: Ref | None) -> Ref:
    """Return the record that a file is for; who is there may write it.

    Raises:
        NotFoundError: it is none that has a page, or none that they may see.
    """
    if ref is None or not links.path_of(ref):
        raise NotFoundError(say("There is nothing here that a file could belong to."))
    service.check_there(app, ref)
    ask(Action.WRITE, ref)
    return ref


@pages.act("/<int:attachment_id>/remove")
def remove(app: App, attachment_id: int) -> Response:
    """Take a file away from its record."""
    found = service.seen(app, attachment_id)
    ask(Action.WRITE, found.ref)
    with app.change("detach file") as change:
        service.detach(app, attachment_id)
    return done(say("Taken away: {file}.", file=found.name), links.path_of(found.ref), change_id=change.id)


@pages.look("/<int:attachment_id>")
def download(app: App, attachment_id: int) -> Response:
    """Give a file to be saved."""
    found = service.seen(app, attachment_id)
    ask(Action.LOOK, found.ref)
    answer = send_file(
        BytesIO(service.content(app, attachment_id)),
        mimetype=found.media_type if found.media_type.startswith(_SAFE) else UNKNOWN,
        as_attachment=True,
        download_name=found.name,
    )
    answer.headers["X-Download-Options"] = "noopen"
    return answer
