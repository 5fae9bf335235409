"""Pages of the goals of the portfolio: how far they are, what came and went, pictures, and what may be told outside."""

import json
from datetime import date

from attrs import frozen
from flask import Response, request

from outreach_cases import service
from outreach_cases.model import figures
from outreach_cases.reference import seed
from outreach_cases.web.blueprint import pages
from outreach_crm import plots
from outreach_crm.app import App
from outreach_crm.dates import read_past
from outreach_crm.errors import InvalidInputError, NotFoundError, OutreachError
from outreach_crm.machines import as_data
from outreach_crm.policy import Action
from outreach_crm.text import Sentence, beginning, read_number, say, term
from outreach_crm.web.lists import note
from outreach_crm.web.office import Answer, page
from outreach_crm.web.wording import country_name, read


@frozen(kw_only=True)
class Asked:
    """What the address asks for: seen from which day, of which year, and what is wrong with what it asks."""

    on: date | None = None
    year: int = 0
    wrong: str = ""

    @property
    def given(self) -> dict[str, str]:
        """The same, to be asked again."""
        return {"on": str(self.on or ""), "year": str(self.year or "")} if self.on or self.year else {}


def _asked(app: App) -> Asked:
    """Return what the address asks for.

    Raises:
        InvalidInputError: it is no day or no year, or one of which nothing can be told.
    """
    day, year = (request.args.get(name, "").strip() for name in ("on", "year"))
    found = Asked(on=read_past(day, app.clock.today()) if day else None, year=_year(year))
    service.check_period(app, found.on, year=found.year)
    return found


def _asked_or_usual(app: App) -> Asked:
    """Return what the address asks for; where that cannot be told, what is told usually, and why."""
    try:
        return _asked(app)
    except OutreachError as error:
        return Asked(wrong=error.on_page)


def _year(text: str) -> int:
    number = read_number(text) if text else 0
    if number is None:
        raise InvalidInputError(say("{text} is no year; write 2025.", text=text))
    return number


@pages.look("/goals")
def goals(app: App) -> Answer:
    """Show how far the goals are, what came and went, and how cases end."""
    asked = _asked_or_usual(app)
    told = service.illustrated(app, asked.on, year=asked.year)
    return page(
        "outreach_cases/goals.html",
        asked=asked,
        report=told.report,
        figures=figures,
        pictures=told.pictures,
        reference=seed(),
        drawable=plots.is_there(),
        no_pictures=plots.NO_PICTURES,
        named=_named,
    )


@pages.look("/goals.json", Action.EXPORT)
def goals_json(app: App) -> Answer:
    """Give all figures as a file."""
    asked = _asked(app)
    report = service.report(app, asked.on, year=asked.year)
    note(say("{what}, as a file", what=term("long-term cases")), count=len(report.goals.quiet))
    return _json(report)


@pages.look("/goals/outside")
def outside(app: App) -> Answer:
    """Show what may be told outside the section."""
    asked = _asked_or_usual(app)
    return page(
        "outreach_cases/outside.html",
        asked=asked,
        told=service.published(app, asked.on, year=asked.year),
        figures=figures,
        named=_named,
    )


@pages.look("/goals/outside.json", Action.EXPORT)
def outside_json(app: App) -> Answer:
    """Give what may be told outside the section as a file."""
    asked = _asked(app)
    return _json(service.published(app, asked.on, year=asked.year))


@pages.look("/goals/picture/<string:name>.svg")
def picture(app: App, name: str) -> Answer:
    """Draw a picture of the portfolio."""
    asked = _asked(app)
    for one in service.illustrated(app, asked.on, year=asked.year).pictures:
        if one.name == name:
            return Response(plots.drawn(one.spec, read=read), mimetype="image/svg+xml")
    raise NotFoundError(say("There is no such picture."))


def _json(found: object) -> Response:
    return Response(json.dumps(as_data(found), ensure_ascii=False, indent=2) + "\n", mimetype="application/json")


def _named(name: str, *, countries: bool = False) -> Sentence | str:
    """Return how a row or column is called: by the name of its country, or as the word it is."""
    if not name:
        return say("Not known")
    return country_name(name) if countries and len(name) == len("XX") else beginning(name)
