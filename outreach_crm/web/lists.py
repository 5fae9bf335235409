"""Lists of the office: one description gives the page, and beside it ``.json`` and ``.csv``."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import evolve, field, frozen
from flask import Flask, Response, render_template, request

from outreach_crm.machines import as_data, harmless
from outreach_crm.model import Ref
from outreach_crm.web import visiting
from outreach_crm.web.forms import target

# Pages know by name only who writes down what of persons leaves the house.
_LOG = "outreach_crm.privacy.service:log_access"
HTML, JSON, CSV = "html", "json", "csv"
FORMS = (JSON, CSV)


@frozen(kw_only=True)
class Column:
    """A column: its heading, what it says of a row, and which record that leads to.

    Args:
        title: the heading.
        value: what it says of a row.
        ref: the record that is meant, which the page makes a link of; None for none.
        lesser: whether it is left out where there is little room.
    """

    title: str
    value: Callable[[Any], Any]
    ref: Callable[[Any], Ref | None] = lambda _: None
    lesser: bool = False


@frozen(kw_only=True)
class Listing:
    """A list.

    Args:
        title: the heading of the page.
        columns: what is told of each row.
        rows: records; all of them in JSON, with all their fields.
        empty: what the page says where there are none: what would stand here, and how to begin.
        more: the path of the page with further rows; empty where these are all.
        most: so many rows stand in it; where the view gives more, that is said and they are left out. 0 for all.
        cut: whether some were left out.
        template: what draws the page; it extends ``web/list.html``.
        context: what the template needs besides.
        persons: what is told of persons, for the log of access, where it is taken out as a file: ``who is held``; empty
            where it tells of none.
        contact_id: of whom, where it is about one.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Any]
    empty: str
    more: str = ""
    most: int = 0
    cut: bool = False
    template: str = "web/list.html"
    context: Mapping[str, Any] = field(factory=dict)
    persons: str = ""
    contact_id: int | None = None


def teach(site: Flask) -> None:
    """Let pages say where a list stands in another form."""
    site.jinja_env.globals.update(beside=beside)


def wanted() -> str:
    """Return how the list of this request is wanted: ``html``, ``json`` or ``csv``."""
    rule = request.url_rule.rule if request.url_rule else ""
    return next((form for form in FORMS if rule.endswith(f".{form}")), HTML)


def beside(form: str) -> str:
    """Return the path of the same list in another form, with the same conditions."""
    query = request.query_string.decode()
    return f"{request.path}.{form}" + (f"?{query}" if query else "")


def answered(found: Any) -> Any:
    """Return the answer to a request for a list; what is no list, such as a redirect, is answered as it is."""
    if not isinstance(found, Listing):
        return found
    if found.most and len(found.rows) > found.most:
        found = evolve(found, rows=found.rows[: found.most], cut=True)
    form = wanted()
    if found.persons and form != HTML:
        note(f"{found.persons}, as a file", count=len(found.rows), contact_id=found.contact_id)
    if form == JSON:
        text = json.dumps(as_data(found.rows), ensure_ascii=False, indent=2) + "\n"
        return Response(text, mimetype="application/json")
    if form == CSV:
        return Response(_csv(found), mimetype="text/csv", headers={"Content-Disposition": "attachment"})
    return render_template(found.template, listing=found, **found.context)


def note(what: str, *, count: int = 1, contact_id: int | None = None) -> None:
    """Write into the log of access what whoever is there saw or takes out of the data of persons."""
    target(_LOG)(visiting.office(), what, count=count, contact_id=contact_id)


def _csv(listing: Listing) -> str:
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow([str(one.title) for one in listing.columns])
    rows.writerows([[_cell(one.value(row)) for one in listing.columns] for row in listing.rows])
    return text.getvalue()


def _cell(value: Any) -> str:
    return "" if value is None else harmless(str(as_data(value)))
