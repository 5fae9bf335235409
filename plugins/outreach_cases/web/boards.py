"""Cases by their level, in lanes and as a list, as they are and as they were."""

from datetime import date

from attrs import evolve, frozen
from flask import request

from outreach_cases import service
from outreach_cases.model.figures import people_told
from outreach_cases.model.levels import Level, Stance
from outreach_cases.web.blueprint import pages
from outreach_crm.app import App
from outreach_crm.dates import read_past
from outreach_crm.errors import OutreachError
from outreach_crm.model import Ref
from outreach_crm.text import row, say
from outreach_crm.web.lists import Column, Listing, number_asked
from outreach_crm.web.office import Answer, page
from outreach_crm.web.wording import country_name

_PAGE, _CARDS = 100, 20
_NONE = say("No case stands here. When the International Secretariat offers one, write it down.")
STANCES = {
    "": say("Whatever we decided"),
    "work": say("We work on it"),
    "not": say("We do not work on it"),
    "none": say("Not decided"),
}
"""What can be asked of our decision."""


@frozen(kw_only=True)
class Wanted:
    """What the address of a page asks for: which cases, as of which day, and what is wrong with what it asks."""

    asked: service.Asked
    on: date | None
    wrong: str = ""


def wanted(app: App, levels: list[Level] | None = None) -> Wanted:
    """Return what the address of this page asks for; where it asks for what cannot be, for all and why not."""
    stance = request.args.get("decision", "")
    try:
        day = request.args.get("on", "").strip()
        return Wanted(
            asked=service.asking(
                app,
                levels=levels,
                stance=stance if stance in {*Stance, "none"} else "",
                where=request.args.get("in", ""),
                concern=request.args.get("concern", ""),
                poc="poc" in request.args,
            ),
            on=read_past(day, app.clock.today()) if day else None,
        )
    except OutreachError as error:
        return Wanted(asked=service.Asked(levels=levels), on=None, wrong=error.on_page)


@pages.look("")
def board(app: App) -> Answer:
    """Show cases by their level."""
    now = wanted(app)
    sums = service.sums(app, now.asked, now.on)
    lanes = [
        (level, service.listed(app, evolve(now.asked, levels=[level]), now.on, limit=_CARDS), sums.get(level))
        for level in Level
    ]
    return page(
        "outreach_cases/board.html", lanes=lanes, people_told=people_told, wanted=now, given=_given(), stances=STANCES
    )


@pages.lists("/list")
def listed(app: App) -> Listing:
    """List cases by name."""
    said, start = request.args.get("level", ""), number_asked("from")
    level = Level(said) if said in set(Level) else None
    now = wanted(app, [level] if level else None)
    return Listing(
        title=say("Cases"),
        columns=_COLUMNS,
        rows=service.listed(app, now.asked, now.on, start=start, limit=_PAGE + 1),
        most=_PAGE,
        on=lambda _: {"from": start + _PAGE},
        empty=_NONE,
        template="outreach_cases/listed.html",
        context={"wanted": now, "given": _given(), "stances": STANCES, "level": level, "levels": [*Level]},
        persons="long-term cases",
    )


def _given() -> dict[str, str]:
    """Return what was asked, to be asked again."""
    return {key: request.args[key] for key in ("in", "concern", "decision", "poc", "on") if request.args.get(key)}


_COLUMNS = (
    Column(title=say("Case"), value=lambda one: one.name, ref=lambda one: Ref("cases", one.id)),
    Column(title=say("Reference"), value=lambda one: one.ref, lesser=True, as_is=True),
    Column(title=say("Whom it is about"), value=lambda one: one.who),
    Column(title=say("Country"), value=lambda one: country_name(one.country) if one.country else ""),
    Column(title=say("Level"), value=lambda one: row([one.level, one.reason], ": ") if one.reason else one.level),
    Column(title=say("Since"), value=lambda one: one.level_on, lesser=True),
    Column(title=say("Our decision"), value=lambda one: one.stance.told if one.stance else ""),
)
