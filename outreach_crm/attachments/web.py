"""Files by their number: saved by whoever may see what they belong to, and never opened as a page of ours."""

from io import BytesIO

from flask import Response, send_file

from outreach_crm.app import App
from outreach_crm.attachments import service
from outreach_crm.attachments.model import UNKNOWN
from outreach_crm.policy import Action
from outreach_crm.web.office import Office
from outreach_crm.web.visiting import ask

pages = Office("attachments", __name__)

# What no browser runs anything in; whatever else it is comes as bytes.
_SAFE = ("application/pdf", "application/vnd.", "image/png", "image/jpeg", "image/gif", "text/plain", "text/csv")


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
