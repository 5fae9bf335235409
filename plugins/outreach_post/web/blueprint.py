"""The blueprint that all rooms of these pages register with, and how they answer with a document."""

from flask import Response, request

from outreach_crm.text import read_number
from outreach_crm.web.office import Office

pages = Office("outreach_post", "outreach_post")


def mailing_asked() -> int:
    """Return the number of the mailing that a page or a button is about; 0 for all of them."""
    return read_number(request.values.get("mailing", "")) or 0


def document(name: str, pdf: bytes) -> Response:
    """Return a document (PDF) to be kept as a file; a browser never shows it as a page of ours.

    Args:
        name: of the file.
        pdf: what is in it.
    """
    answer = Response(pdf, mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
