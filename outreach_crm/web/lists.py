"""Lists of the office: one description gives the page, and beside it ``.json`` and ``.csv``."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from pkgutil import resolve_name
from typing import Any
from urllib.parse import urlencode

from attrs import evolve, field, frozen
from flask import Flask, Response, render_template, request

from outreach_crm.machines import as_data, harmless
from outreach_crm.model import Ref
from outreach_crm.text import read_number, say, term
from outreach_crm.web import visiting

# Pages know by name only who writes down what of persons leaves the house.
_LOG = "outreach_crm.privacy.service:log_access"
_TAKEN_OUT = "outreach_crm.privacy.service:log_taken_out"
HTML, JSON, CSV = "html", "json", "csv"
FORMS = (JSON, CSV)


@frozen(kw_only=True)
class Column:
    """A column: its heading, what it says of a row, and which record that leads to.

    Args:
        title: the heading.
        value: what it says of a row.
        ref: the record that is meant, or the path of its page, which the page makes a link of; None for none.
        lesser: whether it is left out where there is little room.
        late: whether what it says of a row stands out, because it should have been done by now.
        as_is: whether it is a name that is the same in every language, such as that of a plugin.
    """

    title: str
    value: Callable[[Any], Any]
    ref: Callable[[Any], Ref | str | None] = lambda _: None
    lesser: bool = False
    late: Callable[[Any], bool] = lambda _: False
    as_is: bool = False


@frozen(kw_only=True)
class Listing:
    """A list.

    Args:
        title: the heading of the page.
        columns: what is told of each row.
        rows: records; all of them in JSON, with all their fields.
        empty: what the page says where there are none: what would stand here, and how to begin.
        most: so many rows stand in it; where the view gives more, they are left out. 0 for all.
        on: what the address of the page with the rows that were left out says besides, by the last one that stands
            here: ``lambda row: {"after": row.id}``; None where there is no such page, and the list says that it is cut.
        more: the path of the page with further rows; empty where there is none.
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
    most: int = 0
    on: Callable[[Any], Mapping[str, object]] | None = None
    more: str = ""
    cut: bool = False
    template: str = "web/list.html"
    context: Mapping[str, Any] = field(factory=dict)
    persons: str = ""
    contact_id: int | None = None

    @property
    def headings(self) -> list[str | tuple[str, str]]:
        """The headings of the columns, each with how it is shown where that is not as usual."""
        return [(one.title, "lesser") if one.lesser else one.title for one in self.columns]


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


def further(**more: object) -> str:
    """Return the path of the same page with something else said in its address: ``further(after=17)``."""
    return f"{request.path}?{urlencode({**request.args.to_dict(flat=False), **more}, doseq=True)}"


def number_asked(name: str) -> int:
    """Return a number that stands in the address under a name; 0 where there is none."""
    return read_number(request.args.get(name, "")) or 0


def answered(found: Any) -> Any:
    """Return the answer to a request for a list; what is no list, such as a redirect, is answered as it is."""
    if not isinstance(found, Listing):
        return found
    if found.most and len(found.rows) > found.most:
        rows = found.rows[: found.most]
        found = evolve(found, rows=rows, cut=True, more=further(**found.on(rows[-1])) if found.on else "")
    form = wanted()
    if found.persons and form != HTML:
        told = say("{what}, as a file", what=term(found.persons))
        resolve_name(_TAKEN_OUT)(visiting.office(), told, count=len(found.rows), contact_id=found.contact_id)
    if form == JSON:
        text = json.dumps(as_data(found.rows), ensure_ascii=False, indent=2) + "\n"
        return Response(text, mimetype="application/json")
    if form == CSV:
        return Response(_csv(found), mimetype="text/csv", headers={"Content-Disposition": "attachment"})
    return render_template(found.template, listing=found, **found.context)


def note(what: str, *, count: int = 1, contact_id: int | None = None) -> None:
    """Write into the log of access what whoever is there saw or takes out of the data of persons."""
    resolve_name(_LOG)(visiting.office(), what, count=count, contact_id=contact_id)


def _csv(listing: Listing) -> str:
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow([str(one.title) for one in listing.columns])
    rows.writerows([[_cell(one.value(row)) for one in listing.columns] for row in listing.rows])
    return text.getvalue()


def _cell(value: Any) -> str:
    return "" if value is None else harmless(str(as_data(value)))
