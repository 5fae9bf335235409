"""The blueprint that all rooms of these pages register with, and what they are asked about."""

from flask import request

from outreach_crm.text import read_number
from outreach_crm.web.office import Office

pages = Office("outreach_post", "outreach_post")


def mailing_asked() -> int:
    """Return the number of the mailing that a page or a button is about; 0 for all of them."""
    return read_number(request.values.get("mailing", "")) or 0


def shown() -> frozenset[str]:
    """Return the numbers of the sheets or lines that stood on the page whose button was pressed."""
    return frozenset(request.form.get("shown", "").split())
