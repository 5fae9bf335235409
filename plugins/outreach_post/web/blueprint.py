"""The blueprint that all rooms of these pages register with, what a page was asked, and how it answers."""

from flask import Response, request

from outreach_crm.text import read_number
from outreach_crm.web.office import Office

pages = Office("outreach_post", "outreach_post")


def mailing_asked() -> int:
    """Return the number of the mailing that a page or a button is about; 0 for all of them."""
    return read_number(request.values.get("mailing", "")) or 0


def shown() -> frozenset[str]:
    """Return the numbers of the sheets or lines that stood on the page whose button was pressed."""
    return frozenset(request.form.get("shown", "").split())


def document(name: str, pdf: bytes) -> Response:
    """Return a document (PDF) to be kept as a file; a browser never shows it as a page of ours.

    Args:
        name: of the file.
        pdf: what is in it.
    """
    answer = Response(pdf, mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
