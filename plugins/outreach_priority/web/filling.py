"""The pages on which a sheet is filled in: the same for who is signed in and for an adviser who comes by a link.

There is an overview and a page for each subject, which is kept as soon as it is sent: whoever has a minute now and five
in the evening loses nothing.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import field, frozen
from flask import Response, request, url_for

from outreach_crm.app import App
from outreach_crm.attachments.model import file_name
from outreach_crm.errors import InvalidInputError, NotFoundError, OutreachError
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.model import Problem
from outreach_crm.text import say
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, lead_to, page
from outreach_crm.web.sending import handed
from outreach_priority import service
from outreach_priority.model import SCALE, Assessment, Confidence, Sheet, SheetState, Stance
from outreach_priority.model.filing import DONT_KNOW, Asked, Blank, Line
from outreach_priority.service.filing import FORMATS

MOST_BYTES = 900_000
"""How much a page of questions may send, or a file have: less than a server of public pages alone lets through."""
_RATINGS = (*(Choice(str(one), str(one)) for one in SCALE), Choice(DONT_KNOW, say("cannot tell")))
_NOTHING = Choice("", say("no answer"))
_SURE = (Choice("", say("I leave that open")), *(Choice(one.value, one.label) for one in Confidence))


@frozen(kw_only=True)
class Place:
    """Where a sheet is filled in.

    Args:
        app: the App, in the name of whoever is there.
        assessment: to which it belongs.
        sheet: the sheet, without what it says.
        who: what its pages call whoever it is of.
        frame: the template that is round its pages.
        blueprint: the name of the blueprint whose pages they are.
        part: what their paths have in common.
    """

    app: App = field(repr=False)
    assessment: Assessment
    sheet: Sheet
    who: str
    frame: str
    blueprint: str
    part: Mapping[str, Any]

    def path(self, view: str = "sheet", **more: Any) -> str:
        """Return where one of its pages is."""
        return url_for(f"{self.blueprint}.{view}", **self.part, **more)

    def show(self, template: str, form: asking.Form | None = None, **context: Any) -> tuple[str, int]:
        """Return a page of it."""
        told = {"place": self, "assessment": self.assessment, "sheet": self.sheet, "who": self.who, **context}
        return page(f"outreach_priority/{template}", form, frame=self.frame, **told)


def overview(place: Place, group: str = "") -> Answer:
    """Show how far the sheet is and what is left to do; in a further round all of it is looked at once more.

    Args:
        place: whose sheet, and where.
        group: the path of what the group said in the round before; empty where that is not shown.
    """
    leaves = service.begin(place.app, place.sheet.id).leaves
    further, is_in = place.sheet.round > 1, place.sheet.state is SheetState.HANDED_IN
    begun = any(one.changed if further else one.answered for one in leaves)
    to_do = next((one for one in leaves if one.missing or (further and not begun and not is_in)), None)
    late = service.is_late(place.app, place.assessment)
    return place.show("sheet.html", leaves=leaves, to_do=to_do, begun=begun, late=late, group=group, kept=_kept(place))


def subject(place: Place, key: str) -> Answer:
    """Ask about one subject, keep what is said of it, and go on to the next."""
    blank = service.begin(place.app, place.sheet.id)
    leaf = blank.leaf(key)
    if leaf is None:
        return _not_asked(place, key)
    numbers = {item.key: n for n, item in enumerate(place.assessment.questionnaire)}
    asked = [(numbers[one.item.key], one) for one in leaf.asked]
    aims = place.assessment.questionnaire.aims
    form = asking.read(*_questions(asked), *_of_the_whole(leaf.stance, aims), version=leaf.mark)
    if form.ready:
        with asking.told(form) as outcome:
            stance = _stance(form, key, aims)
            service.fill(place.app, place.sheet.id, _lines(form, key, asked), stance, seen=form.seen)
            return lead_to(_onward(place, blank, key))
        form = outcome.form
    at = [one.subject.key for one in blank.leaves].index(key) + 1
    return place.show(
        "sheet_subject.html", form, leaf=leaf, asked=asked, at=at, of=len(blank.leaves), kept=_kept(place)
    )


def hand_in(place: Place) -> Answer:
    """Tell what is missing, and hand the sheet in as it stands."""
    form = asking.read(
        Field(
            key="role",
            label=say("In which role do you judge?"),
            kind=Kind.TEXT,
            value=place.sheet.role,
            hint=say("Such as chair of the lawyers' network; it stands beside what you say."),
        )
    )
    if form.ready:
        with asking.told(form) as outcome:
            service.hand_in_kept(place.app, place.sheet.id, role=form.text("role"))
            return lead_to(place.path())
        form = outcome.form
    leaves = service.begin(place.app, place.sheet.id).leaves
    return place.show("sheet_hand_in.html", form, leaves=leaves, kept=_kept(place))


def files(place: Place) -> Answer:
    """Let the sheet be taken away as a file, and take it back."""
    wrong: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            name, content = asking.file_sent(MOST_BYTES)
            found = service.read_content(place.app, content, file_name(name), only=place.sheet)
            service.hand_in(place.app, place.sheet.id, found.answers, found.stances, role=found.role)
            return lead_to(place.path())
        except OutreachError as error:
            problems = error.problems if isinstance(error, InvalidInputError) else ()
            wrong = problems or (Problem(sentence=error.on_page),)
    text, _ = place.show("sheet_files.html", formats=FORMATS, wrong=wrong)
    return text, 422 if wrong else 200


def file(place: Place, form: str) -> Response:
    """Hand out the sheet as a file."""
    if form not in FORMATS:
        raise NotFoundError(say("A sheet is not to be had as {form}.", form=form))
    return handed(service.file_name(place.sheet, form), [service.write_sheet(place.app, place.sheet.id, form)])


def _questions(asked: list[tuple[int, Asked]]) -> Iterator[Field]:
    """Yield what is asked about each question, which the form knows by its number in the questionnaire."""
    for n, one in asked:
        said = one.answer
        yield Field(
            key=f"rating-{n}",
            label=one.item.title,
            kind=Kind.ONE_OF,
            value=one.rating or None,
            choices=(*_RATINGS, _NOTHING),
        )
        yield Field(
            key=f"sure-{n}",
            label=say("How sure are you?"),
            kind=Kind.ONE_OF,
            value=one.confidence,
            choices=_SURE,
        )
        evidence, source, reason = (said.evidence, said.source, said.reason) if said else ("", "", "")
        yield Field(key=f"evidence-{n}", label=say("What does it rest on?"), kind=Kind.LINES, value=evidence)
        yield Field(key=f"source-{n}", label=say("Where is that from?"), kind=Kind.TEXT, value=source)
        yield Field(key=f"reason-{n}", label=say("Why do you say otherwise now?"), kind=Kind.TEXT, value=reason)


def _of_the_whole(stance: Stance, aims: tuple[str, ...]) -> Iterator[Field]:
    yield Field(
        key="interest",
        label=say("Have you to do with it yourself?"),
        kind=Kind.TEXT,
        value=stance.interest,
        hint=say("Such as a member, an employer, a family tie. It counts against nobody; leave it empty for no."),
    )
    if aims:
        yield Field(
            key="aims",
            label=say("What can we aim at with it?"),
            kind=Kind.SEVERAL_OF,
            value=tuple(str(n) for n, one in enumerate(aims) if one in stance.aims),
            choices=tuple(Choice(str(n), one) for n, one in enumerate(aims)),
        )


def _lines(form: asking.Form, key: str, asked: list[tuple[int, Asked]]) -> list[Line]:
    return [
        Line(
            place=f"rating-{n}",
            subject=key,
            item=one.item.key,
            rating=form.text(f"rating-{n}"),
            confidence=form.text(f"sure-{n}"),
            evidence=form.text(f"evidence-{n}"),
            source=form.text(f"source-{n}"),
            reason=form.text(f"reason-{n}"),
        )
        for n, one in asked
    ]


def _stance(form: asking.Form, key: str, aims: tuple[str, ...]) -> Stance:
    chosen = form.answer("aims") or ()
    return Stance(
        subject=key,
        interest=form.text("interest"),
        aims=tuple(one for n, one in enumerate(aims) if str(n) in chosen),
    )


def _onward(place: Place, blank: Blank, key: str) -> str:
    """Return where somebody goes on who has just kept what they say of a subject."""
    keys = [one.subject.key for one in blank.leaves]
    after = keys[keys.index(key) + 1 :]
    if request.form.get("then") == "overview":
        return place.path(kept=key)
    if after:
        return place.path("sheet_subject", key=after[0], kept=key)
    is_in = place.sheet.state is SheetState.HANDED_IN
    return place.path("sheet" if is_in else "sheet_hand_in", kept=key)


def _kept(place: Place) -> str:
    """Return the name of what was kept by the page before; empty where nothing was."""
    found = place.assessment.subject(request.args.get("kept", ""))
    return found.title if found else ""


def _not_asked(place: Place, key: str) -> Answer:
    """Say that a subject was taken out since the page was opened; anything else was never there."""
    found = place.assessment.subject(key)
    if found is None:
        raise NotFoundError(say("Nothing of that name is judged here."))
    told = say(
        "{what} was taken out on {day}: nobody is asked about it any more.", what=found.title, day=found.withdrawn_on
    )
    to = say("To the other pages of the sheet"), place.path()
    text, _ = place.show("sheet_over.html", sentence=told, to=to, group="")
    return text, 410
