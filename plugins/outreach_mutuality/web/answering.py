"""The page on which an answer is written, and said to have gone out."""

from outreach_crm.app import App
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.policy import Action
from outreach_crm.text import beginning, say
from outreach_crm.timeline.model import EntryKind
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, done, page
from outreach_mutuality import service
from outreach_mutuality.web.blueprint import home, pages


@pages.form("/<int:request_id>/answer")
def answer(app: App, request_id: int) -> Answer:
    """Write the answer, beside what to think of before it goes out."""
    found = service.get(app, request_id)
    now = service.written(app, found)
    language, text = (now.language, now.text) if now else service.draft(app, found)
    form = asking.read(
        Field(key="text", label=say("What they are answered"), kind=Kind.LINES, needed=True, value=text),
        version=now.change_id if now else None,
    )
    if form.ready:
        with asking.told(form, "text") as outcome:
            kept = service.write(app, request_id, form.text("text"), language=language, version=form.seen)
            told = say("The answer is kept; look at it once more before it goes out.")
            return done(told, home(request_id), change_id=kept.change_id)
        form = outcome.form
    warnings = service.warnings(app, found, text)
    title = say("Answer to {name}", name=found.contact)
    return page(
        "outreach_mutuality/answer.html", form, title=title, found=found, warnings=warnings, back=home(request_id)
    )


@pages.form("/<int:request_id>/answered", Action.SEND)
def answered(app: App, request_id: int) -> Answer:
    """Say that the answer went out."""
    found = service.get(app, request_id)
    ways = tuple(Choice(one.value, beginning(one.label)) for one in EntryKind if one is not EntryKind.NOTE)
    form = asking.read(
        Field(key="how", label=say("How it went"), kind=Kind.ONE_OF, choices=ways, value=EntryKind.LETTER.value)
    )
    if form.ready:
        with asking.told(form, "how") as outcome:
            now = service.answered(app, request_id, how=EntryKind(form.text("how")))
            return done(say("{name} is answered.", name=now.contact), home(request_id), change_id=now.change_id)
        form = outcome.form
    title = say("The answer to {name} went out", name=found.contact)
    return page("web/form.html", form, title=title, label=say("It went out"), back=home(request_id))
