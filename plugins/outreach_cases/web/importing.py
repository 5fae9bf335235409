"""The page on which cases are brought up to date from a list: seen first, put right in place, then taken in.

The rows stand in the form itself, so that nothing waits anywhere between the look and the import; what is taken in is
what was looked at.
"""

import csv
import io
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import evolve
from flask import request, url_for

from outreach_cases import service
from outreach_cases.model.imports import Fate, Report
from outreach_cases.web.blueprint import pages
from outreach_crm.app import App
from outreach_crm.attachments.model import file_name
from outreach_crm.errors import InvalidInputError
from outreach_crm.forms import Field, Kind
from outreach_crm.text import count, say
from outreach_crm.web import asking
from outreach_crm.web.forms import Shown
from outreach_crm.web.office import Answer, done, page

_MOST = 2_000_000
# A browser sends a letter of the rows as up to three signs.
_SENT = 3 * _MOST + 100_000
_SHOWN = 200


@pages.form("/import", most_bytes=_SENT)
def import_(app: App) -> Answer:
    """Look at a list, and take it in."""
    hint = say(
        "As copied from a spreadsheet, with headers such as reference, name, country, level, level since, reason."
    )
    form = asking.read(Field(key="rows", label=say("Or the rows themselves"), kind=Kind.LINES, hint=hint))
    report, seen = None, ""
    if form.ready:
        with asking.told(form, "rows") as outcome:
            rows = _sent(app, form)
            seen = sha256(rows.encode()).hexdigest()
            if request.form.get("seen") == seen:
                return _done(service.import_text(app, rows))
            report = service.import_text(app, rows, dry_run=True)
            outcome.form = evolve(form, fields=(Shown(form["rows"].field, (rows,)),))
        form = outcome.form
    return page(
        "outreach_cases/import.html",
        form,
        title=say("Bring cases up to date from a list"),
        report=report,
        fates=[*Fate],
        seen=seen if report else "",
        shown=[one for one in report.lines if one.fate is not Fate.SAME][:_SHOWN] if report else [],
        back=url_for("outreach_cases.board"),
    )


def _done(report: Report) -> Answer:
    told = say(
        "{new} new, {changed} altered, {same}, {left}.",
        new=report.counts[Fate.NEW.value],
        changed=report.counts[Fate.CHANGED.value],
        same=count(report.counts[Fate.SAME.value], "{n} as it is", "{n} as they are"),
        left=count(report.counts[Fate.LEFT.value], "{n} row not taken in", "{n} rows not taken in"),
    )
    return done(told, url_for("outreach_cases.board"), change_id=report.change_id)


def _sent(app: App, form: asking.Form) -> str:
    """Return the rows as text: those of the file where one was sent, else those that were written.

    Raises:
        InvalidInputError: there are none, or the file is too large.
    """
    file = request.files.get("file")
    if file is None or not file.filename:
        if not form.text("rows"):
            raise InvalidInputError(say("Choose a file, or paste rows."))
        return form.text("rows")
    name, data = asking.file_sent(_MOST)
    if len(data) > _MOST:
        raise InvalidInputError(say("The file is too large for a page; outreach cases import takes it."))
    with TemporaryDirectory(prefix="outreach-") as place:
        path = Path(place) / file_name(name)
        path.write_bytes(data)
        rows = service.rows_of_file(app, path)
    text = io.StringIO()
    csv.writer(text, delimiter="\t", lineterminator="\n").writerows(rows)
    return "\n".join(text.getvalue().splitlines()).strip()
